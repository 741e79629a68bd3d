"""What the schemas have in common: saying which value is wrong, reading paths."""

from __future__ import annotations

from pathlib import Path

from synthgen.errors import UsageError


def check(name: str, value: float | str, holds: bool, wanted: str) -> None:
    """Raise UsageError, naming the option and what it must be, unless the value `holds`."""
    if not holds:
        # ":g", since a user who typed -3 should not read -3.0.
        shown = f"{value:g}" if isinstance(value, float) else value
        raise UsageError(f"`{name}` must be {wanted}, got {shown}", f"change it with {name}=VALUE")


def optional_path(text: str | None) -> Path | None:
    """A path a user wrote, `~` expanded; None where nothing was written."""
    return Path(text).expanduser() if text else None
