"""From what the user asked for to the list of scenes to run."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from synthgen.core.job import SceneRef
from synthgen.core.names import did_you_mean
from synthgen.core.rng import derive_seed
from synthgen.errors import UsageError
from synthgen.sources.catalog import VIDEOS
from synthgen.sources.checkout import Checkout, list_checkout, period_versions
from synthgen.sources.corpus import corpus_file, corpus_index, corpus_ref, list_corpus, named_video
from synthgen.sources.dataset3b1b import list_dataset3b1b
from synthgen.sources.files import engine_by_imports, example_file, example_ref, file_ref, import_root
from synthgen.sources.gallery import gallery_file, gallery_ref
from synthgen.sources.listing import Listed, Listing, ToRef, narrowed
from synthgen.sources.procedural.request import ProceduralRequest
from synthgen.sources.procedural.scenes import procedural_scenes, scenes_for_both_engines
from synthgen.sources.scenes import SceneClass, SceneIndex
from synthgen.sources.sdist import Say, period_root
from synthgen.sources.selection import Filters, SceneSelection, SourceKind


def resolve_scenes(selection: SceneSelection | None, cache_dir: Path, say: Say) -> list[SceneRef]:
    """The scenes of a selection, in their order in the source; nothing of them is imported or run.

    `say` hears of downloads, of counts, and of what is left out because there is nothing in it to run. Raises
    UsageError for names that do not exist and when nothing is selected, SourceError for sources that cannot be had
    or read.
    """
    if selection is not None and selection.kind is SourceKind.PROCEDURAL:
        return _named(procedural_scenes(_request(selection), selection.engine, cache_dir, say), selection.classes)
    if selection is not None and selection.kind is SourceKind.MIXED:
        return _named(_mixed(selection, cache_dir, say), selection.classes)
    listing = list_source(selection, cache_dir, say)
    if selection and selection.kind in _WHOLE:
        say(listing.summary())
    for unreadable in listing.unreadable:
        say(f"Left out: {unreadable.path}: {unreadable.reason.splitlines()[0]}")
    if selection and (selection.classes or selection.filters.classes):
        return [listed.ref for listed in listing.scenes]
    idle = [listed.scene.name for listed in listing.scenes if not listed.scene.runs]
    if idle and len(idle) <= _FEW:
        say(f"Left out, since there is nothing in them to run (no construct): {', '.join(idle)}")
    return [listed.ref for listed in listing.runnable]


def list_source(selection: SceneSelection | None, cache_dir: Path, say: Say) -> Listing:
    """All that the selection holds, abstract classes and unreadable files too. Raises like `resolve_scenes`."""
    if selection is None:
        raise UsageError("no scene was chosen", "add scene=dot_products, or another of those that --help lists")
    match selection.kind:
        case SourceKind.CORPUS:
            return narrowed(list_corpus(_corpus_root(selection, cache_dir, say)), selection.filters)
        case SourceKind.CHECKOUT:
            return narrowed(_from_checkout(selection, cache_dir, say), selection.filters)
        case SourceKind.DATASET3B1B:
            root = _root(selection)
            listing = list_dataset3b1b(root, selection.engine, selection.filters.min_confidence)
            return narrowed(listing, selection.filters)
        case SourceKind.VIDEO:
            scenes = _from_video(selection, cache_dir, say)
        case SourceKind.FILE:
            scenes = _from_file(selection, cache_dir, say)
        case SourceKind.EXAMPLES:
            scenes = _from_examples(selection)
        case SourceKind.GALLERY:
            scenes = _from_gallery(selection, cache_dir, say)
        case SourceKind.PROCEDURAL | SourceKind.MIXED:
            raise UsageError(f"scene={selection.kind} cannot be listed", "choose another source")
    return narrowed(Listing(scenes, files=1), Filters(classes=selection.classes))


_WHOLE = (SourceKind.CORPUS, SourceKind.CHECKOUT, SourceKind.DATASET3B1B)
_FEW = 30


def _corpus_root(selection: SceneSelection, cache_dir: Path, say: Say) -> Path:
    if selection.engine not in ("", "period"):
        raise UsageError(
            f"the scenes of the period corpus do not run on engine={selection.engine}",
            "leave `engine` out, or give engine=period",
        )
    return period_root(cache_dir, say)


def _from_video(selection: SceneSelection, cache_dir: Path, say: Say) -> list[Listed]:
    video = named_video(selection.video)
    root = _corpus_root(selection, cache_dir, say)
    scenes = corpus_index(root).scenes(corpus_file(root, video.path))
    return _listed(scenes, root, lambda scene: corpus_ref(root, scene, video))


def _from_checkout(selection: SceneSelection, cache_dir: Path, say: Say) -> Listing:
    root = _root(selection)
    # Also where no scene runs on it: an old file's ancestors may be in the period library.
    library = [period_root(cache_dir, say)] if selection.engine in ("", "period") and selection.prefer_period else []
    versions = period_versions(library[0]) if library else {}
    return list_checkout(Checkout(root, SceneIndex([root, *library]), versions, selection.engine))


def _from_file(selection: SceneSelection, cache_dir: Path, say: Say) -> list[Listed]:
    file = _path(selection).expanduser().absolute()
    root = import_root(file, selection.root)
    engine = selection.engine or engine_by_imports(SceneIndex([root]).parse(file))
    roots = [root, period_root(cache_dir, say)] if engine == "period" else [root]
    return _listed(SceneIndex(roots).scenes(file), root, lambda scene: file_ref(root, scene, engine))


def _from_examples(selection: SceneSelection) -> list[Listed]:
    engine = selection.engine or "community"
    file = example_file(engine)
    scenes = SceneIndex([file.parent]).scenes(file)
    return _listed(scenes, file.parent, lambda scene: example_ref(file.parent, scene, engine))


def _from_gallery(selection: SceneSelection, cache_dir: Path, say: Say) -> list[Listed]:
    engine = selection.engine or "community"
    file = gallery_file(engine, cache_dir, say)
    scenes = SceneIndex([file.parent]).scenes(file)
    return _listed(scenes, file.parent, lambda scene: gallery_ref(file.parent, scene, engine))


def _listed(scenes: Sequence[SceneClass], root: Path, to_ref: ToRef) -> list[Listed]:
    return [Listed(scene, to_ref(scene), scene.file.relative_to(root).as_posix()) for scene in scenes]


def _mixed(selection: SceneSelection, cache_dir: Path, say: Say) -> list[SceneRef]:
    """Procedural scenes, for both engines unless one was asked for, and scenes of videos."""
    request = _request(selection)
    if selection.engine:
        written = procedural_scenes(request, selection.engine, cache_dir, say)
    else:
        written = scenes_for_both_engines(request, cache_dir, say)
    found: dict[str, SceneRef] = {}
    for video in selection.videos or VIDEOS:
        listed = _from_video(SceneSelection(kind=SourceKind.VIDEO, video=video), cache_dir, say)
        # A scene that two videos share is one scene.
        found.update({item.ref.scene_id: item.ref for item in listed if item.scene.runs})
    chosen = sorted(found, key=lambda scene_id: derive_seed(request.seed, "mixed", scene_id))[: selection.real_count]
    say(f"{len(chosen)} real scenes, of {len(found)} in {len(selection.videos or VIDEOS)} videos")
    return [*written, *(found[scene_id] for scene_id in sorted(chosen))]


def _request(selection: SceneSelection) -> ProceduralRequest:
    return selection.procedural or ProceduralRequest()


def _named(refs: Sequence[SceneRef], wanted: Sequence[str]) -> list[SceneRef]:
    """Those of the wanted class names, or all. Raises UsageError for a name that is not there."""
    names = [ref.class_name for ref in refs]
    for name in wanted:
        if name not in names:
            raise UsageError(f"there is no scene {name!r} in `scene.classes`", did_you_mean(name, names))
    return [ref for ref in refs if not wanted or ref.class_name in wanted]


def _root(selection: SceneSelection) -> Path:
    if selection.root is None:
        raise UsageError(f"scene={selection.kind} needs a folder", "add scene.root=FOLDER")
    return selection.root.expanduser().absolute()


def _path(selection: SceneSelection) -> Path:
    if selection.path is None:
        raise UsageError(f"scene={selection.kind} needs a file", "add scene.path=FILE")
    return selection.path
