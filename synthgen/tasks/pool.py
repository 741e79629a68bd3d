"""Scenes run in parallel: each worker thread keeps a host per engine and feeds it one scene after another."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor, as_completed
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from synthgen.core.job import Failure, FailureReason
from synthgen.engines.host import Ending, EngineHost, Limits, Outcome
from synthgen.tasks.scene_worker import SceneResult, SceneTask

ENTRY = "synthgen.tasks.scene_worker:render_scene"

OnResult = Callable[[SceneResult, Outcome], None]
OnOutcome = Callable[[int, Outcome], None]
"""Told the number of the job and how it ended."""


class ScenePool:
    """Runs scene tasks on a number of worker processes. Results arrive in whatever order scenes finish."""

    def __init__(self, workers: int, limits: Limits, library_root: Path | None = None) -> None:
        self._workers = workers
        self._limits = limits
        self._library_root = library_root
        self._hosts: list[EngineHost] = []
        self._own = threading.local()
        self._lock = threading.Lock()

    def run(self, tasks: Sequence[SceneTask], on_result: OnResult) -> None:
        """Run all tasks; `on_result` is called in the caller's thread, once a task.

        Raises EngineUnavailable when a needed engine cannot be imported. On any exception (Ctrl-C too) running
        scenes are killed; they leave no shard behind.
        """
        jobs = [(task.job.scene.engine, task) for task in tasks]
        self.run_entry(
            ENTRY, jobs, lambda index, outcome: on_result(as_result(tasks[index], outcome, self._limits), outcome)
        )

    def run_entry(self, entry: str, jobs: Sequence[tuple[str, Any]], on_outcome: OnOutcome) -> None:
        """Run any worker function ("module:function") on (engine name, payload) jobs; otherwise like `run`."""
        with self._executor() as executor:
            pending = {executor.submit(self._run_one, entry, *job): index for index, job in enumerate(jobs)}
            for future in as_completed(pending):
                on_outcome(pending[future], future.result())

    @contextmanager
    def _executor(self) -> Iterator[ThreadPoolExecutor]:
        executor = ThreadPoolExecutor(self._workers, thread_name_prefix="scene")
        try:
            yield executor
        finally:
            executor.shutdown(wait=False, cancel_futures=True)
            with self._lock:
                for host in self._hosts:
                    host.kill()
            executor.shutdown(wait=True)

    def _run_one(self, entry: str, engine_name: str, payload: Any) -> Outcome:
        return self._host(engine_name).run(entry, payload, self._limits)

    def _host(self, engine_name: str) -> EngineHost:
        hosts: dict[str, EngineHost] = self._own.__dict__.setdefault("hosts", {})
        if engine_name not in hosts:
            hosts[engine_name] = EngineHost(engine_name, self._library_root if engine_name == "period" else None)
            with self._lock:
                self._hosts.append(hosts[engine_name])
        return hosts[engine_name]


def as_result(task: SceneTask, outcome: Outcome, limits: Limits) -> SceneResult:
    """What an outcome means for the scene: its own result, or the failure its process ended in."""
    if failure := failure_of(outcome, limits):
        return SceneResult(task.job.scene.scene_id, failure)
    result: SceneResult = outcome.result
    return result


def failure_of(outcome: Outcome, limits: Limits) -> Failure | None:
    """Why a scene's process did not return; None when it did."""
    if outcome.ending is Ending.RETURNED:
        return None
    reason, message = {
        Ending.TIMEOUT: (FailureReason.TIMEOUT, f"still running after {limits.time_s:g} s (limits.time_s)"),
        Ending.MEMORY: (FailureReason.MEMORY, f"needed more than {limits.memory_mib} MiB (limits.memory_mib)"),
        Ending.EXITED: (FailureReason.EXIT, f"its process exited with code {outcome.exit_code}"),
        Ending.CRASHED: (FailureReason.CRASH, f"its process died: {outcome.signal_name or outcome.output_tail}"),
    }[outcome.ending]
    return Failure(reason, message, outcome.output_tail)
