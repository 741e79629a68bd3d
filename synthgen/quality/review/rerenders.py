"""The re-render beside a real frame: where it lies over the real picture, and its file."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from synthgen.dataset.transfers import TransferredFrame
from synthgen.errors import DatasetError
from synthgen.quality.review.safe_paths import safe_file


class Rerenders:
    """Re-renders by the id of their real frame; `root` is that of the real frames, which lies in the rendered one."""

    def __init__(self, root: Path, transfers: Mapping[str, TransferredFrame]) -> None:
        self._rendered_root = root.parent
        self._transfers = transfers

    def picture(self, frame_id: str) -> Path:
        """The picture's file. Raises DatasetError when there is none, or it is no plain file of the dataset."""
        line = self._transfers.get(frame_id)
        if line is None:
            raise DatasetError(f"{frame_id} has no re-render", "Only frames of matched videos have one.")
        return safe_file(self._rendered_root, line.rendered_image)

    def fields(self, frame_id: str) -> dict[str, Any] | None:
        """What the page needs to draw it; None for a frame that has none, or whose re-render is gone."""
        line = self._transfers.get(frame_id)
        if line is None or not (self._rendered_root / line.rendered_image).is_file():
            return None
        return {
            "scale": line.scale,
            "dx_px": line.dx_px,
            "dy_px": line.dy_px,
            "confidence": line.confidence,
            "video": line.video,
            "time_s": line.time_s,
            "rendered": line.rendered_frame_id,
        }
