"""SVG files and the paths in them: each is read once, however many digits and letters a scene makes of it."""

from __future__ import annotations

from pathlib import Path
from typing import Any
from xml.dom import minidom

import numpy as np

from synthgen.core.geometry import FloatArray
from synthgen.engines.period_shortcuts.replacing import as_in_library, library, replace

_FileState = tuple[str, int, int]
_documents: dict[_FileState, Any] = {}
_outlines: dict[tuple[type, str], FloatArray] = {}


def install() -> None:
    module = library("mobject.svg.svg_mobject")
    vars(module)["minidom"] = _Parser()
    replace(module.VMobjectFromSVGPathstring, generate_points)


class _Parser:
    """Stands where the library finds `minidom`: documents that were read stay, also when it has done with them."""

    Element = minidom.Element

    def parse(self, file: str) -> Any:
        facts = Path(file).stat()
        state = (file, facts.st_mtime_ns, facts.st_size)
        if state not in _documents:
            _documents[state] = document = minidom.parse(file)
            document.unlink = lambda: None  # type: ignore[method-assign]
        return _documents[state]


def generate_points(outline: Any) -> None:
    """Give the outline of a path the points that its description says."""
    key = (type(outline), outline.path_string)
    if key in _outlines:
        outline.points = np.array(_outlines[key])
        return
    as_in_library(generate_points, outline)
    _outlines[key] = np.array(outline.points)
