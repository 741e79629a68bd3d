"""A sample of the period corpus renders, in its own random order: what a repair breaks elsewhere shows here."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from command_line import Command
from engine_contract.conftest import REQUIRED, period_library

from synthgen.errors import SynthgenError


@pytest.fixture
def _corpus() -> None:
    try:
        period_library()
    except SynthgenError as error:
        if "period" in REQUIRED:
            pytest.fail(f"the period corpus is required here: {error}")
        pytest.skip(str(error))


@pytest.mark.usefixtures("_corpus")
def test_of_sixty_scenes_of_the_corpus_few_fail(command: Command, tmp_path: Path) -> None:
    out = tmp_path / "census"
    options = ("scene=corpus", "census.sample=0.0165", "workers=2", "limits.time_s=15", f"census.folder={out}")
    ended = command("task=census", *options)
    assert ended.exit_code == 0, ended.err
    figures = json.loads((out / "metrics" / "census.json").read_text())
    assert 45 <= figures["scenes"] <= 75
    # Which scenes run out of their time depends on the machine.
    too_slow = sum(cause["scenes"] for cause in figures["causes"] if cause["reason"] == "timeout")
    assert too_slow <= 12
    assert figures["rendered"] >= 0.85 * (figures["scenes"] - too_slow), figures["causes"]
