"""The YOLO text format: a line `class x_centre y_centre width height` (shares of the picture) an object, and data.yaml.

data.yaml    images/{train,val,test}/<frame>.png    labels/{train,val,test}/<frame>.txt
"""

from __future__ import annotations

from typing import Any

import yaml

from synthgen.core.geometry import Box
from synthgen.dataset.exports.folder import copy_picture, export_folder
from synthgen.dataset.exports.selection import ExportSpec, ExportSummary, Selection
from synthgen.dataset.reading import Dataset
from synthgen.dataset.splits import Split

_DECIMALS = 6


def write_yolo(dataset: Dataset, spec: ExportSpec) -> ExportSummary:
    """Write the dataset as a folder that YOLO trainers read. Raises UsageError and DatasetError."""
    selection = Selection(dataset, spec)
    with export_folder(spec.path, "yolo") as folder:
        for split in Split:
            (folder / "images" / split).mkdir(parents=True)
            (folder / "labels" / split).mkdir(parents=True)
        for selected in selection:
            size = selected.record.resolution
            copy_picture(selected, folder / "images" / selected.split)
            lines = [f"{selection.number(item)} {_shares(box, size)}\n" for item, box in selected.objects]
            label_file = folder / "labels" / selected.split / f"{selected.record.frame_id}.txt"
            label_file.write_text("".join(lines))
        content: dict[str, Any] = {split.value: f"images/{split.value}" for split in Split}
        content |= {"nc": len(selection.names), "names": dict(enumerate(selection.names))}
        (folder / "data.yaml").write_text(yaml.safe_dump(content, sort_keys=False, allow_unicode=True))
    return selection.summary()


def _shares(box: Box, size: tuple[int, int]) -> str:
    x, y = box.center
    shares = (x / size[0], y / size[1], box.width / size[0], box.height / size[1])
    return " ".join(f"{share:.{_DECIMALS}f}" for share in shares)
