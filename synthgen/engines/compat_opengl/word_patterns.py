"""A guessing game's patterns of all words against all words, which take four gigabytes to work out at once.

Applies to `get_pattern_matrix(guesses, answers)` of scene files: what is asked for is worked out alone, a few guesses
at a time. That the numbers are those of the file's own `generate_pattern_matrix` is tried on a few words first.
"""

from __future__ import annotations

import functools
import itertools
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair, used

_Bytes = np.ndarray[Any, np.dtype[np.uint8]]

_GUESSES_AT_ONCE = 64
_TRIED = slice(None, None, 997)
"""Guesses and answers that are tried, of all that are given the first time."""


def in_slices(stock: Callable[..., Any]) -> Callable[..., Any]:
    """The function, without the patterns of words that nobody asks for."""
    agreed: list[bool] = []

    @functools.wraps(stock)
    def get_pattern_matrix(words1: Sequence[str], words2: Sequence[str]) -> Any:
        if len({*map(len, words1), *map(len, words2)}) != 1:
            return stock(words1, words2)
        if not agreed:
            agreed.append(_agree(stock.__globals__.get("generate_pattern_matrix"), words1[_TRIED], words2[_TRIED]))
        if not agreed[0]:
            return stock(words1, words2)
        used("word_patterns")
        return patterns(words1, words2)

    return get_pattern_matrix


def _agree(of_scene: Any, guesses: Sequence[str], answers: Sequence[str]) -> bool:
    return callable(of_scene) and np.array_equal(of_scene(guesses, answers), patterns(guesses, answers))


def patterns(guesses: Sequence[str], answers: Sequence[str]) -> _Bytes:
    """What each answer says of each guess, (guesses, answers): a number with a ternary digit for each letter.

    A digit is 2 where the letter is in its place, 1 where it is elsewhere in the answer and no other letter of the
    guess has taken that one, and 0 otherwise; the first letter's is the last digit. Words are of one length.
    """
    guessed, given = _letters(guesses), _letters(answers)
    alphabet, numbers = np.unique(guessed, return_inverse=True)
    # For a letter and a place: in which answers it stands there, a bit for each.
    stands = np.packbits(given.T[None] == alphabet[:, None, None], axis=2)
    found = np.zeros((len(guessed), len(given)), np.uint8)
    for start in range(0, len(guessed), _GUESSES_AT_ONCE):
        some = slice(start, start + _GUESSES_AT_ONCE)
        for weight, bits in _digits(stands[numbers.reshape(guessed.shape)[some]]):
            found[some] += np.uint8(weight % 256) * np.unpackbits(bits, axis=1, count=len(given))
    return found


def _letters(words: Sequence[str]) -> np.ndarray[Any, np.dtype[np.int64]]:
    """Letters by their numbers, (words, letters)."""
    return np.array([[ord(letter) for letter in word] for word in words])


def _digits(equal: _Bytes) -> Iterator[tuple[int, _Bytes]]:
    """What to add for whom, as (number, bits).

    `equal`: which letters of guesses equal which of answers, (guesses, letters, places, bits).
    """
    count = equal.shape[1]
    open_letters = [~equal[:, place, place] for place in range(count)]
    open_places = [bits.copy() for bits in open_letters]
    for place in range(count):
        yield 2 * 3**place, equal[:, place, place]
    for letter, place in itertools.product(range(count), repeat=2):
        if letter != place:
            elsewhere = equal[:, letter, place] & open_letters[letter] & open_places[place]
            open_letters[letter] &= ~elsewhere
            open_places[place] &= ~elsewhere
            yield 3**letter, elsewhere


REPAIR = Repair(
    "word_patterns",
    "MemoryError: Unable to allocate 3.91 GiB for an array with shape (12953, 12953, 5, 5) and data type bool",
    functions={"get_pattern_matrix": in_slices},
)
