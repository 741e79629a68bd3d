"""What the stock engines do with a document, what an SVG draws, and the documents of the three engines."""

from __future__ import annotations

import os
import shutil
import subprocess
import xml.etree.ElementTree as ET
from importlib.util import find_spec
from pathlib import Path

import pytest
import yaml

REQUIRED = set(filter(None, os.environ.get("SYNTHGEN_REQUIRED_ENGINES", "").split(",")))
_HREF = "{http://www.w3.org/1999/xlink}href"

Drawing = list[tuple[str, tuple[tuple[str, str], ...], object]]


def need_tex(*programs: str) -> None:
    """Skip where TeX is not installed, unless engines (which all need it) are required here."""
    missing = [name for name in (*programs, "latex", "dvisvgm") if shutil.which(name) is None]
    if missing and REQUIRED and not programs:
        pytest.fail(f"TeX is required here, and not installed: {missing}")
    if missing:
        pytest.skip(f"not installed: {missing}")


def stock_svg(source: str, folder: Path) -> str:
    """The SVG the stock engines make of a document: one latex process, one dvisvgm process."""
    folder.mkdir(parents=True)
    (folder / "stock.tex").write_text(source, encoding="utf-8")
    latex = ["latex", "-interaction=batchmode", "-halt-on-error", "stock.tex"]
    subprocess.run(latex, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    subprocess.run(["dvisvgm", "stock.dvi", "-n", "-v", "0", "-o", "stock.svg"], cwd=folder, check=True)
    return (folder / "stock.svg").read_text(encoding="utf-8")


def drawing(svg: str) -> Drawing:
    """All an SVG draws, in order: size, positions, outlines, rules, colours, groups. Names of glyphs are left out."""
    root = ET.fromstring(svg)
    by_id = {element.get("id"): element for element in root.iter()}

    def walk(element: ET.Element) -> Drawing:
        if element.tag.endswith("defs"):
            return []
        attributes = tuple(sorted((name, value) for name, value in element.attrib.items() if name != _HREF))
        if _HREF in element.attrib:
            return [(element.tag, attributes, by_id[element.attrib[_HREF][1:]].get("d"))]
        return [(element.tag, attributes, [item for child in element for item in walk(child)])]

    return walk(root)


def community_template() -> str:
    manim = pytest.importorskip("manim")
    return str(manim.TexTemplate().body)


def opengl_template() -> str:
    spec = find_spec("manimlib")
    if spec is None or spec.origin is None:
        pytest.skip("manimgl is not installed")
    templates = yaml.safe_load((Path(spec.origin).parent / "tex_templates.yml").read_text(encoding="utf-8"))
    parts = ["\\documentclass[preview]{standalone}", templates["default"]["preamble"] + "\n"]
    return "\n\n".join([*parts, "\\begin{document}", "YourTextHere", "\\end{document}"]) + "\n"


def period_template() -> str:
    return (period_library() / "manimlib" / "tex_template.tex").read_text(encoding="utf-8")


def period_library() -> Path:
    """The period library, from SYNTHGEN_PERIOD_LIBRARY or the user's cache; skips when it is in neither."""
    cache = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "synthgen"
    root = Path(os.environ.get("SYNTHGEN_PERIOD_LIBRARY") or cache / "sources" / "manimlib-0.2.0")
    if not root.is_dir() and "period" in REQUIRED:
        from synthgen.sources.sdist import period_root

        return period_root(cache, print)
    if not root.is_dir():
        pytest.skip("the period library is not here (SYNTHGEN_PERIOD_LIBRARY says where it is)")
    return root


TEMPLATES = {"community": community_template, "opengl": opengl_template, "period": period_template}
