"""Drawing a dataset's preview: its frames with boxes, types and content, to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from synthgen.dataset.files import explained_errors
from synthgen.dataset.layout import Layout
from synthgen.dataset.manifest import Manifest
from synthgen.dataset.reading import Dataset
from synthgen.quality.preview import PreviewScene, PreviewSpec, write_preview
from synthgen.quality.preview_text import counted

MAX_FRAMES = 2000
"""More than a person looks at; a larger dataset is shown by scenes spread evenly over it, and says so."""


def write_previews(root: Path, max_frames: int = MAX_FRAMES) -> list[Path]:
    """Draw the dataset below `root` into its `preview/`; returns the first contact sheet and the page.

    Raises DatasetError when a record or a picture is damaged, or there is no room.
    """
    dataset = Dataset(root)
    folder = Layout(root).preview
    shown = evenly(dataset.scenes, max_frames)
    shown_ids = [manifest.scene_id for manifest in shown]
    spec = PreviewSpec(
        title=_title(dataset, shown),
        types={(item.type, item.category) for frame in dataset.frames(shown_ids) for item in frame.objects},
        failures={record.scene_id: record.failure for record in dataset.failures},
    )
    with explained_errors(folder):
        written = write_preview(folder, (_scene(dataset, manifest) for manifest in shown), spec)
    return [written[0], written[-1]]


def evenly(manifests: Sequence[Manifest], max_frames: int) -> list[Manifest]:
    """All scenes, or as many of them, spread evenly, as have about `max_frames` frames."""
    total = sum(len(manifest.frames) for manifest in manifests)
    if total <= max_frames:
        return list(manifests)
    count = max(1, len(manifests) * max_frames // total)
    return [manifests[index * len(manifests) // count] for index in range(count)]


def _title(dataset: Dataset, shown: Sequence[Manifest]) -> str:
    scenes = len(dataset.scenes)
    objects = sum(manifest.objects for manifest in dataset.scenes)
    title = ", ".join([counted(scenes, "scene"), counted(len(dataset), "frame"), counted(objects, "object")])
    return title if len(shown) == scenes else f"{title} (shown: {counted(len(shown), 'scene')}, evenly spread)"


def _scene(dataset: Dataset, manifest: Manifest) -> PreviewScene:
    frames = dataset.frames([manifest.scene_id])
    pictures = ((frame.record, frame.picture()) for frame in frames)
    return PreviewScene(manifest.scene_id, _note(manifest), pictures)


def _note(manifest: Manifest) -> str:
    parts = [
        counted(len(manifest.frames), "frame"),
        manifest.video,
        " ".join([manifest.engine, *_library(manifest.engine_versions)]),
        f"{manifest.resolution[0]}x{manifest.resolution[1]}",
        manifest.copyright,
        f"stand-ins: {', '.join(manifest.stand_ins)}" if manifest.stand_ins else "",
    ]
    return "  \u00b7  ".join(part for part in parts if part)


def _library(versions: Mapping[str, str]) -> list[str]:
    """The animation library that drew, with its version."""
    return [f"({name} {versions[name]})" for name in ("manim", "manimgl", "manimlib") if name in versions][:1]
