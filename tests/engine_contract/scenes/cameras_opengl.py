"""Cameras and what only some of them show, for `opengl`."""

from manimlib import *


class Glows(Scene):
    def construct(self):
        self.add(GlowDot(2 * LEFT, radius=0.5), TrueDot(2 * RIGHT, radius=0.4))
        self.add(DotCloud([[0, 1, 0], [1, 1, 0]], radius=0.2))
        self.wait(0.1)


class Unseen(Scene):
    """What holds a value or nothing draws nothing and is no object."""

    def construct(self):
        tracker = ValueTracker(1)
        self.add(tracker, VectorizedPoint(RIGHT), VGroup(), Square())
        self.play(tracker.animate.set_value(2), run_time=0.1)
        self.wait(0.1)
