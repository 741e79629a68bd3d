"""What failures have in common: their messages without what differs from scene to scene."""

from __future__ import annotations

import re

_LONGEST = 160

_DIFFERS = (
    # Which class lacks an attribute differs; which attribute is missing tells.
    (re.compile(r"'?[\w.]+'? object has no attribute"), "an object has no attribute"),
    (re.compile(r"type object '[\w.]+'"), "a class"),
    (re.compile(r"[\w.]*?(\w+)\.(\w+)\(\) (got|missing|takes)"), r"\2() \3"),
    (re.compile(r"0x[0-9a-f]+"), "0x..."),
    (re.compile(r"(/[\w.\-]+){2,}"), "PATH"),
    (re.compile(r"-?\d+(\.\d+)?(e-?\d+)?"), "N"),
    (re.compile(r"\(N(, ?N)*,?\)"), "(N)"),
    (re.compile(r"\s+"), " "),
)


def cause_of(reason: str, message: str) -> str:
    """The first line of a message, with numbers, paths and the names of classes that happen to be in it taken out."""
    text = (message.strip() or reason).splitlines()[0]
    for pattern, replacement in _DIFFERS:
        text = pattern.sub(replacement, text)
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."
