"""`random.sample` of a mobject's parts, and of half of them. Applies to what is no sequence for Python."""

from __future__ import annotations

import functools
import math
import random
from collections.abc import Sequence
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    stock = random.sample

    @functools.wraps(stock)
    def sample(population: Any, k: Any, **kwargs: Any) -> Any:
        members = population if isinstance(population, Sequence) else list(population)
        return stock(members, math.floor(k), **kwargs)

    random.sample = sample


REPAIR = Repair("random_samples", "TypeError: Population must be a sequence", apply)
