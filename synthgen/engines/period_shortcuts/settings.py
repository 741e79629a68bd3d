"""The settings of every mobject, put together of those of its class and all it is derived from."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

from synthgen.engines.period_shortcuts.replacing import replace


def install() -> None:
    replace(importlib.import_module("manimlib.utils.config_ops"), "merge_dicts_recursively", merge_dicts_recursively)


def merge_dicts_recursively(stock: Callable[..., Any], *dicts: Mapping[str, Any]) -> dict[str, Any]:
    """All keys of all, with the values of the last that has them; values that are settings themselves are merged."""
    merged: dict[str, Any] = {}
    for settings in dicts:
        for key, value in settings.items():
            if isinstance(value, dict) and isinstance(merged.get(key), dict):
                value = merge_dicts_recursively(stock, merged[key], value)
            merged[key] = value
    return merged
