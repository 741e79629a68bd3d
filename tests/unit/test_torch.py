"""Batches of pairs are what the training loops of I-JEPA and V-JEPA 2 take, whoever loads them."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from drawn_dataset import lesson, write_lessons, write_scene
from PIL import Image

from synthgen.core.patches import Fit
from synthgen.dataset.pairs import ScenePairs, read_pairs, write_pairs
from synthgen.dataset.reading import open_dataset
from synthgen.errors import DatasetError, UsageError
from synthgen.tasks.pairs import inputs
from synthgen.variants.masks import Compat, IJepaSpec, MaskSpec, ObjectSpec, VJepaSpec, draw_masks, make_pair

torch = pytest.importorskip("torch")
from torch.utils.data import DataLoader, DistributedSampler  # noqa: E402

from synthgen.dataset.torch import (  # noqa: E402
    Loading,
    PairDataset,
    PairStream,
    collate_clips,
    collate_images,
)

IDENTITY = Loading(mean=(0.0, 0.0, 0.0), std=(1.0, 1.0, 1.0))


@pytest.fixture
def pairs_of(tmp_path: Path) -> Callable[[MaskSpec], Path]:
    """A dataset with pairs of this kind."""
    write_lessons(tmp_path, scenes=3, frames=8)

    def make(spec: MaskSpec) -> Path:
        dataset = open_dataset(tmp_path)
        for manifest in dataset.scenes:
            made = [
                pair
                for frames in inputs(dataset, manifest.scene_id, spec)
                if len(frames) == spec.grid.frames
                and (pair := make_pair(spec, [frame.record for frame in frames], 0)) is not None
            ]
            write_pairs(tmp_path, manifest.scene_id, spec.strategy, "c", ScenePairs(made, 0, {}))
        return tmp_path

    return make


def gathered(tokens: torch.Tensor, masks: list[torch.Tensor]) -> list[torch.Tensor]:
    """What the loops do with masks: from tokens (B, N, D) take, for each mask (B, K), the tokens it names."""
    return [tokens.gather(1, mask[:, :, None].expand(-1, -1, tokens.shape[2])) for mask in masks]


def tokens_of(images: torch.Tensor, patch_px: int, tubelet: int = 1) -> torch.Tensor:
    """Images (B, 3, H, W) or clips (B, 3, T, H, W) as a patch embedding orders them: (B, N, 3 * tubelet * patch^2)."""
    clips = images if images.dim() == 5 else images.unsqueeze(2)
    batch, colours, frames, height, width = clips.shape
    cut = clips.reshape(
        batch, colours, frames // tubelet, tubelet, height // patch_px, patch_px, width // patch_px, patch_px
    )
    return cut.permute(0, 2, 4, 6, 1, 3, 5, 7).reshape(
        batch, (frames // tubelet) * (height // patch_px) * (width // patch_px), -1
    )


def test_an_ijepa_step_runs_on_a_batch(pairs_of: Callable[[MaskSpec], Path]) -> None:
    data = PairDataset(pairs_of(IJepaSpec()), "ijepa")
    loader = DataLoader(data, batch_size=6, collate_fn=collate_images)
    udata, masks_enc, masks_pred = next(iter(loader))
    assert udata[0].shape == (6, 3, 224, 224) and udata[0].dtype == torch.float32
    assert [len(masks_enc), len(masks_pred)] == [1, 4]
    assert {mask.dtype for mask in (*masks_enc, *masks_pred)} == {torch.int64}
    tokens = tokens_of(udata[0], 16)
    assert tokens.shape == (6, 196, 768)
    # Targets are joined along the batch, four to one context: the loop repeats and joins on equal K.
    targets = torch.cat(gathered(tokens, masks_pred))
    context = torch.cat(gathered(tokens, masks_enc))
    assert targets.shape[0] == 4 * context.shape[0] == 24
    assert context.shape[1] > 10 and targets.shape[1] > 10
    predicted = torch.nn.Linear(768, 768)(targets)
    loss = torch.nn.functional.smooth_l1_loss(predicted, targets)
    loss.backward()
    assert torch.isfinite(loss)


def test_masks_of_a_batch_are_those_of_its_pairs(pairs_of: Callable[[MaskSpec], Path]) -> None:
    data = PairDataset(pairs_of(IJepaSpec()), "ijepa")
    items = [data[index] for index in range(6)]
    (_, numbers), masks_enc, masks_pred = collate_images(items)
    assert numbers.tolist() == list(range(6))
    shortest = min(len(target) for item in items for target in item.pair.masks[0].targets)
    assert {mask.shape[1] for mask in masks_pred} == {shortest}
    for row, item in enumerate(items):
        for mask, whole in zip([*masks_enc, *masks_pred], [item.masks[0].context, *item.masks[0].targets], strict=True):
            kept = mask[row].tolist()
            assert kept == sorted(kept) and set(kept) <= set(whole)


def test_only_exact_cuts_masks_from_their_end(pairs_of: Callable[[MaskSpec], Path]) -> None:
    for compat in Compat:
        data = PairDataset(pairs_of(IJepaSpec(compat=compat)), "ijepa")
        items = [data[index] for index in range(12)]
        _, (contexts,), _ = collate_images(items)
        firsts = [item.masks[0].context[: contexts.shape[1]] for item in items]
        assert (contexts.tolist() == [list(first) for first in firsts]) == (compat is Compat.EXACT)


@pytest.mark.parametrize("frames", [2, 8])
def test_a_vjepa_step_runs_on_a_batch_of_clips(pairs_of: Callable[[MaskSpec], Path], frames: int) -> None:
    data = PairDataset(pairs_of(VJepaSpec(frames=frames)), "vjepa")
    sample = next(iter(DataLoader(data, batch_size=3, collate_fn=collate_clips)))
    assert len(sample) == 1
    for udata, masks_enc, masks_pred in sample:
        assert tuple(udata[-1][-1].size()) == (3, frames)
        clips = udata[0][0]
        assert clips.shape == (3, 3, frames, 224, 224)
        tokens = tokens_of(clips, 16, tubelet=2)
        assert tokens.shape[1] == frames // 2 * 196
        assert len(masks_enc) == len(masks_pred) == 2
        for context, target in zip(gathered(tokens, masks_enc), gathered(tokens, masks_pred), strict=True):
            assert context.shape[1] > 0 and target.shape[1] > 0
        for enc, pred in zip(masks_enc, masks_pred, strict=True):
            assert not any(set(c) & set(t) for c, t in zip(enc.tolist(), pred.tolist(), strict=True))


def test_clips_of_several_lengths_come_as_one_entry_each(pairs_of: Callable[[MaskSpec], Path]) -> None:
    short = [PairDataset(pairs_of(VJepaSpec(frames=2)), "vjepa")[index] for index in range(3)]
    long = [PairDataset(pairs_of(VJepaSpec(frames=4)), "vjepa")[index] for index in range(2)]
    batches = collate_clips([*long, *short])
    assert [udata[-1][-1].shape for udata, _, _ in batches] == [(3, 2), (2, 4)]


def test_tokens_lie_where_the_indices_say(pairs_of: Callable[[MaskSpec], Path]) -> None:
    data = PairDataset(pairs_of(ObjectSpec(fit=Fit.STRETCH)), "object", IDENTITY)
    item = data[5]
    tokens = tokens_of(item.pixels, 16)
    index = item.masks[0].target[7]
    y, x = divmod(index, 14)
    patch = item.pixels[0, :, 16 * y : 16 * y + 16, 16 * x : 16 * x + 16]
    assert torch.equal(tokens[0, index], patch.reshape(-1))
    with Image.open(data.root / item.pair.images[0]) as picture:
        small = np.asarray(picture.convert("RGB").resize((224, 224), Image.Resampling.BICUBIC))
    assert np.abs(item.pixels[0].permute(1, 2, 0).numpy() * 255 - small).max() < 1.01


def test_hidden_objects_make_one_target_a_batch(pairs_of: Callable[[MaskSpec], Path]) -> None:
    data = PairDataset(pairs_of(ObjectSpec()), "object")
    _, masks_enc, masks_pred = collate_images([data[index] for index in range(8)])
    assert (len(masks_enc), len(masks_pred)) == (1, 1)


def test_masks_can_be_drawn_afresh(pairs_of: Callable[[MaskSpec], Path]) -> None:
    root = pairs_of(IJepaSpec())
    fresh = Loading(masks=lambda pair: draw_masks(IJepaSpec(), [], pair.seed + 1))
    stored, drawn = PairDataset(root, "ijepa")[0], PairDataset(root, "ijepa", fresh)[0]
    assert torch.equal(stored.pixels, drawn.pixels)
    assert stored.masks != drawn.masks


@pytest.mark.parametrize("workers", [0, 2])
def test_a_stream_gives_every_pair_once_in_an_order_of_the_seed(
    pairs_of: Callable[[MaskSpec], Path], workers: int
) -> None:
    root = pairs_of(IJepaSpec())

    def names(**fields: int) -> list[str]:
        stream = PairStream(root, "ijepa", window=5, **fields)
        loader = DataLoader(stream, batch_size=None, num_workers=workers)
        return [item.pair.pair_id for item in loader]

    whole = sorted(pair.pair_id for pair in read_pairs(root, "ijepa"))
    assert sorted(names()) == whole
    assert names(seed=1) == names(seed=1)
    assert names(seed=1) != names(seed=2) != names(seed=2, epoch=1)
    shares = [names(rank=rank, world=3) for rank in range(3)]
    assert sorted(name for share in shares for name in share) == whole
    assert min(map(len, shares)) > 0


def test_map_style_pairs_are_shared_out_by_the_distributed_sampler(pairs_of: Callable[[MaskSpec], Path]) -> None:
    data = PairDataset(pairs_of(IJepaSpec()), "ijepa")
    seen = [index for rank in range(2) for index in DistributedSampler(data, num_replicas=2, rank=rank, seed=3)]
    assert sorted(seen) == list(range(len(data)))
    loader = DataLoader(data, 4, sampler=DistributedSampler(data, 2, 0), num_workers=2, collate_fn=collate_images)
    assert sum(len(numbers) for (_, numbers), _, _ in loader) == 12


def test_what_is_missing_is_said(tmp_path: Path, pairs_of: Callable[[MaskSpec], Path]) -> None:
    write_lessons(tmp_path)
    with pytest.raises(UsageError, match="no JEPA pairs `ijepa` in"):
        PairDataset(tmp_path, "ijepa")
    data = PairDataset(pairs_of(IJepaSpec()), "ijepa")
    (data.root / data.pairs[0].images[0]).unlink()
    with pytest.raises(DatasetError, match="cannot read the picture"):
        data[0]
    with pytest.raises(ValueError, match="use collate_clips"):
        collate_images([replace(data[1], masks=())])


def test_synthgen_and_its_datasets_load_without_torch() -> None:
    script = (
        "import sys; sys.modules['torch'] = None\n"
        "import synthgen, synthgen.dataset, synthgen.dataset.pairs\n"
        "from synthgen.errors import SynthgenError\n"
        "try: import synthgen.dataset.torch\n"
        "except SynthgenError as error: print(error)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == 'PyTorch is not installed\n  -> install it with: pip install "synthgen[torch]"\n'


def test_synthgen_alone_loads_neither_torch_nor_numpy() -> None:
    script = "import sys, synthgen; print(sorted({'torch', 'numpy', 'PIL'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "[]\n"


def test_a_scene_without_pairs_is_no_mistake(tmp_path: Path) -> None:
    write_scene(tmp_path, "lesson.Part0", [lesson(1)])
    write_pairs(tmp_path, "lesson.Part0", "object", "c", ScenePairs([], 1, {}))
    assert list(read_pairs(tmp_path, "object")) == []
