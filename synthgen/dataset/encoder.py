"""Encoding and writing pictures in the background, so that drawing the next one need not wait."""

from __future__ import annotations

import hashlib
from collections import deque
from concurrent.futures import Future, ThreadPoolExecutor
from pathlib import Path

from synthgen.core.snapshot import PixelArray
from synthgen.dataset.png import encode_png

_QUEUE_LENGTH = 4
"""Pictures waiting at a time: enough to even out slow ones, few enough to bound memory (6 MB each at 1080p)."""


class FrameEncoder:
    """Writes PNG files into a folder from one background thread. Errors come out of `submit` or `finish`, as raised."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="png")
        self._pending: deque[Future[None]] = deque()
        self._written: dict[str, tuple[int, str]] = {}

    def submit(self, name: str, pixels: PixelArray) -> None:
        """Queue one picture as `name`; its pixels must not change any more. Waits while the queue is full."""
        while len(self._pending) >= _QUEUE_LENGTH:
            self._pending.popleft().result()
        self._pending.append(self._pool.submit(self._write, name, pixels))

    def finish(self) -> dict[str, tuple[int, str]]:
        """Wait for all pictures; returns the size in bytes and the sha256 of each file by name."""
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
        data = encode_png(pixels)
        with (self._folder / name).open("xb") as file:
            file.write(data)
        self._written[name] = (len(data), hashlib.sha256(data).hexdigest())
