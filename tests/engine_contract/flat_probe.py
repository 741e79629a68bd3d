"""What the test of flattened scenes asks of an engine, run inside its worker process."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from synthgen.annotate.record import AnnotateSpec, Annotator
from synthgen.core.annotation import CodeMapping, ObjectLines
from synthgen.core.job import SceneJob
from synthgen.engines.base import Engine, Moment
from synthgen.engines.sampling import make_sampler


@dataclass(frozen=True)
class Told:
    """A frame: its picture's digest, and the lines in its record."""

    frame_index: int
    digest: str
    lines: tuple[ObjectLines, ...]
    code: CodeMapping


def tell(engine: Engine, job: SceneJob) -> list[Told]:
    annotator = Annotator(AnnotateSpec(visibility=False), job.scene)
    found: list[Told] = []

    def on_moment(moment: Moment) -> None:
        record = annotator.record(moment.snapshot, len(found))
        digest = hashlib.sha256(moment.pixels.tobytes()).hexdigest()
        lines = tuple(item.lines for item in record.objects)
        found.append(Told(moment.snapshot.frame_index, digest, lines, record.code_mapping))

    engine.run(job, engine.load(job), make_sampler(job.sampling, job.render.fps), on_moment)
    return found
