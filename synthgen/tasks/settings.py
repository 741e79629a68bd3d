"""What a task is told to do: the checked configuration as plain, frozen data."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from fractions import Fraction
from pathlib import Path

from synthgen.annotate.masks import MaskMode
from synthgen.annotate.objects import Level
from synthgen.calibration.calibrators import Method
from synthgen.calibration.detecting.onnx import Output
from synthgen.calibration.evaluation import Options
from synthgen.calibration.prediction_files import Format
from synthgen.core.job import RenderSpec, SamplingSpec
from synthgen.dataset.exports import Grain
from synthgen.dataset.image_formats import ImageFormat
from synthgen.dataset.splits import Split, SplitShares
from synthgen.engines.host import Limits
from synthgen.quality.oracle_bounds import Bounds
from synthgen.sources.selection import SceneSelection
from synthgen.variants.masks.specs import MaskSpec
from synthgen.variants.pipeline import VariantSpec


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
    """`overwrite`: render scenes again that are already whole in the dataset, instead of skipping them.

    `include_code`: copy the scenes' source files into the dataset, instead of only referring to them. `tag` tells this
    job's scenes from those of other jobs that go into the same dataset. `image_format` is that of frames and samples.
    """

    root: Path
    overwrite: bool = False
    tag: str = ""
    include_code: bool = False
    image_format: ImageFormat = ImageFormat.PNG


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportSettings:
    """What is exported, and how; the fields are those of `dataset.exports.ExportSpec`."""

    format: str
    path: Path | None = None
    grain: Grain = Grain.TYPE
    min_visibility: float = 0.0
    min_area_px: float = 0.0
    max_truncation: float = 1.0
    shares: SplitShares = field(default_factory=SplitShares)
    split: Split | None = None
    samples: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class FlattenSettings:
    """`path`: the folder that flattened scenes go to."""

    path: Path = Path("outputs/flattened")


@dataclass(frozen=True, slots=True, kw_only=True)
class ValidateSettings:
    """`share` (0..1) of the frames is drawn again, chosen by seed; edges are measured `scale` times finer than the
    frame; of `drawn_objects` objects a frame the visibility is drawn, which costs a drawing of the whole frame each.
    """

    share: float = 0.1
    scale: int = 8
    drawn_objects: int = 24
    bounds: Bounds = field(default_factory=Bounds)


class Again(StrEnum):
    """Which scenes a census runs again though an earlier one has: those whose file or limits changed since, also those
    that failed, or all."""

    CHANGED = "changed"
    FAILED = "failed"
    ALL = "all"


@dataclass(frozen=True, slots=True, kw_only=True)
class CensusSettings:
    """`sample` (0..1) of the scenes is run, chosen by seed, at the size and rate of `render`; results go to
    `folder`.
    """

    sample: float = 1.0
    render: RenderSpec = field(default_factory=lambda: RenderSpec(256, 144, Fraction(3)))
    folder: Path = Path("validation")
    again: Again = Again.CHANGED


@dataclass(frozen=True, slots=True, kw_only=True)
class VideoSettings:
    """The real videos: one file, all in a folder, or an address to fetch one from. `fps`: samples a second.

    `transcript`: the SRT or JSON file of a single video; without it, one beside the video of the same name is taken.
    """

    path: Path | None = None
    dir: Path | None = None
    url: str = ""
    fps: Fraction = Fraction(1)
    transcript: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class MatchSettings:
    """Scenes are drawn `width_px` by `height_px`, at `candidates_fps` moments a second; those that are found are drawn
    again at `fine_fps` (0: not). A picture is accepted from `threshold` (a probability) on. `page_frames`: the most
    pictures on the side-by-side page. `transfer`: matched frames enter the dataset as samples of their own. `ocr`: text
    is read in accepted pictures and compared with what the labels say.
    """

    width_px: int = 480
    height_px: int = 270
    candidates_fps: float = 4.0
    fine_fps: float = 15.0
    threshold: float = 0.8
    page_frames: int = 240
    transfer: bool = False
    ocr: bool = False


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
class DetectorSettings:
    """A detector by its `name`, and the file or folder it is made of. `format`, `skip_refused` (leave out and count
    predictions that make no sense) are of `file`; all after them of `onnx`, as `OnnxDetector` has them.
    """

    name: str = "file"
    path: Path | None = None
    format: Format = Format.COCO
    skip_refused: bool = False
    classes: tuple[str, ...] = ()
    width_px: int = 640
    height_px: int = 640
    mean: tuple[float, ...] = (0.0, 0.0, 0.0)
    std: tuple[float, ...] = (1.0, 1.0, 1.0)
    output: Output = Output.YOLO
    min_score: float = 0.01
    max_iou: float = 0.7


@dataclass(frozen=True, slots=True, kw_only=True)
class CalibrateSettings:
    """`method` None: only judge. A split of None is all scenes; calibration is fitted on one split, judged on another.
    `with_box`: Platt calibration also weighs size and position. `source`: a pattern of where scenes are from; others
    count for neither. `folder` None: `calibration` in the dataset."""

    method: Method | None = Method.PLATT
    per_class: bool = False
    with_box: bool = False
    fit_split: Split | None = Split.VALIDATION
    judge_split: Split | None = Split.TEST
    source: str = "*"
    folder: Path | None = None
    options: Options = field(default_factory=Options)


@dataclass(frozen=True, slots=True, kw_only=True)
class TrainSettings:
    """A detector with classes of `grain` learns from the scenes of `split` (None: all), in so many `trees`. `path`
    None: `detector/detector.npz` in the dataset."""

    grain: Grain = Grain.CATEGORY
    split: Split | None = Split.TRAIN
    trees: int = 150
    path: Path | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything a task may ask about its run.

    `selection` is None when no scene was chosen. `workers` is at least 1. `asset_dirs` are searched for the
    pictures, SVGs and data files of scenes. `config_text` is the part of the configuration that decides a scene's
    bytes, as YAML: the same text means the same data. `composed_text` is all of it, to be kept with the output.
    `masks` is None for `masks=none`.
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
    flatten: FlattenSettings = field(default_factory=FlattenSettings)
    validate: ValidateSettings = field(default_factory=ValidateSettings)
    variants: VariantSpec = field(default_factory=VariantSpec)
    census: CensusSettings = field(default_factory=CensusSettings)
    masks: MaskSpec | None = None
    video: VideoSettings = field(default_factory=VideoSettings)
    match: MatchSettings = field(default_factory=MatchSettings)
    review: ReviewSettings = field(default_factory=ReviewSettings)
    detector: DetectorSettings = field(default_factory=DetectorSettings)
    calibrate: CalibrateSettings = field(default_factory=CalibrateSettings)
    train: TrainSettings = field(default_factory=TrainSettings)
