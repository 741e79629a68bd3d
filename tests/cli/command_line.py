"""The command line run as a user runs it: told apart by its exit code and what it prints."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Ended:
    exit_code: int
    out: str
    err: str


Command = Callable[..., Ended]


def user_environment(home: Path, **more: str) -> dict[str, str]:
    """The environment of a user with a cache of their own below `home`."""
    return {**os.environ, "PYTHONPATH": str(REPOSITORY), "XDG_CACHE_HOME": str(home / "cache"), **more}
