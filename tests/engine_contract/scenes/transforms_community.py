"""Scripted transforms for `community`: test_transforms.py knows how every object's story goes."""

from manim import *


class Replacing(Scene):
    def construct(self):
        square = Square()
        self.add(square)
        self.wait(0.1)
        self.play(Transform(square, Circle()), run_time=0.2)
        self.wait(0.1)
        triangle = Triangle()
        self.play(ReplacementTransform(square, triangle), run_time=0.2)
        self.wait(0.1)
        self.play(Indicate(triangle), run_time=0.2)
        self.wait(0.1)
        self.play(ReplacementTransform(triangle, square), run_time=0.2)
        self.wait(0.1)
        self.add(triangle)
        self.wait(0.1)


class Copying(Scene):
    def construct(self):
        square = Square().shift(LEFT)
        self.add(square)
        self.wait(0.1)
        circle = Circle()
        self.play(TransformFromCopy(square, circle), run_time=0.2)
        self.wait(0.1)
        self.play(ReplacementTransform(circle.copy(), Triangle()), run_time=0.2)
        self.add(square.copy())
        self.wait(0.1)


class AlreadyThere(Scene):
    """The target of a replacement stands on screen before."""

    def construct(self):
        square, circle = Square(), Circle()
        self.add(square, circle)
        self.wait(0.1)
        self.play(ReplacementTransform(square, circle), run_time=0.2)
        self.wait(0.1)


class Moving(Scene):
    def construct(self):
        square = Square()
        square.save_state()
        square.generate_target()
        square.target.shift(LEFT).scale(2)
        self.add(square)
        self.play(MoveToTarget(square), run_time=0.2)
        self.wait(0.1)
        self.play(square.animate.shift(RIGHT).rotate(1), run_time=0.2)
        self.play(Restore(square), run_time=0.2)
        self.wait(0.1)
        self.play(Transform(square, Circle()), run_time=0.2)
        self.wait(0.1)
        self.play(Restore(square), run_time=0.2)
        self.wait(0.1)


class Becoming(Scene):
    def construct(self):
        dot = Dot()
        self.add(dot)
        self.wait(0.1)
        dot.become(Square())
        self.wait(0.1)
        dot.become(VGroup(Circle(), Triangle()))
        self.wait(0.1)


class Redrawn(Scene):
    def construct(self):
        tracker = ValueTracker(1)
        self.add(always_redraw(lambda: Square(side_length=tracker.get_value())))
        self.add(always_redraw(lambda: VGroup(Circle(radius=tracker.get_value()), Triangle())))
        self.play(tracker.animate.set_value(2), run_time=0.3)
        self.wait(0.1)


class Cycling(Scene):
    def construct(self):
        square, circle, triangle = Square().shift(2 * LEFT), Circle(), Triangle().shift(2 * RIGHT)
        self.add(square, circle, triangle)
        self.wait(0.1)
        self.play(Swap(square, circle), run_time=0.2)
        self.wait(0.1)
        self.play(CyclicReplace(square, circle, triangle), run_time=0.2)
        self.wait(0.1)


class Nested(Scene):
    def construct(self):
        square, circle = Square().shift(2 * LEFT), Circle()
        self.add(square, circle)
        self.wait(0.1)
        inner = AnimationGroup(ReplacementTransform(circle, Triangle(), run_time=0.2))
        self.play(LaggedStart(Transform(square, Dot(), run_time=0.2), inner, lag_ratio=0.5))
        self.wait(0.1)
        line = Line()
        first, second = ReplacementTransform(square, line, run_time=0.2), FadeOut(line, run_time=0.2)
        self.play(Succession(first, second))
        self.wait(0.1)


class Grouped(Scene):
    def construct(self):
        pair = VGroup(Square(), Circle().shift(RIGHT))
        self.add(pair)
        self.wait(0.1)
        other = VGroup(Triangle(), Dot())
        self.play(ReplacementTransform(pair, other), run_time=0.2)
        self.wait(0.1)
        more = VGroup(Line(), Annulus(), Square())
        self.play(ReplacementTransform(other, more), run_time=0.2)
        self.wait(0.1)


class Restructured(Scene):
    """One outline becomes many, and back."""

    def construct(self):
        circle = Circle()
        self.add(circle)
        self.wait(0.1)
        self.play(Transform(circle, MathTex("a+b")), run_time=0.2)
        self.wait(0.1)
        self.play(Transform(circle, Square()), run_time=0.2)
        self.wait(0.1)
        self.remove(circle)
        pair = VGroup(Line(), Dot().shift(UP))
        self.add(pair)
        self.wait(0.1)
        self.play(Transform(pair, Triangle()), run_time=0.2)
        self.wait(0.1)


class Fading(Scene):
    def construct(self):
        first, second = Text("first"), Text("second")
        self.add(first)
        self.wait(0.1)
        self.play(FadeTransform(first, second), run_time=0.2)
        self.wait(0.1)
        self.play(FadeTransformPieces(second, Text("others")), run_time=0.2)
        self.wait(0.1)


class MatchingTex(Scene):
    def construct(self):
        left, right = MathTex("x", "+", "y"), MathTex("y", "=", "z")
        self.add(left)
        self.wait(0.1)
        self.play(TransformMatchingTex(left, right), run_time=0.3)
        self.wait(0.1)


class MatchingShapes(Scene):
    def construct(self):
        left, right = Text("ace"), Text("ceb")
        self.add(left)
        self.wait(0.1)
        self.play(TransformMatchingShapes(left, right), run_time=0.3)
        self.wait(0.1)


class MatchingKeys(Scene):
    """A key that is told to match another, inside a group of animations, and the target replaced in its turn."""

    def construct(self):
        left, right, square = MathTex("a", "+", "b"), MathTex("a", "-", "b"), Square()
        self.add(left, square)
        self.wait(0.1)
        change = TransformMatchingTex(left, right, key_map={"+": "-"}, run_time=0.3)
        self.play(AnimationGroup(change, FadeOut(square)))
        self.wait(0.1)
        self.play(ReplacementTransform(right, Circle()), run_time=0.2)
        self.wait(0.1)


class MatchingGroups(Scene):
    """Shapes that belong to no formula stay objects of their own."""

    def construct(self):
        pair, other = VGroup(Square(), Circle().shift(RIGHT)), VGroup(Circle(), Square().shift(2 * RIGHT))
        self.add(pair)
        self.wait(0.1)
        self.play(TransformMatchingShapes(pair, other), run_time=0.3)
        self.wait(0.1)
