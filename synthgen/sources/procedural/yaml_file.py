"""Reading YAML written by hand: every complaint names the file, the line and the key."""

from __future__ import annotations

import math
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NoReturn

import yaml

from synthgen.core.names import did_you_mean
from synthgen.errors import SourceError, UsageError

# The one in C is ten times as fast, where PyYAML was built with it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Entry:
    """A value in a YAML file together with where it stands. The readers raise UsageError for what does not fit."""

    node: yaml.Node
    file: str
    key: str = ""

    @property
    def line(self) -> int:
        return int(self.node.start_mark.line) + 1

    def complain(self, problem: str, remedy: str = "correct this key") -> NoReturn:
        named = f"`{self.key}` " if self.key else ""
        raise UsageError(f"{self.file}, line {self.line}: {named}{problem}", remedy)

    def table(self, allowed: Collection[str] | None = None, needed: Collection[str] = ()) -> dict[str, Entry]:
        """The entries of a mapping by key; no key may stand twice, be unknown, or be missing."""
        if not isinstance(self.node, yaml.MappingNode):
            self.complain(f"must be a mapping, got {self._shown()}")
        found: dict[str, Entry] = {}
        for key_node, value_node in self.node.value:
            name = str(key_node.value)
            entry = Entry(value_node, self.file, f"{self.key}.{name}" if self.key else name)
            if name in found:
                entry.complain("stands twice")
            if allowed is not None and name not in allowed:
                entry.complain("is not known here", did_you_mean(name, allowed))
            found[name] = entry
        for name in needed:
            if name not in found:
                self.complain(f"needs a key `{name}`", "add it")
        return found

    def items(self) -> list[Entry]:
        if not isinstance(self.node, yaml.SequenceNode):
            self.complain(f"must be a list, got {self._shown()}")
        return [Entry(node, self.file, f"{self.key}[{index}]") for index, node in enumerate(self.node.value)]

    def is_table(self) -> bool:
        return isinstance(self.node, yaml.MappingNode)

    def is_list(self) -> bool:
        return isinstance(self.node, yaml.SequenceNode)

    def plain(self) -> Any:
        """The value as plain Python data."""
        return yaml.SafeLoader("").construct_object(self.node, deep=True)

    def text(self, choices: Collection[str] | None = None) -> str:
        value = self.plain()
        if not isinstance(value, str) or not value:
            self.complain(f"must be a text that is not empty, got {self._shown()}")
        if choices is not None and value not in choices:
            self.complain(f"has no {value!r}", did_you_mean(value, choices))
        return value

    def texts(self, choices: Collection[str] | None = None) -> tuple[str, ...]:
        return tuple(item.text(choices) for item in self.items())

    def flag(self) -> bool:
        value = self.plain()
        if not isinstance(value, bool):
            self.complain(f"must be true or false, got {self._shown()}")
        return value

    def number(self, low: float = -math.inf, high: float = math.inf) -> float:
        value = self.plain()
        if isinstance(value, bool) or not isinstance(value, int | float) or not low <= value <= high:
            self.complain(f"must be a number{_bounds(low, high)}, got {self._shown()}")
        return float(value)

    def integer(self, low: float = -math.inf, high: float = math.inf) -> int:
        value = self.plain()
        if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
            self.complain(f"must be a whole number{_bounds(low, high)}, got {self._shown()}")
        return value

    def span(self, low: float = -math.inf, high: float = math.inf) -> tuple[float, float]:
        """A pair [from, to] with from <= to; a single number stands for both."""
        if not self.is_list():
            value = self.number(low, high)
            return value, value
        numbers = [item.number(low, high) for item in self.items()]
        if len(numbers) != 2 or numbers[0] > numbers[1]:
            self.complain(f"must be [from, to] with from <= to, got {self._shown()}")
        return numbers[0], numbers[1]

    def _shown(self) -> str:
        text = repr(self.plain())
        return text if len(text) <= 60 else f"{text[:57]}..."


def read_yaml(path: Path) -> Entry:
    """The content of a YAML file. Raises SourceError when it cannot be read, UsageError when it is not YAML."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path} cannot be read: {error}", "make it a readable UTF-8 file") from error
    try:
        node = yaml.compose(text, _LOADER)
    except yaml.YAMLError as error:
        mark = getattr(error, "problem_mark", None)
        line = f", line {mark.line + 1}" if mark else ""
        problem = getattr(error, "problem", None) or str(error)
        raise UsageError(f"{path}{line}: not valid YAML: {problem}", "correct the file") from error
    if node is None:
        raise UsageError(f"{path}: the file is empty", "write something into it or remove it")
    return Entry(node, str(path))


def _bounds(low: float, high: float) -> str:
    parts = [f">= {low:g}"] if low > -math.inf else []
    parts += [f"<= {high:g}"] if high < math.inf else []
    return f" {' and '.join(parts)}" if parts else ""
