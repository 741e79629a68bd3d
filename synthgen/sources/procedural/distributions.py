"""What a parameter of a template may be: each kind of distribution, read from YAML and drawn from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from synthgen.sources.procedural.draws import Draws
from synthgen.sources.procedural.pools import Pools
from synthgen.sources.procedural.yaml_file import Entry

KINDS = ("pool", "choice", "integer", "uniform", "chance", "fixed")
_OPTIONS = ("where", "step", "count", "repeat")


class Distribution(Protocol):
    def draw(self, draws: Draws, name: str, drawn: Mapping[str, Any], spread_counts: bool) -> Any:
        """The value of the parameter `name`, given those drawn before it."""


@dataclass(frozen=True, slots=True)
class Fixed:
    value: Any

    def draw(self, draws: Draws, name: str, drawn: Mapping[str, Any], spread_counts: bool) -> Any:
        return self.value


@dataclass(frozen=True, slots=True)
class Chance:
    probability: float

    def draw(self, draws: Draws, name: str, drawn: Mapping[str, Any], spread_counts: bool) -> bool:
        return draws.number(name) < self.probability


@dataclass(frozen=True, slots=True)
class Uniform:
    """A number from low to high, in steps if `step` > 0."""

    low: float
    high: float
    step: float

    def draw(self, draws: Draws, name: str, drawn: Mapping[str, Any], spread_counts: bool) -> float:
        if self.step <= 0:
            return round(draws.between(name, self.low, self.high), 2)
        steps = int((self.high - self.low) / self.step + 1e-9)
        return round(self.low + self.step * draws.pick(name, steps + 1), 6)


@dataclass(frozen=True, slots=True)
class Integer:
    low: int
    high: int

    def draw(self, draws: Draws, name: str, drawn: Mapping[str, Any], spread_counts: bool) -> int:
        return self.low + draws.pick(name, self.high - self.low + 1, spread_counts)


@dataclass(frozen=True, slots=True)
class Choice:
    """One of some values, by weight."""

    values: Sequence[Any]
    weights: Sequence[float]

    def draw(self, draws: Draws, name: str, drawn: Mapping[str, Any], spread_counts: bool) -> Any:
        return self.values[self._place(draws.number(name), self.weights)]

    def draw_several(self, draws: Draws, name: str, count: int) -> list[Any]:
        """Different ones, each weighted among those left."""
        values, weights = list(self.values), list(self.weights)
        found = []
        for index in range(min(count, len(values))):
            place = self._place(draws.number(f"{name}[{index}]"), weights)
            found.append(values.pop(place))
            weights.pop(place)
        return found

    @staticmethod
    def _place(number: float, weights: Sequence[float]) -> int:
        wanted = number * sum(weights)
        for place, weight in enumerate(weights):
            wanted -= weight
            if wanted < 0:
                return place
        return len(weights) - 1


@dataclass(frozen=True, slots=True)
class Several:
    """A list of draws; different ones unless they may repeat. `count` may be the name of a parameter before."""

    inner: Distribution
    count: Integer | str
    repeat: bool

    def draw(self, draws: Draws, name: str, drawn: Mapping[str, Any], spread_counts: bool) -> list[Any]:
        if isinstance(self.count, str):
            count = int(drawn[self.count])
        else:
            count = self.count.draw(draws, f"{name}.count", drawn, spread_counts)
        if isinstance(self.inner, Choice) and not self.repeat:
            return self.inner.draw_several(draws, name, count)
        return [self.inner.draw(draws, f"{name}[{index}]", drawn, spread_counts) for index in range(count)]


def read_distribution(entry: Entry, pools: Pools, before: Sequence[str]) -> Distribution:
    """The distribution a parameter's YAML describes; `before` names the parameters it may refer to.

    Raises UsageError, naming the line and key, for what makes no sense.
    """
    if not entry.is_table():
        return Fixed(entry.plain())
    table = entry.table([*KINDS, *_OPTIONS])
    kinds = [kind for kind in KINDS if kind in table]
    if len(kinds) != 1:
        entry.complain(f"must have exactly one of {', '.join(KINDS)}, got {', '.join(kinds) or 'none'}")
    kind = kinds[0]
    inner = _READERS[kind](table[kind], table, pools)
    for option, kinds_with_it in {"where": ("pool",), "step": ("uniform",)}.items():
        if option in table and kind not in kinds_with_it:
            table[option].complain(f"does not go with `{kind}`", "remove it")
    if "count" not in table:
        if "repeat" in table:
            table["repeat"].complain("goes with `count`", "add `count` or remove it")
        return inner
    repeat = table["repeat"].flag() if "repeat" in table else kind in ("integer", "uniform", "chance")
    return _several(inner, table["count"], repeat, before)


def _several(inner: Distribution, entry: Entry, repeat: bool, before: Sequence[str]) -> Several:
    if isinstance(entry.plain(), str):
        return Several(inner, entry.text(before), repeat)
    low, high = entry.span(0)
    if not repeat and isinstance(inner, Choice) and high > len(inner.values):
        problem = f"asks for {high:g} different values of {len(inner.values)}"
        entry.complain(problem, "ask for fewer, or say repeat: true")
    return Several(inner, Integer(int(low), int(high)), repeat)


def _read_pool(entry: Entry, table: Mapping[str, Entry], pools: Pools) -> Distribution:
    values = pools.entries(entry)
    if "where" in table:
        for name, condition in table["where"].table().items():
            values = [value for value in values if _fits(value, name, condition)]
        if not values:
            table["where"].complain(f"leaves nothing of the pool {entry.plain()!r}")
    return Choice(values, [1.0] * len(values))


def _fits(value: Any, name: str, condition: Entry) -> bool:
    wanted = condition.plain()
    if not isinstance(value, dict):
        condition.complain("needs a pool whose entries have keys")
    found = value.get(name)
    if isinstance(wanted, dict):
        low, high = condition.table(["from", "to"]).get("from"), condition.table().get("to")
        if not isinstance(found, int | float):
            return False
        return (low is None or found >= low.number()) and (high is None or found <= high.number())
    options = wanted if isinstance(wanted, list) else [wanted]
    return found in options or (isinstance(found, list) and any(option in found for option in options))


def _read_choice(entry: Entry, table: Mapping[str, Entry], pools: Pools) -> Distribution:
    if entry.is_table():
        weights = {name: weight.number(0) for name, weight in entry.table().items()}
        if sum(weights.values()) <= 0:
            entry.complain("needs a weight > 0")
        return Choice(list(weights), list(weights.values()))
    values = [item.plain() for item in entry.items()]
    if not values:
        entry.complain("must not be empty")
    return Choice(values, [1.0] * len(values))


def _read_integer(entry: Entry, table: Mapping[str, Entry], pools: Pools) -> Distribution:
    low, high = entry.span()
    if low != int(low) or high != int(high):
        entry.complain("must be whole numbers")
    return Integer(int(low), int(high))


def _read_uniform(entry: Entry, table: Mapping[str, Entry], pools: Pools) -> Distribution:
    low, high = entry.span()
    return Uniform(low, high, table["step"].number(1e-6) if "step" in table else 0.0)


def _read_chance(entry: Entry, table: Mapping[str, Entry], pools: Pools) -> Distribution:
    return Chance(entry.number(0, 1))


def _read_fixed(entry: Entry, table: Mapping[str, Entry], pools: Pools) -> Distribution:
    return Fixed(entry.plain())


_READERS = {
    "pool": _read_pool,
    "choice": _read_choice,
    "integer": _read_integer,
    "uniform": _read_uniform,
    "chance": _read_chance,
    "fixed": _read_fixed,
}
