"""`task=pairs`: divide the pictures of a dataset into context and target, as JEPA training wants them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

import synthgen
from synthgen.core.input_pictures import as_input, only
from synthgen.core.pair import Pair
from synthgen.core.snapshot import PixelArray
from synthgen.dataset.index import write_index
from synthgen.dataset.layout import Layout
from synthgen.dataset.manifest import Manifest
from synthgen.dataset.pairs import (
    PairManifest,
    ScenePairs,
    pairs_are_whole,
    picture_path,
    read_pair_manifests,
    write_pairs,
)
from synthgen.dataset.reading import Dataset, Frame, open_dataset
from synthgen.errors import UsageError
from synthgen.tasks.settings import Settings
from synthgen.variants.masks import MaskSpec, VJepaSpec, make_pair


def run(settings: Settings) -> int:
    """Make the pairs of the dataset at `dataset.root`; returns the exit code. Raises UsageError and DatasetError."""
    if settings.masks is None:
        raise UsageError("task=pairs needs a kind of masks", "add masks=ijepa, masks=vjepa or masks=object")
    write_dataset_pairs(settings, settings.masks)
    root = settings.dataset.root
    write_index(root.absolute())
    made = read_pair_manifests(root, settings.masks.strategy)
    pairs, skipped = sum(manifest.pairs for manifest in made), sum(manifest.skipped for manifest in made)
    print(f"{pairs} pairs of {len(made)} scenes -> {Layout(root).pairs / settings.masks.strategy}")
    if skipped:
        print(f"left out: {skipped} {_why(settings.masks)}")
    return 0 if pairs else 1


def write_dataset_pairs(settings: Settings, spec: MaskSpec) -> None:
    """Make the pairs of every scene that has none yet from this configuration and these frames."""
    dataset = open_dataset(settings.dataset.root)
    columns = (TextColumn("pairs"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True)) as progress:
        for manifest in progress.track(dataset.scenes):
            config_hash = _config_hash(dataset, manifest, spec, settings.seed)
            whole = pairs_are_whole(dataset.root, manifest.scene_id, spec.strategy, config_hash)
            if settings.dataset.overwrite or not whole:
                _write_scene(dataset, manifest.scene_id, spec, settings.seed, config_hash)


def _write_scene(dataset: Dataset, scene_id: str, spec: MaskSpec, seed: int, config_hash: str) -> PairManifest:
    pairs: list[Pair] = []
    pictures: dict[str, PixelArray] = {}
    skipped = 0
    for frames in inputs(dataset, scene_id, spec):
        made = None
        if len(frames) == spec.grid.frames:
            made = make_pair(spec, [frame.record for frame in frames], seed)
        if made is None:
            skipped += 1
            continue
        if spec.pictures:
            made, drawn = _with_pictures(made, frames[0])
            pictures.update(drawn)
        pairs.append(made)
    return write_pairs(dataset.root, scene_id, spec.strategy, config_hash, ScenePairs(pairs, skipped, pictures))


def inputs(dataset: Dataset, scene_id: str, spec: MaskSpec) -> Iterator[Sequence[Frame]]:
    """What pairs are made of: each picture and each variant of one; for V-JEPA each clip of consecutive frames.

    The last clip of a scene may have fewer frames than wanted. Variants make no clips: each is drawn with parameters
    of its own, and what jumps about from frame to frame is no film.
    """
    if not isinstance(spec, VJepaSpec):
        yield from ([frame] for frame in dataset.pictures([scene_id]))
        return
    frames = list(dataset.frames([scene_id]))
    for start in range(0, len(frames), spec.frames):
        yield frames[start : start + spec.frames]


def _with_pictures(pair: Pair, first: Frame) -> tuple[Pair, dict[str, PixelArray]]:
    """The pair with the names of its pictures, and these: of a clip, those of its first frame."""
    pixels = as_input(first.picture(), pair.grid, pair.fit)
    context = {picture_path(pair, mask.name, "context"): only(pixels, mask.context, pair.grid) for mask in pair.masks}
    target = {picture_path(pair, mask.name, "target"): only(pixels, mask.target, pair.grid) for mask in pair.masks}
    named = replace(pair, context_images=tuple(context), target_images=tuple(target))
    return named, {name: np.ascontiguousarray(drawn) for name, drawn in {**context, **target}.items()}


def _config_hash(dataset: Dataset, manifest: Manifest, spec: MaskSpec, seed: int) -> str:
    """Everything that decides a scene's pairs: what was asked, the seed, the program, the frames and their variants."""
    samples = Layout(dataset.root).scene_sample_records(manifest.scene_id)
    parts = [repr(spec), str(seed), synthgen.__version__, manifest.annotations.sha256, _hash_of(samples)]
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:16]


def _hash_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest() if path.is_file() else ""


def _why(spec: MaskSpec) -> str:
    if isinstance(spec, VJepaSpec):
        return f"clips of fewer than {spec.frames} frames (masks.frames; sampling=uniform makes longer ones)"
    return "pictures in which nothing can be hidden"
