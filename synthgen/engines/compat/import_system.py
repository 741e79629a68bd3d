"""The import system with the three finders that old scene files need, in their places."""

from __future__ import annotations

import importlib
import importlib.util
import sys
from collections.abc import Callable, Mapping
from importlib.abc import MetaPathFinder
from pathlib import Path
from types import ModuleType
from typing import Any

from synthgen.core.job import SceneRef
from synthgen.engines.compat.lenient_modules import LenientModules
from synthgen.engines.compat.lost_names import LostNames
from synthgen.engines.compat.missing_modules import MissingModules
from synthgen.engines.compat.moved_modules import MovedModules
from synthgen.engines.compat.placeholders import is_placeholder
from synthgen.engines.compat.scene_folders import SceneFolders


class SceneImports:
    """Imports scene files, whatever has become of what they import.

    `names` are what they find without importing it; `python2` says that they may be older than Python 3.
    """

    def __init__(self, names: LostNames | None = None, python2: bool = True) -> None:
        self.folders = SceneFolders()
        self.names = LostNames() if names is None else names
        self._lenient = LenientModules(self.folders, self.names, python2)
        self._missing = MissingModules(self.folders)

    def install(self, library_root: Path) -> None:
        """For scenes of the period corpus, which lie beside their library below `library_root`."""
        self.folders.add(library_root)
        self.folders.leave_out(library_root / "manimlib")
        sys.meta_path[:0] = [MovedModules(), self._lenient]
        sys.meta_path.append(self._missing)

    def install_for(self, scene: SceneRef, *finders: MetaPathFinder) -> None:
        """For scenes that lie anywhere; `finders` are asked for what is not where it is imported from."""
        self.folders.add(scene.root)
        if str(scene.root) not in sys.path:
            sys.path.insert(0, str(scene.root))
        sys.meta_path.insert(0, self._lenient)
        sys.meta_path += [*finders, self._missing]

    def amend(self, functions: Mapping[str, Callable[[Any], Any]]) -> None:
        """Let others take the place of scene files' own functions of these names; each is given the function."""
        self._lenient.amended.update(functions)

    def keep_code_in(self, folder: Path) -> None:
        """Compile a scene file once for all processes that use this folder."""
        self._lenient.codes.folder = folder

    def notes(self) -> list[str]:
        """What could not be imported or executed, for the record."""
        missing = [f"module {name} exists nowhere" for name in self._missing.names]
        failed = [f"{place} was left out: {type(error).__name__}: {error}" for place, error in self._lenient.errors]
        return list(dict.fromkeys([*missing, *failed]))

    def load(self, scene: SceneRef) -> object:
        """The scene's class, or whatever its file has under that name; None without.

        Raises what the class definition raised, if it did.
        """
        self.folders.add(scene.root)
        module = self._import(scene)
        if scene.class_name not in module.__dict__:
            return _listed(module, scene.class_name)
        found = module.__dict__[scene.class_name]
        if is_placeholder(found) and (error := found.__dict__["_error"]) is not None:
            raise error
        return found

    def _import(self, scene: SceneRef) -> ModuleType:
        """By its name where it has one: a file in a folder with a module of the same name beside it has none."""
        if "." in scene.module:
            try:
                return importlib.import_module(scene.module)
            except ModuleNotFoundError as error:
                if error.name != scene.module:
                    raise
        return self._load_file(scene.file)

    def _load_file(self, file: Path) -> ModuleType:
        """A lone file is imported by location, so that a name like `random.py` shadows nothing."""
        name = f"synthgen_scene_{file.stem}"
        spec = importlib.util.spec_from_file_location(name, file, loader=self._lenient.loader(name, str(file)))
        if spec is None or spec.loader is None:
            raise ImportError(f"{file.name} is not a Python file")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
        return module


def _listed(module: ModuleType, class_name: str) -> object:
    """A class that a file has only in its list of a video's scenes."""
    listed = module.__dict__.get("SCENES_IN_ORDER", ())
    return next((one for one in listed if getattr(one, "__name__", "") == class_name), None)
