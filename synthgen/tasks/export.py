"""`task=export`: write a dataset in another format."""

from __future__ import annotations

from synthgen.core.taxonomy import load_taxonomy
from synthgen.dataset.exports import ExportSpec, export_dataset
from synthgen.tasks.settings import Settings


def run(settings: Settings) -> int:
    """Export the dataset at `dataset.root`; returns the exit code. Raises UsageError and DatasetError."""
    export, root = settings.export, settings.dataset.root
    vocabulary = load_taxonomy(settings.annotate.taxonomy).types
    classes = {name: kind.category.value for name, kind in vocabulary.items()}
    path = export.path or root / "exports" / f"{export.format}.json"
    summary = export_dataset(root, export.format, ExportSpec(path=path, classes=classes))
    print(f"{summary.images} pictures with {summary.objects} objects -> {summary.path}")
    if summary.left_out:
        print(f"left out: {summary.left_out} objects with nothing inside their pictures")
    return 0
