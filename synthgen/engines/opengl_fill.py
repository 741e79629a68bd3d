"""The outlines of manimgl's fills: quadratic curves in the scene as cubic contours in pixels."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from synthgen.core.geometry import FloatArray
from synthgen.core.paint import Contour
from synthgen.engines.opengl_projection import Projection, cut_polygon

_CURVE_TOLERANCE_PX = 0.02
_MOST_PIECES = 16
_FLAT_PX = 0.01
_LINES_PER_CUT_CURVE = 16


def fill_contours(curves: FloatArray, base: FloatArray, projection: Projection) -> tuple[Contour, ...]:
    """Contours of one mobject's fill.

    `curves` (n, 3, 3) are its quadratic curves; one whose handle lies on its start only marks the end of a subpath.
    `base` (3,) is the point the engine spans its triangles from: an open subpath is closed through it.
    """
    real = (curves[:, 0] != curves[:, 1]).any(axis=1)
    rows = projection.homogeneous(curves)
    depths = projection.depths(curves, rows)
    if depths.size and depths[real].min(initial=0) < 0:
        return _cut_contours(curves, real, projection)
    pixels = projection.pixels(rows)
    pieces = _pieces_needed(rows[real], pixels[real])
    if pieces > 1:
        rows, real = _split(rows, pieces), np.repeat(real, pieces)
        pixels = projection.pixels(rows)
    base_px = projection.pixels(projection.homogeneous(base))
    found = []
    for start, stop in _runs(real):
        chain = _closed_through(_as_cubics(pixels[start:stop]), base_px)
        if not _is_flat(chain):
            found.append(Contour(chain, closed=True))
    return tuple(found)


def _runs(real: npt.NDArray[np.bool_]) -> list[tuple[int, int]]:
    """Row ranges of consecutive True values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[False], real, [False]]).astype(np.int8)))
    return [(int(a), int(b)) for a, b in edges.reshape(-1, 2)]


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
    return np.einsum("pij,njk->npik", weights, rows).reshape(-1, 3, rows.shape[-1])


def _blossom(s: FloatArray, t: FloatArray) -> FloatArray:
    """Weights of the three control points in the quadratic's polar form at (s, t)."""
    return np.stack([(1 - s) * (1 - t), s * (1 - t) + t * (1 - s), s * t], axis=1)


def _as_cubics(quadratics: FloatArray) -> FloatArray:
    """A chain of quadratic curves (n, 3, 2) as one chain of cubics (3n + 1, 2); the same curves exactly."""
    a, b, c = quadratics[:, 0], quadratics[:, 1], quadratics[:, 2]
    cubics = np.stack([a + 2 / 3 * (b - a), c + 2 / 3 * (b - c), c], axis=1)
    return np.concatenate([a[:1], cubics.reshape(-1, 2)])


def _closed_through(chain: FloatArray, base: FloatArray) -> FloatArray:
    if np.allclose(chain[0], chain[-1], atol=1e-6) or np.allclose(chain[0], base, atol=1e-6):
        return chain
    return np.concatenate([base + np.linspace(0, 1, 4)[:3, None] * (chain[0] - base), chain, *[base[None]] * 3])


def _is_flat(chain: FloatArray) -> bool:
    """Whether a contour has no inside: all of it lies on one line."""
    away = chain - chain[0]
    longest = away[np.argmax(np.einsum("ij,ij->i", away, away))]
    length = float(np.hypot(*longest))
    return length < _FLAT_PX or float(np.abs(away @ [-longest[1], longest[0]]).max()) < _FLAT_PX * length


def _cut_contours(curves: FloatArray, real: npt.NDArray[np.bool_], projection: Projection) -> tuple[Contour, ...]:
    """Contours that a plane cuts, as polygons."""
    found = []
    t = np.arange(_LINES_PER_CUT_CURVE) / _LINES_PER_CUT_CURVE
    for start, stop in _runs(real):
        points = np.einsum("tj,njk->ntk", _blossom(t, t), curves[start:stop]).reshape(-1, 3)
        points = np.concatenate([points, curves[stop - 1, 2:]])
        rows = projection.homogeneous(points)
        corners = np.concatenate([rows, projection.depths(points, rows)], axis=1)
        for plane in range(3, corners.shape[1]):
            corners = cut_polygon(corners, plane)
        if len(corners) >= 3:
            outline = projection.pixels(corners[:, :3])
            middles = (outline + np.roll(outline, -1, axis=0)) / 2
            lines = np.stack([outline, middles, np.roll(outline, -1, axis=0)], axis=1)
            found.append(Contour(_as_cubics(lines), closed=True))
    return tuple(found)
