"""Reads pages out of a growing DVI file and binds chosen pages into a new one.

The format is that of `dvitype`: a preamble, pages between bop and eop, a postamble. Only its frame is looked at:
which fonts and specials a page uses, and where it ends.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

_BOP, _EOP, _NOP, _PRE, _POST, _POST_POST = 139, 140, 138, 247, 248, 249
_FNT_NUM_0, _FNT_1, _XXX_1, _FNT_DEF_1 = 171, 235, 239, 243
_BOP_COUNTERS = 40
_VERSION = 2
_STACK_DEPTH = 1000


def _operand_lengths() -> dict[int, int]:
    """Bytes that follow each opcode of fixed length."""
    lengths = dict.fromkeys(range(128), 0)
    for first, sizes in {
        128: (1, 2, 3, 4, 8),  # set_char 1..4, set_rule
        133: (1, 2, 3, 4, 8, 0),  # put_char 1..4, put_rule, nop
        140: (0, 0, 0),  # eop, push, pop
        143: (1, 2, 3, 4),  # right
        147: (0, 1, 2, 3, 4),  # w
        152: (0, 1, 2, 3, 4),  # x
        157: (1, 2, 3, 4),  # down
        161: (0, 1, 2, 3, 4),  # y
        166: (0, 1, 2, 3, 4),  # z
        _FNT_1: (1, 2, 3, 4),
    }.items():
        lengths.update(enumerate(sizes, first))
    lengths.update(dict.fromkeys(range(_FNT_NUM_0, _FNT_1), 0))
    return lengths


_OPERANDS = _operand_lengths()


class BadDvi(ValueError):
    """Bytes that are no DVI file."""


class _Incomplete(Exception):
    """The rest of the command is not written yet."""


@dataclass(slots=True)
class Page:
    """One page: its commands without font definitions, the numbers of the fonts it selects, and its specials."""

    commands: bytes = b""
    fonts: set[int] = field(default_factory=set)
    specials: list[bytes] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class FontDefinition:
    """A font as the file defines it: the definition command itself, and the font's file name without extension."""

    command: bytes
    name: str


class DviReader:
    """Takes the bytes of a DVI file as they are written, gives its pages as they become whole."""

    def __init__(self) -> None:
        self.preamble = b""
        self.fonts: dict[int, FontDefinition] = {}
        self._unread = bytearray()

    def feed(self, data: bytes) -> list[Page]:
        """The pages completed by `data`; raises BadDvi."""
        self._unread += data
        pages: list[Page] = []
        try:
            while self._unread:
                position, page = self._next_item(bytes(self._unread))
                del self._unread[:position]
                if page is not None:
                    pages.append(page)
        except _Incomplete:
            pass
        return pages

    def _next_item(self, data: bytes) -> tuple[int, Page | None]:
        """Read one thing between pages; returns where it ends."""
        opcode = data[0]
        if opcode == _PRE:
            end = 15 + _number(data, 14, 1)
            self.preamble = _bytes(data, 0, end)
            return end, None
        if opcode == _BOP:
            return self._page(data)
        if _FNT_DEF_1 <= opcode < _FNT_DEF_1 + 4:
            return self._define_font(data, 0), None
        if opcode in (_POST, _POST_POST):
            return len(data), None
        if opcode == _NOP:
            return 1, None
        raise BadDvi(f"opcode {opcode} between pages")

    def _page(self, data: bytes) -> tuple[int, Page]:
        page, kept = Page(), []
        position = start = 1 + _BOP_COUNTERS + 4
        while True:
            opcode = _number(data, position, 1)
            if opcode == _EOP:
                kept.append(data[start:position])
                page.commands = b"".join(kept)
                return position + 1, page
            if _FNT_DEF_1 <= opcode < _FNT_DEF_1 + 4:
                kept.append(data[start:position])
                position = start = self._define_font(data, position)
            elif _XXX_1 <= opcode < _XXX_1 + 4:
                size = opcode - _XXX_1 + 1
                end = position + 1 + size + _number(data, position + 1, size)
                page.specials.append(_bytes(data, position + 1 + size, end))
                position = end
            elif opcode in _OPERANDS:
                if _FNT_NUM_0 <= opcode < _FNT_1:
                    page.fonts.add(opcode - _FNT_NUM_0)
                elif _FNT_1 <= opcode < _FNT_1 + 4:
                    page.fonts.add(_number(data, position + 1, opcode - _FNT_1 + 1))
                position += 1 + _OPERANDS[opcode]
            else:
                raise BadDvi(f"opcode {opcode} inside a page")

    def _define_font(self, data: bytes, position: int) -> int:
        size = data[position] - _FNT_DEF_1 + 1
        number = _number(data, position + 1, size)
        lengths = position + 1 + size + 12
        name_at = lengths + 2
        area, name = _number(data, lengths, 1), _number(data, lengths + 1, 1)
        end = name_at + area + name
        text = _bytes(data, name_at, end).decode("latin-1")
        self.fonts[number] = FontDefinition(data[position:end], text)
        return end


def special_command(text: bytes) -> bytes:
    """The command for a special of at most 255 bytes."""
    return bytes([_XXX_1, len(text)]) + text


def bind_pages(
    preamble: bytes, fonts: Mapping[int, FontDefinition], pages: Sequence[Page], endings: Sequence[bytes]
) -> bytes:
    """A DVI file of its own with these pages, in this order, each with some more commands at its end."""
    used = sorted({number for page in pages for number in page.fonts})
    definitions = b"".join(fonts[number].command for number in used)
    out = bytearray(preamble + definitions)
    previous = -1
    for number, (page, ending) in enumerate(zip(pages, endings, strict=True), 1):
        here = len(out)
        out += bytes([_BOP]) + number.to_bytes(4, "big") + bytes(_BOP_COUNTERS - 4)
        out += previous.to_bytes(4, "big", signed=True) + page.commands + ending + bytes([_EOP])
        previous = here
    post = len(out)
    scale, largest_page = preamble[2:14], bytes(8)
    out += bytes([_POST]) + previous.to_bytes(4, "big", signed=True) + scale + largest_page
    out += _STACK_DEPTH.to_bytes(2, "big") + len(pages).to_bytes(2, "big") + definitions
    out += bytes([_POST_POST]) + post.to_bytes(4, "big") + bytes([_VERSION]) + b"\xdf" * 4
    out += b"\xdf" * (-len(out) % 4)
    return bytes(out)


def _number(data: bytes, start: int, size: int) -> int:
    return int.from_bytes(_bytes(data, start, start + size), "big")


def _bytes(data: bytes, start: int, end: int) -> bytes:
    if end > len(data):
        raise _Incomplete
    return data[start:end]
