"""Where things lie below a dataset's root. Pure arithmetic on paths: nothing here touches the disk."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

_LONGEST_NAME_BYTES = 180
"""Names get suffixes (a timestamp, an extension) and file systems stop at 255 bytes."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The paths of one dataset. `root` should be absolute: scenes run in folders of their own."""

    root: Path

    @property
    def frames(self) -> Path:
        return self.root / "raw" / "frames"

    @property
    def videos(self) -> Path:
        """Frames taken from real videos."""
        return self.root / "raw" / "videos"

    @property
    def match_report(self) -> Path:
        return self.root / "validation" / "metrics" / "match.json"

    @property
    def annotations(self) -> Path:
        return self.root / "processed" / "annotations"

    @property
    def pairs(self) -> Path:
        """JEPA pairs, one folder a strategy, one file a scene in it."""
        return self.root / "processed" / "jepa_pairs"

    @property
    def samples(self) -> Path:
        """Variants of frames: one file of records a scene, and a folder with their pictures."""
        return self.root / "augmented" / "training_samples"

    @property
    def code(self) -> Path:
        return self.root / "raw" / "code"

    @property
    def test_scenes(self) -> Path:
        """Which scenes are held out, for validation and for tests."""
        return self.root / "validation" / "test_scenes" / "scenes.json"

    @property
    def card(self) -> Path:
        """What the dataset is, for people, in the form that the Hugging Face hub shows."""
        return self.root / "README.md"

    @property
    def metadata(self) -> Path:
        return self.root / "processed" / "metadata"

    @property
    def manifests(self) -> Path:
        """One file a scene; its presence is what makes the scene's shard count."""
        return self.metadata / "scenes"

    @property
    def failures(self) -> Path:
        return self.metadata / "failures"

    @property
    def config(self) -> Path:
        return self.metadata / "config.yaml"

    @property
    def versions(self) -> Path:
        return self.metadata / "versions.json"

    @property
    def run(self) -> Path:
        """What the last run took: times and the like, which differ from run to run."""
        return self.metadata / "run.json"

    @property
    def failures_index(self) -> Path:
        return self.root / "failures.jsonl"

    @property
    def index(self) -> Path:
        return self.root / "dataset.json"

    @property
    def preview(self) -> Path:
        return self.root / "preview"

    @property
    def inspection(self) -> Path:
        return self.root / "inspect"

    @property
    def staging(self) -> Path:
        """Where shards grow before they are whole; on the same file system as where they go."""
        return self.root / ".staging"

    def scene_frames(self, scene_id: str) -> Path:
        return self.frames / checked_name(scene_id)

    def scene_annotations(self, scene_id: str) -> Path:
        return self.annotations / f"{checked_name(scene_id)}.jsonl"

    def scene_samples(self, scene_id: str) -> Path:
        return self.samples / checked_name(scene_id)

    def scene_manifest(self, scene_id: str) -> Path:
        return self.manifests / f"{checked_name(scene_id)}.json"

    def scene_failure(self, scene_id: str) -> Path:
        return self.failures / f"{checked_name(scene_id)}.json"

    def scene_sample_records(self, scene_id: str) -> Path:
        return self.samples / f"{checked_name(scene_id)}.jsonl"

    def scene_pairs(self, strategy: str, scene_id: str) -> Path:
        return self.pairs / checked_name(strategy) / f"{checked_name(scene_id)}.jsonl"

    def scene_pair_pictures(self, strategy: str, scene_id: str) -> Path:
        return self.pairs / checked_name(strategy) / checked_name(scene_id)

    def pair_manifests(self, strategy: str) -> Path:
        """One file a scene; its presence is what makes the scene's pairs count."""
        return self.metadata / "pairs" / checked_name(strategy)

    def scene_pair_manifest(self, strategy: str, scene_id: str) -> Path:
        return self.pair_manifests(strategy) / f"{checked_name(scene_id)}.json"

    def shown(self, path: Path) -> str:
        """A path as records and messages name it: relative to the root, with forward slashes."""
        return path.relative_to(self.root).as_posix()


def image_path(scene_id: str, frame_id: str, ending: str) -> str:
    """The picture of a frame, relative to the dataset's root; `ending` without a dot."""
    return f"raw/frames/{checked_name(scene_id)}/{checked_name(frame_id)}.{ending}"


def sample_path(scene_id: str, sample_id: str, ending: str) -> str:
    """The picture of an augmented sample, relative to the dataset's root."""
    return f"augmented/training_samples/{checked_name(scene_id)}/{checked_name(sample_id)}.{ending}"


def checked_name(name: str) -> str:
    """The name, if it can be one file's name everywhere; raises ValueError otherwise."""
    unsafe = not name or name[0] == "." or any(char in '/\\:*?"<>|' or not char.isprintable() for char in name)
    if unsafe or len(name.encode()) > _LONGEST_NAME_BYTES:
        raise ValueError(f"not usable as a file name (separators, control characters, too long?): {name!r}")
    return name
