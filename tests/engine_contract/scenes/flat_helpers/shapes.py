"""Shapes for any engine: whichever library is there."""

import sys

if "manimlib" in sys.modules:
    from manimlib.imports import BLUE, RED, Dot, RegularPolygon, Square, VGroup
else:
    from manim import BLUE, RED, Dot, RegularPolygon, Square, VGroup  # noqa: F401

COLORS = [BLUE]
COLORS.append(RED)
SIDES = 7


def star(sides=5):
    shape = RegularPolygon(sides, color=COLORS[-1])
    shape.scale(0.4)
    return shape
