"""Whether a real picture shows what was re-rendered: a probability, learnt from pictures whose truth is known.

A logistic model of the scores. Its numbers are in `verdict.json`, written by `benchmarks/matching.py fit` from
re-rendered scenes treated as a video would; the benchmark also says how well the probabilities hold.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from statistics import median

from synthgen.matching.scores import PairScores

_OF_THE_PAIR = ("ssim", "edges", "foreground_iou", "tiles", "worst", "colour")
FEATURES = (*_OF_THE_PAIR, "agreement", "drop", "usual_agreement", "usual_foreground_iou")
_TOO_LITTLE = 0.015
"""Pictures with something in fewer of their tiles than this (two of 144) are not judged: a bare line fits anything."""


@dataclass(frozen=True, slots=True)
class Model:
    """`centre` and `weights` for the features in their order, and the constant."""

    centre: tuple[float, ...]
    weights: tuple[float, ...]
    bias: float

    def probability(self, features: tuple[float, ...]) -> float:
        terms = zip(self.weights, features, self.centre, strict=True)
        logit = self.bias + sum(weight * (value - centre) for weight, value, centre in terms)
        return 1 / (1 + math.exp(-max(-30.0, min(30.0, logit))))


@dataclass(frozen=True, slots=True)
class Usual:
    """What the pictures of a stretch usually have: medians of their agreement and their foreground IoU."""

    agreement: float
    foreground_iou: float


def usual(scores: Sequence[PairScores], agreements: Sequence[float]) -> Usual:
    """Of the pictures of one stretch; at least one."""
    return Usual(median(agreements), median(one.foreground_iou for one in scores))


def features(scores: PairScores, agreement: float, stretch: Usual) -> tuple[float, ...]:
    """`agreement`: that of the descriptors, from the alignment; `stretch`: what is usual where the picture is from.

    Where most pictures differ, the others look alike by chance. And a video's look (its compression, a hand-made
    detail) lowers the agreement of all its pictures alike: one that agrees less than the others of its stretch (`drop`,
    0 or below) shows something else.
    """
    pair = (float(getattr(scores, name)) for name in _OF_THE_PAIR)
    return (*pair, agreement, min(0.0, agreement - stretch.agreement), stretch.agreement, stretch.foreground_iou)


def confidence(scores: PairScores, agreement: float, stretch: Usual) -> float:
    """The probability that the two pictures show the same; 0 where there is too little to see."""
    if scores.content < _TOO_LITTLE:
        return 0.0
    return round(model().probability(features(scores, agreement, stretch)), 4)


@cache
def model() -> Model:
    content = json.loads(files("synthgen.matching").joinpath("verdict.json").read_text(encoding="utf-8"))
    if tuple(content["features"]) != FEATURES:
        raise ValueError("verdict.json was fitted for other features; run `python benchmarks/matching.py fit`")
    return Model(tuple(content["centre"]), tuple(content["weights"]), content["bias"])
