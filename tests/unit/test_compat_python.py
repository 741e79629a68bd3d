"""Names that Python and numpy have dropped are given back; names they still have are left alone."""

from __future__ import annotations

import inspect
import json
import string
import subprocess
import sys

from synthgen.engines.compat import index_division, python_names

SCRIPT = """
import collections, fractions, inspect, json, string, time
import numpy as np
before = {name: id(value) for name, value in vars(np).items()}
from synthgen.engines.compat import numpy_names, python_names
numpy_names.REPAIR.apply()
python_names.REPAIR.apply()
print(json.dumps({
    "kept": all(id(vars(np)[name]) == value for name, value in before.items()),
    "float": np.float(2), "int": np.int(2.7), "product": int(np.product([2, 3])), "gcd": fractions.gcd(12, 18),
    "iterable": isinstance([], collections.Iterable), "clock": time.clock() >= 0, "upper": string.upper("a"),
    "args": inspect.getargspec(lambda a, b=1, *c: a).args,
}))
"""


def test_lost_names_are_back() -> None:
    """In a process of its own: the names stay for good."""
    found = json.loads(
        subprocess.run([sys.executable, "-c", SCRIPT], capture_output=True, text=True, check=True).stdout
    )
    assert found == {
        "kept": True, "float": 2.0, "int": 2, "product": 6, "gcd": 6,
        "iterable": True, "clock": True, "upper": "A", "args": ["a", "b"],
    }  # fmt: skip


def test_importing_the_repairs_changes_nothing() -> None:
    assert python_names.REPAIR.name == "python_names"
    assert not hasattr(string, "upper") and not hasattr(inspect, "getargspec")


def test_numbers_are_rounded_down_and_nothing_else_is_touched() -> None:
    assert index_division.whole(2.5) == 2 and index_division.whole(-0.5) == -1
    assert index_division.whole("a") == "a" and index_division.whole_index(slice(0.5, None)) == slice(0, None)
