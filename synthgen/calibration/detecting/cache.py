"""What was seen in a picture is kept by the picture's content and the detector's identity, and not looked for again."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from synthgen.calibration.detecting.ink import Pixels
from synthgen.calibration.detecting.looking import PictureDetector, Sightings, seen


@dataclass(frozen=True, slots=True)
class Remembering:
    """A detector that looks only at pictures it has not seen yet; results lie in `folder`, one small file each."""

    detector: PictureDetector
    folder: Path

    @property
    def classes(self) -> tuple[str, ...]:
        return self.detector.classes

    @property
    def identity(self) -> str:
        return self.detector.identity

    def look(self, pictures: Sequence[Pixels]) -> list[Sightings]:
        places = [self._place(picture) for picture in pictures]
        known = [_read(place) for place in places]
        new = [number for number, sight in enumerate(known) if sight is None]
        looked = self.detector.look([pictures[number] for number in new]) if new else []
        for number, sight in zip(new, looked, strict=True):
            _write(places[number], sight)
            known[number] = sight
        return [sight for sight in known if sight is not None]

    def _place(self, picture: Pixels) -> Path:
        said = f"{self.identity} {picture.shape}".encode()
        key = hashlib.sha256(said + picture.tobytes()).hexdigest()
        return self.folder / key[:2] / f"{key}.json"


def _read(path: Path) -> Sightings | None:
    try:
        return seen([tuple(row) for row in json.loads(path.read_bytes())])
    except (OSError, ValueError, IndexError, TypeError):
        return None  # Not there, or damaged: it is looked for again.


def _write(path: Path, sight: Sightings) -> None:
    rows = list(zip(sight.box.tolist(), sight.label, sight.score.tolist(), sight.text, strict=True))
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = path.with_name(f".{path.name}.{os.getpid()}")
    aside.write_text(json.dumps(rows))
    aside.replace(path)
