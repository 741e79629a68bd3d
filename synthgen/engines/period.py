"""The `period` engine: manimlib 0.2.0, the Cairo library that the scenes of 2015-2019 were last kept running on."""

from __future__ import annotations

import random
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from synthgen.core.job import RunReport, SceneJob
from synthgen.engines.base import Engine, OnMoment, SceneNotFound
from synthgen.engines.clock import FrameClock
from synthgen.engines.compat import data_files
from synthgen.engines.compat.construct_arguments import first_arguments
from synthgen.engines.compat.import_system import SceneImports
from synthgen.engines.compat.repair import begin_scene, repairs_used
from synthgen.engines.draw_log import DrawLog
from synthgen.engines.identity import IdentityBook, SourceLines
from synthgen.engines.loading import shown_below
from synthgen.engines.period_assets import Assets
from synthgen.engines.sampling import Sampler
from synthgen.errors import EngineUnavailable

LIBRARY_VERSION = "0.2.0"


class PeriodEngine(Engine):
    """Runs scenes written for the manimlib of 2015-2019; one scene per process."""

    name = "period"

    def __init__(self) -> None:
        self._log = DrawLog()
        self._imports = SceneImports()
        self._assets = Assets()
        self._shown_as: Callable[[str], str | None] = lambda _: None
        self._lines = SourceLines(lambda file: self._shown_as(file))
        self._book = IdentityBook(self._lines)
        self._root = Path()

    def prepare(self, library_root: str | None) -> None:
        from synthgen.engines import period_paint, period_scene
        from synthgen.engines.morphs import Morphs
        from synthgen.engines.period_library import import_library
        from synthgen.engines.period_reader import make_reader
        from synthgen.engines.period_run import SceneRun

        if library_root is None:
            raise EngineUnavailable("the period engine needs to be told where its library is", "")
        self._root = Path(library_root)
        library = import_library(self._root, self._imports, SceneRun)
        self._reader = make_reader(self._assets.stand_in_of)
        period_scene.take_over(library.Scene, self._lines)
        period_paint.record_draws(self._log)
        self._assets.install(self._root / "manimlib" / "files")
        self._book.install(library.Mobject, copy_names=("copy", "deepcopy"))
        Morphs(self._book, self._reader).install(library.Mobject, library.Transform)

    def version(self) -> dict[str, str]:
        return {"manimlib": LIBRARY_VERSION}

    def load(self, job: SceneJob) -> type[Any]:
        from synthgen.engines.period_library import use_folder, use_size
        from synthgen.engines.tex import TexService, route_period

        self._shown_as = shown_below(job.scene.root, excluded=(self._root / "manimlib",))
        scratch = Path(tempfile.mkdtemp(prefix="synthgen-"))
        use_folder(scratch)
        use_size(job.render.width_px, job.render.height_px)
        self._assets.search([*job.asset_dirs, job.scene.file.parent, job.scene.root], scratch)
        data_files.search_with(self._assets.find)
        self._tex = TexService(job.cache_dir / "tex")
        route_period(self._tex)
        self._seed(job)
        begin_scene(job.scene.year)
        self._imports.keep_code_in(job.cache_dir / "code")
        found = self._imports.load(job.scene)
        if not isinstance(found, type):
            raise SceneNotFound(f"{job.scene.file.name} has no class {job.scene.class_name}")
        return found

    def run(self, job: SceneJob, scene_class: type[Any], sampler: Sampler, on_moment: OnMoment) -> RunReport:
        from synthgen.engines.period_moment import Watch

        fps = job.render.fps
        clock = FrameClock(sampler)
        watch = Watch(clock, self._log, self._book, self._reader, fps, on_moment)
        self._book.restart()
        self._seed(job)
        scene_class(
            *first_arguments(scene_class, "__init__"),
            camera_config={
                "pixel_width": job.render.width_px,
                "pixel_height": job.render.height_px,
                "frame_rate": int(fps) if fps.denominator == 1 else float(fps),
            },
            file_writer_config={"watch": watch},
        )
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
        """For what runs before the library seeds with the scene's own `random_seed`, or where that is None."""
        seed = job.scene_seed
        random.seed(seed)
        np.random.seed(seed)
