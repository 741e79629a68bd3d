"""The text of a source file as lines, within limits."""

from __future__ import annotations

import io
import tokenize
from pathlib import Path

MAX_BYTES = 8_000_000
MAX_LINES = 100_000


class Unreadable(Exception):
    """A file is no Python that could be flattened; the message says why."""


def read_lines(file: Path) -> list[str]:
    """The lines of a file without their ends, decoded as Python would.

    Raises Unreadable for a file that is too big, cannot be opened, or is not text in the encoding it says it is in.
    """
    try:
        if file.stat().st_size > MAX_BYTES:
            raise Unreadable(f"it is larger than {MAX_BYTES / 1e6:g} MB")
        content = file.read_bytes()
        encoding, _ = tokenize.detect_encoding(io.BytesIO(content).readline)
        text = content.decode(encoding)
    except OSError as error:
        raise Unreadable(error.strerror or str(error)) from error
    except (SyntaxError, UnicodeDecodeError) as error:
        raise Unreadable(f"it is not text: {error}") from error
    # Only these end a line for Python's parser; `str.splitlines` knows others, such as form feeds.
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    if len(lines) > MAX_LINES:
        raise Unreadable(f"it has more than {MAX_LINES} lines")
    return lines
