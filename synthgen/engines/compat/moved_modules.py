"""Modules that moved after scenes were written that import them: each old name leads to the module of today.

Applies to imports of a name in `MOVED`, unless a module of that very name can be found.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec, PathFinder
from types import ModuleType

# The longest name that fits counts; what follows it is looked up below the new name.
MOVED = {
    "active_projects": "from_3b1b.active",
    "active_projects.eop": "from_3b1b.on_hold.eop",
    "active_projects.shadows": "from_3b1b.on_hold.shadows",
    "old_projects": "from_3b1b.old",
    "nn": "from_3b1b.old.nn",
    "hilbert": "from_3b1b.old.hilbert",
    "hilbert.curves": "manimlib.once_useful_constructs.fractals",
    "from_3b1b.old.hilbert.curves": "manimlib.once_useful_constructs.fractals",
    "once_useful_constructs": "manimlib.once_useful_constructs",
    "for_3b1b_videos": "manimlib.for_3b1b_videos",
    "mobject.region": "manimlib.once_useful_constructs.region",
    "scene.graphs": "manimlib.once_useful_constructs.graph_theory",
    "geometry": "manimlib.mobject.geometry",
    "animation": "manimlib.animation",
    "camera": "manimlib.camera",
    "mobject": "manimlib.mobject",
    "scene": "manimlib.scene",
    "utils": "manimlib.utils",
}

# Names from which `import *` brought whatever a scene needs.
EVERYTHING = frozenset(
    ["animation", "big_ol_pile_of_manim_imports", "camera", "constants", "helpers", "mobject", "scene", "utils"]
)
_ALL_OF_IT = "manimlib.imports"


def new_name(old: str) -> str | None:
    """Where the module of an old name is now; None for names that did not move."""
    parts = old.split(".")
    for length in range(len(parts), 0, -1):
        target = MOVED.get(".".join(parts[:length]))
        if target is not None:
            return ".".join([target, *parts[length:]])
    return None


class MovedModules(MetaPathFinder):
    """Finds modules under their old names. Goes before the usual finders, which would load a second copy."""

    def __init__(self) -> None:
        self._led: set[str] = set()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        top = fullname.partition(".")[0]
        is_known = fullname in MOVED or fullname in EVERYTHING
        if top not in self._led and (not is_known or PathFinder.find_spec(fullname, path) is not None):
            return None
        now = new_name(fullname)
        if fullname in EVERYTHING:
            loader: Loader = _Everything()
        elif now is not None and _exists(now):
            loader = Elsewhere(now)
        else:
            return None
        if fullname == top:
            self._led.add(top)
        return ModuleSpec(fullname, loader, is_package=True)


class Elsewhere(Loader):
    """Puts the module of today where the old name is asked for."""

    def __init__(self, now: str) -> None:
        self._now = now

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        sys.modules[module.__name__] = importlib.import_module(self._now)


class _Everything(Loader):
    """Fills a module with everything the library has to offer."""

    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        library = importlib.import_module(_ALL_OF_IT)
        module.__dict__.update({name: value for name, value in vars(library).items() if not name.startswith("__")})


def _exists(name: str) -> bool:
    try:
        return importlib.util.find_spec(name) is not None
    except ModuleNotFoundError:
        return False
