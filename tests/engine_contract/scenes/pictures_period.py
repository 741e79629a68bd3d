"""A mobject that takes its colours from a picture, half behind another."""

from manimlib.imports import *


class ColouredByPicture(Scene):
    def construct(self):
        behind = Square(fill_opacity=1, stroke_width=0).color_using_background_image("some_photograph")
        self.add(behind, Rectangle(width=2, height=4, color=RED, fill_opacity=1, stroke_width=0).shift(RIGHT))
        self.wait(0.1)
