"""Run as a script with an engine's name: builds mobjects and prints their trees as JSON.

A tree is [names of the class and its bases, whether it has points of its own, [trees of the children]]. Nothing here
needs TeX or a display.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from typing import Any

Tree = list[Any]
Recipes = dict[str, Callable[[], Any]]


def community() -> Recipes:
    import manim as m

    return {
        "axes": lambda: m.Axes(x_range=(0, 3), y_range=(0, 2)),
        "axes in 3D": m.ThreeDAxes,
        "plane": m.NumberPlane,
        "polar plane": m.PolarPlane,
        "dashed line": m.DashedLine,
        "dashed circle": lambda: m.DashedVMobject(m.Circle()),
        "text": lambda: m.Text("two words"),
        "paragraph": lambda: m.Paragraph("two", "lines"),
        "code": lambda: m.Code(code_string="x = 1\ny = 2", language="python"),
        "table": lambda: m.Table([["a", "b"], ["c", "d"]]),
        "network": lambda: m.Graph([1, 2, 3], [(1, 2), (2, 3)]),
        "directed network": lambda: m.DiGraph([1, 2], [(1, 2)]),
        "vector field": lambda: m.ArrowVectorField(lambda p: p, x_range=[-1, 1], y_range=[-1, 1]),
        "cube": m.Cube,
        "cylinder": lambda: m.Cylinder(resolution=4),
        "tetrahedron": m.Tetrahedron,
        "arrow in 3D": lambda: m.Arrow3D(resolution=4),
        "arrow": m.DoubleArrow,
        "arc with a tip": lambda: with_tip(m.Arc()),
        "cross": m.Cross,
        "anonymous group": lambda: m.VGroup(m.Circle(), m.VGroup(m.Square(), m.Dot())),
    }


def opengl() -> Recipes:
    import pyglet

    pyglet.options["headless"] = True
    import manimlib as m

    return {
        "axes": lambda: m.Axes((0, 3), (0, 2), axis_config={"include_numbers": True}),
        "plane": m.NumberPlane,
        "dashed line": m.DashedLine,
        "dashed circle": lambda: m.DashedVMobject(m.Circle()),
        "text": lambda: m.Text("two words"),
        "number": lambda: m.DecimalNumber(3.14),
        "cube": m.Cube,
        "cube of squares": m.VCube,
        "dodecahedron": m.Dodecahedron,
        "line with a tip": lambda: with_tip(m.Line()),
        "curved arrow": lambda: m.CurvedArrow(m.LEFT, m.RIGHT),
        "clock": m.Clock,
        "die": lambda: m.DieFace(3),
        "laptop": m.Laptop,
        "speech bubble": lambda: m.SpeechBubble(m.Text("hm")),
        "thought bubble": lambda: m.ThoughtBubble(m.Text("hm")),
        "speedometer": m.Speedometer,
        "cross": lambda: m.Cross(m.Square()),
        "anonymous group": lambda: m.VGroup(m.Circle(), m.VGroup(m.Square(), m.Dot())),
    }


def with_tip(mobject: Any) -> Any:
    mobject.add_tip()
    return mobject


def tree(mobject: Any) -> Tree:
    names = [base.__name__ for base in type(mobject).__mro__[:-1]]
    points = mobject.points if hasattr(mobject, "points") else mobject.get_points()
    return [names, len(points) > 0, [tree(child) for child in mobject.submobjects]]


if __name__ == "__main__":
    engine, sys.argv[1:] = sys.argv[1], []
    recipes = {"community": community, "opengl": opengl}[engine]()
    print(json.dumps({name: tree(recipe()) for name, recipe in recipes.items()}))
