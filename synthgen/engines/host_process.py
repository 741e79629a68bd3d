"""The host's own side: import the engine once, then fork, watch and reap one scene after another."""

from __future__ import annotations

import contextlib
import ctypes
import gc
import importlib
import os
import pickle
import resource
import select
import signal
import sys
import tempfile
import time
from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

from synthgen.engines.base import Engine
from synthgen.engines.host import Ending, Limits, Outcome
from synthgen.engines.registry import make_engine
from synthgen.errors import SynthgenError, WorkFailed

_POLL_S = 0.05
_TAIL_BYTES = 4000
_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
_EXIT_UNPICKLABLE = 97


def serve(connection: Connection, engine_name: str) -> None:
    """Answer requests until the caller closes the connection (or dies)."""
    _die_with_parent()
    _adopt_orphans()
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    engine = make_engine(engine_name)
    try:
        engine.prepare(connection.recv())
        connection.send(engine.version())
    except SynthgenError as error:
        connection.send(error)
        return
    except Exception as error:
        connection.send(WorkFailed(f"the {engine_name} engine could not be prepared: {type(error).__name__}: {error}"))
        raise
    imported: set[str] = set()
    while True:
        try:
            entry, payload, limits = connection.recv()
        except (EOFError, OSError):
            return
        if entry not in imported:
            _import_once_for_all(entry)
            imported.add(entry)
        connection.send(supervise(engine, entry, payload, limits, connection.fileno()))


def _import_once_for_all(entry: str) -> None:
    """Import what every fork is going to need; if that fails, it does so in the fork too, where it is reported."""
    with contextlib.suppress(Exception):
        importlib.import_module(entry.partition(":")[0])
    # What is imported by now lives in every fork: keep the collector from touching (and so copying) its pages.
    gc.collect()
    gc.freeze()


def supervise(engine: Engine, entry: str, payload: Any, limits: Limits, foreign_fd: int) -> Outcome:
    """Fork, let the child call `entry(engine, payload)`, and see it to its end within its limits."""
    scratch = Path(tempfile.mkdtemp(prefix="synthgen-scene-"))
    log = scratch / "output.txt"
    read_fd, write_fd = os.pipe()
    started = time.monotonic()
    pid = os.fork()
    if pid == 0:
        os.close(read_fd)
        os.close(foreign_fd)
        _be_child(engine, entry, payload, limits, write_fd, scratch, log)
    os.close(write_fd)
    ending, answer, status, peak_mib = _watch(pid, read_fd, limits, started)
    _kill_orphans()
    os.close(read_fd)
    outcome = _outcome(ending, answer, status, _tail(log), time.monotonic() - started, peak_mib)
    _remove_tree(scratch)
    return outcome


def _be_child(
    engine: Engine, entry: str, payload: Any, limits: Limits, write_fd: int, scratch: Path, log: Path
) -> None:
    """The forked process: never returns. Output goes to the log, input is empty, the answer goes down the pipe."""
    code = 1
    try:
        os.setsid()
        _die_with_parent()
        resource.setrlimit(resource.RLIMIT_DATA, (limits.memory_mib << 20, limits.memory_mib << 20))
        resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
        for fd, file in ((0, "/dev/null"), (1, str(log)), (2, str(log))):
            os.dup2(os.open(file, os.O_RDONLY if fd == 0 else os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600), fd)
        sys.stdin = open(0, closefd=False)  # noqa: SIM115 (lives as long as the process)
        os.chdir(scratch)
        os.environ["TMPDIR"] = str(scratch)
        tempfile.tempdir = str(scratch)
        module, function = entry.split(":")
        call: Callable[[Engine, Any], Any] = getattr(importlib.import_module(module), function)
        answer = pickle.dumps(call(engine, payload))
        code = 0
    except SystemExit as leaving:
        os._exit(leaving.code if isinstance(leaving.code, int) else 1)
    except BaseException:
        import traceback

        traceback.print_exc()
        os._exit(_EXIT_UNPICKLABLE)
    with contextlib.suppress(BrokenPipeError):
        view = memoryview(len(answer).to_bytes(8, "big") + answer)
        while view:
            view = view[os.write(write_fd, view) :]
    os._exit(code)


def _watch(pid: int, read_fd: int, limits: Limits, started: float) -> tuple[Ending | None, bytes, int, float]:
    """Read the child's answer while holding it to its limits; returns (limit broken, answer, wait status, peak MiB)."""
    answer = bytearray()
    peak_mib = 0.0
    while True:
        pipe_open = _read_available(read_fd, answer, _POLL_S)
        if _is_whole(answer):
            _kill_tree(pid)  # It has said all it had to say; its own clean-up may never end.
            os.waitpid(pid, 0)
            return None, bytes(answer[8:]), 0, peak_mib
        ended, status = os.waitpid(pid, os.WNOHANG)
        if ended:
            while _read_available(read_fd, answer, 0) and not _is_whole(answer):
                pass
            return None, bytes(answer[8:]) if _is_whole(answer) else b"", status, peak_mib
        peak_mib = max(peak_mib, _tree_memory_mib(pid))
        over_time = time.monotonic() - started > limits.time_s
        if over_time or peak_mib > limits.memory_mib:
            _kill_tree(pid)
            os.waitpid(pid, 0)
            return (Ending.TIMEOUT if over_time else Ending.MEMORY), b"", 0, peak_mib
        if not pipe_open:
            time.sleep(_POLL_S)


def _read_available(read_fd: int, answer: bytearray, wait_s: float) -> bool:
    """Append what the pipe holds; False when nothing came (or ever will)."""
    if not select.select([read_fd], [], [], wait_s)[0]:
        return wait_s > 0
    piece = os.read(read_fd, 1 << 20)
    answer += piece
    return bool(piece)


def _is_whole(answer: bytearray) -> bool:
    return len(answer) >= 8 and len(answer) >= 8 + int.from_bytes(answer[:8], "big")


def _outcome(
    ending: Ending | None, answer: bytes, status: int, tail: str, duration_s: float, peak_mib: float
) -> Outcome:
    if ending is not None:
        return Outcome(ending, None, tail, duration_s, peak_mib)
    if answer:
        return Outcome(Ending.RETURNED, pickle.loads(answer), tail, duration_s, peak_mib)
    if os.WIFSIGNALED(status):
        name = signal.Signals(os.WTERMSIG(status)).name
        return Outcome(Ending.CRASHED, None, tail, duration_s, peak_mib, signal_name=name)
    return Outcome(Ending.EXITED, None, tail, duration_s, peak_mib, exit_code=os.waitstatus_to_exitcode(status))


def _descendants(pid: int) -> list[int]:
    """All processes the scene started, also those that left its process group."""
    found = []
    for task in Path(f"/proc/{pid}/task").glob("*/children"):
        with contextlib.suppress(OSError):
            for child in map(int, task.read_text().split()):
                found += [child, *_descendants(child)]
    return found


def _tree_memory_mib(pid: int) -> float:
    """Resident memory of the process and all it started."""
    pages = 0
    for member in (pid, *_descendants(pid)):
        with contextlib.suppress(OSError, IndexError):
            pages += int(Path(f"/proc/{member}/statm").read_text().split()[1])
    return pages * resource.getpagesize() / (1 << 20)


def _kill_tree(pid: int) -> None:
    for member in (*_descendants(pid), pid):
        with contextlib.suppress(ProcessLookupError):
            os.kill(member, signal.SIGKILL)
    with contextlib.suppress(ProcessLookupError, PermissionError):
        os.killpg(pid, signal.SIGKILL)


def _kill_orphans() -> None:
    """End what a scene left behind: as their sub-reaper, the host is now the parent of all of it."""
    for orphan in _descendants(os.getpid()):
        with contextlib.suppress(ProcessLookupError):
            os.kill(orphan, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _tail(log: Path) -> str:
    try:
        return log.read_bytes()[-_TAIL_BYTES:].decode(errors="replace")
    except OSError:
        return ""


def _remove_tree(folder: Path) -> None:
    import shutil

    shutil.rmtree(folder, ignore_errors=True)


def _die_with_parent() -> None:
    """Ask Linux to kill this process when its parent dies, so that nothing is left running after a SIGKILL."""
    _prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)


def _adopt_orphans() -> None:
    """Ask Linux to make this process the parent of whatever its children leave behind."""
    _prctl(_PR_SET_CHILD_SUBREAPER, 1)


def _prctl(option: int, value: int) -> None:
    with contextlib.suppress(OSError, AttributeError):
        ctypes.CDLL(None).prctl(option, value, 0, 0, 0)


def main(arguments: list[str]) -> None:
    if arguments[0] == "--check":
        engine = make_engine(arguments[1])
        engine.prepare(None)
        print(engine.version())
        return
    serve(Connection(int(arguments[0])), arguments[1])


if __name__ == "__main__":
    main(sys.argv[1:])
