"""What is said on the command line about procedural scenes reaches them, within its bounds."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir

from synthgen.config import register_schemas, to_settings
from synthgen.errors import UsageError
from synthgen.resources import conf_dir
from synthgen.sources.procedural.request import Balance, HardKind, ProceduralRequest
from synthgen.sources.selection import SourceKind


@pytest.fixture(scope="module", autouse=True)
def composing() -> Iterator[None]:
    register_schemas()
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        yield


def request_of(*overrides: str) -> ProceduralRequest:
    selection = to_settings(compose("config", overrides=["scene=procedural", *overrides])).selection
    assert selection is not None and selection.procedural is not None
    return selection.procedural


def test_options_reach_the_request(tmp_path: Path) -> None:
    request = request_of(
        "scene.count=7",
        "scene.templates=[bar_chart,network]",
        f"scene.template_dirs=[{tmp_path}]",
        "scene.crowding=0.8",
        "scene.hard_share=0.5",
        "scene.hard_kinds=[tiny,low_contrast]",
        "scene.balance=[positions]",
        "seed=3",
    )
    assert request == ProceduralRequest(
        count=7,
        templates=("bar_chart", "network"),
        template_dirs=(tmp_path,),
        crowding=0.8,
        hard_share=0.5,
        hard_kinds=(HardKind.TINY, HardKind.LOW_CONTRAST),
        balance=(Balance.POSITIONS,),
        seed=3,
    )


def test_the_defaults_are_those_of_the_request() -> None:
    assert request_of() == ProceduralRequest()


@pytest.mark.parametrize("key", ["crowding", "overlap", "hard_share"])
def test_shares_are_between_0_and_1(key: str) -> None:
    with pytest.raises(UsageError, match=rf"`scene.{key}` must be between 0 and 1, got 1.5"):
        request_of(f"scene.{key}=1.5")


def test_phase2_is_five_hundred_scenes_half_of_them_real() -> None:
    settings = to_settings(compose("config", overrides=["experiment=phase2"]))
    selection = settings.selection
    assert selection is not None and selection.procedural is not None and selection.kind is SourceKind.MIXED
    assert (selection.procedural.count, selection.real_count) == (250, 250)
    assert 10 <= settings.sampling.count <= 20


def test_a_mixture_without_real_scenes_is_refused() -> None:
    with pytest.raises(UsageError, match=r"`scene.real_count` must be > 0, got 0"):
        to_settings(compose("config", overrides=["scene=mixed", "scene.real_count=0"]))


def test_phase1_is_a_hundred_scenes_of_five_to_ten_frames() -> None:
    settings = to_settings(compose("config", overrides=["experiment=phase1"]))
    assert settings.selection is not None and settings.selection.procedural is not None
    assert settings.selection.procedural.count == 100
    assert 5 <= settings.sampling.count <= 10
