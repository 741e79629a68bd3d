"""Stream lines that flow: a thousand flashes, whose shapes follow from the time alone.

In a frame that nobody looks at only the time goes on. The last frame of a span is always made, for what comes after it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import Any

from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace

_passed_by = False


def install() -> None:
    replace(library("mobject.vector_field").AnimatedStreamLines, update)


@contextmanager
def frame(is_looked_at: bool) -> Iterator[None]:
    """Inside the block everything goes on by one frame, which is painted or the last of its span, or is neither."""
    global _passed_by
    _passed_by = not is_looked_at
    try:
        yield
    finally:
        _passed_by = False


def update(flow: Any, dt: float) -> None:
    """Let the lines flow on for a time."""
    lines = list(flow.stream_lines)
    if not _passed_by or any(line.anim.__class__ not in _flashes() for line in lines):
        as_in_library(update, flow, dt)
        return
    for line in lines:
        line.time += dt


@cache
def _flashes() -> frozenset[Any]:
    """The library's animations whose every moment stands for itself."""
    thinning = library("mobject.vector_field").ShowPassingFlashWithThinningStrokeWidth
    return frozenset({library("animation.indication").ShowPassingFlash, thinning})
