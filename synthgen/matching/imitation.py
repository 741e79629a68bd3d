"""Videos made from re-rendered scenes, treated as real ones are: the truth about them is known to the millisecond.

Other speeds, pauses, left-out pieces, title cards, foreign material, scenes in another order; another size and rate,
H.264 at a low bitrate, a logo, other colours, a removed object, strokes and faint lines of another library.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import cv2
import numpy as np
from numpy.random import Generator

from synthgen.core.snapshot import PixelArray
from synthgen.matching.pictures import fitted

ScenePicture = Callable[[str, float], PixelArray]
"""The picture of a scene at a time in seconds."""


@dataclass(frozen=True, slots=True)
class Piece:
    """`start_s` to `end_s` of the video. `scene` is "" for a title card.

    Between the knots (video seconds, scene seconds) time runs evenly; equal scene seconds are a pause. `known`:
    whether the scene is among the candidates.
    """

    scene: str
    start_s: float
    end_s: float
    knots: tuple[tuple[float, float], ...] = ()
    known: bool = True

    def scene_time_s(self, video_time_s: float) -> float:
        return float(np.interp(video_time_s, [knot[0] for knot in self.knots], [knot[1] for knot in self.knots]))


@dataclass(frozen=True, slots=True)
class Look:
    """How the picture differs from the re-render. `drift` (0..1): how far strokes and faint lines are off."""

    width_px: int = 854
    height_px: int = 480
    fps: Fraction = Fraction(30)
    crf: int = 30
    gain: tuple[float, float, float] = (1.0, 1.0, 1.0)
    logo: bool = False
    removed: bool = False
    drift: float = 0.0


def draw_look(rng: Generator) -> Look:
    width_px, height_px = [(640, 360), (854, 480), (1280, 720), (960, 540), (720, 480)][rng.integers(5)]
    fps = [Fraction(24), Fraction(25), Fraction(30), Fraction(30000, 1001)][rng.integers(4)]
    gain = tuple(float(value) for value in rng.uniform(0.8, 1.05, 3))
    return Look(
        width_px=width_px,
        height_px=height_px,
        fps=fps,
        crf=int(rng.integers(26, 37)),
        gain=(gain[0], gain[1], gain[2]),
        logo=bool(rng.random() < 0.6),
        removed=bool(rng.random() < 0.4),
        drift=float(rng.choice([0.0, 0.5, 1.0])),
    )


def draw_plan(durations_s: Mapping[str, float], foreign_s: Mapping[str, float], rng: Generator) -> list[Piece]:
    """All given scenes once, in a drawn order, with title cards and pieces of foreign scenes between."""
    pieces: list[Piece] = []
    clock_s = 0.0
    foreign = list(foreign_s)
    for name in rng.permutation(sorted(durations_s)):
        if rng.random() < 0.35:
            pieces.append(Piece("", clock_s, clock_s + float(rng.uniform(1.5, 3))))
            clock_s = pieces[-1].end_s
        if foreign and rng.random() < 0.3:
            other = str(rng.choice(foreign))
            pieces.append(_run(other, foreign_s[other], clock_s, rng, known=False))
            clock_s = pieces[-1].end_s
        pieces.append(_run(str(name), durations_s[str(name)], clock_s, rng, known=True))
        clock_s = pieces[-1].end_s
    return pieces


def _run(scene: str, duration_s: float, start_s: float, rng: Generator, known: bool) -> Piece:
    """A part of a scene at some speed, perhaps with a pause and a skip in it."""
    length_s = min(duration_s, float(rng.uniform(4, 10)))
    at_s = float(rng.uniform(0, duration_s - length_s))
    end_s = at_s + length_s
    speed = float(rng.uniform(0.6, 1.7))
    knots = [(start_s, at_s)]
    if rng.random() < 0.5:
        held_s = float(rng.uniform(at_s, end_s))
        paused = knots[0][0] + (held_s - at_s) / speed
        knots += [(paused, held_s), (paused + float(rng.uniform(0.8, 3)), held_s)]
    if rng.random() < 0.3 and end_s - knots[-1][1] > 3:
        left = (knots[-1][1] + end_s) / 2
        cut = knots[-1][0] + (left - knots[-1][1]) / speed
        knots += [(cut, left), (cut + 1e-3, left + 1)]
    knots.append((knots[-1][0] + (end_s - knots[-1][1]) / speed, end_s))
    return Piece(scene, start_s, knots[-1][0], tuple(knots), known)


def write_video(path: Path, pieces: Sequence[Piece], picture: ScenePicture, look: Look, rng: Generator) -> None:
    """Write the video as H.264 (for the ending, whatever container PyAV gives it)."""
    import av

    removed = _places(pieces, rng) if look.removed else {}
    with av.open(str(path), "w") as container:
        stream = container.add_stream("libx264", rate=look.fps, options={"crf": str(look.crf), "preset": "veryfast"})
        stream.width, stream.height, stream.pix_fmt = look.width_px, look.height_px, "yuv420p"
        count = 0
        for piece in pieces:
            source: PixelArray | None = None
            shown: PixelArray | None = None
            while count / look.fps < piece.end_s:
                earlier = source
                source = _source(piece, float(count / look.fps), picture)
                if shown is None or source is not earlier:
                    bare = _without(source, removed[piece.scene]) if piece.scene in removed else source
                    shown = _styled(bare, look)
                container.mux(stream.encode(av.VideoFrame.from_ndarray(shown, format="rgb24")))
                count += 1
        container.mux(stream.encode(None))


def _source(piece: Piece, time_s: float, picture: ScenePicture) -> PixelArray:
    return picture(piece.scene, piece.scene_time_s(time_s)) if piece.scene else title_card(f"{piece.start_s:.0f}")


@cache
def title_card(seed: str) -> PixelArray:
    """White words on black, which differ by seed."""
    card = np.zeros((360, 640, 3), np.uint8)
    words = f"Part {seed}", f"What comes {int(float(seed)) % 7} next"
    for line, text in enumerate(words):
        cv2.putText(card, text, (120, 150 + 70 * line), cv2.FONT_HERSHEY_DUPLEX, 1.4, (255, 255, 255), 2, cv2.LINE_AA)
    return card


def _places(pieces: Sequence[Piece], rng: Generator) -> dict[str, tuple[float, float]]:
    """Where in each scene something is missing, as shares of the picture."""
    return {
        piece.scene: (float(rng.uniform(0.1, 0.8)), float(rng.uniform(0.1, 0.8))) for piece in pieces if piece.scene
    }


def _without(pixels: PixelArray, place: tuple[float, float]) -> PixelArray:
    """The picture without what is in a tenth of its width and height, as if an object were not drawn."""
    height_px, width_px = pixels.shape[:2]
    x, y = int(place[0] * width_px), int(place[1] * height_px)
    bare = pixels.copy()
    bare[y : y + height_px // 7, x : x + width_px // 8] = np.median(pixels.reshape(-1, 3), axis=0)
    return bare


def _styled(source: PixelArray, look: Look) -> PixelArray:
    levels = fitted(source, (look.width_px, look.height_px)).astype(np.float32)
    if look.drift:
        # Another library draws strokes thinner and grids fainter.
        peak = levels.max(axis=2, keepdims=True)
        levels *= 1 - 0.3 * look.drift * (peak < 110)
        thin = cv2.erode(levels, np.ones((2, 2), np.uint8))
        levels = (1 - 0.2 * look.drift) * levels + 0.2 * look.drift * thin
    levels *= np.array(look.gain, np.float32)
    shown = np.clip(np.rint(levels), 0, 255).astype(np.uint8)
    if look.logo:
        size_px = look.height_px // 12
        centre = (look.width_px - size_px, look.height_px - size_px)
        cv2.circle(shown, centre, size_px // 2, (90, 160, 200), -1, cv2.LINE_AA)
        cv2.circle(shown, centre, size_px // 5, (20, 20, 20), -1, cv2.LINE_AA)
    return np.ascontiguousarray(shown)
