"""FiftyOne's own layout for detections (`fiftyone.types.FiftyOneImageDetectionDataset`), one folder a split.

    {train,val,test}/data/<frame>.png    {train,val,test}/labels.json

Load one with `fiftyone.Dataset.from_dir(dataset_dir=..., dataset_type=fiftyone.types.FiftyOneImageDetectionDataset)`.
Boxes are [x, y, width, height] as shares of the picture.
"""

from __future__ import annotations

import json
from typing import Any

from synthgen.core.annotation import ObjectRecord
from synthgen.core.geometry import Box
from synthgen.dataset.exports.folder import copy_picture, export_folder
from synthgen.dataset.exports.selection import ExportSpec, ExportSummary, Selection
from synthgen.dataset.reading import Dataset
from synthgen.dataset.splits import Split

_DECIMALS = 6
_ATTRIBUTES = {
    # FiftyOne keeps the name `instance_id` for itself.
    "object_id": "instance_id",
    **{name: name for name in ("track_id", "type", "category", "content", "z_index", "opacity", "visibility", "state")},
}


def write_fiftyone(dataset: Dataset, spec: ExportSpec) -> ExportSummary:
    """Write the dataset as folders that FiftyOne imports. Raises UsageError and DatasetError."""
    selection = Selection(dataset, spec)
    labels: dict[Split, dict[str, list[dict[str, Any]]]] = {}
    with export_folder(spec.path, "fiftyone") as folder:
        for selected in selection:
            copy_picture(selected, folder / selected.split / "data")
            size = selected.record.resolution
            labels.setdefault(selected.split, {})[selected.record.frame_id] = [
                _detection(item, box, size, spec) for item, box in selected.objects
            ]
        for split, of_split in labels.items():
            content = {"classes": selection.names, "labels": of_split}
            (folder / split / "labels.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
    return selection.summary()


def _detection(item: ObjectRecord, box: Box, size: tuple[int, int], spec: ExportSpec) -> dict[str, Any]:
    shares = (box.x_min / size[0], box.y_min / size[1], box.width / size[0], box.height / size[1])
    attributes = {name: getattr(item, field) for name, field in _ATTRIBUTES.items()}
    return {
        "label": spec.class_of(item),
        "bounding_box": [round(share, _DECIMALS) for share in shares],
        "attributes": {name: value for name, value in attributes.items() if value is not None},
    }
