"""manimgl without a window, a display or a movie: imported anew for one render size, quiet, drawing through EGL."""

from __future__ import annotations

import contextlib
import ctypes
import importlib
import os
import sys
import tempfile
import warnings
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

from synthgen.core.job import SceneJob
from synthgen.errors import EngineUnavailable

_LOOK = {"camera": ("background_color", "background_opacity"), "text": ("font", "alignment"), "tex": ("template",)}
_INSTALL = "pip install 'manimgl==1.7.*'"
_INSTALL_EGL = "apt-get install libegl1 libgl1 libgl1-mesa-dri"


class NullWriter:
    """Stands where manimgl's file writer stands: answers every call and writes nothing."""

    write_to_movie = False
    save_last_frame = False
    ended_with_interrupt = False

    def __init__(self, scene: Any, **settings: Any) -> None:
        self.scene = scene

    def has_progress_display(self) -> bool:
        return False

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *args, **kwargs: None


def require_egl() -> None:
    """Raises EngineUnavailable when the system lacks the libraries an EGL context needs. Creates no context."""
    for library in ("libEGL.so.1", "libGL.so.1"):
        try:
            ctypes.CDLL(library)
        except OSError as error:
            raise EngineUnavailable(f"the opengl engine needs {library}: {error}", _INSTALL_EGL) from error


def import_library(width_px: int, height_px: int, cache_dir: Path) -> ModuleType:
    """Import manimlib for frames of this size, replacing the one imported before, and take its window and files away.

    manimlib works out its frame width (and all that follows from it: constants, default arguments) when it is
    imported, so another shape of picture needs another import; that costs some hundredths of a second once the
    libraries below it are loaded. Raises EngineUnavailable when it cannot be imported.
    """
    for name in [name for name in sys.modules if name == "manimlib" or name.startswith("manimlib.")]:
        del sys.modules[name]
    os.environ.setdefault("PYOPENGL_PLATFORM", "egl")
    try:
        with _import_setting(width_px, height_px, cache_dir):
            library = importlib.import_module("manimlib")
    except ImportError as error:
        raise EngineUnavailable(
            f"the opengl engine needs manimgl, which cannot be imported: {error}", _INSTALL
        ) from error
    _make_headless()
    return library


def configure(job: SceneJob) -> None:
    """Set the frame rate, and the look that the scene's project asks for."""
    config = importlib.import_module("manimlib.config").manim_config
    fps = job.render.fps
    config.camera.fps = int(fps) if fps.denominator == 1 else float(fps)
    for section, settings in project_look(job.scene.root).items():
        config[section].update(settings)


def project_look(root: Path) -> dict[str, dict[str, Any]]:
    """What the `custom_config.yml` of a project says of its scenes' look: background, font, alignment, TeX template.

    manimgl reads that file where it is started. The rest of it (folders, windows, sizes) is the machine's affair.
    """
    import yaml

    file = root / "custom_config.yml"
    content = yaml.safe_load(file.read_text(encoding="utf-8")) if file.is_file() else None
    if not isinstance(content, dict):
        return {}
    sections = {name: content.get(name) for name in _LOOK}
    return {
        name: {key: section[key] for key in _LOOK[name] if key in section}
        for name, section in sections.items()
        if isinstance(section, dict)
    }


@contextlib.contextmanager
def _import_setting(width_px: int, height_px: int, cache_dir: Path) -> Iterator[None]:
    """What manimlib reads when imported: the command line, and `custom_config.yml` in the working directory."""
    import pyglet

    pyglet.options["headless"] = True
    pyglet.options["shadow_window"] = False
    arguments, folder = sys.argv, Path.cwd()
    with tempfile.TemporaryDirectory() as empty, warnings.catch_warnings():
        warnings.simplefilter("ignore")
        config_file = Path(empty, "settings.yml")
        config_file.write_text(f"directories:\n  cache: {str(cache_dir)!r}\n")
        size = f"{width_px}x{height_px}"
        sys.argv = ["manimgl", "--resolution", size, "--log-level", "ERROR", "--config_file", str(config_file)]
        os.chdir(empty)
        try:
            yield
        finally:
            os.chdir(folder)
            sys.argv = arguments


def _make_headless() -> None:
    scene_module: Any = importlib.import_module("manimlib.scene.scene")
    scene_module.SceneFileWriter = NullWriter
    scene_module.Scene.show = lambda scene: scene.update_frame(force_draw=True)
    moderngl: Any = importlib.import_module("moderngl")
    moderngl.create_standalone_context = _egl_context


def _egl_context(**settings: Any) -> Any:
    moderngl: Any = importlib.import_module("moderngl")
    try:
        return moderngl.create_context(standalone=True, backend="egl", **settings)
    except Exception as error:
        raise EngineUnavailable(f"no OpenGL context can be made through EGL: {error}", _INSTALL_EGL) from error
