"""COCO's detection format: one JSON that pycocotools and what builds on it can load.

The box is the part within the frame, [x, y, width, height]; objects with no area in it are left out and counted. What
COCO has no field for stands under `attributes`. Image numbers come from the frames' names, so that predictions made
for an export keep fitting when the dataset grows.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import synthgen
from synthgen.core.annotation import SCHEMA_VERSION, FrameRecord, ObjectRecord, Rle
from synthgen.core.geometry import Box
from synthgen.dataset.exports.selection import ExportSpec, ExportSummary, Grain, Selection
from synthgen.dataset.files import to_bytes, write_atomically
from synthgen.dataset.reading import Dataset
from synthgen.errors import UsageError

_GENERATOR = "synthgen"
_HEAD_BYTES = 200
_IMAGE_ID_BITS = 48
"""Numbers stay exact as 64-bit floats, which COCO's evaluation keeps them in, and in JavaScript."""

_BOX_DECIMALS = 3


def write_coco(dataset: Dataset, spec: ExportSpec) -> ExportSummary:
    """Write the dataset as one COCO file. Raises UsageError for a path that holds something else, and DatasetError."""
    check_target(spec.path)
    selection = Selection(dataset, spec)
    licenses = {
        text: number for number, text in enumerate(sorted({item.copyright for item in dataset.scenes} - {""}), 1)
    }
    licence_of = {item.scene_id: licenses[item.copyright] for item in dataset.scenes if item.copyright}
    images: list[dict[str, Any]] = []
    annotations: list[dict[str, Any]] = []
    taken: set[int] = set()
    for selected in selection:
        record = selected.record
        number = image_id(record.frame_id, taken)
        image = _image(record, number, licence_of.get(record.scene_id))
        images.append(image | {"split": selected.split.value})
        for item, box in selected.objects:
            # COCO counts classes from 1.
            category_id = selection.number(item) + 1
            head = {"id": len(annotations) + 1, "image_id": number, "category_id": category_id}
            annotations.append(head | _annotation(item, box))
    content = {
        # `info` stays first: it is how a later export knows that it may replace the file.
        "info": {"generator": _GENERATOR, **_info(spec.grain)},
        "licenses": [{"id": number, "name": text, "url": ""} for text, number in licenses.items()],
        "categories": [
            {"id": number, "name": name, "supercategory": parent or name}
            for number, (name, parent) in enumerate(selection.classes.items(), 1)
        ],
        "images": images,
        "annotations": annotations,
    }
    write_atomically(spec.path, to_bytes(json.dumps(content, ensure_ascii=False, allow_nan=False)))
    return selection.summary()


def check_target(path: Path) -> None:
    """Raise UsageError when `path` is a folder, or a file that is no earlier export and so is not ours to replace."""
    if path.is_dir():
        raise UsageError(f"export.path={path} is a folder", "name a file to write, such as export.path=coco.json")
    if not path.exists():
        return
    with path.open("rb") as file:
        head = file.read(_HEAD_BYTES)
    if f'"generator": "{_GENERATOR}"'.encode() not in head:
        raise UsageError(
            f"export.path={path} exists and was not written by an export",
            "choose another path, or remove the file yourself",
        )


def _info(grain: Grain) -> dict[str, Any]:
    return {
        "description": f"Rendered scenes with exact boxes; one class per {grain.value}",
        "version": synthgen.__version__,
        "schema_version": SCHEMA_VERSION,
        "bbox": "amodal extent within the frame, [x, y, width, height], float pixels, top-left origin",
    }


def image_id(frame_id: str, taken: set[int]) -> int:
    """A number that depends on the frame's name alone, save where two names should ever collide."""
    number = int.from_bytes(hashlib.sha256(frame_id.encode()).digest()[:8], "big") >> (64 - _IMAGE_ID_BITS)
    while number in taken or number == 0:
        number += 1
    taken.add(number)
    return number


def _image(record: FrameRecord, image_id: int, license_id: int | None) -> dict[str, Any]:
    image: dict[str, Any] = {
        "id": image_id,
        "file_name": record.image,
        "width": record.resolution[0],
        "height": record.resolution[1],
        "frame_id": record.frame_id,
        "scene_id": record.scene_id,
        "timestamp": record.timestamp_s,
        "engine": record.engine,
    }
    return image if license_id is None else image | {"license": license_id}


def _annotation(item: ObjectRecord, box: Box) -> dict[str, Any]:
    fields: dict[str, Any] = {
        "bbox": [round(value, _BOX_DECIMALS) for value in (box.x_min, box.y_min, box.width, box.height)],
        "area": round(box.area, _BOX_DECIMALS),
        "iscrowd": 0,
        "attributes": dict(_attributes(item)),
    }
    return fields if item.segmentation is None else fields | _mask(item.segmentation)


def _mask(rle: Rle) -> dict[str, Any]:
    return {"segmentation": {"size": list(rle.size), "counts": rle.counts}}


def _attributes(item: ObjectRecord) -> Iterator[tuple[str, Any]]:
    """What COCO has no field for; what is undefined is left out."""
    values = {
        "instance_id": item.instance_id,
        "track_id": item.track_id,
        "parent_id": item.parent_id,
        "type": item.type,
        "category": item.category,
        "class_name": item.class_name,
        "content": item.content,
        "bbox_amodal": item.bbox.as_list(),
        "z_index": item.z_index,
        "opacity": item.opacity,
        "visibility": item.visibility,
        "occlusion": item.occlusion,
        "truncation": item.truncation,
        "state": item.state,
        "stand_in": item.stand_in or None,
    }
    return ((name, value) for name, value in values.items() if value is not None)
