"""Each library's formulas, led through the service, have the very points they have when the library compiles them.

One process per library: two of them share a module name, and the hooks change the library for good.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tex_stock import need_tex, period_library

ROOT = Path(__file__).resolve().parents[2]

COMMON = """
import sys
from pathlib import Path
import numpy as np
from synthgen.engines.tex import TexError, TexService
sys.argv = ["test"]
cache = Path.cwd() / "cache"
service = TexService(cache)

def agree(stock, ours):
    assert len(stock) == len(ours)
    for one, other in zip(stock, ours):
        family, others = one.get_family(), other.get_family()
        assert len(family) == len(others) > 1
        for a, b in zip(family, others):
            assert type(a) is type(b)
            assert np.array_equal(a.get_points() if hasattr(a, "get_points") else a.points,
                                  b.get_points() if hasattr(b, "get_points") else b.points)
"""

COMMUNITY = """
import manim
from manim import MathTex, Tex, TexFontTemplates, TexTemplate
manim.config.media_dir = str(Path.cwd() / "media")
manim.logger.setLevel("CRITICAL")
from synthgen.engines.tex import route_community

def formulas():
    special = TexTemplate(preamble=r"\\usepackage{amsmath}\\newcommand{\\half}{\\frac12}")
    pdf = TexTemplate(tex_compiler="pdflatex", output_format=".pdf")
    return [
        MathTex("a^2", "+", "b^2", substrings_to_isolate=["b"]),
        MathTex(r"\\half x", tex_template=special),
        MathTex("x &= y", tex_environment="{align}"),
        Tex(r"Text \\textbf{bold} {\\color{red} red}", tex_template=TexTemplate(preamble=r"\\usepackage{xcolor}")),
        Tex("one", "two", tex_environment=None),
        MathTex("x^2", tex_template=pdf),
    ]

stock = formulas()
route_community(service)
from manim.mobject.svg.svg_mobject import SVG_HASH_TO_MOB_MAP
SVG_HASH_TO_MOB_MAP.clear()
agree(stock, formulas())
assert (service.compiled, service.cached) == (6, 0)
assert all(len(file.stem) == 64 for file in cache.glob("svg/*/*")), "manim leaves its working copies in the cache"
for expected in (TexError, ValueError):
    try:
        MathTex(r"\\nosuchthing")
    except expected as error:
        assert "Undefined control sequence" in str(error), error
    else:
        raise AssertionError("no error")
"""

OPENGL = """
import pyglet
pyglet.options["headless"] = True
from manimlib.utils import cache as disk
from manimlib.mobject.svg.tex_mobject import Tex, TexText
from manimlib.utils import tex_file_writing
from synthgen.engines.tex import route_opengl

def formulas():
    return [
        Tex(R"\\vec{v} \\cdot w = {x \\over 2}", t2c={"w": "#FF0000"}),
        Tex("a", "+", "b", isolate=["a"]),
        TexText("Some text with $x^2$ and ``quotes''"),
    ]

stock = formulas()
tex_file_writing.latex_to_svg.cache_clear()
route_opengl(service)
def forbidden(*_): raise AssertionError("manimgl's own cache was asked")
disk._cache.get = forbidden
agree(stock, formulas())
assert service.compiled == 3, service.compiled
try:
    Tex(R"\\nosuchthing")
except TexError as error:
    assert "Undefined control sequence" in str(error)
else:
    raise AssertionError("no error")
"""

PERIOD = """
import manimlib.constants
manimlib.constants.TEX_DIR = str(Path.cwd() / "stock")
Path("stock").mkdir()
from manimlib.mobject.svg.tex_mobject import BulletedList, TexMobject, TextMobject
from synthgen.engines.tex import route_period

def formulas():
    return [
        TexMobject("\\\\vec{v}", "\\\\cdot", "{w \\\\over 2}"),
        TexMobject("x^2 + y", tex_to_color_map={"x": "#FF0000"}),
        TextMobject("Some ", "text"),
        BulletedList("one", "two"),
    ]

stock = formulas()
route_period(service)
batches = []
compile_many = service.compile_many
def counted(sources, compiler):
    before = service.compiled
    compile_many(sources, compiler)
    batches.append(service.compiled - before)
service.compile_many = counted
agree(stock, formulas())
assert batches[0] == 4, "a TexMobject and its strings are compiled in one batch"
compiled = len({file.name for file in Path("stock").glob("*.svg")})
assert sum(batches) == service.compiled == compiled, "the batches foresee exactly what is asked for"
try:
    TexMobject("\\\\nosuchthing")
except TexError as error:
    assert "Undefined control sequence" in str(error)
else:
    raise AssertionError("no error")
"""


def run(script: str, folder: Path, *import_path: Path) -> None:
    path = os.pathsep.join(str(entry) for entry in (*import_path, ROOT))
    environment = {**os.environ, "PYTHONPATH": path, "XDG_CACHE_HOME": str(folder / "home")}
    command = [sys.executable, "-c", COMMON + script]
    done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, (done.stdout + done.stderr)[-3000:]


def test_community_formulas_are_the_stock_ones(tmp_path: Path) -> None:
    need_tex()
    pytest.importorskip("manim")
    run(COMMUNITY, tmp_path)


def test_opengl_formulas_are_the_stock_ones(tmp_path: Path) -> None:
    need_tex()
    run(OPENGL, tmp_path)


def test_period_formulas_are_the_stock_ones_and_compiled_in_batches(tmp_path: Path) -> None:
    need_tex()
    run(PERIOD, tmp_path, period_library())
