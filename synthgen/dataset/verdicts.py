"""What people said of frames: verdicts, the ones that hold, and the frames that are left out because of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from synthgen.dataset.event_log import Event, EventLog
from synthgen.dataset.reading import Dataset

FOLDER = Path("review") / "verdicts"
"""Where verdicts lie below a dataset's root."""


class Judgement(StrEnum):
    """FLAG: to be looked at by somebody else. WITHDRAWN takes the reviewer's last verdict on the frame back."""

    ACCEPT = "accept"
    REJECT = "reject"
    FLAG = "flag"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one reviewer said of one frame, and why."""

    frame_id: str
    judgement: Judgement
    reason: str
    event: Event


def verdict_of(event: Event) -> Verdict:
    """The verdict in an event. Raises DatasetError for a field that is missing, unknown or ill-typed."""
    fields = event.fields()
    if fields.text("judgement") not in list(Judgement):
        fields.wrong("judgement", f"one of {', '.join(Judgement)}")
    verdict = Verdict(
        frame_id=fields.text("frame_id", empty=False),
        judgement=Judgement(fields.text("judgement")),
        reason=fields.text("reason"),
        event=event,
    )
    fields.done()
    return verdict


def standing(verdicts: Iterable[Verdict]) -> dict[tuple[str, str], Verdict]:
    """The verdict that holds for each frame and reviewer: the last one, if it was not withdrawn."""
    latest: dict[tuple[str, str], Verdict] = {}
    for verdict in verdicts:
        key = verdict.frame_id, verdict.event.reviewer
        if key not in latest or latest[key].event.order < verdict.event.order:
            latest[key] = verdict
    return {key: verdict for key, verdict in latest.items() if verdict.judgement is not Judgement.WITHDRAWN}


def read_verdicts(root: Path) -> list[Verdict]:
    """Every verdict on the frames of a dataset, withdrawn ones too. Raises DatasetError where a log is damaged."""
    return [verdict_of(event) for event in EventLog(root / FOLDER).read_new()]


def rejected_frames(root: Path) -> frozenset[str]:
    """The frames that at least one reviewer rejects: a doubtful label does more harm than a missing frame."""
    verdicts = standing(read_verdicts(root)).values()
    return frozenset(verdict.frame_id for verdict in verdicts if verdict.judgement is Judgement.REJECT)


def without_rejected(dataset: Dataset) -> Dataset:
    """The dataset less the frames that reviewers reject. Raises DatasetError where a log is damaged."""
    return Dataset(dataset.root, dataset.left_out | rejected_frames(dataset.root))
