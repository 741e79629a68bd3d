"""The frames taken from a real video, on disk: written one by one, so that an interrupted run goes on where it was.

    raw/videos/<name>-<hash>/frames/<seconds>.png     shared by all rates
    raw/videos/<name>-<hash>/<rate>fps.jsonl          one line a sample, as it is taken
    raw/videos/<name>-<hash>/<rate>fps.json           written when the video was read to its end

The hash is of the file's content: another file of the same name never meets these frames.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

from synthgen.core.snapshot import PixelArray
from synthgen.dataset.files import explained_errors, pretty_json, write_atomically
from synthgen.dataset.layout import Layout, checked_name
from synthgen.dataset.png import encode_png
from synthgen.errors import DatasetError

_HASHED_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class StoredFrame:
    """A sample of a video: `index` / fps is when it was taken, `time` when the picture had come up (exact)."""

    index: int
    time: Fraction
    image: Path


@dataclass(frozen=True, slots=True)
class VideoSummary:
    """What is known of a video that was read to its end. `problem`: what was wrong with it, "" for nothing."""

    video: str
    width_px: int
    height_px: int
    average_fps: float
    duration_s: float | None
    fps: str
    samples: int
    problem: str


class VideoFrames:
    """The frames of one video at one rate, below a dataset's root."""

    def __init__(self, root: Path, video: Path, fps: Fraction) -> None:
        self.name = checked_name(f"{_safe(video.stem)}-{_content_hash(video)}")
        self.folder = Layout(root.absolute()).videos / self.name
        self.fps = fps
        rate = f"{float(fps):g}fps"
        self._lines = self.folder / f"{rate}.jsonl"
        self._summary = self.folder / f"{rate}.json"
        self._taken = list(self._read())

    @property
    def frames(self) -> list[StoredFrame]:
        """What has been taken so far, in order of time."""
        return list(self._taken)

    @property
    def next_index(self) -> int:
        return self._taken[-1].index + 1 if self._taken else 0

    @property
    def summary(self) -> VideoSummary | None:
        """None until the video has been read to its end."""
        try:
            return VideoSummary(**json.loads(self._summary.read_text(encoding="utf-8")))
        except (OSError, ValueError, TypeError):
            return None

    def add(self, index: int, time: Fraction, pixels: PixelArray) -> None:
        """Keep one sample; its picture is on disk before its line is. Raises DatasetError."""
        image = self.folder / "frames" / f"{float(time):013.6f}.png"
        if not image.is_file():
            write_atomically(image, encode_png(pixels))
        line = {"index": index, "time": f"{time.numerator}/{time.denominator}", "time_s": float(time)}
        with explained_errors(self._lines), self._lines.open("a", encoding="utf-8") as file:
            file.write(json.dumps({**line, "image": image.name}) + "\n")
        self._taken.append(StoredFrame(index, time, image))

    def finish(self, summary: VideoSummary) -> None:
        write_atomically(self._summary, pretty_json(asdict(summary)))

    def _read(self) -> Iterator[StoredFrame]:
        """The samples whose lines and pictures are whole; the file is cut back to them."""
        if not self._lines.is_file():
            return
        lines = self._lines.read_text(encoding="utf-8").splitlines(keepends=True)
        whole, latest = 0, -1
        for line in lines:
            try:
                fields = json.loads(line) if line.endswith("\n") else {}
                frame = StoredFrame(fields["index"], Fraction(fields["time"]), self.folder / "frames" / fields["image"])
            except (ValueError, KeyError, TypeError):
                break
            if not frame.image.is_file() or frame.index <= latest:
                break
            latest = frame.index
            whole += 1
            yield frame
        if whole < len(lines):
            write_atomically(self._lines, "".join(lines[:whole]))
            self._summary.unlink(missing_ok=True)


def _content_hash(video: Path) -> str:
    """Of the size, the first and the last megabyte: enough to tell files apart, and quick for large ones."""
    try:
        with video.open("rb") as file:
            size = file.seek(0, 2)
            file.seek(0)
            digest = hashlib.sha256(str(size).encode() + file.read(_HASHED_BYTES))
            file.seek(max(0, size - _HASHED_BYTES))
            digest.update(file.read())
    except OSError as error:
        raise DatasetError(f"cannot read {video}: {error.strerror}", "correct video.path") from error
    return digest.hexdigest()[:10]


def _safe(stem: str) -> str:
    """The part of a file's name that can be a folder's name everywhere."""
    kept = "".join(char if char.isalnum() or char in "-_. " else "_" for char in stem).strip(". ")
    return kept[:80] or "video"
