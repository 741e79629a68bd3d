"""What a run that seldom draws could get wrong: state that painting changes, and scenes that look at their picture."""

import numpy as np
from manimlib.imports import *


class Counting(Scene):
    """`update_frame` is overridden and counts its calls, painted or not."""

    CONFIG = {"calls": 0}  # noqa: RUF012

    def update_frame(self, *args, **kwargs):
        self.calls += 1
        if self.mobjects:
            self.mobjects[0].set_x(self.calls / 20 - 3)
        Scene.update_frame(self, *args, **kwargs)

    def construct(self):
        self.add(Square(color=BLUE))
        self.play(ShowCreation(Circle()), run_time=0.3)
        self.wait(0.2)
        self.play(FadeIn(Dot(UP)), run_time=0.3)


class Looking(Scene):
    """Reads its own picture, skips some of its animations, adds frames of its own, makes a scene of its own."""

    def construct(self):
        square = Square(color=RED, fill_opacity=1)
        self.play(FadeIn(square), run_time=0.3)
        self.wait(0.2)
        self.add(Square(side_length=np.asarray(self.get_image())[..., 0].mean() / 20))
        self.force_skipping()
        self.play(square.shift, LEFT, run_time=0.3)
        self.wait(0.3)
        self.revert_to_original_skipping_status()
        for _ in range(4):
            square.shift(0.2 * UP)
            self.update_frame()
            self.add_frames(self.get_frame())
        inner = Inner(skip_animations=True)
        self.add(Circle(radius=inner.get_time() + 0.3))
        self.wait(0.2)
        self.play(square.rotate, 1, run_time=0.3)


class Inner(Scene):
    def construct(self):
        self.play(ShowCreation(Square()), run_time=0.2)
        self.wait()


class Updating(Scene):
    """Updaters, time steps, conditions, random numbers, pictures and point clouds."""

    def construct(self):
        dot = Dot(color=YELLOW).add_updater(lambda m, dt: m.shift(dt * UP + 0.01 * np.random.normal() * RIGHT))
        line = always_redraw(lambda: Line(3 * LEFT, dot.get_center()))
        image = ImageMobject(np.arange(3 * 40 * 60, dtype=np.uint8).reshape(40, 60, 3)).shift(3 * RIGHT).rotate(0.3)
        cloud = PMobject()
        cloud.add_points(np.random.uniform(-2, 2, (60, 3)) * [1, 1, 0], color=GREEN)
        self.add(image, cloud, line, dot)
        self.wait_until(lambda: self.get_time() > 0.25, max_time=1)
        self.play(image.shift, UP, FadeOut(cloud), run_time=0.3)
        self.wait(0.2)
        dot.clear_updaters()
        self.play(Transform(dot, Square()), LaggedStartMap(FadeIn, VGroup(Circle(), Triangle())), run_time=0.4)
        self.wait(0.2)


class Zooming(ZoomedScene):
    """A display whose frame is reshaped by every painting."""

    CONFIG = {"zoomed_display_height": 2.3, "zoom_factor": 0.3}  # noqa: RUF012

    def construct(self):
        self.add(NumberPlane(), Square(fill_opacity=0.5, color=RED))
        self.activate_zooming()
        self.play(self.zoomed_camera.frame.shift, 0.7 * UR, run_time=0.3)
        self.wait(0.1)
        for _ in range(4):
            self.zoomed_display.stretch(0.8, 0)
            self.play(FadeIn(Dot(LEFT)), run_time=1 / 30)
            self.add(Circle(radius=self.zoomed_camera.frame.get_height()))
        self.play(self.zoomed_display.scale, 1.4, run_time=0.3)
        self.play(self.camera_frame.scale, 0.8, run_time=0.2)


class Turning(ThreeDScene):
    """The camera turns, moves, and projects points for the scene."""

    def construct(self):
        self.set_camera_orientation(phi=1.1, theta=-0.7)
        cube = Cube(fill_opacity=0.8)
        title = TextMobject("Turning").to_corner(UL)
        self.add_fixed_in_frame_mobjects(title)
        self.add(ThreeDAxes(), cube)
        self.begin_ambient_camera_rotation(rate=0.8)
        self.wait(0.3)
        self.play(cube.shift, RIGHT, self.camera.frame_center.shift, OUT, run_time=0.3)
        self.add(Dot(self.camera.project_point(2 * RIGHT)))
        self.move_camera(phi=0.5, run_time=0.3)
        self.wait(0.1)


class Drifting(ThreeDScene):
    """The camera keeps the matrix of its first painting, while what it looks at moves on."""

    def construct(self):
        self.set_camera_orientation(phi=0.4)
        self.add(Square())
        for direction in (RIGHT, UP):
            self.play(self.camera.frame_center.shift, direction, run_time=0.3)
            self.wait(0.1)


class Passing(Scene):
    """Plays of which most frames are passed over, one after another, on the same mobjects."""

    def construct(self):
        word, square = TextMobject("ab"), Square(fill_opacity=0.5).shift(2 * LEFT)
        self.play(Write(word), DrawBorderThenFill(square), run_time=0.5)
        self.play(ReplacementTransform(square, Circle(color=RED), path_arc=2), FadeOut(word), run_time=0.4)
        dots = VGroup(*[Dot(x * RIGHT) for x in range(-2, 3)])
        self.play(LaggedStartMap(GrowFromCenter, dots, run_time=0.5), ShowCreation(Line(LEFT, UP)))
        self.play(Indicate(dots), ShowPassingFlash(Circle(radius=2)), VFadeIn(Square().scale(2)), run_time=0.4)
        self.play(Uncreate(dots), Succession(FadeIn(word), FadeOut(word)), run_time=0.5)
        self.wait(0.2)
