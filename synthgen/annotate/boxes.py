"""Exact boxes: unions of what the leaves paint."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from synthgen.core.geometry import Box, FloatArray, union
from synthgen.core.paint import painted_bounds
from synthgen.core.snapshot import Leaf, Node


def leaf_boxes(leaves: Iterable[Leaf]) -> list[Box | None]:
    """The painted extent of every leaf (unclipped), in paint order; None for a leaf that covers nothing."""
    return [painted_bounds(leaf.paints) for leaf in leaves]


def scene_position(nodes: Iterable[Node]) -> tuple[float, float, float] | None:
    """Where the engine says a family of nodes is: the centre of the box around all their anchors, scene units, y up.

    None when no node has points of its own.
    """
    bounds = [node.anchor_bounds for node in nodes if node.anchor_bounds is not None]
    if not bounds:
        return None
    stacked = np.array(bounds)
    center: FloatArray = (stacked[:, 0].min(axis=0) + stacked[:, 1].max(axis=0)) / 2
    return float(center[0]), float(center[1]), float(center[2])


def family_box(boxes: Iterable[Box | None]) -> Box | None:
    """The amodal box of an object: all that its family paints, as if it were alone."""
    return union(boxes)
