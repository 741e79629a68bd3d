"""Candidate scenes drawn as datasets of small pictures, and their descriptors; both are kept and used again."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Mapping
from collections.abc import Sequence as Rows
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from functools import lru_cache, partial

from rich.console import Console
from rich.progress import track

from synthgen.annotate.objects import Level
from synthgen.core.job import RenderSpec, SamplingMode, SamplingSpec
from synthgen.core.snapshot import PixelArray
from synthgen.dataset.manifest import Manifest
from synthgen.dataset.reading import Dataset, Frame, open_dataset
from synthgen.errors import WorkFailed
from synthgen.matching.descriptors import VERSION, Sequence, describe, load, save
from synthgen.sources.selection import SceneSelection
from synthgen.tasks import generate
from synthgen.tasks.settings import AnnotateSettings, Settings

_AROUND_S = 2.0
"""How far outside a span what is found may lie after all."""


@dataclass(frozen=True, eq=False)
class Candidate:
    """A scene that was drawn: the dataset that its pictures are in, and their descriptors."""

    name: str
    scene_class: str
    dataset: Dataset
    sequence: Sequence


class Candidates:
    """Scenes that a video may show. `failed`: those that could not be drawn, or not as finely as wanted."""

    def __init__(self, scenes: Rows[Candidate], failed: Rows[str]) -> None:
        self._scenes = scenes
        self.names = [scene.name for scene in scenes]
        self.classes = [scene.scene_class for scene in scenes]
        self.sequences = [scene.sequence for scene in scenes]
        self.failed = list(failed)

    @lru_cache(maxsize=64)  # noqa: B019 (lives as long as the task)
    def frames(self, candidate: int) -> list[Frame]:
        """The moments of a candidate, in order."""
        scene = self._scenes[candidate]
        return list(scene.dataset.frames([scene.name]))

    def pixels(self, candidate: int, moment: int) -> PixelArray:
        return self.frames(candidate)[moment].pixels()

    def size_px(self, candidate: int) -> tuple[int, int]:
        """(width, height) of a candidate's pictures."""
        return self.frames(candidate)[0].record.resolution

    def completed(self, other: Candidates, names: Collection[str]) -> Candidates:
        """These, and of the other ones those of the names that are missing here."""
        missing = [scene for scene in other._scenes if scene.name in names and scene.name not in self.names]
        return Candidates([*self._scenes, *missing], self.failed)


def candidates_of(dataset: Dataset, workers: int, console: Console, names: Collection[str]) -> Candidates:
    """Those scenes of a dataset, which may hold the ones of earlier searches."""
    scenes = [scene for scene in dataset.scenes if scene.scene_id in names]
    failed = [failure.scene_id for failure in dataset.failures if failure.scene_id in names]
    with ThreadPoolExecutor(workers) as pool:
        described = pool.map(partial(_described, dataset), scenes)
        sequences = list(track(described, "describing scenes", len(scenes), console=console))
    found = [
        Candidate(scene.scene_id, scene.scene_class, dataset, sequence)
        for scene, sequence in zip(scenes, sequences, strict=True)
    ]
    return Candidates(found, failed)


def _described(dataset: Dataset, scene: Manifest) -> Sequence:
    # Not the hash of the records: without labels those of a changed scene can be the same.
    shown = hashlib.sha256("".join(picture.sha256 for picture in scene.frames).encode()).hexdigest()[:12]
    kept = dataset.root / "descriptors" / f"{scene.scene_id}-{shown}-v{VERSION}.npz"
    try:
        return load(kept)
    except (OSError, ValueError, KeyError):
        pictures = ((frame.record.timestamp_s, frame.pixels()) for frame in dataset.frames([scene.scene_id]))
        sequence = describe(scene.scene_id, pictures)
        kept.parent.mkdir(parents=True, exist_ok=True)
        save(kept, sequence)
        return sequence


def coarse_candidates(settings: Settings, console: Console) -> Candidates:
    """All scenes of the selection, at few moments a second. Raises WorkFailed when none of them can be drawn."""
    if draws_again(settings):
        # Of these only the pictures count.
        settings = replace(settings, annotate=AnnotateSettings(level=Level.NONE))
    drawn = _drawn(settings, "candidates", settings.match.candidates_fps, console)
    if not drawn.names:
        root = settings.dataset.root / "match" / "candidates"
        raise WorkFailed("none of the candidate scenes can be drawn", f"the reasons are in {root}/failures.jsonl")
    return drawn


def draws_again(settings: Settings) -> bool:
    """Whether the scenes that are found are drawn at more moments a second than all of them are."""
    return settings.match.fine_fps > settings.match.candidates_fps


def fine_candidates(
    settings: Settings, coarse: Candidates, spans: Mapping[int, tuple[float, float]], video: str, console: Console
) -> Candidates:
    """Some of the scenes again for a video, at more moments a second, in and around these spans of their time (s).

    One that this fails for stays as it was drawn before, without labels.
    """
    windows = {
        coarse.names[number]: (max(0.0, first_s - _AROUND_S), last_s + _AROUND_S)
        for number, (first_s, last_s) in spans.items()
    }
    classes = tuple(dict.fromkeys(coarse.classes[number] for number in spans))
    narrowed = replace(settings, selection=_only(classes, settings))
    fine = _drawn(narrowed, f"found/{video}", settings.match.fine_fps, console, windows)
    return fine.completed(coarse, windows)


def _only(classes: tuple[str, ...], settings: Settings) -> SceneSelection | None:
    """The selection narrowed to these classes, whether its source takes them as they are or by its filters."""
    own = settings.selection
    return own and replace(own, classes=classes, filters=replace(own.filters, classes=classes))


def _drawn(
    settings: Settings,
    folder: str,
    fps: float,
    console: Console,
    windows: Mapping[str, tuple[float, float]] | None = None,
) -> Candidates:
    match, level = settings.match, settings.annotate.level
    root = settings.dataset.root / "match" / folder
    wanted = replace(
        settings,
        sampling=SamplingSpec(SamplingMode.UNIFORM, fps=fps),
        render=RenderSpec(match.width_px, match.height_px, settings.render.fps),
        dataset=replace(settings.dataset, root=root),
        config_text=f"{settings.config_text}\nmatch: {fps:g} fps, {match.width_px}x{match.height_px}, {level}\n",
    )
    tally = generate.render(wanted, console, windows)
    return candidates_of(open_dataset(root.absolute()), settings.workers, console, set(windows or tally.scene_ids))
