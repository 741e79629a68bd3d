"""Intervals by drawing scenes again, with repetitions: frames of a scene are alike, scenes are independent."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from synthgen.calibration.types import Indices, Picture

_LOW, _HIGH = 2.5, 97.5


@dataclass(frozen=True, slots=True)
class Interval:
    """95 % percentile interval of a figure over `draws` draws in which it was defined."""

    low: float
    high: float
    draws: int


def bootstrap(
    pictures: Sequence[Picture],
    figures: Callable[[Indices], dict[str, float | None]],
    draws: int,
    seed: int,
) -> dict[str, Interval]:
    """Intervals of `figures`, which is given the numbers of the pictures drawn (repeated as often as their scenes are).

    Figures that are never defined are left out. With fewer than two scenes nothing is known: {}.
    """
    places: dict[str, list[int]] = {}
    for number, item in enumerate(pictures):
        places.setdefault(item.scene_id, []).append(number)
    scenes = [np.array(places[name], dtype=np.int64) for name in sorted(places)]
    if len(scenes) < 2:
        return {}
    random, seen = np.random.default_rng(seed), dict[str, list[float]]()
    for _ in range(draws):
        chosen = random.integers(len(scenes), size=len(scenes))
        for name, value in figures(np.concatenate([scenes[index] for index in chosen])).items():
            if value is not None:
                seen.setdefault(name, []).append(value)
    return {
        name: Interval(float(np.percentile(values, _LOW)), float(np.percentile(values, _HIGH)), len(values))
        for name, values in seen.items()
    }
