"""Drawing out of turn without a trace: mobjects, and what the GPU holds of them, are put back as they were."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from synthgen.engines.opengl_batches import VertexArray


@contextmanager
def undisturbed(mobjects: Iterable[Any]) -> Iterator[None]:
    """Whatever happens in the block to these mobjects, their families and all groups they are in is undone.

    Drawing is not free of side effects in manimgl: it computes joints and normals, marks data as read and fills
    buffers. A draw that the stock renderer would not make must therefore be taken back, down to the same array objects
    (scenes keep views of them).
    """
    members = _all_around(mobjects)
    saved = [_Saved(member) for member in members]
    wrappers = {id(w): w for member in members for w in member.__dict__.get("shader_wrappers") or ()}
    vertices = [(wrapper, wrapper.vert_data, wrapper.vert_data.copy()) for wrapper in wrappers.values()]
    try:
        yield
    finally:
        for one in saved:
            one.restore()
        for wrapper, array, content in vertices:
            _refill(wrapper, array, content)


class Held:
    """Mobjects, their families and all groups they are in, as they are now, to be put back much later."""

    def __init__(self, mobjects: Iterable[Any]) -> None:
        self._members = _all_around(mobjects)
        self._saved = [_Saved(member) for member in self._members]

    @contextmanager
    def put_back(self) -> Iterator[None]:
        """Inside the block all is as it was; afterwards as it is now."""
        with undisturbed(self._members):
            for one in self._saved:
                one.restore()
            for member in self._members:
                member._data_has_changed = True  # What the GPU holds is of another time.
            yield


class _Saved:
    """One mobject's attributes, with the contents of its arrays, lists and uniforms."""

    def __init__(self, mobject: Any) -> None:
        self._mobject = mobject
        self._attributes = dict(mobject.__dict__)
        values = [*self._attributes.values(), *mobject.uniforms.values()]
        self._arrays = [(value, value.copy()) for value in values if isinstance(value, np.ndarray)]
        self._lists = [(value, list(value)) for value in self._attributes.values() if isinstance(value, list)]
        self._uniforms = dict(mobject.uniforms)

    def restore(self) -> None:
        attributes = self._mobject.__dict__
        made_meanwhile = attributes.get("shader_wrapper")
        if made_meanwhile is not None and self._attributes.get("shader_wrapper") is None:
            made_meanwhile.release()
        attributes.clear()
        attributes.update(self._attributes)
        for array, content in self._arrays:
            if array.flags.writeable:
                array[...] = content
        for items, members in self._lists:
            items[:] = members
        self._mobject.uniforms.clear()
        self._mobject.uniforms.update(self._uniforms)


def _all_around(mobjects: Iterable[Any]) -> list[Any]:
    """The families of mobjects and everything above them, each once."""
    found: dict[int, Any] = {}
    waiting = list(mobjects)
    while waiting:
        mobject = waiting.pop()
        if id(mobject) not in found:
            found[id(mobject)] = mobject
            waiting += [*mobject.submobjects, *mobject.parents]
    return list(found.values())


def _refill(wrapper: Any, array: VertexArray, content: VertexArray) -> None:
    """Give a shader wrapper its vertices back; one that held none yet is left to the next draw."""
    if wrapper.vbo is None or len(content) == 0:
        return
    wrapper.vert_data = array
    wrapper.read_in([content])
