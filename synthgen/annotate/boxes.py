"""Exact boxes: unions of what the leaves paint."""

from __future__ import annotations

from collections.abc import Iterable

from synthgen.core.geometry import Box, union
from synthgen.core.paint import painted_bounds
from synthgen.core.snapshot import Leaf, Node


def leaf_boxes(leaves: Iterable[Leaf]) -> list[Box | None]:
    """The painted extent of every leaf (unclipped), in paint order; None for a leaf that covers nothing."""
    return [painted_bounds(leaf.paints) for leaf in leaves]


def scene_position(nodes: Iterable[Node]) -> tuple[float, float, float] | None:
    """Where the engine says a family of nodes is: the centre of the box around all their anchors, scene units, y up.

    None when no node has points of its own.
    """
    bounds = [node.anchor_bounds.tolist() for node in nodes if node.anchor_bounds is not None]
    if not bounds:
        return None
    x, y, z = ((min(low[axis] for low, _ in bounds) + max(high[axis] for _, high in bounds)) / 2 for axis in range(3))
    return x, y, z


def family_box(boxes: Iterable[Box | None]) -> Box | None:
    """The amodal box of an object: all that its family paints, as if it were alone."""
    return union(boxes)
