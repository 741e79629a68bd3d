"""Every mobject class each engine ships has a type, and every class the taxonomy names is shipped.

The libraries' source is read, not imported: two of them share a module name, the third needs shims to import, and
class statements say all that is asked here. (The two that import give the same classes when asked at run time.)
"""

from __future__ import annotations

import ast
import importlib.util
import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path

import pytest

from synthgen.core.taxonomy import ENGINES, Category, Kind, Role, Taxonomy, load_taxonomy

ROOTS = {"community": ("Mobject", "OpenGLMobject"), "opengl": ("Mobject",), "period": ("Mobject",)}
MODULES = {"community": "manim", "opengl": "manimlib"}
MEASURED_COUNTS = {"community": 194, "opengl": 148, "period": 162}
SHIPPED_WITH_SCENES = {"opengl": {"PiCreature"}}
REQUIRED = set(filter(None, os.environ.get("SYNTHGEN_REQUIRED_ENGINES", "").split(",")))

Bases = dict[str, tuple[str, ...]]


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest) -> str:
    name: str = request.param
    return name


@pytest.fixture
def shipped(engine: str) -> Bases:
    """The engine's mobject classes, each with its base names in method resolution order."""
    folder = library_folder(engine)
    if folder is None:
        if engine in REQUIRED:
            pytest.fail(f"the {engine} library is required here and is not to be found")
        pytest.skip(f"the {engine} library is not here (SYNTHGEN_PERIOD_LIBRARY says where the period one is)")
    return mobject_classes(folder, ROOTS[engine])


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


def library_folder(engine: str) -> Path | None:
    if engine == "period":
        root = os.environ.get("SYNTHGEN_PERIOD_LIBRARY", "")
        folder = Path(root) / "manimlib"
        return folder if root and folder.is_dir() else None
    spec = importlib.util.find_spec(MODULES[engine])
    return Path(spec.origin).parent if spec and spec.origin else None


@cache
def mobject_classes(folder: Path, roots: tuple[str, ...]) -> Bases:
    """Class names below `roots` in all source files of a library, each with its names of bases, nearest first."""
    declared: dict[str, list[list[str]]] = {}
    for file in sorted(folder.rglob("*.py")):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef):
                declared.setdefault(node.name, []).append([base_name(base) for base in node.bases])
    built: dict[str, type | None] = {root: type(root, (), {}) for root in roots}
    classes = {name: build(name, declared, built) for name in declared}
    return {name: tuple(c.__name__ for c in cls.__mro__[:-1]) for name, cls in classes.items() if cls is not None}


def base_name(base: ast.expr) -> str:
    match base:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return base_name(value)
    return ""


def build(name: str, declared: Mapping[str, list[list[str]]], built: dict[str, type | None]) -> type | None:
    """A stand-in class with the bases the library gives it, or None for what is no mobject."""
    if name not in built:
        built[name] = None
        for bases in declared.get(name, []):
            mobject_bases = [cls for base in bases if (cls := build(base, declared, built)) is not None]
            if mobject_bases:
                built[name] = type(name, tuple(mobject_bases), {})
    return built[name]


def kinds(taxonomy: Taxonomy, engine: str, shipped: Bases) -> dict[str, Kind]:
    return {name: taxonomy.classify(bases, engine) for name, bases in shipped.items()}


def test_no_class_of_the_engine_is_unmapped(taxonomy: Taxonomy, engine: str, shipped: Bases) -> None:
    assert len(shipped) >= MEASURED_COUNTS[engine]
    assert [name for name, kind in kinds(taxonomy, engine, shipped).items() if kind.unknown] == []


def test_every_class_the_taxonomy_names_is_shipped(taxonomy: Taxonomy, engine: str, shipped: Bases) -> None:
    """A misspelt name, or one that a new release no longer has, would be a line that does nothing."""
    known = {*shipped, *(name.removeprefix("OpenGL") for name in shipped), *SHIPPED_WITH_SCENES.get(engine, ())}
    assert set(taxonomy.classes[engine]) - known == set()


def test_what_is_called_an_arrow_or_a_vector_is_one(taxonomy: Taxonomy, engine: str, shipped: Bases) -> None:
    named = {
        name: kind for name, kind in kinds(taxonomy, engine, shipped).items() if name.endswith(("Arrow", "Vector"))
    }
    assert len(named) >= 4
    assert {name for name, kind in named.items() if kind.category is not Category.ARROW} == set()


def test_what_is_called_a_group_is_one(taxonomy: Taxonomy, engine: str, shipped: Bases) -> None:
    named = {name: kind for name, kind in kinds(taxonomy, engine, shipped).items() if name.endswith("Group")}
    assert len(named) >= 3
    assert {name for name, kind in named.items() if kind.role is not Role.GROUP} == set()


def test_trackers_and_cameras_draw_nothing(taxonomy: Taxonomy, engine: str, shipped: Bases) -> None:
    names = [name for name in shipped if name.endswith("Tracker") or name in ("CameraFrame", "OpenGLCamera")]
    assert len(names) >= 2
    assert {taxonomy.classify(shipped[name], engine).role for name in names} == {Role.INVISIBLE}


def test_every_type_has_a_class_behind_it_in_some_engine(taxonomy: Taxonomy) -> None:
    used = {kind.name for engine in ENGINES for kind in taxonomy.classes[engine].values()}
    assert set(taxonomy.types) - used == set()
