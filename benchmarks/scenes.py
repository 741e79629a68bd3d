"""Scenes to measure with; ours, for `manim`."""

from manim import *


class SixteenSeconds(Scene):
    """An ordinary scene of exactly 16 s: text, formulas, a graph, transforms, an updater."""

    def construct(self):
        title = Text("Sixteen seconds").to_edge(UP)
        formula = MathTex(r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}")
        self.play(Write(title), run_time=1)
        self.play(FadeIn(formula), run_time=1)
        self.wait(1)
        axes = Axes(x_range=[-3, 3], y_range=[0, 1.2], x_length=8, y_length=3).to_edge(DOWN)
        graph = axes.plot(lambda x: np.exp(-(x**2)), color=BLUE)
        self.play(formula.animate.scale(0.7).next_to(title, DOWN), Create(axes), run_time=2)
        self.play(Create(graph), run_time=2)
        x = ValueTracker(-2)
        dot = always_redraw(lambda: Dot(axes.c2p(x.get_value(), np.exp(-(x.get_value() ** 2))), color=YELLOW))
        self.add(dot)
        self.play(x.animate.set_value(2), run_time=3)
        area = axes.get_area(graph, x_range=[-2, 2], opacity=0.4)
        self.play(FadeIn(area), run_time=1)
        self.wait(1)
        square = Square(color=RED).to_corner(DL)
        self.play(Create(square), run_time=1)
        self.play(Transform(square, Circle(color=GREEN).to_corner(DR)), run_time=2)
        self.wait(1)


class DenseText(Scene):
    """About a thousand glyphs."""

    def construct(self):
        words = "the quick brown fox jumps over the lazy dog while nobody counts the letters "
        lines = VGroup(*[Text(words[i:] + words[:i], font_size=20) for i in range(16)]).arrange(DOWN, buff=0.15)
        self.play(FadeIn(lines), run_time=0.5)
        self.wait(0.5)


class ManyFaces(ThreeDScene):
    """Surfaces and solids under a turned camera."""

    def construct(self):
        self.set_camera_orientation(phi=1.1, theta=-0.8)
        surface = Surface(lambda u, v: [u, v, np.sin(u) * np.cos(v)], u_range=[-3, 3], v_range=[-3, 3], resolution=28)
        self.add(surface, ThreeDAxes())
        self.wait(0.5)
