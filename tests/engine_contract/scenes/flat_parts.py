"""Classes that scenes in other files build on. Their engine is the one that is running."""

from flat_helpers.shapes import COLORS, Dot, Square, VGroup
from flat_helpers.shapes import star as make_star


def make_square(side=0.5):
    return Square(side_length=side, color=COLORS[0])


class Row:
    gap = 0.1

    def parts(self):
        return [make_square(), make_star(4), Dot()]

    def build(self):
        row = VGroup(*self.parts())
        row.arrange(buff=self.gap)
        return row


class Triple(Row):
    def parts(self):
        return [make_square(0.3) for _ in range(3)]
