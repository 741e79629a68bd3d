"""Matched real frames as a dataset of their own, beside the rendered one: real pictures, labels of the re-render.

It has a root of its own (`<dataset.root>/real`), so that nobody trains on it who did not mean to. `transfer.json` says
of each frame where it is from and how probable the match is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass
from fractions import Fraction
from pathlib import Path

from synthgen.core.annotation import FrameRecord
from synthgen.core.job import RunReport, SceneRef
from synthgen.core.snapshot import PixelArray
from synthgen.dataset.files import pretty_json, write_atomically
from synthgen.dataset.index import write_index
from synthgen.dataset.layout import Layout
from synthgen.dataset.shard import ShardWriter
from synthgen.matching.pictures import Similarity
from synthgen.matching.transfer import transferred


@dataclass(frozen=True, slots=True)
class RealFrame:
    """A real picture that shows what `record` describes. `index`: its sample in the video."""

    index: int
    record: FrameRecord
    place: Similarity
    pixels: Callable[[], PixelArray]
    confidence: float


@dataclass(frozen=True, slots=True)
class TransferredFrame:
    """A line of transfer.json."""

    frame_id: str
    origin: str
    held_out: bool
    video: str
    time_s: float
    rendered_frame_id: str
    confidence: float


def write_stretch(
    root: Path, video: str, folder: str, number: int, fps: Fraction, frames: Sequence[RealFrame]
) -> list[TransferredFrame]:
    """Write the frames of one stretch as a shard. Raises DatasetError."""
    code = frames[0].record.code_mapping
    scene_id = f"real.{folder}.{number:03d}.{code.scene_class}"
    lines = []
    said = repr([(frame.index, frame.record.frame_id, frame.place, frame.confidence) for frame in frames])
    with ShardWriter(root, scene_id, hashlib.sha256(said.encode()).hexdigest()[:16]) as shard:
        for frame in frames:
            pixels = frame.pixels()
            size_px = (pixels.shape[1], pixels.shape[0])
            record = transferred(frame.record, frame.place, size_px, scene_id, frame.index, fps)
            shard.add_frame(record, pixels)
            time_s = round(float(frame.index / fps), 6)
            told = frame.record.frame_id, frame.confidence
            lines.append(TransferredFrame(record.frame_id, "real", True, video, time_s, *told))
        scene = SceneRef(
            scene_id=scene_id,
            class_name=code.scene_class,
            file=Path(code.code_file),
            root=Path(),
            module="",
            engine=frames[0].record.engine,
            source=f"real video {video}",
            video=video,
        )
        shard.commit(scene=scene, versions={}, seed=0, report=RunReport())
    return lines


def write_transfer(root: Path, lines: Sequence[TransferredFrame]) -> None:
    """The table of all frames, and the index of the dataset."""
    write_atomically(Layout(root).metadata / "transfer.json", pretty_json([asdict(line) for line in lines]))
    write_index(root)
