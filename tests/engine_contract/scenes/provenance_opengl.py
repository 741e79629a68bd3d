"""Objects on known lines for `opengl`: a comment says for which scene the line is what.

`created` (innermost) and `via` made the object, `changed` (innermost) and `around` last changed its shape; `shaped`
made the shape it has, and `shown` shows it.
"""

from manimlib import *
from provenance_parts import build


class Helper(Scene):
    def construct(self):
        self.add(self.square(2))  # Helper: via
        self.wait(0.1)  # Helper: shown

    def square(self, side_length):
        return Square(side_length=side_length)  # Helper: created


class Template(Scene):
    def construct(self):
        self.add(self.thing())  # Inherited: via
        self.wait(0.1)  # Inherited: shown

    def thing(self):
        return Circle()


class Inherited(Template):
    def thing(self):
        return Square()  # Inherited: created


class Imported(Scene):
    def construct(self):
        self.add(build(Square))  # Imported: via
        self.wait(0.1)  # Imported: shown


class House(VGroup):
    def __init__(self):
        super().__init__(Square(), Triangle())  # Composed: created


class Composed(Scene):
    def construct(self):
        self.add(House())  # Composed: via
        self.wait(0.1)  # Composed: shown


class Comprehended(Scene):
    def construct(self):
        self.add(*[Square(side_length=n) for n in (1, 2)])  # Comprehended: created
        self.wait(0.1)  # Comprehended: shown


class Looped(Scene):
    def construct(self):
        for n in 1, 2:
            square = Square(side_length=n)  # Looped: created
            self.add(square)
        self.wait(0.1)  # Looped: shown


class OverLines(Scene):
    def construct(self):
        self.add(
            Square()  # OverLines: created
            .shift(LEFT)
            .scale(2)
        )
        self.wait(0.1)  # OverLines: shown


class Copied(Scene):
    def construct(self):
        square = Square()  # Copied: shaped
        self.add(square.copy())  # Copied: created
        self.wait(0.1)  # Copied: shown


class CopiedTwice(Scene):
    def construct(self):
        pair = VGroup(Square(), Circle())  # CopiedTwice: shaped
        first = pair.copy()  # CopiedTwice: shaped
        self.add(first.copy())  # CopiedTwice: created
        self.wait(0.1)  # CopiedTwice: shown


class Targeted(Scene):
    def construct(self):
        square = Square()  # Targeted: created
        square.generate_target()  # Targeted: shaped
        square.target.scale(2)
        self.play(MoveToTarget(square), run_time=0.1)  # Targeted: changed
        self.wait(0.1)  # Targeted: shown


class OnlyMoved(Scene):
    """A change of place is no change of shape."""

    def construct(self):
        square = Square()  # OnlyMoved: created
        square.generate_target()
        square.target.shift(LEFT)
        self.play(MoveToTarget(square), run_time=0.1)
        self.play(square.animate.shift(UP), run_time=0.1)
        self.play(Indicate(square), run_time=0.1)
        self.wait(0.1)  # OnlyMoved: shown


class Animated(Scene):
    def construct(self):
        square = Square()  # Animated: created
        self.play(square.animate.scale(2), run_time=0.1)  # Animated: changed
        self.wait(0.1)  # Animated: shown


class Became(Scene):
    def construct(self):
        dot = Dot()  # Became: created
        square = Square()  # Became: shaped
        self.add(dot)
        self.turn(dot, square)  # Became: around
        self.wait(0.1)  # Became: shown

    def turn(self, one, other):
        one.become(other)  # Became: changed


class Transformed(Scene):
    def construct(self):
        square = Square()  # Transformed: created
        circle = Circle()  # Transformed: shaped
        change = Transform(square, circle, run_time=0.1)  # Transformed: changed
        self.play(change)
        self.wait(0.1)  # Transformed: shown


class TransformedBack(Scene):
    def construct(self):
        square = Square()  # TransformedBack: created
        square.save_state()  # TransformedBack: shaped
        self.play(Transform(square, Circle(), run_time=0.1))
        square.restore()  # TransformedBack: changed
        self.wait(0.1)  # TransformedBack: shown


class Replaced(Scene):
    """What has replaced another stands on its own line; what it replaced is gone."""

    def construct(self):
        square = Square()
        circle = Circle()  # Replaced: created
        self.play(ReplacementTransform(square, circle, run_time=0.1))
        self.wait(0.1)  # Replaced: shown


class Redrawn(Scene):
    def construct(self):
        tracker = ValueTracker(1)
        square = always_redraw(  # Redrawn: via
            lambda: Square(side_length=tracker.get_value())  # Redrawn: created, changed
        )
        self.add(square)
        self.play(tracker.animate.set_value(2), run_time=0.2)  # Redrawn: around


class RedrawnGroup(Scene):
    def construct(self):
        self.tracker = tracker = ValueTracker(1)
        self.add(always_redraw(self.group))  # RedrawnGroup: via
        self.play(tracker.animate.set_value(2), run_time=0.2)  # RedrawnGroup: around

    def group(self):
        return VGroup(Square(), Circle(radius=self.tracker.get_value()))  # RedrawnGroup: created, changed


class Updated(Scene):
    def construct(self):
        square = Square()  # Updated: created
        square.add_updater(lambda one: one.become(Circle()))  # Updated: changed, shaped
        tracker = ValueTracker(1)
        self.add(square)
        self.play(tracker.animate.set_value(2), run_time=0.2)  # Updated: around
