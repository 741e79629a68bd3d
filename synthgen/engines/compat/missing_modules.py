"""Modules that exist nowhere: imports of them succeed and bring placeholders, so that only scenes that use them fail.

Applies to imports made by scene code and the period library, of modules that no other finder finds.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

from synthgen.engines.compat.placeholders import make_placeholder
from synthgen.engines.compat.scene_folders import SceneFolders


class MissingModules(MetaPathFinder):
    """Goes last. `names` collects what was asked for."""

    def __init__(self, folders: SceneFolders) -> None:
        self._folders = folders
        self.names: list[str] = []

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if _is_part_of_a_real_package(fullname):
            return None
        importer = _importer()
        if not self._folders.hold(importer) and not self._folders.is_library(importer):
            return None
        self.names.append(fullname)
        return ModuleSpec(fullname, _PlaceholderModule(), is_package=True)


class _PlaceholderModule(Loader):
    def create_module(self, spec: ModuleSpec) -> None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        """`import *` brings nothing; any other name is a placeholder."""
        name = module.__name__

        def missing(attribute: str) -> Any:
            if attribute.startswith("__"):
                raise AttributeError(attribute)
            return make_placeholder(attribute, f"its module {name} is not installed or was never published")

        module.__dict__["__all__"] = []
        module.__dict__["__getattr__"] = missing


def _is_part_of_a_real_package(fullname: str) -> bool:
    """Whether it is a name that a package lacks: whoever imports that may still find it elsewhere."""
    package = sys.modules.get(fullname.rpartition(".")[0])
    return package is not None and not isinstance(getattr(package.__spec__, "loader", None), _PlaceholderModule)


def _importer() -> str:
    """The code file whose import statement is being executed."""
    frame = sys._getframe(2)
    while frame.f_back is not None and frame.f_code.co_filename.startswith("<frozen importlib"):
        frame = frame.f_back
    return frame.f_code.co_filename
