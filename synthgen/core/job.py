"""What a worker needs to run one scene, and what it reports back. Plain data that crosses process borders."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from synthgen.core.rng import derive_seed

_TAG = "@"


class SamplingMode(StrEnum):
    REST = "rest"
    UNIFORM = "uniform"
    COUNT = "count"
    MIXED = "mixed"


@dataclass(frozen=True, slots=True)
class SamplingSpec:
    """Which moments of a scene to draw.

    `rest`: the still moment after each play, or the first frame of the next play where the scene adds or removes
    something in between: no frame of its video shows that by itself. `uniform`: `fps` a second. `count`: `count`
    moments spread over what changes. `mixed`: the same with `rest_share` of them still moments, the others inside
    animations. Near-identical neighbours (mean absolute difference below `min_change`, 0..255 levels) are dropped.
    `uniform` can be confined to the time from `from_s` to `until_s` (None: the end), in seconds of the scene's clock.
    """

    mode: SamplingMode = SamplingMode.MIXED
    count: int = 8
    fps: float = 1.0
    rest_share: float = 0.6
    min_change: float = 0.0
    from_s: float = 0.0
    until_s: float | None = None


@dataclass(frozen=True, slots=True)
class RenderSpec:
    """Size and rate of the render; resolution is always (width, height)."""

    width_px: int = 854
    height_px: int = 480
    fps: Fraction = Fraction(30)


@dataclass(frozen=True, slots=True)
class SceneRef:
    """A scene class and where its source is.

    `file` is the scene's own file, `root` the folder put first on the import path (the file's imports resolve
    from there), `module` the dotted name of the file below `root`. `shown_root` is what file names in records
    are relative to. `copyright` travels into the metadata.
    """

    scene_id: str
    class_name: str
    file: Path
    root: Path
    module: str
    engine: str
    source: str
    copyright: str = ""
    video: str = ""
    year: int | None = None


def tagged(scene_id: str, tag: str) -> str:
    """The id under which one job of a sweep keeps a scene that other jobs make differently; "" adds nothing."""
    return f"{scene_id}{_TAG}{tag}" if tag else scene_id


def untagged(scene_id: str) -> str:
    """The scene's id without the job's tag: seeds must not depend on where a scene is kept."""
    return scene_id.partition(_TAG)[0]


@dataclass(frozen=True, slots=True)
class SceneJob:
    """One scene to run, with everything that decides the outcome."""

    scene: SceneRef
    render: RenderSpec
    sampling: SamplingSpec
    seed: int
    cache_dir: Path
    library_root: Path | None = None
    asset_dirs: tuple[Path, ...] = ()
    max_moments: int = 100_000

    @property
    def scene_seed(self) -> int:
        """The seed of everything random in the scene itself."""
        return derive_seed(self.seed, untagged(self.scene.scene_id))


@dataclass(slots=True)
class RunReport:
    """What a run saw: how far the scene's clock went, what was missing or stood in for, and which repairs it needed."""

    frame_count: int = 0
    play_count: int = 0
    stand_ins: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    repairs: list[str] = field(default_factory=list)
    tex_compiled: int = 0
    tex_cached: int = 0


class FailureReason(StrEnum):
    """Why a scene has no frames; one word to group by."""

    EXCEPTION = "exception"
    IMPORT = "import-error"
    TEX = "tex-error"
    ASSET = "missing-asset"
    TIMEOUT = "timeout"
    MEMORY = "out-of-memory"
    CRASH = "crash"
    EXIT = "called-exit"
    INPUT = "waited-for-input"
    EMPTY = "nothing-drawn"
    DISK = "disk-full"


@dataclass(frozen=True, slots=True)
class Failure:
    """A scene that could not be rendered: its reason, and where in its own source it went wrong."""

    reason: FailureReason
    message: str
    traceback: str = ""
    file: str = ""
    line: int = 0
