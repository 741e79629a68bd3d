"""Which frames to look at first: signs that a label may be wrong, each with a reason a person can check.

A frame's score is that of independent witnesses: `1 - product(1 - score)` over its doubts, from 0 to 1. Scores order
frames; they are no probabilities.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.geometry import Box
from synthgen.core.snapshot import PixelArray
from synthgen.quality.oracle_picture import find_pieces, match_clusters, unexplained

_TINY_PX2 = 12.0
_HUGE = 4.0
"""A box this many frames wide or high is rarely meant."""
_JUMP = 0.35
"""Share of the frame's diagonal."""
_JUMP_WITHIN_S = 1.0
_GROWTH = 3.0
_HIDDEN = 0.05
_POOR_IOU = 0.7
_UNEXPLAINED = 0.002
"""Share of the picture that shows something outside every box."""
_LOW_CONFIDENCE = 0.6
MATCH_DOUBT = "low match confidence"
DETECTOR_DOUBT = "detector disagrees"
TOLD_KINDS = frozenset({MATCH_DOUBT, DETECTOR_DOUBT})
"""Doubts that neither labels nor pictures of a frame give rise to: others told them, and may tell others tomorrow."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason to look: its kind, how strong it is (0..1), what exactly, and which object or place (px) it is about."""

    kind: str
    score: float
    detail: str
    instance_id: int | None = None
    bbox: tuple[float, float, float, float] | None = None


def suspicion(doubts: Sequence[Doubt]) -> float:
    """How suspicious a frame is as a whole, 0 to 1."""
    return 1.0 - math.prod(1.0 - doubt.score for doubt in doubts)


def label_doubts(records: Sequence[FrameRecord]) -> list[list[Doubt]]:
    """What the labels of a scene's frames (by time) alone make doubtful, frame by frame."""
    found = []
    before: FrameRecord | None = None
    for record in records:
        found.append([*_emptiness(record), *_sizes(record), *_states(record), *_jumps(before, record)])
        before = record
    return found


def _emptiness(record: FrameRecord) -> Iterator[Doubt]:
    seen = [item for item in record.objects if item.bbox_in_frame is not None and item.opacity > 0]
    if not record.objects:
        yield Doubt("near-empty frame", 0.6, "no object is recorded")
    elif not seen:
        yield Doubt("near-empty frame", 0.7, "every object is outside the frame or transparent")
    else:
        width_px, height_px = record.resolution
        share = sum(item.bbox_in_frame.area for item in seen if item.bbox_in_frame) / (width_px * height_px)
        if share < 0.001:
            yield Doubt("near-empty frame", 0.4, f"all boxes together cover {share:.2%} of the frame")


def _sizes(record: FrameRecord) -> Iterator[Doubt]:
    width_px, height_px = record.resolution
    for item in record.objects:
        box = item.bbox
        if item.bbox_in_frame is not None and item.bbox_in_frame.area < _TINY_PX2 and item.truncation in (0, None):
            yield Doubt("extreme size", 0.3, f"{_named(item)} is {box.width:.1f}x{box.height:.1f} px", item.instance_id)
        elif box.width > _HUGE * width_px or box.height > _HUGE * height_px:
            yield Doubt(
                "extreme size", 0.35, f"{_named(item)} is {box.width:.0f}x{box.height:.0f} px", item.instance_id
            )


def _states(record: FrameRecord) -> Iterator[Doubt]:
    for item in record.objects:
        if item.stand_in:
            yield Doubt("stand-in", 0.25, f"{_named(item)} stands for {item.stand_in}", item.instance_id)
        if item.visibility is not None and item.bbox_in_frame is not None and item.visibility < _HIDDEN:
            yield Doubt("barely visible", 0.15, f"{_named(item)}: {item.visibility:.0%} is seen", item.instance_id)


def _jumps(before: FrameRecord | None, record: FrameRecord) -> Iterator[Doubt]:
    """Objects that rest in two frames close in time, and yet are elsewhere or of another size."""
    if before is None or record.timestamp_s - before.timestamp_s > _JUMP_WITHIN_S:
        return
    diagonal_px = math.hypot(*record.resolution)
    known = {item.track_id: item for item in before.objects if item.state == "still"}
    for item in record.objects:
        old = known.get(item.track_id)
        if (
            old is None
            or item.track_id is None
            or item.state != "still"
            or item.type != old.type
            or item.instance_id != old.instance_id
        ):
            continue
        moved_px = math.dist(item.bbox.center, old.bbox.center)
        growth = _ratio(item.bbox, old.bbox)
        if moved_px > _JUMP * diagonal_px:
            score = min(0.3 + moved_px / diagonal_px / 2, 0.8)
            yield Doubt("track jump", score, f"{_named(item)} moved {moved_px:.0f} px while still", item.instance_id)
        elif growth > _GROWTH:
            yield Doubt("track jump", 0.4, f"{_named(item)} grew {growth:.1f} times while still", item.instance_id)


def _ratio(a: Box, b: Box) -> float:
    """How many times larger one box is than the other along its diagonal."""
    sizes = sorted((math.hypot(a.width, a.height), math.hypot(b.width, b.height)))
    return sizes[1] / sizes[0] if sizes[0] > 1 else 1.0


def picture_doubts(record: FrameRecord, pixels: PixelArray) -> list[Doubt]:
    """Where the picture and its boxes disagree; `pixels` is (height, width, 3) uint8.

    Nothing is said of pictures without one background colour.
    """
    pieces = find_pieces(pixels)
    if pieces.problem:
        return []
    found = []
    for cluster in match_clusters(record, pieces)[0]:
        if cluster.iou < _POOR_IOU:
            detail = f"objects {', '.join(map(str, cluster.instance_ids))}: IoU with the picture {cluster.iou:.2f}"
            found.append(Doubt("picture disagrees", min(0.9, 1 - cluster.iou), detail, cluster.instance_ids[0]))
    share = unexplained(record, pieces) / pieces.foreground.size
    if share > _UNEXPLAINED:
        score = min(0.8, 0.3 + 10 * share)
        found.append(Doubt("picture disagrees", score, f"{share:.2%} of the picture lies in no box"))
    return found


def match_doubt(confidence: float) -> list[Doubt]:
    """What a weak match between a real frame and its re-render makes doubtful."""
    if confidence >= _LOW_CONFIDENCE:
        return []
    return [Doubt(MATCH_DOUBT, 1 - confidence, f"matched with confidence {confidence:.2f}")]


def _named(item: ObjectRecord) -> str:
    return f"{item.type} {item.instance_id}"
