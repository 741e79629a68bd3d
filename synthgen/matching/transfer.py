"""Labels of a re-render mapped onto the real picture that shows the same."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from synthgen.core.annotation import FrameRecord, ObjectRecord, frame_id_of
from synthgen.core.geometry import Box
from synthgen.matching.pictures import Similarity


def transferred(
    record: FrameRecord, place: Similarity, real_px: tuple[int, int], scene_id: str, index: int, fps: Fraction
) -> FrameRecord:
    """The record of the real picture, sample `index` at `fps` a second of its video.

    `place` takes pixels of the re-render to those of the real picture, `real_px` is its size (width, height). Masks are
    left out: they would have to be drawn anew. Positions stay in scene units.
    """
    return replace(
        record,
        frame_id=frame_id_of(scene_id, index, fps),
        scene_id=scene_id,
        image="",
        resolution=real_px,
        frame_index=index,
        fps=fps,
        objects=tuple(_moved(item, place, real_px) for item in record.objects),
    )


def mapped(box: Box, place: Similarity) -> Box:
    scale = place.scale
    return Box(
        scale * box.x_min + place.dx_px,
        scale * box.y_min + place.dy_px,
        scale * box.x_max + place.dx_px,
        scale * box.y_max + place.dy_px,
    )


def _moved(item: ObjectRecord, place: Similarity, real_px: tuple[int, int]) -> ObjectRecord:
    def within(box: Box | None) -> Box | None:
        return mapped(box, place).in_frame(*real_px) if box else None

    return replace(
        item,
        bbox=mapped(item.bbox, place),
        bbox_in_frame=within(item.bbox_in_frame),
        bbox_modal=within(item.bbox_modal),
        segmentation=None,
        segmentation_amodal=None,
    )
