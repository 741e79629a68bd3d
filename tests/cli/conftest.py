"""Running the command line as a user does: in a folder of its own, by its exit code and what it prints."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from command_line import Command, Ended, user_environment

from synthgen.cli.main import main


@pytest.fixture
def command(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> Command:
    """Run `python -m synthgen` with these arguments within this process, which saves a second each time."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))

    def run(*arguments: str) -> Ended:
        monkeypatch.setattr(sys, "argv", ["synthgen", *arguments])
        with pytest.raises(SystemExit) as caught:
            main()
        out, err = capfd.readouterr()
        return Ended(int(caught.value.code or 0), out, err)

    return run


@pytest.fixture
def process(tmp_path: Path) -> Command:
    """Run it in a process of its own, as from a shell."""

    def run(*arguments: str, **environment: str) -> Ended:
        done = subprocess.run(
            [sys.executable, "-m", "synthgen", *arguments],
            cwd=tmp_path,
            env=user_environment(tmp_path, **environment),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=120,
        )
        return Ended(done.returncode, done.stdout, done.stderr)

    return run
