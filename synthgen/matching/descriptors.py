"""Descriptors of a sequence of pictures: small maps of edges, and how well two sequences' maps agree."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from synthgen.core.snapshot import PixelArray
from synthgen.matching.pictures import FloatMap, edge_strength, fitted, nearness

CANVAS_PX = (320, 180)
"""The size (width, height) at which edges are taken."""
MAP_PX = (160, 90)
"""The size of the maps: the strongest edge of two by two pixels of the canvas."""
_TOLERANCE_PX = 1.2
"""Between samples of a candidate things move; at 4 a second, by some pixels of a map."""
_COMMON_WEIGHT = 4.0
"""How much less an edge tells that all candidates' pictures have (a background grid): 1 / (1 + this)."""
_EMPTY = 12.0
"""Pictures with fewer edges than this (in full edges of a map) show too little to be told apart."""

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Pictures of one scene or video in order: `times_s` (n,) and `edges` (n, height * width) uint8, 255 a full edge."""

    name: str
    times_s: NDArray[np.float64]
    edges: NDArray[np.uint8]

    def __len__(self) -> int:
        return len(self.times_s)


def describe(name: str, pictures: Iterable[tuple[float, PixelArray]]) -> Sequence:
    """The descriptors of (time in seconds, RGB picture) pairs."""
    times: list[float] = []
    edges: list[NDArray[np.uint8]] = []
    for time_s, pixels in pictures:
        times.append(time_s)
        edges.append(edge_map(pixels))
    stacked = np.stack(edges) if edges else np.zeros((0, MAP_PX[0] * MAP_PX[1]), np.uint8)
    return Sequence(name, np.array(times), stacked)


def edge_map(pixels: PixelArray) -> NDArray[np.uint8]:
    strength = edge_strength(fitted(pixels, CANVAS_PX))
    pooled = strength.reshape(MAP_PX[1], 2, MAP_PX[0], 2).max(axis=(1, 3))
    return np.rint(255 * pooled).astype(np.uint8).ravel()


def save(path: Path, sequence: Sequence) -> None:
    np.savez_compressed(path, name=sequence.name, times_s=sequence.times_s, edges=sequence.edges)


def load(path: Path) -> Sequence:
    with np.load(path) as stored:
        return Sequence(str(stored["name"]), stored["times_s"], stored["edges"])


def rarity(candidates: list[Sequence]) -> Matrix:
    """The weight of each pixel, (height * width,): lower where an edge is common to the candidates' pictures."""
    shares = [(sequence.edges > 76).mean(axis=0) for sequence in candidates if len(sequence)]
    common = np.mean(shares, axis=0) if shares else np.zeros(MAP_PX[0] * MAP_PX[1])
    weights: Matrix = (1 / (1 + _COMMON_WEIGHT * common)).astype(np.float32)
    return weights


def agreement(video: Sequence, candidate: Sequence, weights: Matrix) -> Matrix:
    """How well the edges of every picture of the video and of the candidate agree, (video, candidate) in 0..1.

    The F-measure of two shares: of the video's edges that lie near one of the candidate's, and the reverse. Pictures
    with too few edges agree with nothing.
    """
    video_edges, video_near, video_total = _weighted(video, weights)
    own_edges, own_near, own_total = _weighted(candidate, weights)
    precision = (video_edges @ own_near.T) / np.maximum(video_total, 1e-6)[:, None]
    recall = (video_near @ own_edges.T) / np.maximum(own_total, 1e-6)[None, :]
    score: Matrix = 2 * precision * recall / np.maximum(precision + recall, 1e-6)
    score[video_total < _EMPTY] = 0
    score[:, own_total < _EMPTY] = 0
    return score


def _weighted(sequence: Sequence, weights: Matrix) -> tuple[Matrix, Matrix, Matrix]:
    edges = sequence.edges.astype(np.float32) * np.float32(1 / 255)
    near = np.empty_like(edges)
    for row, flat in enumerate(edges):
        near[row] = nearness(flat.reshape(MAP_PX[1], MAP_PX[0]), _TOLERANCE_PX).ravel()
    edges *= weights
    return edges, near, edges.sum(axis=1)
