"""What scenes need to be run: the job that the settings make of each, and the period library where one does."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from rich.console import Console

from synthgen.core.job import RenderSpec, SceneJob, SceneRef
from synthgen.sources.sdist import period_root
from synthgen.tasks.settings import Settings


def scene_job(
    scene: SceneRef, settings: Settings, library_root: Path | None, render: RenderSpec | None = None
) -> SceneJob:
    """The job that runs a scene as the settings say, at their own size and rate unless another is given."""
    return SceneJob(
        scene=scene,
        render=render or settings.render,
        sampling=settings.sampling,
        seed=settings.seed,
        cache_dir=settings.cache_dir.absolute(),
        library_root=library_root if scene.engine == "period" else None,
        asset_dirs=settings.asset_dirs,
    )


def library_root_for(scenes: Iterable[SceneRef], settings: Settings, console: Console) -> Path | None:
    """Where the period library lies, fetched if need be; None if no scene runs on it. Raises SourceError."""
    if all(scene.engine != "period" for scene in scenes):
        return None
    return period_root(settings.cache_dir, console.print)
