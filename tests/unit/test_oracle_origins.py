"""A dataset remembers where its scenes are, and notices when their source has changed."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from drawn_dataset import scene_ref

from synthgen.dataset.origins import read_origins, remember_origins
from synthgen.errors import DatasetError


def test_origins_are_kept_merged_and_notice_changes(tmp_path: Path) -> None:
    file = tmp_path / "drawn.py"
    file.write_text("one")
    first = replace(scene_ref("lesson.A"), file=file, root=tmp_path, video="film", year=2016)
    second = replace(scene_ref("lesson.B"), file=file, root=tmp_path)
    remember_origins(tmp_path, [second], [])
    remember_origins(tmp_path, [first], [tmp_path / "pictures"])
    found = read_origins(tmp_path)
    assert list(found) == ["lesson.A", "lesson.B"]
    assert found["lesson.A"].scene == first and found["lesson.A"].asset_dirs == (tmp_path / "pictures",)
    assert not found["lesson.B"].has_changed
    file.write_text("two")
    assert found["lesson.B"].has_changed
    file.unlink()
    assert found["lesson.B"].has_changed


def test_damaged_origins_are_named_and_can_be_written_anew(tmp_path: Path) -> None:
    remember_origins(tmp_path, [scene_ref("lesson.A")], [])
    path = tmp_path / "processed" / "metadata" / "origins.json"
    path.write_text('{"scenes": [{}]}')
    with pytest.raises(DatasetError, match=r"origins\.json.*scene_id"):
        read_origins(tmp_path)
    remember_origins(tmp_path, [scene_ref("lesson.B")], [])
    assert list(read_origins(tmp_path)) == ["lesson.B"]
