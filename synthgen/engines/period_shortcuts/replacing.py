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
