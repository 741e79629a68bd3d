"""Scenes spread over several files, for comparing with what they are flattened to."""

import flat_helpers.shapes as shapes
from flat_helpers import *
from flat_parts import Row
from flat_parts import Triple as Three
from manim import *

GAP = 0.5
print("this runs on import and nobody needs it")


class Circle(Circle):
    """Named as the library's."""


class Row(Row):
    gap = GAP

    def parts(self):
        return [*super().parts(), Circle(radius=0.2, color=COLORS[1])]


class FlatRow(Scene):
    def construct(self):
        row = Row().build()
        self.add(row)
        self.play(row.animate.shift(UP))


class FlatLocalImports(Scene):
    def construct(self):
        from flat_parts import make_square as square

        star = shapes.star()
        self.add(star, square(), Three().build().shift(2 * DOWN))
        self.wait(0.5)


class FlatChanged(FlatRow):
    def construct(self):
        super().construct()
        self.play(FadeOut(*self.mobjects), FadeIn(shapes.star(SIDES)))
