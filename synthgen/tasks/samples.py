"""The augmented samples of one moment, and a sample made again alone from its record."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from math import hypot

from synthgen.annotate.record import Annotator
from synthgen.core.annotation import FrameRecord, Variant, sample_id_of
from synthgen.core.job import SceneJob, untagged
from synthgen.core.snapshot import PixelArray
from synthgen.engines.base import Moment
from synthgen.variants.layout import Layout, make_layout
from synthgen.variants.pipeline import Pipeline, Plan, VariantSpec, plan_of
from synthgen.variants.warp import warped_positions, warped_snapshot

_FLAT_PX = 0.5
"""How far from where a camera looking straight would show it an object may be."""


class SampleMaker:
    """Makes the samples of a scene's moments. `notes` says what could not be made, and why."""

    def __init__(self, spec: VariantSpec, annotator: Annotator, job: SceneJob) -> None:
        self._pipeline = Pipeline(spec)
        self._annotator, self._job, self._keep_attached = annotator, job, spec.keep_attached
        self.notes: list[str] = []

    @property
    def is_active(self) -> bool:
        """Whether there will be any samples."""
        return self._pipeline.is_active

    def samples(self, moment: Moment, record: FrameRecord) -> Iterator[tuple[FrameRecord, PixelArray]]:
        """The samples of a moment with this record, each with its pixels. The moment may have been held."""
        with moment.alive(), _collector_at_rest():
            if not moment.comes_out_the_same():
                self.notes.append(f"no samples of {record.frame_id}: drawn again, it is another picture")
                return
            layout = layout_of(moment, record, self._keep_attached)
            names = (untagged(self._job.scene.scene_id), record.frame_index)
            for index in range(self._pipeline.count):
                variant = self._pipeline.draw(layout, record.frame_id, index, *names, master=self._job.seed)
                try:
                    yield make_sample(moment, record, variant, layout.is_flat, self._annotator)
                except Exception as error:  # A mobject's own way to scale may fail; the scene is none the worse.
                    why = f"{type(error).__name__}: {error}".splitlines()[0][:200]
                    self.notes.append(f"no sample {index} of {record.frame_id}: {why}")


@contextmanager
def _collector_at_rest() -> Iterator[None]:
    """No search for reference cycles inside the block: samples leave hardly any, and each costs up to a millisecond."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def layout_of(moment: Moment, record: FrameRecord, keep_attached: bool) -> Layout:
    """What augmentations are to know of a moment."""
    layout = make_layout(record, moment.snapshot, moment.pixels, moment.editable_ids, keep_attached, True)
    return replace(layout, is_flat=_is_flat(moment, layout))


def _is_flat(moment: Moment, layout: Layout) -> bool:
    """Whether pixels follow from positions alone: no perspective, nothing fixed in the frame."""
    for group in layout.groups:
        told = moment.pixel_position(group.members[0])
        x, y = layout.pixel(group.center)
        if told is None or not hypot(told[0] - x, told[1] - y) < _FLAT_PX:
            return False
    return True


def make_sample(
    moment: Moment, record: FrameRecord, variant: Variant, is_flat: bool, annotator: Annotator
) -> tuple[FrameRecord, PixelArray]:
    """The sample that a variant describes: its record and its pixels."""
    plan = plan_of(variant, *record.resolution)
    with redrawn(moment, plan) as again:
        pixels, snapshot = again.pixels, again.snapshot
        sample = record
        if plan.warp is not None:
            sample = annotator.record(warped_snapshot(snapshot, plan.warp), record.scene_index)
            sample = warped_positions(sample, snapshot, plan.warp, is_flat)
        elif not plan.keeps_labels:
            sample = annotator.record(snapshot, record.scene_index)
    frame_id = sample_id_of(variant.of, variant.index)
    return replace(sample, frame_id=frame_id, variant=variant), plan.finish(pixels)


@contextmanager
def redrawn(moment: Moment, plan: Plan) -> Iterator[Moment]:
    """The moment as the plan's edits leave it: itself where there are none."""
    if not plan.edits:
        yield moment
        return
    with moment.edited(plan.edits) as again:
        yield again


@contextmanager
def as_recorded(moment: Moment, variant: Variant) -> Iterator[tuple[Moment, Plan]]:
    """The moment as the engine drew it for a recorded sample, and what was done to the picture afterwards."""
    plan = plan_of(variant, moment.pixels.shape[1], moment.pixels.shape[0])
    with redrawn(moment, plan) as again:
        yield again, plan
