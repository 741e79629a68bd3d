"""Methods and attributes of mobjects that the library dropped, with the behaviour they had."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, needed


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    numbers = importlib.import_module("manimlib.mobject.numbers")
    constants = importlib.import_module("manimlib.mobject.geometry")
    geometry = importlib.import_module("manimlib.mobject.geometry")
    number_line = importlib.import_module("manimlib.mobject.number_line").NumberLine

    def do_in_place(mobject: Any, method: Any, *args: Any, **kwargs: Any) -> Any:
        """Call a method as if the mobject were at the origin."""
        center = mobject.get_center()
        mobject.shift(-center)
        method(*args, **kwargs)
        return mobject.shift(center)

    def do_about_point(mobject: Any, point: Any, method: Any, *args: Any, **kwargs: Any) -> Any:
        mobject.shift(-point)
        method(*args, **kwargs)
        return mobject.shift(point)

    def set_bound_angles(arc: Any, start: float = 0, stop: float = 6.283185307179586) -> Any:
        """Make an arc go from one angle to another, with its center and radius."""
        center, radius = arc.get_arc_center(), arc.radius
        arc.start_angle, arc.angle = start, stop - start
        arc.generate_points()
        # Its points are those of a circle of its radius around the origin now.
        arc.shift(center - arc.get_arc_center())
        arc.radius = radius
        return arc

    def elongate_tick_at(line: Any, number: float, multiple: float = 2) -> Any:
        """Make the tick nearest to a number longer."""
        ticks = list(line.tick_marks)
        point = line.number_to_point(number)
        nearest = min(ticks, key=lambda tick: float(abs(tick.get_center() - point).sum()))
        nearest.stretch(multiple, 1)
        return line

    def shown(number: Any) -> str:
        """The number as it is written."""
        is_complex = isinstance(number.number, complex)
        formatter = number.get_complex_formatter() if is_complex else number.get_formatter()
        return str(formatter.format(number.number))

    def remove_tip(arrow: Any) -> Any:
        arrow.pop_tips()
        return arrow

    def set_style_data(
        mobject: Any,
        stroke_color: Any = None,
        stroke_width: float | None = None,
        fill_color: Any = None,
        fill_opacity: float | None = None,
        family: bool = True,
    ) -> Any:
        mobject.set_fill(fill_color, fill_opacity, family)
        return mobject.set_stroke(stroke_color, stroke_width, family=family)

    def put_on(line: Any, start: Any, end: Any) -> Any:
        return line.put_start_and_end_on(start, end)

    geometry.Dot.DEFAULT_RADIUS = constants.DEFAULT_DOT_RADIUS
    numbers.DecimalNumber.get_tex_string = shown
    mobject_class.do_in_place = needed("mobject_methods", do_in_place)
    mobject_class.do_about_point = needed("mobject_methods", do_about_point)
    vectorized.fill_rgb = property(needed("mobject_methods", lambda mobject: mobject.get_fill_rgbas()[0][:3]))
    vectorized.stroke_rgb = property(needed("mobject_methods", lambda mobject: mobject.get_stroke_rgbas()[0][:3]))
    vectorized.set_style_data = needed("mobject_methods", set_style_data)
    geometry.TipableVMobject.remove_tip = needed("mobject_methods", remove_tip)
    geometry.Arc.set_bound_angles = needed("mobject_methods", set_bound_angles)
    geometry.Line.put_start_and_end_on_with_projection = needed("mobject_methods", put_on)
    number_line.elongate_tick_at = needed("mobject_methods", elongate_tick_at)


REPAIR = Repair("mobject_methods", "AttributeError: 'Square' object has no attribute 'do_in_place'", apply)
