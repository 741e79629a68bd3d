"""What is derived from the shards (`dataset.json`, `failures.jsonl`) and the files that describe a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import synthgen
from synthgen.core.annotation import SCHEMA_VERSION
from synthgen.dataset.card import dataset_card, is_ours
from synthgen.dataset.failures import write_failures_index
from synthgen.dataset.files import explained_errors, pretty_json, write_atomically
from synthgen.dataset.layout import Layout
from synthgen.dataset.manifest import Manifest, read_manifests
from synthgen.dataset.pairs import PairManifest, read_pair_manifests
from synthgen.dataset.splits import Split, SplitShares
from synthgen.dataset.staging import dataset_lock

_FILES = {
    "configuration": "processed/metadata/config.yaml",
    "frames": "raw/frames/<scene_id>/<frame_id>.*",
    "annotations": "processed/annotations/<scene_id>.jsonl",
    "samples": "augmented/training_samples/<scene_id>.jsonl",
    "pairs": "processed/jepa_pairs/<strategy>/<scene_id>.jsonl",
    "held out": "validation/test_scenes/scenes.json",
}


def write_index(root: Path) -> dict[str, Any]:
    """Derive `dataset.json` (its content is returned), `failures.jsonl`, the split and the card from the shards.

    May be called at any time, by any number of processes; the bytes depend on the shards alone. Raises
    DatasetError when a shard's manifest is damaged or there is no room.
    """
    layout = Layout(root)
    failures = write_failures_index(root)
    with explained_errors(layout.root), dataset_lock(layout):
        manifests = read_manifests(layout)
        index = describe_dataset(manifests, failures, read_pair_manifests(root))
        write_atomically(layout.index, pretty_json(index))
        write_atomically(layout.test_scenes, pretty_json(_held_out(manifests)))
        if not layout.card.exists() or is_ours(layout.card.read_text(encoding="utf-8", errors="replace")):
            write_atomically(layout.card, dataset_card(index))
    return index


def describe_dataset(manifests: list[Manifest], failures: int, pairs: Sequence[PairManifest] = ()) -> dict[str, Any]:
    """The content of `dataset.json`."""
    return {
        "schema_version": SCHEMA_VERSION,
        "generator": {"name": "synthgen", "version": synthgen.__version__},
        "counts": {
            "scenes": len(manifests),
            "frames": sum(len(manifest.frames) for manifest in manifests),
            "objects": sum(manifest.objects for manifest in manifests),
            "samples": sum(len(manifest.samples) for manifest in manifests),
            "failures": failures,
            "pairs": sum(item.pairs for item in pairs),
        },
        "files": _FILES,
        "pairs": _summed({item.strategy: item.pairs} for item in pairs),
        "types": _summed(manifest.types for manifest in manifests),
        "categories": _summed(manifest.categories for manifest in manifests),
        "augmentations": _summed(manifest.augmentations for manifest in manifests),
        "resolutions": _frames_by(manifests, lambda item: "x".join(map(str, item.resolution))),
        "engines": _engines(manifests),
        "licences": [
            {"statement": statement, "scenes": count}
            for statement, count in _scenes_by(manifests, lambda item: [item.copyright] if item.copyright else [])
        ],
        "stand_ins": dict(_scenes_by(manifests, lambda item: item.stand_ins)),
        "configurations": dict(_scenes_by(manifests, lambda item: [item.config_hash])),
        "scenes": [
            {
                "scene_id": manifest.scene_id,
                "engine": manifest.engine,
                "frames": len(manifest.frames),
                "objects": manifest.objects,
                "samples": len(manifest.samples),
            }
            for manifest in manifests
        ],
    }


def write_run_metadata(root: Path, config_yaml: str, versions: Mapping[str, str], run: Mapping[str, Any]) -> None:
    """Write down how the dataset was last made: the composed configuration, versions of what took part, and `run`.

    Times and whatever else differs between equal runs belong into `run`. Raises DatasetError.
    """
    layout = Layout(root)
    with explained_errors(layout.metadata), dataset_lock(layout):
        write_atomically(layout.config, config_yaml)
        write_atomically(layout.versions, pretty_json(dict(sorted(versions.items()))))
        write_atomically(layout.run, pretty_json(dict(run)))


def _held_out(manifests: Sequence[Manifest]) -> dict[str, list[str]]:
    """The scenes for validation and for tests, by the shares that exports have unless told otherwise."""
    shares = SplitShares()
    return {
        split.value: [item.scene_id for item in manifests if shares.split_of(item.scene_id) is split]
        for split in (Split.VALIDATION, Split.TEST)
    }


def _summed(tables: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for table in tables:
        total.update(table)
    return dict(sorted(total.items()))


def _frames_by(manifests: list[Manifest], key: Callable[[Manifest], str]) -> dict[str, int]:
    return _summed({key(manifest): len(manifest.frames)} for manifest in manifests)


def _scenes_by(manifests: list[Manifest], keys: Callable[[Manifest], Iterable[str]]) -> list[tuple[str, int]]:
    """How many scenes have each key, by key; a scene counts once for a key it has twice."""
    return sorted(Counter(key for manifest in manifests for key in set(keys(manifest))).items())


def _engines(manifests: list[Manifest]) -> list[dict[str, Any]]:
    """Each engine with the versions it had and the number of scenes made with them."""
    found = Counter((manifest.engine, tuple(sorted(manifest.engine_versions.items()))) for manifest in manifests)
    return [
        {"name": name, "versions": dict(versions), "scenes": count} for (name, versions), count in sorted(found.items())
    ]
