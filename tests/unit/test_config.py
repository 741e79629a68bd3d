"""The configuration composes, its bounds hold with exact messages, and it becomes plain settings."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from enum import Enum
from fractions import Fraction
from pathlib import Path

import pytest
from hydra import compose, initialize_config_dir
from omegaconf import DictConfig

from synthgen.annotate.masks import MaskMode
from synthgen.annotate.objects import Level
from synthgen.config import Config, default_cache_dir, option_names, register_schemas, to_settings
from synthgen.config.labels import LevelName, MasksName
from synthgen.config.outputs import ImageFormatName
from synthgen.config.rendering import EngineName, SamplingName
from synthgen.core.job import SamplingMode
from synthgen.dataset.image_formats import ImageFormat
from synthgen.engines.registry import ENGINES
from synthgen.errors import UsageError
from synthgen.resources import conf_dir
from synthgen.sources.catalog import VIDEOS
from synthgen.sources.selection import SourceKind
from synthgen.tasks.registry import TASKS, find_task
from synthgen.tasks.settings import Settings

GROUPS = sorted(path.name for path in conf_dir().iterdir() if path.is_dir() and path.name != "hydra")


@pytest.fixture(scope="module", autouse=True)
def composing() -> Iterator[None]:
    register_schemas()
    with initialize_config_dir(str(conf_dir()), version_base="1.3"):
        yield


def composed(*overrides: str) -> DictConfig:
    return compose("config", overrides=list(overrides))


def settings(*overrides: str) -> Settings:
    return to_settings(composed(*overrides))


def options() -> list[str]:
    """Every option of every group, as an override."""
    files = [f"{group}={file.stem}" for group in GROUPS for file in sorted((conf_dir() / group).glob("*.yaml"))]
    return files + [f"scene={name}" for name in VIDEOS]


@pytest.mark.parametrize("option", options())
def test_every_option_composes_and_becomes_settings(option: str) -> None:
    needed = {"scene=file": ["scene.path=a.py"], "scene=checkout": ["scene.root=videos"]}
    needed["scene=dataset3b1b"] = needed["scene=checkout"]
    assert isinstance(settings(option, *needed.get(option, [])), Settings)


def test_the_defaults() -> None:
    plain = settings()
    assert plain.task == "generate"
    assert plain.selection is None
    assert (plain.render.width_px, plain.render.height_px, plain.render.fps) == (854, 480, Fraction(30))
    assert (plain.sampling.mode, plain.sampling.count) == (SamplingMode.MIXED, 8)
    assert (plain.annotate.level, plain.annotate.masks, plain.annotate.visibility) == (
        Level.OBJECTS,
        MaskMode.NONE,
        True,
    )
    assert (plain.limits.time_s, plain.limits.memory_mib) == (120, 2048)
    assert (plain.dataset.root, plain.dataset.overwrite) == (Path("outputs/dataset"), False)
    assert (plain.export.format, plain.export.path) == ("coco", None)
    assert plain.seed == 0
    assert plain.workers >= 1


def test_settings_are_plain_and_frozen() -> None:
    plain = settings("scene=dot_products", "scene.classes=[A,B]", "paths.assets=[x]")
    assert plain.selection is not None
    assert plain.selection.classes == ("A", "B")
    assert plain.asset_dirs == (Path("x"),)
    with pytest.raises(dataclasses.FrozenInstanceError):
        plain.seed = 1  # type: ignore[misc]


def test_each_kind_of_scene_becomes_its_selection() -> None:
    kinds = {
        "scene=span": SourceKind.VIDEO,
        "scene=corpus": SourceKind.CORPUS,
        "scene=file": SourceKind.FILE,
        "scene=examples": SourceKind.EXAMPLES,
    }
    for option, kind in kinds.items():
        path = ["scene.path=a b.py"] if option == "scene=file" else []
        selection = settings(option, "engine=opengl", *path).selection
        assert selection is not None
        assert (selection.kind, selection.engine) == (kind, "opengl")
        assert selection.path == (Path("a b.py") if path else None)
        assert selection.video == ("span" if option == "scene=span" else "")


def test_the_automatic_engine_is_no_engine_yet() -> None:
    selection = settings("scene=examples").selection
    assert selection is not None
    assert selection.engine == ""


@pytest.mark.parametrize(
    ("override", "message"),
    [
        ("sampling.fps=-3", "`sampling.fps` must be > 0, got -3"),
        ("sampling.fps=0", "`sampling.fps` must be > 0, got 0"),
        ("sampling.fps=nan", "`sampling.fps` must be > 0, got nan"),
        ("sampling.count=0", "`sampling.count` must be > 0, got 0"),
        ("sampling.rest_share=1.5", "`sampling.rest_share` must be between 0 and 1, got 1.5"),
        ("sampling.min_change=256", "`sampling.min_change` must be between 0 and 255, got 256"),
        ("annotate.min_opacity=-0.1", "`annotate.min_opacity` must be between 0 and 1, got -0.1"),
        ("render.width_px=8", "`render.width_px` must be between 16 and 16384, got 8"),
        ("render.height_px=99999", "`render.height_px` must be between 16 and 16384, got 99999"),
        ("render.fps=0", "`render.fps` must be > 0 and at most 1000, got 0"),
        ("limits.time_s=0", "`limits.time_s` must be > 0, got 0"),
        ("limits.memory_mib=100", "`limits.memory_mib` must be at least 256, got 100"),
        ("dataset.root=''", "`dataset.root` must be a folder, got ''"),
        ("seed=-1", "`seed` must be >= 0, got -1"),
        ("workers=-1", "`workers` must be >= 0 (0: one for each processor), got -1"),
        ("+frames=3", "there is no option `frames`"),
        ("+sampling.frames=3", "there is no option `sampling.frames`"),
    ],
)
def test_bounds_hold_with_exact_messages(override: str, message: str) -> None:
    with pytest.raises(UsageError) as caught:
        settings(override)
    assert caught.value.message == message
    assert caught.value.remedy


def test_what_must_be_given_is_asked_for() -> None:
    with pytest.raises(UsageError) as caught:
        settings("scene=file")
    assert str(caught.value) == "`scene.path` must be given\n  -> add scene.path=VALUE"


def test_fractional_rates_are_exact() -> None:
    assert settings("render.fps=29.97").render.fps == Fraction(2997, 100)


def test_config_text_tells_what_decides_a_scenes_bytes_and_nothing_else() -> None:
    text = settings("scene=dot_products").config_text
    for same in (
        ["scene=span"],
        ["scene=dot_products", "scene.classes=[A]"],
        ["workers=7"],
        ["dataset.root=elsewhere"],
        ["dataset.overwrite=true"],
        ["paths.cache=elsewhere"],
        ["limits.time_s=7"],
        ["task=export"],
    ):
        assert settings(*same).config_text == text, same
    for other in ("seed=1", "render=hd", "sampling=rest", "sampling.count=7", "annotate=parts", "paths.assets=[x]"):
        assert settings(other).config_text != text, other


def test_the_cache_follows_the_xdg_rules(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert default_cache_dir() == tmp_path / "synthgen"
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    assert default_cache_dir() == Path("/home/someone/.cache/synthgen")
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert settings().cache_dir == Path("/home/someone/.cache/synthgen")
    assert settings("paths.cache='~/c'").cache_dir == Path("/home/someone/c")


@pytest.mark.parametrize(
    ("names", "values"),
    [
        (SamplingName, SamplingMode),
        (LevelName, Level),
        (MasksName, MaskMode),
        (ImageFormatName, ImageFormat),
    ],
)
def test_the_names_users_type_are_those_the_program_has(names: type[Enum], values: type[Enum]) -> None:
    assert [name.value for name in names] == [value.value for value in values]
    assert [name.name for name in names] == [name.value for name in names]


def test_engines_and_tasks_of_the_configuration_exist() -> None:
    assert {name.value for name in EngineName} == {"auto", *ENGINES}
    assert {file.stem for file in (conf_dir() / "task").glob("*.yaml")} == set(TASKS)
    for name in TASKS:
        assert callable(find_task(name))


def test_a_task_that_is_none_is_refused() -> None:
    with pytest.raises(UsageError, match="there is no task 'exprt'"):
        find_task("exprt")


def test_every_field_of_the_schema_is_an_option_and_in_the_help() -> None:
    page = (conf_dir() / "hydra" / "help" / "synthgen.yaml").read_text()
    assert {field.name for field in dataclasses.fields(Config)} <= set(option_names())
    # Chosen as the groups they are in, not set by themselves.
    chosen = {
        "task.name",
        "engine.name",
        "sampling.mode",
        "annotate.level",
        "export.format",
        "scene.video",
        "detector.name",
    }
    values = {name for name in option_names() if "." in name} - chosen
    # A group with many values may stand there as a whole: `group.*`.
    assert sorted(name for name in values if name not in page and f"{name.partition('.')[0]}.*" not in page) == []
