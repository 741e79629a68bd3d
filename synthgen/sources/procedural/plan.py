"""Which template each scene is made from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from synthgen.core.rng import derive_seed


@dataclass(frozen=True, slots=True)
class Slot:
    """A scene to be: a template, and the number of the scene among those made from it."""

    template: str
    index: int


def make_plan(shows: Mapping[str, Mapping[str, float]], count: int, seed: int, balanced: bool) -> list[Slot]:
    """The first `count` scenes; those of a shorter plan are the beginning of a longer one.

    `shows` has, by template, about how many objects of each type a scene has. Balanced, each next template is the one
    that makes the numbers of the types most even, every template being used before any is used three times as often
    as another; else they take turns in shuffled order.
    """
    used: Counter[str] = Counter()
    totals: Counter[str] = Counter()
    plan = []
    for _ in range(count):
        name = _next(shows, used, totals, seed, balanced)
        plan.append(Slot(name, used[name]))
        used[name] += 1
        totals.update(shows[name])
    return plan


def _next(
    shows: Mapping[str, Mapping[str, float]],
    used: Counter[str],
    totals: Counter[str],
    seed: int,
    balanced: bool,
) -> str:
    fewest = min(used[name] for name in shows)

    def order(name: str) -> tuple[float, ...]:
        shuffled = derive_seed(seed, "plan", name, used[name])
        if not balanced or fewest == 0:
            # Everything is shown once before anything is weighed.
            return used[name], shuffled
        return _unevenness(totals, shows[name]), used[name], shuffled

    allowed = [name for name in shows if not balanced or used[name] < 3 * max(fewest, 1)]
    return min(allowed or list(shows), key=order)


def _unevenness(totals: Mapping[str, float], added: Mapping[str, float]) -> float:
    """How far the types would be from equal numbers (sum of squared shares)."""
    after = Counter(totals)
    after.update(added)
    whole = sum(after.values()) or 1.0
    return sum((number / whole) ** 2 for number in after.values())


def achieved(plan: Sequence[Slot], shows: Mapping[str, Mapping[str, float]]) -> dict[str, float]:
    """About how many objects of each type a plan's scenes have."""
    totals: Counter[str] = Counter()
    for slot in plan:
        totals.update(shows[slot.template])
    return dict(sorted(totals.items()))
