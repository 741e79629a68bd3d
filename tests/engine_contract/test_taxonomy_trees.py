"""Real mobjects, as the libraries build them, fall into the objects a viewer would name.

The rules of what belongs to what are about the insides of library classes; a new release may build them otherwise.
"""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from synthgen.core.taxonomy import TOP, Kind, Role, Standing, Taxonomy, load_taxonomy

SCRIPT = Path(__file__).with_name("mobject_trees.py")
MODULES = {"community": "manim", "opengl": "manimlib"}
REQUIRED = set(filter(None, os.environ.get("SYNTHGEN_REQUIRED_ENGINES", "").split(",")))

EXPECTED: dict[str, dict[str, dict[str, int]]] = {
    "community": {
        "axes": {"Axes": 1, "NumberLine": 2},
        "axes in 3D": {"Axes": 1, "NumberLine": 3},
        "plane": {"NumberPlane": 1, "NumberLine": 2},
        "polar plane": {"PolarPlane": 1, "NumberLine": 2},
        "dashed line": {"DashedLine": 1},
        "dashed circle": {"DashedPath": 1},
        "text": {"Text": 1},
        "paragraph": {"Paragraph": 1},
        "code": {"Code": 1},
        "table": {"Table": 1, "Paragraph": 4},
        "network": {"Graph": 1, "Dot": 3, "Line": 2},
        "directed network": {"Graph": 1, "Dot": 2, "Arrow": 1},
        "vector field": {"VectorField": 1},
        "cube": {"Cube": 1},
        "cylinder": {"Cylinder": 1},
        "tetrahedron": {"Polyhedron": 1},
        "arrow in 3D": {"Arrow3D": 1},
        "arrow": {"DoubleArrow": 1},
        "arc with a tip": {"CurvedArrow": 1},
        "cross": {"Cross": 1},
        "anonymous group": {"Circle": 1, "Square": 1, "Dot": 1},
    },
    "opengl": {
        "axes": {"Axes": 1, "NumberLine": 2, "Number": 7},
        "plane": {"NumberPlane": 1, "NumberLine": 2},
        "dashed line": {"DashedLine": 1},
        "dashed circle": {"DashedPath": 1},
        "text": {"Text": 1},
        "number": {"Number": 1},
        "cube": {"Cube": 1},
        "cube of squares": {"Cube": 1},
        "dodecahedron": {"Polyhedron": 1},
        "line with a tip": {"Arrow": 1},
        "curved arrow": {"CurvedArrow": 1},
        "clock": {"Drawing": 1},
        "die": {"Drawing": 1},
        "laptop": {"Drawing": 1},
        "speech bubble": {"Bubble": 1, "Text": 1},
        "thought bubble": {"Bubble": 1, "Text": 1},
        "speedometer": {"Drawing": 1, "Number": 8},
        "cross": {"Cross": 1},
        "anonymous group": {"Circle": 1, "Square": 1, "Dot": 1},
    },
}


@pytest.mark.parametrize("engine", list(EXPECTED))
def test_real_mobjects_fall_into_the_objects_a_viewer_would_name(engine: str, tmp_path: Path) -> None:
    if importlib.util.find_spec(MODULES[engine]) is None:
        if engine in REQUIRED:
            pytest.fail(f"the {engine} library is required here and is not installed")
        pytest.skip(f"the {engine} library is not installed")
    command = [sys.executable, str(SCRIPT), engine]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    trees = json.loads(done.stdout.splitlines()[-1])
    taxonomy = load_taxonomy()
    assert {name: dict(own_objects(taxonomy, engine, tree, TOP)) for name, tree in trees.items()} == EXPECTED[engine]


def own_objects(taxonomy: Taxonomy, engine: str, tree: list[Any], above: Standing) -> Counter[str]:
    """How many objects of their own a tree has, by type."""
    kind = kind_of(taxonomy, engine, tree)
    standing = above.below(kind)
    found = Counter([kind.name] if standing.is_own_object else [])
    for child in tree[2]:
        found += own_objects(taxonomy, engine, child, standing)
    return found


def kind_of(taxonomy: Taxonomy, engine: str, tree: list[Any]) -> Kind:
    names, has_points, children = tree
    kind = taxonomy.classify(tuple(names), engine, has_points)
    below = [taxonomy.classify(tuple(child[0]), engine, child[1]) for child in children]
    if kind.role is Role.GROUP:
        return taxonomy.of_group(kind, below)
    return taxonomy.with_tips(kind, sum(child.tip for child in below))
