"""What the contract tests ask of an engine, run inside its worker process (see `conftest.py`)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from synthgen.annotate.masks import MaskMode
from synthgen.annotate.objects import Level
from synthgen.annotate.record import AnnotateSpec, Annotator
from synthgen.core.annotation import FrameRecord
from synthgen.core.edits import Edit
from synthgen.core.geometry import Box, FloatArray, union
from synthgen.core.job import SceneJob
from synthgen.core.paint import Quad, Squares, painted_bounds
from synthgen.core.snapshot import PixelArray, Snapshot
from synthgen.engines.base import Engine, Moment
from synthgen.engines.sampling import make_sampler
from synthgen.quality.oracle import OracleSpec, check_frame
from synthgen.quality.oracle_types import ObjectCheck


def label_checks(engine: Engine, job: SceneJob) -> list[ObjectCheck]:
    """Every object of every sampled moment, its labels held against drawings by the engine, as `task=validate` does."""
    annotator = Annotator(AnnotateSpec(masks=MaskMode.BOTH), job.scene)
    found: list[ObjectCheck] = []

    def check(moment: Moment) -> None:
        record = annotator.record(moment.snapshot, len(found))
        found.extend(check_frame(moment, record, moment.pixels, OracleSpec()).objects)

    _run(engine, job, check)
    return found


@dataclass(frozen=True)
class BoxCheck:
    """An object's arithmetic box beside the box measured on its isolated drawing, and how the two differ (px)."""

    class_name: str
    box: Box
    measured: Box
    scale: int

    @property
    def edge_errors(self) -> list[float]:
        return [abs(a - b) for a, b in zip(self.box.as_list(), self.measured.as_list(), strict=True)]


def moments(engine: Engine, job: SceneJob) -> list[tuple[Snapshot, PixelArray]]:
    """Every sampled moment of a scene, without what only its own process can draw."""
    found: list[tuple[Snapshot, PixelArray]] = []
    _run(engine, job, lambda moment: found.append((replace(moment.snapshot, draw_leaves=None), moment.pixels)))
    return found


def records(engine: Engine, job: SceneJob, level: Level = Level.OBJECTS, visibility: bool = False) -> list[FrameRecord]:
    """The record of every sampled moment, without what is measured on pixels unless `visibility`."""
    annotator = Annotator(AnnotateSpec(level=level, visibility=visibility), job.scene)
    found: list[FrameRecord] = []
    _run(engine, job, lambda moment: found.append(annotator.record(moment.snapshot, len(found))))
    return found


def measured_records(engine: Engine, job: SceneJob) -> list[FrameRecord]:
    return records(engine, job, visibility=True)


def records_with_parts(engine: Engine, job: SceneJob) -> list[FrameRecord]:
    return records(engine, job, Level.PARTS)


def box_checks(engine: Engine, job: SceneJob) -> list[BoxCheck]:
    """Every object of the last moment: each tree below the scene, measured alone at the engine's best resolution."""
    found: list[BoxCheck] = []

    def check(moment: Moment) -> None:
        found.clear()
        found.extend(_checks(moment, SCALES[engine.name]))

    _run(engine, job, check)
    return found


def seen_areas(engine: Engine, job: SceneJob) -> list[float | None]:
    """The pixels seen of every root of the last moment, as the engine draws it; None where it cannot tell."""
    found: list[float | None] = []

    def check(moment: Moment) -> None:
        found.clear()
        for node in moment.snapshot.nodes.values():
            if node.parent_id is None:
                seen = moment.seen(_family(moment.snapshot, node.instance_id))
                found.append(None if seen is None else float(seen.sum()))

    _run(engine, job, check)
    return found


SCALES = {"community": 8, "period": 8, "opengl": 1}


def redraw_checks(engine: Engine, job: SceneJob) -> list[dict[str, Any]]:
    """For every moment: whether drawing again gives the same picture, also after an edit; how an edit moves a box."""
    found: list[dict[str, Any]] = []

    def check(moment: Moment) -> None:
        snapshot = moment.snapshot
        roots = [node.instance_id for node in snapshot.nodes.values() if node.parent_id is None]
        drawn = [i for i in roots if _box(snapshot, i) is not None]
        again, _ = moment.draw([])
        edited, edited_snapshot = moment.draw([Edit(i, shift=(0.5, 0.25, 0.0)) for i in drawn])
        after, _ = moment.draw([])
        found.append(
            {
                "same": bool((again == moment.pixels).all()),
                "changed": bool((edited != moment.pixels).any()),
                "restored": bool((after == moment.pixels).all()),
                "before": [_box(snapshot, i) for i in drawn],
                "moved": [_box(edited_snapshot, i) for i in drawn],
            }
        )

    _run(engine, job, check)
    return found


def _run(engine: Engine, job: SceneJob, on_moment: Any) -> None:
    scene_class = engine.load(job)
    engine.run(job, scene_class, make_sampler(job.sampling, job.render.fps), on_moment)


def _family(snapshot: Snapshot, root_id: int) -> set[int]:
    members = {root_id}
    for node in snapshot.nodes.values():
        if node.parent_id in members:
            members.add(node.instance_id)
    return members


def _box(snapshot: Snapshot, root_id: int) -> Box | None:
    members = _family(snapshot, root_id)
    return union(painted_bounds(leaf.paints) for leaf in snapshot.leaves if leaf.instance_id in members)


def _checks(moment: Moment, best_scale: int) -> list[BoxCheck]:
    snapshot = moment.snapshot
    found = []
    for node in snapshot.nodes.values():
        box = _box(snapshot, node.instance_id) if node.parent_id is None else None
        if box is None:
            continue
        members = _family(snapshot, node.instance_id)
        if not _can_be_seen(snapshot, members, box):
            continue
        raster = any(
            isinstance(leaf.paints[0], Quad | Squares) for leaf in snapshot.leaves if leaf.instance_id in members
        )
        scale = 1 if raster else best_scale
        region = Box(*(np.floor([box.x_min - 4, box.y_min - 4])), *(np.ceil([box.x_max + 4, box.y_max + 4])))
        measured = _measured(moment.coverage(members, region, scale), region, scale)
        if measured is not None:
            found.append(BoxCheck(node.class_name, box, measured, scale))
    return found


def _can_be_seen(snapshot: Snapshot, members: set[int], box: Box) -> bool:
    """False for what a zoomed camera paints outside its display."""
    window = next(leaf.window for leaf in snapshot.leaves if leaf.instance_id in members)
    return window is None or window.intersection(box) is not None


def _measured(coverage: FloatArray, region: Box, scale: int) -> Box | None:
    ys, xs = np.nonzero(coverage >= 0.5)
    if len(xs) == 0:
        return None
    return Box(
        region.x_min + float(xs.min()) / scale,
        region.y_min + float(ys.min()) / scale,
        region.x_min + float(xs.max() + 1) / scale,
        region.y_min + float(ys.max() + 1) / scale,
    )
