"""What a repair is: one small change that lets old scenes run, with the symptom it mends."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any


def _no_names() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Repair:
    """`symptom` is what a scene that needs the repair fails with.

    `apply` makes a change to Python or to the library, once a process. `names` makes what the library has lost;
    scene files find it under its old name. `functions` has what takes the place of functions of scene files, by their
    names: each is given the function.
    """

    name: str
    symptom: str
    apply: Callable[[], None] = lambda: None
    names: Callable[[], Mapping[str, Any]] = _no_names
    functions: Mapping[str, Callable[[Any], Any]] = field(default_factory=dict)


_used: dict[str, None] = {}
_year: int | None = None


def used(name: str) -> None:
    """Note that the scene that is running needs a repair."""
    _used.setdefault(name)


def repairs_used() -> list[str]:
    """Names of the repairs that were needed since `begin_scene`, in the order they first were."""
    return list(_used)


def scene_year() -> int | None:
    """The year of the scene that is running, where it is known: what some methods meant depends on it."""
    return _year


def begin_scene(year: int | None) -> None:
    """Another scene is going to run: no repair has been needed yet."""
    global _year
    _used.clear()
    _year = year


class Fallback:
    """What an object of a class has under a name that is found nowhere else in it, noting the repair."""

    def __init__(self, name: str, lost: Callable[[Any], Any]) -> None:
        self._name, self._lost = name, lost

    def __get__(self, value: Any, owner: type[Any]) -> Any:
        if value is None:
            raise AttributeError(f"only instances of {owner.__name__} have it")
        used(self._name)
        return self._lost(value)


def needed(name: str, lost: Callable[..., Any]) -> Callable[..., Any]:
    """What the library lost, noting the repair when it is called."""

    @functools.wraps(lost)
    def call(*args: Any, **kwargs: Any) -> Any:
        used(name)
        return lost(*args, **kwargs)

    return call
