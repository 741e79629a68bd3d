"""The settings of every mobject, put together of those of its class and all it is derived from."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from types import MappingProxyType
from typing import Any

from synthgen.engines.period_shortcuts.replacing import library, replace, replace_everywhere

_NOTHING: Mapping[str, Any] = MappingProxyType({})


def install() -> None:
    module = library("utils.config_ops")
    replace(module, merge_dicts_recursively)
    replace_everywhere(module, digest_config, "digest_config")


def digest_config(
    owner: Any, kwargs: Mapping[str, Any], caller_locals: Mapping[str, Any] = MappingProxyType({})
) -> None:
    """Give an object its settings: those it is called with, before those it has, before those of its classes."""
    of_caller = {name: value for name, value in caller_locals.items() if name not in ("self", "kwargs")}
    of_classes = [kind.CONFIG for kind in _kinds(owner.__class__)]
    owner.__dict__ = merge_dicts_recursively(*of_classes, owner.__dict__, of_caller, kwargs)


@cache
def _kinds(kind: type[Any]) -> list[Any]:
    """A class and all it is derived from that have settings, in the order in which later ones count more."""
    waiting: list[Any] = [kind]
    found = []
    while waiting:
        one = waiting.pop()
        waiting += one.__bases__
        if hasattr(one, "CONFIG"):
            found.append(one)
    return found[::-1]


def merge_dicts_recursively(*dicts: Mapping[str, Any]) -> dict[str, Any]:
    """All keys of all, with the values of the last that has them; values that are settings themselves are merged."""
    merged: dict[str, Any] = {}
    for settings in dicts:
        merged.update(settings)
    for key in [key for key, value in merged.items() if isinstance(value, dict)]:
        merged[key] = _merged([settings[key] for settings in dicts if key in settings])
    return merged


def _merged(values: list[Any]) -> Any:
    merged = values[0]
    for value in values[1:]:
        both = isinstance(merged, dict) and isinstance(value, dict)
        merged = merge_dicts_recursively(merged, value) if both else value
    return merged
