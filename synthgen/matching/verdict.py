"""Whether a real picture shows what was re-rendered: a probability, learnt from pictures whose truth is known.

A logistic model of the scores. Its numbers are in `verdict.json`, written by `benchmarks/matching.py fit` from
re-rendered scenes treated as a video would; the benchmark also says how well the probabilities hold.
"""

from __future__ import annotations

import json
import math
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from synthgen.matching.scores import PairScores

FEATURES = ("ssim", "edges", "foreground_iou", "tiles", "worst", "colour", "agreement", "drop")
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


def features(scores: PairScores, agreement: float, usual: float) -> tuple[float, ...]:
    """`agreement`: that of the descriptors, from the alignment; `usual`: its median over the stretch.

    A video's look (its compression, a hand-made detail) lowers the agreement of all its pictures alike. One that agrees
    less than the others of its stretch (`drop`, 0 or below) shows something else.
    """
    whole = (scores.ssim, scores.edges, scores.foreground_iou, scores.tiles, scores.worst, scores.colour)
    return (*whole, agreement, min(0.0, agreement - usual))


def confidence(scores: PairScores, agreement: float, usual: float) -> float:
    """The probability that the two pictures show the same; 0 where there is too little to see."""
    if scores.content < _TOO_LITTLE:
        return 0.0
    return round(model().probability(features(scores, agreement, usual)), 4)


@cache
def model() -> Model:
    content = json.loads(files("synthgen.matching").joinpath("verdict.json").read_text(encoding="utf-8"))
    if tuple(content["features"]) != FEATURES:
        raise ValueError("verdict.json was fitted for other features; run `python benchmarks/matching.py fit`")
    return Model(tuple(content["centre"]), tuple(content["weights"]), content["bias"])
