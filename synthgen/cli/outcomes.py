"""What became of the jobs of a run, told to whoever started them.

A job may run in another process than the command that started it, so failures travel as small files in the jobs'
output folders, which the starting process collects.
"""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from hydra.experimental.callback import Callback
from omegaconf import DictConfig

_FILE = "failure.json"


@dataclass(frozen=True, slots=True)
class JobFailure:
    """A job that failed: its overrides (or number, when it has none), and its exit code."""

    job: str
    exit_code: int
    message: str


failures: list[JobFailure] = []
"""The failed jobs of the last run started from this process."""


def record(output_dir: Path, failure: JobFailure) -> None:
    (output_dir / _FILE).write_text(json.dumps(asdict(failure)))


class FailureCollector(Callback):
    """Gathers the failures when all jobs have ended. Named in conf/config.yaml, called by Hydra."""

    def on_run_start(self, config: DictConfig, **kwargs: Any) -> None:
        failures.clear()

    def on_multirun_start(self, config: DictConfig, **kwargs: Any) -> None:
        failures.clear()

    def on_run_end(self, config: DictConfig, **kwargs: Any) -> None:
        _collect([Path(config.hydra.runtime.output_dir)])

    def on_multirun_end(self, config: DictConfig, **kwargs: Any) -> None:
        _collect(sorted(Path(config.hydra.sweep.dir).iterdir()))


def _collect(folders: list[Path]) -> None:
    found = [folder / _FILE for folder in folders if (folder / _FILE).is_file()]
    failures.extend(JobFailure(**json.loads(file.read_text())) for file in found)
