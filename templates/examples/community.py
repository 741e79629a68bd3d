"""Three scenes of our own for `manim`: `python -m synthgen scene=examples engine=community`."""

import itertools

import numpy as np
from manim import *


class QuadraticFormula(Scene):
    """A derivation in lines, with the result framed."""

    def construct(self):
        title = Text("Completing the square", font_size=40).to_edge(UP)
        steps = VGroup(
            MathTex(r"a x^2 + b x + c = 0"),
            MathTex(r"x^2 + \frac{b}{a} x = -\frac{c}{a}"),
            MathTex(r"\left(x + \frac{b}{2a}\right)^2 = \frac{b^2 - 4ac}{4a^2}"),
            MathTex(r"x = \frac{-b \pm \sqrt{b^2 - 4ac}}{2a}"),
        ).arrange(DOWN, buff=0.5)
        steps.next_to(title, DOWN, buff=0.5)
        self.play(Write(title))
        self.play(FadeIn(steps[0], shift=DOWN))
        for before, after in itertools.pairwise(steps):
            self.play(TransformFromCopy(before, after))
            self.wait(0.5)
        frame = SurroundingRectangle(steps[-1], color=YELLOW, buff=0.2)
        self.play(Create(frame), steps[-1].animate.set_color(YELLOW))
        self.wait()


class AreaUnderCurve(Scene):
    """Axes, a graph, and rectangles that grow thinner under it."""

    def construct(self):
        axes = Axes(x_range=[0, 5, 1], y_range=[0, 6, 2], x_length=8, y_length=4.5).add_coordinates()
        labels = axes.get_axis_labels("x", "f(x)")
        graph = axes.plot(lambda x: 0.2 * x**2 + 1, x_range=[0, 4.6], color=BLUE)
        name = MathTex(r"f(x) = \tfrac{1}{5}x^2 + 1", color=BLUE).next_to(graph.get_end(), UL)
        self.play(Create(axes), FadeIn(labels))
        self.play(Create(graph), Write(name))
        rectangles = axes.get_riemann_rectangles(graph, x_range=[0, 4], dx=1, fill_opacity=0.5)
        self.play(FadeIn(rectangles, lag_ratio=0.2))
        for dx in (0.5, 0.25):
            finer = axes.get_riemann_rectangles(graph, x_range=[0, 4], dx=dx, fill_opacity=0.5)
            self.play(ReplacementTransform(rectangles, finer))
            rectangles = finer
        area = MathTex(r"\int_0^4 f(x)\,dx \approx 8.27").to_corner(UL)
        self.play(Write(area))
        self.wait()


class UnitCircle(Scene):
    """A point going round the unit circle, its shadow on the axes following through updaters."""

    def construct(self):
        plane = NumberPlane(x_range=[-3, 3], y_range=[-2, 2], background_line_style={"stroke_opacity": 0.4})
        plane.scale(1.6)
        circle = Circle(radius=1.6, color=WHITE)
        angle = ValueTracker(0.3)

        def tip():
            return plane.c2p(np.cos(angle.get_value()), np.sin(angle.get_value()))

        radius = always_redraw(lambda: Line(plane.c2p(0, 0), tip(), color=YELLOW))
        dot = always_redraw(lambda: Dot(tip(), color=YELLOW))
        sine = always_redraw(lambda: Line([tip()[0], 0, 0], tip(), color=RED))
        label = always_redraw(lambda: MathTex(r"\sin\theta", color=RED).scale(0.8).next_to(sine, RIGHT))
        self.play(Create(plane), Create(circle))
        self.add(radius, sine, dot, label)
        self.wait(0.5)
        self.play(angle.animate.set_value(1.9), run_time=2)
        arrow = Arrow(UR * 2.6, dot.get_center(), color=GREEN)
        note = Text("on the circle", font_size=28, color=GREEN).next_to(arrow.get_start(), UP)
        self.play(GrowArrow(arrow), FadeIn(note))
        self.wait()
