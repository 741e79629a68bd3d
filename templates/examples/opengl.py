"""Three scenes of our own for `manimgl`: `python -m synthgen scene=examples engine=opengl`."""

from manimlib import *


class SlopeOfACurve(Scene):
    """A tangent line slides along a cubic; its slope is read off as it goes."""

    def construct(self):
        axes = Axes((-3, 3), (-2, 4), width=9, height=5)
        axes.add_coordinate_labels(font_size=20)
        axes.to_edge(DOWN, buff=0.4)
        graph = axes.get_graph(lambda x: x**3 / 4 - x + 1, x_range=(-2.8, 2.8), color=BLUE)
        formula = Tex(R"f(x) = \tfrac{1}{4}x^3 - x + 1", t2c={"f(x)": BLUE}).to_corner(UL)

        self.play(ShowCreation(axes, lag_ratio=0.01), run_time=1.5)
        self.play(ShowCreation(graph), Write(formula))
        self.wait(0.5)

        position = ValueTracker(-2.4)

        def slope():
            return 0.75 * position.get_value() ** 2 - 1

        dot = Dot(fill_color=YELLOW)
        dot.add_updater(lambda m: m.move_to(axes.input_to_graph_point(position.get_value(), graph)))
        tangent = Line(LEFT, RIGHT, stroke_color=YELLOW, stroke_width=3)

        def follow(line):
            step = axes.c2p(1, slope()) - axes.c2p(0, 0)
            direction = 1.4 * normalize(step)
            line.put_start_and_end_on(dot.get_center() - direction, dot.get_center() + direction)

        tangent.add_updater(follow)
        label = Tex(R"f'(x) = 0.00", font_size=42).to_corner(UR)
        number = label.make_number_changeable("0.00", include_sign=True)
        number.add_updater(lambda m: m.set_value(slope()))

        self.play(FadeIn(dot), ShowCreation(tangent), FadeIn(label))
        self.play(position.animate.set_value(-1.155), run_time=1.5)
        arrow = Arrow(dot.get_center() + 1.6 * UP + LEFT, dot.get_center(), buff=0.15, fill_color=GREEN)
        note = Text("flat here", font_size=30, fill_color=GREEN).next_to(arrow.get_start(), UP, buff=0.1)
        self.play(GrowArrow(arrow), FadeIn(note, 0.3 * UP))
        self.wait(0.5)
        self.play(FadeOut(VGroup(arrow, note)), position.animate.set_value(2.3), run_time=2)
        derivative = Tex(R"f'(x) = \tfrac{3}{4}x^2 - 1").next_to(formula, DOWN, aligned_edge=LEFT)
        box = SurroundingRectangle(derivative, buff=0.15)
        self.play(Write(derivative), ShowCreation(box))
        self.wait()


class MatrixMovesThePlane(Scene):
    """A matrix is where it sends the two basis vectors; the grid goes along, and so does an area."""

    def construct(self):
        matrix = [[1, 1], [-0.5, 1.5]]
        background = NumberPlane(
            background_line_style={"stroke_color": GREY_C, "stroke_width": 1},
            axis_config={"stroke_color": GREY_C},
            faded_line_ratio=0,
        )
        plane = NumberPlane(faded_line_ratio=0, background_line_style={"stroke_color": BLUE_D, "stroke_width": 2})
        square = Square(side_length=1, fill_color=YELLOW, fill_opacity=0.4, stroke_width=0)
        square.move_to(ORIGIN, DL)
        basis = VGroup(Vector(RIGHT, fill_color=GREEN), Vector(UP, fill_color=RED))
        names = VGroup(
            Tex(R"\hat{\imath}", fill_color=GREEN).next_to(basis[0], DOWN, SMALL_BUFF),
            Tex(R"\hat{\jmath}", fill_color=RED).next_to(basis[1], LEFT, SMALL_BUFF),
        )

        self.add(background)
        self.play(ShowCreation(plane, lag_ratio=0.01), run_time=1.5)
        self.play(GrowArrow(basis[0]), GrowArrow(basis[1]), FadeIn(names))
        self.play(FadeIn(square))
        self.wait(0.5)

        array = Matrix([["1", "1"], ["-0.5", "1.5"]])
        array.get_column(0).set_color(GREEN)
        array.get_column(1).set_color(RED)
        array.to_corner(UL).set_backstroke(BLACK, 5)
        panel = BackgroundRectangle(array, fill_opacity=0.85, buff=0.2)
        self.play(FadeIn(panel), Write(array))

        targets = VGroup(Vector([1, -0.5, 0], fill_color=GREEN), Vector([1, 1.5, 0], fill_color=RED))
        self.play(
            plane.animate.apply_matrix(matrix),
            square.animate.apply_matrix(matrix),
            Transform(basis, targets),
            names[0].animate.next_to(targets[0].get_end(), DR, SMALL_BUFF),
            names[1].animate.next_to(targets[1].get_end(), UL, SMALL_BUFF),
            run_time=3,
        )
        self.wait(0.5)

        determinant = Tex(R"\det = 1 \cdot 1.5 - 1 \cdot (-0.5) = 2", font_size=40).to_edge(DOWN)
        determinant.set_backstroke(BLACK, 6)
        brace = Brace(determinant, UP, buff=0.1)
        area = Text("area doubles", font_size=28, fill_color=YELLOW).next_to(brace, UP, SMALL_BUFF)
        self.play(Write(determinant), FlashAround(square, time_width=1.5))
        self.play(GrowFromCenter(brace), FadeIn(area, 0.2 * UP))
        self.wait()


class SaddleFromTwoSides(ThreeDScene):
    """A saddle: a valley along one axis, a ridge along the other, seen while the camera goes round."""

    def construct(self):
        axes = ThreeDAxes((-3, 3), (-3, 3), (-2, 2), width=6, height=6, depth=4)
        surface = ParametricSurface(
            lambda u, v: axes.c2p(u, v, (u * u - v * v) / 3), u_range=(-2, 2), v_range=(-2, 2), resolution=(41, 41)
        )
        surface.set_color_by_xyz_func("z", min_value=-1.4, max_value=1.4)
        surface.set_opacity(0.85)
        mesh = SurfaceMesh(surface, resolution=(13, 13), stroke_color=WHITE, stroke_width=0.7)
        title = Tex(R"z = \tfrac{1}{3}\left(x^2 - y^2\right)").to_corner(UL).fix_in_frame()

        self.frame.reorient(-35, 68, 0, height=7)
        self.play(ShowCreation(axes), Write(title))
        self.play(ShowCreation(surface), run_time=2)
        self.play(ShowCreation(mesh, lag_ratio=0.01), run_time=1.5)
        self.wait(0.5)

        valley = ParametricCurve(lambda t: axes.c2p(t, 0, t * t / 3 + 0.02), t_range=(-2, 2, 0.1), color=YELLOW)
        ridge = ParametricCurve(lambda t: axes.c2p(0, t, -t * t / 3 + 0.02), t_range=(-2, 2, 0.1), color=RED)
        words = VGroup(
            Text("valley", font_size=30, fill_color=YELLOW), Text("ridge", font_size=30, fill_color=RED)
        ).arrange(DOWN, aligned_edge=LEFT)
        words.to_corner(UR).fix_in_frame()
        ball = TrueDot(axes.c2p(-2, 0, 4 / 3), radius=0.12, color=WHITE)
        ball.make_3d()

        self.frame.add_ambient_rotation(12 * DEG)
        self.play(ShowCreation(valley), FadeIn(words[0]), FadeIn(ball))
        self.play(MoveAlongPath(ball, valley), run_time=2)
        self.play(ShowCreation(ridge), FadeIn(words[1]))
        self.play(self.frame.animate.reorient(60, 60), run_time=1.5)
        self.frame.clear_updaters()
        self.wait()
