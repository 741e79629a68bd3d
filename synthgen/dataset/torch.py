"""JEPA pairs for PyTorch: datasets of inputs with their masks, and batches as the published training loops take them.

    from synthgen.dataset.torch import PairDataset, collate_images

    data = PairDataset("outputs/dataset", "ijepa")
    loader = torch.utils.data.DataLoader(data, batch_size=64, shuffle=True, num_workers=4, collate_fn=collate_images)
    for (images, numbers), masks_enc, masks_pred in loader:
        ...  # images (B, 3, H, W); masks: lists of (B, K) int64 tensors

The stored masks are the same in every epoch; new ones are drawn by `Loading(masks=...)`, such as
`lambda pair: draw_masks(IJepaSpec(), [], random.getrandbits(32))` from `synthgen.variants.masks`.

Needs the extra `torch` (pip install "synthgen[torch]").
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image

from synthgen.core.input_pictures import as_input
from synthgen.core.pair import MaskSet, Pair
from synthgen.core.patches import IndexArray
from synthgen.core.rng import derive_seed
from synthgen.dataset.pairs import read_pair_manifests, read_pairs
from synthgen.errors import DatasetError, EngineUnavailable

try:
    import torch
    from torch.utils.data import Dataset, IterableDataset, get_worker_info
except ImportError as error:
    raise EngineUnavailable("PyTorch is not installed", 'install it with: pip install "synthgen[torch]"') from error

Masks = Callable[[Pair], tuple[MaskSet, ...]]
"""Gives the mask sets for a pair: those stored with it, or others drawn afresh."""

Batch = tuple[list[Any], list[torch.Tensor], list[torch.Tensor]]
"""Inputs, then masks of the contexts and of the targets: each a list of (B, K) int64 tensors of flat indices."""

IMAGENET_MEAN = (0.485, 0.456, 0.406)
IMAGENET_STD = (0.229, 0.224, 0.225)


@dataclass(frozen=True)
class PairItem:
    """One input: `pixels` (frames, 3, height_px, width_px) float32, the pair it belongs to, and the masks to use."""

    pixels: torch.Tensor
    pair: Pair
    masks: tuple[MaskSet, ...]
    index: int


@dataclass(frozen=True)
class Loading:
    """How inputs are made: colours less `mean`, divided by `std` (of 0..1), and `masks`, by default those stored."""

    mean: tuple[float, float, float] = IMAGENET_MEAN
    std: tuple[float, float, float] = IMAGENET_STD
    masks: Masks | None = None

    def item(self, root: Path, pair: Pair, index: int) -> PairItem:
        """Read a pair's pictures. Raises DatasetError when one is missing or damaged."""
        frames = np.stack([_input(root / image, pair) for image in pair.images])
        pixels = torch.from_numpy(frames).permute(0, 3, 1, 2).float().div_(255)
        mean, std = torch.tensor(self.mean).view(3, 1, 1), torch.tensor(self.std).view(3, 1, 1)
        masks = pair.masks if self.masks is None else self.masks(pair)
        return PairItem((pixels - mean) / std, pair, masks, index)


class PairDataset(Dataset[PairItem]):
    """All pairs of a strategy, by number: for DataLoader's own shuffling and samplers, DistributedSampler included.

    Raises UsageError when there are no such pairs, and DatasetError where a record is damaged.
    """

    def __init__(self, root: str | Path, strategy: str, loading: Loading = Loading()) -> None:
        self.root, self.loading = Path(root), loading
        self.pairs = list(read_pairs(self.root, strategy))

    def __len__(self) -> int:
        return len(self.pairs)

    def __getitem__(self, index: int) -> PairItem:
        return self.loading.item(self.root, self.pairs[index], index)


@dataclass
class PairStream(IterableDataset[PairItem]):
    """All pairs of a strategy, in a shuffled order that follows from `seed` and `epoch`, read scene by scene.

    Nothing is held but the pairs of one scene and `window` items, of which one is drawn at a time. Every item goes to
    one worker of one process: `rank` of `world` processes, as in distributed training. Processes may get different
    numbers of items; `epoch` is to be set (`set_epoch`) before each pass.
    """

    root: str | Path
    strategy: str
    loading: Loading = field(default_factory=Loading)
    seed: int = 0
    epoch: int = 0
    window: int = 256
    rank: int = 0
    world: int = 1

    def set_epoch(self, epoch: int) -> None:
        self.epoch = epoch

    def __iter__(self) -> Iterator[PairItem]:
        worker = get_worker_info()
        workers, number = (1, 0) if worker is None else (worker.num_workers, worker.id)
        share, shares = self.rank * workers + number, self.world * workers
        for index, pair in _windowed(self._pairs(), self.window, self._rng("window")):
            if index % shares == share:
                yield self.loading.item(Path(self.root), pair, index)

    def _pairs(self) -> Iterator[tuple[int, Pair]]:
        """The pairs with their numbers, scenes in shuffled order; the same in every worker."""
        scenes = [manifest.scene_id for manifest in read_pair_manifests(Path(self.root), self.strategy)]
        self._rng("scenes").shuffle(scenes)
        index = 0
        for scene_id in scenes:
            for pair in read_pairs(self.root, self.strategy, [scene_id]):
                yield index, pair
                index += 1

    def _rng(self, what: str) -> random.Random:
        return random.Random(derive_seed(self.seed, self.strategy, what, self.epoch))


def _windowed(items: Iterator[tuple[int, Pair]], window: int, rng: random.Random) -> Iterator[tuple[int, Pair]]:
    """The items, each drawn at random from those that are next."""
    held: list[tuple[int, Pair]] = []
    for item in items:
        held.append(item)
        if len(held) > window:
            yield held.pop(rng.randrange(len(held)))
    rng.shuffle(held)
    yield from held


def _input(path: Path, pair: Pair) -> np.ndarray[Any, np.dtype[np.uint8]]:
    try:
        with Image.open(path) as picture:
            return as_input(picture.convert("RGB"), pair.grid, pair.fit)
    except OSError as error:
        raise DatasetError(f"cannot read the picture {path}: {error}", "Make the dataset again.") from error


def collate_images(items: Sequence[PairItem]) -> Batch:
    """A batch as I-JEPA's loop takes it: [images (B, 3, H, W), numbers (B,)], masks of contexts, masks of targets.

    One tensor for each target, all of one K, as the loop joins them. Raises ValueError for items of several frames,
    or with different numbers of targets.
    """
    if any(item.pixels.shape[0] != 1 or len(item.masks) != 1 for item in items):
        raise ValueError("collate_images takes inputs of one frame and one division; use collate_clips")
    images = torch.cat([item.pixels for item in items])
    contexts = [[item.masks[0].context] for item in items]
    targets = [list(item.masks[0].targets) for item in items]
    return [images, _numbers(items)], _stacked(items, contexts), _stacked(items, targets)


def collate_clips(items: Sequence[PairItem]) -> list[Batch]:
    """A batch as V-JEPA 2's loop takes it: one entry for each clip length that occurs, shortest first.

    Its inputs are [[clips (B, 3, T, H, W)], numbers (B,), [frames (B, T)]]; of the masks there is one tensor for each
    set of tubes, with a K of its own.
    """
    by_length: dict[int, list[PairItem]] = defaultdict(list)
    for item in items:
        by_length[item.pixels.shape[0]].append(item)
    return [_collated_clips(by_length[length]) for length in sorted(by_length)]


def _collated_clips(items: Sequence[PairItem]) -> Batch:
    clips = torch.stack([item.pixels for item in items]).transpose(1, 2)
    frames = torch.arange(clips.shape[2]).repeat(len(items), 1)
    sets = range(len(items[0].masks))
    contexts = [_stacked(items, [[item.masks[number].context] for item in items])[0] for number in sets]
    targets = [_stacked(items, [[item.masks[number].target] for item in items])[0] for number in sets]
    return [[clips], _numbers(items), [frames]], contexts, targets


def _numbers(items: Sequence[PairItem]) -> torch.Tensor:
    """Which pairs these are, where the published loops have a label that they do not look at."""
    return torch.tensor([item.index for item in items])


def _stacked(items: Sequence[PairItem], masks: Sequence[Sequence[Sequence[int]]]) -> list[torch.Tensor]:
    """Tensors (B, K) from `masks[item][mask]`, K being the length of the shortest of all."""
    shortest = min(len(mask) for of_item in masks for mask in of_item)
    return [
        torch.from_numpy(np.stack([_cut(item.pair, mask, shortest) for item, mask in zip(items, column, strict=True)]))
        for column in zip(*masks, strict=True)
    ]


def _cut(pair: Pair, mask: Sequence[int], count: int) -> IndexArray:
    """`count` of a mask's indices, ascending: any of them, always the same; the first ones for `compat=exact`.

    To keep the first ones, as the published loops do, leaves out what is at the bottom of the picture.
    """
    indices = np.asarray(mask, np.int64)
    if pair.compat == "exact" or len(indices) == count:
        return indices[:count]
    rng = np.random.default_rng([pair.seed, count])
    return np.sort(rng.choice(indices, count, replace=False))
