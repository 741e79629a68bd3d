"""The scenes of `scenes.py` that labels are timed on; ours, for `manimgl`."""

from manimlib import *


class SixteenSeconds(Scene):
    """What an ordinary scene shows at its end: text, a formula, a graph and the area under it."""

    def construct(self):
        title = Text("Sixteen seconds").to_edge(UP)
        formula = Tex(R"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}").scale(0.7).next_to(title, DOWN)
        axes = Axes((-3, 3), (0, 1.2), width=8, height=3).to_edge(DOWN)
        graph = axes.get_graph(lambda x: np.exp(-(x**2)), color=BLUE)
        dot = Dot(axes.c2p(2, np.exp(-4)), fill_color=YELLOW)
        self.add(title, formula, axes, graph, dot, Circle(color=GREEN).to_corner(DR))
        self.wait()


class DenseText(Scene):
    """About a thousand glyphs."""

    def construct(self):
        words = "the quick brown fox jumps over the lazy dog while nobody counts the letters "
        lines = VGroup(*[Text(words[i:] + words[:i], font_size=20) for i in range(16)]).arrange(DOWN, buff=0.15)
        self.add(lines)
        self.wait()


class ManyFaces(ThreeDScene):
    """A surface and axes under a turned camera."""

    def construct(self):
        self.frame.reorient(-45, 63)
        surface = ParametricSurface(lambda u, v: [u, v, np.sin(u) * np.cos(v)], (-3, 3), (-3, 3))
        self.add(surface, ThreeDAxes())
        self.wait()
