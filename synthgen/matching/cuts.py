"""Where scenes begin and end: cuts and fades that are seen (PySceneDetect), merged with what match and code say."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from synthgen.errors import VideoError

_NEAR_S = 1.0
"""A boundary seen and one from a match or the code that are this near are the same one."""
_BLACK_LEVEL = 1.5
"""The mean level below which a picture is black: thin lines on black come to few levels."""
_TRUST = {"visual": 0.6, "code": 0.7, "both": 0.95}
"""How much to trust a boundary by what it rests on. Set by hand, not measured."""


@dataclass(frozen=True, slots=True)
class Shown:
    """`start_s` to `end_s` of the video show a scene; `scene_class` is its class in the code.

    `by`: who says so: "match" (its pictures were found there), "code" (its order and run time), or both.
    """

    scene: str
    scene_class: str
    start_s: float
    end_s: float
    confidence: float
    by: tuple[str, ...] = ("match",)


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch between two boundaries. `scene` is "" for none.

    `evidence` is what its start rests on: "visual" (the picture changes), "code" (a scene begins or ends, by a match or
    by the order of the code), or "both"; `signs` names each.
    """

    start_s: float
    end_s: float
    scene: str
    scene_class: str
    confidence: float
    evidence: str
    signs: tuple[str, ...]


def visual_cuts(video: Path) -> list[tuple[float, str]]:
    """Times at which the picture changes at once ("cut") or comes out of black ("fade"). Raises VideoError."""
    try:
        from scenedetect import AdaptiveDetector, SceneManager, ThresholdDetector, open_video
        from scenedetect.video_stream import VideoOpenFailure
    except ImportError as error:
        raise VideoError("finding cuts needs PySceneDetect", "pip install 'synthgen[match]'") from error
    logging.getLogger("pyscenedetect").setLevel(logging.WARNING)
    found = []
    for kind, detector in (
        ("cut", AdaptiveDetector(luma_only=True)),
        ("fade", ThresholdDetector(threshold=_BLACK_LEVEL)),
    ):
        try:
            stream = open_video(str(video), backend="pyav")
        except (VideoOpenFailure, OSError) as error:
            raise VideoError(f"{video}: not a readable video ({error})", "check it with a player") from error
        manager = SceneManager()
        manager.add_detector(detector)
        manager.detect_scenes(stream)
        found += [(float(start.seconds), kind) for start, _ in manager.get_scene_list()[1:]]
    return _distinct(sorted(found))


def segments(duration_s: float, seen: Sequence[tuple[float, str]], shown: Sequence[Shown]) -> list[Segment]:
    """The video from 0 to its end, in pieces: at every boundary that is seen or that match or code say.

    Within a stretch that shows one scene running on, what is seen is no boundary of scenes (a flash, a big change).
    """
    starts: dict[float, list[str]] = {0.0: ["start"]}
    for one in shown:
        for time_s, change in ((one.start_s, "begins"), (one.end_s, "ends")):
            near = [time for time in (0.0, *(time for time, _ in seen)) if abs(time - time_s) <= _NEAR_S]
            exact_s = min(near, key=lambda time: abs(time - time_s)) if near else time_s
            starts.setdefault(round(exact_s, 3), []).extend(f"{who} {change}" for who in one.by)
    for time_s, kind in seen:
        inside = any(one.start_s + _NEAR_S < time_s < one.end_s - _NEAR_S for one in shown)
        if not inside:
            starts.setdefault(round(time_s, 3), []).append(kind)
    order = [time_s for time_s in sorted(starts) if 0 <= time_s < duration_s]
    ends = [*order[1:], duration_s]
    return [_segment(start, end, starts[start], shown) for start, end in zip(order, ends, strict=True)]


def _segment(start_s: float, end_s: float, signs: Sequence[str], shown: Sequence[Shown]) -> Segment:
    middle_s = (start_s + end_s) / 2
    own = next((one for one in shown if one.start_s <= middle_s <= one.end_s), None)
    seen = [sign for sign in signs if sign in ("start", "cut", "fade")]
    evidence = "visual" if len(seen) == len(signs) else "both" if seen else "code"
    trust = _TRUST["both" if "start" in signs else evidence]
    return Segment(
        start_s=start_s,
        end_s=round(end_s, 3),
        scene=own.scene if own else "",
        scene_class=own.scene_class if own else "",
        confidence=round(trust * own.confidence, 4) if own else trust,
        evidence=evidence,
        signs=tuple(dict.fromkeys(signs)),
    )


def _distinct(found: Sequence[tuple[float, str]]) -> list[tuple[float, str]]:
    """Without what two detectors saw twice; the first of the two stays."""
    kept: list[tuple[float, str]] = []
    for time_s, kind in found:
        if not kept or time_s - kept[-1][0] > _NEAR_S / 2:
            kept.append((round(time_s, 3), kind))
    return kept
