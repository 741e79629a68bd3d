"""What was painted, recorded at the draw calls themselves: order and geometry are the engine's, not derived again."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from synthgen.core.paint import Paint, Quad
from synthgen.engines.displays import Window, displays_of, seen_through, window_of


@dataclass(frozen=True, slots=True)
class Drawn:
    """One mobject as it was painted into the picture; `window` is what it is seen through, if not directly."""

    mobject: Any
    paints: tuple[Paint, ...]
    window: Window | None = None


class DrawLog:
    """Collects draw calls of one camera while recording is on; otherwise costs one comparison a call.

    What the cameras behind its displays painted is entered where the display itself is painted, as seen through it.
    """

    def __init__(self) -> None:
        self._camera: Any = None
        self._drawn: list[Drawn] = []
        self._inside: dict[int, list[Drawn]] = defaultdict(list)

    def listens_to(self, camera: Any) -> bool:
        """Whether draws of this camera are being recorded."""
        if self._camera is None:
            return False
        return camera is self._camera or any(camera is display.camera for display in displays_of(self._camera))

    def add(self, camera: Any, mobject: Any, paints: tuple[Paint, ...]) -> None:
        if not paints:
            return
        if camera is not self._camera:
            self._inside[id(camera)].append(Drawn(mobject, paints))
            return
        self._drawn.append(Drawn(mobject, paints))
        if isinstance(paints[0], Quad) and any(mobject is display for display in displays_of(camera)):
            window = window_of(mobject, paints[0])
            for inner in self._inside[id(window.camera)]:
                self._drawn.append(Drawn(inner.mobject, seen_through(window, inner.paints), window))

    def begin_displays(self) -> None:
        """The cameras behind the displays start with empty pictures."""
        self._inside.clear()

    @contextmanager
    def recording(self, camera: Any) -> Iterator[list[Drawn]]:
        """Record the draws of `camera` inside the block into the list it yields."""
        before = self._camera, self._drawn, self._inside
        self._camera, self._drawn, self._inside = camera, [], defaultdict(list)
        try:
            yield self._drawn
        finally:
            self._camera, self._drawn, self._inside = before
