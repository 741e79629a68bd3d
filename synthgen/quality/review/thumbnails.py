"""Small pictures for the grid: made when first looked at, kept on disk by what the picture holds."""

from __future__ import annotations

import os
import threading
from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image

from synthgen.dataset.files import write_atomically
from synthgen.errors import DatasetError
from synthgen.quality.review.catalogue import Entry

WIDTHS_PX = (320, 640)
"""For grids on common and on 4K screens."""
_QUALITY = 82
_LARGEST_PX = 100_000_000


class Thumbnails:
    """Thumbnails of frames, below `folder`. No more are made at once than there are processors: each needs its whole
    picture in memory."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._slots = threading.Semaphore(len(os.sched_getaffinity(0)))

    def path(self, entry: Entry, width_px: int) -> Path:
        """The file of a frame's thumbnail. Raises DatasetError when the picture cannot be read."""
        name = sha256(f"{entry.frame_id}\0{entry.version}".encode()).hexdigest()
        path = self._folder / str(width_px) / name[:2] / f"{name}.webp"
        if not path.is_file():
            with self._slots:
                write_atomically(path, _drawn(entry, width_px))
        return path


def _drawn(entry: Entry, width_px: int) -> bytes:
    try:
        with Image.open(entry.picture()) as picture:
            if picture.width * picture.height > _LARGEST_PX:
                raise DatasetError(f"{entry.image} is too large to show", "Leave it out of the review.")
            height_px = max(1, round(picture.height * width_px / picture.width))
            # Averaging whole pixels first is much faster and looks the same at this size.
            factor = max(1, picture.width // (2 * width_px))
            small = picture.convert("RGB").reduce(factor).resize((width_px, height_px), Image.Resampling.LANCZOS)
    except OSError as error:
        raise DatasetError(f"cannot read {entry.image}: {error}", "Run its scene again.") from error
    file = BytesIO()
    small.save(file, "WEBP", quality=_QUALITY, method=2)
    return file.getvalue()
