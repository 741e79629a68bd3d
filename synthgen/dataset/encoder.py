"""Encoding and writing pictures in the background, so that drawing the next one need not wait."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from synthgen.core.snapshot import PixelArray
from synthgen.dataset.image_formats import ImageFormat, encode_image

_QUEUE_LENGTH = 4
"""Pictures waiting at a time: enough to even out slow ones, few enough to bound memory (6 MB each at 1080p)."""


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written: its name, its size, and the hash of its content."""

    name: str
    bytes: int
    sha256: str


class FrameEncoder:
    """Writes pictures below a folder from one background thread; the same picture is written once.

    Errors come out of `submit` or `finish`, as raised.
    """

    def __init__(self, folder: Path, image_format: ImageFormat) -> None:
        self._folder, self._format = folder, image_format
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="encoder")
        self._pending: deque[Future[None]] = deque()
        self._written: dict[str, Written] = {}
        self._by_content: dict[str, Written] = {}

    def submit(self, name: str, pixels: PixelArray) -> None:
        """Queue one picture as `name`; its pixels must not change any more. Waits while the queue is full."""
        while len(self._pending) >= _QUEUE_LENGTH:
            self._pending.popleft().result()
        self._pending.append(self._pool.submit(self._write, name, pixels))

    def finish(self) -> dict[str, Written]:
        """Wait for all pictures; returns by name which file each is in."""
        try:
            while self._pending:
                self._pending.popleft().result()
        finally:
            self.cancel()
        return self._written

    def cancel(self) -> None:
        """Drop what is still waiting and end the thread; what is being written is finished first."""
        self._pool.shutdown(wait=True, cancel_futures=True)

    def _write(self, name: str, pixels: PixelArray) -> None:
        data = encode_image(pixels, self._format)
        digest = hashlib.sha256(data).hexdigest()
        known = self._by_content.get(digest)
        if known is None:
            known = self._by_content[digest] = Written(name, len(data), digest)
            with (self._folder / name).open("xb") as file:
                file.write(data)
        self._written[name] = known
