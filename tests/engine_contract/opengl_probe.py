"""What the tests of the opengl engine alone ask, run inside its worker process."""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from typing import Any

import numpy as np
from probe import BoxCheck, _run

from synthgen.core.edits import Edit
from synthgen.core.geometry import Box, union
from synthgen.core.job import SceneJob
from synthgen.core.paint import painted_bounds
from synthgen.core.snapshot import PixelArray
from synthgen.engines.base import CoverageArray, Engine, Moment

MARGIN_PX = 4


@dataclass(frozen=True)
class Covered:
    """A moment's picture beside the coverage of all its leaves, over the frame and over a region reaching out of it."""

    pixels: PixelArray
    coverage: CoverageArray
    wider: CoverageArray
    finer: CoverageArray


def leaf_checks(engine: Engine, job: SceneJob) -> list[BoxCheck]:
    """Every leaf of the last moment: its arithmetic box beside its isolated drawing at four times the resolution."""
    found: list[BoxCheck] = []

    def check(moment: Moment) -> None:
        found.clear()
        snapshot = moment.snapshot
        for instance_id in dict.fromkeys(leaf.instance_id for leaf in snapshot.leaves):
            parts = (leaf.paints for leaf in snapshot.leaves if leaf.instance_id == instance_id)
            box = union(painted_bounds(paints) for paints in parts)
            assert box is not None
            measured = _measured(moment, instance_id, box, scale=4)
            if measured is not None:
                found.append(BoxCheck(snapshot.nodes[instance_id].class_name, box, measured, 4))

    _run(engine, job, check)
    return found


def in_frame_checks(engine: Engine, job: SceneJob) -> list[BoxCheck]:
    """Every leaf of the last moment, only the part of it that lies in the frame."""
    found: list[BoxCheck] = []

    def check(moment: Moment) -> None:
        found.clear()
        snapshot, frame = moment.snapshot, Box(0, 0, job.render.width_px, job.render.height_px)
        for leaf in snapshot.leaves:
            box = painted_bounds(leaf.paints)
            assert box is not None and np.isfinite(box.as_list()).all()
            seen = box.intersection(frame)
            ys, xs = np.nonzero(moment.coverage([leaf.instance_id], frame) >= 0.5)
            assert seen is not None and len(xs)
            measured = Box(float(xs.min()), float(ys.min()), float(xs.max() + 1), float(ys.max() + 1))
            found.append(BoxCheck(snapshot.nodes[leaf.instance_id].class_name, seen, measured, 1))

    _run(engine, job, check)
    return found


def covered(engine: Engine, job: SceneJob) -> Covered:
    """The last moment's pixels and the coverage of everything in it."""
    found: list[Covered] = []

    def check(moment: Moment) -> None:
        ids = {leaf.instance_id for leaf in moment.snapshot.leaves}
        width, height = job.render.width_px, job.render.height_px
        frame = Box(0, 0, width, height)
        found.append(
            Covered(
                pixels=moment.pixels,
                coverage=moment.coverage(ids, frame),
                wider=moment.coverage(ids, Box(-100, -50, width + 60, height + 30)),
                finer=moment.coverage(ids, frame, scale=4),
            )
        )

    _run(engine, job, check)
    return found[-1]


def seen_checks(engine: Engine, job: SceneJob) -> list[tuple[CoverageArray, CoverageArray]]:
    """For every root of the last moment: what is seen of it, and the same by colouring the live scene."""
    found: list[tuple[CoverageArray, CoverageArray]] = []

    def check(moment: Moment) -> None:
        found.clear()
        nodes = moment.snapshot.nodes
        roots = [node.instance_id for node in nodes.values() if node.parent_id is None]
        for root in roots:
            family = {root} | {node.instance_id for node in nodes.values() if node.parent_id == root}
            others = [Edit(other, color="#000000") for other in roots if other != root]
            picture, _ = moment.draw([Edit(root, color="#ffffff", opacity=1.0), *others])
            seen = moment.seen(family)
            assert seen is not None
            found.append((seen, picture[:, :, 0].astype(np.float32) / 255))

    _run(engine, job, check)
    return found


def positions(engine: Engine, job: SceneJob) -> list[tuple[str, tuple[float, float], Box]]:
    """Every root's class, the pixel its centre is said to be at, and its box."""
    found: list[tuple[str, tuple[float, float], Box]] = []

    def check(moment: Moment) -> None:
        found.clear()
        nodes, leaves = moment.snapshot.nodes, moment.snapshot.leaves
        for node in (node for node in nodes.values() if node.parent_id is None):
            family = {node.instance_id} | {n.instance_id for n in nodes.values() if n.parent_id == node.instance_id}
            box = union(painted_bounds(leaf.paints) for leaf in leaves if leaf.instance_id in family)
            at = moment.pixel_position(node.instance_id)
            assert box is not None and at is not None
            found.append((node.class_name, at, box))

    _run(engine, job, check)
    return found


def edits_leave_no_trace(engine: Engine, job: SceneJob) -> list[str]:
    """Draw every moment with every kind of edit; returns what differs in the scene's mobjects afterwards."""
    changed: list[str] = []
    scenes: list[Any] = []
    scene_class = engine.load(job)

    class Watched(scene_class):  # type: ignore[misc, valid-type]
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            scenes.append(self)

    def check(moment: Moment) -> None:
        before = _state(scenes[0])
        for edit in _edits([n.instance_id for n in moment.snapshot.nodes.values() if n.parent_id is None]):
            moment.draw([edit])
        after = _state(scenes[0])
        changed.extend(f"{moment.snapshot.frame_index}: {name}" for name in before if before[name] != after[name])
        changed.extend(f"new: {name}" for name in after if name not in before)

    from synthgen.engines.sampling import make_sampler

    engine.run(job, Watched, make_sampler(job.sampling, job.render.fps), check)
    return changed


def centres(engine: Engine, job: SceneJob) -> list[tuple[str, list[float], list[float]]]:
    """Each object's class, its centre by the engine, and the centre of its family's anchor bounds."""
    found: list[tuple[str, list[float], list[float]]] = []
    scene_class = engine.load(job)
    shown: list[Any] = []

    class Watched(scene_class):  # type: ignore[misc, valid-type]
        def __init__(self, **settings: Any) -> None:
            super().__init__(**settings)
            shown.append(self)

    def check(moment: Moment) -> None:
        found.clear()
        nodes = moment.snapshot.nodes
        roots = [node for node in nodes.values() if node.parent_id is None]
        mobjects = [m for m in shown[0].mobjects if m is not shown[0].frame]
        for node, mobject in zip(roots, mobjects, strict=True):
            family = {node.instance_id}
            for other in nodes.values():
                if other.parent_id in family:
                    family.add(other.instance_id)
            bounds = [b for i in family if (b := nodes[i].anchor_bounds) is not None]
            low, high = np.min([b[0] for b in bounds], axis=0), np.max([b[1] for b in bounds], axis=0)
            found.append((node.class_name, mobject.get_center().tolist(), ((low + high) / 2).tolist()))

    from synthgen.engines.sampling import make_sampler

    engine.run(job, Watched, make_sampler(job.sampling, job.render.fps), check)
    return found


def _edits(ids: list[int]) -> list[Edit]:
    return [
        edit
        for i in ids
        for edit in (
            Edit(i, shift=(0.3, 0.2, 0.1)),
            Edit(i, scale=1.5),
            Edit(i, rotate_deg=30),
            Edit(i, color="#00ff00"),
            Edit(i, opacity=0.3),
            Edit(i, hidden=True),
        )
    ]


def _state(scene: Any) -> dict[str, bytes]:
    """Everything plain that the scene's mobjects hold (arrays with the address they lie at), by owner and attribute."""
    found: dict[str, bytes] = {}
    groups = [*scene.mobjects, *scene.render_groups]
    for number, mobject in enumerate(m for group in groups for m in group.get_family()):
        for key, value in [*mobject.__dict__.items(), *mobject.uniforms.items()]:
            name = f"{number}.{type(mobject).__name__}.{key}"
            if isinstance(value, np.ndarray):
                found[name] = pickle.dumps((id(value), value.tobytes()))
            elif isinstance(value, bool | int | float | str | None):
                found[name] = pickle.dumps(value)
            else:
                found[name] = pickle.dumps(id(value))
    return found


def _measured(moment: Moment, instance_id: int, box: Box, scale: int) -> Box | None:
    low = np.floor([box.x_min, box.y_min]) - MARGIN_PX
    high = np.ceil([box.x_max, box.y_max]) + MARGIN_PX
    region = Box(float(low[0]), float(low[1]), float(high[0]), float(high[1]))
    ys, xs = np.nonzero(moment.coverage([instance_id], region, scale) >= 0.5)
    if len(xs) == 0:
        return None
    return Box(
        region.x_min + float(xs.min()) / scale,
        region.y_min + float(ys.min()) / scale,
        region.x_min + float(xs.max() + 1) / scale,
        region.y_min + float(ys.max() + 1) / scale,
    )


def shading_errors(engine: Engine, job: SceneJob) -> list[tuple[str, float, float]]:
    """Every leaf of the last moment that shading draws: its class, the part of its area that differs from its own
    drawing by the engine, and the greatest difference of a pixel's coverage."""
    found: list[tuple[str, float, float]] = []

    def check(moment: Moment) -> None:
        found.clear()
        snapshot, frame = moment.snapshot, Box(0, 0, job.render.width_px, job.render.height_px)
        assert snapshot.draw_leaves is not None
        uncovered: dict[int, CoverageArray] = {}
        for leaf, drawing in zip(snapshot.leaves, snapshot.draw_leaves().leaves, strict=True):
            if drawing is not None:
                own = uncovered.setdefault(leaf.instance_id, np.ones((job.render.height_px, job.render.width_px)))
                height, width = drawing.alone.shape
                own[drawing.y : drawing.y + height, drawing.x : drawing.x + width] *= 1 - drawing.alone
        for instance_id, own in uncovered.items():
            truth = moment.coverage([instance_id], frame)
            difference = np.abs(1 - own - truth)
            share = float(difference.sum() / max(truth.sum(), 1.0))
            found.append((snapshot.nodes[instance_id].class_name, share, float(difference.max())))

    _run(engine, job, check)
    return found
