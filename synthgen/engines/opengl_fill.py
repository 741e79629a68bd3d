"""The outlines of manimgl's fills: quadratic curves in the scene as cubic contours in pixels, a batch at a time."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import FloatArray
from synthgen.core.paint import Contour
from synthgen.engines.opengl_projection import IntArray, Projection, cut_polygon

_CURVE_TOLERANCE_PX = 0.02
_MOST_PIECES = 16
_FLAT_PX = 0.01
_CLOSED_PX = 1e-3
_LINES_PER_CUT_CURVE = 16

BoolArray = npt.NDArray[np.bool_]


def fill_contours(
    curves: FloatArray, counts: Sequence[int], bases: FloatArray, projection: Projection
) -> list[tuple[Contour, ...]]:
    """The contours of each mobject's fill.

    `curves` (n, 3, 3) are the quadratic curves of all mobjects, `counts` how many belong to each; a curve whose
    handle lies on its start only marks the end of a subpath. `bases` (len(counts), 3) are the points the engine spans
    its triangles from: an open subpath is closed through its mobject's.
    """
    owner = np.repeat(np.arange(len(counts)), counts)
    moves = (curves[:, 0] != curves[:, 2]).any(axis=1) | (curves[:, 0] != curves[:, 1]).any(axis=1)
    curves, owner = (
        curves[moves],
        owner[moves],
    )  # A curve that is but a point, in the middle of a subpath, ends nothing.
    # The GPU paints no triangle with a corner nowhere (not a number).
    somewhere = np.isfinite(curves).all(axis=(1, 2)) & np.isfinite(bases[owner]).all(axis=1)
    real = (curves[:, 0] != curves[:, 1]).any(axis=1) & somewhere
    found: list[list[Contour]] = [[] for _ in counts]
    if not real.any():
        return [()] * len(counts)
    rows = projection.homogeneous(curves)
    behind = projection.depths(curves, rows).min(axis=(1, 2)) < 0
    cut = np.isin(owner, owner[real & behind])
    for start, stop in _runs(real & cut, owner):
        found[owner[start]] += _cut_contour(curves[start:stop], projection)
    _add_whole(found, rows, real & ~cut, owner, bases, projection)
    return [tuple(contours) for contours in found]


def _add_whole(
    found: list[list[Contour]],
    rows: FloatArray,
    real: BoolArray,
    owner: IntArray,
    bases: FloatArray,
    projection: Projection,
) -> None:
    """Add the contours of the curves that no plane cuts."""
    with np.errstate(divide="ignore", invalid="ignore"):
        pixels = projection.pixels(rows)
        pieces = _pieces_needed(rows[real], pixels[real])
        if pieces > 1:
            pixels = projection.pixels(_split(rows, pieces))
            real, owner = np.repeat(real, pieces), np.repeat(owner, pieces)
        bases_px = projection.pixels(projection.homogeneous(bases))
    runs = _runs(real, owner)
    cubics = _as_cubics(pixels)
    for (start, stop), flat in zip(runs, _flat_runs(pixels, runs), strict=True):
        chain = np.concatenate([pixels[start, :1], cubics[start:stop].reshape(-1, 2)])
        closed = _closed_through(chain, bases_px[owner[start]])
        if not flat or closed is not chain:
            found[owner[start]].append(Contour(closed, closed=True))


def _runs(chosen: BoolArray, owner: IntArray) -> list[tuple[int, int]]:
    """Row ranges of consecutive chosen curves of one owner."""
    same = np.concatenate([[False], owner[1:] == owner[:-1]])
    before = np.concatenate([[False], chosen[:-1]])
    after = np.concatenate([chosen[1:], [False]])
    follows = np.concatenate([same[1:], [False]])
    starts = np.flatnonzero(chosen & ~(before & same))
    stops = np.flatnonzero(chosen & ~(after & follows)) + 1
    return list(zip(starts.tolist(), stops.tolist(), strict=True))


def _pieces_needed(rows: FloatArray, pixels: FloatArray) -> int:
    """Into how many pieces curves must be split so that ordinary curves follow their perspective images.

    The image of a quadratic curve is a conic of weight w1 / sqrt(w0 w2); what it differs from the ordinary curve
    with the same three points shrinks with the fourth power of the number of pieces.
    """
    if len(rows) == 0:
        return 1
    w = rows[..., 2]
    weight = w[:, 1] / np.sqrt(w[:, 0] * w[:, 2])
    bulge = np.linalg.norm(pixels[:, 1] - (pixels[:, 0] + pixels[:, 2]) / 2, axis=1)
    error_px = float((bulge * np.abs(weight - 1) / 4).max())
    return int(np.clip(np.ceil((error_px / _CURVE_TOLERANCE_PX) ** 0.25), 1, _MOST_PIECES))


def _split(rows: FloatArray, pieces: int) -> FloatArray:
    """Quadratic curves (n, 3, 3) each cut into `pieces` equal parts: (n * pieces, 3, 3)."""
    start = np.arange(pieces) / pieces
    stop = start + 1 / pieces
    weights = np.stack([_blossom(start, start), _blossom(start, stop), _blossom(stop, stop)], axis=1)
    pieces_of_each: FloatArray = np.einsum("pij,njk->npik", weights, rows)
    return pieces_of_each.reshape(-1, 3, rows.shape[-1])


def _blossom(s: FloatArray, t: FloatArray) -> FloatArray:
    """Weights of the three control points in the quadratic's polar form at (s, t)."""
    return np.stack([(1 - s) * (1 - t), s * (1 - t) + t * (1 - s), s * t], axis=1)


def _as_cubics(quadratics: FloatArray) -> FloatArray:
    """Quadratic curves (n, 3, 2) as cubics without their first points: two handles and the end, (n, 3, 2)."""
    a, b, c = quadratics[:, 0], quadratics[:, 1], quadratics[:, 2]
    return np.stack([a + 2 / 3 * (b - a), c + 2 / 3 * (b - c), c], axis=1)


def _closed_through(chain: FloatArray, base: FloatArray) -> FloatArray:
    """The chain, led to and from the base point if it is open and does not start there."""
    first, last = chain[0], chain[-1]
    if np.abs(first - last).max() < _CLOSED_PX or np.abs(first - base).max() < _CLOSED_PX:
        return chain
    there = base + np.linspace(0, 1, 4)[:3, None] * (first - base)
    back = last + np.linspace(0, 1, 4)[1:, None] * (base - last)
    return np.concatenate([there, chain, back])


def _flat_runs(pixels: FloatArray, runs: list[tuple[int, int]]) -> list[bool]:
    """Which runs have no inside, because all of their points lie on one line."""
    if not runs:
        return []
    edges = np.array(runs).ravel()
    x, y = pixels[..., 0], pixels[..., 1]
    x, y = x - x[0, 0], y - y[0, 0]
    sums = np.stack([one.sum(axis=1) for one in (x, y, x * x, y * y, x * y)], axis=1)
    sums = np.nan_to_num(np.concatenate([sums, np.zeros((1, 5))]))
    totals = np.add.reduceat(sums, edges, axis=0)[::2]
    mean = totals / (3 * (edges[1::2] - edges[::2]))[:, None]
    xx, yy = mean[:, 2] - mean[:, 0] ** 2, mean[:, 3] - mean[:, 1] ** 2
    xy = mean[:, 4] - mean[:, 0] * mean[:, 1]
    across = (xx + yy) / 2 - np.hypot((xx - yy) / 2, xy)
    return [bool(flat) for flat in across < _FLAT_PX**2]


def _cut_contour(curves: FloatArray, projection: Projection) -> list[Contour]:
    """One contour that a plane cuts, as a polygon; none when nothing of it is left."""
    t = np.arange(_LINES_PER_CUT_CURVE) / _LINES_PER_CUT_CURVE
    points = np.einsum("tj,njk->ntk", _blossom(t, t), curves).reshape(-1, 3)
    points = np.concatenate([points, curves[-1, 2:]])
    rows = projection.homogeneous(points)
    corners = np.concatenate([rows, projection.depths(points, rows)], axis=1)
    for plane in range(3, corners.shape[1]):
        corners = cut_polygon(corners, plane)
    if len(corners) < 3:
        return []
    outline = projection.pixels(corners[:, :3])
    after = np.roll(outline, -1, axis=0)
    cubics = _as_cubics(np.stack([outline, (outline + after) / 2, after], axis=1))
    return [Contour(np.concatenate([outline[:1], cubics.reshape(-1, 2)]), closed=True)]
