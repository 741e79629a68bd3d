"""What became of the jobs of a run, told to whoever started them.

A job may run in another process than the command that started it, so failures travel as small files in the jobs'
output folders, and the starting process collects them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hydra.experimental.callback import Callback
from omegaconf import DictConfig

_FILE = "failure.json"


@dataclass(frozen=True, slots=True)
class JobFailure:
    """A job that failed: what it was told, its exit code, and why."""

    job: str
    exit_code: int
    reason: str


collected: list[JobFailure] = []
"""The failed jobs of the last run that this process started."""

is_sweep = False
"""Whether that run had several jobs."""


def clear() -> None:
    """Forget what was told of an earlier run."""
    global is_sweep
    collected.clear()
    is_sweep = False


def record(output_dir: Path, failure: JobFailure) -> None:
    (output_dir / _FILE).write_text(json.dumps(asdict(failure)))


class FailureCollector(Callback):
    """Gathers the failures when all jobs have ended. Named in conf/config.yaml, called by Hydra."""

    def on_run_end(self, config: DictConfig, **kwargs: Any) -> None:
        _collect([Path(config.hydra.runtime.output_dir)])

    def on_multirun_end(self, config: DictConfig, **kwargs: Any) -> None:
        global is_sweep
        is_sweep = True
        # Jobs are numbered; sorting by name would put 10 before 2.
        _collect(sorted(Path(config.hydra.sweep.dir).iterdir(), key=lambda folder: (len(folder.name), folder.name)))


class SensitivityTable(Callback):
    """One table of all jobs of a sweep of task=sensitivity. Named in conf/config.yaml, called by Hydra."""

    def on_multirun_end(self, config: DictConfig, **kwargs: Any) -> None:
        if config.task.name == "sensitivity":
            # Not for every command: it loads all that judges.
            from synthgen.tasks.sensitivity import gather

            print(gather(Path(config.dataset.root).expanduser()) or "no job was judged")


def _collect(folders: Iterable[Path]) -> None:
    files = [folder / _FILE for folder in folders if (folder / _FILE).is_file()]
    collected[:] = [JobFailure(**json.loads(file.read_text())) for file in files]
