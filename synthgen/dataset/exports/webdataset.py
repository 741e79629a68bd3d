"""WebDataset: tar files that hold, for each picture, itself and a JSON file with its record.

    {train,val,test}-000000.tar, ...    classes.json

The JSON is the frame's record with only the objects that are exported, and beside it `labels`: the number of each
object's class. Files that belong together share a key, the name of the frame with "-" for "." (a key ends at its first
dot).
"""

from __future__ import annotations

import io
import json
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from synthgen.core.annotation import to_json
from synthgen.dataset.exports.folder import export_folder
from synthgen.dataset.exports.selection import ExportSpec, ExportSummary, Selected, Selection
from synthgen.dataset.files import pretty_json
from synthgen.dataset.reading import Dataset
from synthgen.dataset.splits import Split

_PICTURES_A_SHARD = 1000


def write_webdataset(dataset: Dataset, spec: ExportSpec) -> ExportSummary:
    """Write the dataset as tar shards. Raises UsageError and DatasetError."""
    selection = Selection(dataset, spec)
    with export_folder(spec.path, "webdataset") as folder:
        shards = {split: _Shards(folder, split) for split in Split}
        try:
            for selected in selection:
                shards[selected.split].add(selected, selection)
        finally:
            for shard in shards.values():
                shard.close()
        (folder / "classes.json").write_text(pretty_json(selection.names), encoding="utf-8")
    return selection.summary()


class _Shards:
    """The tar files of one split, begun one after another."""

    def __init__(self, folder: Path, split: Split) -> None:
        self._folder, self._split = folder, split
        self._count = 0
        self._tar: tarfile.TarFile | None = None

    def add(self, selected: Selected, selection: Selection) -> None:
        tar = self._current()
        key = selected.record.frame_id.replace(".", "-")
        for suffix, data in _members(selected, selection):
            # Nothing of the machine or the time goes in: the same dataset gives the same bytes.
            member = tarfile.TarInfo(f"{key}.{suffix}")
            member.size = len(data)
            tar.addfile(member, io.BytesIO(data))
        self._count += 1

    def _current(self) -> tarfile.TarFile:
        if self._tar is None or self._count % _PICTURES_A_SHARD == 0:
            self.close()
            number = self._count // _PICTURES_A_SHARD
            self._tar = tarfile.TarFile(self._folder / f"{self._split}-{number:06d}.tar", "w")
        return self._tar

    def close(self) -> None:
        if self._tar is not None:
            self._tar.close()
            self._tar = None


def _members(selected: Selected, selection: Selection) -> Iterator[tuple[str, bytes]]:
    items = tuple(item for item, _ in selected.objects)
    content = json.loads(to_json(replace(selected.record, objects=items)))
    content["labels"] = [selection.number(item) for item in items]
    yield selected.frame.path.suffix.lstrip("."), selected.frame.path.read_bytes()
    yield "json", json.dumps(content, separators=(",", ":")).encode()
