"""Other formats: one small writer each, found by name."""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from synthgen.core.names import did_you_mean
from synthgen.dataset.exports.selection import ExportSpec, ExportSummary, Grain
from synthgen.dataset.reading import Dataset, open_dataset
from synthgen.dataset.verdicts import without_rejected
from synthgen.errors import UsageError

__all__ = ["FORMATS", "ExportSpec", "ExportSummary", "Grain", "default_path", "export_dataset", "find_writer"]

Writer = Callable[[Dataset, ExportSpec], ExportSummary]

FORMATS = {
    "coco": "synthgen.dataset.exports.coco:write_coco",
    "yolo": "synthgen.dataset.exports.yolo:write_yolo",
    "voc": "synthgen.dataset.exports.voc:write_voc",
    "webdataset": "synthgen.dataset.exports.webdataset:write_webdataset",
    "huggingface": "synthgen.dataset.exports.huggingface:write_huggingface",
    "fiftyone": "synthgen.dataset.exports.fiftyone:write_fiftyone",
    "labelstudio": "synthgen.dataset.exports.labelstudio:write_labelstudio",
}

_SINGLE_FILES = {"coco": ".json"}


def default_path(root: Path, format_name: str) -> Path:
    """Where an export goes unless told otherwise: a file or a folder below the dataset's `exports`."""
    return root / "exports" / f"{format_name}{_SINGLE_FILES.get(format_name, '')}"


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
