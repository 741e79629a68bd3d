"""The period corpus: 3Blue1Brown's scenes of 2015-2019, as they came with the library they last ran on."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from synthgen.core.job import SceneRef
from synthgen.core.names import did_you_mean
from synthgen.errors import UsageError
from synthgen.sources.catalog import VIDEOS, Video, video_of
from synthgen.sources.corpus_years import year_of
from synthgen.sources.listing import Listing, list_files
from synthgen.sources.scenes import SceneClass, SceneIndex
from synthgen.sources.sdist import PERIOD

FOLDER = "from_3b1b"
COPYRIGHT = (
    f"Scene code copyright 3Blue1Brown LLC ({FOLDER}/ in the source distribution of {PERIOD.name} {PERIOD.version}, "
    'which says: "used by permission for this project only"). The library is MIT-licensed.'
)

# Modules that moved after the scenes were written; longer names first, since the first that fits counts.
MOVED = {
    "active_projects.eop": f"{FOLDER}.on_hold.eop",
    "active_projects.shadows": f"{FOLDER}.on_hold.shadows",
    "active_projects": f"{FOLDER}.active",
    "old_projects": f"{FOLDER}.old",
    "once_useful_constructs": "manimlib.once_useful_constructs",
    "nn": f"{FOLDER}.old.nn",
    "hilbert": f"{FOLDER}.old.hilbert",
}


def named_video(name: str) -> Video:
    """A video of the catalog; raises UsageError, with the nearest names, when there is none of that name."""
    if name not in VIDEOS:
        raise UsageError(f"there is no video {name!r} in the catalog", did_you_mean(name, VIDEOS))
    return VIDEOS[name]


def corpus_files(root: Path) -> list[Path]:
    """All files of the corpus, sorted."""
    return sorted((root / FOLDER).rglob("*.py"))


def corpus_file(root: Path, path: str) -> Path:
    """A file of the corpus by its path below it; raises UsageError, with the nearest names, when it is not there."""
    file = root / FOLDER / path
    if not file.is_file():
        known = [found.relative_to(root / FOLDER).as_posix() for found in corpus_files(root)]
        raise UsageError(f"the corpus has no file {path}", did_you_mean(path, known))
    return file


def list_corpus(root: Path) -> Listing:
    """Every scene class of the corpus."""
    return list_files(corpus_files(root), root / FOLDER, corpus_index(root), lambda file: partial(corpus_ref, root))


def corpus_index(root: Path) -> SceneIndex:
    return SceneIndex([root], MOVED)


def corpus_ref(root: Path, scene: SceneClass, video: Video | None = None) -> SceneRef:
    """The reference to a scene of the corpus. `video` is the one asked for; a lone file may be that of another."""
    dotted = scene.module.removeprefix(f"{FOLDER}.")
    path = f"{dotted.replace('.', '/')}.py"
    shown_in = video or video_of(path)
    return SceneRef(
        scene_id=f"{dotted}.{scene.name}",
        class_name=scene.name,
        file=scene.file,
        root=root,
        module=scene.module,
        engine="period",
        source=f"{PERIOD.top}/{FOLDER}",
        copyright=COPYRIGHT,
        video=f"{shown_in.title} (YouTube {shown_in.youtube})" if shown_in else "",
        year=shown_in.year if shown_in else year_of(path),
    )
