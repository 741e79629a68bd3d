"""Edits on live mobjects, undone without a trace: the mobject vocabulary is the same in every engine."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Iterator, Mapping, MutableSequence, Sequence
from contextlib import contextmanager
from math import radians
from typing import Any

import numpy as np

from synthgen.core.edits import Addition, AnyEdit, Edit, Order
from synthgen.core.geometry import FloatArray
from synthgen.core.snapshot import Node
from synthgen.engines.identity import IdentityBook
from synthgen.engines.tree import MobjectReader, corners

Attributes = list[tuple[Any, dict[str, Any]]]

_COLOR_ATTRIBUTES = ("fill_rgbas", "stroke_rgbas", "background_stroke_rgbas", "rgbas")
_COLOR_FIELDS = ("rgba", "fill_rgba", "stroke_rgba")
_WIDTH_ATTRIBUTES = ("stroke_width", "background_stroke_width")
_MEMBERS_AT_MOST = 1000
_MUTABLE = (np.ndarray, list)


@contextmanager
def edited(edits: Sequence[AnyEdit], mobjects: Mapping[int, Any]) -> Iterator[None]:
    """Apply the edits of objects to the mobjects (by instance id) inside the block; afterwards all is as it was.

    Raises KeyError for an id that is not on screen.
    """
    targets = [(edit, mobjects[edit.instance_id]) for edit in edits if isinstance(edit, Edit)]
    with replaced(copied_attributes(families(mobject for _, mobject in targets))):
        for edit, mobject in targets:
            _apply(edit, mobject)
        yield


def copied_attributes(members: Iterable[Any]) -> Attributes:
    """What members hold now, each once, with arrays and lists copied: edits change those in place."""
    distinct = {id(member): member for member in members}
    return [
        (member, {key: value.copy() if type(value) in _MUTABLE else value for key, value in member.__dict__.items()})
        for member in distinct.values()
    ]


@contextmanager
def replaced(attributes: Attributes) -> Iterator[None]:
    """Inside the block members hold these attributes; afterwards the very objects they held before."""
    before = [(member, dict(member.__dict__)) for member, _ in attributes]
    try:
        for member, held in attributes:
            _hold(member, held)
        yield
    finally:
        for member, held in before:
            _hold(member, held)


def _hold(member: Any, attributes: dict[str, Any]) -> None:
    member.__dict__.clear()
    member.__dict__.update(attributes)


def _apply(edit: Edit, mobject: Any) -> None:
    about = {} if edit.about is None else {"about_point": np.array(edit.about)}
    if edit.scale != 1.0:
        mobject.scale(edit.scale, **about)
    if edit.rotate_deg:
        mobject.rotate(radians(edit.rotate_deg), **about)
    if any(edit.shift):
        mobject.shift(np.array(edit.shift))
    if edit.color is not None:
        mobject.set_color(edit.color)
    if edit.opacity is not None:
        mobject.set_opacity(edit.opacity)
    fade = 0.0 if edit.hidden else edit.fade
    if edit.recolor is not None or fade != 1.0 or edit.stroke_scale != 1.0:
        for member in mobject.get_family():
            _restyle(member, edit, fade)


def _restyle(member: Any, edit: Edit, fade: float) -> None:
    """Change what a member is painted with, wherever its engine keeps that."""
    for rgba in _colors(member):
        if edit.recolor is not None:
            rgba[..., :3] = edit.recolor.apply(np.asarray(rgba[..., :3], dtype=float).reshape(-1, 3)).reshape(
                rgba[..., :3].shape
            )
        rgba[..., 3] *= fade
    attributes = member.__dict__
    for name in _WIDTH_ATTRIBUTES:
        if isinstance(attributes.get(name), int | float | np.number):
            attributes[name] = attributes[name] * edit.stroke_scale
    picture = attributes.get("pixel_array")
    if fade != 1.0 and isinstance(picture, np.ndarray) and picture.ndim == 3 and picture.shape[2] == 4:
        picture[:, :, 3] = np.round(picture[:, :, 3] * fade)
    data = attributes.get("data")
    if isinstance(data, np.ndarray) and data.dtype.names:
        for name, factor in (("stroke_width", edit.stroke_scale), ("opacity", fade)):
            if name in data.dtype.names:
                data[name] *= factor
    if hasattr(type(member), "note_changed_data"):
        member.note_changed_data()


def _colors(member: Any) -> Iterator[FloatArray]:
    """The arrays of colours (..., 4) of a member: attributes in the Cairo engines, fields of its data in manimgl."""
    for name in _COLOR_ATTRIBUTES:
        rgbas = member.__dict__.get(name)
        if isinstance(rgbas, np.ndarray) and rgbas.ndim == 2 and rgbas.shape[1] == 4:
            yield rgbas
    data = member.__dict__.get("data")
    if isinstance(data, np.ndarray) and data.dtype.names:
        yield from (data[name] for name in _COLOR_FIELDS if name in data.dtype.names)


@contextmanager
def ordered(edits: Sequence[AnyEdit], lists: Sequence[MutableSequence[Any]], book: IdentityBook) -> Iterator[None]:
    """Inside the block the mobjects that an Order names stand in its order in each list that has them."""
    before = [list(items) for items in lists]
    try:
        for edit in edits:
            if isinstance(edit, Order):
                rank = {instance_id: number for number, instance_id in enumerate(edit.instance_ids)}
                for items in lists:
                    _reorder(items, rank, book)
        yield
    finally:
        for items, held in zip(lists, before, strict=True):
            items[:] = held


def _reorder(items: MutableSequence[Any], rank: Mapping[int, int], book: IdentityBook) -> None:
    ids = [book.of(item).instance_id for item in items]
    places = [place for place, instance_id in enumerate(ids) if instance_id in rank]
    chosen = sorted((items[place] for place in places), key=lambda item: rank[book.of(item).instance_id])
    for place, item in zip(places, chosen, strict=True):
        items[place] = item


def added(edits: Sequence[AnyEdit], library_name: str, book: IdentityBook) -> list[Any]:
    """The mobjects that the edits add, made of the library's own classes, with ids of their own.

    The scene's own count of ids goes on as if nothing had been made.
    """
    wanted = [edit for edit in edits if isinstance(edit, Addition)]
    if not wanted:
        return []
    library = _everything(library_name)
    with book.aside():
        made = [_shape(library, edit) for edit in wanted]
        for edit, mobject in zip(wanted, made, strict=True):
            for number, member in enumerate(mobject.get_family()):
                book.name(member, edit.instance_id * _MEMBERS_AT_MOST - number)
    return made


def _everything(library_name: str) -> Any:
    """The module that has all classes of a library: the package itself, or the one period scenes import."""
    inner = f"{library_name}.imports"
    found = importlib.util.find_spec(inner) is not None
    return importlib.import_module(inner if found else library_name)


def _shape(library: Any, edit: Addition) -> Any:
    half = np.array([edit.size / 2, 0.0, 0.0])
    match edit.shape:
        case "line" | "arrow":
            name = edit.shape.capitalize()
            mobject = getattr(library, name)(-half, half, **({"buff": 0} if name == "Arrow" else {}))
        case _:
            mobject = getattr(library, edit.shape.capitalize())()
    width = mobject.get_right()[0] - mobject.get_left()[0]
    height = mobject.get_top()[1] - mobject.get_bottom()[1]
    mobject.scale(edit.size / max(float(width), float(height)))
    mobject.rotate(radians(edit.rotate_deg))
    mobject.set_color(edit.color)
    if edit.shape not in ("line", "arrow"):
        mobject.set_fill(edit.color, opacity=edit.fill_opacity)
        mobject.set_stroke(edit.color, width=edit.stroke_width)
    mobject.move_to(np.array(edit.center))
    return mobject


def renamed(
    before: Mapping[int, Node], shown: Mapping[int, Any], reader: MobjectReader, added_nodes: Mapping[int, Node]
) -> dict[int, Node]:
    """Nodes of a moment drawn again, called what they were when it was drawn first: only where they are is new.

    The scene may have gone on since, and with it what its mobjects are to show. `shown` are the mobjects by id.
    """
    nodes = {}
    for instance_id, node in before.items():
        mobject = shown.get(instance_id if node.appearance_of is None else node.appearance_of)
        nodes[instance_id] = node if mobject is None else _moved(node, mobject, reader)
    return {**nodes, **{key: node for key, node in added_nodes.items() if key not in nodes}}


def _moved(node: Node, mobject: Any, reader: MobjectReader) -> Node:
    bounds = corners(reader.anchor_points(mobject))
    return node._replace(anchor_bounds=bounds, engine_z_index=reader.z_index(mobject))


def families(roots: Iterable[Any]) -> Iterator[Any]:
    """All members of all families, parents first."""
    for root in roots:
        yield from root.get_family()
