"""Task names and where their code is; a task is imported when it is about to run, not before."""

from __future__ import annotations

import importlib
from collections.abc import Callable

from synthgen.errors import UsageError
from synthgen.tasks.settings import Settings

Task = Callable[[Settings], int]

TASKS = {
    "catalog": "synthgen.tasks.catalog:run",
    "census": "synthgen.tasks.census:run",
    "generate": "synthgen.tasks.generate:run",
    "pairs": "synthgen.tasks.pairs:run",
    "inspect": "synthgen.tasks.inspect:run",
    "index": "synthgen.tasks.index:run",
    "export": "synthgen.tasks.export:run",
    "flatten": "synthgen.tasks.flatten:run",
    "statistics": "synthgen.tasks.statistics:run",
    "validate": "synthgen.tasks.validate:run",
    "extract": "synthgen.tasks.extract:run",
    "match": "synthgen.tasks.match:run",
    "calibrate": "synthgen.tasks.calibrate:run",
    "sensitivity": "synthgen.tasks.sensitivity:run",
    "train_detector": "synthgen.tasks.train_detector:run",
    "cuts": "synthgen.tasks.cuts:run",
    "review": "synthgen.tasks.review:run",
    "report": "synthgen.tasks.report:run",
}


def find_task(name: str) -> Task:
    """The function that runs a task and returns its exit code. Raises UsageError for a name that is no task."""
    if name not in TASKS:
        raise UsageError(f"there is no task {name!r}", f"choose one of {', '.join(TASKS)}")
    module_name, function_name = TASKS[name].split(":")
    task: Task = getattr(importlib.import_module(module_name), function_name)
    return task
