"""How much of the stock engines' time TeX takes through the service, everything cold (the preamble's format included).

    python benchmarks/tex.py

Compiles forty formulas as the stock engines do (one latex and one dvisvgm process each), then through the service with
an empty cache: as one batch, one after another, and one after another with a cache that knows them. Prints each as a
share of the stock time, for 3Blue1Brown's preamble and for that of manim; fails if a cold one is above the goal.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from synthgen.engines.tex import TexService

GOAL = 1 / 3

PREAMBLES = {
    "3b1b": r"""\usepackage[english]{babel}
\usepackage[utf8]{inputenc}
\usepackage[T1]{fontenc}
\usepackage{amsmath,amssymb,dsfont,setspace,tipa,relsize,textcomp,mathrsfs,calligra,wasysym,ragged2e,physics}
\usepackage{xcolor}
\usepackage{microtype}
\DisableLigatures{encoding = *, family = * }
\linespread{1}""",
    "manim": r"""\usepackage[english]{babel}
\usepackage{amsmath}
\usepackage{amssymb}""",
}
FORMULAS = r"""
\vec{\textbf{v}} \cdot \vec{\textbf{w}}
= \lVert v \rVert \lVert w \rVert \cos(\theta)
\left[\begin{array}{c} 1 \\ 2 \end{array}\right]
\left[\begin{array}{cc} a & b \\ c & d \end{array}\right]
\hat{\imath}
\hat{\jmath}
\hat{u}
u_x
u_y
1 \cdot 3 + 2 \cdot 4
(3, -1)
L(\vec{v})
\mathbb{R}^2 \to \mathbb{R}
\text{2d to 1d}
x^2 + y^2 = z^2
\frac{df}{dx}
\int_0^1 x^2\,dx = \frac{1}{3}
\sum_{n=1}^\infty \frac{1}{n^2} = \frac{\pi^2}{6}
e^{i\pi} = -1
\sqrt{2}
\lim_{h \to 0} \frac{f(x+h) - f(x)}{h}
\det(A) = 0
A^{-1}
\lambda_1 \ge \lambda_2
\nabla f
\partial_t u = \alpha\,\partial_x^2 u
\binom{n}{k}
P(A \mid B)
\sigma(Wx + b)
\overbrace{a + b}^{c}
\infty
\begin{bmatrix} 1 & 0 \\ 0 & 1 \end{bmatrix}
\Leftrightarrow
\text{Dot product}
\text{Linear transformation}
\text{Duality}
0.0
\approx 3.14159
\dots
\prod_{p} \frac{1}{1 - p^{-s}}
""".strip().splitlines()


def document(preamble: str, formula: str, groups: bool) -> str:
    """A formula as the engines wrap it; with `groups`, as manim's MathTex, which has dvisvgm mark its parts."""
    if groups:
        formula = rf"\special{{dvisvgm:raw <g id='unique000'>}}{formula}\special{{dvisvgm:raw </g>}}"
    body = f"\\begin{{align*}}\n{formula}\n\\end{{align*}}"
    return f"\\documentclass[preview]{{standalone}}\n{preamble}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


def compile_stock(source: str, folder: Path) -> None:
    (folder / "f.tex").write_text(source, encoding="utf-8")
    latex = ["latex", "-interaction=batchmode", "-halt-on-error", "f.tex"]
    subprocess.run(latex, cwd=folder, stdout=subprocess.DEVNULL, check=True)
    subprocess.run(["dvisvgm", "f.dvi", "-n", "-v", "0", "-o", "f.svg"], cwd=folder, check=True)


def seconds(work: Callable[[], object]) -> float:
    started = time.perf_counter()
    work()
    return time.perf_counter() - started


def measure(sources: list[str], folder: Path) -> dict[str, float]:
    """Seconds by road; every cold road starts from a cache of its own."""
    (folder / "stock").mkdir(parents=True)
    compile_stock(sources[0], folder / "stock")  # the system's own file cache is warm for all roads alike

    def one_by_one(cache: Path) -> None:
        service = TexService(cache)
        for source in sources:
            service.svg(source)
        service.close()

    def batch(cache: Path) -> None:
        service = TexService(cache)
        service.compile_many(sources)
        service.close()

    return {
        "stock": seconds(lambda: [compile_stock(source, folder / "stock") for source in sources]),
        "cold, one batch": seconds(lambda: batch(folder / "batch")),
        "cold, one by one": seconds(lambda: one_by_one(folder / "single")),
        "from the cache": seconds(lambda: one_by_one(folder / "single")),
    }


def main() -> int:
    worst = 0.0
    for name, preamble in PREAMBLES.items():
        sources = [document(preamble, formula, name == "manim") for formula in FORMULAS]
        with tempfile.TemporaryDirectory() as folder:
            found = measure(sources, Path(folder))
        for road, time_s in found.items():
            ratio = time_s / found["stock"]
            print(f"{name:6} {len(sources)} formulas, {road:17} {time_s:7.3f} s  ratio {ratio:.3f}")
            worst = max(worst, ratio if road.startswith("cold") else 0.0)
    print(f"largest cold ratio {worst:.3f}, goal {GOAL:.3f}")
    return 0 if worst <= GOAL else 1


if __name__ == "__main__":
    sys.exit(main())
