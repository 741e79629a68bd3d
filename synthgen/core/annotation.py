"""The record of a frame: what the dataset says about one picture, and its form on disk (JSON, one line a frame).

Boxes are float pixels with a top-left origin (see `geometry.Box`), positions are scene units with y up. What is not
defined, or was not asked for, is None and never 0 or 1. The bytes of a line depend on the record alone: fields
stand in the order of the classes below, and lengths are rounded (1/1000 px, 1e-6 for the rest).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from synthgen.core.checked_json import Fields, Place, parse_object
from synthgen.core.geometry import Box
from synthgen.core.snapshot import SourceLine
from synthgen.errors import DatasetError

SCHEMA_VERSION = 1

_BOX_DECIMALS = 3
_DECIMALS = 6
_ROUNDING_PX = 10.0**-_BOX_DECIMALS


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectLines:
    """Source lines behind an object, innermost first: those that made it, and those that last changed its shape."""

    created: tuple[SourceLine, ...] = ()
    changed: tuple[SourceLine, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Rle:
    """A mask as COCO's compressed run-length encoding; `size` is (height, width) as COCO has it."""

    size: tuple[int, int]
    counts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What one end of a morph shows: its type and content."""

    type: str
    content: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ObjectRecord:
    """One object in one frame.

    `instance_id` is stable within the scene; `track_id` follows the object through transforms; `parent_id` is the
    instance it is part of. `bbox` is amodal: the whole object as if alone, also outside the frame; `bbox_in_frame`
    is the part within (None: nothing is), `bbox_modal` the box of what is seen. `segmentation` is the mask of what is
    seen, `segmentation_amodal` that of the whole object within the frame. `position` is the object's
    centre by the engine's own rule (None: it has no points). While it turns into something else, `type` and `content`
    are still those it comes from, and `morph_from` and `morph_to` name the two ends. `z_index` is its rank in paint
    order within the frame, 0 furthest back. `state` is "still" or the animation it is in. `stand_in` names what was
    missing where the object stands for something else, "" where it is itself. An object that is seen a second time, in
    a display such as that of a zoomed scene, has a second record: `appearance_of` is the instance it is the same as,
    `seen_through` the display, whose box is this record's frame for `bbox_in_frame` and `truncation`.
    """

    instance_id: int
    track_id: int | None = None
    parent_id: int | None = None
    type: str
    category: str
    class_name: str
    content: str
    bbox: Box
    bbox_in_frame: Box | None = None
    bbox_modal: Box | None = None
    position: tuple[float, float, float] | None = None
    z_index: int
    engine_z_index: float = 0.0
    opacity: float
    visibility: float | None = None
    occlusion: float | None = None
    truncation: float | None = None
    segmentation: Rle | None = None
    segmentation_amodal: Rle | None = None
    state: str = "still"
    morph_from: Shown | None = None
    morph_to: Shown | None = None
    lines: ObjectLines = ObjectLines()
    stand_in: str = ""
    appearance_of: int | None = None
    seen_through: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceSpan:
    """A named piece of a source file, such as a method; lines count from 1, both ends included."""

    name: str
    file: str
    first_line: int
    last_line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CodeMapping:
    """Which code shows the frame: `relevant_lines` of `code_file` made or changed what is in it."""

    code_file: str
    scene_class: str
    relevant_lines: tuple[int, ...] = ()
    construct_method: SourceSpan | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Augmented:
    """One augmentation of a sample: its name and the parameters drawn for it, as plain JSON."""

    name: str
    parameters: dict[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """What makes a sample another than its moment: `of` is the moment's frame id, `index` its number among the
    moment's samples, `augment` what was done, in this order. That is all it takes to make it again; `seed` is what it
    was drawn from."""

    of: str
    index: int
    augment: tuple[Augmented, ...]
    seed: int


@dataclass(frozen=True, slots=True, kw_only=True)
class FrameRecord:
    """One picture: where it comes from and the objects in it, in paint order.

    `image` is the path of the picture relative to the dataset's root (filled in when it is written), `resolution`
    is (width, height), `scene_index` the number of the picture within its scene, `kind` tells a moment of rest
    from one inside an animation. An augmented sample says in `variant` what was done to the moment it shows.
    """

    frame_id: str
    scene_id: str
    image: str = ""
    resolution: tuple[int, int]
    frame_index: int
    fps: Fraction
    scene_index: int
    engine: str
    kind: str
    code_mapping: CodeMapping
    objects: tuple[ObjectRecord, ...]
    variant: Variant | None = None

    @property
    def timestamp_s(self) -> float:
        """Seconds on the scene's own clock."""
        return timestamp_s(self.frame_index, self.fps)


def timestamp_s(frame_index: int, fps: Fraction) -> float:
    return round(float(frame_index / fps), _DECIMALS)


def frame_id_of(scene_id: str, frame_index: int, fps: Fraction) -> str:
    """`<scene id>_<seconds>`, to the millisecond, with leading zeros so that names sort by time."""
    return f"{scene_id}_{float(frame_index / fps):08.3f}"


def sample_id_of(frame_id: str, index: int) -> str:
    """The id of a moment's augmented sample."""
    return f"{frame_id}_v{index}"


# --- writing ----------------------------------------------------------------------------------------------------


def to_json(record: FrameRecord) -> str:
    """The record as one line of JSON, without the line's end. Raises ValueError on NaN and infinity.

    Only ASCII is written: some readers take U+2028 for the end of a line, and a TeX string may hold anything.
    """
    return json.dumps(_frame_fields(record), separators=(",", ":"), allow_nan=False)


def _frame_fields(record: FrameRecord) -> dict[str, Any]:
    fields = {
        "schema_version": SCHEMA_VERSION,
        "frame_id": record.frame_id,
        "scene_id": record.scene_id,
        "image": record.image,
        "resolution": list(record.resolution),
        "timestamp": record.timestamp_s,
        "frame_index": record.frame_index,
        "fps": f"{record.fps.numerator}/{record.fps.denominator}",
        "scene_index": record.scene_index,
        "engine": record.engine,
        "kind": record.kind,
        "code_mapping": _code_fields(record.code_mapping),
        "objects": [_object_fields(item) for item in record.objects],
    }
    if record.variant is not None:
        fields["variant"] = _variant_fields(record.variant)
    return fields


def _variant_fields(variant: Variant) -> dict[str, Any]:
    return {
        "of": variant.of,
        "index": variant.index,
        "augment": [{"name": one.name, "parameters": one.parameters} for one in variant.augment],
        "seed": variant.seed,
    }


def _code_fields(code: CodeMapping) -> dict[str, Any]:
    method = code.construct_method
    return {
        "code_file": code.code_file,
        "scene_class": code.scene_class,
        "relevant_lines": list(code.relevant_lines),
        "construct_method": method
        and {
            "name": method.name,
            "file": method.file,
            "first_line": method.first_line,
            "last_line": method.last_line,
        },
    }


def _object_fields(item: ObjectRecord) -> dict[str, Any]:
    return {
        "instance_id": item.instance_id,
        "track_id": item.track_id,
        "parent_id": item.parent_id,
        "type": item.type,
        "category": item.category,
        "class_name": item.class_name,
        "content": item.content,
        "bbox": _rounded_box(item.bbox),
        "bbox_in_frame": _rounded_box(item.bbox_in_frame),
        "bbox_modal": _rounded_box(item.bbox_modal),
        "position": item.position and [_rounded(value) for value in item.position],
        "z_index": item.z_index,
        "engine_z_index": _rounded(item.engine_z_index),
        "opacity": _rounded(item.opacity),
        "visibility": _rounded(item.visibility),
        "occlusion": _rounded(item.occlusion),
        "truncation": _rounded(item.truncation),
        "segmentation": _rle_fields(item.segmentation),
        "segmentation_amodal": _rle_fields(item.segmentation_amodal),
        "state": item.state,
        "morph_from": _shown_fields(item.morph_from),
        "morph_to": _shown_fields(item.morph_to),
        "lines": {"created": _line_fields(item.lines.created), "changed": _line_fields(item.lines.changed)},
        "stand_in": item.stand_in,
        "appearance_of": item.appearance_of,
        "seen_through": item.seen_through,
    }


def _shown_fields(shown: Shown | None) -> dict[str, Any] | None:
    return {"type": shown.type, "content": shown.content} if shown else None


def _rle_fields(rle: Rle | None) -> dict[str, Any] | None:
    return None if rle is None else {"size": list(rle.size), "counts": rle.counts}


def _line_fields(lines: tuple[SourceLine, ...]) -> list[dict[str, Any]]:
    return [{"file": line.file, "line": line.line} for line in lines]


def _rounded(value: float | None, decimals: int = _DECIMALS) -> float | None:
    # Adding zero turns -0.0 into 0.0: the two are equal, so they must not differ on disk.
    return None if value is None else round(float(value), decimals) + 0.0


def _rounded_box(box: Box | None) -> list[float | None] | None:
    if box is None:
        return None
    return [_rounded(edge, _BOX_DECIMALS) for edge in (box.x_min, box.y_min, box.x_max, box.y_max)]


# --- reading ----------------------------------------------------------------------------------------------------


def from_json(line: str, file: str = "<text>", line_number: int = 1) -> FrameRecord:
    """The record in a line of JSON.

    Raises DatasetError, naming the file, line and field, for another schema version, a missing, unknown or
    ill-typed field, a box with min > max, or a number that is not finite or out of its range.
    """
    fields = parse_object(line, Place(file, line_number))
    check_schema_version(fields, Place(file, line_number))
    record = FrameRecord(
        frame_id=fields.text("frame_id", empty=False),
        scene_id=fields.text("scene_id", empty=False),
        image=fields.text("image"),
        resolution=_resolution(fields),
        frame_index=fields.integer("frame_index", 0),
        fps=_fps(fields),
        scene_index=fields.integer("scene_index", 0),
        engine=fields.text("engine", empty=False),
        kind=fields.text("kind", empty=False),
        code_mapping=_code(fields.child("code_mapping")),
        objects=tuple(_object(item) for item in fields.children("objects")),
        variant=_variant(fields.child("variant")) if fields.has("variant") else None,
    )
    if abs(fields.number("timestamp") - record.timestamp_s) > 10.0**-_DECIMALS:
        fields.wrong("timestamp", f"frame_index / fps = {record.timestamp_s}")
    fields.done()
    return record


def check_schema_version(fields: Fields, place: Place) -> None:
    """Raise DatasetError when a record was written by another version of the schema than this program reads."""
    version = fields.integer("schema_version")
    if version != SCHEMA_VERSION:
        raise DatasetError(
            f"{place}: field `schema_version`: expected {SCHEMA_VERSION}, got {version}",
            "Write the dataset again with this version of synthgen, or read it with the version that wrote it.",
        )


def _resolution(fields: Fields) -> tuple[int, int]:
    size = fields.integers("resolution")
    if len(size) != 2 or min(size) <= 0:
        fields.wrong("resolution", "[width, height], both > 0")
    return size[0], size[1]


def _fps(fields: Fields) -> Fraction:
    numerator, _, denominator = fields.text("fps").partition("/")
    if not (numerator.isdecimal() and denominator.isdecimal() and int(numerator) and int(denominator)):
        fields.wrong("fps", 'a fraction > 0 such as "30/1"')
    return Fraction(int(numerator), int(denominator))


def _code(fields: Fields) -> CodeMapping:
    code = CodeMapping(
        code_file=fields.text("code_file"),
        scene_class=fields.text("scene_class"),
        relevant_lines=fields.integers("relevant_lines"),
        construct_method=fields.optional("construct_method", lambda name: _span(fields.child(name))),
    )
    fields.done()
    return code


def _variant(fields: Fields) -> Variant:
    augment = []
    for one in fields.children("augment"):
        augment.append(Augmented(name=one.text("name", empty=False), parameters=one.json("parameters")))
        one.done()
    variant = Variant(
        of=fields.text("of", empty=False),
        index=fields.integer("index", 0),
        augment=tuple(augment),
        seed=fields.integer("seed", 0),
    )
    fields.done()
    return variant


def _span(fields: Fields) -> SourceSpan:
    span = SourceSpan(
        name=fields.text("name"),
        file=fields.text("file"),
        first_line=fields.integer("first_line", 1),
        last_line=fields.integer("last_line", 1),
    )
    fields.done()
    return span


def _object(fields: Fields) -> ObjectRecord:
    item = ObjectRecord(
        instance_id=fields.integer("instance_id"),
        track_id=fields.optional("track_id", fields.integer),
        parent_id=fields.optional("parent_id", fields.integer),
        type=fields.text("type", empty=False),
        category=fields.text("category", empty=False),
        class_name=fields.text("class_name", empty=False),
        content=fields.text("content"),
        bbox=_box(fields, "bbox"),
        bbox_in_frame=fields.optional("bbox_in_frame", lambda name: _box(fields, name)),
        bbox_modal=fields.optional("bbox_modal", lambda name: _box(fields, name)),
        position=fields.optional("position", lambda name: _position(fields, name)),
        z_index=fields.integer("z_index", 0),
        engine_z_index=fields.number("engine_z_index"),
        opacity=fields.number("opacity", 0, 1),
        visibility=_share(fields, "visibility"),
        occlusion=_share(fields, "occlusion"),
        truncation=_share(fields, "truncation"),
        segmentation=fields.optional("segmentation", lambda name: _rle(fields.child(name))),
        segmentation_amodal=fields.optional("segmentation_amodal", lambda name: _rle(fields.child(name))),
        state=fields.text("state", empty=False),
        morph_from=fields.optional("morph_from", lambda name: _shown(fields.child(name))),
        morph_to=fields.optional("morph_to", lambda name: _shown(fields.child(name))),
        lines=_lines(fields.child("lines")),
        stand_in=fields.text("stand_in"),
        appearance_of=fields.optional("appearance_of", fields.integer),
        seen_through=fields.optional("seen_through", fields.integer),
    )
    if item.bbox_in_frame is not None and not item.bbox.contains(item.bbox_in_frame, 2 * _ROUNDING_PX):
        fields.wrong("bbox_in_frame", f"a box within bbox {item.bbox.as_list()}")
    fields.done()
    return item


def _share(fields: Fields, name: str) -> float | None:
    return fields.optional(name, lambda field: fields.number(field, 0, 1))


def _box(fields: Fields, name: str) -> Box:
    x_min, y_min, x_max, y_max = fields.numbers(name, 4)
    if x_min > x_max or y_min > y_max:
        fields.wrong(name, "[x_min, y_min, x_max, y_max] with min <= max")
    return Box(x_min, y_min, x_max, y_max)


def _position(fields: Fields, name: str) -> tuple[float, float, float]:
    x, y, z = fields.numbers(name, 3)
    return x, y, z


def _rle(fields: Fields) -> Rle:
    size = fields.integers("size")
    if len(size) != 2 or min(size) <= 0:
        fields.wrong("size", "[height, width], both > 0")
    rle = Rle(size=(size[0], size[1]), counts=fields.text("counts"))
    fields.done()
    return rle


def _shown(fields: Fields) -> Shown:
    shown = Shown(type=fields.text("type", empty=False), content=fields.text("content"))
    fields.done()
    return shown


def _lines(fields: Fields) -> ObjectLines:
    lines = ObjectLines(created=_source_lines(fields, "created"), changed=_source_lines(fields, "changed"))
    fields.done()
    return lines


def _source_lines(fields: Fields, name: str) -> tuple[SourceLine, ...]:
    found = []
    for item in fields.children(name):
        found.append(SourceLine(item.text("file", empty=False), item.integer("line", 1)))
        item.done()
    return tuple(found)
