"""Reading JSON that others may have damaged: every complaint names the file, the line, the field and what was there."""

from __future__ import annotations

import json
import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, NoReturn, TypeVar

from synthgen.errors import DatasetError

T = TypeVar("T")

_REMEDY = "The file was damaged, edited by hand or written by another program: write it again with synthgen."
_SHOWN_CHARACTERS = 80


@dataclass(frozen=True, slots=True)
class Place:
    """Where a piece of JSON stands: the file as the user knows it, and the line in it (None: the whole file)."""

    file: str
    line: int | None = None

    def __str__(self) -> str:
        return self.file if self.line is None else f"{self.file}, line {self.line}"


def parse_object(text: str, place: Place) -> Fields:
    """The JSON object in `text`; raises DatasetError when it is no JSON or no object."""
    try:
        value = json.loads(text)
    except ValueError as error:
        raise DatasetError(f"{place}: expected JSON, got {_shown(text)} ({error})", _REMEDY) from None
    return Fields(value, place, "")


class Fields:
    """The fields of one JSON object, read by name with their type checked. Raises DatasetError naming the field.

    Call `done` after the last field: a field that nobody asked for is an error too, so that a misspelt name or
    a record of another schema cannot pass for a missing option.
    """

    __slots__ = ("_data", "_path", "_place", "_seen")

    def __init__(self, value: object, place: Place, path: str) -> None:
        self._place = place
        self._path = path
        if not isinstance(value, dict):
            self._complain("", "an object", value)
        self._data: dict[str, Any] = value
        self._seen: set[str] = set()

    def done(self) -> None:
        """Raise DatasetError when the object has fields that were never read."""
        extra = sorted(self._data.keys() - self._seen)
        if extra:
            raise DatasetError(f"{self._place}: unexpected field `{self._name(extra[0])}`", _REMEDY)

    def wrong(self, name: str, expected: str) -> NoReturn:
        """Complain about the value of a field that has the right type and still makes no sense."""
        self._complain(name, expected, self._data.get(name))

    def text(self, name: str, *, empty: bool = True) -> str:
        value = self._take(name)
        if not isinstance(value, str):
            self._complain(name, "a string", value)
        if not value and not empty:
            self._complain(name, "a string that is not empty", value)
        return value

    def integer(self, name: str, low: int | None = None) -> int:
        value = self._take(name)
        if not isinstance(value, int) or isinstance(value, bool) or (low is not None and value < low):
            self._complain(name, "an integer" if low is None else f"an integer >= {low}", value)
        return value

    def number(self, name: str, low: float | None = None, high: float | None = None) -> float:
        value = self._take(name)
        if not is_finite(value) or (low is not None and value < low) or (high is not None and value > high):
            self._complain(name, _range_text(low, high), value)
        return float(value)

    def numbers(self, name: str, count: int) -> tuple[float, ...]:
        """A list of exactly `count` finite numbers."""
        value = self._take(name)
        if not isinstance(value, list) or len(value) != count or not all(map(is_finite, value)):
            self._complain(name, f"a list of {count} finite numbers", value)
        return tuple(map(float, value))

    def integers(self, name: str) -> tuple[int, ...]:
        value = self._take(name)
        if not isinstance(value, list) or not all(type(item) is int for item in value):
            self._complain(name, "a list of integers", value)
        return tuple(value)

    def texts(self, name: str) -> tuple[str, ...]:
        value = self._take(name)
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            self._complain(name, "a list of strings", value)
        return tuple(value)

    def table(self, name: str, kind: type[T]) -> dict[str, T]:
        """An object whose values all have one type, such as names with their counts."""
        value = self._take(name)
        if not isinstance(value, dict) or not all(type(item) is kind for item in value.values()):
            self._complain(name, f"an object of {kind.__name__} values", value)
        return value

    def optional(self, name: str, read: Callable[[str], T]) -> T | None:
        """What `read(name)` gives, or None where the field is null: undefined, not zero. It must be there."""
        if self._take(name) is None:
            return None
        return read(name)

    def unchecked(self, name: str) -> dict[str, Any]:
        """An object as it is, for somebody else to check."""
        value = self._take(name)
        if not isinstance(value, dict):
            self._complain(name, "an object", value)
        return value

    def child(self, name: str) -> Fields:
        return Fields(self._take(name), self._place, self._name(name))

    def children(self, name: str) -> list[Fields]:
        """The objects of a list."""
        value = self._take(name)
        if not isinstance(value, list):
            self._complain(name, "a list", value)
        return [Fields(item, self._place, f"{self._name(name)}[{index}]") for index, item in enumerate(value)]

    def _take(self, name: str) -> Any:
        self._seen.add(name)
        try:
            return self._data[name]
        except KeyError:
            raise DatasetError(f"{self._place}: field `{self._name(name)}` is missing", _REMEDY) from None

    def _name(self, name: str) -> str:
        return ".".join(part for part in (self._path, name) if part)

    def _complain(self, name: str, expected: str, value: object) -> NoReturn:
        field = self._name(name)
        subject = f"field `{field}`: " if field else ""
        raise DatasetError(f"{self._place}: {subject}expected {expected}, got {_shown(value)}", _REMEDY)


def is_finite(value: object) -> bool:
    """Whether a value is a number that is neither infinite nor NaN (true and false are no numbers)."""
    return isinstance(value, float | int) and not isinstance(value, bool) and math.isfinite(value)


def _range_text(low: float | None, high: float | None) -> str:
    limits = [f">= {low:g}"] if low is not None else []
    limits += [f"<= {high:g}"] if high is not None else []
    return " ".join(["a finite number", " and ".join(limits)]).strip()


def _shown(value: object) -> str:
    text = repr(value)
    return text if len(text) <= _SHOWN_CHARACTERS else text[: _SHOWN_CHARACTERS - 3] + "..."
