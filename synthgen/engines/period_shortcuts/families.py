"""Families of mobjects, and the functions that change them at every frame."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Collection
from types import FunctionType
from typing import Any

from synthgen.engines.period_shortcuts.replacing import replace

Stock = Callable[..., Any]


def install() -> None:
    module = importlib.import_module("manimlib.mobject.mobject")
    replace(module.Mobject, "get_family", get_family)
    replace(module.Mobject, "update", update)
    replace(module, "get_parameters", get_parameters)
    replace(module, "list_update", list_update)


def get_family(stock: Stock, mobject: Any) -> list[Any]:
    """A mobject and all below it, each once."""
    if not mobject.submobjects:
        return [mobject]
    members = [mobject]
    for part in mobject.submobjects:
        if part.submobjects:
            members += get_family(stock, part)
        else:
            members.append(part)
    return members if len(set(members)) == len(members) else _each_once(members)


def _each_once(members: list[Any]) -> list[Any]:
    """Without repetitions: the last of each is kept, as the library does it."""
    return list(dict.fromkeys(reversed(members)))[::-1]


def list_update(stock: Stock, listed: list[Any], added: Collection[Any]) -> list[Any]:
    """A list with others behind it, each once; mostly it is one that is new."""
    if len(added) == 1 and type(listed) is list:
        (new,) = added
        if new not in listed:
            return [*listed, new]
    result: list[Any] = stock(listed, added)
    return result


def update(stock: Stock, mobject: Any, dt: float = 0, recursive: bool = True) -> Any:
    """Let a mobject and all below it do what they do by themselves; most do nothing, and are not asked."""
    if mobject.updating_suspended:
        return mobject
    if mobject.updaters:
        stock(mobject, dt, False)
    if recursive:
        usual = importlib.import_module("manimlib.mobject.mobject").Mobject.update
        for part in mobject.submobjects:
            if part.submobjects or part.updaters or part.__class__.update is not usual:
                part.update(dt, recursive)
    return mobject


def get_parameters(stock: Stock, function: Any) -> Collection[str]:
    """The names of a function's parameters: the library asks for them before every call."""
    if type(function) is not FunctionType or hasattr(function, "__wrapped__") or hasattr(function, "__signature__"):
        parameters: Collection[str] = stock(function)
        return parameters
    code = function.__code__
    starred = bool(code.co_flags & 0x04) + bool(code.co_flags & 0x08)
    return code.co_varnames[: code.co_argcount + code.co_kwonlyargcount + starred]
