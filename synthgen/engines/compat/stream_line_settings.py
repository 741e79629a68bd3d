"""Stream lines took where to start from a dictionary, `start_points_generator_config`, of what are attributes now."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    stream_lines = importlib.import_module("manimlib.mobject.vector_field").StreamLines
    stock = stream_lines.get_start_points

    def get_start_points(lines: Any, **settings: Any) -> Any:
        if settings:
            used("stream_line_settings")
        lines.__dict__.update(settings)
        return stock(lines)

    stream_lines.get_start_points = get_start_points


REPAIR = Repair("stream_line_settings", "TypeError: get_start_points() got an unexpected keyword argument", apply)
