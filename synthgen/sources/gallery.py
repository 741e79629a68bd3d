"""Each library's own example scenes, fetched when they are asked for and kept in the user's cache, never in ours.

manim's stand in the documentation strings of the installed package; manimgl's in a file of its repository that no
distribution carries, so that one is fetched with git, pinned by commit and content.
"""

from __future__ import annotations

import ast
import hashlib
import importlib.metadata
import importlib.util
import os
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from synthgen.core.job import SceneRef
from synthgen.errors import SourceError, UsageError
from synthgen.sources.scenes import SceneClass
from synthgen.sources.sdist import Say

GALLERY_ENGINES = ("community", "opengl")

_DIRECTIVE = re.compile(
    r"^(?P<indent> *)\.\. manim:: (?P<name>\w+) *\n(?P<body>(?:(?P=indent) +\S.*\n| *\n)+)", re.MULTILINE
)
_OPTION = re.compile(r"^:\w+:.*\n", re.MULTILINE)
_DEFINITIONS = (ast.Import, ast.ImportFrom, ast.ClassDef, ast.FunctionDef)
_GIT_TIMEOUT_S = 300


@dataclass(frozen=True, slots=True)
class PinnedFile:
    """A file of a public repository at one commit."""

    repository: str
    commit: str
    path: str
    sha256: str

    @property
    def kept_as(self) -> str:
        return f"{Path(self.path).stem}_{self.commit[:12]}.py"


MANIMGL = PinnedFile(
    "https://github.com/3b1b/manim.git",
    "f427fc67df75513be0cd3f3329e327a9a19401c3",
    "example_scenes.py",
    "70efb1776390c613e133422cbc0bbee5f372f19e5bcbc228d7c72fb640c51133",
)
_COPYRIGHT = {
    "community": "Example from the documentation of manim, copyright its community and 3Blue1Brown LLC, MIT-licensed.",
    "opengl": "Example scene of manimgl, copyright 3Blue1Brown LLC, MIT-licensed.",
}


def gallery_file(engine: str, cache_dir: Path, say: Say) -> Path:
    """The example scenes of an engine's library as one file in the cache, put there first if they are not.

    Raises UsageError for an engine without any, SourceError when they cannot be had.
    """
    folder = cache_dir / "sources" / "gallery"
    if engine == "community":
        return _from_documentation("manim", folder, say)
    if engine == "opengl":
        return _from_repository(MANIMGL, folder, say)
    raise UsageError(
        f"engine={engine} has no gallery of examples",
        f"choose engine={' or engine='.join(GALLERY_ENGINES)}; for the period engine try scene=dot_products",
    )


def gallery_ref(root: Path, scene: SceneClass, engine: str) -> SceneRef:
    return SceneRef(
        scene_id=f"gallery.{engine}.{scene.name}",
        class_name=scene.name,
        file=scene.file,
        root=root,
        module=scene.module,
        engine=engine,
        source="gallery",
        copyright=_COPYRIGHT[engine],
    )


def documented_scenes(source: str) -> Iterator[tuple[str, str]]:
    """The code in the `.. manim::` directives of a module's documentation, each with the name of its scene."""
    for found in _DIRECTIVE.finditer(source):
        code = _OPTION.sub("", textwrap.dedent(found["body"])).strip("\n") + "\n"
        if _is_plain(code, found["name"]):
            yield found["name"], code


def _is_plain(code: str, name: str) -> bool:
    """Whether code defines the scene, needs nothing but manim, NumPy and the standard library, and changes no settings:
    in one file with it, all other scenes would have them too."""
    try:
        tree = ast.parse(code)
    except SyntaxError:
        return False
    imported = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    imported |= {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    usual = {"manim", "numpy", *sys.stdlib_module_names}
    defined = any(isinstance(node, ast.ClassDef) and node.name == name for node in tree.body)
    only_defines = all(isinstance(node, _DEFINITIONS) for node in tree.body)
    return defined and only_defines and all(module.split(".")[0] in usual for module in imported)


def _from_documentation(package: str, folder: Path, say: Say) -> Path:
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise SourceError(f"{package} is not installed", f"pip install {package}")
    file = folder / f"{package}_{importlib.metadata.version(package).replace('.', '_')}.py"
    if file.is_file():
        return file
    say(f"Collecting the example scenes in {package}'s documentation ...")
    root = Path(spec.submodule_search_locations[0])
    scenes: dict[str, str] = {}
    for module in sorted(root.rglob("*.py")):
        for name, code in documented_scenes(module.read_text(encoding="utf-8")):
            scenes.setdefault(name, f"# {module.relative_to(root.parent).as_posix()}\n{code}")
    _keep(file, f"from {package} import *\n\n" + "\n\n".join(scenes.values()))
    return file


def _from_repository(pinned: PinnedFile, folder: Path, say: Say) -> Path:
    file = folder / pinned.kept_as
    if not file.is_file():
        say(f"Fetching {pinned.path} of {pinned.repository} (once) ...")
        with tempfile.TemporaryDirectory() as scratch:
            _git(scratch, "init", "--quiet")
            _git(scratch, "fetch", "--quiet", "--depth", "1", pinned.repository, pinned.commit)
            content = _git(scratch, "show", f"{pinned.commit}:{pinned.path}")
        if hashlib.sha256(content).hexdigest() != pinned.sha256:
            raise SourceError(f"{pinned.path} is not what it was in {pinned.commit}", "check where git fetches from")
        _keep(file, content.decode("utf-8"))
    return file


def _git(folder: str, *arguments: str) -> bytes:
    """What git prints; raises SourceError with its own words when it fails."""
    try:
        done = subprocess.run(
            ["git", "-C", folder, *arguments],
            capture_output=True,
            stdin=subprocess.DEVNULL,
            timeout=_GIT_TIMEOUT_S,
            env={**os.environ, "GIT_TERMINAL_PROMPT": "0"},
        )
    except (OSError, subprocess.TimeoutExpired) as error:
        raise SourceError(f"git could not be run: {error}", "install git and check the network connection") from error
    if done.returncode != 0:
        lines = done.stderr.decode(errors="replace").strip().splitlines() or ["git said nothing"]
        raise SourceError(
            f"the gallery could not be fetched: {lines[-1]}",
            "check the network connection; git's own `url.<base>.insteadOf` setting can name a copy to fetch from",
        )
    return done.stdout


def _keep(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    aside = file.with_suffix(f".{os.getpid()}.tmp")
    aside.write_text(text, encoding="utf-8")
    aside.replace(file)
