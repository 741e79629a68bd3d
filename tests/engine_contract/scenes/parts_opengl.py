"""Formulas whose parts are known, for `opengl`."""

from manimlib import *


class Formula(Scene):
    def construct(self):
        self.add(Tex("a", "+", r"\beta^2"))
        self.wait(0.1)


class Moved(Scene):
    """A copy of a formula, transformed into another one."""

    def construct(self):
        formula = Tex("a", "+", "b").copy()
        self.play(Transform(formula, Tex("x", "-", "y")), run_time=0.1)
        self.wait(0.1)


class OnAPlate(Scene):
    """A formula of which one part has a plate behind it."""

    def construct(self):
        formula = Tex("a", "+", "b")
        formula[2].add_background_rectangle(color=BLUE)
        self.add(formula)
        self.wait(0.1)
