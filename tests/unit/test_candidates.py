"""Candidates of a match: which scenes of the folder of drawings they are, and descriptors that follow the pictures."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from drawn_dataset import Picture, write_scene
from rich.console import Console

from synthgen.dataset.index import write_index
from synthgen.dataset.reading import open_dataset
from synthgen.matching.descriptors import Sequence
from synthgen.tasks.candidates import candidates_of


def unlabelled(x_px: int) -> Picture:
    picture = Picture()
    picture.draw.rectangle([x_px, 80, x_px + 60, 140], outline=(255, 255, 255), width=3)
    return picture


def described(root: Path, scene_ids: set[str]) -> list[Sequence]:
    write_index(root)
    return candidates_of(open_dataset(root), 1, Console(quiet=True), scene_ids).sequences


def test_scenes_of_earlier_searches_in_the_same_folder_are_no_candidates(tmp_path: Path) -> None:
    for name in ("now.A", "now.B", "earlier.C"):
        write_scene(tmp_path, name, [unlabelled(50)])
    assert [one.name for one in described(tmp_path, {"now.A", "now.B", "now.Failed"})] == ["now.A", "now.B"]


def test_other_pictures_with_the_same_records_are_described_anew(tmp_path: Path) -> None:
    write_scene(tmp_path, "now.A", [unlabelled(50)], config_hash="before")
    (before,) = described(tmp_path, {"now.A"})
    (again,) = described(tmp_path, {"now.A"})
    write_scene(tmp_path, "now.A", [unlabelled(250)], config_hash="after")
    (after,) = described(tmp_path, {"now.A"})
    assert np.array_equal(before.edges, again.edges) and not np.array_equal(before.edges, after.edges)
