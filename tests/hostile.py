"""What scenes do to the process they run in; called inside forked workers by the tests of the host."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path
from typing import Any

import numpy as np


def answer(engine: Any, payload: Any) -> tuple[str, Any]:
    return engine.name, payload


def large_answer(engine: Any, size: int) -> bytes:
    return b"x" * size


def sleep(engine: Any, payload: Any) -> None:
    time.sleep(60)


def eat_memory(engine: Any, mib: int) -> None:
    held = [np.ones(1 << 20, dtype=np.uint8) for _ in range(mib)]
    time.sleep(60 if held else 0)


def call_exit(engine: Any, code: int) -> None:
    sys.exit(code)


def segfault(engine: Any, payload: Any) -> None:
    print("about to fall", flush=True)
    os.kill(os.getpid(), signal.SIGSEGV)


def read_input(engine: Any, payload: Any) -> str:
    try:
        return input("really? ")
    except EOFError:
        return "no input"


def leave_child_behind(engine: Any, payload: Any) -> int:
    pid = os.fork()
    if pid == 0:
        os.setsid()
        time.sleep(60)
        os._exit(0)
    return pid


def working_directory(engine: Any, payload: Any) -> str:
    return str(Path.cwd())
