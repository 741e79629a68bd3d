"""One scene of a dataset run again inside its forked process, its recorded frames held against what is drawn."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from pathlib import Path

from synthgen.core.annotation import FrameRecord
from synthgen.core.job import SceneJob
from synthgen.dataset.reading import Frame
from synthgen.engines.base import Engine, Moment
from synthgen.engines.sampling import FrameSampler
from synthgen.errors import DatasetError
from synthgen.quality.oracle import OracleSpec, blank_check, check_frame, differing_pixels
from synthgen.quality.oracle_types import FrameCheck
from synthgen.tasks.samples import as_recorded
from synthgen.tasks.scene_worker import describe_failure
from synthgen.variants.registry import load_plugins

_REST = "rest"


@dataclass(frozen=True, slots=True)
class CheckTask:
    """A scene to run again and the records to check, each with its stored picture."""

    job: SceneJob
    records: tuple[FrameRecord, ...]
    dataset_root: Path
    oracle: OracleSpec
    plugins: tuple[Path, ...] = ()


def check_scene(engine: Engine, task: CheckTask) -> list[FrameCheck]:
    """Entry point of the worker: a check for every record, also where the scene fails."""
    load_plugins(task.plugins)
    checker = _Checker(task)
    reason = "the scene ran again without coming by this frame"
    try:
        scene_class = engine.load(task.job)
        engine.run(task.job, scene_class, _sampler(task.records), checker.on_moment)
    except BaseException as error:  # sys.exit and MemoryError are outcomes of a scene like any other.
        failure = describe_failure(error, task.job.scene.root)
        place = f" at {failure.file}:{failure.line}" if failure.file else ""
        reason = f"the scene failed when it was run again{place}: {failure.message.splitlines()[0]}"
    return [checker.found.get(record.frame_id) or blank_check(record, reason) for record in task.records]


def _sampler(records: tuple[FrameRecord, ...]) -> FrameSampler:
    frames = frozenset(record.frame_index for record in records)
    return FrameSampler(frames, wants_rest=any(record.kind == _REST for record in records))


class _Checker:
    def __init__(self, task: CheckTask) -> None:
        self._task = task
        self._wanted: dict[tuple[int, str], list[FrameRecord]] = defaultdict(list)
        for record in task.records:
            self._wanted[record.frame_index, record.kind].append(record)
        self.found: dict[str, FrameCheck] = {}

    def on_moment(self, moment: Moment) -> None:
        """Check the records of this moment, if there are any: at one frame index there may be two moments."""
        snapshot = moment.snapshot
        for record in self._wanted.pop((snapshot.frame_index, snapshot.kind), ()):
            try:
                self.found[record.frame_id] = self._check(moment, record)
            except DatasetError as error:
                self.found[record.frame_id] = blank_check(record, error.message)
            except Exception as error:  # Told apart from what the scene itself does wrong; the other frames go on.
                why = f"it could not be measured: {type(error).__name__}: {error}"
                self.found[record.frame_id] = blank_check(record, why.splitlines()[0])

    def _check(self, moment: Moment, record: FrameRecord) -> FrameCheck:
        stored = Frame(record, self._task.dataset_root / record.image).pixels()
        if record.variant is None:
            return check_frame(moment, record, stored, self._task.oracle)
        with as_recorded(moment, record.variant) as (drawn, plan):
            # Labels are held against the engine's drawing; noise and codecs are made again and compared as they are.
            found = check_frame(drawn, record, drawn.pixels, self._task.oracle)
            found.differing_px = differing_pixels(plan.finish(drawn.pixels), stored)
            if plan.has_uneven_background:
                _leave_picture_out(found, len(record.objects))
            return found


def _leave_picture_out(found: FrameCheck, objects: int) -> None:
    """Where the background has no one colour, a picture alone does not say what belongs to an object."""
    found.clusters, found.unexplained_px, found.foreground_px = [], 0, 0
    found.position_errors.clear()
    found.not_compared = Counter({"no single background colour": objects})
