"""Truth and detections made from random numbers, for tests of figures; no pictures."""

from __future__ import annotations

import numpy as np

from synthgen.calibration.types import Detections, Picture, Truth

WIDTH, HEIGHT = 640, 360


def some_truth(random: np.random.Generator, pictures: int = 12, classes: int = 3, objects: int = 60) -> Truth:
    """Boxes anywhere, pictures of four scenes in turn."""
    low = random.uniform(0, [WIDTH - 100, HEIGHT - 100], (objects, 2))
    return Truth(
        pictures=tuple(
            Picture(name=f"p{index}", scene_id=f"scene{index % 4}", width_px=WIDTH, height_px=HEIGHT)
            for index in range(pictures)
        ),
        classes=tuple("ABCDEFGH"[:classes]),
        picture=random.integers(pictures, size=objects),
        box=np.hstack([low, low + random.uniform(8, 100, (objects, 2))]),
        label=random.integers(classes, size=objects),
        occlusion=random.uniform(0, 1, objects),
        truncation=np.full(objects, np.nan),
    )


def perfect(truth: Truth, score: float = 1.0) -> Detections:
    """What a detector that knows the truth would say."""
    return Detections(
        picture=truth.picture, box=truth.box, label=truth.label, score=np.full(len(truth), score, dtype=np.float64)
    )


def noisy(truth: Truth, random: np.random.Generator) -> Detections:
    """Every object twice with shifted edges and a random score: hits, duplicates, misses and ties of score."""
    rows = np.repeat(np.arange(len(truth)), 2)
    label = truth.label[rows]
    wrong = random.random(len(rows)) < 0.1
    return Detections(
        picture=truth.picture[rows],
        box=truth.box[rows] + random.normal(0, 4, (len(rows), 4)),
        label=np.where(wrong, (label + 1) % len(truth.classes), label),
        score=np.round(random.random(len(rows)), 1),
    )
