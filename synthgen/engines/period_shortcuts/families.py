"""Families of mobjects, and the functions that change them at every frame."""

from __future__ import annotations

from collections.abc import Collection
from functools import cache
from types import FunctionType
from typing import Any

import numpy as np

from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace


def install() -> None:
    module = library("mobject.mobject")
    replace(module.Mobject, add_n_more_submobjects, copy, family_members_with_points, get_family, update)
    replace(module, get_parameters, list_update)


def get_family(mobject: Any) -> list[Any]:
    """A mobject and all below it, each once."""
    if not mobject.submobjects:
        return [mobject]
    members = [mobject]
    for part in mobject.submobjects:
        if part.submobjects:
            members += get_family(part)
        else:
            members.append(part)
    return members if len(set(members)) == len(members) else _each_once(members)


def family_members_with_points(mobject: Any) -> list[Any]:
    """Those of a family that are drawn themselves."""
    return [member for member in mobject.get_family() if len(member.points) > 0]


def add_n_more_submobjects(mobject: Any, n: int) -> Any:
    """Invisible copies of a mobject's parts, spread evenly among them."""
    count = len(mobject.submobjects)
    if n == 0 or count == 0:
        return as_in_library(add_n_more_submobjects, mobject, n)
    times = np.bincount(np.arange(count + n) * count // (count + n), minlength=count).tolist()
    parts = []
    for part, repeated in zip(mobject.submobjects, times, strict=False):
        parts.append(part)
        parts += [part.copy().fade(1) for _ in range(repeated - 1)]
    mobject.submobjects = parts
    return mobject


def copy(mobject: Any) -> Any:
    """A mobject with points, parts and arrays of its own; what else it has it shares with its copy."""
    kind = mobject.__class__
    if not _is_copied_plainly(kind):
        return as_in_library(copy, mobject)
    copied = kind.__new__(kind)
    copied.__dict__.update(mobject.__dict__)
    copied.submobjects = [part.copy() for part in mobject.submobjects]
    copied.updaters = list(mobject.updaters)
    mobject_class = library("mobject.mobject").Mobject
    family = None
    for name, value in list(mobject.__dict__.items()):
        if type(value) is np.ndarray:
            copied.__dict__[name] = value.copy("K")
        elif isinstance(value, mobject_class) and value is not mobject:
            family = family or set(mobject.get_family())
            if value in family:
                setattr(copied, name, value.copy())
        elif isinstance(value, np.ndarray):
            setattr(copied, name, np.array(value))
    if type(copied.points) is not np.ndarray:
        copied.points = np.array(mobject.points)
    return copied


@cache
def _is_copied_plainly(kind: Any) -> bool:
    """Whether `copy.copy` makes a mobject by giving it the attributes of the other."""
    return kind.__reduce_ex__ is object.__reduce_ex__ and not any(
        hasattr(kind, name) for name in ("__copy__", "__setstate__", "__getnewargs__", "__getnewargs_ex__", "__slots__")
    )


def _each_once(members: list[Any]) -> list[Any]:
    """Without repetitions: the last of each is kept, as the library does it."""
    return list(dict.fromkeys(reversed(members)))[::-1]


def list_update(listed: list[Any], added: Collection[Any]) -> list[Any]:
    """A list with others behind it, each once; mostly it is one that is new."""
    if len(added) == 1 and type(listed) is list:
        (new,) = added
        if new not in listed:
            return [*listed, new]
    result: list[Any] = as_in_library(list_update, listed, added)
    return result


def update(mobject: Any, dt: float = 0, recursive: bool = True) -> Any:
    """Let a mobject and all below it do what they do by themselves; most do nothing, and are not asked."""
    if mobject.updating_suspended:
        return mobject
    if mobject.updaters:
        as_in_library(update, mobject, dt, False)
    if recursive and mobject.submobjects:
        usual = library("mobject.mobject").Mobject.update
        for part in mobject.submobjects:
            if part.submobjects or part.updaters or part.__class__.update is not usual:
                part.update(dt, recursive)
    return mobject


def get_parameters(function: Any) -> Collection[str]:
    """The names of a function's parameters: the library asks for them before every call."""
    if type(function) is not FunctionType or hasattr(function, "__wrapped__") or hasattr(function, "__signature__"):
        parameters: Collection[str] = as_in_library(get_parameters, function)
        return parameters
    code = function.__code__
    starred = bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + starred]
