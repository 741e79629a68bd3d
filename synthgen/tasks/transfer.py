"""Matched real frames as a dataset of their own, beside the rendered one: real pictures, labels of the re-render.

It has a root of its own (`<dataset.root>/real`), so that nobody trains on it who did not mean to. `transfer.json` says
of each frame where it is from and how probable the match is.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

from synthgen.core.annotation import FrameRecord
from synthgen.core.job import RunReport, SceneRef
from synthgen.core.snapshot import PixelArray
from synthgen.dataset.index import write_index
from synthgen.dataset.shard import ShardWriter
from synthgen.dataset.transfers import TransferredFrame, write_transfers
from synthgen.matching.pictures import Similarity
from synthgen.matching.transfer import transferred


@dataclass(frozen=True, slots=True)
class RealFrame:
    """A real picture that shows what `record` describes, as the picture in the file `rendered` does; `place` takes
    pixels of that one to those of the real one. `index`: its sample in the video."""

    index: int
    record: FrameRecord
    rendered: Path
    place: Similarity
    pixels: Callable[[], PixelArray]
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
            lines.append(
                TransferredFrame(
                    frame_id=record.frame_id,
                    video=video,
                    time_s=round(float(frame.index / fps), 6),
                    rendered_frame_id=frame.record.frame_id,
                    rendered_image=frame.rendered.relative_to(root.parent).as_posix(),
                    scale=frame.place.scale,
                    dx_px=frame.place.dx_px,
                    dy_px=frame.place.dy_px,
                    confidence=frame.confidence,
                )
            )
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
    write_transfers(root, lines)
    write_index(root)
