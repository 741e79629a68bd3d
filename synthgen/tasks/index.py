"""`task=index`: derive again what follows from the parts of a dataset that are whole."""

from __future__ import annotations

from synthgen.dataset.code import copy_code
from synthgen.dataset.index import write_index
from synthgen.dataset.reading import open_dataset
from synthgen.tasks.settings import Settings


def run(settings: Settings) -> int:
    """Write dataset.json, failures.jsonl, the split and the card anew; returns the exit code. Raises DatasetError."""
    root = settings.dataset.root.absolute()
    open_dataset(root)
    index = write_index(root)
    if settings.dataset.include_code:
        print(f"{copy_code(root)} source files -> {root / 'raw' / 'code'}")
    print(", ".join(f"{count} {name}" for name, count in index["counts"].items()), "->", root / "dataset.json")
    return 0
