"""Random numbers by name: each scene and each thing decided in it has its own, whatever else is drawn."""

from __future__ import annotations

import random
from dataclasses import dataclass

from synthgen.core.rng import derive_seed

_DIGIT = 4
_DIGITS = 5


@dataclass(frozen=True, slots=True)
class Draws:
    """The random numbers of scene number `index` of a template.

    Spread ones are stratified over the scenes of a template: of every 4 consecutive scenes each falls into another
    quarter of [0, 1), of every 16 each into another 16th, and so on, without correlation between names. That holds
    for any number of scenes, and a scene's numbers do not depend on how many are made.
    """

    seed: int
    template: str
    index: int

    def number(self, name: str, spread: bool = True) -> float:
        """A number in [0, 1)."""
        if not spread:
            return derive_seed(self.seed, self.template, name, self.index, "free") / 2**32
        value: float = 0.0
        position, prefix = self.index, ""
        for place in range(1, _DIGITS + 1):
            position, step = divmod(position, _DIGIT)
            # Which quarter comes when is shuffled anew for every block of scenes and every quarter above.
            shuffled = list(range(_DIGIT))
            random.Random(derive_seed(self.seed, self.template, name, prefix, position)).shuffle(shuffled)
            value += shuffled[step] * float(_DIGIT) ** -place
            prefix += str(shuffled[step])
        within = derive_seed(self.seed, self.template, name, self.index) / 2**32
        return value + within * float(_DIGIT) ** -_DIGITS

    def pick(self, name: str, options: int, spread: bool = True) -> int:
        """An index below `options`."""
        return min(int(self.number(name, spread) * options), options - 1)

    def between(self, name: str, low: float, high: float, spread: bool = True) -> float:
        return low + (high - low) * self.number(name, spread)

    def stream(self, name: str) -> random.Random:
        """A generator for things too many to name."""
        return random.Random(derive_seed(self.seed, self.template, name, self.index))
