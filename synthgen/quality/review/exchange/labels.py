"""The formats by name, and the dataset as they see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from synthgen.core.annotation import ObjectRecord
from synthgen.dataset.manual import ManualBox
from synthgen.errors import UsageError
from synthgen.quality.review.exchange import FindFrame, Imported, LabelledPicture, Outline
from synthgen.quality.review.exchange.cvat import read_annotations, write_annotations
from synthgen.quality.review.exchange.label_studio import labelling_interface, read_tasks, write_tasks

if TYPE_CHECKING:
    from synthgen.quality.review.desk import Desk


@dataclass(frozen=True, slots=True)
class Format:
    """A way to hand labels on; `write` also gets the names of all types."""

    file_name: str
    media_type: str
    write: Callable[[Iterable[LabelledPicture], Sequence[str]], str]


FORMATS = {
    "label_studio": Format("label_studio.json", "application/json", lambda pictures, _: write_tasks(pictures)),
    "label_studio_interface": Format(
        "label_studio.xml", "application/xml", lambda _, types: labelling_interface(types) + "\n"
    ),
    "cvat": Format("cvat.xml", "application/xml", lambda pictures, _: write_annotations(pictures)),
}

_READERS: dict[str, Callable[[str, FindFrame], Imported]] = {"label_studio": read_tasks, "cvat": read_annotations}


def read_format(name: str, text: str, find_frame: FindFrame) -> Imported:
    """The boxes in a file of another tool. Raises UsageError for a format nobody reads, DatasetError for a bad file."""
    if name not in _READERS:
        raise UsageError(f"{name!r} cannot be imported", f"choose one of {', '.join(_READERS)}")
    return _READERS[name](text, find_frame)


def frame_finder(desk: Desk) -> FindFrame:
    """Finds frames by their id, the path of their picture, or the last part of that: tools cut and prefix paths."""
    by_name = {}
    for entry in desk.catalogue.entries.values():
        by_name[entry.image.rpartition("/")[2]] = entry.frame_id
    return lambda named: named if named in desk.catalogue.entries else by_name.get(PurePosixPath(named).name)


def pictures_of(desk: Desk, scene_id: str) -> Iterator[LabelledPicture]:
    """The pictures of a scene, or of all scenes with ""; with manual boxes, and generated ones to start from."""
    manual: dict[str, list[ManualBox]] = {}
    for box in desk.boxes():
        manual.setdefault(box.frame_id, []).append(box)
    for scene in desk.catalogue.scenes:
        if scene_id not in ("", scene.scene_id):
            continue
        records = {record.frame_id: record for record in desk.catalogue.records(scene)}
        for entry in scene.frames:
            record = records.get(entry.frame_id)
            yield LabelledPicture(
                frame_id=entry.frame_id,
                image=entry.image,
                size=record.resolution if record else desk.picture_size(entry),
                manual=[_outline(box) for box in manual.get(entry.frame_id, [])],
                generated=list(_generated(record.objects if record else ())),
            )


def _outline(box: ManualBox) -> Outline:
    return Outline(box_id=box.box_id, type=box.type, content=box.content, bbox=box.bbox, group=box.group)


def _generated(objects: Iterable[ObjectRecord]) -> Iterator[Outline]:
    for item in objects:
        if item.bbox_in_frame is not None and item.bbox_in_frame.area > 0:
            yield Outline(
                box_id=f"object-{item.instance_id}", type=item.type, content=item.content, bbox=item.bbox_in_frame
            )
