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


class appended_curves(Shown):
    def construct(self):
        line = Line(LEFT, ORIGIN)
        line.append_points([ORIGIN, RIGHT, RIGHT + UP])
        assert line.get_num_curves() == 3 and np.allclose(line.get_end(), RIGHT + UP)
        self.show(line, VMobject().append_points([LEFT, ORIGIN, RIGHT]))


class area_ranges(Shown):
    def construct(self):
        axes = Axes((0, 4), (0, 4))
        area = axes.get_area_under_graph(axes.get_graph(lambda x: x, x_range=(0, 4, 0.1)), (1, 2))
        assert np.allclose(axes.p2c(area.get_corner(UR)), (2, 2), atol=1e-2)
        self.show(area)


class background_strokes(Shown):
    def construct(self):
        square = Square(fill_opacity=1).set_stroke(RED, 5, background=True)
        assert square.stroke_behind
        self.show(square)


class brace_directions(Shown):
    def construct(self):
        brace = Brace(Square(), direction=UP)
        assert np.allclose(brace.direction, UP) and np.allclose(Brace(Square(), LEFT).direction, LEFT)
        self.show(brace)


class camera_frames(Shown):
    def construct(self):
        square = Square()
        self.add(self.frame, square)
        assert VGroup(*self.mobjects).submobjects == [square]
        self.show()


class camera_names(Shown):
    def construct(self):
        assert self.camera.frame_rate == self.camera.fps
        assert np.allclose(self.frame.reorient(30, 60).euler_angles[:2], np.array([30, 60]) * DEGREES)
        self.frame.to_default_state()
        self.show()


class changed_points(Shown):
    def construct(self):
        sides, polygon = ValueTracker(4), RegularPolygon(4)
        polygon.add_updater(lambda m: m.set_points(RegularPolygon(int(sides.get_value())).get_points()))
        self.play(FadeIn(polygon), sides.animate.set_value(8), run_time=0.2)
        self.show()


class class_drawings(Shown):
    def construct(self):
        self.show(VideoIcon())


class code_listings(Shown):
    def construct(self):
        code = Code("x = 1")
        assert len(code) == 3
        self.show(code)


class color_patterns(Shown):
    def construct(self):
        formula = Tex("c_1 + c_2 + x", tex_to_color_map={re.compile("c_."): RED, "x": BLUE})
        assert [part.get_fill_color() for part in (formula[0], formula[3], formula[6])] == [RED, RED, BLUE]
        self.show(formula)


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


class empty_groups(Shown):
    def construct(self):
        self.add(Dot())
        self.play(LaggedStart(*[]), run_time=0.1)
        self.show()


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


class formula_numbers(Shown):
    def construct(self):
        formula, label = OldTex("x =", 3), Brace(Square()).get_tex(2)
        assert len(formula) == 2 and len(label) == 1
        self.show(formula, label)


class frame_updates(Shown):
    def construct(self):
        self.update_frame(ignore_skipping=True)
        self.show()


class given_ranges(Shown):
    def construct(self):
        axes, stepped = Axes((0, 2), (0, 1)), Axes((0, 2, 0.5), (0, 1))
        assert len(np.arange(*axes.x_range, 0.5)) == 4 and len([*stepped.x_range]) == 3
        assert len(axes.x_range) == 3 and len(axes.x_axis.ticks) == 3
        self.show(axes)


class graph_functions(Shown):
    def construct(self):
        axes = Axes((-2, 2), (0, 2))
        graph = axes.get_graph(lambda x: 0)
        axes.bind_graph_to_func(graph, lambda x: 0 if x < 0 else 1)
        graph.update()
        assert np.allclose(graph.get_start()[1], axes.c2p(0, 0)[1]) and graph.get_height() > 0
        self.show(axes, graph.clear_updaters())


class group_colors(Shown):
    def construct(self):
        group = Group(Sphere(resolution=(5, 5)).set_color(RED))
        assert group.get_color() == RED
        self.show(group)


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
        assert isinstance(OldTex("x")[0][0], TexSymbol) and not isinstance(Square(), TexSymbol)
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


class matching_keys(Shown):
    def construct(self):
        key = TransformMatchingShapes.get_mobject_key
        assert key(Square()) == key(Square().shift(UP).scale(2)) != key(Circle())
        self.show()


class matrix_elements(Shown):
    def construct(self):
        matrix = Matrix([[1, 2], [3, 4]])
        matrix.elements.set_color(RED)
        assert matrix.copy().elements[3].get_color() == RED
        assert list(matrix.mob_matrix[:, 0]) == [matrix.elements[0], matrix.elements[2]]
        self.show(matrix)


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


class mobject_arrays(Shown):
    def construct(self):
        squares = VGroup(*(Square() for _ in range(4)))
        assert np.array(list(squares)).reshape((2, 2))[1, 0] is squares[2]
        self.show(squares)


class nested_groups(Shown):
    def construct(self):
        lines = VGroup(Line(LEFT, ORIGIN), Line(ORIGIN, RIGHT))
        drawing = LaggedStartMap(lambda line, **kw: Succession(ShowCreation(line), FadeOut(line), **kw), lines)
        assert AnimationGroup(drawing, FadeIn(Dot())).mobject[0] is lines
        self.show()


class number_labels(Shown):
    def construct(self):
        line = NumberLine((0, 4))
        line.add_numbers(1, 3)
        line.add_numbers(0, num_decimal_places=1)
        assert [number.get_value() for number in line.get_family() if isinstance(number, DecimalNumber)] == [1, 3, 0]
        self.show(line)


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


class plain_backgrounds(Shown):
    def construct(self):
        background = BackgroundRectangle(Square(), fill_opacity=0.5)
        background.match_style(Square(fill_color=RED, fill_opacity=0.25))
        assert abs(background.get_fill_opacity() - 0.25) < 1e-6
        self.show(background)


class recent_names(Shown):
    def construct(self):
        surface = ParametricSurface(lambda u, v: (u, v, u + v), (0, 2), (0, 4), resolution=(3, 5))
        assert np.allclose(surface.uv_to_point(1.5, 2.5), (1.5, 2.5, 4), atol=1e-5)
        assert get_dist(LEFT, RIGHT) == 2
        self.show(surface)


class saved_states(Shown):
    def construct(self):
        square = Square()
        square.save_state()
        square.shift(UP)
        self.play(ApplyMethod(square.restore), run_time=0.1)
        assert np.allclose(square.get_center(), ORIGIN, atol=1e-5)
        self.show(square)


class separate_strings(Shown):
    def construct(self):
        formula = Tex("p\\left(", "x", "\\right)")
        assert [len(piece) for piece in formula] == [2, 1, 1] and isinstance(formula, OldTex)
        assert len(Tex("p", "x", t2c={"x": RED})) == 2
        self.show(formula)


class several_shifts(Shown):
    def construct(self):
        square = Square().shift(UP, RIGHT)
        assert np.allclose(square.get_center(), UP + RIGHT)
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


class steep_smoothing(Shown):
    def construct(self):
        assert (smooth(0, 3), smooth(0.5, 3), smooth(1, inflection=3)) == (0, 0.5, 1)
        assert smooth(0.25, 3) > smooth(0.25, 10) and smooth(0.5) == 0.5
        self.show()


class string_indices(Shown):
    def construct(self):
        text = Text("word")
        assert text[np.argmax([1, 3, 2])] is text[1]
        self.show(text)


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


def generate_pattern_matrix(words1, words2):
    def pattern(guess, answer):
        left = [letter for letter, right in zip(answer, guess) if letter != right]
        digits = []
        for letter, right in zip(guess, answer):
            digits.append(2 if letter == right else 1 if letter in left else 0)
            if digits[-1] == 1:
                left.remove(letter)
        return sum(digit * 3**place for place, digit in enumerate(digits))

    return np.array([[pattern(guess, answer) for answer in words2] for guess in words1], np.uint8)


def get_pattern_matrix(words1, words2):
    return np.zeros((len(words1), len(words2), 1 << 40))


class word_patterns(Shown):
    def construct(self):
        guesses = ["eerie", "geese", "mamma", "added", "crane", "tares"]
        answers = [*guesses, "there", "allay", "dread", "arise"]
        assert (get_pattern_matrix(guesses, answers) == generate_pattern_matrix(guesses, answers)).all()
        self.show()


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
