"""Which scenes: the schemas of `conf/scene`, each of which knows what it selects."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path

from omegaconf import MISSING

from synthgen.config.checks import check, optional_path
from synthgen.errors import UsageError
from synthgen.sources.procedural.request import Balance, HardKind, ProceduralRequest
from synthgen.sources.selection import Filters, SceneSelection, SourceKind


# Users type these names: Hydra reads an enum by the names of its members, not by their values.
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


@dataclass
class SceneConfig:
    classes: list[str] = field(default_factory=list)

    def selection(self, engine: str, seed: int) -> SceneSelection:
        """What to take from which source; `engine` is "" for whichever suits the scenes."""
        raise UsageError("`scene` is set piece by piece", "choose one whole: scene=NAME, as --help lists them")


@dataclass
class VideoScene(SceneConfig):
    video: str = MISSING

    def selection(self, engine: str, seed: int) -> SceneSelection:
        return SceneSelection(kind=SourceKind.VIDEO, engine=engine, classes=tuple(self.classes), video=self.video)


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
    def selection(self, engine: str, seed: int) -> SceneSelection:
        return SceneSelection(
            kind=SourceKind.CORPUS, engine=engine, classes=tuple(self.classes), filters=self.filters()
        )


@dataclass
class CheckoutScenes(FilteredScenes):
    root: str = MISSING
    prefer_period: bool = True

    def selection(self, engine: str, seed: int) -> SceneSelection:
        return SceneSelection(
            kind=SourceKind.CHECKOUT,
            engine=engine,
            classes=tuple(self.classes),
            root=Path(self.root),
            filters=self.filters(),
            prefer_period=self.prefer_period,
        )


@dataclass
class Dataset3b1bScenes(FilteredScenes):
    root: str = MISSING
    min_confidence: float = 0.0

    def __post_init__(self) -> None:
        check("scene.min_confidence", self.min_confidence, 0 <= self.min_confidence <= 1, "between 0 and 1")

    def selection(self, engine: str, seed: int) -> SceneSelection:
        return SceneSelection(
            kind=SourceKind.DATASET3B1B,
            engine=engine,
            classes=tuple(self.classes),
            root=Path(self.root),
            filters=replace(self.filters(), min_confidence=self.min_confidence),
        )


@dataclass
class FileScene(SceneConfig):
    path: str = MISSING
    root: str | None = None

    def selection(self, engine: str, seed: int) -> SceneSelection:
        return SceneSelection(
            kind=SourceKind.FILE,
            engine=engine,
            classes=tuple(self.classes),
            path=Path(self.path),
            root=optional_path(self.root),
        )


@dataclass
class ExampleScenes(SceneConfig):
    def selection(self, engine: str, seed: int) -> SceneSelection:
        return SceneSelection(kind=SourceKind.EXAMPLES, engine=engine, classes=tuple(self.classes))


@dataclass
class GalleryScenes(SceneConfig):
    def selection(self, engine: str, seed: int) -> SceneSelection:
        return SceneSelection(kind=SourceKind.GALLERY, engine=engine, classes=tuple(self.classes))


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
        check("scene.count", self.count, 0 < self.count <= 100_000, "between 1 and 100000")
        for name in ("crowding", "overlap", "hard_share"):
            check(f"scene.{name}", getattr(self, name), 0 <= getattr(self, name) <= 1, "between 0 and 1")

    def selection(self, engine: str, seed: int) -> SceneSelection:
        return SceneSelection(
            kind=SourceKind.PROCEDURAL, engine=engine, classes=tuple(self.classes), procedural=self.request(seed)
        )

    def request(self, seed: int) -> ProceduralRequest:
        return ProceduralRequest(
            count=self.count,
            templates=tuple(self.templates),
            template_dirs=tuple(Path(folder).expanduser().absolute() for folder in self.template_dirs),
            crowding=self.crowding,
            overlap=self.overlap,
            hard_share=self.hard_share,
            hard_kinds=tuple(HardKind(kind.value) for kind in self.hard_kinds),
            balance=tuple(Balance(what.value) for what in self.balance),
            seed=seed,
        )


@dataclass
class MixedScenes(ProceduralScenes):
    videos: list[str] = field(default_factory=list)
    real_count: int = 24

    def __post_init__(self) -> None:
        super().__post_init__()
        check("scene.real_count", self.real_count, self.real_count > 0, "> 0")

    def selection(self, engine: str, seed: int) -> SceneSelection:
        return SceneSelection(
            kind=SourceKind.MIXED,
            engine=engine,
            classes=tuple(self.classes),
            procedural=self.request(seed),
            videos=tuple(self.videos),
            real_count=self.real_count,
        )


SCENES: dict[str, type[SceneConfig]] = {
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
