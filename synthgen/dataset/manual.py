"""Boxes drawn by people: records of origin `manual`, kept beside the generated ones and never over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from synthgen.core.checked_json import Fields
from synthgen.core.geometry import Box
from synthgen.dataset.event_log import Event, EventLog

FOLDER = Path("review") / "boxes"
ORIGIN = "manual"


@dataclass(frozen=True, slots=True, kw_only=True)
class ManualBox:
    """An object as a person outlined it.

    `bbox` is what can be seen of it in float px; boxes with the same `group` belong together; `based_on` is the
    instance id of the generated object it started from.
    """

    box_id: str
    frame_id: str
    type: str
    content: str
    bbox: Box
    group: str
    based_on: int | None
    event: Event


@dataclass(frozen=True, slots=True)
class Deleted:
    """The mark that a box is gone."""

    box_id: str
    frame_id: str
    event: Event


def box_of(event: Event) -> ManualBox | Deleted:
    """The box an event puts or deletes. Raises DatasetError for a field that is missing, unknown or ill-typed."""
    fields = event.fields()
    origin, box_id, frame_id = fields.text("origin"), fields.text("box_id", empty=False), fields.text("frame_id")
    if origin != ORIGIN:
        fields.wrong("origin", f'"{ORIGIN}"')
    if not frame_id:
        fields.wrong("frame_id", "a string that is not empty")
    drawn = fields.optional("box", lambda name: _drawn(fields.child(name)))
    fields.done()
    if drawn is None:
        return Deleted(box_id, frame_id, event)
    return ManualBox(box_id=box_id, frame_id=frame_id, event=event, **drawn)


def _drawn(fields: Fields) -> dict[str, Any]:
    x_min, y_min, x_max, y_max = fields.numbers("bbox", 4)
    if x_min >= x_max or y_min >= y_max:
        fields.wrong("bbox", "[x_min, y_min, x_max, y_max] with min < max")
    found = {
        "type": fields.text("type", empty=False),
        "content": fields.text("content"),
        "bbox": Box(x_min, y_min, x_max, y_max),
        "group": fields.text("group"),
        "based_on": fields.optional("based_on", fields.integer),
    }
    fields.done()
    return found


def standing_boxes(found: Iterable[ManualBox | Deleted]) -> list[ManualBox]:
    """The boxes as they are now, by frame and id: of each the last state, if that is not deleted."""
    latest: dict[str, ManualBox | Deleted] = {}
    for item in found:
        if item.box_id not in latest or latest[item.box_id].event.order < item.event.order:
            latest[item.box_id] = item
    boxes = [item for item in latest.values() if isinstance(item, ManualBox)]
    return sorted(boxes, key=lambda box: (box.frame_id, box.box_id))


def read_boxes(root: Path) -> list[ManualBox]:
    """The boxes people drew in a dataset. Raises DatasetError where a log is damaged."""
    return standing_boxes(box_of(event) for event in EventLog(root / FOLDER).read_new())
