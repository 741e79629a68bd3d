"""A recorded frame held against the same moment drawn again: pixels, boxes, masks, visibility, positions, ids."""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot

import numpy as np

from synthgen.core.annotation import FrameRecord, ObjectRecord
from synthgen.core.rng import derive_seed
from synthgen.core.snapshot import PixelArray
from synthgen.quality.oracle_gauge import DrawnMoment, LeafGauge
from synthgen.quality.oracle_objects import Mask, ObjectOracle, beyond_edges, unrecorded_leaves
from synthgen.quality.oracle_picture import (
    find_pieces,
    is_whole_and_still,
    lone_root,
    match_clusters,
    outside_boxes,
    unexplained,
)
from synthgen.quality.oracle_types import FrameCheck


@dataclass(frozen=True, slots=True)
class OracleSpec:
    """How closely to look. `scale`: how much finer than the frame edges are measured. `drawn_objects`: of how many
    objects a frame visibility and masks are drawn, chosen by seed; the others' boxes and positions are checked."""

    seed: int = 0
    scale: int = 8
    drawn_objects: int = 24


def check_frame(moment: DrawnMoment, record: FrameRecord, stored: PixelArray, spec: OracleSpec) -> FrameCheck:
    """Hold a record and its stored picture against the moment they were made from."""
    found = blank_check(record)
    snapshot = moment.snapshot
    found.differing_px = differing_pixels(moment.pixels, stored)
    found.shows_something = bool((stored != stored[0, 0]).any())
    redrawn, _ = moment.draw([])
    is_steady = differing_pixels(redrawn, moment.pixels) == 0
    gauge = LeafGauge(moment, spec.scale)
    oracle = ObjectOracle(moment, record, gauge, _chosen(record, spec), is_steady)
    found.objects = [oracle.check(item) for item in record.objects]
    found.unrecorded.update(unrecorded_leaves(record, snapshot, gauge))
    _check_picture(found, moment, record, stored, beyond_edges(record, snapshot, gauge))
    return found


def blank_check(record: FrameRecord, problem: str = "") -> FrameCheck:
    """A check that found nothing (yet)."""
    return FrameCheck(
        frame_id=record.frame_id, scene_id=record.scene_id, engine=record.engine, image=record.image, problem=problem
    )


def differing_pixels(one: PixelArray, other: PixelArray) -> int:
    """How many pixels differ at all; all of them for pictures of different sizes."""
    if one.shape != other.shape:
        return int(max(one.shape[0] * one.shape[1], other.shape[0] * other.shape[1]))
    return int(np.count_nonzero((one != other).any(axis=2)))


def is_sampled(frame_id: str, share: float, seed: int) -> bool:
    """Whether a frame belongs to the sample; depends on its name and the seed alone."""
    return sample_rank(frame_id, seed) < share


def sample_rank(frame_id: str, seed: int) -> float:
    """A number in [0, 1) that orders frames at random, the same for the same seed."""
    return derive_seed(seed, "validate", frame_id) / 2**32


def _chosen(record: FrameRecord, spec: OracleSpec) -> set[int]:
    ids = [item.instance_id for item in record.objects]
    ids.sort(key=lambda instance_id: derive_seed(spec.seed, "drawn", record.frame_id, instance_id))
    return set(ids[: spec.drawn_objects])


def _check_picture(
    found: FrameCheck, moment: DrawnMoment, record: FrameRecord, stored: PixelArray, left_out: Mask
) -> None:
    pieces = find_pieces(stored, outside_boxes(record), left_out)
    if pieces.problem:
        found.not_compared[pieces.problem] += len(record.objects)
        return
    found.clusters, not_compared = match_clusters(record, pieces)
    found.not_compared.update(not_compared)
    found.foreground_px, found.unexplained_px = int(pieces.foreground.sum()), unexplained(record, pieces)
    units_per_px = moment.snapshot.camera.frame_height / moment.snapshot.camera.height_px
    for cluster in found.clusters:
        item = lone_root(cluster, record)
        if item is not None and is_whole_and_still(item):
            error_px = _position_error_px(moment, item, cluster.pictured.center)
            if error_px is not None:
                found.position_errors[item.instance_id] = error_px * units_per_px


def _position_error_px(moment: DrawnMoment, item: ObjectRecord, pictured: tuple[float, float]) -> float | None:
    told = moment.pixel_position(item.instance_id)
    if told is None or not np.isfinite(told).all():
        return None
    return hypot(told[0] - pictured[0], told[1] - pictured[1])
