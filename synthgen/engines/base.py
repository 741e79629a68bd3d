"""The protocol every engine implements, and the drawn moment it hands over."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import AbstractContextManager, contextmanager
from typing import Any

import numpy as np
import numpy.typing as npt

from synthgen.core.edits import AnyEdit
from synthgen.core.geometry import Box
from synthgen.core.job import RunReport, SceneJob
from synthgen.core.snapshot import PixelArray, Snapshot
from synthgen.engines.sampling import Sampler

CoverageArray = npt.NDArray[np.float32]


class Moment(ABC):
    """A drawn moment of a live scene.

    Snapshot and pixels may be kept. Methods work until the callback returns; of a moment that was told to `hold`, they
    also work later, inside `alive`.
    """

    snapshot: Snapshot
    pixels: PixelArray
    """(height, width, 3) uint8, RGB: the engine's own picture of the moment."""

    def draw(self, edits: Sequence[AnyEdit]) -> tuple[PixelArray, Snapshot]:
        """Draw the moment again with `edits` applied, and leave the scene as it was.

        Raises KeyError for an instance id that is not on screen.
        """
        with self.edited(edits) as again:
            return again.pixels, again.snapshot

    @abstractmethod
    def edited(self, edits: Sequence[AnyEdit]) -> AbstractContextManager[Moment]:
        """The moment drawn again with `edits` applied, a moment like any other inside the block.

        What is on screen keeps the names it has here: instance ids, types, content and source lines.
        """

    def comes_out_the_same(self) -> bool:
        """Whether drawing it again gives the picture that it has."""
        return np.array_equal(self.draw([])[0], self.pixels)

    @property
    @abstractmethod
    def editable_ids(self) -> Collection[int]:
        """The instance ids that edits may name: those of mobjects on screen."""

    @abstractmethod
    def hold(self) -> None:
        """Copy what drawing it again takes, so that it can still be drawn when the scene has gone on."""

    @contextmanager
    def alive(self) -> Iterator[None]:
        """Inside the block the scene is as it was when the moment was told to hold; a moment that was not, is now."""
        yield

    @abstractmethod
    def coverage(self, instance_ids: Collection[int], region: Box, scale: int = 1) -> CoverageArray:
        """Coverage (0..1) of the given leaves drawn alone by the engine itself, with opacity forced to 1.

        `region` has whole-pixel edges and may reach outside the frame; the result has shape
        (region.height * scale, region.width * scale). `scale` supersamples; an engine that can only draw at
        its own resolution raises ValueError for a scale above 1.
        """

    def seen(self, instance_ids: Collection[int]) -> CoverageArray | None:
        """How much of every pixel of the frame shows the given leaves, (height_px, width_px), 0..1.

        The whole moment drawn once more by the engine: the leaves white with opacity forced to 1, all else black with
        its own opacity, on black. None where the engine cannot draw that.
        """
        return None

    def position(self, instance_id: int) -> tuple[float, float, float] | None:
        """Where the mobject itself says its centre is (scene units, y up); None when it is not on screen."""
        return None

    def pixel_position(self, instance_id: int) -> tuple[float, float] | None:
        """That centre through the engine's own camera, in pixels; None when it cannot be told."""
        return None


OnMoment = Callable[[Moment], None]


class Engine(ABC):
    """One renderer. Lives in a worker process of its own: two engines never share one."""

    name: str

    @abstractmethod
    def prepare(self, library_root: str | None) -> None:
        """Import the library and whatever is slow, once, before scenes are forked off.

        Raises EngineUnavailable when it is not installed.
        """

    @abstractmethod
    def load(self, job: SceneJob) -> type[Any]:
        """Import the scene's file and return its class."""

    @abstractmethod
    def run(self, job: SceneJob, scene_class: type[Any], sampler: Sampler, on_moment: OnMoment) -> RunReport:
        """Run the scene with true time steps; draw and hand over the moments the sampler asks for."""

    @abstractmethod
    def version(self) -> dict[str, str]:
        """Library names and versions, for the metadata."""


class SceneNotFound(LookupError):
    """The file was imported but has no such scene class."""
