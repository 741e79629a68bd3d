"""`task=export`: write a dataset in another format."""

from __future__ import annotations

from synthgen.core.taxonomy import load_taxonomy
from synthgen.dataset.exports import ExportSpec, Grain, default_path, export_dataset
from synthgen.tasks.settings import Settings


def run(settings: Settings) -> int:
    """Export the dataset at `dataset.root`; returns the exit code. Raises UsageError and DatasetError."""
    export, root = settings.export, settings.dataset.root
    spec = ExportSpec(
        path=export.path or default_path(root, export.format),
        grain=export.grain,
        classes=vocabulary(settings, settings.export.grain),
        min_visibility=export.min_visibility,
        min_area_px=export.min_area_px,
        max_truncation=export.max_truncation,
        shares=export.shares,
        split=export.split,
        samples=export.samples,
    )
    summary = export_dataset(root, export.format, spec)
    print(f"{summary.images} pictures with {summary.objects} objects -> {summary.path}")
    print(", ".join(f"{name} {count}" for name, count in summary.splits.items()) + " (pictures, by scene)")
    if summary.left_out:
        print(f"left out: {summary.left_out} objects with nothing inside their pictures, or filtered")
    return 0


def vocabulary(settings: Settings, grain: Grain) -> dict[str, str]:
    """All classes there are, so that each has the same number in every export."""
    kinds = load_taxonomy(settings.annotate.taxonomy).types
    if grain is Grain.CATEGORY:
        return {category: category for category in dict.fromkeys(kind.category.value for kind in kinds.values())}
    return {name: kind.category.value for name, kind in kinds.items()}
