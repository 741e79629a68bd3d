"""Helping with misspelt names."""

from __future__ import annotations

import difflib
from collections.abc import Iterable


def nearest(name: str, known: Iterable[str], at_most: int = 3) -> list[str]:
    """The known names most like `name`, likest first; case does not count."""
    by_folded = {option.casefold(): option for option in known}
    found = difflib.get_close_matches(name.casefold(), by_folded, n=at_most, cutoff=0.6)
    return [by_folded[folded] for folded in found]


def did_you_mean(name: str, known: Iterable[str], listed: int = 12) -> str:
    """A sentence naming the nearest of the known names, or failing that the known names themselves."""
    options = list(known)
    if close := nearest(name, options):
        return f"did you mean {' or '.join(close)}?"
    more = f", ... ({len(options)} in all)" if len(options) > listed else ""
    return f"choose from {', '.join(options[:listed])}{more}"
