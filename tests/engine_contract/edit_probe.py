"""What the tests of edits ask of an engine, run inside its worker process (see `conftest.py`)."""

from __future__ import annotations

from typing import Any

import numpy as np
from probe import _family, _measured

from synthgen.core.edits import SHAPES, Addition, AnyEdit, Backdrop, CameraMove, Edit, Order
from synthgen.core.geometry import Box, union
from synthgen.core.job import SceneJob
from synthgen.core.paint import Quad, Squares, painted_bounds
from synthgen.core.recolor import Recolor
from synthgen.core.snapshot import PixelArray, Snapshot
from synthgen.engines.base import Engine, Moment
from synthgen.engines.sampling import make_sampler

SCALES = {"community": 8, "period": 8, "opengl": 1}


def edits_of_every_kind(snapshot: Snapshot) -> dict[str, list[AnyEdit]]:
    """One list of edits for each kind, on all that is on screen at the top level."""
    shown = {leaf.instance_id for leaf in snapshot.leaves}
    roots = [
        node.instance_id
        for node in snapshot.nodes.values()
        if node.parent_id is None and node.appearance_of is None and shown & _family(snapshot, node.instance_id)
    ]
    return {
        "shift": [Edit(i, shift=(0.4, -0.3, 0.0)) for i in roots],
        "scale": [Edit(i, scale=0.8, about=(0.5, 0.5, 0.0)) for i in roots],
        "rotate": [Edit(i, rotate_deg=17.0) for i in roots],
        "recolor": [Edit(i, recolor=Recolor(hue_turn_deg=120.0, value=0.8)) for i in roots],
        "negative": [Edit(i, recolor=Recolor(negative=True)) for i in roots],
        "fade": [Edit(i, fade=0.6) for i in roots],
        "stroke": [Edit(i, stroke_scale=1.7) for i in roots],
        "hidden": [Edit(i, hidden=True) for i in roots[:1]],
        "camera": [CameraMove(zoom=1.2, pan_x=0.05, pan_y=-0.04)],
        "order": [Order(tuple(reversed(roots)))],
        "plain": [Backdrop(("#204060",))],
        "gradient": [Backdrop(("#204060", "#804020"), 30.0)],
        "addition": [
            Addition(-number - 1, shape, (number - 3.5, 2.0, 0.0), 0.7, 20.0 * number, "#FF8800", 0.5, 3.0)
            for number, shape in enumerate(SHAPES)
        ],
    }


def edit_checks(engine: Engine, job: SceneJob) -> dict[str, dict[str, Any]]:
    """For every kind of edit at the last moment: errors of boxes against what is drawn alone, and what is left behind.

    The moment is held, the scene goes on to its end, and only then is it drawn again.
    """
    held: list[Moment] = []

    def on_moment(moment: Moment) -> None:
        moment.hold()
        held.append(moment)

    engine.run(job, engine.load(job), make_sampler(job.sampling, job.render.fps), on_moment)
    found: dict[str, dict[str, Any]] = {}
    moment = held[-1]
    with moment.alive():
        for name, edits in edits_of_every_kind(moment.snapshot).items():
            with moment.edited(edits) as again:
                found[name] = {
                    "errors": _box_errors(again, SCALES[engine.name]),
                    "changed": bool((again.pixels != moment.pixels).any()),
                    "corner": again.pixels[0, 0].tolist(),
                    "leaves": len(again.snapshot.leaves),
                    "nodes": [key for key in again.snapshot.nodes if key not in moment.snapshot.nodes],
                    "paint_order": [leaf.instance_id for leaf in again.snapshot.leaves],
                }
            found[name]["restored"] = _same(moment, moment.draw([])[0])
    found["_held"] = {"same": [_drawn_alive(one) for one in held]}
    return found


def _drawn_alive(moment: Moment) -> bool:
    with moment.alive():
        pixels, snapshot = moment.draw([])
    same_nodes = {key: node.track_id for key, node in moment.snapshot.nodes.items()} == {
        key: node.track_id for key, node in snapshot.nodes.items()
    }
    return _same(moment, pixels) and same_nodes and len(snapshot.leaves) == len(moment.snapshot.leaves)


def _same(moment: Moment, pixels: PixelArray) -> bool:
    return bool((pixels == moment.pixels).all())


def _box_errors(moment: Moment, best_scale: int) -> list[float]:
    """By how much the edges of each tree's box differ from what is measured on it drawn alone, px."""
    snapshot = moment.snapshot
    errors: list[float] = []
    for node in snapshot.nodes.values():
        if node.parent_id is not None or node.appearance_of is not None:
            continue
        members = _family(snapshot, node.instance_id)
        leaves = [leaf for leaf in snapshot.leaves if leaf.instance_id in members and leaf.window is None]
        box = union(painted_bounds(leaf.paints) for leaf in leaves)
        if box is None or box.width > 4000:
            continue
        raster = any(isinstance(leaf.paints[0], Quad | Squares) for leaf in leaves)
        scale = 1 if raster else best_scale
        region = Box(*(np.floor([box.x_min - 4, box.y_min - 4])), *(np.ceil([box.x_max + 4, box.y_max + 4])))
        measured = _measured(moment.coverage(members, region, scale), region, scale)
        if measured is not None:
            errors += [abs(a - b) for a, b in zip(box.as_list(), measured.as_list(), strict=True)]
    return errors


def ids_of_run(engine: Engine, job: SceneJob, with_edits: bool) -> list[list[int]]:
    """The ids on screen at every moment of a run; with edits, each moment is drawn in every way while it goes on."""
    found: list[list[int]] = []

    def on_moment(moment: Moment) -> None:
        found.append(list(moment.snapshot.nodes))
        if with_edits:
            for edits in edits_of_every_kind(moment.snapshot).values():
                moment.draw(edits)

    engine.run(job, engine.load(job), make_sampler(job.sampling, job.render.fps), on_moment)
    return found


def ids_without_edits(engine: Engine, job: SceneJob) -> list[list[int]]:
    return ids_of_run(engine, job, False)


def ids_with_edits(engine: Engine, job: SceneJob) -> list[list[int]]:
    return ids_of_run(engine, job, True)
