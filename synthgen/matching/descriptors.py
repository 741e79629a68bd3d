"""Descriptors of a sequence of pictures: small maps of edges, and how well two sequences' maps agree."""

from __future__ import annotations

import os
from collections.abc import Iterable
from collections.abc import Sequence as Rows
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
from numpy.typing import NDArray

from synthgen.core.snapshot import PixelArray
from synthgen.matching.pictures import PRESENT, edge_strength, fitted, nearness

VERSION = 3
"""Of the descriptors; those of another are not comparable."""
CANVAS_PX = (320, 180)
"""The size (width, height) at which edges are taken."""
MAP_PX = (160, 90)
"""The size of the maps: the strongest edge of two by two pixels of the canvas."""
_TOLERANCE_PX = 1.2
"""Between samples of a candidate things move; at 4 a second, by some pixels of a map."""
_COMMON_WEIGHT = 4.0
"""How much less an edge tells that all candidates' pictures have (a background grid): 1 / (1 + this)."""
_STILL_WEIGHT = 0.05
_EMPTY = 12.0
"""Pictures with fewer edges than this (in full edges of a map) show too little to be told apart."""

_FEWEST_FOR_OVERLAY = 24
_STAYS = 0.9
_RARE = 0.05
_LARGEST_OVERLAY = 0.05
_PRESENT = round(255 * PRESENT)

Matrix = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Sequence:
    """Pictures of a scene or video in order: `times_s` (n,) and `edges` (n, height * width) uint8, 255 a full edge."""

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
    rows = np.maximum(strength[::2], strength[1::2])
    pooled = np.maximum(rows[:, ::2], rows[:, 1::2])
    return np.asarray(np.rint(255 * pooled), np.uint8).ravel()


def save(path: Path, sequence: Sequence) -> None:
    """Write the descriptors to a file that appears whole or not at all."""
    aside = path.with_suffix(f".{os.getpid()}.part.npz")
    np.savez_compressed(aside, name=sequence.name, times_s=sequence.times_s, edges=sequence.edges)
    aside.replace(path)


def load(path: Path) -> Sequence:
    with np.load(path) as stored:
        return Sequence(str(stored["name"]), stored["times_s"], stored["edges"])


def rarity(candidates: Rows[Sequence]) -> Matrix:
    """The weight of each pixel, (height * width,): lower where an edge is common to the candidates' pictures."""
    shares = [(sequence.edges > _PRESENT).mean(axis=0) for sequence in candidates if len(sequence)]
    common = np.mean(shares, axis=0) if shares else np.zeros(MAP_PX[0] * MAP_PX[1])
    weights: Matrix = (1 / (1 + _COMMON_WEIGHT * common)).astype(np.float32)
    return weights


def overlay(video: Sequence, candidates: Rows[Sequence]) -> NDArray[np.bool_]:
    """Where a logo or the like lies over the whole video, (height * width,): edges that stay there and are in no scene.

    Found only in videos long enough that something that stays is not just a scene standing still.
    """
    nowhere = np.zeros(MAP_PX[0] * MAP_PX[1], np.bool_)
    if len(video) < _FEWEST_FOR_OVERLAY:
        return nowhere
    stays = (video.edges > _PRESENT).mean(axis=0) > _STAYS
    elsewhere = np.mean([(s.edges > _PRESENT).mean(axis=0) for s in candidates if len(s)] or [nowhere], axis=0)
    foreign = (stays & (elsewhere < _RARE)).reshape(MAP_PX[1], MAP_PX[0]).astype(np.uint8)
    if foreign.mean() > _LARGEST_OVERLAY:
        return nowhere
    # What an outline encloses, and its soft surroundings.
    filled = cv2.morphologyEx(foreign, cv2.MORPH_CLOSE, np.ones((7, 7), np.uint8))
    return cv2.dilate(filled, np.ones((3, 3), np.uint8)).astype(bool).ravel()


def changes(candidate: Sequence) -> Matrix:
    """Weights that tell the moments of one scene apart: high where an edge comes and goes, low where all stays.

    4 p (1 - p) for an edge that is there in a share p of the moments, and a little for all.
    """
    share = (candidate.edges > _PRESENT).mean(axis=0) if len(candidate) else np.zeros(MAP_PX[0] * MAP_PX[1])
    weights: Matrix = (_STILL_WEIGHT + 4 * share * (1 - share)).astype(np.float32)
    return weights


def agreements(video: Sequence, candidates: Rows[Sequence], weights: Rows[Matrix]) -> list[Matrix]:
    """How well the edges of each picture of the video and of each candidate agree: (video, candidate) in 0..1.

    The F-measure of two shares: of the video's edges that lie near one of the candidate's, and the reverse. Pictures
    with too few edges agree with nothing. `weights`: for each candidate, those of the pixels.
    """
    edges, near = _edges(video), _near(video)
    empty = edges.sum(axis=1) < _EMPTY
    matrices = []
    for candidate, own_weights in zip(candidates, weights, strict=True):
        own = _edges(candidate)
        precision = (edges @ (_near(candidate) * own_weights).T) / np.maximum(edges @ own_weights, 1e-6)[:, None]
        recall = (near @ (own * own_weights).T) / np.maximum(own @ own_weights, 1e-6)[None, :]
        score: Matrix = 2 * precision * recall / np.maximum(precision + recall, 1e-6)
        score[empty] = 0
        score[:, own.sum(axis=1) < _EMPTY] = 0
        matrices.append(score)
    return matrices


def _edges(sequence: Sequence) -> Matrix:
    return sequence.edges.astype(np.float32) * np.float32(1 / 255)


def _near(sequence: Sequence) -> Matrix:
    near = np.empty(sequence.edges.shape, np.float32)
    for row, flat in enumerate(_edges(sequence)):
        near[row] = nearness(flat.reshape(MAP_PX[1], MAP_PX[0]), _TOLERANCE_PX).ravel()
    return near
