"""Scenes that ask for files nobody has shipped."""

import json
import os

from manimlib.imports import *


class Missing(Scene):
    def construct(self):
        logo = SVGMobject(file_name="some_logo", height=2)
        photograph = ImageMobject("some_photograph").shift(3 * RIGHT)
        randy = Randolph(mode="hooray").to_corner(DL)
        self.add(logo, photograph, randy, Square().shift(2 * UP))
        self.play(randy.change, "thinking", run_time=0.2)
        self.add_sound("clack.wav")
        self.wait(0.1)
        self.play(Transform(randy, Randolph(mode="plain").to_corner(DL)), run_time=0.2)
        self.wait(0.1)


class Moods(Scene):
    def construct(self):
        self.add(Randolph(mode="hooray").shift(3 * LEFT), Randolph(mode="plain").shift(3 * RIGHT))
        self.wait(0.1)


class Painted(Scene):
    def construct(self):
        square = Square(fill_opacity=1).color_using_background_image("some_photograph")
        car = Car()
        self.add(square, car.shift(3 * LEFT), TextMobject("words").shift(2 * UP))
        self.add(Text("plain words", font="sans-serif").shift(2 * DOWN))
        self.wait(0.1)


class Reading(Scene):
    def construct(self):
        with open(os.path.join("assets", "some_numbers.json")) as file:
            self.add(*[Square(side_length=number) for number in json.load(file)])
        self.wait(0.1)
