"""Append-only logs that several people write at once: one file a reviewer, one JSON object a line.

An event counts once its line is whole and on disk; `append` returns no earlier. A line that was cut off by a crash was
never confirmed to anybody and is dropped. Events carry an id of their own, so that sending one twice and copying a
colleague's files into the folder change nothing but what is new.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from synthgen.core.checked_json import Fields, Place
from synthgen.dataset.files import explained_errors, locked, sync_folder
from synthgen.dataset.manifest import visible_files
from synthgen.errors import DatasetError

LONGEST_REVIEWER = 80
_EVENT_ID = re.compile(r"[0-9a-f]{32}")
_TIME_FORM = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z")
_TIME = "%Y-%m-%dT%H:%M:%S.%fZ"


@dataclass(frozen=True, slots=True)
class Event:
    """One entry. `time` is UTC in ISO form; `content` is what the log is about; `place` says where it was read."""

    event_id: str
    time: str
    reviewer: str
    content: Mapping[str, Any]
    place: Place = field(compare=False)

    @property
    def order(self) -> tuple[str, str]:
        """Later events win over earlier ones; the same for everybody, in whatever order files were merged."""
        return self.time, self.event_id

    def fields(self) -> Fields:
        """The content, to be read with its types checked."""
        return Fields(dict(self.content), self.place, "")

    def as_line(self) -> bytes:
        known = {"event_id": self.event_id, "time": self.time, "reviewer": self.reviewer}
        return json.dumps({**known, **self.content}, allow_nan=False).encode() + b"\n"


class EventLog:
    """The events of one folder. `read_new` and `append` see what other processes wrote in the meantime."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.events: list[Event] = []
        self._by_id: dict[str, Event] = {}
        self._read_bytes: dict[Path, int] = {}
        self._read_lines: dict[Path, int] = {}
        self._latest = ""
        self._guard = threading.RLock()

    def append(self, event_id: str, reviewer: str, content: Mapping[str, Any]) -> Event:
        """Write an event and wait until it is on disk; one that is known already is returned as it is.

        Raises DatasetError when it cannot be written, ValueError for an id or a name that is not usable.
        """
        if not _EVENT_ID.fullmatch(event_id):
            raise ValueError("an event's id is 32 hexadecimal digits")
        path = self.folder / file_name(reviewer)
        with explained_errors(path), self._guard, locked(self.folder / ".lock"):
            self.read_new()
            if event_id in self._by_id:
                return self._by_id[event_id]
            event = Event(event_id, self._now(), reviewer, dict(content), Place(path.name))
            _append_durably(path, event.as_line())
            self.read_new()
        return event

    def read_new(self) -> list[Event]:
        """Events not seen before, in the order of their files. Raises DatasetError where a line is damaged."""
        with self._guard:
            found = []
            for path in visible_files(self.folder, ".jsonl"):
                for event in self._read_on(path):
                    if event.event_id not in self._by_id:
                        self._by_id[event.event_id] = event
                        self._latest = max(self._latest, event.time)
                        found.append(event)
            self.events += found
        return found

    def merge(self, other: Path) -> int:
        """Take over the events of another folder; returns how many were new. Raises DatasetError."""
        known = set(self._by_id) | {event.event_id for event in self.read_new()}
        strangers = EventLog(other)
        new = [event for event in strangers.read_new() if event.event_id not in known]
        for event in new:
            path = self.folder / file_name(event.reviewer)
            with explained_errors(path), locked(self.folder / ".lock"):
                _append_durably(path, event.as_line())
        self.read_new()
        return len(new)

    def _now(self) -> str:
        # A clock that was set back must not let an old verdict win over a newer one.
        now = datetime.now(UTC).strftime(_TIME)
        if now > self._latest:
            return now
        return (datetime.strptime(self._latest, _TIME) + timedelta(microseconds=1)).strftime(_TIME)

    def _read_on(self, path: Path) -> Iterator[Event]:
        start = self._read_bytes.get(path, 0)
        try:
            with path.open("rb") as file:
                file.seek(start)
                data = file.read()
        except OSError as error:
            raise DatasetError(
                f"cannot read {path}: {error.strerror}", "Check that the file is yours to read."
            ) from error
        whole = data[: data.rfind(b"\n") + 1]
        self._read_bytes[path] = start + len(whole)
        for line in whole.splitlines():
            number = self._read_lines[path] = self._read_lines.get(path, 0) + 1
            yield _event(line, Place(path.name, number))


def file_name(reviewer: str) -> str:
    """The file of a reviewer: readable, and different for different names. Raises ValueError for no name."""
    if not reviewer.strip() or not reviewer.isprintable() or len(reviewer) > LONGEST_REVIEWER:
        raise ValueError(f"a reviewer's name is 1 to {LONGEST_REVIEWER} printable characters")
    readable = re.sub(r"[^a-z0-9]+", "-", reviewer.casefold()).strip("-") or "reviewer"
    return f"{readable[:40]}-{hashlib.sha256(reviewer.encode()).hexdigest()[:8]}.jsonl"


def _event(line: bytes, place: Place) -> Event:
    try:
        value = json.loads(line)
        known = (value.pop("event_id"), value.pop("time"), value.pop("reviewer"))
    except (ValueError, AttributeError, KeyError, TypeError) as error:
        remedy = "Remove the line: it was damaged or edited by hand."
        raise DatasetError(f"{place}: not an event of a review ({error!r})", remedy) from None
    if not (all(isinstance(item, str) for item in known) and _TIME_FORM.fullmatch(known[1])):
        raise DatasetError(f"{place}: event_id, time or reviewer is not as an event has them", "Remove the line.")
    return Event(*known, value, place)


def _append_durably(path: Path, line: bytes) -> None:
    is_new = not path.exists()
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o666)
    with os.fdopen(descriptor, "r+b") as file:
        data = file.read()
        # What a crash cut off was confirmed to nobody; a new line must not be glued to it.
        whole = data.rfind(b"\n") + 1
        file.seek(whole)
        file.truncate()
        file.write(line)
        file.flush()
        os.fsync(file.fileno())
    if is_new:
        sync_folder(path.parent)
