"""What all tests share: where the period library is."""

from __future__ import annotations

import os

from synthgen.config import default_cache_dir
from synthgen.errors import SynthgenError
from synthgen.sources.sdist import PERIOD, period_root


def pytest_configure() -> None:
    """Tell tests and the processes they start where the period library is; fetch it where it is required."""
    required = "period" in os.environ.get("SYNTHGEN_REQUIRED_ENGINES", "")
    cached = (default_cache_dir() / "sources" / PERIOD.top).is_dir()
    if "SYNTHGEN_PERIOD_LIBRARY" not in os.environ and (required or cached):
        try:
            os.environ["SYNTHGEN_PERIOD_LIBRARY"] = str(period_root(default_cache_dir(), print))
        except SynthgenError as error:
            print(f"the period library cannot be had: {error}")
