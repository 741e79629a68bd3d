"""One scene of a dataset run again inside its forked process, its recorded frames held against what is drawn."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from synthgen.core.annotation import FrameRecord
from synthgen.core.job import SceneJob
from synthgen.dataset.reading import Frame
from synthgen.engines.base import Engine, Moment
from synthgen.engines.sampling import FrameSampler
from synthgen.errors import DatasetError
from synthgen.quality.oracle import OracleSpec, blank_check, check_frame
from synthgen.quality.oracle_types import FrameCheck
from synthgen.tasks.scene_worker import describe_failure

_REST = "rest"


@dataclass(frozen=True, slots=True)
class CheckTask:
    """A scene to run again and the records to check, each with its stored picture."""

    job: SceneJob
    records: tuple[FrameRecord, ...]
    dataset_root: Path
    oracle: OracleSpec


def check_scene(engine: Engine, task: CheckTask) -> list[FrameCheck]:
    """Entry point of the worker: a check for every record, also where the scene fails."""
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
        self._wanted = {(record.frame_index, record.kind): record for record in task.records}
        self.found: dict[str, FrameCheck] = {}

    def on_moment(self, moment: Moment) -> None:
        """Check the record of this moment, if there is one: at one frame index there may be two moments."""
        snapshot = moment.snapshot
        record = self._wanted.pop((snapshot.frame_index, snapshot.kind), None)
        if record is None:
            return
        try:
            stored = Frame(record, self._task.dataset_root / record.image).pixels()
        except DatasetError as error:
            self.found[record.frame_id] = blank_check(record, error.message)
            return
        try:
            self.found[record.frame_id] = check_frame(moment, record, stored, self._task.oracle)
        except Exception as error:  # Told apart from what the scene itself does wrong; the other frames go on.
            why = f"it could not be measured: {type(error).__name__}: {error}"
            self.found[record.frame_id] = blank_check(record, why.splitlines()[0])
