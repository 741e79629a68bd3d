"""Importing a scene's file and finding its class, the same way for every engine."""

from __future__ import annotations

import importlib
import importlib.util
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

from synthgen.core.job import SceneRef
from synthgen.engines.base import SceneNotFound


def load_scene_class(scene: SceneRef) -> type[Any]:
    """Import the scene's module and return its class.

    A dotted module is imported by name from the source's root, so that files importing one another share it; a
    lone file is imported by location, so that a name like `random.py` shadows nothing.
    Raises SceneNotFound when the file has no such class; whatever the file itself raises passes through.
    """
    root = str(scene.root)
    if root not in sys.path:
        sys.path.insert(0, root)
    module = importlib.import_module(scene.module) if "." in scene.module else _import_file(scene.file)
    found = getattr(module, scene.class_name, None)
    if not isinstance(found, type):
        raise SceneNotFound(f"{scene.file.name} has no class {scene.class_name}")
    return found


def _import_file(file: Path) -> ModuleType:
    name = f"synthgen_scene_{file.stem}"
    spec = importlib.util.spec_from_file_location(name, file)
    if spec is None or spec.loader is None:
        raise ImportError(f"{file.name} is not a Python file")
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    spec.loader.exec_module(module)
    return module


def shown_below(root: Path, excluded: tuple[Path, ...] = ()) -> Callable[[str], str | None]:
    """A function giving a code file's name below `root`, or None for library code and everything elsewhere."""
    paths = sysconfig.get_paths()
    libraries = [Path(paths[key]).resolve() for key in ("stdlib", "purelib", "platlib")]
    foreign = [*libraries, *(path.resolve() for path in excluded), Path(__file__).resolve().parents[1]]
    base = root.resolve()

    def shown_as(filename: str) -> str | None:
        if filename.startswith("<"):
            return None
        path = Path(filename).resolve()
        if not path.is_relative_to(base) or any(path.is_relative_to(library) for library in foreign):
            return None
        return path.relative_to(base).as_posix()

    return shown_as
