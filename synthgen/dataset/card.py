"""The dataset's card: a README in the form that the Hugging Face hub reads, derived from dataset.json's content."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import yaml

_MARK = "<!-- Written by synthgen from dataset.json; remove this line to keep your own text. -->"

_SIZES = (1_000, 10_000, 100_000, 1_000_000)
_SIZE_NAMES = ("n<1K", "1K<n<10K", "10K<n<100K", "100K<n<1M", "1M<n<10M")


def is_ours(text: str) -> bool:
    """Whether a README was written here, and so may be written again."""
    return _MARK in text


def dataset_card(index: Mapping[str, Any], configs: Sequence[Mapping[str, Any]] = ()) -> str:
    """The card of a dataset; `index` is the content of dataset.json, `configs` what the hub is to load, if anything."""
    counts = index["counts"]
    front: dict[str, Any] = {
        "pretty_name": f"synthgen: {counts['frames']} labelled frames of mathematical animation",
        "license": "other",
        "license_name": "see-licences-below",
        "task_categories": ["object-detection", "image-segmentation"],
        "tags": ["synthetic", "manim", "mathematics", "layout", "jepa"],
        "size_categories": [_SIZE_NAMES[sum(counts["frames"] >= size for size in _SIZES)]],
        "annotations_creators": ["machine-generated"],
    }
    if configs:
        front["configs"] = [dict(config) for config in configs]
    return f"---\n{yaml.safe_dump(front, sort_keys=False, allow_unicode=True)}---\n{_MARK}\n\n{_body(index)}"


def _body(index: Mapping[str, Any]) -> str:
    counts = index["counts"]
    lines = [
        "# Labelled frames of mathematical animation",
        "",
        f"Rendered by synthgen {index['generator']['version']} (record schema {index['schema_version']}).",
        "Every box is exact: geometry is taken at the renderer's own draw calls.",
        "",
        *_table(("", "count"), counts.items()),
        "",
        "## Engines",
        "",
        *_table(
            ("engine", "versions", "scenes"),
            ((item["name"], _listed(item["versions"]), item["scenes"]) for item in index["engines"]),
        ),
        "",
        "## Objects",
        "",
        *_table(("type", "objects"), index["types"].items()),
        "",
        "## Licences",
        "",
        *(_table(("statement", "scenes"), ((item["statement"], item["scenes"]) for item in index["licences"]))),
        "",
        "Pictures show scenes of these authors; ask them before you publish. Code is referred to by file and line.",
        "",
        "## Records",
        "",
        "One line of JSON a frame in `processed/annotations/<scene>.jsonl`.",
        "Boxes are float pixels with a top-left origin, [x_min, y_min, x_max, y_max];",
        "`bbox` is amodal (the whole object, also outside the frame), `bbox_modal` what is seen;",
        "positions are scene units with y up. What is undefined is null.",
    ]
    return "\n".join(lines) + "\n"


def _table(head: Sequence[str], rows: Any) -> list[str]:
    return [_row(head), _row(["---"] * len(head)), *(_row(row) for row in rows)]


def _row(cells: Sequence[Any]) -> str:
    words = (" ".join(str(cell).split()).replace("|", "\\|") for cell in cells)
    return f"| {' | '.join(words)} |"


def _listed(versions: Mapping[str, str]) -> str:
    return ", ".join(f"{name} {version}" for name, version in versions.items())
