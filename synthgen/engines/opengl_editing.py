"""Edits of what manimgl's camera sees: where it looks, and which mobjects are painted in which order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import numpy as np

from synthgen.core.edits import AnyEdit, CameraMove, Order


@contextmanager
def moved_camera(edits: Sequence[AnyEdit], frame: Any) -> Iterator[None]:
    """Apply camera moves to the camera's frame; whoever draws takes them back (the frame is a mobject)."""
    for edit in edits:
        if isinstance(edit, CameraMove):
            frame.scale(1.0 / edit.zoom)
            frame.shift(np.array([edit.pan_x * frame.get_width(), edit.pan_y * frame.get_height(), 0.0]))
    yield


def singly(edits: Sequence[AnyEdit], groups: Sequence[Any]) -> list[Any]:
    """What to paint: the scene's own batches, or each mobject by itself where the order is to change."""
    if not any(isinstance(edit, Order) for edit in edits):
        return list(groups)
    return [mobject for group in groups for mobject in group.submobjects]
