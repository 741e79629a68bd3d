"""What augmentations look at: the objects of a moment that can be moved, where they are, and what belongs together."""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

import numpy as np

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.edits import AnyEdit, Backdrop, Edit, Point
from synthgen.core.geometry import Box, union
from synthgen.core.recolor import parse_hex, to_hex
from synthgen.core.snapshot import PixelArray, Snapshot

_LABELS = frozenset({"Text", "Equation"})
"""Categories of what can be a label."""
_LABEL_GAP = 0.35
"""How far (scene units) a label may be from what it labels: manim's default buffer is 0.25."""
_EDGE_PX = 1e-6


@dataclass(frozen=True, slots=True)
class Group:
    """Objects that move as one: an object and its labels. `box` in px, `center` in scene units."""

    members: tuple[int, ...]
    box: Box
    center: Point


@dataclass(frozen=True, slots=True)
class Layout:
    """A moment as augmentations see it. `tops` are the scene's top-level mobjects, furthest back first.

    `unit_px` is the length of a scene unit in px, as far as the camera looks straight at the scene (`is_flat`).
    """

    width_px: int
    height_px: int
    unit_px: float
    view_center: tuple[float, float]
    groups: tuple[Group, ...]
    tops: tuple[int, ...]
    background: str
    is_flat: bool = True
    has_windows: bool = False

    @property
    def is_dark(self) -> bool:
        """Whether the background is."""
        red, green, blue = parse_hex(self.background)
        return 0.299 * red + 0.587 * green + 0.114 * blue < 0.5

    def pixel(self, point: Point) -> tuple[float, float]:
        """Where a point of the scene is in the picture."""
        return (
            self.width_px / 2 + (point[0] - self.view_center[0]) * self.unit_px,
            self.height_px / 2 - (point[1] - self.view_center[1]) * self.unit_px,
        )

    def scene_point(self, pixel: tuple[float, float]) -> tuple[float, float]:
        """Where in the scene a pixel is."""
        return (
            (pixel[0] - self.width_px / 2) / self.unit_px + self.view_center[0],
            (self.height_px / 2 - pixel[1]) / self.unit_px + self.view_center[1],
        )

    def after(self, edits: Sequence[AnyEdit]) -> Layout:
        """The layout when the edits are done: the next augmentation starts from there."""
        changes = {edit.instance_id: edit for edit in edits if isinstance(edit, Edit)}
        groups = tuple(
            self._moved(group, changes[group.members[0]]) if group.members[0] in changes else group
            for group in self.groups
        )
        backdrops = [edit.colors[0] for edit in edits if isinstance(edit, Backdrop) and edit.colors]
        return replace(self, groups=groups, background=backdrops[-1] if backdrops else self.background)

    def _moved(self, group: Group, edit: Edit) -> Group:
        about = self.pixel(edit.about or group.center)
        box = rotated_box(group.box, about, edit.rotate_deg)
        x_min, x_max = (about[0] + edit.scale * (x - about[0]) for x in (box.x_min, box.x_max))
        y_min, y_max = (about[1] + edit.scale * (y - about[1]) for y in (box.y_min, box.y_max))
        right, down = edit.shift[0] * self.unit_px, -edit.shift[1] * self.unit_px
        moved = Box(x_min + right, y_min + down, x_max + right, y_max + down)
        x, y, z = (a + b for a, b in zip(group.center, edit.shift, strict=True))
        return Group(group.members, moved, (x, y, z))


def rotated_box(box: Box, about: tuple[float, float], angle_deg: float) -> Box:
    """The box (px) around a box turned counter-clockwise about a point."""
    if angle_deg == 0:
        return box
    # Pixels count downwards: there, counter-clockwise runs the other way.
    cos, sin = math.cos(math.radians(angle_deg)), -math.sin(math.radians(angle_deg))
    corners = [(x - about[0], y - about[1]) for x in (box.x_min, box.x_max) for y in (box.y_min, box.y_max)]
    xs = [about[0] + cos * x - sin * y for x, y in corners]
    ys = [about[1] + sin * x + cos * y for x, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def stays_in_frame(before: Box, after: Box, width_px: int, height_px: int) -> bool:
    """The rule by which augmentations keep objects in the frame: an edge that lay inside it still does."""
    edges = (
        (before.x_min >= 0, after.x_min >= -_EDGE_PX),
        (before.y_min >= 0, after.y_min >= -_EDGE_PX),
        (before.x_max <= width_px, after.x_max <= width_px + _EDGE_PX),
        (before.y_max <= height_px, after.y_max <= height_px + _EDGE_PX),
    )
    return all(holds for was_inside, holds in edges if was_inside)


def make_layout(
    record: FrameRecord,
    snapshot: Snapshot,
    pixels: PixelArray,
    editable: Collection[int],
    keep_attached: bool,
    is_flat: bool,
) -> Layout:
    """The layout of a drawn moment. `editable`: ids that the engine can edit; `keep_attached`: labels move along."""
    camera = snapshot.camera
    unit_px = camera.height_px / camera.frame_height
    shown = {leaf.instance_id for leaf in snapshot.leaves if leaf.window is None}
    objects = [
        item
        for item in record.objects
        if item.parent_id is None
        and item.seen_through is None
        and item.instance_id in editable
        and item.bbox_in_frame is not None
    ]
    return Layout(
        width_px=camera.width_px,
        height_px=camera.height_px,
        unit_px=unit_px,
        view_center=camera.frame_center[:2],
        groups=tuple(_groups(objects, unit_px, keep_attached)),
        tops=tuple(top for top in _tops(snapshot, shown) if top in editable),
        background=_background(pixels),
        is_flat=is_flat,
        has_windows=any(leaf.window is not None for leaf in snapshot.leaves),
    )


def _groups(objects: Sequence[ObjectRecord], unit_px: float, keep_attached: bool) -> list[Group]:
    owners = _owners(objects, _LABEL_GAP * unit_px) if keep_attached else {}
    members: dict[int, list[ObjectRecord]] = {
        item.instance_id: [item] for item in objects if item.instance_id not in owners
    }
    for item in objects:
        if item.instance_id in owners:
            members[owners[item.instance_id]].append(item)
    found = []
    for items in members.values():
        box = union(item.bbox for item in items)
        center = items[0].position
        if box is not None and center is not None:
            found.append(Group(tuple(item.instance_id for item in items), box, center))
    return found


def _owners(objects: Sequence[ObjectRecord], gap_px: float) -> dict[int, int]:
    """For each label the object it is attached to: the nearest that is no label itself and is near enough."""
    labelled = [item for item in objects if item.category not in _LABELS]
    found = {}
    for label in objects:
        if label.category not in _LABELS:
            continue
        near = [(_gap_px(label.bbox, item.bbox), item.bbox.area, item.instance_id) for item in labelled]
        if near and min(near)[0] <= gap_px:
            found[label.instance_id] = min(near)[2]
    return found


def _gap_px(one: Box, other: Box) -> float:
    """The distance between two boxes, 0 where they overlap."""
    across = max(one.x_min - other.x_max, other.x_min - one.x_max, 0.0)
    down = max(one.y_min - other.y_max, other.y_min - one.y_max, 0.0)
    return math.hypot(across, down)


def _tops(snapshot: Snapshot, shown: Collection[int]) -> list[int]:
    """Top-level mobjects with a part that is painted, in the order their first parts are."""
    found: dict[int, None] = {}
    for leaf in snapshot.leaves:
        if leaf.instance_id in shown:
            at = snapshot.nodes[leaf.instance_id]
            while at.parent_id is not None:
                at = snapshot.nodes[at.parent_id]
            found[at.instance_id] = None
    return list(found)


def _background(pixels: PixelArray) -> str:
    """The commonest colour along the picture's border."""
    border = np.concatenate([pixels[0], pixels[-1], pixels[:, 0], pixels[:, -1]])
    # One number a colour, in the order of colours: sorting rows takes 40 times as long.
    codes, counts = np.unique(border @ np.array([1 << 16, 1 << 8, 1], np.int64), return_counts=True)
    red, green, blue = (part / 255.0 for part in int(codes[counts.argmax()]).to_bytes(3, "big"))
    return to_hex((red, green, blue))
