"""The configuration: what can be set, of which type, within which bounds; and its way into plain settings.

Each class below is the schema of a group in `conf/`. Checks across fields and bounds stand in `__post_init__`, which
runs when the composed configuration is turned into objects. Nothing below `tasks/` sees any of this.
"""

from __future__ import annotations

import math
import os
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, fields, is_dataclass, replace
from enum import Enum
from fractions import Fraction
from pathlib import Path
from typing import Any

from hydra.core.config_store import ConfigStore
from omegaconf import MISSING, DictConfig, OmegaConf

from synthgen.annotate.masks import MaskMode
from synthgen.annotate.objects import Level
from synthgen.core.job import RenderSpec, SamplingMode, SamplingSpec
from synthgen.core.names import did_you_mean, nearest
from synthgen.core.patches import Fit
from synthgen.dataset.exports import Grain
from synthgen.dataset.splits import Split, SplitShares
from synthgen.engines.host import Limits
from synthgen.errors import UsageError
from synthgen.quality.oracle_bounds import Bounds
from synthgen.sources.catalog import VIDEOS
from synthgen.sources.procedural.request import Balance, HardKind, ProceduralRequest
from synthgen.sources.selection import Filters, SceneSelection, SourceKind
from synthgen.tasks.settings import (
    Again,
    AnnotateSettings,
    CensusSettings,
    DatasetSettings,
    ExportSettings,
    FlattenSettings,
    MatchSettings,
    ReviewSettings,
    Settings,
    ValidateSettings,
    VideoSettings,
)
from synthgen.variants.masks.specs import Compat, IJepaSpec, MaskSpec, ObjectSpec, Range, Tubes, VJepaSpec
from synthgen.variants.options import AugmentOptions

# What decides the bytes of a scene's frames and records, whichever scenes are asked for and wherever they go.
_DECISIVE = ("render", "sampling", "annotate", "augment", "seed")


# Users type these names: Hydra reads an enum by the names of its members, not by their values.
class EngineName(Enum):
    auto = "auto"
    community = "community"
    opengl = "opengl"
    period = "period"


class SamplingName(Enum):
    rest = "rest"
    uniform = "uniform"
    count = "count"
    mixed = "mixed"


class LevelName(Enum):
    groups = "groups"
    objects = "objects"
    parts = "parts"


class HardName(Enum):
    occlusion = "occlusion"
    truncation = "truncation"
    tiny = "tiny"
    huge = "huge"
    low_contrast = "low_contrast"
    near_duplicate = "near_duplicate"


class BalanceName(Enum):
    types = "types"
    positions = "positions"
    sizes = "sizes"
    counts = "counts"


class MasksName(Enum):
    none = "none"
    modal = "modal"
    amodal = "amodal"
    both = "both"


class JobsName(Enum):
    one = "one"
    own = "own"


class AgainName(Enum):
    changed = "changed"
    failed = "failed"
    all = "all"


class ClassesName(Enum):
    fine = "type"
    coarse = "category"


class SplitName(Enum):
    all = "all"
    train = "train"
    val = "val"
    test = "test"


class FitName(Enum):
    stretch = "stretch"
    crop = "crop"
    pad = "pad"


class CompatName(Enum):
    paper = "paper"
    exact = "exact"


def _check(name: str, value: float | str, holds: bool, wanted: str) -> None:
    if not holds:
        # ":g", since a user who typed -3 should not read -3.0.
        shown = f"{value:g}" if isinstance(value, float) else value
        raise UsageError(f"`{name}` must be {wanted}, got {shown}", f"change it with {name}=VALUE")


@dataclass
class TaskConfig:
    name: str = MISSING


@dataclass
class SceneConfig:
    classes: list[str] = field(default_factory=list)


@dataclass
class VideoScene(SceneConfig):
    video: str = MISSING


@dataclass
class FilteredScenes(SceneConfig):
    file: str | None = None
    pattern: str | None = None
    year: int | None = None
    video: str | None = None

    def filters(self) -> Filters:
        return Filters(
            file=self.file or "",
            classes=tuple(self.classes),
            pattern=self.pattern or "",
            year=self.year,
            video=self.video or "",
        )


@dataclass
class CorpusScenes(FilteredScenes):
    pass


@dataclass
class CheckoutScenes(FilteredScenes):
    root: str = MISSING
    prefer_period: bool = True


@dataclass
class FileScene(SceneConfig):
    path: str = MISSING
    root: str | None = None


@dataclass
class Dataset3b1bScenes(FilteredScenes):
    root: str = MISSING
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        _check("scene.min_confidence", self.min_confidence, 0 <= self.min_confidence <= 1, "between 0 and 1")


@dataclass
class ExampleScenes(SceneConfig):
    pass


@dataclass
class GalleryScenes(SceneConfig):
    pass


@dataclass
class ProceduralScenes(SceneConfig):
    count: int = 24
    templates: list[str] = field(default_factory=list)
    template_dirs: list[str] = field(default_factory=list)
    crowding: float = 0.3
    overlap: float = 0.0
    hard_share: float = 0.0
    hard_kinds: list[HardName] = field(default_factory=list)
    balance: list[BalanceName] = field(default_factory=lambda: list(BalanceName))

    def __post_init__(self) -> None:
        _check("scene.count", self.count, 0 < self.count <= 100_000, "between 1 and 100000")
        for name in ("crowding", "overlap", "hard_share"):
            _check(f"scene.{name}", getattr(self, name), 0 <= getattr(self, name) <= 1, "between 0 and 1")


@dataclass
class MixedScenes(ProceduralScenes):
    videos: list[str] = field(default_factory=list)
    real_count: int = 24

    def __post_init__(self) -> None:
        super().__post_init__()
        _check("scene.real_count", self.real_count, self.real_count > 0, "> 0")


@dataclass
class EngineConfig:
    name: EngineName = EngineName.auto


@dataclass
class SamplingConfig:
    mode: SamplingName = SamplingName.mixed
    count: int = 8
    fps: float = 1.0
    rest_share: float = 0.6
    min_change: float = 0.0

    def __post_init__(self) -> None:
        _check("sampling.count", self.count, self.count > 0, "> 0")
        _check("sampling.fps", self.fps, 0 < self.fps < math.inf, "> 0")
        _check("sampling.rest_share", self.rest_share, 0 <= self.rest_share <= 1, "between 0 and 1")
        _check("sampling.min_change", self.min_change, 0 <= self.min_change <= 255, "between 0 and 255")


@dataclass
class AnnotateConfig:
    level: LevelName = LevelName.objects
    min_opacity: float = 0.05
    visibility: bool = True
    masks: MasksName = MasksName.none
    taxonomy: str | None = None

    def __post_init__(self) -> None:
        _check("annotate.min_opacity", self.min_opacity, 0 <= self.min_opacity <= 1, "between 0 and 1")


@dataclass
class RenderConfig:
    width_px: int = 854
    height_px: int = 480
    fps: float = 30.0

    def __post_init__(self) -> None:
        for name in ("width_px", "height_px"):
            size_px = getattr(self, name)
            _check(f"render.{name}", size_px, 16 <= size_px <= 16384, "between 16 and 16384")
        _check("render.fps", self.fps, 0 < self.fps <= 1000, "> 0 and at most 1000")


@dataclass
class LimitsConfig:
    time_s: float = 120.0
    memory_mib: int = 2048

    def __post_init__(self) -> None:
        _check("limits.time_s", self.time_s, self.time_s > 0, "> 0")
        _check("limits.memory_mib", self.memory_mib, self.memory_mib >= 256, "at least 256")


@dataclass
class DatasetConfig:
    root: str = "outputs/dataset"
    overwrite: bool = False
    jobs: JobsName = JobsName.one
    include_code: bool = False

    def __post_init__(self) -> None:
        _check("dataset.root", repr(self.root), self.root.strip() != "", "a folder")


@dataclass
class ExportConfig:
    format: str = MISSING
    path: str | None = None
    classes: ClassesName = ClassesName.fine
    min_visibility: float = 0.0
    min_area_px: float = 0.0
    max_truncation: float = 1.0
    val_share: float = 0.1
    test_share: float = 0.1
    split: SplitName = SplitName.all
    samples: bool = True

    def __post_init__(self) -> None:
        for name in ("min_visibility", "max_truncation", "val_share", "test_share"):
            _check(f"export.{name}", getattr(self, name), 0 <= getattr(self, name) <= 1, "between 0 and 1")
        _check("export.min_area_px", self.min_area_px, 0 <= self.min_area_px < math.inf, ">= 0")
        room = 1 - self.val_share
        wanted = f"at most 1 - export.val_share ({room:g})"
        _check("export.test_share", self.test_share, self.test_share <= room, wanted)


@dataclass
class FlattenConfig:
    path: str = "outputs/flattened"

    def __post_init__(self) -> None:
        _check("flatten.path", repr(self.path), self.path.strip() != "", "a folder")


@dataclass
class ValidateConfig:
    share: float = 0.1
    scale: int = 8
    drawn_objects: int = 24
    edge_p99_px: float = 1.0
    edge_max_px: float = 2.0
    box_iou: float = 0.99
    box_iou_from_px: float = 32.0
    mask_iou_p1: float = 0.97
    mask_iou_min: float = 0.8
    mask_from_px: int = 400
    visibility_p99: float = 0.01
    visibility_max: float = 0.05
    position: float = 1e-6
    picture_iou: float = 0.7
    picture_position: float = 0.5
    unexplained_share: float = 0.005
    own_edge_px: dict[str, float] = field(default_factory=dict)

    def __post_init__(self) -> None:
        _check("validate.share", self.share, 0 < self.share <= 1, "> 0 and at most 1")
        _check("validate.scale", self.scale, 1 <= self.scale <= 16, "between 1 and 16")
        _check("validate.drawn_objects", self.drawn_objects, self.drawn_objects >= 0, ">= 0")
        for bound in fields(Bounds):
            value = getattr(self, bound.name)
            if not isinstance(value, dict):
                _check(f"validate.{bound.name}", value, 0 <= value < math.inf, ">= 0")
        for name, value in self.own_edge_px.items():
            _check(f"validate.own_edge_px.{name}", value, 0 <= value < math.inf, ">= 0")

    def bounds(self) -> Bounds:
        return Bounds(**{bound.name: getattr(self, bound.name) for bound in fields(Bounds)})


@dataclass
class CensusConfig:
    sample: float = 1.0
    width_px: int = 426
    height_px: int = 240
    fps: float = 15.0
    folder: str = "validation"
    again: AgainName = AgainName.changed

    def __post_init__(self) -> None:
        _check("census.sample", self.sample, 0 < self.sample <= 1, "> 0 and at most 1")
        for name in ("width_px", "height_px"):
            size_px = getattr(self, name)
            _check(f"census.{name}", size_px, 16 <= size_px <= 16384, "between 16 and 16384")
        _check("census.fps", self.fps, 0 < self.fps <= 1000, "> 0 and at most 1000")
        _check("census.folder", repr(self.folder), self.folder.strip() != "", "a folder")


@dataclass
class MasksConfig:
    """`masks=none`, and the base of those that are."""

    def spec(self) -> MaskSpec | None:
        return None


@dataclass
class _DrawnMasks(MasksConfig):
    width_px: int = 224
    height_px: int = 224
    patch_px: int = 16
    fit: FitName = FitName.stretch
    compat: CompatName = CompatName.paper
    min_keep: int = 10
    pictures: bool = False

    def __post_init__(self) -> None:
        smallest = min(self.width_px, self.height_px)
        _check("masks.patch_px", self.patch_px, 0 < self.patch_px <= smallest // 2, f"between 1 and {smallest // 2}")
        _check("masks.min_keep", self.min_keep, self.min_keep >= 0, ">= 0")

    def _common(self) -> dict[str, Any]:
        common = {item.name: getattr(self, item.name) for item in fields(_DrawnMasks)}
        return common | {"fit": Fit(self.fit.value), "compat": Compat(self.compat.value)}

    def _range(self, name: str, most: float) -> Range:
        low, high = getattr(self, f"{name}_min"), getattr(self, f"{name}_max")
        _check(f"masks.{name}_min", low, 0 < low <= most, "> 0" if most == math.inf else f"> 0 and at most {most:g}")
        _check(f"masks.{name}_max", high, low <= high <= most, f"at least masks.{name}_min ({low:g})")
        return Range(low, high)


@dataclass
class IJepaMasks(_DrawnMasks):
    context_scale_min: float = 0.85
    context_scale_max: float = 1.0
    target_scale_min: float = 0.15
    target_scale_max: float = 0.2
    target_aspect_min: float = 0.75
    target_aspect_max: float = 1.5
    targets: int = 4

    def __post_init__(self) -> None:
        super().__post_init__()
        _check("masks.targets", self.targets, self.targets > 0, "> 0")

    def spec(self) -> MaskSpec:
        return IJepaSpec(
            **self._common(),
            context_scale=self._range("context_scale", 1.0),
            target_scale=self._range("target_scale", 1.0),
            target_aspect=self._range("target_aspect", math.inf),
            targets=self.targets,
        )


@dataclass
class VJepaMasks(_DrawnMasks):
    min_keep: int = 0
    frames: int = 16
    tubelet: int = 2
    short_blocks: int = 8
    short_scale: float = 0.15
    long_blocks: int = 2
    long_scale: float = 0.7
    aspect_min: float = 0.75
    aspect_max: float = 1.5

    def __post_init__(self) -> None:
        super().__post_init__()
        _check("masks.tubelet", self.tubelet, self.tubelet > 0, "> 0")
        is_whole = self.frames > 0 and self.frames % self.tubelet == 0
        _check("masks.frames", self.frames, is_whole, f"a multiple of masks.tubelet ({self.tubelet})")
        for name in ("short", "long"):
            blocks, scale = getattr(self, f"{name}_blocks"), getattr(self, f"{name}_scale")
            _check(f"masks.{name}_blocks", blocks, blocks > 0, "> 0")
            _check(f"masks.{name}_scale", scale, 0 < scale < 1, "> 0 and < 1")

    def spec(self) -> MaskSpec:
        short, long = Range(self.short_scale, self.short_scale), Range(self.long_scale, self.long_scale)
        return VJepaSpec(
            **self._common(),
            frames=self.frames,
            tubelet=self.tubelet,
            aspect=self._range("aspect", math.inf),
            sets=(Tubes("short", self.short_blocks, short), Tubes("long", self.long_blocks, long)),
        )


@dataclass
class ObjectMasks(_DrawnMasks):
    hidden_min: int = 1
    hidden_max: int = 4
    margin_px: float = 4.0
    max_share: float = 0.5

    def __post_init__(self) -> None:
        super().__post_init__()
        _check("masks.hidden_min", self.hidden_min, self.hidden_min > 0, "> 0")
        at_least = f"at least masks.hidden_min ({self.hidden_min})"
        _check("masks.hidden_max", self.hidden_max, self.hidden_max >= self.hidden_min, at_least)
        _check("masks.margin_px", self.margin_px, 0 <= self.margin_px < math.inf, ">= 0")
        _check("masks.max_share", self.max_share, 0 < self.max_share < 1, "> 0 and < 1")

    def spec(self) -> MaskSpec:
        return ObjectSpec(
            **self._common(),
            hidden_min=self.hidden_min,
            hidden_max=self.hidden_max,
            margin_px=self.margin_px,
            max_share=self.max_share,
        )


@dataclass
class VideoConfig:
    path: str | None = None
    dir: str | None = None
    url: str | None = None
    fps: float = 1.0
    transcript: str | None = None

    def __post_init__(self) -> None:
        _check("video.fps", self.fps, 0 < self.fps <= 240, "> 0 and at most 240")


@dataclass
class MatchConfig:
    width_px: int = 480
    height_px: int = 270
    candidates_fps: float = 4.0
    fine_fps: float = 15.0
    threshold: float = 0.8
    page_frames: int = 240
    transfer: bool = False

    def __post_init__(self) -> None:
        for name in ("width_px", "height_px"):
            size_px = getattr(self, name)
            _check(f"match.{name}", size_px, 160 <= size_px <= 16384, "between 160 and 16384")
        _check("match.candidates_fps", self.candidates_fps, 0 < self.candidates_fps <= 60, "> 0 and at most 60")
        _check("match.fine_fps", self.fine_fps, 0 <= self.fine_fps <= 60, "between 0 (not at all) and 60")
        _check("match.threshold", self.threshold, 0 < self.threshold < 1, "between 0 and 1")
        _check("match.page_frames", self.page_frames, self.page_frames >= 0, ">= 0")


@dataclass
class ReviewConfig:
    port: int = 0
    open_browser: bool = True
    reviewer: str | None = None
    share: float = 0.1
    look_at_pictures: bool = True
    pictures: list[str] = field(default_factory=list)
    merge: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        _check("review.port", self.port, 0 <= self.port <= 65535, "between 0 and 65535 (0: any free one)")
        _check("review.share", self.share, 0 < self.share <= 1, "> 0 and at most 1")

    def settings(self) -> ReviewSettings:
        return ReviewSettings(
            port=self.port,
            open_browser=self.open_browser,
            reviewer=self.reviewer or "",
            share=self.share,
            look_at_pictures=self.look_at_pictures,
            pictures=tuple(Path(folder).expanduser() for folder in self.pictures),
            merge=tuple(Path(folder).expanduser() for folder in self.merge),
        )


@dataclass
class PathsConfig:
    cache: str | None = None
    assets: list[str] = field(default_factory=list)


@dataclass
class Config:
    task: TaskConfig = field(default_factory=TaskConfig)
    scene: SceneConfig | None = None
    engine: EngineConfig = field(default_factory=EngineConfig)
    sampling: SamplingConfig = field(default_factory=SamplingConfig)
    annotate: AnnotateConfig = field(default_factory=AnnotateConfig)
    augment: AugmentOptions = field(default_factory=AugmentOptions)
    render: RenderConfig = field(default_factory=RenderConfig)
    limits: LimitsConfig = field(default_factory=LimitsConfig)
    dataset: DatasetConfig = field(default_factory=DatasetConfig)
    export: ExportConfig = field(default_factory=ExportConfig)
    flatten: FlattenConfig = field(default_factory=FlattenConfig)
    masks: MasksConfig = field(default_factory=MasksConfig)
    validate: ValidateConfig = field(default_factory=ValidateConfig)
    census: CensusConfig = field(default_factory=CensusConfig)
    video: VideoConfig = field(default_factory=VideoConfig)
    match: MatchConfig = field(default_factory=MatchConfig)
    review: ReviewConfig = field(default_factory=ReviewConfig)
    paths: PathsConfig = field(default_factory=PathsConfig)
    seed: int = 0
    workers: int = 0

    def __post_init__(self) -> None:
        _check("seed", self.seed, self.seed >= 0, ">= 0")
        _check("workers", self.workers, self.workers >= 0, ">= 0 (0: one for each processor)")


_SCENES: dict[str, type[SceneConfig]] = {
    "video": VideoScene,
    "corpus": CorpusScenes,
    "checkout": CheckoutScenes,
    "dataset3b1b": Dataset3b1bScenes,
    "file": FileScene,
    "examples": ExampleScenes,
    "gallery": GalleryScenes,
    "procedural": ProceduralScenes,
    "mixed": MixedScenes,
}


_MASKS: dict[str, type[MasksConfig]] = {
    "none": MasksConfig,
    "ijepa": IJepaMasks,
    "vjepa": VJepaMasks,
    "object": ObjectMasks,
}

# Groups whose options differ from choice to choice.
_SCHEMAS: dict[str, Mapping[str, type]] = {"scene": _SCENES, "masks": _MASKS}


def register_schemas() -> None:
    """Tell Hydra the schemas, out of the way of the options users choose from, and the catalog's videos as options."""
    store = ConfigStore.instance()
    store.store(group="schema", name="config", node=Config)
    for group, schemas in _SCHEMAS.items():
        for name, schema in schemas.items():
            store.store(group=f"schema/{group}", name=name, node=schema)
    for video in VIDEOS.values():
        store.store(group="scene", name=video.name, node=VideoScene(video=video.name), provider="catalog")
    OmegaConf.register_new_resolver("synthgen.videos", _listed_videos, replace=True)


def _listed_videos() -> str:
    width = max(len(name) for name in VIDEOS)
    return "\n".join(f"  {video.name:<{width}}  {video.title} ({video.year})" for video in VIDEOS.values())


def option_names() -> list[str]:
    """Every option there is, dotted: groups, and the values in them."""
    names: list[str] = ["experiment"]
    for top in fields(Config):
        names.append(top.name)
        schemas = _SCHEMAS[top.name].values() if top.name in _SCHEMAS else [top.default_factory]
        inner = {item for schema in schemas if is_dataclass(schema) for item in _dotted(schema)}
        names += [f"{top.name}.{name}" for name in sorted(inner)]
    return names


def _dotted(schema: Any) -> Iterator[str]:
    """The names of a schema's fields, and of the fields of those that are schemas themselves."""
    for item in fields(schema):
        yield item.name
        if is_dataclass(item.default_factory):
            yield from (f"{item.name}.{name}" for name in _dotted(item.default_factory))


def unknown_option(name: str) -> UsageError:
    known = option_names()
    remedy = did_you_mean(name, known) if nearest(name, known) else "--help lists the options"
    return UsageError(f"there is no option `{name}`", remedy)


def to_settings(composed: DictConfig) -> Settings:
    """Check a composed configuration (Hydra's own part left out) and turn it into plain settings.

    Raises UsageError for a value that is missing or out of its bounds.
    """
    if missing := sorted(OmegaConf.missing_keys(composed)):
        raise UsageError(f"`{missing[0]}` must be given", f"add {missing[0]}=VALUE")
    # Hydra lets `+name=value` add anything anywhere; nobody would ever read it.
    if unknown := sorted(set(_names_in(composed)) - set(option_names())):
        raise unknown_option(unknown[0])
    config = OmegaConf.to_object(composed)
    if not isinstance(config, Config):
        raise UsageError("the configuration is not based on schema/config", "keep that line in conf/config.yaml")
    sampling, render = config.sampling, config.render
    return Settings(
        task=config.task.name,
        selection=_selection(config),
        sampling=SamplingSpec(
            mode=SamplingMode(sampling.mode.value),
            count=sampling.count,
            fps=sampling.fps,
            rest_share=sampling.rest_share,
            min_change=sampling.min_change,
        ),
        render=RenderSpec(render.width_px, render.height_px, Fraction(str(render.fps))),
        limits=Limits(config.limits.time_s, config.limits.memory_mib),
        annotate=AnnotateSettings(
            level=Level(config.annotate.level.value),
            min_opacity=config.annotate.min_opacity,
            visibility=config.annotate.visibility,
            masks=MaskMode(config.annotate.masks.value),
            taxonomy=_path(config.annotate.taxonomy),
        ),
        dataset=DatasetSettings(
            root=Path(config.dataset.root).expanduser(),
            overwrite=config.dataset.overwrite,
            include_code=config.dataset.include_code,
        ),
        masks=config.masks.spec(),
        export=_export(config.export),
        flatten=FlattenSettings(path=Path(config.flatten.path).expanduser()),
        variants=config.augment.spec(),
        validate=ValidateSettings(
            share=config.validate.share,
            scale=config.validate.scale,
            drawn_objects=config.validate.drawn_objects,
            bounds=config.validate.bounds(),
        ),
        census=CensusSettings(
            sample=config.census.sample,
            render=RenderSpec(config.census.width_px, config.census.height_px, Fraction(str(config.census.fps))),
            folder=Path(config.census.folder).expanduser(),
            again=Again(config.census.again.value),
        ),
        video=VideoSettings(
            path=_path(config.video.path),
            dir=_path(config.video.dir),
            url=config.video.url or "",
            fps=Fraction(str(config.video.fps)),
            transcript=_path(config.video.transcript),
        ),
        match=MatchSettings(**asdict(config.match)),
        review=config.review.settings(),
        seed=config.seed,
        workers=config.workers or len(os.sched_getaffinity(0)),
        cache_dir=_path(config.paths.cache) or default_cache_dir(),
        asset_dirs=tuple(Path(folder).expanduser() for folder in config.paths.assets),
        config_text=_decisive_text(composed),
        composed_text=OmegaConf.to_yaml(composed, resolve=True),
    )


def _export(export: ExportConfig) -> ExportSettings:
    return ExportSettings(
        format=export.format,
        path=_path(export.path),
        grain=Grain(export.classes.value),
        min_visibility=export.min_visibility,
        min_area_px=export.min_area_px,
        max_truncation=export.max_truncation,
        shares=SplitShares(export.val_share, export.test_share),
        split=None if export.split is SplitName.all else Split(export.split.value),
        samples=export.samples,
    )


def _names_in(composed: DictConfig) -> Iterator[str]:
    content: Any = OmegaConf.to_container(composed, resolve=False)
    for name, value in content.items():
        yield name
        if isinstance(value, dict):
            yield from (f"{name}.{key}" for key in value)


def default_cache_dir() -> Path:
    """`synthgen` in the user's cache folder, where the XDG rules put that."""
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # The rules: a relative path is to be ignored.
    return (base if base.is_absolute() else Path.home() / ".cache") / "synthgen"


def _path(text: str | None) -> Path | None:
    return Path(text).expanduser() if text else None


def _selection(config: Config) -> SceneSelection | None:
    engine = "" if config.engine.name is EngineName.auto else config.engine.name.value
    scene = config.scene
    if scene is None:
        return None
    common: dict[str, Any] = {"engine": engine, "classes": tuple(scene.classes)}
    match scene:
        case VideoScene():
            return SceneSelection(kind=SourceKind.VIDEO, video=scene.video, **common)
        case CorpusScenes():
            return SceneSelection(kind=SourceKind.CORPUS, filters=scene.filters(), **common)
        case CheckoutScenes():
            return SceneSelection(
                kind=SourceKind.CHECKOUT,
                root=Path(scene.root),
                filters=scene.filters(),
                prefer_period=scene.prefer_period,
                **common,
            )
        case Dataset3b1bScenes():
            filters = replace(scene.filters(), min_confidence=scene.min_confidence)
            return SceneSelection(kind=SourceKind.DATASET3B1B, root=Path(scene.root), filters=filters, **common)
        case FileScene():
            return SceneSelection(kind=SourceKind.FILE, path=Path(scene.path), root=_path(scene.root), **common)
        case ExampleScenes():
            return SceneSelection(kind=SourceKind.EXAMPLES, **common)
        case MixedScenes():
            real: dict[str, Any] = {"videos": tuple(scene.videos), "real_count": scene.real_count}
            procedural = _procedural(scene, config.seed)
            return SceneSelection(kind=SourceKind.MIXED, procedural=procedural, **real, **common)
        case GalleryScenes():
            return SceneSelection(kind=SourceKind.GALLERY, **common)
        case ProceduralScenes():
            return SceneSelection(kind=SourceKind.PROCEDURAL, procedural=_procedural(scene, config.seed), **common)
    raise UsageError("`scene` is set piece by piece", "choose one whole: scene=NAME, as --help lists them")


def _procedural(scene: ProceduralScenes, seed: int) -> ProceduralRequest:
    return ProceduralRequest(
        count=scene.count,
        templates=tuple(scene.templates),
        template_dirs=tuple(Path(folder).expanduser().absolute() for folder in scene.template_dirs),
        crowding=scene.crowding,
        overlap=scene.overlap,
        hard_share=scene.hard_share,
        hard_kinds=tuple(HardKind(kind.value) for kind in scene.hard_kinds),
        balance=tuple(Balance(what.value) for what in scene.balance),
        seed=seed,
    )


def _decisive_text(composed: DictConfig) -> str:
    part = OmegaConf.masked_copy(composed, list(_DECISIVE))
    part.assets = composed.paths.assets
    return OmegaConf.to_yaml(part, resolve=True, sort_keys=True)
