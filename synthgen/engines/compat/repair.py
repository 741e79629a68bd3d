"""What a repair is: one small change that lets old scenes run, with the symptom it mends."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Repair:
    """`symptom` is what a scene that needs the repair fails with; `apply` makes the change, once a process."""

    name: str
    symptom: str
    apply: Callable[[], None]
