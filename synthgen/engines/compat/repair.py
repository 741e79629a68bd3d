"""What a repair is: one small change that lets old scenes run, with the symptom it mends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any


def _no_names() -> Mapping[str, Any]:
    return {}


@dataclass(frozen=True, slots=True)
class Repair:
    """`symptom` is what a scene that needs the repair fails with.

    `apply` makes a change to Python or to the library, once a process. `names` makes what the library has lost;
    scene files find it under its old name.
    """

    name: str
    symptom: str
    apply: Callable[[], None] = lambda: None
    names: Callable[[], Mapping[str, Any]] = _no_names
