"""Engine names and where their code is; nothing is imported before it is asked for."""

from __future__ import annotations

import importlib

from synthgen.engines.base import Engine
from synthgen.errors import UsageError

ENGINES = {
    "community": "synthgen.engines.community:CommunityEngine",
    "opengl": "synthgen.engines.opengl:OpenGLEngine",
    "period": "synthgen.engines.period:PeriodEngine",
}


def make_engine(name: str) -> Engine:
    """A new engine by name. Call in a worker process only: engines change global state and exclude one another."""
    if name not in ENGINES:
        raise UsageError(f"there is no engine {name!r}", f"choose one of {', '.join(ENGINES)}")
    module_name, class_name = ENGINES[name].split(":")
    engine: Engine = getattr(importlib.import_module(module_name), class_name)()
    return engine
