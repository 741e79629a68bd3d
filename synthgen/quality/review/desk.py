"""What a review works on: the frames, what is known of them, and what people said; safe to use from many threads."""

from __future__ import annotations

import json
import secrets
import threading
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from synthgen.core.annotation import to_json
from synthgen.core.checked_json import Place
from synthgen.core.geometry import Box
from synthgen.core.taxonomy import load_taxonomy
from synthgen.dataset import boundaries, manual, verdicts
from synthgen.dataset.event_log import Event, EventLog
from synthgen.dataset.manifest import Manifest
from synthgen.dataset.origins import Origin
from synthgen.dataset.transfers import TransferredFrame
from synthgen.errors import DatasetError
from synthgen.quality.preview_colours import css, type_colours
from synthgen.quality.review.agreement import agreements, as_numbers, error_rate
from synthgen.quality.review.catalogue import Catalogue, Entry
from synthgen.quality.review.facts import FrameFacts
from synthgen.quality.review.gathering import Gathering
from synthgen.quality.review.matches import MatchedVideo, confidences
from synthgen.quality.review.pairs import pairs_of
from synthgen.quality.review.rerenders import Rerenders
from synthgen.quality.review.sampling import Sampled, draw_sample
from synthgen.quality.review.suspicion import Doubt, match_doubt
from synthgen.quality.review.thumbnails import Thumbnails

FOLDER = "review"
"""Below the dataset's root; what is hidden in it can be deleted at any time."""

_LOGS = {
    "verdict": (verdicts.FOLDER, verdicts.verdict_of),
    "box": (manual.FOLDER, manual.box_of),
    "boundary": (boundaries.FOLDER, boundaries.boundary_of),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class DeskSpec:
    """`share` (0..1] and `seed` draw the spot check; `look_at_pictures`: hold every picture against its labels in the
    background; `reviewer` is the name the page starts with."""

    root: Path
    reviewer: str = ""
    share: float = 0.1
    seed: int = 0
    look_at_pictures: bool = True
    picture_folders: tuple[Path, ...] = ()


@dataclass(slots=True)
class Desk:
    """One review of one dataset."""

    spec: DeskSpec
    manifests: Sequence[Manifest]
    origins: Mapping[str, Origin]
    videos: Sequence[MatchedVideo] = ()
    transfers: Mapping[str, TransferredFrame] = field(default_factory=dict)
    told: Mapping[str, Sequence[Doubt]] = field(default_factory=dict)
    """Doubts by frame id that somebody else has, such as a detector."""
    catalogue: Catalogue = field(init=False)
    thumbnails: Thumbnails = field(init=False)
    gathering: Gathering = field(init=False)
    rerenders: Rerenders = field(init=False)
    run_id: str = field(init=False)
    _logs: dict[str, EventLog] = field(init=False)
    _stream: list[tuple[str, Event]] = field(init=False, default_factory=list)
    _guard: threading.Lock = field(init=False, default_factory=threading.Lock)
    _sample: list[Sampled] | None = field(init=False, default=None)

    def __post_init__(self) -> None:
        root = self.spec.root
        hidden = root / FOLDER / ".cache"
        self.catalogue = Catalogue(root, self.manifests, self.spec.picture_folders)
        self.thumbnails = Thumbnails(hidden / "thumbnails")
        self.gathering = Gathering(self.catalogue, hidden / "facts", self.spec.look_at_pictures, self._told_by_others())
        self.rerenders = Rerenders(root, self.transfers)
        self.run_id = secrets.token_hex(8)
        self._logs = {kind: EventLog(root / folder) for kind, (folder, _) in _LOGS.items()}
        self.events_after(0)  # A damaged log is told before anybody starts.

    def _told_by_others(self) -> dict[str, list[Doubt]]:
        found: dict[str, list[Doubt]] = {frame_id: list(doubts) for frame_id, doubts in self.told.items()}
        matched = confidences(self.videos, self.catalogue)
        matched.update((frame_id, line.confidence) for frame_id, line in self.transfers.items())
        for frame_id, confidence in matched.items():
            found.setdefault(frame_id, []).extend(match_doubt(confidence))
        return found

    # --- what people said ---------------------------------------------------------------------------------------

    def append(self, kind: str, event_id: str, reviewer: str, content: Mapping[str, Any]) -> Event:
        """Keep what a reviewer said; it is on disk when this returns.

        Raises ValueError or KeyError for what makes no sense, DatasetError when it cannot be written.
        """
        _, parse = _LOGS[kind]
        try:
            parsed = parse(Event(event_id, "", reviewer, content, Place("the event")))
        except DatasetError as error:
            raise ValueError(error.message) from None
        if not isinstance(parsed, boundaries.Boundary) and parsed.frame_id not in self.catalogue.entries:
            raise ValueError(f"there is no frame {parsed.frame_id!r}")
        return self._logs[kind].append(event_id, reviewer, content)

    def events_after(self, number: int) -> tuple[list[tuple[str, Event]], int]:
        """Events this server has seen since the given number, and the number to ask for next."""
        with self._guard:
            for kind, log in self._logs.items():
                start = sum(1 for known, _ in self._stream if known == kind)
                log.read_new()
                self._stream += [(kind, event) for event in log.events[start:]]
            return self._stream[number:], len(self._stream)

    def verdicts(self) -> list[verdicts.Verdict]:
        """The standing verdicts."""
        found = (verdicts.verdict_of(event) for kind, event in self.events_after(0)[0] if kind == "verdict")
        return list(verdicts.standing(found).values())

    def boxes(self) -> list[manual.ManualBox]:
        """The boxes people drew, as they are now."""
        found = (manual.box_of(event) for kind, event in self.events_after(0)[0] if kind == "box")
        return manual.standing_boxes(found)

    # --- what is known ------------------------------------------------------------------------------------------

    def session(self) -> dict[str, Any]:
        """What the page needs before its first picture; from the manifests alone, so that it is there at once."""
        return {
            "run": self.run_id,
            "dataset": self.spec.root.name,
            "reviewer": self.spec.reviewer,
            "share": self.spec.share,
            "types": self._types(),
            "scenes": [
                {
                    "id": scene.scene_id,
                    "engine": scene.engine,
                    "source": scene.source,
                    "frames": [[entry.frame_id, entry.version[:12]] for entry in scene.frames],
                }
                for scene in self.catalogue.scenes
            ],
            "videos": [video.as_fields() | {"frames": self._matched_frames(video)} for video in self.videos],
        }

    def _matched_frames(self, video: MatchedVideo) -> list[tuple[float, str]]:
        """The real frames of a video that are at hand: seconds and frame ids."""
        return sorted((line.time_s, line.frame_id) for line in self.transfers.values() if line.video == video.video)

    def _types(self) -> list[dict[str, Any]]:
        counts = Counter[str]()
        for manifest in self.manifests:
            counts.update(manifest.types)
        vocabulary = {name: kind.category.value for name, kind in load_taxonomy(None).types.items()}
        pairs = {name: vocabulary.get(name, "") for name in {*vocabulary, *counts}}
        colours = type_colours(pairs.items())
        return [
            {"name": name, "category": pairs[name], "colour": css(colours[name]), "objects": counts[name]}
            for name in sorted(pairs, key=lambda name: (-counts[name], name))
        ]

    def frame(self, entry: Entry) -> dict[str, Any]:
        """The record of a frame as its line has it, and what is doubtful about it. Raises DatasetError."""
        record = self.catalogue.record(entry)
        facts = self.gathering.by_frame.get(entry.frame_id)
        return {
            "record": None if record is None else json.loads(to_json(record)),
            "doubts": [] if facts is None else [asdict(doubt) for doubt in facts.doubts],
            "pairs": pairs_of(self.spec.root, entry.scene_id, entry.frame_id),
            "rerender": self.rerenders.fields(entry.frame_id),
        }

    def outlines(self, entry: Entry) -> list[list[Any]]:
        """The boxes within a frame for a thumbnail: type, x, y, width, height, in shares of the frame. Raises
        DatasetError."""
        record = self.catalogue.record(entry)
        if record is None:
            return []
        width_px, height_px = record.resolution
        boxes = [(item.type, item.bbox_in_frame) for item in record.objects if item.bbox_in_frame is not None]
        return [
            [
                kind,
                round(box.x_min / width_px, 4),
                round(box.y_min / height_px, 4),
                round(box.width / width_px, 4),
                round(box.height / height_px, 4),
            ]
            for kind, box in boxes
        ]

    def tracks(self, scene_id: str) -> list[dict[str, Any]]:
        """Where each object of a scene is in each frame, by time. Raises KeyError and DatasetError."""
        records = self.catalogue.records(self.catalogue.scene(scene_id))
        return [
            {
                "frame_id": record.frame_id,
                "time_s": record.timestamp_s,
                "kind": record.kind,
                "objects": [
                    [item.track_id, item.type, *(round(value, 1) for value in item.bbox.center), item.state]
                    for item in record.objects
                    if item.track_id is not None
                ],
            }
            for record in records
        ]

    def sample(self) -> list[Sampled] | None:
        """The spot check; None as long as not every frame is known."""
        if self._sample is None and self.gathering.labels_done.is_set():
            scenes = {
                scene.scene_id: [
                    self.gathering.by_frame[entry.frame_id]
                    for entry in scene.frames
                    if entry.frame_id in self.gathering.by_frame
                ]
                for scene in self.catalogue.scenes
            }
            self._sample = draw_sample(scenes, self.spec.share, self.spec.seed)
        return self._sample

    def spot_check(self) -> dict[str, Any]:
        """The frames to check and what their verdicts say so far."""
        sample = self.sample()
        if sample is None:
            return {"ready": False}
        standing = self.verdicts()
        drawn = {item.frame_id for item in sample if item.is_random}
        return {
            "ready": True,
            "frames": [item.frame_id for item in sample],
            "random": len(drawn),
            **as_numbers(error_rate(standing, drawn), agreements(standing)),
        }

    def picture_size(self, entry: Entry) -> tuple[int, int]:
        """(width, height) in px. Raises DatasetError."""
        from PIL import Image

        try:
            with Image.open(entry.picture()) as picture:
                return picture.size
        except OSError as error:
            raise DatasetError(f"cannot read {entry.image}: {error}", "Run its scene again.") from error

    def merge(self, other: Path) -> int:
        """Take over what a review elsewhere (its dataset's root) came to; returns how many events were new."""
        return sum(log.merge(other / _LOGS[kind][0]) for kind, log in self._logs.items())


def facts_fields(facts: FrameFacts) -> list[Any]:
    """A row of the page's table of frames."""
    return [
        facts.frame_id,
        facts.time_s,
        facts.kind,
        sorted(facts.types),
        facts.objects,
        facts.visibility,
        facts.occlusion,
        round(facts.suspicion, 3),
        sorted({doubt.kind for doubt in facts.doubts}),
    ]


def checked_box(edges: Sequence[float], size: tuple[int, int]) -> Box:
    """A box given from outside, within the picture. Raises ValueError when nothing of it is."""
    box = Box(*edges).in_frame(*size)
    if box is None:
        raise ValueError("the box shares no area with the picture")
    return box
