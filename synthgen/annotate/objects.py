"""Which mobjects of a snapshot are objects, how they nest, and which leaves belong to each."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum

from synthgen.core.snapshot import Node, Snapshot
from synthgen.core.taxonomy import TOP, Kind, Role, Standing, Taxonomy


class Level(StrEnum):
    """How deep records go.

    `none`: no objects, only pictures. `groups`: only the scene's top-level mobjects, a group being one object.
    `objects`: every mobject that has a type, nested ones with their parent. `parts`: those, and every drawn piece
    (glyph, tick, tip) of what has several.
    """

    NONE = "none"
    GROUPS = "groups"
    OBJECTS = "objects"
    PARTS = "parts"


@dataclass(slots=True)
class SceneObject:
    """One object of a frame: its node, what it is, and the indices (paint order) of all leaves its family paints."""

    node: Node
    kind: Kind
    parent_id: int | None
    leaves: list[int] = field(default_factory=list)


def find_objects(snapshot: Snapshot, kinds: Mapping[int, Kind], level: Level) -> list[SceneObject]:
    """All objects of a snapshot at a level, parents before children. Objects without leaves are among them.

    `kinds`: those of its nodes, as `node_kinds` gives them.
    """
    if level is Level.GROUPS:
        return _top_level(snapshot, kinds)
    found = _typed(snapshot, kinds)
    return found + _parts(snapshot, kinds, found) if level is Level.PARTS else found


def node_kinds(nodes: Mapping[int, Node], taxonomy: Taxonomy, engine: str) -> dict[int, Kind]:
    """What every node is. Children are looked at first: tips make an arrow of a line, glyphs a formula of a group."""
    children: dict[int, list[Kind]] = defaultdict(list)
    kinds: dict[int, Kind] = {}
    for node in reversed(list(nodes.values())):
        kind = taxonomy.classify(node.bases, engine, node.anchor_bounds is not None, tuple(node.content))
        if node.piece:
            kind = replace(kind, role=Role.PART, glyph=False)
        below = children[node.instance_id]
        kind = taxonomy.of_group(taxonomy.with_tips(kind, sum(child.tip for child in below)), below)
        kinds[node.instance_id] = kind
        if node.parent_id is not None:
            children[node.parent_id].append(kind)
    return kinds


def _typed(snapshot: Snapshot, kinds: Mapping[int, Kind]) -> list[SceneObject]:
    standing: dict[int, Standing] = {}
    owner: dict[int, int | None] = {}
    found: dict[int, SceneObject] = {}
    for node in snapshot.nodes.values():
        above = TOP if node.parent_id is None else standing[node.parent_id]
        around = None if node.parent_id is None else owner[node.parent_id]
        here = standing[node.instance_id] = above.below(kinds[node.instance_id])
        if here.is_own_object:
            found[node.instance_id] = SceneObject(node, kinds[node.instance_id], around)
            owner[node.instance_id] = node.instance_id
        else:
            owner[node.instance_id] = around
    for index, leaf in enumerate(snapshot.leaves):
        at = owner[leaf.instance_id]
        while at is not None:
            found[at].leaves.append(index)
            at = found[at].parent_id
    return list(found.values())


def _parts(snapshot: Snapshot, kinds: Mapping[int, Kind], objects: Iterable[SceneObject]) -> list[SceneObject]:
    """The drawn pieces of every object that has more than one, as objects whose parent it is."""
    innermost: dict[int, SceneObject] = {}
    for item in objects:  # Parents come first, so the last to claim a leaf is the innermost.
        innermost.update(dict.fromkeys(item.leaves, item))
    pieces: dict[int, SceneObject] = {}
    for index, item in sorted(innermost.items()):
        node = snapshot.nodes[snapshot.leaves[index].instance_id]
        if len(item.leaves) > 1 and node is not item.node:
            piece = pieces.setdefault(
                node.instance_id, SceneObject(node, kinds[node.instance_id], item.node.instance_id)
            )
            piece.leaves.append(index)
    return list(pieces.values())


def _top_level(snapshot: Snapshot, kinds: Mapping[int, Kind]) -> list[SceneObject]:
    top: dict[int, int] = {}
    found: dict[int, SceneObject] = {}
    for node in snapshot.nodes.values():
        if node.parent_id is None:
            top[node.instance_id] = node.instance_id
            found[node.instance_id] = SceneObject(node, kinds[node.instance_id], None)
        else:
            top[node.instance_id] = top[node.parent_id]
    for index, leaf in enumerate(snapshot.leaves):
        found[top[leaf.instance_id]].leaves.append(index)
    return [item for item in found.values() if item.kind.role is not Role.INVISIBLE]


def unknown_classes(snapshot: Snapshot, kinds: Mapping[int, Kind]) -> Counter[str]:
    """Classes of which the taxonomy knows nothing but the bare base class, counted by mobject."""
    return Counter(node.class_name for node in snapshot.nodes.values() if kinds[node.instance_id].unknown)


def descendants(snapshot: Snapshot) -> dict[int, list[Node]]:
    """For every node, itself and all nodes below it."""
    families: dict[int, list[Node]] = {key: [] for key in snapshot.nodes}
    for node in snapshot.nodes.values():
        at: int | None = node.instance_id
        while at is not None:
            families[at].append(node)
            at = snapshot.nodes[at].parent_id
    return families
