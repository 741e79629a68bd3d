"""manimlib 0.2.0 without a movie, a display, sound or a folder of its own: imported once, repaired, quiet."""

from __future__ import annotations

import contextlib
import importlib
import io
import sys
import warnings
from pathlib import Path
from types import ModuleType
from typing import Any

from synthgen.engines import compat, period_shortcuts
from synthgen.engines.compat.import_system import SceneImports
from synthgen.errors import EngineUnavailable

_WRITER_MODULE = "manimlib.scene.scene_file_writer"


def import_library(root: Path, imports: SceneImports, writer_class: type[Any]) -> ModuleType:
    """`manimlib.imports`, where everything is, from the library below `root`.

    `writer_class` takes the place of the library's SceneFileWriter, which would want ffmpeg and pydub. Nothing is
    written into the library's folder. Raises EngineUnavailable when it cannot be imported.
    """
    if not (root / "manimlib" / "scene" / "scene.py").is_file():
        raise EngineUnavailable(f"there is no period library in {root}", "delete that folder to have it fetched again")
    sys.dont_write_bytecode = True
    sys.path.insert(0, str(root))
    imports.install(root)
    for repair in compat.BEFORE_IMPORT:
        repair.apply()
    writer_module = ModuleType(_WRITER_MODULE)
    writer_module.__dict__["SceneFileWriter"] = writer_class
    sys.modules[_WRITER_MODULE] = writer_module
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            library = importlib.import_module("manimlib.imports")
    except ImportError as error:
        raise EngineUnavailable(
            f"the period library in {root} cannot be imported: {error}", "run the set-up again (make setup)"
        ) from error
    library.__dict__["FILE_DIR"] = str(root / "manimlib" / "files")
    period_shortcuts.install()
    for repair in compat.AFTER_IMPORT:
        repair.apply()
        imports.names.supply(repair.names(), repair.name)
    _make_headless()
    return library


def use_folder(scratch: Path) -> None:
    """Have the library write whatever it must below `scratch`."""
    constants: Any = importlib.import_module("manimlib.constants")
    config = {"media_dir": str(scratch), "video_dir": "", "video_output_dir": "", "tex_dir": ""}
    with contextlib.redirect_stdout(io.StringIO()):
        constants.initialize_directories(config)
    constants.NOT_SETTING_FONT_MSG = ""


def use_size(width_px: int, height_px: int) -> None:
    """Make this the size of every camera: a scene that freezes its background goes on with one of its own making."""
    camera = importlib.import_module("manimlib.camera.camera")
    camera.Camera.CONFIG.update(pixel_width=width_px, pixel_height=height_px)


def _make_headless() -> None:
    scene: Any = importlib.import_module("manimlib.scene.scene")
    mobject = importlib.import_module("manimlib.mobject.mobject")
    scene.ProgressDisplay = QuietProgress
    scene.Scene.print_end_message = _nothing
    scene.Scene.show_frame = _nothing
    mobject.Mobject.show = _nothing


def _nothing(*args: Any, **kwargs: Any) -> None:
    """What takes a window or a console to do is not done."""


class QuietProgress:
    """A progress bar that shows nothing: iterates, and answers what bars are asked."""

    def __init__(self, items: Any, **settings: Any) -> None:
        self._items = items

    def __iter__(self) -> Any:
        return iter(self._items)

    def set_description(self, text: str) -> None: ...

    def close(self) -> None: ...
