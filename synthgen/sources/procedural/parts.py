"""The parts of a template: what each takes up in the frame, once the parameters are drawn."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Any

from synthgen.sources.procedural.layout import Part
from synthgen.sources.procedural.sizes import Size, formula_size, stack_size, text_size
from synthgen.sources.procedural.yaml_file import Entry

_WORDING = ("text", "texts", "formula", "formulas", "code")
_KEYS = (*_WORDING, "font_size", "gap", "size", "ratio", "width", "height", "pad", "align")


@dataclass(frozen=True, slots=True)
class PartSpec:
    """A part as its YAML says. `content` is the parameter (with keys below it, dotted) whose text or formulas are
    measured; without one the part is a figure, or a plot if it is stretched. `pad` is room around it (scene units).
    """

    kind: str
    content: str
    low: float
    high: float
    width: tuple[float, float]
    height: tuple[float, float]
    gap: float
    pad: float
    centred: bool

    def measure(self, drawn: Mapping[str, Any]) -> Part:
        """The part as the layout takes it; its scale is the font size for words and formulas."""
        if self.kind == "stretched":
            return Part(self.width, self.height, None, self.centred)
        size = Size(self.width[0] + self.pad, 1.0 + self.pad) if self.kind == "figure" else self._natural(drawn)
        widths = (size.width * self.low, size.width * self.high)
        heights = (size.height * self.low, size.height * self.high)
        return Part(widths, heights, (self.low, self.high), self.centred)

    def _natural(self, drawn: Mapping[str, Any]) -> Size:
        """At font size 1, with gap and pad as at a middling one, since those do not grow with the font."""
        middle = (self.low + self.high) / 2
        value = looked_up(drawn, self.content)
        match self.kind:
            case "text":
                size = text_size(str(value), middle)
            case "formula":
                size = formula_size(str(value), middle)
            case "code":
                size = text_size("\n".join(map(str, value)), middle, mono=True)
            case "texts":
                size = stack_size([text_size(str(line), middle) for line in value], self.gap)
            case _:
                size = stack_size([formula_size(str(line), middle) for line in value], self.gap)
        return Size((size.width + self.pad) / middle, (size.height + self.pad) / middle)


def read_part(entry: Entry, parameters: Collection[str]) -> PartSpec:
    """Raises UsageError, naming the line and key, for what makes no sense."""
    table = entry.table(_KEYS)
    wordings = [name for name in _WORDING if name in table]
    kind, content, low, high = "figure", "", 1.0, 1.0
    width = height = (1.0, 1.0)
    if len(wordings) == 1:
        kind = wordings[0]
        content = table[kind].text()
        if content.partition(".")[0] not in parameters:
            table[kind].complain(f"names no parameter: {content!r}", "declare it under `parameters`")
        low, high = table["font_size"].span(4, 400) if "font_size" in table else (32.0, 44.0)
    elif "width" in table and "height" in table and not wordings:
        kind, width, height = "stretched", table["width"].span(0.1, 40), table["height"].span(0.1, 40)
    elif "size" in table and not wordings:
        low, high = table["size"].span(0.1, 40)
        ratio = table["ratio"].number(0.05, 20) if "ratio" in table else 1.0
        width = (ratio, ratio)
    else:
        entry.complain(f"must have one of {', '.join(_WORDING)}, or `size`, or both `width` and `height`")
    return PartSpec(
        kind,
        content,
        low,
        high,
        width,
        height,
        gap=table["gap"].number(0) if "gap" in table else 0.4,
        pad=table["pad"].number(0) if "pad" in table else 0.0,
        centred="align" in table and table["align"].text(("centre", "free")) == "centre",
    )


def looked_up(drawn: Mapping[str, Any], path: str) -> Any:
    """The drawn value of a parameter, or what stands under dotted keys below it."""
    value: Any = drawn
    for key in path.split("."):
        value = value[key]
    return value
