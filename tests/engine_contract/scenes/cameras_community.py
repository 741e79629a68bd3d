"""Cameras and what only some of them show, for `community`."""

from manim import *


class ZoomedDisplay(ZoomedScene):
    """A square in the zoomed camera's frame, a circle half in it, a triangle far from it."""

    def __init__(self, **kwargs):
        super().__init__(zoom_factor=0.3, zoomed_display_height=3, zoomed_display_width=4, **kwargs)

    def construct(self):
        square = Square(side_length=0.4, fill_opacity=1, stroke_width=0, color=WHITE).shift(2 * LEFT)
        circle = Circle(radius=0.3, color=BLUE, fill_opacity=1, stroke_width=0).move_to(2 * LEFT + 0.55 * UP)
        self.add(square, circle, Triangle().shift(3 * RIGHT + 2 * DOWN))
        self.zoomed_camera.frame.move_to(2 * LEFT)
        self.activate_zooming()
        self.wait(0.1)


class ZoomedMotion(ZoomedDisplay):
    """The same object is seen twice, frame by frame, also after another has replaced it."""

    def construct(self):
        square = Square(side_length=0.4, fill_opacity=1, stroke_width=0).shift(2 * LEFT)
        self.add(square)
        self.zoomed_camera.frame.move_to(2 * LEFT)
        self.activate_zooming()
        self.play(square.animate.shift(0.1 * UP), run_time=0.2)
        self.play(ReplacementTransform(square, Circle(radius=0.2).move_to(square)), run_time=0.2)
        self.wait(0.1)


class FixedOrientation(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1.0, theta=0.5)
        label = MathTex("x^2").shift(RIGHT + OUT)
        self.add_fixed_orientation_mobjects(label)
        self.add(Square(side_length=3, color=BLUE))
        self.wait(0.1)


class Clouds(Scene):
    def construct(self):
        self.add(PointCloudDot(radius=1, density=20, color=RED).shift(3 * LEFT))
        self.add(Point(3 * RIGHT, color=BLUE))
        self.wait(0.1)


class Unseen(Scene):
    """What holds a value or nothing draws nothing and is no object."""

    def construct(self):
        tracker = ValueTracker(1)
        self.add(tracker, VectorizedPoint(RIGHT), VGroup(), Square())
        self.play(tracker.animate.set_value(2), run_time=0.1)
        self.wait(0.1)
