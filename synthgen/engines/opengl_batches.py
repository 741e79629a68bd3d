"""What manimgl sent to the GPU for a frame: neighbours of one kind in one batch, as its shaders receive them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import numpy.typing as npt

VertexArray = npt.NDArray[Any]


@dataclass(frozen=True, slots=True)
class Batch:
    """Mobjects painted by one draw: all their fills first, then all their strokes (the other way round if `behind`).

    `vertices` are the structured rows in the GPU's buffer, `counts` how many of them belong to each member.
    """

    members: tuple[Any, ...]
    vertices: VertexArray
    counts: tuple[int, ...]
    uniforms: Mapping[str, Any]
    shader: str
    is_vector: bool
    behind: bool
    depth_test: bool
    primitive: int

    def pieces(self) -> Iterator[tuple[Any, VertexArray]]:
        """Each member with its own rows."""
        start = 0
        for member, count in zip(self.members, self.counts, strict=True):
            yield member, self.vertices[start : start + count]
            start += count


def painted_batches(mobjects: Iterable[Any]) -> list[Batch]:
    """The batches of mobjects that were just rendered, in the order they were painted."""
    return [batch for mobject in mobjects for batch in _batches(mobject)]


def _batches(mobject: Any) -> list[Batch]:
    """One mobject's batches: the family cut up by shader as `get_shader_wrapper_list` does."""
    wrappers = list(mobject.shader_wrappers)
    groups: list[list[Any]] = []
    last = None
    for member in mobject.family_members_with_points():
        key = member.shader_wrapper.get_id() if member.shader_wrapper is not None else None
        if key is None or key != last:
            groups.append([])
        groups[-1].append(member)
        last = key
    if len(groups) != len(wrappers):  # The family changed and nobody told the engine: it painted the old one.
        return []
    return [_batch(wrapper, members) for wrapper, members in zip(wrappers, groups, strict=True) if wrapper.programs]


def _batch(wrapper: Any, members: list[Any]) -> Batch:
    counts = tuple(_row_count(member) for member in members)
    vertices = wrapper.vert_data
    if len(vertices) != sum(counts):
        vertices = np.concatenate([member.get_shader_data() for member in members])
    return Batch(
        members=tuple(members),
        vertices=vertices.copy(),
        counts=counts,
        uniforms={name: np.copy(value) for name, value in wrapper.mobject_uniforms.items()},
        shader=wrapper.shader_folder or "",
        is_vector=hasattr(wrapper, "stroke_program"),
        behind=bool(getattr(wrapper, "stroke_behind", False)),
        depth_test=bool(wrapper.depth_test),
        primitive=int(wrapper.render_primitive),
    )


def _row_count(member: Any) -> int:
    indices = member.get_shader_vert_indices()
    return len(member.data) if indices is None else len(indices)
