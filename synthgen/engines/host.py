"""Engine hosts: a process that has its engine imported, from which every scene is forked off under limits.

One engine per host, since two manimlibs cannot share a process; one scene per fork, so that whatever a scene does to
the library, the process or itself ends with it.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from multiprocessing import Pipe
from pathlib import Path
from typing import Any

from synthgen.errors import EngineUnavailable, SynthgenError

_HOST_ENVIRONMENT = {
    # One thread per worker: the workers are the parallelism, and forking with threads running is unsafe.
    "OPENBLAS_NUM_THREADS": "1",
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "LP_NUM_THREADS": "1",
    # Pictures and rasters come and go: memory kept for the next costs no page faults.
    "MALLOC_MMAP_THRESHOLD_": str(32 << 20),
    "MALLOC_TRIM_THRESHOLD_": str(256 << 20),
    # Sets of names iterate in the same order in every run.
    "PYTHONHASHSEED": "0",
    "PYTHONUNBUFFERED": "1",
}


@dataclass(frozen=True, slots=True)
class Limits:
    """What one scene may use. Memory counts the process and everything it starts."""

    time_s: float = 120.0
    memory_mib: int = 2048


class Ending(StrEnum):
    """How a scene's process ended."""

    RETURNED = "returned"
    TIMEOUT = "timeout"
    MEMORY = "memory"
    EXITED = "exited"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it ended, what it returned (when it did), and what it printed last."""

    ending: Ending
    result: Any
    output_tail: str
    duration_s: float
    peak_memory_mib: float
    signal_name: str = ""
    exit_code: int = 0


class EngineHost:
    """The caller's end of a host process. Not thread-safe: one host per calling thread."""

    def __init__(self, engine_name: str, library_root: Path | None = None) -> None:
        self.engine_name = engine_name
        self._library_root = library_root
        self._process: subprocess.Popen[bytes] | None = None
        self._connection: Any = None
        self._home = ""
        self.versions: dict[str, str] = {}

    def start(self) -> None:
        """Start the process and import the engine; raises EngineUnavailable when that is impossible."""
        if self._process is not None:
            return
        ours, theirs = Pipe()
        self._home = tempfile.mkdtemp(prefix="synthgen-host-")
        environment = {**os.environ, **_HOST_ENVIRONMENT, "PYTHONPATH": _import_path(os.environ)}
        self._process = subprocess.Popen(
            [sys.executable, "-m", "synthgen.engines.host_process", str(theirs.fileno()), self.engine_name],
            pass_fds=[theirs.fileno()],
            cwd=self._home,
            env=environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        theirs.close()
        self._connection = ours
        ours.send(str(self._library_root) if self._library_root else None)
        try:
            answer = ours.recv()
        except (EOFError, ConnectionResetError) as error:
            self.close()
            raise EngineUnavailable(
                f"the {self.engine_name} engine's process died while importing it",
                "run `python -m synthgen.engines.host_process --check " + self.engine_name + "` to see why",
            ) from error
        if isinstance(answer, SynthgenError):
            self.close()
            raise answer
        self.versions = answer

    def run(self, entry: str, payload: Any, limits: Limits) -> Outcome:
        """Call `entry` ("module:function") with (engine, payload) in a forked process; wait for its outcome.

        A host that dies itself is started anew at the next call and the outcome is CRASHED.
        """
        self.start()
        try:
            self._connection.send((entry, payload, limits))
            outcome: Outcome = self._connection.recv()
        except (EOFError, ConnectionError):
            self.close()
            return Outcome(Ending.CRASHED, None, "the engine's host process died", 0.0, 0.0)
        return outcome

    def kill(self) -> None:
        """End the host at once, whatever it is doing; may be called from another thread while `run` waits."""
        if (process := self._process) is not None:
            process.kill()

    def close(self) -> None:
        """End the host and whatever runs in it."""
        if self._process is None:
            return
        self._connection.close()
        try:
            self._process.wait(timeout=2)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
        self._process = None
        shutil.rmtree(self._home, ignore_errors=True)


def _import_path(environment: Mapping[str, str]) -> str:
    """The host runs in a directory of its own: it must still find this very package."""
    package_root = str(Path(__file__).resolve().parents[2])
    return os.pathsep.join(filter(None, [package_root, environment.get("PYTHONPATH", "")]))
