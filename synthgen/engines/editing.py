"""Edits on live mobjects, undone without a trace: the mobject vocabulary is the same in every engine."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from math import radians
from typing import Any

import numpy as np

from synthgen.core.edits import Edit


@contextmanager
def edited(edits: Sequence[Edit], mobjects: Mapping[int, Any]) -> Iterator[None]:
    """Apply edits to the mobjects (by instance id) inside the block; afterwards every attribute is as it was.

    Raises KeyError for an id that is not on screen.
    """
    targets = [(edit, mobjects[edit.instance_id]) for edit in edits]
    family = {id(member): member for _, mobject in targets for member in mobject.get_family()}
    saved = [(member, _copied(member.__dict__)) for member in family.values()]
    try:
        for edit, mobject in targets:
            _apply(edit, mobject)
        yield
    finally:
        for member, attributes in saved:
            member.__dict__.clear()
            member.__dict__.update(attributes)


def _copied(attributes: dict[str, Any]) -> dict[str, Any]:
    """Attributes with arrays and lists copied: edits change arrays in place and replace everything else."""
    return {key: value.copy() if isinstance(value, np.ndarray | list) else value for key, value in attributes.items()}


def _apply(edit: Edit, mobject: Any) -> None:
    if edit.scale != 1.0:
        mobject.scale(edit.scale)
    if edit.rotate_deg:
        mobject.rotate(radians(edit.rotate_deg))
    if any(edit.shift):
        mobject.shift(np.array(edit.shift))
    if edit.color is not None:
        mobject.set_color(edit.color)
    if edit.opacity is not None:
        mobject.set_opacity(edit.opacity)
    if edit.hidden:
        mobject.set_opacity(0.0)


def families(roots: Iterable[Any]) -> Iterator[Any]:
    """All members of all families, parents first."""
    for root in roots:
        yield from root.get_family()
