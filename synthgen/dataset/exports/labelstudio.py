"""Label Studio: tasks with the boxes as predictions, to look through and correct.

    tasks.json    label_config.xml

Pictures stay where they are: serve the dataset's root as local files (LABEL_STUDIO_LOCAL_FILES_SERVING_ENABLED=true,
LABEL_STUDIO_LOCAL_FILES_DOCUMENT_ROOT=<root>), make a project with label_config.xml, import tasks.json.
"""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote
from xml.etree import ElementTree

import synthgen
from synthgen.core.annotation import ObjectRecord
from synthgen.core.geometry import Box
from synthgen.dataset.exports.folder import export_folder
from synthgen.dataset.exports.selection import ExportSpec, ExportSummary, Selected, Selection
from synthgen.dataset.reading import Dataset

_LOCAL = "/data/local-files/?d="
_LABELS, _PICTURE = "label", "image"
_DECIMALS = 4


def write_labelstudio(dataset: Dataset, spec: ExportSpec) -> ExportSummary:
    """Write the dataset as Label Studio tasks. Raises UsageError and DatasetError."""
    selection = Selection(dataset, spec)
    tasks = [_task(selected, spec) for selected in selection]
    with export_folder(spec.path, "labelstudio") as folder:
        (folder / "tasks.json").write_text(json.dumps(tasks, ensure_ascii=False), encoding="utf-8")
        (folder / "label_config.xml").write_text(_label_config(selection.names), encoding="utf-8")
    return selection.summary()


def _label_config(classes: list[str]) -> str:
    view = ElementTree.Element("View")
    ElementTree.SubElement(view, "Image", name=_PICTURE, value="$image")
    labels = ElementTree.SubElement(view, "RectangleLabels", name=_LABELS, toName=_PICTURE)
    for name in classes:
        ElementTree.SubElement(labels, "Label", value=name)
    ElementTree.indent(view)
    return ElementTree.tostring(view, encoding="unicode") + "\n"


def _task(selected: Selected, spec: ExportSpec) -> dict[str, Any]:
    record = selected.record
    return {
        "data": {
            "image": _LOCAL + quote(record.image),
            "frame_id": record.frame_id,
            "scene_id": record.scene_id,
            "split": selected.split.value,
        },
        "predictions": [
            {
                "model_version": f"synthgen {synthgen.__version__}",
                "score": 1.0,
                "result": [_region(item, box, record.resolution, spec) for item, box in selected.objects],
            }
        ],
    }


def _region(item: ObjectRecord, box: Box, size: tuple[int, int], spec: ExportSpec) -> dict[str, Any]:
    """One box; Label Studio has positions and sizes in percent of the picture."""
    edges = (box.x_min / size[0], box.y_min / size[1], box.width / size[0], box.height / size[1])
    x, y, width, height = (round(100 * share, _DECIMALS) for share in edges)
    return {
        "id": f"object{item.instance_id}",
        "type": "rectanglelabels",
        "from_name": _LABELS,
        "to_name": _PICTURE,
        "original_width": size[0],
        "original_height": size[1],
        "image_rotation": 0,
        "value": {
            "x": x,
            "y": y,
            "width": width,
            "height": height,
            "rotation": 0,
            "rectanglelabels": [spec.class_of(item)],
        },
        "meta": {"text": [item.content]},
    }
