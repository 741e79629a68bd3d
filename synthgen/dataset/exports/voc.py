"""Pascal VOC: an XML file a picture.

    JPEGImages/<frame>.png    Annotations/<frame>.xml    ImageSets/Main/{train,val,trainval,test}.txt

Boxes are whole pixels that count from 1, both ends included, as VOC has them; each is the smallest that holds the
exact one. `occluded` and `truncated` tell whether anything is hidden, or outside the picture.
"""

from __future__ import annotations

import math
from pathlib import Path
from xml.etree import ElementTree

from synthgen.core.annotation import ObjectRecord
from synthgen.core.geometry import Box
from synthgen.dataset.exports.folder import copy_picture, export_folder
from synthgen.dataset.exports.selection import ExportSpec, ExportSummary, Selected, Selection
from synthgen.dataset.reading import Dataset
from synthgen.dataset.splits import Split

_NOTHING = 0.005
"""A share of an object (0..1) that is not worth calling it occluded or truncated."""


def write_voc(dataset: Dataset, spec: ExportSpec) -> ExportSummary:
    """Write the dataset as a VOC folder. Raises UsageError and DatasetError."""
    selection = Selection(dataset, spec)
    names: dict[str, list[str]] = {split.value: [] for split in Split}
    with export_folder(spec.path, "voc") as folder:
        (folder / "Annotations").mkdir()
        for selected in selection:
            file_name = copy_picture(selected, folder / "JPEGImages")
            tree = ElementTree.ElementTree(_annotation(selected, file_name, spec))
            ElementTree.indent(tree)
            tree.write(folder / "Annotations" / f"{selected.record.frame_id}.xml", encoding="utf-8")
            names[selected.split.value].append(selected.record.frame_id)
        _write_sets(folder / "ImageSets" / "Main", names)
    return selection.summary()


def _write_sets(folder: Path, names: dict[str, list[str]]) -> None:
    folder.mkdir(parents=True)
    sets = {**names, "trainval": sorted(names["train"] + names["val"])}
    for name, members in sets.items():
        (folder / f"{name}.txt").write_text("".join(f"{member}\n" for member in members))


def _annotation(selected: Selected, file_name: str, spec: ExportSpec) -> ElementTree.Element:
    record = selected.record
    root = ElementTree.Element("annotation")
    _add(root, "folder", "JPEGImages")
    _add(root, "filename", file_name)
    source = _add(root, "source")
    _add(source, "database", "synthgen")
    size = _add(root, "size")
    for name, value in zip(("width", "height", "depth"), (*record.resolution, 3), strict=True):
        _add(size, name, value)
    _add(root, "segmented", 0)
    for item, box in selected.objects:
        root.append(_object(item, box, spec.class_of(item)))
    return root


def _object(item: ObjectRecord, box: Box, name: str) -> ElementTree.Element:
    element = ElementTree.Element("object")
    _add(element, "name", name)
    _add(element, "pose", "Unspecified")
    _add(element, "truncated", int((item.truncation or 0) > _NOTHING))
    _add(element, "occluded", int((item.occlusion or 0) > _NOTHING))
    _add(element, "difficult", 0)
    edges = _add(element, "bndbox")
    _add(edges, "xmin", math.floor(box.x_min) + 1)
    _add(edges, "ymin", math.floor(box.y_min) + 1)
    _add(edges, "xmax", math.ceil(box.x_max))
    _add(edges, "ymax", math.ceil(box.y_max))
    return element


def _add(parent: ElementTree.Element, name: str, value: object = "") -> ElementTree.Element:
    child = ElementTree.SubElement(parent, name)
    child.text = str(value)
    return child
