"""Which proposals are objects of which class, told by the truth; and growing a forest on them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from synthgen.calibration.detecting.features import features
from synthgen.calibration.detecting.forest import grow
from synthgen.calibration.detecting.ink import Pixels
from synthgen.calibration.detecting.looking import PictureDetector, Progress
from synthgen.calibration.detecting.trained import Trained, proposed
from synthgen.calibration.matching import iou
from synthgen.calibration.types import Floats, Indices, Mask, Truth
from synthgen.core.rng import derive_seed
from synthgen.errors import UsageError

_NOTHING_PER_OBJECT, _LEAST_NOTHING = 3, 10
_OBJECT_IOU, _OTHER_IOU = 0.6, 0.4
"""From which overlap on a proposal is an object, and up to which it is none; those between teach nothing."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Lessons:
    """Proposals as rows (n, features), their class (n,), and how much each counts (n,); `reached`: the share of the
    objects that any proposal overlaps by 0.5, which bounds the recall."""

    rows: Floats
    label: Indices
    weight: Floats
    reached: float


def lessons(
    truth: Truth, pixels: Callable[[int], Pixels], reader: PictureDetector, progress: Progress, seed: int
) -> Lessons:
    """Look at all pictures of `truth`. A proposal that shows objects of several classes is a row of each, in shares."""
    none = len(truth.classes)
    parts: list[tuple[Floats, Indices, Floats]] = []
    reached = 0
    for number in progress(range(len(truth.pictures))):
        picture, here = pixels(number), truth.picture == number
        read = reader.look([picture])[0]
        ink, proposals = proposed(picture, read)
        box = proposals.box
        if not len(box):
            continue
        overlap, label = iou(box, truth.box[here]), truth.label[here]
        reached += int((overlap.max(axis=0) >= 0.5).sum())
        shows = np.zeros((len(box), none + 1), dtype=bool)
        for one in range(none):
            shows[:, one] = (overlap[:, label == one] >= _OBJECT_IOU).any(axis=1)
        shows[:, none] = overlap.max(axis=1, initial=0) < _OTHER_IOU
        chosen = _lesson(shows, derive_seed(seed, "lessons", truth.pictures[number].name))
        place, kind = np.nonzero(shows[chosen])
        rows = features(picture, ink, proposals, read, chosen)
        parts.append((rows[place], kind, 1 / shows[chosen].sum(axis=1)[place]))
    if not len(truth) or not reached:
        raise UsageError(
            "there is nothing to learn from: no object of these pictures is found by any proposal",
            "train on more scenes (train.split, export.val_share, export.test_share), or larger pictures",
        )
    rows, label, weight = (np.concatenate(column) for column in zip(*parts, strict=True))
    return Lessons(rows=rows, label=label, weight=weight, reached=reached / len(truth))


def _lesson(shows: Mask, seed: int) -> Indices:
    """Rows to learn from: all that show objects, and of those that show none a few for each.

    Nine of ten proposals are nothing. Scores are then too sure, which is for calibration to mend.
    """
    nothing = np.flatnonzero(shows[:, -1])
    objects = np.flatnonzero(shows[:, :-1].any(axis=1))
    count = min(len(nothing), max(_NOTHING_PER_OBJECT * len(objects), _LEAST_NOTHING))
    return np.sort(np.concatenate([objects, np.random.default_rng(seed).choice(nothing, count, replace=False)]))


def train(
    learned: Lessons,
    truth: Truth,
    reader: PictureDetector,
    trees: int,
    seed: int,
    workers: int,
) -> Trained:
    """Grow a detector; it knows those classes of `truth` that it was shown."""
    classes, scenes = truth.classes, (name.partition("@")[0] for name in truth.scenes)
    taught = np.unique(learned.label)
    label = np.searchsorted(taught, learned.label)
    if taught[-1] != len(classes):
        # Shares have a last column for no object, which must exist.
        raise UsageError("every proposal is an object", "train on more scenes")
    forest = grow(learned.rows, label, learned.weight, trees, seed, workers)
    known = tuple(classes[number] for number in taught[:-1].tolist())
    return Trained(classes=known, forest=forest, reader=reader, scenes=frozenset(scenes))
