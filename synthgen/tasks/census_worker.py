"""One scene of a census inside its forked process: run to its end, a few of its frames drawn and looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from synthgen.core.job import Failure, RunReport, SceneJob
from synthgen.core.snapshot import PixelArray
from synthgen.engines.base import Engine, Moment
from synthgen.engines.sampling import PlaySpan
from synthgen.tasks.scene_worker import NothingDrawn, describe_failure


@dataclass(slots=True)
class Trial:
    """How a scene's run went. `failure` is None for a scene that rendered: it ended, and its frames show something."""

    failure: Failure | None = None
    drawn: int = 0
    """Frames drawn."""
    report: RunReport = field(default_factory=RunReport)


class ProbeSampler:
    """Three frames of the first play, then one inside and one after the plays numbered 1, 2, 4, 8, ...

    Enough to have every kind of drawing a scene does tried, at a cost that hardly grows with its length. Plays and
    waits without frames are not counted. Of still waits that follow one another without a play, those
    numbered 0, 1, 2, 4, 8, ... are drawn.
    """

    def __init__(self) -> None:
        self._probed = True
        self._plays = 0
        self._waits = 0

    @property
    def wants_rest(self) -> bool:
        return self._probed

    def offsets(self, span: PlaySpan) -> Sequence[int]:
        self._probed = self._plays.bit_count() <= 1
        if span.frame_count == 0:
            return ()
        if span.still:
            self._probed = self._probed and self._waits.bit_count() <= 1
            self._waits += 1
            return ()
        index, self._plays, self._waits = self._plays, self._plays + 1, 0
        if not self._probed:
            return ()
        parts = 4 if index == 0 else 2
        return sorted({span.frame_count * k // parts for k in range(1, parts)})


def try_scene(engine: Engine, job: SceneJob) -> Trial:
    """Entry point of the worker: never raises for what a scene does, always says why it failed."""
    trial = Trial()
    shows_something = False

    def on_moment(moment: Moment) -> None:
        nonlocal shows_something
        trial.drawn += 1
        shows_something = shows_something or not _is_blank(moment.pixels)

    try:
        trial.report = engine.run(job, engine.load(job), ProbeSampler(), on_moment)
        if not shows_something:
            raise NothingDrawn(f"the scene ran to its end, but its {trial.drawn} drawn frames show nothing")
    except BaseException as error:  # sys.exit and MemoryError are outcomes of a scene like any other
        trial.failure = describe_failure(error, job.scene.root)
    return trial


def _is_blank(pixels: PixelArray) -> bool:
    """Whether every pixel has one and the same colour."""
    return bool((pixels == pixels[0, 0]).all())
