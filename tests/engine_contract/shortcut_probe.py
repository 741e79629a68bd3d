"""Shortcuts and the methods they replace, on the same things, inside the period engine's worker process.

Every function raises where results differ, and returns how many it has compared.
"""

from __future__ import annotations

import functools
import importlib
import inspect
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np

from synthgen.core.job import SceneJob
from synthgen.engines.base import Engine

_SHARES = [(0, 0.3), (0, 1), (0.2, 0.21), (0.2, 0.7), (0.25, 1), (0.5, 0.5), (0.9, 0.4), (-0.1, 0.5), (0.5, 1.2)]


def _outlines() -> Iterator[Any]:
    """Closed, open, in several pieces, of one curve, of none, begun and not gone on with."""
    library: Any = importlib.import_module("manimlib.imports")
    yield library.VMobject()
    yield library.Line()
    yield library.Square()
    yield library.Circle().shift(library.LEFT)
    yield library.Annulus()
    yield library.DashedLine()
    two = library.Square().append_vectorized_mobject(library.Circle())
    yield two or library.ArcPolygon() if hasattr(library, "ArcPolygon") else library.Triangle()
    begun = library.Circle()
    begun.start_new_path(library.UP)
    yield begun
    point = library.VMobject()
    point.start_new_path(library.RIGHT)
    yield point
    points = np.random.default_rng(0).normal(size=(40, 3))
    points[20] = points[19]
    yield library.VMobject().set_points(points)
    yield library.VGroup(library.Square(), library.VGroup(library.Circle(), library.VMobject()))


def _compare(call: Callable[[Any], Any], owner: Any, name: str) -> int:
    """`call` every outline, with the shortcut and with what it replaces; returns how often."""
    shortcut = getattr(owner, name)
    assert not hasattr(shortcut.__wrapped__, "__wrapped__")  # It is the library's own, not a shortcut repaired.
    count = 0
    for one, other in zip(_outlines(), _outlines(), strict=True):
        now = _result(call, one)
        setattr(owner, name, shortcut.__wrapped__)
        try:
            stock = _result(call, other)
        finally:
            setattr(owner, name, shortcut)
        _check_same(now, stock)
        _check_same(one.points, other.points)
        count += 1
    return count


def _result(call: Callable[[Any], Any], outline: Any) -> Any:
    try:
        return call(outline)
    except (AssertionError, IndexError, ValueError, ZeroDivisionError) as error:
        return type(error)


def _check_same(now: Any, stock: Any) -> None:
    if isinstance(stock, list):
        assert len(now) == len(stock)
        for one, other in zip(now, stock, strict=True):
            _check_same(one, other)
    elif isinstance(stock, np.ndarray):
        assert now.shape == stock.shape
        assert now.dtype == stock.dtype
        assert np.array_equal(now, stock)
    else:
        assert now == stock or type(now) is type(stock)


def _outline_class() -> Any:
    return importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject


def partial_outlines(engine: Engine, job: SceneJob) -> int:
    def become(outline: Any, a: float, b: float) -> Any:
        return _outline_class()().pointwise_become_partial(outline, a, b).points

    calls = [functools.partial(become, a=a, b=b) for a, b in _SHARES]
    return sum(_compare(call, _outline_class(), "pointwise_become_partial") for call in calls)


def partial_curves(engine: Engine, job: SceneJob) -> int:
    module = importlib.import_module("manimlib.utils.bezier")

    def part(outline: Any, a: float, b: float) -> Any:
        return np.array(module.partial_bezier_points(outline.points[:4], a, b))

    return sum(_compare(functools.partial(part, a=a, b=b), module, "partial_bezier_points") for a, b in _SHARES)


def more_curves(engine: Engine, job: SceneJob) -> int:
    def insert(outline: Any, n: int) -> Any:
        return outline.insert_n_curves(n).points if len(outline.points) else outline.points

    calls = [functools.partial(insert, n=n) for n in (0, 1, 2, 7, 30)]
    return sum(_compare(call, _outline_class(), "insert_n_curves_to_point_list") for call in calls)


def corners(engine: Engine, job: SceneJob) -> int:
    points = np.random.default_rng(1).normal(size=(5, 3))
    calls: list[Callable[[Any], Any]] = [
        lambda outline: outline.add_points_as_corners(points),
        lambda outline: outline.add_points_as_corners(list(points)),
        lambda outline: outline.add_points_as_corners([]),
        lambda outline: len(list(outline.add_points_as_corners(iter(points)))),
    ]
    return sum(_compare(call, _outline_class(), "add_points_as_corners") for call in calls)


def anchors(engine: Engine, job: SceneJob) -> int:
    count = _compare(lambda outline: outline.get_anchors(), _outline_class(), "get_anchors")
    boundary = "get_points_defining_boundary"
    return count + _compare(lambda outline: outline.get_points_defining_boundary(), _outline_class(), boundary)


def subpaths(engine: Engine, job: SceneJob) -> int:
    count = _compare(lambda outline: outline.get_subpaths(), _outline_class(), "get_subpaths_from_points")
    tuples = "get_cubic_bezier_tuples_from_points"
    return count + _compare(lambda outline: outline.get_cubic_bezier_tuples(), _outline_class(), tuples)


def families(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    part, square = library.Circle(), library.Square()
    twice = library.VGroup(library.VGroup(part, square), library.VGroup(square, library.VGroup(part)), square)
    deep = library.TexMobject("a", "b^2")
    for mobject in (part, twice, deep, library.VGroup()):
        members, stock = mobject.get_family(), library.Mobject.get_family.__wrapped__(mobject)
        assert list(map(id, members)) == list(map(id, stock))
    return 4


def updates(engine: Engine, job: SceneJob) -> int:
    """Whoever has something to do at a step does it, in the same order."""
    library: Any = importlib.import_module("manimlib.imports")
    done: list[str] = []

    class Own(library.Square):
        def update(self, dt: float = 0, recursive: bool = True) -> None:
            done.append("own")

    deep = library.VGroup(library.Dot(), library.Dot().add_updater(lambda dot, dt: done.append("deep"), None, False))
    asleep = library.Dot().add_updater(lambda dot: done.append("asleep"), None, False).suspend_updating()
    group = library.VGroup(Own(), deep, asleep, library.Dot())
    group.add_updater(lambda whole: done.append("whole"), None, False)
    group.update(0.1)
    now, done[:] = list(done), []
    shortcut, library.Mobject.update = library.Mobject.update, library.Mobject.update.__wrapped__
    group.update(0.1)
    library.Mobject.update = shortcut
    assert now == done == ["whole", "own", "deep"]
    return len(done)


def parameters(engine: Engine, job: SceneJob) -> int:
    module = importlib.import_module("manimlib.mobject.mobject")

    def plain(mobject: Any, dt: float = 0) -> None: ...
    def starred(*mobjects: Any, dt: float, **rest: Any) -> None: ...
    @functools.wraps(plain)
    def wrapped(*anything: Any) -> None: ...

    functions = (plain, starred, wrapped, functools.partial(plain, dt=1), lambda: 0, module.Mobject().shift)
    for function in functions:
        assert set(module.get_parameters(function)) == set(module.get_parameters.__wrapped__(function))
        assert len(module.get_parameters(function)) == len(module.get_parameters.__wrapped__(function))
    return len(functions)


def drawings(engine: Engine, job: SceneJob) -> int:
    """A file read again is the same drawing, and another one once it has changed."""
    library: Any = importlib.import_module("manimlib.imports")
    file = Path("synthgen-drawing.svg")
    seen = []
    for corner in (10, 10, 30):
        file.write_text(f'<svg><g transform="scale(2)"><path d="M 0 0 L {corner} 0 L 0 10 Z"/></g></svg>')
        seen.append(library.SVGMobject(str(file.absolute()), height=None))
        seen[-1].shift(library.RIGHT)
    first, again, other = (drawing.get_points_defining_boundary() for drawing in seen)
    assert np.array_equal(first, again)
    assert not np.array_equal(first, other)
    file.unlink()
    return len(seen)


def colours(engine: Engine, job: SceneJob) -> int:
    module = importlib.import_module("colour")
    questions = {
        "hex2rgb": ["#abc", "#12aB9f"],
        "hsl2rgb": [(0.1, 0.5, 0.4), (0.0, 0.0, 1.0), (1, 0, 0)],
        "rgb2hsl": [(0.1, 0.5, 0.4), (1, 1, 1), np.array([0.2, 0.3, 0.4])],
        "rgb2hex": [(0.1, 0.5, 0.4), (1.0, 1.0, 1.0)],
        "web2hex": ["red", "#FFF", "#fffff0"],
    }
    for name, values in questions.items():
        shortcut = getattr(module, name)
        for value in [*values, *values]:
            assert shortcut(value) == shortcut.__wrapped__(value)
    return len(questions)


def passing(engine: Engine, job: SceneJob) -> int:
    """Frames are passed over in plays of functions of time, and in no others."""
    library: Any = importlib.import_module("manimlib.imports")
    unseen = importlib.import_module("synthgen.engines.period_unseen")
    scene = library.Scene.__new__(library.Scene)
    scene.mobjects = []

    class Own(library.Transform):
        def interpolate(self, alpha: float) -> None: ...

    def passes(*animations: Any) -> bool:
        for animation in animations:
            animation.begin()
        found: bool = unseen.may_pass_over_frames(scene, animations)
        return found

    square, circle, word = library.Square(), library.Circle(), library.TextMobject("ab")
    assert passes(library.ShowCreation(square), library.Write(word), library.Transform(circle, square))
    assert passes(library.LaggedStartMap(library.FadeIn, word), library.ApplyMethod(square.shift, library.UP))
    others = [
        library.UpdateFromFunc(square, lambda mobject: mobject),
        library.Succession(library.FadeIn(square), library.FadeOut(square)),
        library.AnimationGroup(library.FadeIn(circle), library.MoveAlongPath(square, circle)),
        library.FadeIn(library.always_redraw(library.Square)),
        Own(square, circle),
    ]
    for animation in others:
        assert not passes(animation), animation
    scene.mobjects = [library.VGroup(library.Square().add_updater(lambda mobject, dt: mobject))]
    assert not passes(library.FadeIn(circle))
    return len(others)


def rotations(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    module = importlib.import_module("manimlib.utils.space_ops")
    axes = [library.OUT, library.IN, (1, 2, 3), library.LEFT, [0, -1, 0.5], np.zeros(3)]
    for axis in [*axes, *axes]:
        for angle in (0, 0.3, -4):
            assert np.array_equal(module.rotation_matrix(angle, axis), module.rotation_matrix.__wrapped__(angle, axis))
    return len(axes)


def smoothing(engine: Engine, job: SceneJob) -> int:
    """To the last few digits: the same equations are solved in another order."""
    module: Any = importlib.import_module("manimlib.utils.bezier")
    shortcut, solver = module.diag_to_matrix, module.linalg
    count = 0
    for points in (30, 150, 151, 700):
        angles = np.linspace(0, 2 * np.pi, points)
        curve = np.array([np.cos(angles), np.sin(3 * angles), angles * (2 * np.pi - angles)]).T
        now = module.get_smooth_handle_points(curve)
        module.diag_to_matrix, module.linalg = shortcut.__wrapped__, importlib.import_module("scipy.linalg")
        try:
            stock = module.get_smooth_handle_points(curve)
        finally:
            module.diag_to_matrix, module.linalg = shortcut, solver
        assert np.allclose(now, stock, rtol=0, atol=1e-10)
        count += 1
    return count


def extents(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    cloud = library.PMobject().add_points(np.random.default_rng(2).normal(size=(9, 3)))
    picture = library.ImageMobject(np.zeros((3, 5, 3), dtype=np.uint8)).shift(library.UP)
    everything = [*_outlines(), cloud, picture, library.Mobject(), library.Group(picture, library.Square())]
    directions = [library.UP, library.DL, np.zeros(3), [0, 0, -1], (2, -3, 0)]
    names = ("get_critical_point", "get_merged_array", "length_over_dim")
    for mobject in everything:
        calls = [functools.partial(mobject.get_critical_point, direction) for direction in directions]
        calls += [functools.partial(mobject.length_over_dim, dim) for dim in range(3)] + [mobject.get_all_points]
        now = [call() for call in calls]
        shortcuts = {name: getattr(library.Mobject, name) for name in names}
        for name, shortcut in shortcuts.items():
            setattr(library.Mobject, name, shortcut.__wrapped__)
        stock = [_stock(call) for call in calls]
        for name, shortcut in shortcuts.items():
            setattr(library.Mobject, name, shortcut)
        _check_same(now, stock)
    return len(everything)


def _stock(call: Any) -> Any:
    return getattr(call.func.__self__, call.func.__name__)(*call.args) if hasattr(call, "func") else call()


def norms(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    vectors = [
        *np.random.default_rng(3).normal(size=(50, 3)),
        [3, 4],
        np.array([1, 2, 2]),
        np.zeros(3),
        (1, 2j),
        np.array([1e200, 0, 0]),
    ]
    for vector in vectors:
        now, stock = library.get_norm(vector), inspect.unwrap(library.get_norm)(vector)
        assert now == stock and type(now) is type(stock)
    return len(vectors)


def made_colours(engine: Engine, job: SceneJob) -> int:
    module: Any = importlib.import_module("colour")
    values: list[tuple[tuple[Any, ...], dict[str, Any]]] = [
        (("red",), {}),
        (("#abcdef",), {}),
        ((module.Color("#123"),), {}),
        ((), {"rgb": (0.1, 0.5, 0.4)}),
        ((), {"rgb": np.array([0.3, 0.3, 0.25])}),
        ((), {"hue": 0.3}),
        ((), {}),
    ]
    for args, kwargs in values:
        now, stock = module.Color(*args, **kwargs), module.Color.__new__(module.Color)
        module.Color.__init__.__wrapped__(stock, *args, **kwargs)
        assert now.get_hsl() == stock.get_hsl() and now == stock and now.get_web() == stock.get_web()
    for wrong in ({"rgb": (2, 0, 0)}, {"color": "no colour"}):
        try:
            module.Color(**wrong)
        except ValueError:
            continue
        raise AssertionError(wrong)
    return len(values)


def paints(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    outline, shiny = library.VMobject(), library.VMobject(sheen_factor=0.2)
    colors = [library.RED, library.Color("#123456"), [library.RED, library.BLUE], "#fff0a0"]
    stock = library.VMobject.generate_rgbas_array.__wrapped__
    for mobject in (outline, shiny):
        for color in colors:
            for opacity in (0, 1, 0.3, np.float64(0.4), [0.1, 0.2]):
                _check_same(mobject.generate_rgbas_array(color, opacity), stock(mobject, color, opacity))
    return len(colors)


def lists(engine: Engine, job: SceneJob) -> int:
    module: Any = importlib.import_module("manimlib.mobject.mobject")
    lists: list[list[int]] = [[], [1], [1, 2, 3], [2, 1, 2]]
    for listed in lists:
        for added in ([], [2], (4,), (2, 5)):
            assert module.list_update(listed, added) == module.list_update.__wrapped__(listed, added)
    return len(lists)


def _module(name: str) -> Any:
    return importlib.import_module(f"manimlib.{name}")


def points_on_curves(engine: Engine, job: SceneJob) -> int:
    calls: list[Callable[[Any], Any]] = [
        functools.partial(lambda outline, share: outline.point_from_proportion(share), share=share)
        for share in (-1, 0, 0.3, 0.5, np.float64(0.77), 1, 1.5)
    ]
    return sum(_compare(call, _outline_class(), "point_from_proportion") for call in calls)


def lengths(engine: Engine, job: SceneJob) -> int:
    count = _compare(lambda outline: outline.get_arc_length(), _outline_class(), "get_arc_length")
    return count + _compare(lambda outline: outline.get_arc_length(7), _outline_class(), "get_arc_length")


def new_corners(engine: Engine, job: SceneJob) -> int:
    points = np.random.default_rng(4).normal(size=(5, 3))
    calls: list[Callable[[Any], Any]] = [
        functools.partial(lambda outline, given: outline.set_points_as_corners(given).points, given=given)
        for given in (points, list(points), [[0, 1, 2], [3, 4, 5]], points[:1])
    ]
    return sum(_compare(call, _outline_class(), "set_points_as_corners") for call in calls)


def shifts(engine: Engine, job: SceneJob) -> int:
    calls: list[Callable[[Any], Any]] = [
        functools.partial(lambda outline, by: outline.shift(*by).get_all_points(), by=by)
        for by in ([np.array([0.1, 2, 3])], [np.array([1, 2, 3])], [np.ones(3), 2 * np.ones(3)])
    ]
    return sum(_compare(call, _module("mobject.mobject").Mobject, "shift") for call in calls)


def closings(engine: Engine, job: SceneJob) -> int:
    module = _module("utils.bezier")
    start = np.array([1.0, -2.0, 0.0])
    ends = [start, start + 1e-9, start + 1e-5, start + 1e-4, -start, start * np.nan, start + np.inf]
    for end in ends:
        points = np.array([start, start + 1, end])
        assert module.is_closed(points) == module.is_closed.__wrapped__(points)
    return len(ends)


def copies(engine: Engine, job: SceneJob) -> int:
    """A copy has all that it would have had, and shares with the other what it would have shared."""
    library: Any = importlib.import_module("manimlib.imports")
    group = library.VGroup(library.Square(), library.VGroup(library.Circle()))
    group.first, group.other, group.listed = group[0], library.Dot(), [1]
    picture = library.ImageMobject(np.zeros((3, 5, 3), dtype=np.uint8))
    everything = [*_outlines(), group, picture, library.Arrow(), library.TexMobject("a", "b"), library.ValueTracker(3)]
    for mobject in everything:
        now = mobject.copy()
        shortcut, library.Mobject.copy = library.Mobject.copy, inspect.unwrap(library.Mobject.copy)
        stock = mobject.copy()
        library.Mobject.copy = shortcut
        for one, other in zip(now.get_family(), stock.get_family(), strict=True):
            assert type(one) is type(other) and list(one.__dict__) == list(other.__dict__)
            for name, value in one.__dict__.items():
                if isinstance(value, np.ndarray):
                    _check_same(value, other.__dict__[name])
                    assert not np.shares_memory(value, getattr(mobject, name, np.zeros(0)))
                elif isinstance(value, library.Mobject):
                    assert (value is mobject.__dict__.get(name)) == (other.__dict__[name] is mobject.__dict__.get(name))
    return len(everything)


def more_parts(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    shortcut = library.Mobject.add_n_more_submobjects
    for count, more in ((0, 2), (1, 3), (3, 0), (3, 1), (3, 7)):
        one, other = (library.VGroup(*[library.Dot(n * library.UP) for n in range(count)]) for _ in range(2))
        shortcut(one, more)
        shortcut.__wrapped__(other, more)
        assert len(one) == len(other) == count + more
        for now, stock in zip(one, other, strict=True):
            _check_same(now.points, stock.points)
            _check_same(now.fill_rgbas, stock.fill_rgbas)
    return 5


def tips(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    tipped = _module("mobject.geometry").TipableVMobject
    lines = [
        library.Line(),
        library.Arrow(),
        library.DoubleArrow(),
        library.Arc(),
        library.NumberLine(include_tip=True),
    ]
    lines += [library.Arrow(), library.DashedLine(), library.Vector([1, 2, 0]).scale(0.5)]
    lines[5].pop_tips()
    for line in lines:
        for name in ("has_tip", "has_start_tip", "get_start", "get_end"):
            shortcut = getattr(tipped, name)
            now = getattr(line, name)()
            setattr(tipped, name, shortcut.__wrapped__)
            stock = getattr(line, name)()
            setattr(tipped, name, shortcut)
            _check_same(now, stock)
    return len(lines)


def numbers_on_lines(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    lines = [library.NumberLine(), library.NumberLine(x_min=1, x_max=7, unit_size=0.3, include_tip=True).rotate(1)]
    points = [*np.random.default_rng(5).normal(size=(20, 3)), [1, 2, 0], np.zeros((4, 3)), np.array([1, 2, 3])]
    for line in lines:
        for point in points:
            point = np.array(point)
            _check_same(line.point_to_number(point), library.NumberLine.point_to_number.__wrapped__(line, point))
    return len(points)


def clipped(engine: Engine, job: SceneJob) -> int:
    stock = np.clip.__wrapped__  # type: ignore[attr-defined]
    values = [0.5, -0.0, -1.0, 2.0, np.float64(0.3), 3, np.nan, np.inf, np.arange(4.0), True]
    for value in values:
        for low, high in ((0, 1), (0.2, 0.4), (1, 0), (np.float64(-1), None)):
            now, expected = np.clip(value, low, high), stock(value, low, high)
            assert type(now) is type(expected) and np.array_equal(now, expected, equal_nan=True)
    assert np.clip(2.0, a_min=0, a_max=1) == 1
    return len(values)


def rows(engine: Engine, job: SceneJob) -> int:
    stock = np.apply_along_axis.__wrapped__  # type: ignore[attr-defined]
    points = np.random.default_rng(6).normal(size=(5, 3))
    functions: list[Callable[[Any], Any]] = [
        lambda row: [row[0], 1, 2],
        lambda row: int(10 * row[0]),
        lambda row: row[:2] * 1j,
        lambda row: row[0] > 0,
        lambda row: np.outer(row, row),
        np.mean,
    ]
    for function in functions:
        for axis in (0, 1):
            _check_same(np.apply_along_axis(function, axis, points), stock(function, axis, points))
    finite = np.isfinite(np.array([[1, np.inf], [2, 3]]))
    _check_same(np.apply_along_axis(np.all, 1, finite), stock(np.all, 1, finite))
    return len(functions)


def styles(engine: Engine, job: SceneJob) -> int:
    """What new outlines are painted with, and those between two others."""
    library: Any = importlib.import_module("manimlib.imports")
    outline_class = _outline_class()
    names = ("init_colors", "interpolate_color", "update_rgbas_array")
    configured: list[dict[str, Any]] = [
        {},
        {"color": "#abc"},
        {"fill_color": library.Color("#123456"), "fill_opacity": 0.3, "stroke_width": 2},
        {"stroke_color": [library.RED, library.BLUE], "stroke_opacity": [0.1, 0.2, 0.3]},
        {"sheen_factor": 0.4, "sheen_direction": library.UP},
        {"background_stroke_width": 3, "background_stroke_opacity": None},
    ]

    def made() -> list[Any]:
        outlines = [outline_class(**config) for config in configured]
        outlines.append(library.VGroup(library.Dot(), color=library.RED))
        for alpha in (0, 0.3, np.float64(1), 1.0):
            between, one, other = outline_class(), outline_class(color="#f00"), outline_class(fill_opacity=1)
            between.interpolate_color(one, other, alpha)
            outlines += [between, other.set_stroke(width=7), other.set_fill(library.BLUE).set_stroke(opacity=0.5)]
        return outlines

    now = made()
    shortcuts = {name: inspect.getattr_static(outline_class, name) for name in names}
    for name in names:
        setattr(outline_class, name, inspect.unwrap(shortcuts[name]))
    stock = made()
    for name, shortcut in shortcuts.items():
        setattr(outline_class, name, shortcut)
    for one, other in zip(now, stock, strict=True):
        assert list(one.__dict__) == list(other.__dict__)
        for name in (*[f"{kind}_rgbas" for kind in ("fill", "stroke", "background_stroke")], "sheen_direction"):
            _check_same(getattr(one, name), getattr(other, name))
        assert one.stroke_width == other.stroke_width and one.sheen_factor == other.sheen_factor
    return len(now)


class _Path:
    """Notes what a Cairo context is told."""

    def __init__(self) -> None:
        self.told: list[Any] = []

    def __getattr__(self, name: str) -> Callable[..., None]:
        return lambda *values: self.told.append((name, *map(float, values)))


def paths(engine: Engine, job: SceneJob) -> int:
    camera_class = _module("camera.camera").Camera
    camera, count = camera_class(), 0
    for outline in _outlines():
        now, stock = _Path(), _Path()
        camera_class.set_cairo_context_path(camera, now, outline)
        camera_class.set_cairo_context_path.__wrapped__(camera, stock, outline)
        assert now.told == stock.told
        count += len(stock.told) > 1
    return count


def all_settings(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    ops = _module("utils.config_ops")
    inner = {"a": 1, "b": {"c": 2}}
    given: list[tuple[dict[str, Any], ...]] = [
        (inner, {"b": {"d": 3}}, {"a": {"e": 4}}),
        ({"b": 5}, inner, {"b": {"c": 6}, "f": 7}),
        (inner, {"b": None}, {"b": {"d": 8}}),
        (),
    ]
    for dicts in given:
        merged, stock = ops.merge_dicts_recursively(*dicts), ops.merge_dicts_recursively.__wrapped__(*dicts)
        assert merged == stock and list(merged) == list(stock)
    assert inner == {"a": 1, "b": {"c": 2}}
    for kind in (library.Write, library.NumberPlane, library.Arrow, library.GraphScene, library.Camera):
        now, stock = object.__new__(kind), object.__new__(kind)
        for owner, digest in ((now, ops.digest_config), (stock, ops.digest_config.__wrapped__)):
            owner.__dict__["run_time"] = 3
            digest(owner, {"lag_ratio": 0.5, "axis_config": {"color": "#fff"}}, {"self": owner, "buff": 2})
        assert list(now.__dict__) == list(stock.__dict__) and str(now.__dict__) == str(stock.__dict__)
    return len(given)


def turned_vectors(engine: Engine, job: SceneJob) -> int:
    library: Any = importlib.import_module("manimlib.imports")
    rotate = _module("utils.space_ops").rotate_vector
    vectors = [library.RIGHT, np.array([1, 2, 3]), [1.0, 2.0, 3.0], np.array([1.0, 2.0]), library.UP * 2]
    for vector in [*vectors, *vectors]:
        for angle in (0, 0.7, np.float64(-2)):
            for axis in (library.OUT, library.UR):
                _check_same(rotate(vector, angle, axis), rotate.__wrapped__(vector, angle, axis))
            turned = rotate(vector, angle)
            turned += 1
            _check_same(rotate(vector, angle), rotate.__wrapped__(vector, angle))
    return len(vectors)


def equations(engine: Engine, job: SceneJob) -> int:
    solver, scipy = _module("utils.bezier").linalg, importlib.import_module("scipy.linalg")
    numbers = np.random.default_rng(7)
    sizes = (2, 8, 50, 300)
    for size in sizes:
        diagonals, values = numbers.normal(size=(4, size)), numbers.normal(size=size)
        before = diagonals.copy(), values.copy()
        _check_same(solver.solve_banded((2, 1), diagonals, values), scipy.solve_banded((2, 1), diagonals, values))
        assert np.array_equal(before[0], diagonals) and np.array_equal(before[1], values)
    return len(sizes)


def zetas(engine: Engine, job: SceneJob) -> int:
    """To the digits that are asked for; where more are, or the number is none that scipy knows, by mpmath itself."""
    mpmath: Any = importlib.import_module("mpmath")
    stock = mpmath.zeta.__wrapped__
    parts = np.random.default_rng(8).uniform(-12, 12, size=(60, 2))
    numbers = [complex(*part) for part in parts] + [0j, -2 + 0j, complex(1.001, 0), complex(0.5, 39)]
    digits, mpmath.mp.dps = mpmath.mp.dps, 7
    for number in numbers:
        expected = stock(number)
        assert abs(mpmath.zeta(number) - expected) < 1e-6 * (1 + abs(expected)), number
        assert type(mpmath.zeta(number)) is type(expected)
    assert mpmath.zeta(2) == stock(2) and mpmath.zeta(0.5 + 50j) == stock(0.5 + 50j)
    mpmath.mp.dps = 15
    assert mpmath.zeta(numbers[0]) == stock(numbers[0])
    mpmath.mp.dps = digits
    return len(numbers)


def gradients(engine: Engine, job: SceneJob) -> int:
    name = "get_gradient_start_and_end_points"
    calls: list[Callable[[Any], Any]] = [
        functools.partial(lambda outline, by: list(getattr(outline.set_sheen(0.3, by), name)()), by=by)
        for by in (np.array([1.0, 0, 0]), np.array([-1.0, 0.7, 0.2]))
    ]
    return sum(_compare(call, _outline_class(), name) for call in calls)


def differences(engine: Engine, job: SceneJob) -> int:
    module = _module("camera.camera")
    lists: list[tuple[list[Any], list[Any]]] = [([1, 2, 3, 2], [2]), ([1, 1], []), ([[1], [2]], [[1]]), ([], [1])]
    for listed, left_out in lists:
        now, stock = (function(listed, left_out) for function in (module.list_difference_update, _difference()))
        assert now == stock
    return len(lists)


def _difference() -> Any:
    return _module("camera.camera").list_difference_update.__wrapped__


def flows(engine: Engine, job: SceneJob) -> int:
    """Frames that are passed by leave no trace in those that are looked at."""
    library: Any = importlib.import_module("manimlib.imports")
    frame = importlib.import_module("synthgen.engines.period_shortcuts.flows").frame

    def flow(is_looked_at: Callable[[int], bool], **config: Any) -> list[Any]:
        random.seed(0)
        np.random.seed(0)
        lines = library.StreamLines(lambda p: 0.2 * p + library.UP, delta_x=8, delta_y=5, n_anchors_per_line=5)
        flowing = library.AnimatedStreamLines(lines, **config)
        for number in range(20):
            with frame(is_looked_at(number)):
                flowing.update(0.37)
        return [member.points for member in flowing.get_family()]

    for config in ({}, {"line_anim_class": library.ShowPassingFlashWithThinningStrokeWidth}):
        _check_same(flow(lambda number: number == 19, **config), flow(lambda number: True, **config))
    own = type("Own", (library.ShowPassingFlash,), {})
    assert any(len(points) for points in flow(lambda number: False, line_anim_class=own))
    return 3
