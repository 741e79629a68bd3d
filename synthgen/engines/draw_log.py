"""What was painted, recorded at the draw calls themselves: order and geometry are the engine's, not derived again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from synthgen.core.paint import Paint


@dataclass(frozen=True, slots=True)
class Drawn:
    """One mobject as it was painted."""

    mobject: Any
    paints: tuple[Paint, ...]


class DrawLog:
    """Collects draw calls of the main camera while recording is on; otherwise costs one comparison a call."""

    def __init__(self) -> None:
        self._camera: Any = None
        self._drawn: list[Drawn] = []

    def listens_to(self, camera: Any) -> bool:
        """Whether draws of this camera are being recorded (sub-cameras of a zoomed scene are not)."""
        return self._camera is not None and camera is self._camera

    def add(self, mobject: Any, paints: tuple[Paint, ...]) -> None:
        if paints:
            self._drawn.append(Drawn(mobject, paints))

    @contextmanager
    def recording(self, camera: Any) -> Iterator[list[Drawn]]:
        """Record the draws of `camera` inside the block into the list it yields."""
        before = self._camera, self._drawn
        self._camera, self._drawn = camera, []
        try:
            yield self._drawn
        finally:
            self._camera, self._drawn = before
