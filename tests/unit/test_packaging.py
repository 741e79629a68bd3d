"""The program installed from a wheel has its configuration and templates, far from any checkout."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

REPOSITORY = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the wheel's content, as pip would put it into site-packages."""
    folder = tmp_path_factory.mktemp("wheel")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(build, cwd=REPOSITORY, check=True, capture_output=True, text=True)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder / "site")
    return folder / "site"


def run(installed: Path, *arguments: str) -> str:
    return subprocess.run(
        [sys.executable, *arguments],
        cwd=installed.parent,
        env={**os.environ, "PYTHONPATH": str(installed)},
        check=True,
        capture_output=True,
        text=True,
    ).stdout


def test_the_wheel_brings_every_file_of_conf_and_templates(installed: Path) -> None:
    for source, target in (("conf", "_conf"), ("templates", "_templates")):
        expected = {
            path.relative_to(REPOSITORY / source)
            for path in (REPOSITORY / source).rglob("*")
            if path.is_file() and "__pycache__" not in path.parts
        }
        assert expected
        assert all((installed / "synthgen" / target / path).is_file() for path in expected)


def test_resources_are_found_inside_the_installed_package(installed: Path) -> None:
    script = "from synthgen.resources import conf_dir, templates_dir; print(conf_dir()); print(templates_dir())"
    conf, templates = run(installed, "-c", script).splitlines()
    assert Path(conf) == installed / "synthgen" / "_conf"
    assert Path(templates) == installed / "synthgen" / "_templates"


def test_the_installed_program_composes_its_configuration(installed: Path) -> None:
    assert "video: dot_products" in run(installed, "-m", "synthgen", "scene=dot_products", "--cfg", "job")
