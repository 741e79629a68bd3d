"""A mobject that takes its colours from a picture, half behind another."""

from manim import *
from PIL import Image


class ColouredByPicture(Scene):
    def construct(self):
        # Dark, so that a drawing in the picture's colours cannot pass for one in white.
        picture = Image.new("RGBA", (8, 8), (0, 0, 60, 255))
        behind = Square(2, fill_opacity=1, stroke_width=0).color_using_background_image(picture)
        self.add(behind, Rectangle(RED, 4, 2, fill_opacity=1, stroke_width=0).shift(RIGHT))
        self.wait(0.1)
