"""Small scenes drawn without an engine, for matching: shapes, words and curves that move, on a dark background."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import av
import cv2
import numpy as np

from synthgen.core.snapshot import PixelArray

SIZE_PX = (480, 270)
DURATION_S = 8.0
NAMES = tuple("ABCDEFGH")
WORDS = "alpha beta gamma delta kappa lambda sigma omega".split()


def picture(name: str, time_s: float, size_px: tuple[int, int] = SIZE_PX) -> PixelArray:
    """The scene at a time: a title that stays, two shapes that move, a curve that grows; then all stands still."""
    number = ord(name[-1]) - ord("A")
    moving_s = min(time_s, DURATION_S - 1.5)
    canvas = np.zeros((270, 480, 3), np.uint8)
    cv2.putText(canvas, f"{WORDS[number % 8]} {number}", (30 + 12 * number, 34), 0, 0.8, (255, 255, 255), 1, 16)
    x = int(60 + 8 * number + 40 * moving_s)
    y = int(150 + 40 * np.sin(moving_s + number))
    if number % 2:
        cv2.circle(canvas, (x, y), 22 + 2 * number, (80, 200, 90), -1, 16)
    else:
        cv2.rectangle(canvas, (x, y), (x + 40 + 3 * number, y + 34), (70, 150, 230), -1)
    angle = 0.5 * moving_s * (1 + number / 5)
    tip = (int(330 + 70 * np.cos(angle)), int(160 + 70 * np.sin(angle)))
    cv2.line(canvas, (330, 160), tip, (240, 220, 60), 2, 16)
    xs = np.linspace(0, moving_s / DURATION_S, 60)
    curve = np.stack([30 + 400 * xs, 235 - 20 * np.sin((4 + number) * xs * 3)], axis=1)
    cv2.polylines(canvas, [np.int32(curve)], False, (230, 90, 90), 2, 16)
    return canvas if size_px == SIZE_PX else np.asarray(cv2.resize(canvas, size_px, interpolation=cv2.INTER_AREA))


def write(path: Path, times: list[Fraction], size_px: tuple[int, int] = SIZE_PX, codec: str = "mpeg4") -> None:
    """A video of scene A whose frames come up at exactly these times."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream(codec, rate=30)
        stream.width, stream.height = size_px
        stream.pix_fmt = "bgr0" if codec == "ffv1" else "yuv420p"
        stream.codec_context.time_base = Fraction(1, 1000)
        for time in times:
            frame = av.VideoFrame.from_ndarray(picture("A", float(time), size_px), format="rgb24")
            frame.pts, frame.time_base = int(time * 1000), Fraction(1, 1000)
            container.mux(stream.encode(frame))
        container.mux(stream.encode(None))


def write_plain(path: Path | str, parts: list[tuple[int, float]], fps: int = 10) -> None:
    """A video of plain grey pictures: (level, seconds), one after another, with cuts between."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("mpeg4", rate=fps)
        stream.width, stream.height, stream.pix_fmt = *SIZE_PX, "yuv420p"
        for level, duration_s in parts:
            for _ in range(round(duration_s * fps)):
                pixels = np.full((SIZE_PX[1], SIZE_PX[0], 3), level, np.uint8)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode(None))


def write_sound(path: Path) -> None:
    """A file with a second of sound and no picture."""
    with av.open(str(path), "w") as container:
        stream = container.add_stream("pcm_s16le", rate=8000, layout="mono")
        frame = av.AudioFrame.from_ndarray(np.zeros((1, 8000), np.int16), format="s16", layout="mono")
        frame.sample_rate, frame.pts = 8000, 0
        container.mux(stream.encode(frame))
        container.mux(stream.encode(None))
