"""The `community` engine: manim (Cairo renderer)."""

from __future__ import annotations

import importlib.metadata
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

from synthgen.core.job import RunReport, SceneJob
from synthgen.engines.base import Engine, OnMoment
from synthgen.engines.clock import FrameClock
from synthgen.engines.draw_log import DrawLog
from synthgen.engines.identity import IdentityBook, SourceLines
from synthgen.engines.loading import load_scene_class, shown_below
from synthgen.engines.sampling import Sampler
from synthgen.errors import EngineUnavailable


class CommunityEngine(Engine):
    """Runs scenes written for `manim`; one scene per process."""

    name = "community"

    def __init__(self) -> None:
        self._log = DrawLog()
        self._shown_as: Callable[[str], str | None] = lambda _: None
        self._lines = SourceLines(lambda file: self._shown_as(file))
        self._book = IdentityBook(self._lines)

    def prepare(self, library_root: str | None) -> None:
        try:
            import manim
        except ImportError as error:
            raise EngineUnavailable(
                f"the community engine needs manim, which cannot be imported: {error}", "pip install 'manim==0.22.*'"
            ) from error
        from synthgen.engines import community_paint
        from synthgen.engines.community_renderer import READER
        from synthgen.engines.morphs import Morphs

        manim.logger.setLevel("ERROR")
        community_paint.record_draws(self._log)
        self._book.install(manim.Mobject, copy_names=("__deepcopy__",))
        Morphs(self._book, READER).install(
            manim.Mobject,
            manim.Transform,
            fade_transform_classes=[manim.FadeTransform],
            matching_classes=[manim.TransformMatchingShapes.__mro__[1]],
        )

    def version(self) -> dict[str, str]:
        return {"manim": importlib.metadata.version("manim")}

    def load(self, job: SceneJob) -> type[Any]:
        import manim

        from synthgen.engines.tex import TexService, route_community

        self._shown_as = shown_below(job.scene.root)
        scratch = Path(tempfile.mkdtemp(prefix="synthgen-"))
        manim.config.update(
            {
                "pixel_width": job.render.width_px,
                "pixel_height": job.render.height_px,
                "frame_rate": float(job.render.fps),
                "frame_width": manim.config.frame_height * job.render.width_px / job.render.height_px,
                "media_dir": str(scratch),
                "seed": job.scene_seed,
                "disable_caching": True,
                "dry_run": True,
                "progress_bar": "none",
                "verbosity": "ERROR",
            }
        )
        self._tex = TexService(job.cache_dir / "tex")
        route_community(self._tex)
        sys.argv = ["manim"]
        return load_scene_class(job.scene)

    def run(self, job: SceneJob, scene_class: type[Any], sampler: Sampler, on_moment: OnMoment) -> RunReport:
        from synthgen.engines.community_renderer import SamplingRenderer

        self._book.restart()
        self._lines.start_here()
        clock = FrameClock(sampler)
        renderer = SamplingRenderer(job, clock, self._log, self._book, self._lines, on_moment)
        scene = scene_class(renderer=renderer)
        scene.render()
        renderer.draw_last_picture(scene)
        return RunReport(
            frame_count=clock.frame_index,
            play_count=clock.play_index,
            tex_compiled=self._tex.compiled,
            tex_cached=self._tex.cached,
        )
