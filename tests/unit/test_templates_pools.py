"""The content pools: formulas that LaTeX takes, functions that stay within their axes, sizes told without drawing."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from synthgen.sources.procedural.pools import Pools
from synthgen.sources.procedural.scenes import pool_folders
from synthgen.sources.procedural.tex_size import tex_extent
from synthgen.sources.procedural.writing import as_factor

POOLS = Pools(pool_folders(()))

needs_latex = pytest.mark.skipif(shutil.which("latex") is None, reason="LaTeX is not installed")


def every_formula() -> list[str]:
    """All TeX of all pools that a scene may show as it stands."""
    found = [entry["tex"] for name in ("formulas", "functions", "vector_fields") for entry in POOLS.named(name)]
    found += [step for entry in POOLS.named("derivations") for step in entry["steps"]]
    for entry in POOLS.named("comparisons"):
        found += entry["left_items"] + entry["right_items"]
    found += ["".join(f"{{{piece}}}" for piece in entry["pieces"]) for entry in POOLS.named("annotations")]
    for entry in POOLS.named("expansions"):
        found += ["".join(f"{{{piece}}}" for piece in step) for step in entry["steps"]]
    return found


def measured(formulas: list[str], folder: Path) -> dict[int, tuple[float, float]]:
    """Width and total height (pt) of each formula in display style, by its number; what LaTeX refuses is missing."""
    boxes = "\n".join(
        rf"\setbox0=\hbox{{$\displaystyle {tex}$}}\typeout{{SIZE {i} \the\wd0 \space\the\ht0 \space\the\dp0}}"
        for i, tex in enumerate(formulas)
    )
    head = r"\documentclass{article}\usepackage{amsmath,amssymb}\begin{document}"
    (folder / "all.tex").write_text(f"{head}\n{boxes}\n\\end{{document}}\n")
    command = ["latex", "-interaction=nonstopmode", "-halt-on-error", "all.tex"]
    subprocess.run(command, cwd=folder, capture_output=True, timeout=120, check=False)
    log = (folder / "all.log").read_text(errors="replace")
    numbers = re.findall(r"^SIZE (\d+) ([\d.]+)pt ([\d.]+)pt ([\d.]+)pt", log, re.MULTILINE)
    return {int(i): (float(width), float(height) + float(depth)) for i, width, height, depth in numbers}


def test_there_are_several_hundred_formulas_of_many_fields() -> None:
    formulas = POOLS.named("formulas")
    assert len(formulas) >= 300
    assert len({entry["tex"] for entry in formulas}) == len(formulas)
    assert len({entry["field"] for entry in formulas}) >= 12


def test_no_formula_needs_what_one_engine_redefines() -> None:
    """manimgl loads tipa, which takes `\\|` for itself: norms are written with `\\lVert` and `\\rVert`."""
    assert [tex for tex in every_formula() if "\\|" in tex] == []


@needs_latex
def test_every_formula_compiles(tmp_path: Path) -> None:
    """One run of LaTeX over all of them: what it refuses is named."""
    formulas = every_formula()
    sizes = measured(formulas, tmp_path)
    assert [tex for i, tex in enumerate(formulas) if i not in sizes] == []


@needs_latex
def test_estimated_sizes_are_near_the_real_ones(tmp_path: Path) -> None:
    """Layout places formulas by sizes told from their TeX: never far too small, and right in the middle."""
    formulas = [entry["tex"] for entry in POOLS.named("formulas")]
    sizes = measured(formulas, tmp_path)
    widths = [tex_extent(tex).width / sizes[i][0] for i, tex in enumerate(formulas)]
    assert min(widths) > 0.8 and max(widths) < 1.3
    assert 0.95 < np.median(widths) < 1.05
    heights = [sum((tex_extent(tex).height, tex_extent(tex).depth)) / sizes[i][1] for i, tex in enumerate(formulas)]
    assert np.percentile(heights, 2) > 0.75 and 0.95 < np.median(heights) < 1.1


@pytest.mark.parametrize("entry", POOLS.named("functions"), ids=lambda entry: entry["name"])
def test_functions_stay_within_their_axes(entry: dict[str, Any]) -> None:
    """A function is defined wherever it is drawn and does not leave the range of its axes."""
    low, high = (entry.get("domain") or entry["x"])[:2]
    bottom, top, _ = entry["y"]
    values = [eval(str(entry["python"]), {"np": np, "abs": abs, "x": float(x)}) for x in np.linspace(low, high, 200)]
    slack = 0.02 * (top - bottom)
    assert all(np.isfinite(value) and bottom - slack <= value <= top + slack for value in values)


@pytest.mark.parametrize("entry", POOLS.named("vector_fields"), ids=lambda entry: entry["name"])
def test_vector_fields_are_defined_everywhere(entry: dict[str, str]) -> None:
    """Single points and arrays of them alike, as the two engines ask."""
    grid = np.linspace(-7, 7, 29)
    for component in ("u", "v"):
        values = eval(entry[component], {"np": np, "x": grid, "y": grid})
        assert np.shape(values) == grid.shape and np.isfinite(values).all()


def test_listings_in_python_are_python() -> None:
    for entry in POOLS.named("listings"):
        if entry["language"] == "python":
            compile("\n".join(entry["lines"]), entry["title"], "exec")


def test_themes_have_contrast() -> None:
    """Text stands out from the background in every theme (WCAG's ratio, 4.5 for text)."""
    for entry in POOLS.named("themes"):
        values = {"WHITE": "#ffffff", "BLACK": "#000000", **entry.get("values", {})}
        ink, background = (_luminance(values.get(entry[role], entry[role])) for role in ("ink", "background"))
        assert (max(ink, background) + 0.05) / (min(ink, background) + 0.05) > 4.5, entry["name"]


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize(
    ("tex", "expected"),
    [
        ("x^2", "x^2"),
        ("4x - x^2", r"\left(4x - x^2\right)"),
        ("-x", "-x"),
        (r"\frac{1}{1 + x^2}", r"\frac{1}{1 + x^2}"),
        (r"\ln(1 + x)", r"\ln(1 + x)"),
    ],
)
def test_a_sum_gets_brackets_where_it_is_a_factor(tex: str, expected: str) -> None:
    assert as_factor(tex) == expected
