"""What a task is told to do: the checked configuration as plain, frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from synthgen.annotate.masks import MaskMode
from synthgen.annotate.objects import Level
from synthgen.core.job import RenderSpec, SamplingSpec
from synthgen.engines.host import Limits
from synthgen.quality.oracle_bounds import Bounds
from synthgen.sources.selection import SceneSelection


@dataclass(frozen=True, slots=True, kw_only=True)
class AnnotateSettings:
    """What the records hold, as `synthgen.annotate` has it.

    `min_opacity` (0..1): fainter objects are left out. `taxonomy`: a YAML file of the user's that adds to the map
    from classes to types.
    """

    level: Level = Level.OBJECTS
    min_opacity: float = 0.05
    visibility: bool = True
    masks: MaskMode = MaskMode.NONE
    taxonomy: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class DatasetSettings:
    """`overwrite`: render scenes again that are already whole in the dataset, instead of skipping them."""

    root: Path
    overwrite: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    format: str
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateSettings:
    """`share` (0..1) of the frames is drawn again, chosen by seed; edges are measured `scale` times finer than the
    frame; of `drawn_objects` objects a frame the visibility is drawn, which costs a drawing of the whole frame each.
    """

    share: float = 0.1
    scale: int = 8
    drawn_objects: int = 24
    bounds: Bounds = field(default_factory=Bounds)


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewSettings:
    """`port` 0 takes a free one; `share` (0..1] of the frames is in the spot check; `pictures`: folders of further
    pictures to draw boxes on; `merge`: datasets reviewed elsewhere whose verdicts and boxes are taken over.
    """

    port: int = 0
    open_browser: bool = True
    reviewer: str = ""
    share: float = 0.1
    look_at_pictures: bool = True
    pictures: tuple[Path, ...] = ()
    merge: tuple[Path, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a task may ask about its run.

    `selection` is None when no scene was chosen. `workers` is at least 1. `asset_dirs` are searched for the
    pictures, SVGs and data files of scenes. `config_text` is the part of the configuration that decides a scene's
    bytes, as YAML: the same text means the same data. `composed_text` is all of it, to be kept with the output.
    """

    task: str
    selection: SceneSelection | None
    sampling: SamplingSpec
    render: RenderSpec
    limits: Limits
    annotate: AnnotateSettings
    dataset: DatasetSettings
    export: ExportSettings
    seed: int
    workers: int
    cache_dir: Path
    asset_dirs: tuple[Path, ...] = ()
    config_text: str = ""
    composed_text: str = ""
    validate: ValidateSettings = field(default_factory=ValidateSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)
