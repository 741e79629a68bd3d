"""CVAT's XML ("CVAT for images 1.1"): boxes by picture, `source` telling drawn ones from generated ones.

Format: docs.cvat.ai, "XML annotation format".
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Mapping
from xml.etree import ElementTree

from synthgen.core.checked_json import is_finite
from synthgen.core.geometry import Box
from synthgen.errors import DatasetError
from synthgen.quality.review.exchange import FindFrame, Imported, LabelledPicture, Outline

_MANUAL, _GENERATED = "manual", "synthgen"


def write_annotations(pictures: Iterable[LabelledPicture]) -> str:
    """The whole file."""
    root = ElementTree.Element("annotations")
    ElementTree.SubElement(root, "version").text = "1.1"
    for number, picture in enumerate(pictures):
        width_px, height_px = map(str, picture.size)
        image = ElementTree.SubElement(
            root, "image", id=str(number), name=picture.image, width=width_px, height=height_px
        )
        names = sorted({item.group for item in picture.manual if item.group})
        groups = {name: str(index) for index, name in enumerate(names, 1)}
        for item in picture.manual:
            _add_box(image, item, _MANUAL, groups)
        for item in picture.generated:
            _add_box(image, item, _GENERATED, {})
    ElementTree.indent(root)
    return ElementTree.tostring(root, encoding="unicode", xml_declaration=True) + "\n"


def _add_box(image: ElementTree.Element, item: Outline, source: str, groups: Mapping[str, str]) -> None:
    names = ("xtl", "ytl", "xbr", "ybr")
    corners = {name: f"{edge:.3f}" for name, edge in zip(names, item.bbox.as_list(), strict=True)}
    more = {"label": item.type, "source": source, "occluded": "0", "z_order": "0"}
    if item.group in groups:
        more["group_id"] = groups[item.group]
    box = ElementTree.SubElement(image, "box", {**more, **corners})
    for name, value in (("content", item.content), ("box_id", item.box_id), ("group", item.group)):
        ElementTree.SubElement(box, "attribute", name=name).text = _printable(value)


def _printable(text: str) -> str:
    """XML has no way at all to write control characters."""
    return "".join(char for char in text if char in "\t\n" or char >= " ")


def read_annotations(text: str, find_frame: FindFrame) -> Imported:
    """The boxes people drew, by frame. Raises DatasetError naming the picture that is not as CVAT writes it."""
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise _wrong("the file", "defines entities, which CVAT never does")
    try:
        root = ElementTree.fromstring(text)
    except ElementTree.ParseError as error:
        raise _wrong("the file", f"is no XML ({error})") from None
    found: Imported = []
    for image in root.iter("image"):
        name = image.get("name", "")
        frame_id = find_frame(name)
        if frame_id is None:
            raise _wrong(f"picture {name!r}", "is no frame of this dataset")
        drawn = (box for box in image.iter("box") if box.get("source", _MANUAL) != _GENERATED)
        found += [(frame_id, _outline(frame_id, box)) for box in drawn]
    return found


def _outline(frame_id: str, box: ElementTree.Element) -> Outline:
    try:
        edges = [float(box.attrib[name]) for name in ("xtl", "ytl", "xbr", "ybr")]
        label = box.attrib["label"]
    except (KeyError, ValueError):
        raise _wrong(f"a box of {frame_id}", "lacks a corner or its label") from None
    if not all(map(is_finite, edges)) or box.get("rotation", "0") not in ("0", "0.0", "0.00"):
        raise _wrong(f"a box of {frame_id}", "is rotated or no box at all")
    attributes = {item.get("name", ""): item.text or "" for item in box.iter("attribute")}
    group = attributes.get("group") or (f"cvat-{box.attrib['group_id']}" if box.get("group_id", "0") != "0" else "")
    return Outline(
        box_id=attributes.get("box_id") or _derived_id(frame_id, box),
        type=label,
        content=attributes.get("content", ""),
        bbox=Box(*edges),
        group=group,
    )


def _derived_id(frame_id: str, box: ElementTree.Element) -> str:
    """The same for the same box, so that importing a file twice adds nothing."""
    text = repr((frame_id, sorted(box.attrib.items())))
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def _wrong(where: str, what: str) -> DatasetError:
    return DatasetError(f"CVAT: {where} {what}", 'Export as "CVAT for images 1.1" and try again.')
