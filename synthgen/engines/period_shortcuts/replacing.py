"""Putting a shortcut in the place of a method that it replaces."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any


def replace(owner: Any, name: str, shortcut: Callable[..., Any]) -> None:
    """Let `owner.name` (of a class or a module) call `shortcut` with the stock function and then its own arguments.

    The stock function stays in `__wrapped__`.
    """
    stock = getattr(owner, name)

    @functools.wraps(stock)
    def replaced(*args: Any, **kwargs: Any) -> Any:
        return shortcut(stock, *args, **kwargs)

    setattr(owner, name, replaced)


def replace_often_called(owner: Any, shortcut: Callable[..., Any]) -> None:
    """Put a shortcut in the place of the method of its name, without a function between the two.

    It comes to the method that it replaces by `as_in_library`.
    """
    functools.update_wrapper(shortcut, getattr(owner, shortcut.__name__))
    setattr(owner, shortcut.__name__, shortcut)


def as_in_library(shortcut: Callable[..., Any], *args: Any) -> Any:
    """What the method does that `shortcut` replaces."""
    return shortcut.__wrapped__(*args)  # type: ignore[attr-defined]
