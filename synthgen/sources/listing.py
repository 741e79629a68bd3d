"""What a source holds: its scenes with what is known of each, and the files that could not be read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path

from synthgen.core.job import SceneRef
from synthgen.core.names import did_you_mean
from synthgen.errors import SourceError, UsageError
from synthgen.sources.catalog import VIDEOS
from synthgen.sources.scenes import SceneClass, SceneIndex
from synthgen.sources.selection import Filters

ToRef = Callable[[SceneClass], SceneRef]


@dataclass(frozen=True, slots=True)
class Listed:
    """A scene class of a source. `path`: its file below the source; `place_in_video`: from 1, where a list gives it."""

    scene: SceneClass
    ref: SceneRef
    path: str
    place_in_video: int | None = None


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file of a source that no scene could be taken from, and why."""

    path: str
    reason: str


@dataclass(slots=True)
class Listing:
    """`scenes` in the order of files and of classes in them; abstract ones (nothing to run) are among them."""

    scenes: list[Listed] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)
    files: int = 0

    @property
    def runnable(self) -> list[Listed]:
        return [listed for listed in self.scenes if listed.scene.runs]

    def summary(self) -> str:
        """The counts in one line."""
        engines = Counter(listed.ref.engine for listed in self.runnable)
        named = ", ".join(f"{count} on {engine}" for engine, count in sorted(engines.items())) or "none to run"
        abstract = len(self.scenes) - len(self.runnable)
        return (
            f"{self.files} files, {len(self.scenes)} scene classes: {named}; {abstract} abstract, "
            f"{len(self.unreadable)} files unreadable"
        )


def list_files(files: Iterable[Path], root: Path, index: SceneIndex, ref_of: Callable[[Path], ToRef]) -> Listing:
    """The scenes written in the given files below `root`. `ref_of(file)` may raise SourceError or UsageError, too.

    What is wrong with a file is recorded and costs only that file.
    """
    listing = Listing()
    places: dict[tuple[str, str], int] = {}
    for file in files:
        listing.files += 1
        path = file.relative_to(root).as_posix()
        try:
            places.update({(scene.module, scene.name): n for n, scene in enumerate(index.ordered(file), 1)})
            scenes = index.own_scenes(file)
            to_ref = ref_of(file) if scenes else None
        except (SourceError, UsageError) as error:
            listing.unreadable.append(Unreadable(path, error.message))
            continue
        if to_ref:
            listing.scenes += [Listed(scene, to_ref(scene), path) for scene in scenes]
    listing.scenes = [
        Listed(one.scene, one.ref, one.path, places.get((one.scene.module, one.scene.name))) for one in listing.scenes
    ]
    return listing


def narrowed(listing: Listing, filters: Filters) -> Listing:
    """The part of a listing that passes the filters. Raises UsageError when a filter lets nothing through."""
    scenes = listing.scenes
    if filters.file:
        scenes = _kept(
            scenes, lambda one: _fits(one.path, filters.file), "file", filters.file, {s.path for s in scenes}
        )
    if filters.year is not None:
        years = {str(one.ref.year) for one in scenes}
        scenes = _kept(scenes, lambda one: one.ref.year == filters.year, "year", str(filters.year), years)
    if filters.video:
        scenes = _kept(scenes, lambda one: _is_of(one, filters.video), "video", filters.video, set(VIDEOS))
    if filters.pattern:
        names = {one.scene.name for one in scenes}
        scenes = _kept(
            scenes, lambda one: fnmatchcase(one.scene.name, filters.pattern), "pattern", filters.pattern, names
        )
    names = {one.scene.name for one in scenes}
    for name in filters.classes:
        if name not in names:
            raise UsageError(f"there is no scene {name!r} in `scene.classes`", did_you_mean(name, sorted(names)))
    if filters.classes:
        scenes = [one for one in scenes if one.scene.name in filters.classes]
    unreadable = [one for one in listing.unreadable if not filters.file or _fits(one.path, filters.file)]
    files = len({one.path for one in scenes} | {one.path for one in unreadable})
    whole = len(scenes) == len(listing.scenes)
    return Listing(scenes, unreadable, listing.files if whole else files)


def _kept(
    scenes: list[Listed], keeps: Callable[[Listed], bool], option: str, value: str, known: set[str]
) -> list[Listed]:
    kept = [one for one in scenes if keeps(one)]
    if not kept:
        raise UsageError(f"no scene has `scene.{option}={value}`", did_you_mean(value, sorted(known)))
    return kept


def _fits(path: str, wanted: str) -> bool:
    """Whether a path is the wanted file, lies in the wanted folder, or matches the pattern."""
    wanted = wanted.strip("/").removeprefix("./")
    return path == wanted or path.startswith(f"{wanted}/") or fnmatchcase(path, wanted)


def _is_of(one: Listed, video: str) -> bool:
    if video in VIDEOS:
        return bool(one.ref.video) and VIDEOS[video].youtube in one.ref.video
    parts = one.path.removesuffix(".py").split("/")
    return any(fnmatchcase(part, video) for part in parts)
