"""A small dataset drawn with Pillow, written through the real shard writer: known objects with known boxes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from synthgen.core.annotation import CodeMapping, FrameRecord, ObjectLines, ObjectRecord, SourceSpan, frame_id_of
from synthgen.core.geometry import Box
from synthgen.core.job import RunReport, SceneRef
from synthgen.core.snapshot import PixelArray, SourceLine
from synthgen.dataset.manifest import Manifest
from synthgen.dataset.shard import ShardWriter

SIZE = (427, 240)
FPS = Fraction(30)
CONFIG = "config-1"
VERSIONS = {"manim": "0.22.0"}
WHITE, BLUE, YELLOW, GREEN = (255, 255, 255), (88, 196, 221), (255, 255, 0), (131, 193, 103)


def scene_ref(scene_id: str) -> SceneRef:
    return SceneRef(
        scene_id=scene_id,
        class_name=scene_id.rpartition(".")[2],
        file=Path("drawn.py"),
        root=Path(),
        module="drawn",
        engine="community",
        source="drawn",
        copyright="Drawn for a test",
    )


@dataclass
class Picture:
    """A picture and the records of what was drawn into it."""

    size: tuple[int, int] = SIZE
    background: tuple[int, int, int] = (0, 0, 0)
    objects: list[ObjectRecord] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.image = Image.new("RGB", self.size, self.background)
        self.draw = ImageDraw.Draw(self.image)

    def add(self, kind: str, category: str, content: str, box: Box, parent: int | None = None) -> int:
        """Record an object with this box; returns its id."""
        number = len(self.objects) + 1
        self.objects.append(
            ObjectRecord(
                instance_id=number,
                parent_id=parent,
                type=kind,
                category=category,
                class_name=kind,
                content=content,
                bbox=box,
                bbox_in_frame=box.in_frame(*self.size),
                position=(0.0, 0.0, 0.0),
                z_index=number - 1,
                opacity=1.0,
                lines=ObjectLines(created=(SourceLine("drawn.py", 10 + number),)),
            )
        )
        return number

    def text(self, kind: str, text: str, at: tuple[float, float], parent: int | None = None, size: int = 18) -> int:
        font = ImageFont.load_default(size)
        self.draw.text(at, text, WHITE, font)
        category = "Equation" if kind == "MathTex" else "Text"
        return self.add(kind, category, text, Box(*self.draw.textbbox(at, text, font=font)), parent)

    def square(self, box: Box, colour: tuple[int, int, int] = BLUE) -> int:
        self.draw.rectangle([box.x_min, box.y_min, box.x_max - 1, box.y_max - 1], outline=colour, width=3)
        return self.add("Square", "Shape", "Square", box)

    def arrow(self, start: tuple[float, float], end: tuple[float, float]) -> int:
        self.draw.line([start, end], YELLOW, 4)
        self.draw.ellipse([end[0] - 5, end[1] - 5, end[0] + 5, end[1] + 5], YELLOW)
        low = [min(start[axis], end[axis] - 5) for axis in (0, 1)]
        high = [max(start[axis], end[axis] + 6) for axis in (0, 1)]
        return self.add("Arrow", "Arrow", "Arrow", Box(low[0], low[1], high[0], high[1]))

    def number_line(self, y: float, labels: int = 7) -> int:
        x_min, x_max = 30.0, self.size[0] - 30.0
        self.draw.line([(x_min, y), (x_max, y)], GREEN, 2)
        line = self.add("NumberLine", "Graph", "NumberLine", Box(x_min, y - 5, x_max, y + 26))
        for index in range(labels):
            x = x_min + 8 + index * (x_max - x_min - 16) / (labels - 1)
            self.draw.line([(x, y - 5), (x, y + 5)], GREEN, 2)
            self.text("Number", str(index - labels // 2), (x - 5, y + 8), line, 13)
        return line

    def record(self, scene_id: str, index: int, frame_index: int) -> FrameRecord:
        return FrameRecord(
            frame_id=frame_id_of(scene_id, frame_index, FPS),
            scene_id=scene_id,
            resolution=self.size,
            frame_index=frame_index,
            fps=FPS,
            scene_index=index,
            engine="community",
            kind="rest",
            code_mapping=CodeMapping(
                code_file="drawn.py",
                scene_class=scene_id.rpartition(".")[2],
                relevant_lines=tuple(range(11, 11 + len(self.objects))),
                construct_method=SourceSpan(name="construct", file="drawn.py", first_line=9, last_line=40),
            ),
            objects=tuple(self.objects),
        )

    @property
    def pixels(self) -> PixelArray:
        return np.asarray(self.image)


def lesson(step: int) -> Picture:
    """A picture as in a lesson: title, formula, number line with labels, squares, an arrow leaving the frame."""
    picture = Picture()
    picture.text("Text", "Dot products and duality", (90, 6), size=22)
    if step > 0:
        picture.text("MathTex", r"\vec{v} \cdot \vec{w} = v_x w_x", (120, 42))
    if step > 1:
        picture.number_line(190)
    for index in range(min(step, 4)):
        picture.square(Box(40.0 + 70 * index, 90.0, 90.0 + 70 * index, 140.0))
    if step > 2:
        picture.arrow((330, 150), (450, 90))
    return picture


def frames_of(scene_id: str, pictures: Sequence[Picture]) -> list[tuple[FrameRecord, PixelArray]]:
    return [(item.record(scene_id, index, 15 * index), item.pixels) for index, item in enumerate(pictures)]


def write_scene(
    root: Path,
    scene_id: str,
    pictures: Sequence[Picture],
    config_hash: str = CONFIG,
    stand_ins: Sequence[str] = (),
) -> Manifest:
    """Write one scene's shard the way a worker does."""
    with ShardWriter(root, scene_id, config_hash) as shard:
        for record, pixels in frames_of(scene_id, pictures):
            shard.add_frame(record, pixels)
        report = RunReport(frame_count=15 * len(pictures), play_count=len(pictures), stand_ins=list(stand_ins))
        return shard.commit(scene=scene_ref(scene_id), versions=VERSIONS, seed=0, report=report)


def write_lessons(root: Path, scenes: int = 2, frames: int = 4) -> None:
    for index in range(scenes):
        write_scene(root, f"lesson.Part{index}", [lesson(step + index) for step in range(frames)])


def with_object(record: FrameRecord, **changes: object) -> FrameRecord:
    """The record with its first object changed."""
    first = replace(record.objects[0], **changes)  # type: ignore[arg-type]
    return replace(record, objects=(first, *record.objects[1:]))
