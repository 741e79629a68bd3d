"""In 2015 all mobjects were clouds of points; today some still are, and transform into outlines and back.

Applies to such transforms, which the library refuses: a single point becomes an outline without extent or a tiny
picture, and an outline that meets a cloud becomes one, as it was drawn then.
"""

from __future__ import annotations

import functools
import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used

_SPACING = 0.02
"""Scene units between the points of a cloud along an outline: less than two pixels of a 720p frame."""
_TINY = 1e-3


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    cloud = importlib.import_module("manimlib.mobject.types.point_cloud_mobject").PMobject
    outline = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VMobject
    image = importlib.import_module("manimlib.mobject.types.image_mobject").AbstractImageMobject
    point = importlib.import_module("manimlib.mobject.types.vectorized_mobject").VectorizedPoint
    stock = mobject_class.align_points

    @functools.wraps(stock)
    def align_points(one: Any, other: Any) -> Any:
        clouds = [mobject for mobject in (one, other) if isinstance(mobject, cloud)]
        outlines = [mobject for mobject in (one, other) if isinstance(mobject, outline)]
        images = [mobject for mobject in (one, other) if isinstance(mobject, image)]
        if not clouds or not (outlines or images):
            return stock(one, other)
        used("point_clouds_and_outlines")
        if images:
            become_image(clouds[0], images[0])
        elif len(clouds[0].points) <= 1:
            become_point(clouds[0])
        else:
            become_cloud(outlines[0])
        return one.align_points(other)

    def become_image(mobject: Any, like: Any) -> None:
        drawn = like.copy().scale(_TINY).move_to(mobject.get_center())
        mobject.__class__ = _named_like(mobject, type(like))
        mobject.__dict__.update({**vars(drawn), "submobjects": mobject.submobjects})

    def become_point(mobject: Any) -> None:
        drawn = point(mobject.get_center(), color=mobject.color, fill_opacity=1)
        mobject.__class__ = _named_like(mobject, point)
        mobject.__dict__.pop("rgbas", None)
        mobject.__dict__.update({**vars(drawn), "submobjects": mobject.submobjects})

    def become_cloud(mobject: Any) -> None:
        is_stroked = mobject.get_stroke_width() > 0 and mobject.get_stroke_opacity() > 0
        rgbas = mobject.get_stroke_rgbas() if is_stroked else mobject.get_fill_rgbas()
        points, color = _along(mobject.points), mobject.get_color()
        drawn = cloud(stroke_width=mobject.get_stroke_width() or 1)
        drawn.add_points(points, rgbas=np.repeat(rgbas[:1], len(points), axis=0))
        mobject.__class__ = _named_like(mobject, cloud)
        mobject.__dict__.update({**vars(drawn), "color": color, "submobjects": mobject.submobjects})

    mobject_class.align_points = align_points
    stock_outline = outline.align_points

    @functools.wraps(stock_outline)
    def align_outline(one: Any, other: Any) -> Any:
        if isinstance(other, cloud):
            return align_points(one, other)
        if not isinstance(other, outline) and not len(one.points) and not len(other.points):
            return one  # Groups, whose parts are aligned one by one.
        return stock_outline(one, other)

    outline.align_points = align_outline


def _named_like(mobject: Any, kind: Any) -> Any:
    """The kind of mobject it becomes, under the name of its own class, by which it is known."""
    return type(type(mobject).__name__, (kind,), {})


def _along(points: Any) -> Any:
    """Points at even steps along cubic curves, (n, 3) out of (4 * curves, 3)."""
    curves = np.asarray(points).reshape(-1, 4, 3)
    if not len(curves):
        return np.zeros((0, 3))
    length = np.linalg.norm(np.diff(curves, axis=1), axis=2).sum(axis=1)
    sampled = []
    for curve, count in zip(curves, np.ceil(length / _SPACING).astype(int), strict=True):
        t = np.linspace(0, 1, max(1, count), endpoint=False)[:, None]
        weights = np.hstack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3])
        sampled.append(weights @ curve)
    return np.concatenate(sampled)


REPAIR = Repair("point_clouds_and_outlines", "AssertionError (in PMobject.align_points_with_larger)", apply)
