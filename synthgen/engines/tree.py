"""The mobjects on screen as plain nodes."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np

from synthgen.core.geometry import FloatArray, extent
from synthgen.core.snapshot import Node
from synthgen.engines.identity import IdentityBook, Look


@dataclass(frozen=True, slots=True)
class MobjectReader:
    """How one engine's mobjects are read.

    `root_class` ends the list of bases; `content` gives what a mobject says (keys `tex`, `text`, `number`, `file`);
    `anchor_points` the points its own bounding box is taken from, shape (n, 3); `stand_in` the name of what a mobject
    stands in for, else "".
    """

    root_class: type
    content: Callable[[Any], dict[str, str]]
    anchor_points: Callable[[Any], FloatArray]
    z_index: Callable[[Any], float]
    stand_in: Callable[[Any], str]


_known_bases: dict[type, tuple[str, ...]] = {}


def base_names(mobject_class: type, root_class: type) -> tuple[str, ...]:
    """Class names from a class up to the engine's root class, in method resolution order; computed once a class."""
    names = _known_bases.get(mobject_class)
    if names is None:
        order = mobject_class.__mro__
        names = tuple(base.__name__ for base in order[: order.index(root_class) + 1])
        _known_bases[mobject_class] = names
    return names


def own_look(mobject: Any, reader: MobjectReader) -> Look:
    """What a mobject's own class and attributes say it shows."""
    return Look(base_names(type(mobject), reader.root_class), reader.content(mobject))


def look_of(mobject: Any, reader: MobjectReader, book: IdentityBook) -> Look:
    """What a mobject shows: its own look, or that of what it was made to look like."""
    return book.of(mobject).look or own_look(mobject, reader)


def corners(points: FloatArray) -> FloatArray | None:
    """Low and high corner of points (n, 3) as one (2, 3) array, or None without finite points."""
    if len(points) == 0:
        return None
    box = np.array(extent(points))
    return box if np.isfinite(box.sum()) else None


def collect_nodes(
    roots: Iterable[Any], drawn: Iterable[Any], reader: MobjectReader, book: IdentityBook
) -> dict[int, Node]:
    """Nodes of all mobjects below `roots`, plus those in `drawn` that no root leads to; parents come first.

    A mobject reached twice keeps the parent it was first reached through. What a transform has taken apart is whole
    again here: its pieces stand below the node of the mobject they are pieces of.
    """
    nodes: dict[int, Node] = {}

    def enter(mobject: Any, parent_id: int | None) -> None:
        identity = book.of(mobject)
        look = look_of(mobject, reader, book)
        nodes[identity.instance_id] = Node(
            instance_id=identity.instance_id,
            parent_id=parent_id,
            track_id=identity.track_id,
            bases=look.bases,
            content=look.content,
            becoming=_plain(identity.becoming),
            coming_from=_plain(identity.coming_from),
            engine_z_index=reader.z_index(mobject),
            anchor_bounds=corners(reader.anchor_points(mobject)),
            copied_from=identity.copied_from,
            created=identity.created,
            changed=identity.changed,
            shaped=identity.shaped,
            stand_in=reader.stand_in(mobject),
            piece=look.piece,
        )

    def visit(mobject: Any, parent_id: int | None) -> None:
        identity = book.of(mobject)
        if identity.instance_id in nodes:
            return
        if identity.piece_of is not None:
            parent_id = book.of(identity.piece_of).instance_id
            if parent_id not in nodes:
                enter(identity.piece_of, None)
        enter(mobject, parent_id)
        for child in mobject.submobjects:
            visit(child, identity.instance_id)

    for mobject in (*roots, *drawn):
        visit(mobject, None)
    return nodes


def _plain(look: Look | None) -> tuple[tuple[str, ...], dict[str, str]] | None:
    return (look.bases, look.content) if look else None


def add_appearances(nodes: dict[int, Node], seen: Iterable[tuple[int, int]], book: IdentityBook) -> None:
    """Add second nodes for what is `seen` (pairs of a display's and a mobject's id), each with all of its tree.

    As an object keeps its id on screen, its appearance through one display does; so do their tracks.
    """
    trees = dict.fromkeys((display_id, _root_of(nodes, instance_id)) for display_id, instance_id in seen)
    if not trees:
        return
    roots = {instance_id: _root_of(nodes, instance_id) for instance_id in nodes}
    originals = list(nodes.values())
    for display_id, root in trees:
        for node in originals:
            if roots[node.instance_id] == root:
                copy = _appearance(node, display_id, book)
                nodes[copy.instance_id] = copy


def _appearance(node: Node, display_id: int, book: IdentityBook) -> Node:
    return node._replace(
        instance_id=book.appearance(display_id, node.instance_id),
        parent_id=None if node.parent_id is None else book.appearance(display_id, node.parent_id),
        track_id=book.appearance(display_id, node.track_id),
        appearance_of=node.instance_id,
        seen_through=display_id,
    )


def _root_of(nodes: dict[int, Node], instance_id: int) -> int:
    while (parent_id := nodes[instance_id].parent_id) is not None:
        instance_id = parent_id
    return instance_id
