"""Putting a shortcut in the place of a method that it replaces."""

from __future__ import annotations

import functools
import importlib
import sys
from collections.abc import Callable
from typing import Any


def replace(owner: Any, *shortcuts: Callable[..., Any], name: str = "") -> None:
    """Put each shortcut in the place of what `owner` (a class or a module) has under its name, or under `name`.

    What it replaces stays in its `__wrapped__`. Nothing comes between: many are called a million times.
    """
    for shortcut in shortcuts:
        replaced = name or shortcut.__name__
        functools.update_wrapper(shortcut, getattr(owner, replaced))
        setattr(owner, replaced, shortcut)


def replace_everywhere(owner: Any, shortcut: Callable[..., Any], name: str) -> None:
    """Put a shortcut in the place of a module's function, in every module of the library that has imported it."""
    stock = getattr(owner, name)
    for module_name, module in list(sys.modules.items()):
        if module_name.startswith("manimlib") and vars(module).get(name) is stock:
            setattr(module, name, shortcut)
    functools.update_wrapper(shortcut, stock)


def as_in_library(shortcut: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:
    """What the method does that `shortcut` replaces."""
    return shortcut.__wrapped__(*args, **kwargs)  # type: ignore[attr-defined]


@functools.cache
def library(name: str) -> Any:
    """A module of the library, or the `colour` package."""
    return importlib.import_module(name if name == "colour" else f"manimlib.{name}")
