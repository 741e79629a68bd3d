"""Classes that say what they are made of in a `CONFIG` dictionary, which the library read until 2021.

Applies to classes outside the library that have one, or inherit one. Its entries become attributes of the class; those
that a constructor of the library takes are handed to it, others that a caller gives become attributes of the instance.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from collections.abc import Iterator
from typing import Any

from synthgen.engines.compat.repair import Repair, used

_LIBRARY = "manimlib"
_ROOTS = {
    "manimlib.mobject.mobject": "Mobject",
    "manimlib.animation.animation": "Animation",
    "manimlib.scene.scene": "Scene",
}
_SAID_BY_ITSELF = {"Square": {"width", "height"}}
"""What a constructor of the library tells its ancestors by position: it must not be told."""


def apply() -> None:
    for module, name in _ROOTS.items():
        root = getattr(importlib.import_module(module), name)
        root.__init_subclass__ = classmethod(lambda cls, **kwargs: _adopt(cls))


def _adopt(cls: type[Any]) -> None:
    """Make a class of the old kind behave as it did."""
    if not any("CONFIG" in base.__dict__ for base in cls.__mro__) or cls.__module__.split(".")[0] == _LIBRARY:
        return
    for name, value in merged_config(cls).items():
        if name not in cls.__dict__ and not _is_property(cls, name):
            setattr(cls, name, value)
    base = next((one for one in cls.__mro__ if one.__module__.split(".")[0] == _LIBRARY), None)
    if base is not None and not getattr(base.__dict__.get("__init__"), "_reads_config", False):
        setattr(base, "__init__", _reading_config(base))  # noqa: B010 (mypy)


def merged_config(cls: type[Any]) -> dict[str, Any]:
    """The entries of a class and its ancestors; the nearest one counts, dictionaries are merged."""
    found: dict[str, Any] = {}
    for base in reversed(cls.__mro__):
        config = base.__dict__.get("CONFIG")
        for name, value in config.items() if isinstance(config, dict) else ():
            found[name] = _merged(found.get(name), value)
    return found


def _merged(value: Any, nearer: Any) -> Any:
    """Of two values for a name, the one that counts: that of dictionaries has the entries of both."""
    if isinstance(value, dict) and isinstance(nearer, dict):
        return {name: _merged(value.get(name), one) for name, one in {**value, **nearer}.items()}
    return nearer


def _is_property(cls: type[Any], name: str) -> bool:
    found = inspect.getattr_static(cls, name, None)
    return isinstance(found, property) or inspect.isroutine(found)


def _reading_config(base: type[Any]) -> Any:
    stock = base.__init__
    taken = set(_parameters(base)) - _SAID_BY_ITSELF.get(base.__name__, set())

    @functools.wraps(stock)
    def make(self: Any, *args: Any, **kwargs: Any) -> None:
        config = merged_config(type(self))
        if not config or "_config_read" in self.__dict__:
            stock(self, *args, **kwargs)
            return
        used("config_dictionaries")
        self.__dict__["_config_read"] = True
        # What positional arguments say must not be said again.
        by_position = list(inspect.signature(stock).parameters)[1 : 1 + len(args)]
        given = {**{name: value for name, value in config.items() if name in taken}, **kwargs}
        for name in [name for name in given if name not in taken]:
            if not _is_property(type(self), name):
                self.__dict__[name] = _merged(config.get(name), given.pop(name))
        stock(self, *args, **{name: value for name, value in given.items() if name not in by_position})

    make._reads_config = True  # type: ignore[attr-defined]
    return make


def _parameters(base: type[Any]) -> Iterator[str]:
    """Names that the constructor takes, itself or by handing them on to those of its ancestors."""
    for ancestor in base.__mro__:
        init = ancestor.__dict__.get("__init__")
        if init is None:
            continue
        parameters = inspect.signature(init).parameters.values()
        yield from (one.name for one in parameters if one.kind in (one.POSITIONAL_OR_KEYWORD, one.KEYWORD_ONLY))
        if not any(one.kind is one.VAR_KEYWORD for one in parameters):
            return


REPAIR = Repair("config_dictionaries", "AttributeError: object has no attribute 'simulation_config'", apply)
