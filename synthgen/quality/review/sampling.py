"""The frames of a spot check: a share of all, spread over scenes, types, crowding and occlusion, the hard ones first.

The sample is systematic: frames are put in the order of their strata, in each by a hash of seed and name, and every
n-th is taken from a seeded start. So each stratum has its proportional share, every frame the same chance, and the
same seed the same sample. Types that chance missed get a frame each on top; those are marked, since they were not drawn
at random and so do not count for the estimated error rate.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synthgen.core.rng import derive_seed
from synthgen.quality.review.facts import FrameFacts

_CROWDED = (1, 4, 8, 16)
_HIDDEN = (0.01, 0.25, 0.6)


@dataclass(frozen=True, slots=True)
class Sampled:
    """A frame to check. `is_random` is False for one that was added so that its type is seen at all."""

    frame_id: str
    is_random: bool
    edge: float


def draw_sample(scenes: Mapping[str, Sequence[FrameFacts]], share: float, seed: int) -> list[Sampled]:
    """The sample, edge cases first. `scenes` has the facts by scene id; `share` is in (0, 1]."""
    frames = {item.frame_id: item for facts in scenes.values() for item in facts}
    commonness = Counter(name for item in frames.values() for name in item.types)
    ranked = sorted(
        (_stratum(scene_id, item, commonness), derive_seed(seed, "spot check", item.frame_id), item.frame_id)
        for scene_id, facts in scenes.items()
        for item in facts
    )
    count = len(ranked) * share
    # Within the first interval, and within the frames: of few frames one is taken all the same.
    start = derive_seed(seed, "spot check start") / 2**32 * min(count, 1.0)
    picked = {ranked[int((start + number) / share)][2] for number in range(int(count) + 1) if start + number < count}
    extra = _missing_types(frames, picked, commonness, seed)
    sample = [Sampled(name, name in picked, edge_score(frames[name])) for name in picked | extra]
    return sorted(sample, key=lambda item: (-item.edge, item.frame_id))


def _stratum(scene_id: str, item: FrameFacts, commonness: Mapping[str, int]) -> tuple[str, str, int, int]:
    rarest = min(item.types, key=lambda name: (commonness[name], name), default="")
    crowding = sum(item.objects >= bound for bound in _CROWDED)
    occlusion = sum((item.occlusion or 0) >= bound for bound in _HIDDEN)
    return scene_id, rarest, crowding, occlusion


def _missing_types(
    frames: Mapping[str, FrameFacts], picked: set[str], commonness: Mapping[str, int], seed: int
) -> set[str]:
    """One frame for each type that no picked frame shows."""
    seen = {name for frame_id in picked for name in frames[frame_id].types}
    added = set()
    for name in sorted(commonness):
        if name not in seen:
            shows = (frame_id for frame_id, item in frames.items() if name in item.types)
            frame_id = min(shows, key=lambda frame_id: derive_seed(seed, "type", name, frame_id))
            added.add(frame_id)
            seen.update(frames[frame_id].types)
    return added


def edge_score(item: FrameFacts) -> float:
    """How much of an edge case a frame is, from 0: occluded, cut off by the frame, crowded, suspicious."""
    crowding = min(item.objects / 30, 1.0)
    return round((item.occlusion or 0) + (item.truncation or 0) + crowding + item.suspicion, 4)
