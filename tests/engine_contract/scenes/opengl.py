"""The contract scenes for `opengl`: one thing to get right in each. Every engine has the same classes.

Below them, scenes for what only this engine has.
"""

import numpy as np
from manimlib import *
from PIL import Image


class Star(RegularPolygon):
    """manimgl has no star; only the name matters here."""

    def __init__(self, **kwargs):
        super().__init__(5, **kwargs)


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
        self.add(VMobject(joint_type="miter").set_points_as_corners([LEFT, RIGHT, RIGHT + UP]).shift(2 * DOWN))
        self.wait(0.1)


class ThickStroke(Scene):
    def construct(self):
        self.add(Triangle().scale(1.5).set_stroke(PINK, 40))
        self.wait(0.1)


class OccludedPair(Scene):
    def construct(self):
        self.add(Square(fill_color=BLUE, fill_opacity=1, stroke_width=0))
        self.add(Square(fill_color=RED, fill_opacity=1, stroke_width=0).shift(RIGHT))
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
        self.add(Tex(r"\sum_{n=1}^{\infty} \frac{1}{n^2} = \frac{\pi^2}{6}"))
        self.add(TexText(r"words in \LaTeX{}").to_edge(DOWN))
        self.wait(0.1)


class Picture(Scene):
    def construct(self):
        rows = np.linspace(30, 255, 60).astype(np.uint8)
        Image.fromarray(np.stack([np.tile(rows, (40, 1))] * 3, axis=2)).save("ramp.png")
        self.add(ImageMobject("ramp.png", height=3).shift(2 * LEFT + 0.3 * UP))
        self.wait(0.1)


class Solid(ThreeDScene):
    def construct(self):
        self.frame.reorient(-40, 63, 10)
        self.add(Cube(side_length=2, opacity=0.8), Line3D(ORIGIN, [2, 2, 1]))
        self.add(Sphere(radius=0.8, resolution=(31, 21)).shift(2.5 * LEFT))
        self.add(ParametricCurve(lambda t: [np.cos(t), np.sin(t), t / 3], t_range=(-6, 6, 0.1)))
        self.add(Circle(fill_opacity=1, stroke_width=0).rotate(1, RIGHT).shift(3 * UP))
        self.wait(0.1)


class Zoomed(Scene):
    def construct(self):
        self.frame.set_height(3).shift(RIGHT + 0.3 * UP)
        self.add(Square(color=BLUE).shift(RIGHT), Circle(color=RED))
        self.wait(0.1)


class FixedInFrame(ThreeDScene):
    def construct(self):
        self.frame.reorient(30, 60)
        self.add(Text("Title", font_size=40).to_corner(UL).fix_in_frame())
        self.add(Square(side_length=3, color=BLUE))
        self.wait(0.1)


class Composites(Scene):
    def construct(self):
        axes = Axes((0, 4), (0, 3), width=5, height=3)
        axes.add_coordinate_labels()
        arrow = Arrow(LEFT, RIGHT).to_edge(UP)
        brace = Brace(arrow, DOWN)
        self.add(axes, arrow, brace, Dot(2 * DOWN), DashedLine(3 * LEFT, 3 * LEFT + 2 * UP))
        self.add(CurvedArrow(3 * LEFT, 3 * LEFT + DOWN), TrueDot(4 * LEFT, radius=0.2))
        self.add(DotCloud([[5, 0, 0], [5, 1, 0]], radius=0.1))
        self.wait(0.1)


class Motion(Scene):
    """Every kind of time step: plays one after another, an updater, a wait with and without it, random numbers."""

    def construct(self):
        square = Square(color=BLUE, fill_opacity=0.5).shift(2 * LEFT)
        dot = Dot(fill_color=YELLOW).add_updater(lambda m, dt: m.shift(0.5 * dt * UP))
        self.play(ShowCreation(square), run_time=0.5)
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
        self.frame.reorient(20, 70)
        near, far = Cube(side_length=1.5).shift(RIGHT), Cube(side_length=1.5, color=RED).shift(LEFT)
        self.add(far, near, Square(color=GREEN, fill_opacity=0.5))
        self.play(Rotate(near, 1), run_time=0.3)
        self.frame.add_ambient_rotation(0.5)
        self.wait(0.3)


class MovesAcross(Scene):
    """A square goes behind a disc that was added after it."""

    def construct(self):
        square = Square(fill_opacity=1, color=BLUE).shift(2 * LEFT)
        self.add(square, Circle(fill_opacity=1, color=RED).scale(1.5))
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
        formula, words = Tex("a^2"), Text("words")
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
        left, right = Tex("x", "+", "y"), Tex("y", "+", "x")
        self.add(left)
        self.wait(0.1)  # The transform takes it apart before its first frame.
        self.play(TransformMatchingTex(left, right), run_time=0.2)
        self.wait(0.1)


class Everything2D(Scene):
    """What a run that seldom draws could get wrong: state that drawing leaves behind, a look at its own picture."""

    def construct(self):
        square = Square(color=BLUE, fill_opacity=0.5).shift(3 * LEFT)
        tracker = ValueTracker(0)
        dot = always_redraw(lambda: Dot(tracker.get_value() * RIGHT, fill_color=YELLOW))
        self.add(dot, TracedPath(dot.get_center, stroke_color=RED))
        self.play(
            tracker.animate.set_value(3),
            Transform(square, Circle(color=GREEN)),
            self.frame.animate.scale(0.8).shift(RIGHT),
            run_time=0.4,
        )
        cloud = DotCloud(np.random.uniform(-2, 2, (50, 3)) * [1, 1, 0], color=BLUE)
        self.play(FadeIn(cloud), run_time=0.3)
        seen = self.get_image()
        self.add(Square(side_length=np.asarray(seen).mean() / 100))
        for _ in range(3):
            self.update_frame(1 / 30)
            self.emit_frame()
        self.update_frame(force_draw=True)
        self.add(Circle(radius=np.asarray(self.get_image()).std() / 100))
        square.data["point"][:] += 0.2  # Behind the engine's back: it may go on showing what it read before.
        self.wait(0.2)
        arrows = VGroup(*[Arrow(ORIGIN, 2 * rotate_vector(RIGHT, a)) for a in np.arange(0, TAU, TAU / 4)])
        self.play(LaggedStartMap(GrowArrow, arrows), FlashAround(square), run_time=0.4)
        self.play(square.animate.apply_function(lambda p: [p[0] + 0.1 * p[1] ** 2, p[1], 0]), run_time=0.3)
        self.wait_until(lambda: self.time > 2.6, max_time=2)
        self.wait(0.1)


class Everything3D(ThreeDScene):
    def construct(self):
        sphere = Sphere(radius=1, resolution=(21, 11)).shift(2 * LEFT).set_opacity(0.7)
        plate = Square(color=RED, fill_opacity=0.5, side_length=3)
        self.add(sphere, plate)
        helix = ParametricCurve(lambda t: [np.cos(t), np.sin(t), t / 3], t_range=(-6, 6, 0.1))
        self.frame.add_ambient_rotation(1)
        self.play(ShowCreation(helix), Rotate(plate, 1, RIGHT), run_time=0.3)
        cube = Cube().shift(2 * RIGHT).set_opacity(0.8)
        self.play(FadeIn(cube), self.frame.animate.reorient(40, 60), run_time=0.3)
        cube.set_clip_plane(RIGHT, -2)
        self.add(SurfaceMesh(sphere, resolution=(7, 7)))
        self.wait(0.2)
        self.play(Transform(sphere, Torus(resolution=(21, 11)).scale(0.5)), run_time=0.3)


class FillsThenStrokes(Scene):
    """Neighbours of one kind: the engine paints the fills of both before the strokes of both."""

    def construct(self):
        self.add(Square(fill_color=BLUE, fill_opacity=1, stroke_color=RED, stroke_width=20))
        self.add(Square(fill_color=GREEN, fill_opacity=1, stroke_color=WHITE, stroke_width=20).shift(0.5 * RIGHT))
        self.wait(0.1)


class MixedFills(Scene):
    """Fills of one batch over one another: opaque, half transparent, side by side, letters on a box, tiny letters."""

    def construct(self):
        squares = VGroup(*[Square(fill_color=color, fill_opacity=1, stroke_width=0) for color in (BLUE, RED, GREEN)])
        squares.arrange(RIGHT, buff=-0.7).to_edge(UP)
        faint = VGroup(*[Circle(fill_color=WHITE, fill_opacity=0.4, stroke_width=0) for _ in range(3)])
        faint.arrange(RIGHT, buff=-1.3)
        bars = VGroup(*[Rectangle(0.13, 1 + i / 20, fill_opacity=1, stroke_width=0) for i in range(12)])
        bars.arrange(RIGHT, buff=0)
        words = Text("letters", font_size=60)
        label = VGroup(Rectangle(4, 1.2, fill_color=TEAL, fill_opacity=1, stroke_width=0), words)
        crowd = Tex(R"\pi").get_grid(3, 3, height=0.07, buff=-0.01)
        self.add(squares, faint.to_corner(DL), bars.to_corner(DR), label, crowd.shift(DOWN))
        self.wait(0.1)


class WhiteOnBlack(Scene):
    """White, opaque, on black: its picture is its coverage."""

    def construct(self):
        self.camera.background_rgba = [0, 0, 0, 1]
        self.add(Tex(r"\int x^2", font_size=120).shift(2 * LEFT))
        self.add(Circle(stroke_color=WHITE, stroke_width=10).shift(2 * RIGHT))
        self.add(Square(fill_color=WHITE, fill_opacity=1, stroke_width=0).rotate(0.3).shift(5.5 * RIGHT))
        self.wait(0.1)


class Glow(Scene):
    """Dots whose coverage falls off slowly, and one smaller than its own fringe."""

    def construct(self):
        self.add(GlowDot(2 * LEFT, radius=1), GlowDot(2 * RIGHT, radius=1, glow_factor=1))
        self.add(DotCloud([2 * UP, 2 * UP + RIGHT], radius=0.4), TrueDot(2 * DOWN, radius=0.01))
        self.wait(0.1)


class ClippedCircle(ThreeDScene):
    """A plane of its own cuts a circle in half; the camera looks at it from the front."""

    def construct(self):
        self.frame.reorient(0, 80)
        circle = Circle(radius=0.8, fill_opacity=1, stroke_width=4).rotate(PI / 2, RIGHT)
        self.add(circle.set_clip_plane(RIGHT, 0))
        self.wait(0.1)


class BehindTheCamera(ThreeDScene):
    """Things that begin in front of the camera and end behind it."""

    def construct(self):
        self.frame.reorient(0, 80)
        self.add(Square(side_length=30, fill_opacity=0.5, stroke_width=0).shift(0.5 * IN))
        self.add(Line(12 * DOWN + OUT, 12 * UP))
        self.wait(0.1)


class SeenThrough(ThreeDScene):
    """On black: translucent, opaque and crossing things, of which parts hide one another by depth."""

    def construct(self):
        self.camera.background_rgba = [0, 0, 0, 1]
        self.frame.reorient(30, 60)
        plate = Square(side_length=3, fill_opacity=0.6, stroke_width=4)
        self.add(plate, plate.copy().rotate(PI / 2, RIGHT), plate.copy().rotate(PI / 2, UP).set_fill(opacity=1))
        self.add(DotCloud([[1, 1, 1], [-1, -1, -1], [0.5, 0, 1]], radius=0.3))
        self.add(Text("seen").scale(2).fix_in_frame())
        self.wait(0.1)


class HardlyBegun(Scene):
    """Two upright lines, one of them a quarter of a pixel long, around the border of two rows of pixels."""

    def construct(self):
        pixel = FRAME_HEIGHT / self.camera.get_pixel_shape()[1]
        self.add(Line(ORIGIN, pixel / 4 * UP).move_to(2 * pixel * UP), Line(DOWN, 3 * UP).shift(RIGHT))
        self.wait(0.1)


class BehindASurface(ThreeDScene):
    """Painted after an opaque surface: a dot that lies behind it, and one that lies in front."""

    def construct(self):
        self.frame.reorient(0, 20)
        self.add(Square3D(side_length=4))
        self.add(TrueDot(IN, radius=0.3).make_3d(), TrueDot(OUT + 1.5 * RIGHT, radius=0.3).make_3d())
        self.add(Line(IN + 3 * LEFT, IN + 3 * RIGHT, stroke_width=6))
        self.wait(0.1)


class Editable(ThreeDScene):
    """One of each kind, so that edits touch every kind of data."""

    def construct(self):
        Image.new("RGB", (60, 40), "red").save("red.png")
        self.frame.reorient(20, 50)
        group = VGroup(Square(color=BLUE, fill_opacity=0.5), Circle(color=RED)).arrange(RIGHT)
        self.add(group, ImageMobject("red.png", height=1).shift(2 * UP), Sphere(resolution=(21, 11)).shift(3 * LEFT))
        self.add(DotCloud([3 * RIGHT, 3 * RIGHT + UP]), GlowDot(3 * RIGHT + DOWN))
        self.play(Rotate(group, 0.5), run_time=0.2)
        self.play(group.animate.shift(DOWN), run_time=0.2)
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
