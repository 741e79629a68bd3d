"""JEPA pairs on disk: one file a scene and strategy, which counts only with its manifest, written last."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from synthgen.core.annotation import SCHEMA_VERSION, check_schema_version
from synthgen.core.checked_json import Place, parse_object
from synthgen.core.names import did_you_mean
from synthgen.core.pair import Pair, pair_from_json, pair_to_json
from synthgen.core.snapshot import PixelArray
from synthgen.dataset.files import explained_errors, pretty_json, write_atomically
from synthgen.dataset.layout import Layout, checked_name
from synthgen.dataset.manifest import visible_files
from synthgen.dataset.png import encode_png
from synthgen.dataset.staging import dataset_lock
from synthgen.errors import DatasetError, UsageError

_AGAIN = "Make the pairs again: python -m synthgen task=pairs masks=..."


@dataclass(frozen=True, slots=True, kw_only=True)
class PairManifest:
    """What is known of a scene's pairs of one strategy. `config_hash` covers the frames they are made of, too."""

    scene_id: str
    strategy: str
    config_hash: str
    pairs: int
    skipped: int
    bytes: int
    sha256: str


def picture_path(pair: Pair, mask_name: str, side: str) -> str:
    """Where a picture of one side of a pair lies, relative to the dataset's root."""
    name = f"{checked_name(pair.pair_id)}_{mask_name}_{side}.png"
    return f"processed/jepa_pairs/{pair.strategy}/{checked_name(pair.scene_id)}/{name}"


@dataclass(frozen=True, slots=True)
class ScenePairs:
    """What was made of a scene: its pairs, how many inputs gave none, and the pictures that the pairs name, by path."""

    pairs: Sequence[Pair]
    skipped: int
    pictures: Mapping[str, PixelArray]


def write_pairs(root: Path, scene_id: str, strategy: str, config_hash: str, made: ScenePairs) -> PairManifest:
    """Put a scene's pairs in place of any older ones. Raises DatasetError when they cannot be written.

    The old manifest goes first and the new one comes last, so that what is left by a crash does not count.
    """
    layout = Layout(root.absolute())
    content = "".join(pair_to_json(pair) + "\n" for pair in made.pairs).encode()
    manifest = PairManifest(
        scene_id=scene_id,
        strategy=strategy,
        config_hash=config_hash,
        pairs=len(made.pairs),
        skipped=made.skipped,
        bytes=len(content),
        sha256=hashlib.sha256(content).hexdigest(),
    )
    path = layout.scene_pairs(strategy, scene_id)
    with explained_errors(path), dataset_lock(layout):
        layout.scene_pair_manifest(strategy, scene_id).unlink(missing_ok=True)
        shutil.rmtree(layout.scene_pair_pictures(strategy, scene_id), ignore_errors=True)
        for name, pixels in made.pictures.items():
            write_atomically(layout.root / name, encode_png(pixels))
        write_atomically(path, content)
        write_atomically(layout.scene_pair_manifest(strategy, scene_id), pretty_json(_fields(manifest)))
    return manifest


def pairs_are_whole(root: Path, scene_id: str, strategy: str, config_hash: str) -> bool:
    """Whether the scene's pairs are there, made from this configuration and these frames."""
    layout = Layout(root)
    path = layout.scene_pair_manifest(strategy, scene_id)
    if not path.is_file():
        return False
    try:
        manifest = _read_manifest(path, layout)
        size = layout.scene_pairs(strategy, scene_id).stat().st_size
    except (DatasetError, OSError):
        return False
    return manifest.config_hash == config_hash and size == manifest.bytes


def read_pair_manifests(root: Path, strategy: str | None = None) -> list[PairManifest]:
    """All whole files of pairs, of one strategy or of all, by strategy and scene. Raises DatasetError."""
    layout = Layout(root)
    folder = layout.metadata / "pairs"
    present = sorted(path.name for path in folder.iterdir() if path.is_dir()) if folder.is_dir() else []
    wanted = present if strategy is None else [strategy]
    paths = [path for name in wanted for path in visible_files(layout.pair_manifests(name), ".json")]
    return [_read_manifest(path, layout) for path in paths]


def read_pairs(root: str | Path, strategy: str, scene_ids: Iterable[str] | None = None) -> Iterator[Pair]:
    """The pairs of a strategy by scene and time, each checked.

    Raises DatasetError where a record is damaged, and UsageError when there are no pairs of this strategy.
    """
    layout = Layout(Path(root))
    manifests = read_pair_manifests(layout.root, strategy)
    if not manifests:
        known = {manifest.strategy for manifest in read_pair_manifests(layout.root)}
        remedy = did_you_mean(strategy, known) if known else f"make some: task=pairs masks={strategy}"
        raise UsageError(f"no JEPA pairs `{strategy}` in {root}", remedy)
    wanted = None if scene_ids is None else set(scene_ids)
    for manifest in manifests:
        if wanted is None or manifest.scene_id in wanted:
            yield from _scene_pairs(layout, manifest)


def _scene_pairs(layout: Layout, manifest: PairManifest) -> Iterator[Pair]:
    path = layout.scene_pairs(manifest.strategy, manifest.scene_id)
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"cannot read {layout.shown(path)}: {error}", _AGAIN) from error
    if len(lines) != manifest.pairs:
        raise DatasetError(f"{layout.shown(path)}: expected {manifest.pairs} pairs, got {len(lines)}", _AGAIN)
    for number, line in enumerate(lines, 1):
        yield pair_from_json(line, layout.shown(path), number)


def _fields(manifest: PairManifest) -> dict[str, object]:
    return {
        "schema_version": SCHEMA_VERSION,
        "scene_id": manifest.scene_id,
        "strategy": manifest.strategy,
        "config_hash": manifest.config_hash,
        "pairs": manifest.pairs,
        "skipped": manifest.skipped,
        "bytes": manifest.bytes,
        "sha256": manifest.sha256,
    }


def _read_manifest(path: Path, layout: Layout) -> PairManifest:
    place = Place(layout.shown(path))
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise DatasetError(f"cannot read {place}: {error}", _AGAIN) from error
    fields = parse_object(text, place)
    check_schema_version(fields, place)
    manifest = PairManifest(
        scene_id=fields.text("scene_id", empty=False),
        strategy=fields.text("strategy", empty=False),
        config_hash=fields.text("config_hash"),
        pairs=fields.integer("pairs", 0),
        skipped=fields.integer("skipped", 0),
        bytes=fields.integer("bytes", 0),
        sha256=fields.text("sha256"),
    )
    fields.done()
    return manifest
