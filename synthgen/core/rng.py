"""Seeds derived from names, so that no result depends on the order in which work is done."""

from __future__ import annotations

import hashlib


def derive_seed(master: int, *names: str | int) -> int:
    """Return a 32-bit seed for the thing called `names` under the master seed.

    Hashing names (never counting calls) gives every scene, frame and variant its own stream, whatever the
    number of workers and whatever order they finish in. Seed 0 is a seed like any other.
    """
    text = "\x1f".join([str(master), *(str(name) for name in names)])
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4], "big")
