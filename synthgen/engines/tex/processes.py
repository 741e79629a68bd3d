"""Runs TeX's programs: no shell, bounded in time, CPU and file size, and never left behind."""

from __future__ import annotations

import contextlib
import os
import resource
import signal
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_MAX_FILE_BYTES = 256 << 20
_CPU_MARGIN_S = 30


def start(
    command: Sequence[str], cwd: Path, env: Mapping[str, str], limit_s: float, stdin: int, stdout: int
) -> subprocess.Popen[bytes]:
    """Start a program in a process group of its own.

    The system bounds its CPU time and the size of its files too, so that an endless loop ends even when
    nobody is left to end it.
    """
    process = subprocess.Popen(
        command, cwd=cwd, env=dict(env), stdin=stdin, stdout=stdout, stderr=subprocess.STDOUT, process_group=0
    )
    with contextlib.suppress(ProcessLookupError, PermissionError, ValueError):
        _lower_limit(process.pid, resource.RLIMIT_CPU, int(limit_s) + _CPU_MARGIN_S)
        _lower_limit(process.pid, resource.RLIMIT_FSIZE, _MAX_FILE_BYTES)
    return process


def run(command: Sequence[str], cwd: Path, env: Mapping[str, str], limit_s: float) -> tuple[int, str]:
    """Run a program to its end; returns its exit status and what it printed. Raises subprocess.TimeoutExpired."""
    process = start(command, cwd, env, limit_s, subprocess.DEVNULL, subprocess.PIPE)
    try:
        printed, _ = process.communicate(timeout=limit_s)
    except BaseException:
        kill(process)
        raise
    return process.returncode, printed.decode("utf-8", "replace")


def kill(process: subprocess.Popen[bytes]) -> None:
    """End a program and what it started (font generators, for one)."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)
    for pipe in (process.stdin, process.stdout):
        if pipe is not None:
            with contextlib.suppress(OSError):
                pipe.close()
    process.wait()


def _lower_limit(pid: int, kind: int, value: int) -> None:
    _, hard = resource.prlimit(pid, kind)
    bound = value if hard == resource.RLIM_INFINITY else min(value, hard)
    resource.prlimit(pid, kind, (bound, hard))
