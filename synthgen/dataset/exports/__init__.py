"""Other formats: one small writer each, found by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from synthgen.core.names import did_you_mean
from synthgen.dataset.reading import Dataset, open_dataset
from synthgen.dataset.verdicts import without_rejected
from synthgen.errors import UsageError


class Grain(StrEnum):
    """Which classes an export has: the fine types (MathTex, Arrow, ...) or the coarse categories (Equation, ...)."""

    TYPE = "type"
    CATEGORY = "category"


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSpec:
    """Where an export goes and which classes it has.

    `classes` maps the class names to what they belong to, in the order of their numbers: with the whole vocabulary
    given, a class has the same number in every export, whatever objects a dataset happens to hold. Classes that are
    not in it are added at its end, by name.
    """

    path: Path
    grain: Grain = Grain.TYPE
    classes: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSummary:
    """What an export holds; `left_out` counts objects with no area within their frame."""

    path: Path
    images: int
    objects: int
    left_out: int


Writer = Callable[[Dataset, ExportSpec], ExportSummary]

FORMATS = {
    "coco": "synthgen.dataset.exports.coco:write_coco",
}


def find_writer(name: str) -> Writer:
    """The writer of a format. Raises UsageError, with the nearest names, for one that is not known."""
    if name not in FORMATS:
        raise UsageError(f"there is no export format {name!r}", did_you_mean(name, FORMATS))
    module_name, function_name = FORMATS[name].split(":")
    writer: Writer = getattr(importlib.import_module(module_name), function_name)
    return writer


def export_dataset(root: Path, format_name: str, spec: ExportSpec) -> ExportSummary:
    """Write the dataset below `root` in another format. Raises UsageError and DatasetError."""
    writer = find_writer(format_name)
    return writer(without_rejected(open_dataset(root)), spec)
