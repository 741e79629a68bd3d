"""The `opengl` engine: manimgl, drawing through EGL without a display."""

from __future__ import annotations

import importlib.metadata
import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from synthgen.core.job import RenderSpec, RunReport, SceneJob
from synthgen.engines import compat_opengl
from synthgen.engines.base import Engine, OnMoment, SceneNotFound
from synthgen.engines.clock import FrameClock
from synthgen.engines.compat import data_files
from synthgen.engines.compat.import_system import SceneImports
from synthgen.engines.compat.lost_names import LostNames
from synthgen.engines.compat.repair import begin_scene, repairs_used
from synthgen.engines.compat_opengl.lost_scenes import KEPT_BY_THE_REPOSITORY
from synthgen.engines.compat_opengl.year_folders import YearFolders
from synthgen.engines.identity import IdentityBook, SourceLines
from synthgen.engines.loading import shown_below
from synthgen.engines.opengl_assets import Assets
from synthgen.engines.sampling import Sampler


class OpenGLEngine(Engine):
    """Runs scenes written for `manimgl`; one scene per process.

    The host process makes no OpenGL context: contexts do not survive a fork, so each scene's process makes its own.
    """

    name = "opengl"

    def __init__(self) -> None:
        self._shown_as: Callable[[str], str | None] = lambda _: None
        self._lines = SourceLines(lambda file: self._shown_as(file))
        self._book = IdentityBook(self._lines)

    def prepare(self, library_root: str | None) -> None:
        import tempfile

        from synthgen.engines.opengl_library import import_library, require_egl

        require_egl()
        size = RenderSpec()
        with tempfile.TemporaryDirectory() as scratch:
            import_library(size.width_px, size.height_px, Path(scratch))

    def version(self) -> dict[str, str]:
        return {name: importlib.metadata.version(name) for name in ("manimgl", "moderngl")}

    def load(self, job: SceneJob) -> type[Any]:
        from synthgen.engines.morphs import Morphs
        from synthgen.engines.opengl_library import configure, import_library
        from synthgen.engines.opengl_reader import make_reader
        from synthgen.engines.tex import TexService, route_opengl

        library = import_library(job.render.width_px, job.render.height_px, job.cache_dir / "manimgl")
        configure(job)
        self._assets = Assets(
            [*job.asset_dirs, job.scene.file.parent, job.scene.root], Path(tempfile.mkdtemp()), job.cache_dir
        )
        self._assets.install()
        data_files.search_with(self._assets.find_data)
        self._imports = SceneImports(LostNames("manimlib", KEPT_BY_THE_REPOSITORY), python2=False)
        self._imports.install_for(job.scene, YearFolders(job.scene.root))
        for repair in compat_opengl.REPAIRS:
            repair.apply()
            self._imports.names.supply(repair.names(), repair.name)
            self._imports.amend(repair.functions)
        self._shown_as = shown_below(job.scene.root)
        self._book.install(library.Mobject, copy_names=("copy", "deepcopy"))
        Morphs(self._book, make_reader(), reversed_names=()).install(
            library.Mobject,
            library.Transform,
            fade_transform_classes=[library.FadeTransform],
            matching_classes=[library.TransformMatchingParts],
        )
        self._tex = TexService(job.cache_dir / "tex")
        route_opengl(self._tex)
        self._seed(job)
        begin_scene(job.scene.year)
        self._imports.keep_code_in(job.cache_dir / "code")
        found = self._imports.load(job.scene)
        if not isinstance(found, type):
            raise SceneNotFound(f"{job.scene.file.name} has no class {job.scene.class_name}")
        return found

    def run(self, job: SceneJob, scene_class: type[Any], sampler: Sampler, on_moment: OnMoment) -> RunReport:
        from synthgen.engines.opengl_run import SceneRun

        self._book.restart()
        self._lines.start_here()
        self._seed(job)
        size = (job.render.width_px, job.render.height_px)
        scene = scene_class(camera_config={"resolution": size})
        clock = FrameClock(sampler)
        run = SceneRun(job, scene, clock, self._book, self._lines, on_moment)
        scene.run()
        run.draw_last_picture()
        return RunReport(
            frame_count=clock.frame_index,
            play_count=clock.play_index,
            stand_ins=self._assets.stand_ins(),
            notes=self._imports.notes(),
            repairs=repairs_used(),
            tex_compiled=self._tex.compiled,
            tex_cached=self._tex.cached,
        )

    def _seed(self, job: SceneJob) -> None:
        """For what runs before manimgl seeds with the scene's own `random_seed`, or where that is None."""
        seed = job.scene_seed
        random.seed(seed)
        np.random.seed(seed)
