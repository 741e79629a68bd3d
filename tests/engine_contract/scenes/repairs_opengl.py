"""One scene for every repair, written the way scenes for earlier manimgl are: without the repair it fails."""

import never_published
from manimlib import *
from manimlib.mobject.svg.old_tex_mobject import OldTex, OldTexText
from never_published.models import Transformer


class Shown(Scene):
    def show(self, *mobjects):
        self.add(Dot(), *mobjects)
        self.wait(0.1)


class numpy_names(Shown):
    def construct(self):
        assert np.float is float
        self.show()


class python_names(Shown):
    def construct(self):
        from fractions import gcd

        assert gcd(4, 6) == 2
        self.show()


class background_strokes(Shown):
    def construct(self):
        square = Square(fill_opacity=1).set_stroke(RED, 5, background=True)
        assert square.stroke_behind
        self.show(square)


class class_drawings(Shown):
    def construct(self):
        self.show(VideoIcon())


class colourless_mobjects(Shown):
    def construct(self):
        class Cloud(Mobject):
            data_dtype = np.dtype([("point", np.float32, (3,))])

        self.show(VGroup(Square()), Group(Square(), Circle()))
        assert Cloud().set_color(RED) is not None


class config_dictionaries(Shown):
    CONFIG = {"side": 2, "style": {"a": 1}}

    def construct(self):
        class Tile(Square):
            CONFIG = {"side_length": 3, "stroke_width": 7, "tag": "old", "style": {"b": 2}}

        class Small(Tile):
            CONFIG = {"side_length": 1}

        tile, small = Tile(), Small(tag="given")
        assert (tile.get_width(), tile.get_stroke_width(), tile.tag) == (3, 7, "old")
        assert (small.get_width(), small.get_stroke_width(), small.tag) == (1, 7, "given")
        assert abs(Square().get_width() - 2) < 1e-6 and self.side == 2
        self.show(tile, small)


class data_files(Shown):
    def construct(self):
        with open("data/patrons.txt") as file:
            names = VGroup(*map(Text, file.read().split("\n")[:3]))
        assert len(names) == 3
        self.show(names.arrange(DOWN))


class early_points(Shown):
    def construct(self):
        class Early(VMobject):
            def init_data(self):
                self.set_points([LEFT, ORIGIN, RIGHT])

        assert len(Early().get_points()) == 3
        self.show(Square())


class field_functions(Shown):
    def construct(self):
        plane = NumberPlane((-2, 2), (-1, 1))
        field = VectorField(lambda x, y: (y, -x), plane, step_multiple=0.5)
        lines = StreamLines(lambda x, y: (1, x), plane, solution_time=0.2)
        arrays = StreamLines(lambda coords: coords @ [[0, 1], [1, 0]], plane, solution_time=0.2)
        assert field.sample_coords.shape == (9 * 5, 2)
        self.show(field, lines, arrays)


class first_updaters(Shown):
    def construct(self):
        outline = VMobject().add_updater(lambda mobject: mobject.set_points_as_corners([LEFT, UP, RIGHT]))
        dot = Dot().move_to(outline.pfp(0))
        assert np.allclose(dot.get_center(), LEFT)
        self.show(outline.clear_updaters(), dot)


class graph_functions(Shown):
    def construct(self):
        axes = Axes((-2, 2), (0, 2))
        graph = axes.get_graph(lambda x: 0)
        axes.bind_graph_to_func(graph, lambda x: 0 if x < 0 else 1)
        graph.update()
        assert np.allclose(graph.get_start()[1], axes.c2p(0, 0)[1]) and graph.get_height() > 0
        self.show(axes, graph.clear_updaters())


class lagged_maps(Shown):
    def construct(self):
        dots = VGroup(Dot(), Dot().shift(UP))
        self.play(LaggedStartMap(FadeIn, dots, lambda dot: (dot, UP)), run_time=0.2)


class loose_strings(Shown):
    def construct(self):
        joined, loose = OldTex("e^{\\pi", "i}"), OldTex("{", "a", "b}")
        assert len(joined) == 2 and len(loose.get_tex()) > 0
        self.show(joined, loose)


class lost_scenes(MovingCameraScene):
    def construct(self, color: ManimColor = RED):
        assert self.camera_frame is self.camera.frame
        assert len(TextMobject("word")[0]) == 4
        square = Square()
        self.play(FadeInFrom(square, UP), run_time=0.1)
        self.play(FadeOutAndShift(square, UP), run_time=0.1)
        self.add(Dot())
        self.wait(0.1)


class matching_formulas(Shown):
    def construct(self):
        source, target = OldTex("a", "+", "b"), OldTex("b", "=", "a")
        self.add(source)
        matching = TransformMatchingTex(source, target, key_map={"+": "="}, run_time=0.2)
        assert sum(isinstance(one, Transform) for one in matching.animations) >= 3
        self.play(matching)


class matrix_entries(Shown):
    def construct(self):
        matrix = DecimalMatrix([[1.25], [2]], element_to_mobject_config={"num_decimal_places": 1})
        assert matrix.get_entries()[0].num_decimal_places == 1
        assert isinstance(Matrix([[1]], element_to_mobject=Integer).get_entries()[0], Integer)
        self.show(matrix)


class mixed_fades(Shown):
    def construct(self):
        square, picture = Square(), ImageMobject("never_published")
        self.add(square)
        self.play(FadeTransform(square, picture), run_time=0.1)
        assert picture in self.mobjects and isinstance(Square().get_group_class()(), VGroup)


class number_widths(Shown):
    def construct(self):
        square = Square().set_stroke(width=np.float32(3)).set_fill(BLUE, opacity=np.float32(0.5))
        assert square.get_stroke_width() == 3
        self.show(square)


class old_axes(Shown):
    def construct(self):
        axes = Axes(x_min=-1, x_max=3, y_min=0, y_max=2, axis_config={"unit_size": 0.5, "tick_frequency": 1})
        assert np.allclose(axes.c2p(0, 0), ORIGIN, atol=1e-5) and np.allclose(axes.c2p(3, 0), 1.5 * RIGHT, atol=1e-5)
        assert (axes.x_min, axes.x_max, axes.y_max) == (-1, 3, 2)
        line = NumberLine(x_min=0, x_max=4, tick_frequency=2)
        assert list(line.x_range)[:3] == [0, 4, 2]
        assert abs(UnitInterval(width=3).get_length() - 3) < 1e-5
        assert len(line.tick_marks) == 3 and abs(line.unit_size - 1) < 1e-5
        self.show(axes, line)


class old_formulas(Shown):
    def construct(self):
        formula, text = OldTex("x", "^2"), OldTexText("word")
        assert len(formula) == 2 and len(text[0]) == 4
        self.show(formula, text)


class old_methods(Shown):
    def construct(self):
        self.lock_static_mobject_data()
        plane = ComplexPlane((-1, 1), (-1, 1))
        plane.add_coordinates()
        assert len(plane.coordinate_labels) > 0
        self.show(plane, Square().refresh_triangulation())


class old_play(Shown):
    def construct(self):
        square, circle = Square(), Circle()
        self.add(square, circle)
        self.play(square.shift, RIGHT, square.scale, 0.5, circle.shift, UP, run_time=0.2)
        assert np.allclose(square.get_center(), RIGHT) and abs(square.get_width() - 1) < 1e-5
        assert np.allclose(circle.get_center(), UP)
        self.play(Transform(square, Circle()), path_arc=PI, buff=0.5, run_time=0.1)


class own_data(Shown):
    def construct(self):
        class Chart(VGroup):
            def __init__(self, data):
                super().__init__()
                self.data = data
                self.add(*(Square(side_length=value) for value in self.data))

            def get_data(self):
                return self.data

        class Pixels(Mobject):
            def init_data(self, length=0):
                self.data = np.zeros(length, dtype=self.data_dtype)
                self._data_defaults = np.ones(1, dtype=self.data_dtype)

        chart = Chart([1, 2])
        assert chart.copy().shift(UP).get_data() == [1, 2] and abs(chart.get_width() - 2) < 1e-5
        assert Pixels().set_points([UP, DOWN]).data.dtype.names
        self.show(chart)


class partial_curves(Shown):
    def construct(self):
        part = Line(LEFT, RIGHT)
        part.pointwise_become_partial(Circle(), 0, 0.5)
        assert part.get_num_points() == Circle().get_num_points()
        self.show(part)


class paths_without_length(Shown):
    def construct(self):
        point = Line(UP, UP)
        assert np.allclose(point.pfp(0.5), UP) and np.allclose(Line(LEFT, RIGHT).pfp(0.25), 0.5 * LEFT)
        self.show(point)


class saved_states(Shown):
    def construct(self):
        square = Square()
        square.save_state()
        square.shift(UP)
        self.play(ApplyMethod(square.restore), run_time=0.1)
        assert np.allclose(square.get_center(), ORIGIN, atol=1e-5)
        self.show(square)


class shading_names(Shown):
    def construct(self):
        square = Square().set_style(fill_opacity=1, gloss=0.5, shadow=0.2)
        assert (square.get_gloss(), square.get_shadow(), square.get_reflectiveness()) == (0.5, 0.2, 0)
        self.show(square)


class short_ranges(Shown):
    def construct(self):
        curve = ParametricCurve(lambda t: t * RIGHT, t_range=(0, 2))
        assert abs(curve.get_end()[0] - 2) < 1e-5
        self.show(curve)


class textured_groups(Shown):
    def construct(self):
        surface = TexturedSurface(Sphere(resolution=(5, 5)), "never_published")
        Group(surface).set_opacity(0.5)
        assert np.allclose(surface.data["opacity"], 0.5)
        self.show(surface)


class tip_angles(Shown):
    def construct(self):
        tip = ArrowTip(start_angle=-90 * DEGREES)
        assert abs(tip.get_angle() + PI / 2) < 1e-5
        self.show(tip)


class unknown_arguments(Shown):
    def construct(self):
        square = Square(sheen=0.5)
        assert square.sheen == 0.5 and Axes(secondary_color=RED).secondary_color == RED
        self.add(square)
        self.play(ShowCreation(square, rate_function=linear), run_time=0.1)


class vector_fields(Shown):
    def construct(self):
        field = VectorField(lambda points: np.outer(points[:, 0], OUT) + RIGHT)
        assert len(field.get_points()) > 0

        class Wave(VectorField):
            def get_sample_points(self, *args):
                return np.array([x * RIGHT for x in range(5)])

        wave = Wave(lambda points: np.outer(range(5), UP))
        assert np.allclose(wave.get_points()[::8, 0], range(5), atol=1e-5)
        self.show(field)


# What is not a repair of the library but of the way scene files are imported, of missing files, and of what is read.


class missing_module(Shown):
    def construct(self):
        assert isinstance(never_published, type(np))
        self.show()


class used_placeholder(Shown):
    def construct(self):
        self.show(Transformer())


class points_nowhere(Shown):
    def construct(self):
        lost, partly = Square(fill_opacity=1), Square(fill_opacity=1)
        lost.get_points()[:] = np.nan
        partly.get_points()[4] = np.nan
        self.show(lost, partly)


class failed_statement(Shown):
    value = 1

    def construct(self):
        self.show()


class Unmade(Scene):
    value = 1 / 0


class stand_ins(Shown):
    def construct(self):
        picture, drawing = ImageMobject("never_published"), SVGMobject("never_published_either")
        assert len(drawing) > 10
        assert picture.synthgen_stand_in == "never_published"
        self.show(picture, drawing)
