"""Which scenes are for training, which for validation, which for tests: whole scenes, told by their names alone."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from synthgen.core.rng import derive_seed


class Split(StrEnum):
    TRAIN = "train"
    VALIDATION = "val"
    TEST = "test"


@dataclass(frozen=True, slots=True)
class SplitShares:
    """The shares (0..1) of scenes held out; what remains is for training."""

    validation: float = 0.1
    test: float = 0.1

    def split_of(self, scene_id: str) -> Split:
        """Where a scene belongs: always the same, however the dataset grows.

        Shares are met on average. A scene's frames are alike, so they are never spread over several splits.
        """
        place = derive_seed(0, "split", scene_id) / 2**32
        if place < self.test:
            return Split.TEST
        return Split.VALIDATION if place < self.test + self.validation else Split.TRAIN
