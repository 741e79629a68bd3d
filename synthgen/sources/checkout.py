"""A folder of scene files: a checkout of the public videos repository, or any folder of the user's own."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from synthgen.core.job import SceneRef
from synthgen.errors import SourceError, UsageError
from synthgen.sources.corpus import FOLDER, corpus_files, corpus_index, corpus_ref
from synthgen.sources.corpus_years import year_of
from synthgen.sources.files import engine_by_imports
from synthgen.sources.folder import python_files
from synthgen.sources.listing import Listing, ToRef, list_files
from synthgen.sources.parsing import ModuleText
from synthgen.sources.scenes import SceneClass, SceneIndex

_VIDEOS_REPOSITORY = "manim_imports_ext.py"
"""The file by which a checkout of the videos repository is known."""
_COPYRIGHT = "Scene code copyright 3Blue1Brown LLC, CC BY-NC-SA 4.0 (the public videos repository)."
_YEAR = re.compile(r"_?(20\d\d)$")
_NEWEST_MANIMGL = 2025
"""From this year on scenes may need a manimgl newer than the released one."""

Versions = Mapping[tuple[int | None, str, str], SceneRef]
"""Scenes of the period corpus by year, file name and class name."""


@dataclass(frozen=True, slots=True)
class Checkout:
    """A folder with its index. `period`: what the period corpus has of the same scenes; `engine`: "" to choose."""

    root: Path
    index: SceneIndex
    period: Versions
    engine: str = ""

    @property
    def is_videos_repository(self) -> bool:
        return (self.root / _VIDEOS_REPOSITORY).is_file()


def list_checkout(checkout: Checkout) -> Listing:
    """All scene classes below the folder, each with the engine that suits it. Raises UsageError for a wrong folder."""
    files = python_files(checkout.root)
    return list_files(files, checkout.root, checkout.index, lambda file: _ref_maker(checkout, file))


def period_versions(library_root: Path) -> Versions:
    """The scenes of the period corpus, to be found by year, file and class."""
    index, found = corpus_index(library_root), {}
    for file in corpus_files(library_root):
        path = file.relative_to(library_root / FOLDER).as_posix()
        try:
            scenes = index.own_scenes(file)
        except SourceError:
            continue
        for scene in scenes:
            found[year_of(path), file.name, scene.name] = corpus_ref(library_root, scene, None)
    return found


def year_in(path: str) -> int | None:
    """The year that a folder on the way to a file is named after (`_2016/eola/chapter1.py`)."""
    return next((int(found[1]) for part in path.split("/")[:-1] if (found := _YEAR.fullmatch(part))), None)


def _ref_maker(checkout: Checkout, file: Path) -> ToRef:
    path = file.relative_to(checkout.root).as_posix()
    year = year_in(path)
    engine = checkout.engine or _engine(checkout, checkout.index.parse(file))

    def to_ref(scene: SceneClass) -> SceneRef:
        ref = SceneRef(
            scene_id=f"{scene.module}.{scene.name}",
            class_name=scene.name,
            file=scene.file,
            root=checkout.root,
            module=scene.module,
            engine=engine,
            source="checkout",
            copyright=_COPYRIGHT if checkout.is_videos_repository else "",
            year=year,
        )
        period = checkout.period.get((year, file.name, scene.name))
        if period is None or checkout.engine not in ("", "period"):
            return ref
        return replace(
            period, scene_id=ref.scene_id, year=year, source=f"checkout, in its version from {period.source}"
        )

    return to_ref


def _engine(checkout: Checkout, module: ModuleText) -> str:
    """By the file's own imports, else by those of the files it imports, else by the folder it is in.

    Raises UsageError when nothing tells.
    """
    try:
        return engine_by_imports(module)
    except UsageError:
        for imported in checkout.index.imported_files(module):
            try:
                return engine_by_imports(imported)
            except UsageError:
                continue
        if checkout.is_videos_repository:
            return "opengl"
        raise


def needs_newer_manimgl(ref: SceneRef) -> bool:
    """Whether a scene of the videos repository was written for a manimgl that no package index has."""
    return ref.engine == "opengl" and bool(ref.copyright) and (ref.year or 0) >= _NEWEST_MANIMGL
