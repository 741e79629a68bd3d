"""Pickles that Python 2 wrote: their strings are bytes, which Python 3 takes for UTF-8 unless told otherwise.

Applies to pickles that cannot be read as they are: they are read once more, every byte a character.
"""

from __future__ import annotations

import functools
import pickle
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    stock = pickle.load

    @functools.wraps(stock)
    def load(file: Any, **kwargs: Any) -> Any:
        start = file.tell()
        try:
            return stock(file, **kwargs)
        except UnicodeDecodeError:
            used("python2_pickles")
            # Python 2 read bytes from files that were opened as text, too.
            raw = getattr(file, "buffer", file)
            raw.seek(start)
            return stock(raw, encoding="latin1")

    pickle.load = load


REPAIR = Repair("python2_pickles", "UnicodeDecodeError: 'utf-8' codec can't decode byte 0x80 in position 0", apply)
