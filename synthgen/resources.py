"""Where the files that are not code lie: beside the package in a checkout, inside it when installed from a wheel."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent


def conf_dir() -> Path:
    """The configuration: config.yaml and its groups."""
    return _bundled("conf")


def templates_dir() -> Path:
    """Scene templates and example scenes."""
    return _bundled("templates")


def _bundled(name: str) -> Path:
    installed = _PACKAGE / f"_{name}"
    return installed if installed.is_dir() else _PACKAGE.parent / name
