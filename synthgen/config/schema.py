"""The whole configuration: which options there are, and telling Hydra of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from typing import Any

from hydra.core.config_store import ConfigStore
from omegaconf import MISSING, OmegaConf

from synthgen.config.checks import check
from synthgen.config.detectors import CalibrateConfig, DetectorConfig, TrainConfig
from synthgen.config.labels import AnnotateConfig, ReviewConfig, ValidateConfig
from synthgen.config.masks import MASKS, MasksConfig
from synthgen.config.outputs import DatasetConfig, ExportConfig, FlattenConfig
from synthgen.config.rendering import EngineConfig, LimitsConfig, RenderConfig, SamplingConfig
from synthgen.config.scenes import SCENES, SceneConfig, VideoScene
from synthgen.config.trials import CensusConfig, MatchConfig, VideoConfig
from synthgen.core.names import did_you_mean, nearest
from synthgen.errors import UsageError
from synthgen.sources.catalog import VIDEOS
from synthgen.variants.options import AugmentOptions


@dataclass
class TaskConfig:
    name: str = MISSING


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
    detector: DetectorConfig = field(default_factory=DetectorConfig)
    calibrate: CalibrateConfig = field(default_factory=CalibrateConfig)
    train: TrainConfig = field(default_factory=TrainConfig)
    paths: PathsConfig = field(default_factory=PathsConfig)
    seed: int = 0
    workers: int = 0

    def __post_init__(self) -> None:
        check("seed", self.seed, self.seed >= 0, ">= 0")
        check("workers", self.workers, self.workers >= 0, ">= 0 (0: one for each processor)")


# Groups whose options differ from choice to choice.
_SCHEMAS: dict[str, Mapping[str, type]] = {"scene": SCENES, "masks": MASKS}


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
