"""The work behind the page: facts of every frame first, then a look at every picture, while people are reviewing."""

from __future__ import annotations

import os
import threading
from collections.abc import Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image

from synthgen.core.annotation import FrameRecord
from synthgen.errors import DatasetError
from synthgen.quality.review.catalogue import Catalogue, Scene
from synthgen.quality.review.facts import FactsCache, FrameFacts, gather_facts
from synthgen.quality.review.suspicion import TOLD_KINDS, Doubt, picture_doubts


class Gathering:
    """Gathers facts in a thread of its own. `batches` grows, one scene at a time, and a scene comes again when its
    pictures have been looked at; `by_frame` has the newest facts. `told`: further doubts by frame id.
    """

    def __init__(
        self, catalogue: Catalogue, folder: Path, look_at_pictures: bool, told: Mapping[str, Sequence[Doubt]]
    ) -> None:
        self.by_frame: dict[str, FrameFacts] = {}
        self.batches: list[Sequence[FrameFacts]] = []
        self.problems: list[str] = []
        self.labels_done = threading.Event()
        self.pictures_done = threading.Event()
        self._catalogue = catalogue
        self._label_cache = FactsCache(folder / "labels")
        self._picture_cache = FactsCache(folder / "pictures")
        self._look_at_pictures = look_at_pictures
        self._told = told
        self._stopping = threading.Event()
        self._thread = threading.Thread(target=self._run, name="gathering", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        """Returns when the work has ended; what is done stays on disk."""
        self._stopping.set()
        if self._thread.is_alive():
            self._thread.join()

    def _run(self) -> None:
        try:
            self._gather_labels()
            self.labels_done.set()
            if self._look_at_pictures:
                self._gather_pictures()
        except DatasetError as error:  # The disk is full, say: the review itself goes on.
            self.problems.append(str(error))
        finally:
            self.labels_done.set()
            self.pictures_done.set()

    def _gather_labels(self) -> None:
        for scene in self._catalogue.scenes:
            if self._stopping.is_set():
                return
            seen = self._picture_cache.read(scene.version) if self._look_at_pictures else None
            facts = seen or self._label_cache.read(scene.version)
            if facts is None:
                try:
                    facts = gather_facts(self._catalogue.records(scene))
                except DatasetError as error:
                    self.problems.append(error.message)
                    continue
                if scene.version:
                    self._label_cache.write(scene.version, facts)
            self._add(facts)

    def _gather_pictures(self) -> None:
        # In a process of its own: counting pixels would take the interpreter away from answering the page.
        with ProcessPoolExecutor(1, get_context("spawn"), initializer=os.nice, initargs=(15,)) as looking:
            for scene in self._catalogue.scenes:
                if self._stopping.is_set():
                    return
                if not scene.version or self._picture_cache.read(scene.version) is not None:
                    continue
                self._look_at_scene(scene, looking)

    def _look_at_scene(self, scene: Scene, looking: ProcessPoolExecutor) -> None:
        try:
            records = self._catalogue.records(scene)
        except DatasetError:
            return  # Told when the labels were read.
        found = []
        for entry, record in zip(scene.frames, records, strict=False):
            if self._stopping.is_set():
                return
            try:
                seen = looking.submit(look, entry.picture(), record).result()
            except DatasetError as error:
                seen = [Doubt("picture disagrees", 1.0, error.message)]
            known = self.by_frame[record.frame_id]
            found.append(replace(known, doubts=(*known.doubts, *seen)))
        self._picture_cache.write(scene.version, found)
        self._add(found)

    def _add(self, facts: Sequence[FrameFacts]) -> None:
        told = [self._with_told(item) for item in facts]
        self.by_frame.update((item.frame_id, item) for item in told)
        self.batches.append(told)

    def _with_told(self, facts: FrameFacts) -> FrameFacts:
        """The facts with what is told today: what a cache holds of it may be old."""
        others = [doubt for doubt in facts.doubts if doubt.kind not in TOLD_KINDS]
        return replace(facts, doubts=(*others, *self._told.get(facts.frame_id, ())))


def look(path: Path, record: FrameRecord) -> list[Doubt]:
    """Hold a picture against its record. Raises DatasetError when it cannot be read or has another size."""
    try:
        with Image.open(path) as picture:
            pixels = np.asarray(picture.convert("RGB"))
    except OSError as error:
        raise DatasetError(f"the picture cannot be read: {error}") from error
    height_px, width_px = pixels.shape[:2]
    if (width_px, height_px) != record.resolution:
        raise DatasetError(f"the picture is {width_px}x{height_px}, its record says {record.resolution}")
    return picture_doubts(record, pixels)
