"""The contract scenes for `community`: one thing to get right in each. Every engine has the same classes."""

import numpy as np
from manim import *


class SquareAndCircle(Scene):
    def construct(self):
        self.add(Square(side_length=2, color=BLUE).shift(3 * LEFT))
        self.add(Circle(radius=1, color=RED, fill_opacity=1).shift(3 * RIGHT))
        self.wait(0.1)


class RotatedCurve(Scene):
    def construct(self):
        curve = CubicBezier(LEFT * 2, LEFT + 2 * UP, RIGHT + 3 * DOWN, RIGHT * 2).rotate(0.4)
        self.add(curve.set_stroke(GREEN, 6))
        self.wait(0.1)


class SharpMiter(Scene):
    def construct(self):
        zigzag = VMobject().set_points_as_corners([2 * LEFT, 2 * RIGHT + 0.5 * UP, 2 * LEFT + UP])
        self.add(zigzag.set_stroke(YELLOW, 12))
        self.wait(0.1)


class ThickStroke(Scene):
    def construct(self):
        self.add(Triangle().scale(1.5).set_stroke(PINK, 40))
        self.wait(0.1)


class OccludedPair(Scene):
    def construct(self):
        self.add(Square(color=BLUE, fill_opacity=1, stroke_width=0))
        self.add(Square(color=RED, fill_opacity=1, stroke_width=0).shift(RIGHT))
        self.wait(0.1)


class TranslucentPair(Scene):
    def construct(self):
        self.add(Square(color=BLUE, fill_opacity=0.3, stroke_opacity=0.2))
        self.add(Circle(color=RED, fill_opacity=0.5, stroke_opacity=0.5).shift(RIGHT))
        self.wait(0.1)


class OffFrame(Scene):
    def construct(self):
        self.add(Square(color=BLUE).shift(7 * LEFT))
        self.add(Circle(color=RED).shift(20 * RIGHT))
        self.wait(0.1)


class Empty(Scene):
    def construct(self):
        self.add(VGroup(), VMobject())
        self.wait(0.1)


class TextAndTex(Scene):
    def construct(self):
        self.add(Text("Plain words", font_size=36).to_edge(UP))
        self.add(MathTex(r"\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}"))
        self.add(Tex(r"words in \LaTeX{}").to_edge(DOWN))
        self.wait(0.1)


class Picture(Scene):
    def construct(self):
        rows = np.linspace(30, 255, 60).astype(np.uint8)
        self.add(ImageMobject(np.stack([np.tile(rows, (40, 1))] * 3, axis=2)).scale(4).shift(2 * LEFT + 0.3 * UP))
        self.wait(0.1)


class Solid(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1.1, theta=-0.7)
        self.add(Cube(side_length=2, fill_opacity=0.8), Arrow3D(ORIGIN, [2, 2, 1]))
        self.wait(0.1)


class Zoomed(MovingCameraScene):
    def construct(self):
        self.camera.frame.scale(0.5).shift(RIGHT)
        self.add(Square(color=BLUE).shift(RIGHT), Circle(color=RED))
        self.wait(0.1)


class FixedInFrame(ThreeDScene):
    def construct(self):
        self.set_camera_orientation(phi=1.0, theta=0.5)
        title = Text("Title", font_size=40).to_corner(UL)
        self.add_fixed_in_frame_mobjects(title)
        self.add(Square(side_length=3, color=BLUE))
        self.wait(0.1)


class Composites(Scene):
    def construct(self):
        axes = Axes(x_range=[0, 4], y_range=[0, 3], x_length=5, y_length=3).add_coordinates()
        arrow = Arrow(LEFT, RIGHT).to_edge(UP)
        brace = Brace(arrow, DOWN)
        self.add(axes, arrow, brace, Dot(2 * DOWN), DashedLine(3 * LEFT, 3 * LEFT + 2 * UP))
        self.wait(0.1)


class Motion(Scene):
    """Every kind of time step: plays one after another, an updater, a wait with and without it, random numbers."""

    def construct(self):
        square = Square(color=BLUE, fill_opacity=0.5).shift(2 * LEFT)
        dot = Dot(color=YELLOW).add_updater(lambda m, dt: m.shift(0.5 * dt * UP))
        self.play(Create(square), run_time=0.5)
        self.play(square.animate.rotate(1).shift(RIGHT), run_time=0.4)
        self.add(dot)
        self.wait(0.5)
        dot.clear_updaters()
        noise = np.random.uniform(-1, 1, 2)
        self.add(Circle(radius=0.3).move_to([*noise, 0]))
        self.play(Transform(square, Circle(color=GREEN)), FadeOut(dot), run_time=0.4)
        self.wait(0.3)
        self.play(FadeIn(Text("end")), run_time=0.3)


class Depth(ThreeDScene):
    """3D painting order while some of the scene stands still."""

    def construct(self):
        self.set_camera_orientation(phi=1.2, theta=0.3)
        near, far = Cube(side_length=1.5).shift(RIGHT), Cube(side_length=1.5, fill_color=RED).shift(LEFT)
        self.add(far, near)
        self.play(Rotate(near, 1), run_time=0.3)
        self.begin_ambient_camera_rotation(rate=0.5)
        self.wait(0.3)


class MovesAcross(Scene):
    """A square goes behind a disc of a higher z_index that was added before it."""

    def construct(self):
        square = Square(fill_opacity=1, color=BLUE).shift(2 * LEFT)
        self.add(Circle(fill_opacity=1, color=RED).scale(1.5).set_z_index(1), square)
        self.play(square.animate.shift(2 * RIGHT))
        self.wait(0.2)


class Provenance(Scene):
    def construct(self):
        first = Square()  # line of `first`
        second = self.helper()  # line of the call
        copies = VGroup(*[first.copy() for _ in range(2)])  # line of the copies
        self.add(first, second, copies)
        self.wait(0.1)

    def helper(self):
        return Circle()  # line of `second`


class Morphing(Scene):
    """Each kind of transform once; what is left on screen must be called what it shows."""

    def construct(self):
        formula, words = MathTex("a^2"), Text("words")
        self.play(Transform(formula, words), run_time=0.2)
        self.wait(0.1)
        self.remove(formula)
        square, circle = Square(), Circle()
        self.add(square)
        self.play(ReplacementTransform(square, circle), run_time=0.2)
        self.wait(0.1)
        self.play(Indicate(circle), run_time=0.2)
        self.wait(0.1)
        self.remove(circle)
        copied, copy_target = Square(), Triangle()
        self.add(copied)
        self.play(TransformFromCopy(copied, copy_target), run_time=0.2)
        self.wait(0.1)
        self.remove(copied, copy_target)
        dot = Dot()
        self.add(dot.become(Star()))
        self.wait(0.1)
        self.remove(dot)
        first, second = Text("first"), Text("second")
        self.add(first)
        self.play(FadeTransform(first, second), run_time=0.2)
        self.wait(0.1)
        self.remove(second)
        left, right = MathTex("x", "+", "y"), MathTex("y", "+", "x")
        self.add(left)
        self.wait(0.1)
        self.play(TransformMatchingTex(left, right), run_time=0.2)
        self.wait(0.1)


class ArrowThenMore(Scene):
    def construct(self):
        self.add(Arrow(LEFT, RIGHT), NumberPlane())
        self.wait(0.1)
        self.add(Square())
        self.wait(0.1)


class BetweenPlays(Scene):
    def construct(self):
        square, circle = Square(), Circle().shift(3 * RIGHT)
        self.play(FadeIn(square), run_time=0.2)
        self.add(circle)
        self.play(FadeIn(circle), run_time=0.2)
        self.play(square.animate.shift(3 * LEFT), run_time=0.2)
