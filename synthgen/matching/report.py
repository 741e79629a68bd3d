"""What a match comes to, as numbers: shares, distributions of scores, the table of stretches, every picture."""

from __future__ import annotations

from collections.abc import Sequence as Rows
from dataclasses import asdict, dataclass, field
from typing import Any

import numpy as np

from synthgen.matching.found_boxes import BoxScore
from synthgen.matching.judging import Judged, Verdict
from synthgen.matching.reading import TextScore

BOX_IOU = 0.7
POSITION_UNITS = 0.5
_SCORES = ("ssim", "edges", "foreground_iou", "tiles", "worst", "colour")
_READ = 0.8
"""A text is read rightly if at least so much of it is."""
_TIED = 0.02
"""A rival whose pictures agree this nearly as well might be what is shown instead."""


@dataclass(frozen=True, slots=True)
class MatchedStretch:
    """A judged stretch with what the report says of it. `rivals`: scenes and their mean best agreement, best first.

    `boxes`: for the rows of accepted pictures, the scores of their objects; `texts`: of what was read in them (empty
    when nothing was to be read).
    """

    scene: str
    scene_class: str
    judged: Judged
    rivals: tuple[tuple[str, float], ...]
    boxes: dict[int, list[BoxScore]]
    said: str = ""
    texts: dict[int, list[TextScore]] = field(default_factory=dict)

    def accepted(self, threshold: float) -> list[Verdict]:
        return [verdict for verdict in self.judged.verdicts if verdict.confidence >= threshold]


def video_report(
    times_s: Rows[float],
    step_s: float,
    ranking: Rows[tuple[str, float]],
    matched: Rows[MatchedStretch],
    threshold: float,
) -> dict[str, Any]:
    """The part of match.json on one video; `times_s` are those of its pictures, `step_s` apart."""
    accepted = [verdict for stretch in matched for verdict in stretch.accepted(threshold)]
    boxes = [score for stretch in matched for scores in stretch.boxes.values() for score in scores]
    texts = [score for stretch in matched for scores in stretch.texts.values() for score in scores]
    frames: dict[int, dict[str, Any]] = {row: {"time_s": round(time, 3)} for row, time in enumerate(times_s)}
    for stretch in matched:
        for verdict in stretch.judged.verdicts:
            frames[verdict.row] |= _frame(stretch, verdict, threshold)
    return {
        "pictures": len(times_s),
        "accepted": len(accepted),
        "matched_s": round(len(accepted) * step_s, 3),
        "share_matched": round(len(accepted) / max(len(times_s), 1), 4),
        "threshold": threshold,
        "ranking": [{"scene": scene, "score": score} for scene, score in ranking[:20]],
        "scores": {name: _spread([getattr(v.scores, name) for v in accepted]) for name in _SCORES},
        "boxes": _box_numbers(boxes),
        "texts": _text_numbers(texts),
        "stretches": [_stretch(stretch, times_s, step_s, threshold) for stretch in matched],
        "frames": list(frames.values()),
    }


def _frame(stretch: MatchedStretch, verdict: Verdict, threshold: float) -> dict[str, Any]:
    boxes = stretch.boxes.get(verdict.row, [])
    scores = {name: round(value, 4) for name, value in asdict(verdict.scores).items()}
    return {
        "match": verdict.confidence >= threshold,
        "scene": stretch.scene,
        "scene_time_s": round(verdict.scene_time_s, 3),
        "confidence": verdict.confidence,
        "agreement": round(verdict.agreement, 4),
        **scores,
        "boxes_compared": len(boxes),
        "boxes_iou_0.7": sum(score.iou >= BOX_IOU for score in boxes),
        "texts": [asdict(score) for score in stretch.texts.get(verdict.row, [])],
    }


def _stretch(stretch: MatchedStretch, times_s: Rows[float], step_s: float, threshold: float) -> dict[str, Any]:
    judged, own = stretch.judged, stretch.judged.stretch
    accepted = stretch.accepted(threshold)
    mean = float(own.agreements.mean())
    place, colours = judged.registration.place, judged.registration.colours
    return {
        "scene": stretch.scene,
        "scene_class": stretch.scene_class,
        "start_s": round(times_s[own.first], 3),
        "end_s": round(times_s[own.last] + step_s, 3),
        "scene_start_s": round(float(own.scene_times_s[0]), 3),
        "scene_end_s": round(float(own.scene_times_s[-1]), 3),
        "speed": own.speed,
        "match": bool(accepted),
        "pictures": len(own),
        "accepted": len(accepted),
        "confidence": round(float(np.mean([v.confidence for v in judged.verdicts])), 4),
        "agreement": round(mean, 4),
        "rivals": [{"scene": scene, "agreement": round(score, 4)} for scene, score in stretch.rivals[:5]],
        "might_also_be": [scene for scene, score in stretch.rivals if score >= mean - _TIED],
        "registration": {
            "scale": round(place.scale, 5),
            "dx_px": round(place.dx_px, 3),
            "dy_px": round(place.dy_px, 3),
            "gain": list(colours.gain),
            "offset": list(colours.offset),
        },
        "said": stretch.said,
    }


def _box_numbers(boxes: Rows[BoxScore]) -> dict[str, Any]:
    offsets = [score.offset_units for score in boxes if score.offset_units is not None]
    return {
        "compared": len(boxes),
        "found": len(offsets),
        "iou": _spread([score.iou for score in boxes]),
        "iou_at_least_0.7": round(sum(score.iou >= BOX_IOU for score in boxes) / max(len(boxes), 1), 4),
        "position_error_units": _spread(offsets),
        "position_within_0.5": round(sum(away <= POSITION_UNITS for away in offsets) / max(len(boxes), 1), 4),
    }


def _text_numbers(texts: Rows[TextScore]) -> dict[str, Any]:
    return {
        "compared": len(texts),
        "similarity": _spread([score.similarity for score in texts]),
        "similarity_at_least_0.8": round(sum(score.similarity >= _READ for score in texts) / max(len(texts), 1), 4),
    }


def _spread(values: Rows[float]) -> dict[str, float] | None:
    """None where there is nothing to measure."""
    if not values:
        return None
    low, middle, high = np.quantile(values, (0.1, 0.5, 0.9))
    return {"p10": round(float(low), 4), "p50": round(float(middle), 4), "p90": round(float(high), 4)}
