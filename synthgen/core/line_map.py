"""Where the lines of a flattened scene file came from, kept in a JSON file beside it."""

from __future__ import annotations

import bisect
import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from synthgen.core.snapshot import SourceLine
from synthgen.errors import SourceError

SUFFIX = ".map.json"
_VERSION = 1


@dataclass(frozen=True, slots=True)
class Run:
    """`count` neighbouring lines, from `first_line` of the flattened file and `origin.line` of the original on."""

    first_line: int
    count: int
    origin: SourceLine


@dataclass(frozen=True, slots=True)
class LineMap:
    """Runs of lines in the order of the flattened file; lines that nobody wrote are in none.

    `notes` are facts for the reader of the JSON: the scene, its copyright, what is missing.
    """

    runs: tuple[Run, ...]
    notes: dict[str, Any] = field(default_factory=dict)

    @classmethod
    def from_lines(cls, origins: Sequence[SourceLine | None], notes: dict[str, Any] | None = None) -> LineMap:
        """A map of a file whose n-th line (from 1) came from `origins[n - 1]`."""
        runs: list[Run] = []
        for number, origin in enumerate(origins, start=1):
            if origin is None:
                continue
            last = runs[-1] if runs else None
            if last and number == last.first_line + last.count and _continues(last, origin):
                runs[-1] = Run(last.first_line, last.count + 1, last.origin)
            else:
                runs.append(Run(number, 1, origin))
        return cls(tuple(runs), notes or {})

    def original(self, line: int) -> SourceLine | None:
        """Where a line of the flattened file (from 1) came from; None for a line that nobody wrote."""
        index = bisect.bisect_right(self.runs, line, key=lambda run: run.first_line) - 1
        if index < 0:
            return None
        run = self.runs[index]
        offset = line - run.first_line
        return SourceLine(run.origin.file, run.origin.line + offset) if offset < run.count else None

    def to_json(self) -> str:
        files = list(dict.fromkeys(run.origin.file for run in self.runs))
        rows = [[run.first_line, run.count, files.index(run.origin.file), run.origin.line] for run in self.runs]
        head = {"version": _VERSION, **self.notes, "files": files}
        text = json.dumps(head, indent=1, ensure_ascii=False, allow_nan=False).removesuffix("\n}")
        listed = ",\n  ".join(json.dumps(row) for row in rows)
        return f'{text},\n "runs": [\n  {listed}\n ]\n}}\n'


def map_file(file: Path) -> Path:
    """Where the map of a flattened file is, whether or not there is one."""
    return file.with_suffix(SUFFIX)


def read_line_map(file: Path) -> LineMap | None:
    """The map beside a scene file, None where there is none. Raises SourceError when it cannot be understood."""
    path = map_file(file)
    if not path.is_file():
        return None
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        if content.pop("version") != _VERSION:
            raise ValueError("it is of another version")
        files = content.pop("files")
        runs = tuple(
            Run(int(first), int(count), SourceLine(str(files[file_index]), int(line)))
            for first, count, file_index, line in content.pop("runs")
        )
    except (OSError, ValueError, KeyError, TypeError, IndexError, AttributeError) as error:
        raise SourceError(
            f"the line map {path} cannot be read: {error}", "delete it, or flatten the scene again (task=flatten)"
        ) from error
    return LineMap(runs, content)


def _continues(run: Run, origin: SourceLine) -> bool:
    return origin.file == run.origin.file and origin.line == run.origin.line + run.count
