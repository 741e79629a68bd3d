"""One recorded object held against its own drawings."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from math import ceil, floor

import numpy as np
import numpy.typing as npt
from pycocotools import mask as coco_mask

from synthgen.core.annotation import FrameRecord, ObjectRecord, Rle
from synthgen.core.edits import Edit
from synthgen.core.geometry import Box, union
from synthgen.core.snapshot import Node, Snapshot
from synthgen.quality.oracle_gauge import (
    SIDES,
    Coverage,
    DrawnMoment,
    LeafGauge,
    Patch,
    group_coverage,
    outermost,
    whole_pixels,
)
from synthgen.quality.oracle_types import ObjectCheck

_OPAQUE = 0.999
_PRESENT = 1 / 255
_UNDECIDED = 4 / 255
"""Behind something half transparent, or where an edge runs along the middle of a row of pixels, all is half seen. On
which side of a half is then a matter of how often bytes were rounded: such pixels count neither way."""
_KEEP_TRUTH_BELOW = 0.99
"""Masks that agree better than this need no picture."""

Mask = npt.NDArray[np.bool_]


class ObjectOracle:
    """Checks the objects of one frame; `drawn_ids` are those whose visibility is drawn (each costs a whole frame).

    A few moments are not steady: drawing them moves something (the frame of a zooming camera snaps to whole pixels).
    Masks drawn afterwards are then not those of the picture.
    """

    def __init__(
        self,
        moment: DrawnMoment,
        record: FrameRecord,
        gauge: LeafGauge,
        drawn_ids: Collection[int],
        is_steady: bool = True,
    ) -> None:
        self._moment, self._record, self._gauge, self._drawn_ids = moment, record, gauge, drawn_ids
        self._is_steady = is_steady
        self._snapshot = moment.snapshot
        self._families = families_of(self._snapshot)
        self._has_masks = any(item.segmentation is not None for item in record.objects)

    def check(self, item: ObjectRecord) -> ObjectCheck:
        """Everything that can be measured of one object."""
        found = ObjectCheck(
            frame_id=self._record.frame_id,
            scene_id=self._record.scene_id,
            engine=self._record.engine,
            instance_id=item.instance_id,
            type=item.type,
            content=item.content,
            bbox=item.bbox,
            height_px=self._record.resolution[1],
        )
        family = self._families.get(item.instance_id, [])
        found.identity_error = identity_error(item, family)
        if not family:
            found.not_checked["everything"] = "no mobject with this id on screen"
            return found
        members = self._members(family)
        patches = [patch for leaf_id in members if (patch := self._gauge.patch(leaf_id)) is not None]
        if any(self._gauge.reach(leaf_id, "left") is not None for leaf_id in members):
            self._check_box(found, item, members)
            self._check_visibility(found, item, members, patches)
        else:
            found.not_checked["box"] = "drawn alone it covers nothing within a frame's width of the picture"
            found.leaves_no_mark = self._gauge.window.intersection(item.bbox.grown(1.0)) is not None
        self._check_position(found, item)
        return found

    def _members(self, family: Sequence[Node]) -> list[int]:
        ids = {node.instance_id for node in family}
        return list(dict.fromkeys(leaf.instance_id for leaf in self._snapshot.leaves if leaf.instance_id in ids))

    def _check_box(self, found: ObjectCheck, item: ObjectRecord, members: Sequence[int]) -> None:
        recorded = item.bbox.as_list()
        measured = [outermost(self._gauge, members, side) for side in SIDES]
        found.edge_errors_px = tuple(
            None if edge is None else abs(edge - noted) for edge, noted in zip(measured, recorded, strict=True)
        )
        if any(edge is None for edge in measured):
            found.not_checked["edge"] = "lies too far outside the picture to be drawn there"
        # An edge that was not looked at lies far outside the picture: there the recorded one serves for the rest.
        edges = [noted if edge is None else edge for edge, noted in zip(measured, recorded, strict=True)]
        box = Box(min(edges[0], edges[2]), min(edges[1], edges[3]), max(edges[0], edges[2]), max(edges[1], edges[3]))
        found.measured, found.sides_px = box, (box.width, box.height)
        found.outside_px = max(
            item.bbox.x_min - box.x_min,
            item.bbox.y_min - box.y_min,
            box.x_max - item.bbox.x_max,
            box.y_max - item.bbox.y_max,
        )
        found.in_frame_error_px = self._in_frame_error(item, box, members)
        if all(edge is not None for edge in measured):
            found.box_iou = box.iou(item.bbox)

    def _in_frame_error(self, item: ObjectRecord, measured: Box, members: Sequence[int]) -> float:
        view = self._gauge.view(members)
        truth = measured.intersection(view) if view is not None else None
        window = _window_of(self._snapshot, item.instance_id)
        if truth is not None and window is not None:
            truth = truth.intersection(window)
        recorded = item.bbox_in_frame
        if truth is None or recorded is None:
            one = truth or recorded
            return 0.0 if one is None else min(one.width, one.height)
        return max(abs(a - b) for a, b in zip(truth.as_list(), recorded.as_list(), strict=True))

    def _check_visibility(
        self, found: ObjectCheck, item: ObjectRecord, members: Sequence[int], patches: Sequence[Patch]
    ) -> None:
        if item.seen_through is not None:
            found.not_checked["masks and visibility"] = "seen through a display, which the engine pastes as a picture"
            return
        alone = self._within_view(group_coverage(patches, self._gauge.frame), members)
        in_frame_px = float(alone.sum(dtype=np.float64))
        amodal_px = self._amodal_px(members, patches)
        self._compare(found, "truncation", item.truncation, _rest(in_frame_px, amodal_px), "reaches out too far")
        if not self._is_steady:
            found.not_checked["masks and visibility"] = "the engine draws this moment differently a second time"
            return
        self._check_amodal_mask(found, item, alone)
        if item.instance_id not in self._drawn_ids:
            found.not_checked["visibility"] = "not among the objects drawn for it"
            return
        seen = self._seen(item.instance_id, members)
        if seen is None:
            found.not_checked["visibility"] = "the engine cannot draw it opaque among the others"
            return
        visible_px = float(seen.sum(dtype=np.float64))
        truth = visible_px / amodal_px if amodal_px else None
        self._compare(found, "visibility", item.visibility, truth, "reaches out too far")
        self._compare(found, "occlusion", item.occlusion, _rest(visible_px, in_frame_px), "outside the picture")
        self._check_modal_mask(found, item, seen)
        self._check_modal_box(found, item, seen, alone)

    def _within_view(self, coverage: Coverage, members: Sequence[int]) -> Coverage:
        """Coverage over the frame, without what the display the leaves are seen through cuts off."""
        view = self._gauge.view(members)
        if view == self._gauge.frame:
            return coverage
        cut = np.zeros_like(coverage)
        if view is not None:
            x_min, y_min, x_max, y_max = (round(edge) for edge in whole_pixels(view).as_list())
            cut[y_min:y_max, x_min:x_max] = coverage[y_min:y_max, x_min:x_max]
        return cut

    def _amodal_px(self, members: Sequence[int], patches: Sequence[Patch]) -> float | None:
        """The area of the whole object, None when part of it was not looked at."""
        region = union(patch.box for patch in patches)
        if region is None or not all(self._gauge.is_whole(leaf_id) for leaf_id in members):
            return None
        return float(group_coverage(patches, region).sum(dtype=np.float64))

    def _compare(self, found: ObjectCheck, name: str, noted: float | None, truth: float | None, why_not: str) -> None:
        if truth is None:
            found.not_checked[name] = why_not
        elif noted is None:
            found.not_checked[name] = "not recorded"
        else:
            found.truth[name], found.recorded[name] = truth, noted
            setattr(found, f"{name}_error", abs(truth - noted))

    def _seen(self, root_id: int, members: Sequence[int]) -> Coverage | None:
        seen = self._moment.seen(members)
        return seen if seen is not None else self._seen_by_colour(root_id, members)

    def _seen_by_colour(self, root_id: int, members: Sequence[int]) -> Coverage | None:
        """What changes between the object white and the object black: right where all it paints is opaque."""
        ids = set(members)
        paints = [paint for leaf in self._snapshot.leaves if leaf.instance_id in ids for paint in leaf.paints]
        if any(self._gauge.snaps_to_pixels(leaf_id) for leaf_id in members):
            return None
        if not all(paint.alpha >= _OPAQUE for paint in paints if paint.alpha > 0):
            return None
        try:
            white, _ = self._moment.draw([Edit(root_id, color="#FFFFFF")])
            black, _ = self._moment.draw([Edit(root_id, color="#000000")])
        except KeyError:
            return None  # Seen through a display: what stands on screen itself goes by another id.
        difference = white.astype(np.float32) - black.astype(np.float32)
        seen: Coverage = np.clip(difference.max(axis=2) / np.float32(255), 0, 1)
        return seen

    def _check_modal_mask(self, found: ObjectCheck, item: ObjectRecord, seen: Coverage) -> None:
        truth = taken_pixels(seen)
        found.mask_area_px = int(truth.sum())
        if item.segmentation is None and not self._has_masks:
            found.not_checked["mask"] = "not recorded"
            return
        found.mask_iou = mask_iou(item.segmentation, truth, decided_pixels(seen))
        if found.mask_iou is not None and found.mask_iou < _KEEP_TRUTH_BELOW:
            found.mask_truth = encoded(truth)

    def _check_amodal_mask(self, found: ObjectCheck, item: ObjectRecord, alone: Coverage) -> None:
        if item.segmentation_amodal is not None:
            truth = taken_pixels(alone)
            found.amodal_mask_area_px = int(truth.sum())
            found.amodal_mask_iou = mask_iou(item.segmentation_amodal, truth, decided_pixels(alone))

    def _check_modal_box(self, found: ObjectCheck, item: ObjectRecord, seen: Coverage, alone: Coverage) -> None:
        truth = _box_of((seen >= 0.5 * alone) & (alone > _PRESENT))
        if truth is not None and found.measured is not None:
            truth = truth.intersection(found.measured)
        if item.bbox_modal is None and item.visibility is None:
            found.not_checked["modal box"] = "not recorded"
        elif truth is not None and item.bbox_modal is not None:
            found.modal_box_iou = truth.iou(item.bbox_modal)
        elif truth is not None or item.bbox_modal is not None:
            found.modal_box_iou = 0.0

    def _check_position(self, found: ObjectCheck, item: ObjectRecord) -> None:
        truth = self._moment.position(item.instance_id)
        if truth is None:
            found.not_checked["position"] = "the engine does not tell"
        elif item.position is None:
            found.not_checked["position"] = "not recorded"
        else:
            found.position_error = max(abs(a - b) for a, b in zip(truth, item.position, strict=True))


def families_of(snapshot: Snapshot) -> dict[int, list[Node]]:
    """For every node, itself and all nodes below it, parents first."""
    families: dict[int, list[Node]] = {key: [] for key in snapshot.nodes}
    for node in snapshot.nodes.values():
        at: int | None = node.instance_id
        while at is not None:
            families[at].append(node)
            at = snapshot.nodes[at].parent_id
    return families


def identity_error(item: ObjectRecord, family: Sequence[Node]) -> str:
    """In what way the recorded id leads to something else than the record describes; "" when it does not."""
    if not family:
        return "no mobject with this id is on screen"
    node = family[0]
    if node.class_name != item.class_name:
        return f"recorded as {item.class_name}, but the mobject is a {node.class_name}"
    said = {value for member in family for value in member.content.values()}
    if item.content not in said | {node.class_name}:
        return f"recorded as saying {item.content!r}, which the mobject does not"
    return ""


def taken_pixels(coverage: Coverage) -> Mask:
    """The pixels of a mask: covered by half or more; of what is thinner, at least half as much as its most."""
    most = float(coverage.max(initial=0.0))
    if most <= _PRESENT:
        return np.zeros(coverage.shape, dtype=np.bool_)
    taken: Mask = coverage >= (0.5 if most >= 0.5 else 0.5 * most)
    return taken


def decided_pixels(coverage: Coverage) -> Mask:
    """Where the engine's bytes can tell on which side of a half coverage is."""
    decided: Mask = np.abs(coverage - np.float32(0.5)) > _UNDECIDED
    return decided


def mask_iou(recorded: Rle | None, truth: Mask, decided: Mask | None = None) -> float | None:
    """Agreement of a recorded mask with the true pixels, of those that are decided; None when both are empty."""
    if recorded is None:
        return 0.0 if truth.any() else None
    if recorded.size != truth.shape:
        return 0.0
    noted = coco_mask.decode({"size": list(recorded.size), "counts": recorded.counts}).astype(np.bool_)
    if decided is not None:
        noted, truth = noted & decided, truth & decided
    either = int((noted | truth).sum())
    return int((noted & truth).sum()) / either if either else None


def encoded(mask: Mask) -> Rle:
    counts: bytes = coco_mask.encode(np.asfortranarray(mask.astype(np.uint8)))["counts"]
    return Rle(size=(mask.shape[0], mask.shape[1]), counts=counts.decode("ascii"))


def unrecorded_leaves(record: FrameRecord, snapshot: Snapshot, gauge: LeafGauge) -> Mapping[str, int]:
    """Classes of what is painted within the picture but belongs to no recorded object, counted."""
    recorded = _recorded_leaves(record, snapshot)
    found: dict[str, int] = {}
    for leaf in snapshot.leaves:
        patch = None if leaf.instance_id in recorded else gauge.patch(leaf.instance_id)
        visible = gauge.frame if leaf.window is None else leaf.window.intersection(gauge.frame)
        if patch is not None and visible is not None and patch.box.intersection(visible) is not None:
            name = snapshot.nodes[leaf.instance_id].class_name
            found[name] = found.get(name, 0) + 1
    return found


def beyond_edges(record: FrameRecord, snapshot: Snapshot, gauge: LeafGauge) -> Mask:
    """Where recorded objects reach beyond their boxes, whose edges lie where coverage falls to a half: glow, above all.

    Within its box a thin stroke covers pixels by less than a half, and is all there is to see.
    """
    shape = round(gauge.frame.height), round(gauge.frame.width)
    beyond, within = np.zeros(shape, dtype=np.bool_), np.zeros(shape, dtype=np.bool_)
    for leaf_id, item in _recorded_leaves(record, snapshot).items():
        patch = gauge.patch(leaf_id)
        seen = None if patch is None else patch.box.intersection(gauge.frame)
        if patch is None or seen is None:
            continue
        x_min, y_min, x_max, y_max = (round(edge) for edge in seen.as_list())
        levels = patch.levels[y_min - patch.y : y_max - patch.y, x_min - patch.x : x_max - patch.x]
        inside = taken_pixels(levels.astype(np.float32) / np.float32(255))
        within[y_min:y_max, x_min:x_max] |= inside
        outside = (levels > 0) & ~inside
        left, top = max(floor(item.bbox.x_min) - x_min, 0), max(floor(item.bbox.y_min) - y_min, 0)
        outside[top : max(ceil(item.bbox.y_max) - y_min, 0), left : max(ceil(item.bbox.x_max) - x_min, 0)] = False
        beyond[y_min:y_max, x_min:x_max] |= outside
    found: Mask = beyond & ~within
    return found


def _recorded_leaves(record: FrameRecord, snapshot: Snapshot) -> dict[int, ObjectRecord]:
    """The leaves that belong to recorded objects, each with the innermost of them."""
    recorded = {item.instance_id: item for item in record.objects}
    found = {}
    for leaf in snapshot.leaves:
        at: int | None = leaf.instance_id
        while at is not None and at not in recorded:
            at = snapshot.nodes[at].parent_id
        if at is not None:
            found[leaf.instance_id] = recorded[at]
    return found


def _window_of(snapshot: Snapshot, instance_id: int) -> Box | None:
    """The display an object is seen through, None where it is seen directly."""
    node = snapshot.nodes[instance_id]
    if node.seen_through is None:
        return None
    return next(
        leaf.window for leaf in snapshot.leaves if snapshot.nodes[leaf.instance_id].seen_through == node.seen_through
    )


def _box_of(pixels: Mask) -> Box | None:
    rows, columns = np.flatnonzero(pixels.any(axis=1)), np.flatnonzero(pixels.any(axis=0))
    if len(rows) == 0:
        return None
    return Box(float(columns[0]), float(rows[0]), float(columns[-1] + 1), float(rows[-1] + 1))


def _rest(part: float, whole: float | None) -> float | None:
    return 1.0 - part / whole if whole else None
