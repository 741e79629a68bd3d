"""The scene's own clock, counted in frames, and the decision which of them to draw.

Every engine advances one of these exactly as its stock renderer would write frames, so that a sample's frame
index is the index of that picture in the stock video.
"""

from __future__ import annotations

from collections.abc import Callable

from synthgen.engines.sampling import PlaySpan, Sampler

Look = Callable[[], bytes]
"""A digest of what would be drawn at the moment (see `look`)."""


class FrameClock:
    """Counts frames span by span (a span is one play or wait) and knows which are due.

    Typical use in an engine: `rest_due_before(...)` -> draw a rest moment if it says so; `begin(...)`; then for every
    stock frame `if clock.due: draw` and `clock.tick()`; `end()`.
    """

    def __init__(self, sampler: Sampler) -> None:
        self._sampler = sampler
        self._due: set[int] = set()
        self._rest_pending = False
        self._rest_in_span = False
        self._left = b""
        self.frame_index = 0
        self.play_index = 0

    def rest_due_before(self, still: bool, look: Look) -> bool:
        """Whether the rest moment of the last play must be drawn now, before the next span begins.

        When the next span is still (a wait in which nothing moves), its own first frame *is* the rest moment and
        is drawn there, as the stock renderer would; otherwise the moment has to be drawn before it is gone. Where the
        scene has changed something since the play, no frame of its video shows what is there now: the first frame of
        the span is due instead.
        """
        due = self._rest_pending and not still and look() == self._left
        self._rest_pending = self._rest_pending and not due
        return due

    def begin(self, frame_count: int, still: bool) -> None:
        """Start a span of `frame_count` frames. The first frame of a still span is a rest moment."""
        span = PlaySpan(self.play_index, self.frame_index, frame_count, still)
        self._due = {self.frame_index + offset for offset in self._sampler.offsets(span)}
        self._rest_in_span = still and frame_count > 0 and self._sampler.wants_rest
        if self._rest_in_span or (self._rest_pending and frame_count > 0):
            self._due.add(self.frame_index)
            self._rest_pending = False

    @property
    def due(self) -> bool:
        """Whether the frame about to be written is to be drawn."""
        return self.frame_index in self._due

    @property
    def at_rest(self) -> bool:
        """Whether the due frame is the rest moment of the play before this span."""
        return self._rest_in_span

    @property
    def any_due(self) -> bool:
        """Whether some frame of the span is still to be drawn."""
        return any(index >= self.frame_index for index in self._due)

    def due_within(self, frame_count: int) -> list[int]:
        """The due frames among the next `frame_count` (for spans that repeat one picture)."""
        return sorted(i for i in self._due if self.frame_index <= i < self.frame_index + frame_count)

    def tick(self, frame_count: int = 1) -> None:
        self.frame_index += frame_count
        self._rest_in_span = False

    def end(self, rest_follows: bool, look: Look) -> None:
        """Finish a span; `rest_follows` says that what it left on screen is worth a rest moment (plays, not waits)."""
        self._due = set()
        self._rest_in_span = False
        if rest_follows and self._sampler.wants_rest:
            self._rest_pending, self._left = True, look()
        self.play_index += 1

    def rest_due_at_end(self) -> bool:
        """Whether the scene's last picture is still to be drawn: it ended on a play, or wrote no frame at all."""
        pending, self._rest_pending = self._rest_pending, False
        return pending or self.frame_index == 0
