"""The scenes of `scenes.py` that labels are timed on; ours, for the period library."""

from manimlib.imports import *


class SixteenSeconds(Scene):
    """What an ordinary scene shows at its end: text, a formula, a graph and a dot on it."""

    def construct(self):
        title = TextMobject("Sixteen seconds").to_edge(UP)
        formula = TexMobject(r"\int_0^\infty e^{-x^2}\,dx = \frac{\sqrt{\pi}}{2}").scale(0.7).next_to(title, DOWN)
        axes = Axes(x_min=-3, x_max=3, y_min=0, y_max=1.2).to_edge(DOWN)
        graph = axes.get_graph(lambda x: np.exp(-(x**2)), color=BLUE)
        dot = Dot(axes.c2p(2, np.exp(-4)), color=YELLOW)
        self.add(title, formula, axes, graph, dot, Circle(color=GREEN).to_corner(DR))
        self.wait()


class DenseText(Scene):
    """About a thousand glyphs."""

    def construct(self):
        words = "the quick brown fox jumps over the lazy dog while nobody counts the letters "
        lines = VGroup(*[TextMobject(words[i:] + words[:i]).scale(0.45) for i in range(16)])
        self.add(lines.arrange(DOWN, buff=0.15))
        self.wait()


class ManyFaces(ThreeDScene):
    """A surface and axes under a turned camera."""

    def construct(self):
        self.set_camera_orientation(phi=1.1, theta=-0.8)
        surface = ParametricSurface(
            lambda u, v: np.array([u, v, np.sin(u) * np.cos(v)]), u_min=-3, u_max=3, v_min=-3, v_max=3, resolution=28
        )
        self.add(surface, ThreeDAxes())
        self.wait()
