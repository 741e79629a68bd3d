"""Decoding video with exact timestamps (PyAV), and saying clearly what is wrong with a file that cannot be decoded.

Time is in seconds from the container's start, as players and transcripts count it: an exact Fraction, never a frame
number over a nominal rate, so a variable frame rate needs no special care.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from synthgen.core.snapshot import PixelArray
from synthgen.errors import VideoError

if TYPE_CHECKING:
    from av.container import InputContainer
    from av.video.frame import VideoFrame as AvFrame
    from av.video.stream import VideoStream

_UNSPECIFIED = 2
"""FFmpeg's AVCOL_SPC_UNSPECIFIED."""
_HD_HEIGHT_PX = 720
_MISSING_S = 1.0
"""A file that stops this much before the end it declares has been cut short."""
_MISSING_SHARE = 0.02


@dataclass(frozen=True, slots=True)
class VideoInfo:
    """What a file says of its picture. `width_px` is that of square pixels; `duration_s` is None where not declared."""

    path: Path
    width_px: int
    height_px: int
    average_fps: float
    duration_s: float | None


@dataclass(frozen=True, slots=True)
class Sample:
    """The picture on screen at a sampling time. `index` / fps is that time; `time` is when the frame came up."""

    index: int
    time: Fraction
    pixels: PixelArray


def probe(path: Path) -> VideoInfo:
    """What the file declares; nothing is decoded. Raises VideoError for a file without readable video."""
    with _opened(path) as (container, stream):
        return _info(path, container, stream)


def samples(path: Path, fps: Fraction, first_index: int = 0) -> Iterator[Sample]:
    """The pictures on screen at the times `first_index` / fps, (`first_index` + 1) / fps, ... to the video's end.

    Each is the last frame that came up at or before its time, RGB. Raises VideoError at once where there is no
    readable video, and after the last picture that could be had where the file is damaged or cut short.
    """
    with _opened(path) as (container, stream):
        info = _info(path, container, stream)
        start = Fraction(container.start_time or 0, 1_000_000)
        if first_index and stream.time_base:
            # Backward to a keyframe: what comes before the time asked for is decoded and left out below.
            container.seek(int((first_index / fps + start) / stream.time_base), stream=stream)
        damaged = _Damage()
        held: _Held | None = None
        index = first_index
        for time, frame in _timed_frames(container, stream, start, damaged):
            if held is not None:
                while index / fps < time:
                    yield held.sample(index)
                    index += 1
            held = _Held(time, frame)
            index = max(index, math.ceil(time * fps)) if index / fps < time else index
        if held is None:
            if first_index == 0:
                raise VideoError(f"{path}: none of its frames can be decoded", _GET_AGAIN)
            return
        end = held.time + _frame_duration(stream)
        while index / fps < end:
            yield held.sample(index)
            index += 1
        damaged.check(path, info, float(end))


class _Held:
    """A decoded frame, converted to RGB only when it is asked for, and once."""

    def __init__(self, time: Fraction, frame: AvFrame) -> None:
        self.time = time
        self._frame = frame
        self._pixels: PixelArray | None = None

    def sample(self, index: int) -> Sample:
        if self._pixels is None:
            self._pixels = _rgb(self._frame)
        return Sample(index, self.time, self._pixels)


@dataclass
class _Damage:
    packets: int = 0
    stopped: str = ""

    def check(self, path: Path, info: VideoInfo, end_s: float) -> None:
        """Raise VideoError if the video was not read whole."""
        declared_s = info.duration_s or 0.0
        missing_s = declared_s - end_s
        if self.stopped or missing_s > max(_MISSING_S, _MISSING_SHARE * declared_s):
            said = f", and says it lasts {declared_s:.1f} s" if declared_s else ""
            raise VideoError(f"{path}: cut short or damaged; it can be read up to {end_s:.1f} s{said}", _KEPT)
        if self.packets:
            raise VideoError(f"{path}: damaged; {self.packets} pieces of it could not be decoded", _KEPT)


_GET_AGAIN = "get the file again, or check it with a player"
_KEPT = "what could be read was kept and is used; get the file again for the rest"


@contextmanager
def _opened(path: Path) -> Iterator[tuple[InputContainer, VideoStream]]:
    import av

    if not path.is_file():
        raise VideoError(f"{path}: there is no such file", "correct video.path")
    if path.stat().st_size == 0:
        raise VideoError(f"{path}: the file is empty", _GET_AGAIN)
    try:
        container = av.open(str(path))
    except (av.error.FFmpegError, OSError) as error:
        raise VideoError(f"{path}: not a readable video ({error.strerror or error})", _GET_AGAIN) from error
    with container:
        if not container.streams.video:
            kinds = ", ".join(sorted({stream.type for stream in container.streams})) or "nothing"
            raise VideoError(f"{path}: there is no picture in it, only {kinds}", "give the file that has the video")
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        yield container, stream


def _info(path: Path, container: InputContainer, stream: VideoStream) -> VideoInfo:
    context = stream.codec_context
    if not context.width or not context.height:
        raise VideoError(f"{path}: its video stream has no picture size; the file is damaged", _GET_AGAIN)
    if stream.duration is not None and stream.time_base is not None:
        duration_s: float | None = float(stream.duration * stream.time_base)
    else:
        duration_s = container.duration / 1e6 if container.duration else None
    width_px = _square_width_px(context.width, stream.sample_aspect_ratio)
    return VideoInfo(path, width_px, context.height, float(stream.average_rate or 0), duration_s)


def _timed_frames(
    container: InputContainer, stream: VideoStream, start: Fraction, damage: _Damage
) -> Iterator[tuple[Fraction, AvFrame]]:
    """Every frame that can be decoded, in the order of presentation. Damaged packets are counted and passed over."""
    import av

    packets = container.demux(stream)
    latest: Fraction | None = None
    while True:
        try:
            packet = next(packets)
        except StopIteration:
            return
        except (av.error.FFmpegError, OSError) as error:
            damage.stopped = str(error)
            return
        try:
            frames = packet.decode()
        except (av.error.FFmpegError, OSError):
            damage.packets += 1
            continue
        for frame in frames:
            if frame.pts is None or frame.time_base is None:
                damage.packets += 1
                continue
            time = frame.pts * frame.time_base - start
            # Streams glued together badly step back in time; such frames never come on screen in a player.
            if latest is None or time > latest:
                latest = time
                yield time, frame


def _frame_duration(stream: VideoStream) -> Fraction:
    return 1 / stream.average_rate if stream.average_rate else Fraction(1, 30)


def _rgb(frame: AvFrame) -> PixelArray:
    from av.video.reformatter import Colorspace

    # Files that do not say: by convention BT.709 for HD and BT.601 below; FFmpeg would take BT.601 for all.
    unspecified = int(frame.colorspace) == _UNSPECIFIED
    source = (Colorspace.ITU709 if frame.height >= _HD_HEIGHT_PX else Colorspace.ITU601) if unspecified else None
    width_px = _square_width_px(frame.width, getattr(frame, "sample_aspect_ratio", None))
    converted = frame.reformat(width=width_px, format="rgb24", src_colorspace=source)
    pixels: PixelArray = np.asarray(converted.to_ndarray(), np.uint8)
    turns = round((getattr(frame, "rotation", 0) or 0) / 90) % 4
    return np.ascontiguousarray(np.rot90(pixels, turns)) if turns else pixels


def _square_width_px(width_px: int, aspect: Fraction | None) -> int:
    return round(width_px * aspect) if aspect else width_px
