"""Label Studio's JSON: a list of tasks; what people drew are annotations, what was generated are predictions.

Boxes are in percent of the picture there. Format: labelstud.io/guide/task_format and .../guide/export.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from synthgen.core.checked_json import is_finite
from synthgen.core.geometry import Box
from synthgen.errors import DatasetError
from synthgen.quality.review.exchange import FindFrame, Imported, LabelledPicture, Outline

LABELLING = """<View>
  <Image name="image" value="$image"/>
  <RectangleLabels name="label" toName="image">{labels}</RectangleLabels>
</View>"""
"""The labelling interface that goes with the tasks."""


def write_tasks(pictures: Iterable[LabelledPicture]) -> str:
    """The tasks, to be imported into a project whose interface is `labelling_interface`."""
    tasks = [
        {
            "data": {"image": f"/data/local-files/?d={picture.image}", "frame_id": picture.frame_id},
            "annotations": [{"result": _results(picture, picture.manual)}] if picture.manual else [],
            "predictions": [{"model_version": "synthgen", "result": _results(picture, picture.generated)}],
        }
        for picture in pictures
    ]
    return json.dumps(tasks, indent=1) + "\n"


def _results(picture: LabelledPicture, outlines: Sequence[Outline]) -> list[dict[str, Any]]:
    width_px, height_px = picture.size
    return [
        {
            "id": item.box_id,
            "type": "rectanglelabels",
            "from_name": "label",
            "to_name": "image",
            "original_width": width_px,
            "original_height": height_px,
            "image_rotation": 0,
            "value": {
                "x": 100 * item.bbox.x_min / width_px,
                "y": 100 * item.bbox.y_min / height_px,
                "width": 100 * item.bbox.width / width_px,
                "height": 100 * item.bbox.height / height_px,
                "rotation": 0,
                "rectanglelabels": [item.type],
            },
            "meta": {"text": [item.content], "group": item.group},
        }
        for item in outlines
    ]


def read_tasks(text: str, find_frame: FindFrame) -> Imported:
    """The boxes people drew, by frame. Raises DatasetError naming the task that is not as Label Studio writes it."""
    try:
        tasks = json.loads(text)
    except ValueError as error:
        raise _wrong("the file", f"is no JSON ({error})") from None
    if not isinstance(tasks, list):
        raise _wrong("the file", "is no list of tasks")
    found: Imported = []
    for number, task in enumerate(tasks):
        found += _task(task, f"task {number}", find_frame)
    return found


def _task(task: Any, name: str, find_frame: FindFrame) -> Imported:
    try:
        data, annotations = task["data"], task.get("annotations", [])
        named = str(data.get("frame_id") or data["image"])
        results = [result for annotation in annotations for result in annotation["result"]]
    except (TypeError, KeyError, AttributeError):
        raise _wrong(name, "has no data, image or annotations") from None
    frame_id = find_frame(named)
    if frame_id is None:
        raise _wrong(name, f"is about {named!r}, which is no frame of this dataset")
    return [
        (frame_id, _outline(result, f"{name}, result {number}"))
        for number, result in enumerate(results)
        if isinstance(result, dict) and result.get("type") == "rectanglelabels"
    ]


def _outline(result: Mapping[str, Any], name: str) -> Outline:
    try:
        value, width_px, height_px = result["value"], result["original_width"], result["original_height"]
        sides = [value[side] for side in ("x", "y", "width", "height")]
        label = value["rectanglelabels"][0]
        box_id = str(result["id"])
    except (TypeError, KeyError, IndexError):
        raise _wrong(name, "lacks a box, a label or the picture's size") from None
    if not all(map(is_finite, [*sides, width_px, height_px])) or not isinstance(label, str):
        raise _wrong(name, "has a box that is no box")
    x, y, width, height = sides
    if value.get("rotation"):
        raise _wrong(name, "is a rotated box; boxes here are upright")
    box = Box(x * width_px / 100, y * height_px / 100, (x + width) * width_px / 100, (y + height) * height_px / 100)
    meta = result.get("meta")
    meta = meta if isinstance(meta, dict) else {}
    texts = meta.get("text")
    content = " ".join(map(str, texts)) if isinstance(texts, list) else str(texts or "")
    return Outline(box_id=box_id, type=label, content=content, bbox=box, group=str(meta.get("group") or ""))


def labelling_interface(types: Iterable[str]) -> str:
    """The project's labelling interface as Label Studio's XML."""
    from xml.sax.saxutils import quoteattr

    return LABELLING.format(labels="".join(f"<Label value={quoteattr(name)}/>" for name in types))


def _wrong(where: str, what: str) -> DatasetError:
    return DatasetError(f"Label Studio: {where} {what}", "Export the project as JSON (not JSON-MIN) and try again.")
