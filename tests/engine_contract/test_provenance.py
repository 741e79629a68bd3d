"""Every object stands on a known line of the scene's own source; comments in the scenes say which (see there)."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

import pytest
from engine_contract.conftest import HERE, Probe

from synthgen.core.annotation import FrameRecord
from synthgen.core.snapshot import SourceLine
from synthgen.engines.host import EngineHost

SCENES = sorted(set(re.findall(r"# (\w+): ", (HERE / "scenes" / "provenance_community.py").read_text())))


@pytest.mark.parametrize("scene", SCENES)
def test_every_object_is_on_its_line(probe: Probe, host: EngineHost, scene: str) -> None:
    """All objects of the scene's last picture; and the frame names exactly the lines behind what it shows."""
    file = f"provenance_{host.engine_name}.py"
    marked = _marked(scene, file)
    record: FrameRecord = probe("records", scene, 320, 180, fps=10, scenes="provenance_")[-1]
    assert record.kind == "rest" and record.objects
    for item in record.objects:
        _same_lines(item.lines.created, marked["created"], marked["via"])
        _same_lines(item.lines.changed, marked["changed"], marked["around"])
    relevant = {line.line for lines in marked.values() for line in lines if line.file == file}
    assert set(record.code_mapping.relevant_lines) == relevant


def _same_lines(found: tuple[SourceLine, ...], innermost: set[SourceLine], outer: set[SourceLine]) -> None:
    assert set(found[:1]) == innermost
    assert set(found[1:]) == outer


def _marked(scene: str, *files: str) -> dict[str, set[SourceLine]]:
    """The lines by what the comments say they are, for one scene."""
    found: dict[str, set[SourceLine]] = defaultdict(set)
    for file in (*files, "provenance_parts.py"):
        for number, text in enumerate(_lines(file), start=1):
            for what in _words(scene, text):
                found[what].add(SourceLine(file, number))
    return found


def _lines(file: str) -> list[str]:
    return (HERE / "scenes" / file).read_text().splitlines()


def _words(scene: str, text: str) -> Iterable[str]:
    mark = re.search(rf"# {scene}: (.+)$", text)
    return mark[1].split(", ") if mark else ()
