"""Augmentations by name: ours, and those of plugin files."""

from __future__ import annotations

import importlib.util
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any, TypeVar

from synthgen.core.names import did_you_mean
from synthgen.errors import UsageError
from synthgen.variants.base import Augmentation

_KNOWN: dict[str, type[Augmentation]] = {}

A = TypeVar("A", bound=type[Augmentation])


def augmentation(name: str) -> Callable[[A], A]:
    """Class decorator: makes an augmentation known by this name. Raises UsageError when another has it already."""

    def register(cls: A) -> A:
        known = _KNOWN.get(name)
        if known is not None and (known.__module__, known.__qualname__) != (cls.__module__, cls.__qualname__):
            raise UsageError(f"there are two augmentations called {name!r}", "call yours something else")
        cls.name = name
        _KNOWN[name] = cls
        return cls

    return register


def load_plugins(files: Iterable[Path]) -> None:
    """Run plugin files, whose classes register themselves. Raises UsageError for a file that cannot be run."""
    for number, file in enumerate(files):
        spec = importlib.util.spec_from_file_location(f"synthgen_plugin_{number}_{file.stem}", file)
        if spec is None or spec.loader is None or not file.is_file():
            raise UsageError(f"`augment.plugins`: there is no Python file {file}", "correct the path")
        module = importlib.util.module_from_spec(spec)
        try:
            spec.loader.exec_module(module)
        except UsageError:
            raise
        except Exception as error:
            raise UsageError(
                f"`augment.plugins`: {file} cannot be run: {type(error).__name__}: {error}", "correct the file"
            ) from error


def create(name: str, parameters: Mapping[str, Any]) -> Augmentation:
    """The augmentation of that name with these parameters. Raises UsageError for a wrong name or parameter."""
    if name not in _KNOWN:
        raise UsageError(f"there is no augmentation {name!r}", did_you_mean(name, sorted(_KNOWN)))
    try:
        return _KNOWN[name](**parameters)
    except TypeError as error:
        raise UsageError(f"augmentation {name!r}: {error}", "see the fields of its class") from error
