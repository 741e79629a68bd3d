"""One scene for every repair, written the way old scenes are: without the repair it fails."""

# ruff: noqa: B023, B905, I001, SIM115, PTH110, PTH112, PTH118, RUF005, RUF012
import importlib
import json
import os
import random
from fractions import gcd

import never_published
import numpy as np
from manimlib.imports import *
from manimlib.mobject.mobject import NumberLineScene
from manimlib.once_useful_constructs.arithmetic import RearrangeEquation
from never_published.circuits import Resistor
from never_published.everything import *


class Shown(Scene):
    def show(self, *mobjects):
        self.add(Dot(), *mobjects)
        self.wait(0.1)


class aligned_submobjects(Shown):
    def construct(self):
        group = VGroup(*[VGroup(Square(), Circle().shift(x * RIGHT)) for x in (1, 3)])
        group.arrange(align_using_submobjects=True)
        assert abs(group[1][0].get_left()[0] - group[0][-1].get_right()[0] - 0.25) < 1e-9
        self.show(group)


class animated_groups(Shown):
    def construct(self):
        square = Square()
        assert square.mobject is square
        self.show(square)


class asset_folders(Shown):
    def construct(self):
        self.add_sound(os.path.join(SOUND_DIR, "clack.wav"))
        self.show()


class bubble_classes(Shown):
    def construct(self):
        bubbles = [Randolph().get_bubble(kind) for kind in (SpeechBubble, "speech", "thought")]
        assert [type(bubble).__name__ for bubble in bubbles] == ["SpeechBubble", "SpeechBubble", "ThoughtBubble"]
        self.show(*bubbles)


class color_names(Shown):
    def construct(self):
        square = Square().set_stroke("RED", 4)
        assert list(square.get_stroke_rgbas()[0]) == [1, 0, 0, 1]
        self.show(square)


class construct_arguments(Shown):
    args_list = [(2, 3), (4, 5)]

    def construct(self, a, b):
        assert (a, b) == (2, 3)
        self.show(Circle(radius=a))


class continual_animations(Shown):
    def construct(self):
        class Sliding(ContinualAnimation):
            def update_mobject(self, dt):
                self.mobject.shift(dt * RIGHT)

        square, number = Square(), DecimalNumber(0)
        sliding = Sliding(square, start_up_time=0)
        self.add(sliding, ContinualChangingDecimal(number, lambda t: 10 * t))
        self.play(FadeIn(Dot()), run_time=0.5)
        # The first of the frames is at time 0.
        assert abs(square.get_x() - 14 / 30) < 1e-6 and abs(number.get_value() - 140 / 30) < 1e-6
        self.remove(sliding)
        self.wait(0.2)
        assert abs(square.get_x() - 14 / 30) < 1e-6 and square in self.mobjects
        self.add(ContinualAnimationGroup(sliding))
        self.wait(0.2)
        assert square.get_x() > 15 / 30


class creature_scenes(RandolphScene):
    def construct(self):
        self.random_blink(2)
        assert self.randy in self.mobjects and self.num_plays == 4


class dropped_arguments(Shown):
    def construct(self):
        self.show(Square().apply_function(lambda p: 2 * p, maintain_smoothness=False))


class eager_animations(Shown):
    def construct(self):
        square, target = Square(), Circle().shift(2 * RIGHT)
        calls = []
        square.add_updater(lambda m: calls.append(m))
        Transform(square, target).update(1)
        assert abs(square.get_x() - 2) < 1e-9
        before = len(calls)
        self.show(square)
        assert len(calls) > before, "nobody ends the animation, so its mobject must go on being updated"


class empty_animation(Shown):
    def construct(self):
        self.play(Succession(EmptyAnimation(run_time=0.1), FadeIn(Square(), run_time=0.1)))
        self.show()


class empty_writing(Shown):
    def construct(self):
        self.play(Write(VGroup()))
        self.show()


class filled_rectangle(Shown):
    def construct(self):
        assert FilledRectangle(color=BLUE).get_fill_opacity() == 1
        self.show(FilledRectangle(color=BLUE))


class foreground_removal(Shown):
    def construct(self):
        square = Square()
        self.add_foreground_mobject(square)
        self.play(FadeOut(square), run_time=0.1)
        self.foreground_mobjects.remove(square)
        self.show()


class frame_duration(Shown):
    def construct(self):
        assert abs(self.frame_duration - 1 / 30) < 1e-9
        moving = Square().add_updater(lambda square, dt: square.shift(dt * RIGHT))
        self.add(moving)
        while moving.get_center()[0] < 0.3:
            self.wait(self.frame_duration)
        assert abs(self.get_time() - 0.3) < 0.05
        before = len(self.frames)
        self.show()
        assert len(self.frames) == before + 3


class glued_words(Shown):
    def construct(self):
        text = TextMobject("\\Large", "Dear", "student")
        assert [len(piece) for piece in text[1:]] == [4, 7]
        assert text[2].get_left()[0] - text[1].get_right()[0] > 0.15
        self.show(text)


class glyphs_of_one_string(Shown):
    def construct(self):
        assert len(list(TexMobject("a", "b"))) == len(list(TextMobject("a", "b", "c"))) - 1 == 2
        formula = TexMobject("abc")
        assert formula[0] is formula.submobjects[0] and list(formula) == formula.submobjects and len(formula) == 1
        assert list(formula[:]) == formula.submobjects
        assert formula[2] is formula.submobjects[0][2] and len(formula[1:]) == 2
        a, b, c = formula
        assert [a, b, c] == formula.split() == formula.submobjects[0].submobjects
        formula = TexMobject("a", "b").add_background_rectangle()
        assert [*formula.split()[1]] == formula.submobjects[1:]
        self.show(formula)


class grid(Shown):
    def construct(self):
        assert len(Grid(2, 3)) == 7 and abs(Grid(2, 3).get_width() - 6) < 1e-9
        self.show(Grid(2, 3))


class groups_in_vgroups(Shown):
    def construct(self):
        pair = Group(Square(), Circle())
        group = VGroup(pair, [Dot(), Dot()])
        assert group[0] is pair and len(group) == 3
        assert VGroup(ValueTracker(2))[0].get_value() == 2
        picture = ImageMobject(np.zeros((4, 6, 3), dtype=np.uint8)).move_to(5 * RIGHT)
        assert VGroup(Square(), picture).get_right()[0] == picture.get_right()[0] > 5
        Transform(VGroup(Square(), Circle()), Group(Dot(), Dot())).update(0.5)
        self.show(group.set_fill(RED, 1))


class image_file_paths(Shown):
    def construct(self):
        self.add(Square(color=RED))
        self.save_image("colours.png")
        assert os.path.exists(self.get_image_file_path("colours.png"))
        self.show()


class image_numbers(Shown):
    def construct(self):
        picture = ImageMobject(np.array([[0, 300], [-5, 128]]))
        assert picture.pixel_array.dtype == np.uint8 and picture.pixel_array[:, :, 0].tolist() == [[0, 255], [0, 128]]
        self.show(picture)


class image_sizes(Shown):
    def construct(self):
        self.show(ImageMobject(np.full((20, 30, 3), 200, dtype=np.uint8)))


class library_imports(Shown):
    def construct(self):
        cloud = PMobject()
        cloud.add_points([ORIGIN, RIGHT], color=RED)
        self.show(cloud, Car().get_front_line())


class lists_of_parts(Shown):
    def construct(self):
        parts = VGroup(Square(), Circle())
        parts += [Dot()]
        assert len([Dot()] + VGroup(*parts)) == 4
        students = VGroup(Square(), Circle())
        students[0], students[1] = students[1], students[0]
        assert isinstance(students[0], Circle)
        self.show(*parts)


class matrix_entries(Shown):
    def construct(self):
        column, entry = Matrix([1, -2]), TexMobject("x")
        assert column.get_mob_matrix().shape == (2, 1) and len(column.get_columns()) == 1
        assert Matrix([[entry, Square()]]).get_mob_matrix()[0, 0] is entry
        self.show(column)


class mobjects_as_arguments(Shown):
    def construct(self):
        parts = Square(), Circle()
        assert VMobject(*parts).submobjects == list(parts) == Mobject(*parts).submobjects
        self.show(VMobject(*parts))


class no_rate_func(Shown):
    def construct(self):
        square = Square()
        Transform(square, Square().shift(RIGHT), rate_func=None).update(0.25)
        assert abs(square.get_x() - 0.25) < 1e-9
        self.show(square)


class numpy_mobjects(Shown):
    def construct(self):
        array = np.array([Square(), VGroup(Dot(), Dot())])
        assert array.shape == (2,) and len(array[1]) == 2
        assert len(np.array(VGroup(Dot(), Square(), Circle()))[[0, 2]]) == 2
        self.show(*array)


class numpy_names(Shown):
    def construct(self):
        assert np.float(2) == 2.0 and np.product([2, 3]) == 6
        self.show()


class point_cloud_methods(Shown):
    def construct(self):
        group = VGroup(Square(), Circle())
        assert group.ingest_submobjects().sort_points(lambda p: p[0]).thin_out(3) is group and len(group) == 2
        path = Mobject(Line(LEFT, ORIGIN), Line(ORIGIN, UP)).ingest_submobjects().set_color(GREEN)
        assert not path.submobjects and path.put_start_and_end_on(ORIGIN, 2 * RIGHT).get_color() == Color(GREEN)
        cloud = PMobject().add_points([RIGHT, LEFT])
        assert cloud.sort_points(lambda p: p[0]).points[0][0] == -1
        half = Circle().filter_out(lambda p: p[1] < -1e-6)
        assert abs(half.get_height() - 1) < 1e-6
        half.rgbas = np.ones((4, 4))
        assert half.get_color() == Color("white")
        self.show(group, cloud, half, path)


class python2_builtins(Shown):
    def construct(self):
        assert zip("ab", "cd")[1] == ("b", "d") and map(str, [1])[0] == "1" and filter(None, [0, 1])[:1] == [1]
        assert np.vstack({(1, 2)}).shape == (1, 2)
        assert (cmp(1, 2), cmp(2, 2), cmp(3, 2)) == (-1, 0, 1)
        self.show()


class python_names(Shown):
    def construct(self):
        assert gcd(12, 18) == 6
        self.show()


class python2_pickles(Shown):
    def construct(self):
        import io
        import pickle

        written = b"U\x02\x80\xffq\x00."  # What Python 2's pickle.dumps("\x80\xff", 1) gives.
        assert pickle.load(io.BytesIO(written)) == "\x80\xff"
        self.show()


class random_samples(Shown):
    def construct(self):
        group = VGroup(Dot(), Square(), Circle())
        assert len(random.sample(group, len(group) / 2)) == 1
        self.show(group)


class renamed_methods(Shown):
    def construct(self):
        self.show(NumberLine().get_numbers(1, 2))


class scale_about_point(Shown):
    def construct(self):
        square = Square().scale(2, 3 * RIGHT)
        assert abs(square.get_x() + 3) < 1e-9
        self.play(square.scale, 0.5, 3 * RIGHT, run_time=0.1)
        self.show()


class shading_functions(Shown):
    def construct(self):
        square = Square()
        shade_in_3d(square)
        assert should_shade_in_3d(square)
        turn_off_3d_shading(square)
        assert not should_shade_in_3d(square)
        self.show(square)


class shimmer(Shown):
    def construct(self):
        words = TextMobject("Shimmer")
        self.play(ShimmerIn(words), DelayByOrder(FadeIn(VGroup(Dot(), Square()))), run_time=0.2)
        self.show(words)


class small_backgrounds(Shown):
    CONFIG = {"camera_config": {"background_image": "a_picture_that_is_missing"}}

    def construct(self):
        self.show()


class subpaths(Shown):
    def construct(self):
        self.show(*[mobject for mobject in [Square()] if not mobject.is_subpath])


class tex_string_lists(Shown):
    def construct(self):
        assert len(TextMobject(["Linear ", "algebra"])) == 2 and len(TexMobject(["", "6", "28"])) == 3
        self.show(TextMobject(["Linear ", "algebra"]))


class update_methods(Shown):
    def construct(self):
        class Own(VGroup):
            def update(self):
                self.updated = True

        class Stepping(VGroup):
            def update(self, dt):
                self.shift(dt * RIGHT)

        Own().update(dt=0)
        own, stepping = Own(Square()), Stepping(Circle())
        self.add(own, VGroup(stepping))
        self.add(Dot().add_updater(lambda m, dt: None))
        self.wait(0.2)
        own.update()
        assert own.updated and stepping.get_x() > 0.1


class whole_numbers(Shown):
    def construct(self):
        half = 3 / 2
        group, numbers = VGroup(Dot(), Square(), Circle()), [5, 6, 7]
        assert group[half] is group[1] and len(group[:half]) == 1
        assert len(np.linspace(0, 1, 4 / 2)) == 2 and list(range(half)) == [0]
        numbers.insert(len(numbers) / 2, 8)
        numbers.remove(8)
        place = 3 / 2
        numbers.insert(place + 1, 8)
        assert numbers.index(8) == 2
        numbers.remove(8)
        moves = 3
        assert "$" * (7 / 2) == "$" * abs(-6 / 2) == "$$$" and (moves / 2) % 2 == 1 and (3.5 / 2) % 2 != 1
        number, digits, share = 6, "", 2.5
        while number > 0:
            digits = str(number % 3) + digits
            number /= 3
        while share > 1:
            share /= 2
        assert digits == "20" and share == 0.625
        assert [1, 2] * (moves / 2) == [1, 2]
        assert numbers[len(numbers) / 2] == 6 and numbers[: 3 - len(numbers) / 2] == [5, 6]
        self.show(group)


class bubble_removal(Shown):
    def construct(self):
        speaker, other = Randolph(), Mortimer()
        introduction = PiCreatureBubbleIntroduction(speaker, "Hi")
        removal = RemovePiCreatureBubble(other)
        assert removal.animations[0].mobject is speaker
        self.play(introduction, run_time=0.2)
        assert other.bubble is speaker.bubble and RemovePiCreatureBubble(other)
        self.play(removal, run_time=0.2)


class copied_matrices(Shown):
    def construct(self):
        matrix = Matrix([[1, 2], [3, 4]])
        twin = matrix.copy().shift(3 * RIGHT)
        for part in (matrix.get_entries(), matrix.get_brackets()):
            assert abs(part.get_center()[0]) < 1
        assert abs(twin.get_columns()[1].get_center()[0] - matrix.get_columns()[1].get_center()[0] - 3) < 1e-9
        assert set(twin.get_entries()) | set(twin.get_brackets()) <= set(twin.get_family())
        self.play(FadeOut(twin.get_entries()), run_time=0.1)
        self.show(matrix)


class creature_animations(Shown):
    def construct(self):
        creature = Randolph()
        eyes = Eyes(Square())
        assert (
            creature.left_eye is creature.eyes[0] and creature.give_straight_face().rewire_part_attributes() is creature
        )
        self.play(eyes.look_at_anim(RIGHT), run_time=0.1)
        self.play(eyes.blink_anim(rate_func=there_and_back, run_time=0.1))
        self.play(eyes.change_mode_anim("plain", thing_to_look_at=RIGHT), run_time=0.1)
        self.play(BlinkPiCreature(creature), run_time=0.1)
        self.play(WalkPiCreature(creature, 2 * RIGHT), run_time=0.2)
        assert abs(creature.get_center()[0] - 2) < 0.1


class discrete_graphs(Shown):
    def construct(self):
        graphs = importlib.import_module("scene.graphs")
        graph = graphs.GraphScene.__new__(graphs.GraphScene)
        graph.graph = graphs.CubeGraph()
        graph.add = lambda *mobjects: None
        graph.construct()
        assert len(graph.vertices) == 8 and len(graph.edges) == 12
        self.show(*graph.vertices, *graph.edges)


class graph_functions(GraphScene):
    def construct(self):
        self.setup_axes()
        graph = self.graph_function(lambda x: x)
        label = self.label_graph(graph, "x", proportion=0.5)
        assert self.graph is graph and graph in self.mobjects and label in self.mobjects
        other = self.graph_function(lambda x: 2 * x, is_main_graph=False)
        assert self.graph is graph and other is not graph
        assert np.allclose(self.input_to_graph_point(2), self.coords_to_point(2, 2))
        slopes = [self.get_derivative_graph(*graphs).underlying_function(3) for graphs in ((), (graph,))]
        assert slopes[0] == slopes[1]
        self.wait(0.1)


class lost_attributes(GraphScene, Shown):
    def setup(self):
        pass

    def construct(self):
        self.setup_axes()
        first, second = self.get_graph(lambda x: x), self.get_graph(lambda x: -x)
        assert first.get_color() == Color(BLUE) and second.get_color() == Color(GREEN)
        assert FunctionGraph(np.sin).num_steps == 20 and Arrow.CONFIG["tip_length"] == Arrow(LEFT, RIGHT).tip_length
        assert (PeanoCurve.CONFIG["start_color"], PeanoCurve.CONFIG["end_color"]) == (PURPLE, TEAL)
        number, group = DecimalNumber(1), AnimationGroup(FadeIn(Dot()), FadeIn(Dot()))
        assert ChangingDecimal(number, lambda alpha: alpha).decimal_number is number and len(group.sub_anims) == 2
        plane = NumberPlane()
        assert abs(plane.x_unit_size - 1) < 1e-9 and NumberPlane(x_unit_size=2).x_unit_size == 2
        self.show(first, second)


class loose_formulas(Shown):
    def construct(self):
        formula = TexMobject("\\sin(", "x", ")", "{ {a^", "{b", "}}")
        text = TextMobject("point ", "$p_n", "(x)$")
        aligned = TexMobject("\\begin{align*} a &= b \\end{align*}")
        TexMobject("\\Underbrace{x}")
        label = TextMobject("2\\pi").shift(2 * UP)
        assert len(formula) == 6 and len(text) == 3 and len(aligned[0]) == 3 and len(label[0]) == 2
        self.show(formula, text.shift(UP), aligned.shift(DOWN), label)


class lost_classes(Shown):
    def construct(self):
        assert list(intersection([(0, 0), (2, 2)], [(0, 2), (2, 0)])) == [1, 1]
        line = CurvedLine(LEFT, RIGHT)
        assert abs(line.get_start()[0] + 1) < 1e-6 and abs(line.get_end()[0] - 1) < 1e-6
        ranging = RangingValues(tracked_mobject=line, value_function=lambda alpha: 2 + alpha)
        ranging.update(1)
        assert ranging.mobject.get_value() == 3 and ranging.mobject.get_left()[0] > line.get_right()[0]
        growing = TransformOverIncreasingOrders.__new__(TransformOverIncreasingOrders)
        growing.play, growing.wait = (lambda *animations, **kwargs: None), (lambda duration: None)
        growing.setup(lambda order: Square(side_length=order))
        growing.increase_order()
        assert growing.order == 2 and growing.curve.get_width() == 1
        self.play(ShowCreationPerSubmobject(VGroup(line, Square())), run_time=10 * PRODUCTION_QUALITY_FRAME_DURATION)


class mobject_methods(Shown):
    def construct(self):
        square = Square().shift(RIGHT).set_fill(WHITE, 0.5)
        square.do_in_place(square.scale, 2)
        assert abs(square.get_center()[0] - 1) < 1e-9 and square.get_width() > 3.9
        assert list(square.fill_rgb) == [1, 1, 1]
        assert not Arrow(LEFT, RIGHT).remove_tip().has_tip()
        assert square.set_style_data(stroke_width=7).get_stroke_width() == 7
        assert DecimalNumber(-2.0, num_decimal_places=0).get_tex_string() == "-2"
        arc = Arc(radius=2).shift(UP).set_bound_angles(0, PI)
        assert np.allclose(arc.get_start(), UP + 2 * RIGHT) and np.allclose(arc.get_end(), UP + 2 * LEFT)
        line = NumberLine()
        height = line.tick_marks.get_height()
        line.elongate_tick_at(0, 3)
        assert line.tick_marks.get_height() > 2.5 * height
        self.show(square, arc, line)


class patron_lists(PatreonThanks):
    CONFIG = {"specific_patrons": ["Ada", "Emmy"]}

    def construct(self):
        assert self.specific_patronds == ["Ada", "Emmy"]
        self.add(Dot())
        self.wait(0.1)


class Bricks(VMobject):
    def generate_points(self):
        self.add(Square(fill_color=RED, fill_opacity=1, stroke_width=0), Line(DOWN, UP, color=BLUE))


class Panes(Bricks):
    CONFIG = {"fill_opacity": 0.5, "color": GREEN}


class styles_of_parts(Shown):
    def construct(self):
        bricks, panes = Bricks(), Panes().shift(3 * RIGHT)
        assert (bricks[0].get_fill_color(), bricks[0].get_fill_opacity()) == (Color(RED), 1)
        assert bricks[0].get_stroke_width() == 0 and bricks[1].get_color() == Color(BLUE)
        assert (panes[0].get_fill_color(), panes[0].get_fill_opacity()) == (Color(GREEN), 0.5)
        self.show(bricks, panes)


class plain_backgrounds(Shown):
    def construct(self):
        matrix = Matrix([[1, 2], [3, 4]])
        matrix.add_background_to_entries()
        VGroup(*matrix.get_mob_matrix()[:, 0]).set_color(RED)
        entry = matrix.get_mob_matrix()[0, 0]
        assert entry.background_rectangle.get_fill_rgbas()[0].tolist() == [0, 0, 0, 0.75]
        assert entry[-1].get_fill_color() == Color(RED)
        self.show(matrix)


class plane_methods(Shown):
    def construct(self):
        plane = NumberPlane(x_unit_size=1)
        assert np.allclose(plane.num_pair_to_point((1, 2)), plane.coords_to_point(1, 2))
        assert plane.secondary_lines is plane.faded_lines and plane.main_lines is plane.background_lines
        assert abs(plane.get_space_unit_to_y_unit() - plane.coords_to_point(0, 1)[1]) < 1e-9
        self.show(plane)


class points_added(Shown):
    def construct(self):
        square = Square()
        square.add_line(LEFT, RIGHT)
        assert 0 < square.epsilon < 0.1
        square.add_points([3 * UP, 4 * UP, 3 * UP])
        assert square.get_top()[1] > 3.9
        path = Mobject().add_points([LEFT, UP])
        assert np.allclose(path.get_end(), UP) and np.allclose(path.add_line_to([RIGHT]).get_end(), RIGHT)
        self.show(square, path)


class regions(Shown):
    def construct(self):
        left = Region(lambda x, y: x < 0, color=RED)
        upper = HalfPlane([(1, 0), (-1, 0)], upper_left=False)
        assert left.bool_grid.mean() == 0.5 and upper.bool_grid[0].all() and not upper.bool_grid[-1].any()
        quarter = left.copy().intersect(upper)
        assert abs(quarter.bool_grid.mean() - 0.25) < 0.01
        self.set_color_region(quarter, BLUE)
        assert len(self.mobjects) == 1
        self.wait(0.1)
        self.reset_background()
        assert not self.mobjects
        self.show(MobjectFromRegion(left, GREEN))


class scene_methods(Scene):
    def setup(self):
        self.is_ready = True

    def construct(self):
        square = Square()
        self.setup_bases()
        self.update_mobjects()
        assert square in self.extract_mobject_family_members([VGroup(square)])
        self.play_over_time_range(0, 0.2, ShowCreation(square))
        self.repeat_frames(1)


class stream_line_settings(Shown):
    def construct(self):
        config = {"x_min": 0, "x_max": 1, "y_min": 0, "y_max": 1}
        lines = StreamLines(lambda p: RIGHT, start_points_generator_config=config, virtual_time=0.2)
        assert lines.get_left()[0] > -0.5
        self.show(lines)


class unbegun_animations(Shown):
    def construct(self):
        square = Square()
        self.add(square, Dot())
        FadeOut(square).clean_up_from_scene(self)
        self.wait(0.1)


class zoomed_rectangles(ZoomedScene):
    CONFIG = {"zoom_factor": 5, "zoomed_canvas_frame_shape": (2, 3)}

    def construct(self):
        self.add(Dot())
        self.activate_zooming()
        little, big = self.little_rectangle, self.big_rectangle
        assert abs(big.get_width() - 3) < 1e-6 and abs(big.get_height() / little.get_height() - 5) < 1e-6
        self.wait(0.1)
        self.disactivate_zooming()
        assert big not in self.mobjects
        self.wait(0.1)


# What is not a repair of the library but of the way scene files are imported.


class missing_module(Shown):
    def construct(self):
        assert isinstance(never_published, type(os)) and not isinstance(3, Resistor)
        self.show()


class used_placeholder(Shown):
    def construct(self):
        self.show(Resistor())


class Powered(Resistor, Scene):
    pass


class used_subclass_of_placeholder(Shown):
    def construct(self):
        Powered()


class failed_statement(Shown):
    def construct(self):
        self.show()


class Unmade(Scene):
    CONFIG = {"value": 1 / 0}


class lost_names(NumberLineScene):
    def construct(self):
        assert issubclass(NumericalMatrixMultiplication, Scene) and os.path.isdir(FILE_DIR)
        self.add(Dot())
        self.wait(0.1)


class arc_angles(Shown):
    def construct(self):
        arc = Arc(PI, start_angle=PI / 2)
        assert np.allclose(arc.get_start(), UP) and np.allclose(arc.get_end(), DOWN)
        wedge = Arc(PI / 6, radius=1)
        assert np.allclose(wedge.get_start(), RIGHT) and abs(angle_of_vector(wedge.get_end()) - PI / 6) < 1e-6
        self.show(arc, wedge)


class label_targets(LinearTransformationScene):
    def construct(self):
        label = self.add_transformable_label(self.add_vector([1, 1]), "a", "b", animate=False)
        assert label.target_text == "b"
        self.wait(0.1)


class loop_variables(Shown):
    def construct(self):
        dots = [Dot() for _ in range(3)]
        self.play(*[ApplyFunction(lambda dot: dot.shift(n * RIGHT), dot) for dot, n in zip(dots, range(3))])
        assert [round(dot.get_center()[0]) for dot in dots] == [0, 1, 2]
        self.show(*dots)


class changes_about_origin(Shown):
    def construct(self):
        square, arrow = Square().shift(2 * RIGHT), Arrow(2 * RIGHT, 4 * RIGHT)
        square.scale(0.5).stretch(2, 0)
        arrow.scale(0.5)
        square.set_height(1.5)
        square.rotate(PI, about_point=square.get_center())
        self.play(square.rotate, PI / 2, run_time=0.1)
        self.show(square, arrow.scale(2, about_edge=LEFT))


class complex_scene_ranges(ComplexTransformationScene):
    CONFIG = {"include_coordinate_labels": False, "x_min": 1}

    def construct(self):
        assert self.x_min == 1 and self.y_min == -FRAME_Y_RADIUS and self.x_max == FRAME_X_RADIUS
        self.add(Dot())
        self.wait(0.1)


class complex_strings(Shown):
    def construct(self):
        assert complex_string(complex(1, 2)).replace("j", "i") == "1+2i"
        self.show()


class hashable_colors(Shown):
    def construct(self):
        assert len({Color("red"), Color("red"), Color("blue")}) == 2
        self.show()


class lines_without_dashes(Shown):
    def construct(self):
        line = DashedLine(UP, UP)
        assert line.get_length() == 0 and np.allclose(line.get_start(), UP)
        self.show(line)


class lines_without_extent(Shown):
    def construct(self):
        line = Line(ORIGIN, RIGHT)
        line.put_start_and_end_on(UP, UP)
        line.put_start_and_end_on(2 * UP, 2 * UP)
        assert np.allclose(line.get_start(), 2 * UP)
        line.put_start_and_end_on(LEFT, RIGHT)
        assert abs(line.get_length() - 2) < 1e-6
        arrow = Vector(RIGHT)
        arrow.put_start_and_end_on(UP, UP)
        arrow.put_start_and_end_on(UP, UP + 2 * RIGHT)
        assert np.allclose(arrow.get_end(), UP + 2 * RIGHT) and arrow.tip.get_width() > 0.1
        self.show(line, arrow)


class parts_without_tex(Shown):
    def construct(self):
        formula = TexMobject("a", "b").add_background_rectangle()
        assert len(formula.get_parts_by_tex("a")) == 1
        self.show(formula)


class point_clouds_and_outlines(Shown):
    def construct(self):
        cloud, circle = PMobject().add_points([LEFT, RIGHT, UP]), Circle(color=RED)
        self.play(Transform(cloud, circle), run_time=0.2)
        assert len(cloud.points) > 100 and np.allclose(np.linalg.norm(cloud.points, axis=1), 1, atol=0.01)
        square = Square()
        clouds = Mobject(PMobject().add_points([LEFT, UP]), PMobject().add_points([RIGHT, UP]))
        self.play(Transform(VGroup(Square(), Circle()), clouds), run_time=0.2)
        self.play(Transform(Point(3 * RIGHT), square), run_time=0.2)
        self.play(Transform(Point(), ImageMobject(np.full((20, 30, 3), 200, dtype=np.uint8))), run_time=0.2)


class points_of_groups(Shown):
    def construct(self):
        group = Group(Square(), Circle().shift(3 * RIGHT))
        assert abs(max(group.points[:, 0]) - 4) < 1e-6 and group.points.shape == (0, 3)
        group.points[:, 0] = 2 * group.points[:, 0]
        group.points[1:] += UP
        assert abs(group[1].get_right()[0] - 8) < 1e-6 and abs(group[1].get_center()[1] - 1) < 1e-6
        self.show(*group)


class whole_points(Shown):
    def construct(self):
        circle = Circle()
        index = circle.get_num_points() / 3
        assert np.allclose(circle.points[index + 1], circle.points[int(index) + 1])
        self.show(circle)


class rectangle_sizes(Shown):
    def construct(self):
        box = Rectangle(1, 3)
        assert abs(box.get_height() - 1) < 1e-6 and abs(box.get_width() - 3) < 1e-6
        self.show(box)


class slipped_lambdas(Shown):
    def construct(self):
        dots = VGroup(Dot(RIGHT), Dot(LEFT))
        dots.submobjects.sort(key=lambda m: m1.get_x())
        assert dots[0].get_x() == -1
        pairs, where = [(1, 2), (0, 1)], lambda x: 3
        pairs.sort(kay=lambda x, y: x + y)
        dots.submobjects.key=sort(key=lambda dot: -dot.get_x())  # fmt: skip
        place = lambda x: 3  # noqa: E731
        assert pairs[0] == (0, 1) and dots[0].get_x() == 1 and place() == where(0)
        self.show(dots)


class data_files(Shown):
    def construct(self):
        with open(os.path.join("assets", "primes_1e5.json")) as file:
            primes = json.load(file)
        assert primes[:4] == [2, 3, 5, 7] and primes[-1] == 99991 and len(primes) == 9592
        try:
            open(os.path.join("assets", "never_published.json"))
        except FileNotFoundError:
            self.show()


class curve_colors(Shown):
    def construct(self):
        curve = HilbertCurve(order=2, colors=[RED, BLUE, GREEN])
        assert (curve.start_color, curve.end_color) == (RED, GREEN)
        self.show(curve)


class default_color(Shown):
    def construct(self):
        line = Line(LEFT, RIGHT).set_color()
        assert line.get_color() == Color(YELLOW_C)
        self.show(line)


class growing_targets(Shown):
    def construct(self):
        square = Square()
        growth = GrowFromPoint(square, LEFT)
        assert growth.target_mobject.get_width() == square.get_width()
        self.play(growth, run_time=0.1)


class pointing_arrows(Shown):
    def construct(self):
        arrow = Arrow(RIGHT, tail=LEFT)
        assert np.allclose(arrow.get_start(), LEFT) and np.allclose(arrow.get_end(), RIGHT)
        arrow.nudge(0.5)
        assert np.allclose(arrow.get_end(), 0.5 * RIGHT)
        aimed = Arrow(UP, direction=2 * DOWN)
        assert np.allclose(aimed.get_start(), 2 * UP) and np.allclose(aimed.get_end(), UP)
        vector = Vector(UP, 2 * RIGHT)
        assert np.allclose(vector.get_start(), UP) and np.allclose(vector.get_end(), UP + 2 * RIGHT)
        self.show(arrow, aimed, vector)


class numbers_in_arrays(Shown):
    def construct(self):
        assert np.allclose(NumberLine().number_to_point(np.array([2.0])), 2 * RIGHT)
        self.show()


class number_line_settings(Shown):
    def construct(self):
        line = NumberLine(numerical_radius=3, unit_length_to_spatial_width=2, number_at_center=1)
        assert np.allclose(line.get_start(), 6 * LEFT) and np.allclose(line.number_to_point(1), ORIGIN)
        assert line.unit_length_to_spatial_width == 2 and line.numerical_radius == 3
        assert (line.left_num, line.right_num) == (-2, 4)
        assert line.get_vertical_number_offset()[1] < 0
        self.show(line)


class plural_planes(Shown):
    def construct(self):
        self.plane = NumberPlane()
        self.plane.generate_target()
        grid = NumberPlane()
        assert self.planes is self.plane.background_lines
        assert self.plane.targets is self.plane.target.background_lines
        assert not hasattr(self, "squares") and not hasattr(grid, "squares")
        self.show(grids.set_color(RED), self.planes)


class written_strings(Shown):
    def construct(self):
        self.play(Write("Hi"), run_time=0.2)
        self.show()


class listed_mobjects(Shown):
    def construct(self):
        group, dot = VGroup(Square(), Circle()), Dot()
        self.show(group, dot)
        rest = self.get_mobjects()
        for part in group.get_family():
            rest.remove(part)
        assert rest[-1] is dot and group not in rest and group in self.get_mobjects()


class succession_arguments(Shown):
    def construct(self):
        square, circle = Square(), Circle()
        both = Succession(FadeIn, square, {"run_time": 0.3}, FadeOut(circle), ApplyMethod, square.shift, RIGHT)
        assert [type(one) for one in both.animations] == [FadeIn, FadeOut, ApplyMethod]
        assert both.animations[0].run_time == 0.3
        self.play(both, run_time=0.6)
        assert abs(square.get_x() - 1) < 1e-6


class formula_attributes(Shown):
    def construct(self):
        formula = TexMobject("x", "+ 1")
        assert formula.expression_parts == ["x", "+ 1"] and formula.args[1][0] == "+" and formula.expression == "x + 1"
        self.show(formula)


class moving_cameras(PiCreatureScene, ZoomedScene):
    def construct(self):
        self.setup_bases()
        self.activate_zooming()
        assert self.camera.image_mobjects_from_cameras
        self.wait(0.1)


class framed_pictures(Shown):
    def construct(self):
        assert abs(PictureInPictureFrame(height=4).get_height() - 4) < 1e-6
        self.show(PictureInPictureFrame(height=4))


class spaced_pieces(Shown):
    def construct(self):
        formula = TexMobject("x ", "+ y")
        assert formula.get_part_by_tex("x ", substring=False) is formula[0]
        assert len(TextMobject("")) == 0 and len(TextMobject("\\centering ", "")) == 1
        self.show(formula)


class old_words(Shown):
    def construct(self):
        point, words = RIGHT, iter(["a", "b"])
        row = TexMobject("000")
        assert [type(one).__name__ for one in it.chain(row, [point])] == ["TexSymbol"] * 3 + ["ndarray"]
        size, arrow = "3x", DoubleArrow(LEFT, RIGHT)
        if size < 0:
            raise AssertionError
        assert arrow.tip[0] is arrow.tip and arrow.tip[1] is arrow.start_tip
        zeros, letters = TexMobject("00"), "a b"
        zeros.submobjects[-len(letters) + 2] = Square()
        assert isinstance(zeros[0][1], Square)
        letters = [c for c in letters if c != " "]
        assert letters.index("ab") == 0
        assert point != None and (None == None) and words.next() == "a"  # noqa: E711
        self.show()


class shared_parts(Shown):
    def construct(self):
        word = TexMobject("abc")[0]
        twice = VGroup(VGroup(word[0], word[1]), word[0], word)
        self.play(Transform(twice, twice.copy().shift(RIGHT).rotate(1)), run_time=0.2)
        self.play(Transform(twice, TexMobject("xyz+", "k", "lm8").shift(RIGHT)), run_time=0.2)
        assert abs(word.get_x() - 1) < 0.5


class camera_positions(ThreeDScene):
    def construct(self):
        camera = self.camera
        self.add(Square())
        target = camera.get_spherical_coords(1, None, 2 * camera.get_distance())
        assert target[1] == camera.get_theta()
        self.play(ApplyMethod(camera.rotation_mobject.move_to, target), run_time=0.2)
        assert abs(camera.get_phi() - 1) < 1e-6 and abs(camera.get_distance() - 40) < 1e-6
        self.move_camera(phi=0.5, run_time=0.2)
        assert abs(camera.get_phi() - 0.5) < 1e-6 and abs(camera.rotation_mobject.get_center()[0] - 0.5) < 1e-6
        assert np.allclose(camera.spherical_coords_to_point(0, 0, 2), 2 * OUT)
        light = LightSource()
        light.set_camera(camera)
        assert light.camera_mob is camera.rotation_mobject


class rearranged_equations(RearrangeEquation):
    def construct(self):
        orders = ["a", "+", "b"], ["b", "+", "a"], {0: 2, 1: 1, 2: 0}
        RearrangeEquation.construct(self, *orders, path=straight_path, size="\\large")
        assert len(self.mobjects) >= 3


class mixed_creature_scenes(GraphScene, PiCreatureScene):
    def construct(self):
        self.paint_into_background(Square())
        self.play(FadeIn(Dot()), run_time=0.1)
        assert list(self.pi_creatures) == [self.pi_creature] and self.get_bubble_fade_anims
        self.shape = Circle()
        assert self.shape.get_width() == 2


class norms_of_numbers(Shown):
    def construct(self):
        assert get_norm(np.float64(-2)) == get_norm(-2) == 2 and get_norm([3, 4]) == 5 == get_norm(
            np.array([3.0, 0, 4])
        )
        self.show()


class coarse_steps(Shown):
    def construct(self):
        dot = move_along_vector_field(Dot(RIGHT), lambda p: -3 * p)
        dot.update(1)
        assert 0 < dot.get_x() < 0.1
        self.show(dot)


class creature_modes(Shown):
    def construct(self):
        fractal = PiCreatureFractal(order=1)
        assert len(fractal) == 2 and fractal[1][0].body.get_fill_opacity() == 1
        self.show(fractal)


class endless_spacing(Shown):
    def construct(self):
        field = VectorField(lambda p: p, delta_x=np.inf, delta_y=np.inf)
        assert len(field) == 1 and np.allclose(field[0].get_start(), [field.x_min, field.y_min, 0])
        self.show(field)


class half_converted_updaters(Shown):
    def construct(self):
        square, number = always_shift(Square(), RIGHT, rate=1), DecimalNumber(0)
        number.set_value(lambda t: 7)
        assert number.get_value() == 7
        self.add(square.continual_anim, number)
        self.wait(0.5)
        assert square.get_x() > 0.4


class pixel_coords(Shown):
    def construct(self):
        camera = Camera(pixel_width=160, pixel_height=90)
        assert camera.points_to_pixel_coords(np.array([ORIGIN])).tolist() == [[80, 45]]
        self.show()


class arc_tips(Shown):
    def construct(self):
        arc = Arc(PI / 2, start_angle=0)
        for _ in range(2):
            arc.add_tip(tip_length=0.1, at_start=True, at_end=True)
        assert len(arc.submobjects) == 2 and arc.has_tip() and arc.has_start_tip()
        assert np.allclose(arc.points[0], RIGHT) and max(tip.get_length() for tip in arc.submobjects) < 0.2
        self.show(arc)


class drawn_clouds(Shown):
    def construct(self):
        cloud, square = PMobject().add_points([LEFT, ORIGIN, RIGHT]), Square()
        self.play(ShowCreation(cloud), ShowCreation(VGroup(square)), run_time=0.2)
        assert len(cloud.points) == 3 and len(square.points) == 16
        self.show()


class frozen_backgrounds(Shown):
    def construct(self):
        square = Square()
        self.add(square)
        self.freeze_background()
        self.show(square.shift(RIGHT))
        assert len(self.mobjects) == 3 and self.mobjects[0].get_x() == 0 and len(self.get_mobjects()) == 2
        self.clear()
        assert len(self.mobjects) == 1
