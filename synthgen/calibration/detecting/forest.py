"""A forest of decision trees as plain arrays: a trained detector is a file of numbers, and to load it runs no code.

Trees are grown by scikit-learn and stored one after another; leaves point at themselves.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from synthgen.calibration.types import Floats, Indices

_LEAF = -2
_ROWS = 512


@dataclass(frozen=True, slots=True)
class Forest:
    """`feature`, `threshold`, `left`, `right` (nodes,), `share` (nodes, classes), `roots` (trees,), `depth`: the most
    steps from a root to a leaf. A row goes left where its feature is at most the threshold."""

    feature: NDArray[np.int16]
    threshold: NDArray[np.float32]
    left: NDArray[np.int32]
    right: NDArray[np.int32]
    share: NDArray[np.float16]
    roots: NDArray[np.int32]
    depth: int

    def predict(self, rows: Floats) -> Floats:
        """The share of each class, (n, classes), for rows (n, features)."""
        given = rows.astype(np.float32)
        parts = [self._predict(given[start : start + _ROWS]) for start in range(0, len(given), _ROWS)]
        return np.vstack([np.zeros((0, self.share.shape[1])), *parts])

    def _predict(self, rows: NDArray[np.float32]) -> Floats:
        node = np.tile(self.roots, (len(rows), 1))
        place = np.arange(len(rows))[:, None]
        for _ in range(self.depth):
            goes_left = rows[place, np.maximum(self.feature[node], 0)] <= self.threshold[node]
            node = np.where(goes_left, self.left[node], self.right[node])
        mean: Floats = self.share[node].astype(np.float64).mean(axis=1)
        return mean

    def as_arrays(self) -> dict[str, NDArray[Any]]:
        return {name: np.asarray(getattr(self, name)) for name in _FIELDS}


_FIELDS = ("feature", "threshold", "left", "right", "share", "roots", "depth")


def from_arrays(arrays: Mapping[str, NDArray[Any]]) -> Forest:
    """Raises KeyError and ValueError for arrays that are no forest."""
    given: dict[str, Any] = {name: arrays[name] for name in _FIELDS}
    nodes = len(given["feature"])
    for name in ("left", "right", "roots"):
        if not ((given[name] >= 0) & (given[name] < nodes)).all():
            raise ValueError(f"`{name}` points outside the forest")
    return Forest(**{**given, "depth": int(given["depth"])})


def grow(rows: Floats, label: Indices, weight: Floats, trees: int, seed: int, workers: int) -> Forest:
    """Grow trees on rows (n, features) of classes `label` (n,), which are 0 to the highest."""
    from sklearn.ensemble import ExtraTreesClassifier

    grower = ExtraTreesClassifier(
        n_estimators=trees, min_samples_leaf=2, max_features=0.3, random_state=seed, n_jobs=workers
    )
    grown = [one.tree_ for one in grower.fit(rows.astype(np.float32), label, weight).estimators_]
    starts = np.cumsum([0, *(tree.node_count for tree in grown)])[:-1]
    left, right = [], []
    for start, tree in zip(starts, grown, strict=True):
        own = np.arange(tree.node_count)
        leaf = tree.children_left < 0
        left.append(np.where(leaf, own, tree.children_left) + start)
        right.append(np.where(leaf, own, tree.children_right) + start)
    share = np.vstack([tree.value[:, 0] / tree.value[:, 0].sum(axis=1, keepdims=True) for tree in grown])
    return Forest(
        feature=np.concatenate([tree.feature for tree in grown]).astype(np.int16),
        threshold=np.concatenate([tree.threshold for tree in grown]).astype(np.float32),
        left=np.concatenate(left).astype(np.int32),
        right=np.concatenate(right).astype(np.int32),
        share=share.astype(np.float16),
        roots=starts.astype(np.int32),
        depth=max(tree.max_depth for tree in grown),
    )
