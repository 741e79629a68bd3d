"""Python 2's built-in functions: `cmp`, a `sorted` that takes one, and a `zip`, `map` and `filter` to be indexed."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Set
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used


class _Listed:
    """Results are still made one by one where they are only gone through."""

    def __getitem__(self, index: Any) -> Any:
        return list(self)[index]  # type: ignore[call-overload]


class ListedZip(_Listed, zip): ...  # type: ignore[type-arg]


class ListedMap(_Listed, map): ...  # type: ignore[type-arg]


class ListedFilter(_Listed, filter): ...  # type: ignore[type-arg]


def cmp(a: Any, b: Any) -> int:
    """-1, 0 or 1 for less, equal or greater."""
    return int(a > b) - int(a < b)


def sorted_by(items: Any, compare: Any = None, **kwargs: Any) -> list[Any]:
    """Python's `sorted`, for a function that compares two items as well."""
    return sorted(items, key=functools.cmp_to_key(compare), **kwargs) if compare else sorted(items, **kwargs)


def lost_names() -> dict[str, Any]:
    return {"cmp": cmp, "sorted": sorted_by, "zip": ListedZip, "map": ListedMap, "filter": ListedFilter}


def apply() -> None:
    """Let numpy stack what is no sequence: sets, generators."""
    for name in ("vstack", "hstack", "concatenate"):
        setattr(np, name, _of_any_iterable(getattr(np, name)))


def _of_any_iterable(stock: Any) -> Any:
    @functools.wraps(stock)
    def stack(parts: Any, *args: Any, **kwargs: Any) -> Any:
        if type(parts) not in (list, tuple) and isinstance(parts, Set | Iterator):
            used("python2_builtins")
            parts = list(parts)
        return stock(parts, *args, **kwargs)

    return stack


REPAIR = Repair("python2_builtins", "TypeError: 'zip' object is not subscriptable", apply, names=lost_names)
