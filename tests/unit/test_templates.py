"""The templates that come with the program: each reads, fills in for its engines, and keeps its promises."""

from __future__ import annotations

import ast
from functools import cache
from pathlib import Path

import pytest
import yaml

from synthgen.core.taxonomy import load_taxonomy
from synthgen.resources import templates_dir
from synthgen.sources.procedural.plan import Slot
from synthgen.sources.procedural.pools import Pools
from synthgen.sources.procedural.request import ProceduralRequest
from synthgen.sources.procedural.scene_spec import decide
from synthgen.sources.procedural.scenes import pool_folders, template_folders
from synthgen.sources.procedural.template import ENGINES, Template, find_templates, read_template
from synthgen.sources.procedural.writing import LINE_LENGTH, write_source

POOLS = Pools(pool_folders(()))
FILES = find_templates(template_folders(()))
TEMPLATES = {name: read_template(path, POOLS) for name, path in FILES.items()}
CASES = [(name, engine) for name, template in TEMPLATES.items() for engine in template.engines]

# What only one engine has, or what comes with 3Blue1Brown's own scenes, or what is there for a mouse to drag.
ONE_ENGINE_ONLY = {"Control", "PiCreature"}

# What makes, moves, turns into something else, or removes what is on screen, as both libraries name it.
CHANGES_LAYOUT = set(
    """
    ApplyMatrix CyclicReplace DrawBorderThenFill FadeIn FadeOut FadeTransform GrowArrow GrowFromCenter GrowFromEdge
    Homotopy Indicate LaggedStart MoveAlongPath MoveToTarget ReplacementTransform Restore Rotate ShowPassingFlash
    ShrinkToCenter Swap Transform TransformFromCopy TransformMatchingShapes TransformMatchingTex Write
    add_updater always_redraw animate apply_complex_function
    """.split()
)


@cache
def source(name: str, engine: str, index: int, seed: int = 0, crowding: float = 0.6) -> str:
    return written(TEMPLATES[name], engine, index, seed, crowding)


def written(template: Template, engine: str, index: int, seed: int = 0, crowding: float = 0.6) -> str:
    request = ProceduralRequest(crowding=crowding, hard_share=0.5, seed=seed)
    return write_source(decide(template, Slot(template.name, index), request, POOLS), engine)


def test_there_are_enough_templates_for_both_engines() -> None:
    """At least 24 templates, nearly all of them for community and opengl alike."""
    both = [template for template in TEMPLATES.values() if set(template.engines) == set(ENGINES)]
    assert len(both) >= 24


def test_templates_show_every_type_of_the_vocabulary() -> None:
    """Between them the templates say they show every type there is; none says it shows something else."""
    vocabulary = set(load_taxonomy().types)
    shown = {name for template in TEMPLATES.values() for name in template.shows}
    assert shown - vocabulary == set()
    assert vocabulary - shown == ONE_ENGINE_ONLY


@pytest.mark.parametrize("engine", ENGINES)
def test_templates_play_every_kind_of_animation_that_changes_layout(engine: str) -> None:
    """Among four scenes of each template every one of them is used."""
    used = set()
    for name, template in TEMPLATES.items():
        for index in range(4) if engine in template.engines else ():
            for node in ast.walk(ast.parse(source(name, engine, index))):
                used |= {node.id} if isinstance(node, ast.Name) else set()
                used |= {node.attr} if isinstance(node, ast.Attribute) else set()
    assert CHANGES_LAYOUT - used == set()


@pytest.mark.parametrize(("name", "engine"), CASES)
def test_source_is_formatted_python_for_its_engine(name: str, engine: str) -> None:
    """Sampled scenes are Python with one scene class, import their engine's library, and have lines that fit."""
    for index in range(4):
        text = source(name, engine, index)
        tree = ast.parse(text)
        classes = [node for node in tree.body if isinstance(node, ast.ClassDef)]
        assert [node.name for node in classes] == ["".join(w.capitalize() for w in name.split("_")) + f"{index:04d}"]
        library = {"community": "manim", "opengl": "manimlib"}[engine]
        assert f"from {library} import *" in text
        assert ast.get_docstring(tree)
        for line in text.splitlines():
            # A string is never broken, so only lines without a long one are held to the limit.
            assert len(line) <= LINE_LENGTH or '"' in line or "'" in line, line


@pytest.mark.parametrize(("name", "engine"), CASES)
def test_names_in_a_scene_are_defined(name: str, engine: str) -> None:
    """Constants for colours are defined where they are used, and numpy is imported where it is."""
    for index in range(4):
        text = source(name, engine, index)
        used = {node.id for node in ast.walk(ast.parse(text)) if isinstance(node, ast.Name)}
        for constant in ("BACKGROUND", "INK", "FAINT", "PANEL", "ACCENT", "SECOND", "THIRD", "FOURTH", "FIFTH"):
            assert constant not in used or f"\n{constant} = " in text
        assert "np" not in used or "import numpy as np" in text


def test_same_seed_gives_the_same_bytes_and_another_does_not() -> None:
    """A scene depends on the seed, its template and its number, and on nothing else."""
    for template in list(TEMPLATES.values())[::4]:
        engine = template.engines[0]
        assert written(template, engine, 3) == written(template, engine, 3)
        assert written(template, engine, 3, seed=1).replace("seed 1", "seed 0") != written(template, engine, 3)


def test_unlike_engines_get_unlike_dialects_of_one_scene() -> None:
    """The same scene is drawn from for both engines: the same title, in the words of each library."""
    community, opengl = (source("title_equation_graph", engine, 0, crowding=0.0) for engine in ENGINES)
    assert "Create(axes)" in community and "ShowCreation(axes)" in opengl
    assert "MathTex(" in community and "Tex(" in opengl
    titles = [line for line in community.splitlines() if "title = Text(" in line]
    assert titles and titles[0].split('"')[1] in opengl


def test_dialects_have_the_same_macros() -> None:
    """What a template may say for one engine it may say for the other; `fill` is opengl's own."""
    names = {}
    for engine in ENGINES:
        text = (templates_dir() / "dialects" / f"{engine}.j2").read_text()
        names[engine] = {word.split("(")[0].split()[0] for word in text.split("{% macro ")[1:]}
    assert names["opengl"] - names["community"] == {"fill"}
    assert names["community"] <= names["opengl"]


def test_no_template_is_tied_to_a_machine() -> None:
    """No absolute path in anything that becomes a scene."""
    for path in sorted(templates_dir().rglob("*")):
        if path.suffix in (".j2", ".yaml"):
            assert str(Path(__file__).parents[2]) not in path.read_text(), Path(path).name


def test_yaml_files_are_read_alike_by_every_reader() -> None:
    """The reader in C, which is used where there is one, takes some files (`[Why?, How]`) that the other refuses."""
    for path in sorted(templates_dir().rglob("*.yaml")):
        yaml.compose(path.read_text(encoding="utf-8"), yaml.SafeLoader)
