"""Parts of the data to be judged alone: by size, occlusion, truncation, position of objects, and by pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from synthgen.calibration.types import Detections, Floats, Mask, Picture, Truth, relative_boxes

_SMALL_PX, _LARGE_PX = 32.0**2, 96.0**2
_SIDES = {"left": (0, 1 / 3), "middle": (1 / 3, 2 / 3), "right": (2 / 3, np.inf)}
_SHARES = {"none": (-np.inf, 0.01), "part": (0.01, 0.5), "most": (0.5, np.inf)}


@dataclass(frozen=True, slots=True)
class Slice:
    """Objects (truth,) and detections (found,) that belong to it. None: all detections do, since what a detection
    that found nothing would have been is not known."""

    group: str
    name: str
    objects: Mask
    detections: Mask | None


def object_slices(truth: Truth, found: Detections) -> Iterator[Slice]:
    """By what objects are like; parts without any object are left out."""
    for part in _all(truth, found):
        if part.objects.any():
            yield part


def picture_slices(pictures: tuple[Picture, ...]) -> Iterator[tuple[str, str, Mask]]:
    """Group, name and pictures (n,), of each scene, variant, source, and real or synthetic; not groups of one part."""
    groups: Mapping[str, Callable[[Picture], str]] = {
        "scene": lambda item: item.scene_id,
        "variant": lambda item: item.variant or "as rendered",
        "source": lambda item: item.source,
        "origin": lambda item: "real" if item.real else "synthetic",
    }
    for group, of in groups.items():
        names = np.array([of(item) for item in pictures])
        kinds = sorted(set(names.tolist()))
        if len(kinds) > 1:
            for name in kinds:
                yield group, name, names == name


def _all(truth: Truth, found: Detections) -> Iterator[Slice]:
    sizes = {"small": (0, _SMALL_PX), "medium": (_SMALL_PX, _LARGE_PX), "large": (_LARGE_PX, np.inf)}
    yield from _ranges("size", sizes, _area(truth.box), _area(found.box))
    x = relative_boxes(truth.pictures, truth.picture, truth.box)[:, 0]
    yield from _ranges("position", _SIDES, x, relative_boxes(truth.pictures, found.picture, found.box)[:, 0])
    yield from _ranges("occlusion", _SHARES, truth.occlusion, None)
    yield from _ranges("truncation", _SHARES, truth.truncation, None)


def _ranges(
    group: str, ranges: Mapping[str, tuple[float, float]], objects: Floats, detections: Floats | None
) -> Iterator[Slice]:
    for name, (low, high) in ranges.items():
        # NaN, what was not measured, belongs to none.
        inside = (objects >= low) & (objects < high)
        yield Slice(group, name, inside, None if detections is None else (detections >= low) & (detections < high))


def _area(box: Floats) -> Floats:
    area: Floats = np.prod(box[:, 2:] - box[:, :2], axis=1)
    return area
