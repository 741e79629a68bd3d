"""A folder for the Hugging Face hub, which `datasets.load_dataset(folder)` reads: pictures with their objects.

    README.md    data/{train,validation,test}-00000.parquet, ...

`objects` is as detection examples on the hub have it: lists of the same length, boxes as [x, y, width, height]. Types
are stated in the files, so that nothing is guessed from what a dataset happens to hold. Writing them needs the extra
`huggingface`.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from synthgen.dataset.card import dataset_card
from synthgen.dataset.exports.folder import export_folder
from synthgen.dataset.exports.selection import ExportSpec, ExportSummary, Selected, Selection
from synthgen.dataset.index import describe_dataset
from synthgen.dataset.reading import Dataset
from synthgen.dataset.splits import Split
from synthgen.errors import EngineUnavailable

_NAMES = {Split.TRAIN: "train", Split.VALIDATION: "validation", Split.TEST: "test"}
_PICTURES_A_FILE = 2000
_PICTURES_A_GROUP = 100
"""Written and read at once: enough to be fast, few enough to bound memory."""

_DECIMALS = 3


def write_huggingface(dataset: Dataset, spec: ExportSpec) -> ExportSummary:
    """Write the dataset as Parquet files with a card. Raises UsageError, DatasetError and EngineUnavailable."""
    selection = Selection(dataset, spec)
    # A class that turns up later would change the types of files that are written already.
    schema = _schema(selection.names)
    with export_folder(spec.path, "huggingface") as folder:
        (folder / "data").mkdir()
        splits = {split: _Files(folder / "data", name, schema) for split, name in _NAMES.items()}
        for selected in selection:
            splits[selected.split].add(_row(selected, selection))
        for files in splits.values():
            files.finish()
        data_files = [
            {"split": name, "path": f"data/{name}-*"} for split, name in _NAMES.items() if splits[split].count
        ]
        index = describe_dataset(dataset.scenes, len(dataset.failures))
        card = dataset_card(index, [{"config_name": "default", "data_files": data_files}])
        (folder / "README.md").write_text(card, encoding="utf-8")
    return selection.summary()


class _Files:
    """The Parquet files of one split, begun one after another."""

    def __init__(self, folder: Path, name: str, schema: Any) -> None:
        self._folder, self._name, self._schema = folder, name, schema
        self._rows: list[dict[str, Any]] = []
        self._writer: Any = None
        self.count = 0

    def add(self, row: dict[str, Any]) -> None:
        self._rows.append(row)
        self.count += 1
        if len(self._rows) == _PICTURES_A_GROUP:
            self._write()
        if self.count % _PICTURES_A_FILE == 0:
            self.finish()

    def finish(self) -> None:
        """Write what is still held and end the file."""
        if self._rows:
            self._write()
        if self._writer is not None:
            self._writer.close()
            self._writer = None

    def _write(self) -> None:
        import pyarrow as arrow
        from pyarrow import parquet

        if self._writer is None:
            number = (self.count - 1) // _PICTURES_A_FILE
            self._writer = parquet.ParquetWriter(self._folder / f"{self._name}-{number:05d}.parquet", self._schema)
        self._writer.write_table(arrow.Table.from_pylist(self._rows, self._schema))
        self._rows = []


def _schema(classes: list[str]) -> Any:
    """The columns as Arrow has them, with what `datasets` is to make of them."""
    try:
        from datasets import ClassLabel, Features, Image, List, Value
    except ImportError as error:
        raise EngineUnavailable(
            "export=huggingface needs the library `datasets`", 'install it with: pip install "synthgen[huggingface]"'
        ) from error
    text, whole, real = Value("string"), Value("int64"), Value("float64")
    objects = {
        "instance_id": List(whole),
        "bbox": List(List(real)),
        "category": List(ClassLabel(names=classes)),
        "area": List(real),
        "content": List(text),
        "visibility": List(real),
        "z_index": List(whole),
    }
    columns = {
        "image": Image(),
        "frame_id": text,
        "scene_id": text,
        "width": whole,
        "height": whole,
        "timestamp": real,
        "engine": text,
        "objects": objects,
    }
    return Features(columns).arrow_schema


def _row(selected: Selected, selection: Selection) -> dict[str, Any]:
    record, objects = selected.record, selected.objects
    boxes = ((box.x_min, box.y_min, box.width, box.height) for _, box in objects)
    return {
        "image": {"bytes": selected.frame.path.read_bytes(), "path": selected.frame.path.name},
        "frame_id": record.frame_id,
        "scene_id": record.scene_id,
        "width": record.resolution[0],
        "height": record.resolution[1],
        "timestamp": record.timestamp_s,
        "engine": record.engine,
        "objects": {
            "instance_id": [item.instance_id for item, _ in objects],
            "bbox": [[round(edge, _DECIMALS) for edge in box] for box in boxes],
            "category": [selection.number(item) for item, _ in objects],
            "area": [round(box.area, _DECIMALS) for _, box in objects],
            "content": [item.content for item, _ in objects],
            "visibility": [item.visibility for item, _ in objects],
            "z_index": [item.z_index for item, _ in objects],
        },
    }
