"""Scene boundaries of videos as people corrected them: where a scene of a matched video begins."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from synthgen.dataset.event_log import Event, EventLog

FOLDER = Path("review") / "boundaries"


@dataclass(frozen=True, slots=True, kw_only=True)
class Boundary:
    """A moment at which a scene begins. `is_present` is False where two scenes were merged into one."""

    boundary_id: str
    video: str
    time_s: float
    scene: str
    is_present: bool
    event: Event


def boundary_of(event: Event) -> Boundary:
    """The boundary an event sets. Raises DatasetError for a field that is missing, unknown or ill-typed."""
    fields = event.fields()
    state = fields.text("state")
    if state not in ("accepted", "merged"):
        fields.wrong("state", "accepted or merged")
    boundary = Boundary(
        boundary_id=fields.text("boundary_id", empty=False),
        video=fields.text("video"),
        time_s=fields.number("time_s", 0),
        scene=fields.text("scene"),
        is_present=state == "accepted",
        event=event,
    )
    fields.done()
    return boundary


def standing_boundaries(found: Iterable[Boundary]) -> dict[tuple[str, str], Boundary]:
    """What holds for each video and boundary: the last word on it."""
    latest: dict[tuple[str, str], Boundary] = {}
    for item in found:
        key = item.video, item.boundary_id
        if key not in latest or latest[key].event.order < item.event.order:
            latest[key] = item
    return latest


def read_boundaries(root: Path) -> list[Boundary]:
    """The boundaries people set, by video and time. Raises DatasetError where a log is damaged."""
    found = standing_boundaries(boundary_of(event) for event in EventLog(root / FOLDER).read_new()).values()
    return sorted((item for item in found if item.is_present), key=lambda item: (item.video, item.time_s))
