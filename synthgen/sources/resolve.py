"""From what the user asked for to the list of scenes to run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from synthgen.core.job import SceneRef
from synthgen.core.names import did_you_mean
from synthgen.errors import UsageError
from synthgen.sources.corpus import corpus_file, corpus_index, corpus_ref, named_video
from synthgen.sources.files import engine_by_imports, example_file, example_ref, file_ref, import_root
from synthgen.sources.gallery import gallery_file, gallery_ref
from synthgen.sources.procedural.request import ProceduralRequest
from synthgen.sources.procedural.scenes import procedural_scenes
from synthgen.sources.scenes import SceneClass, SceneIndex
from synthgen.sources.sdist import Say, period_root
from synthgen.sources.selection import SceneSelection, SourceKind

_ToRef = Callable[[SceneClass], SceneRef]


def resolve_scenes(selection: SceneSelection | None, cache_dir: Path, say: Say) -> list[SceneRef]:
    """The scenes of a selection, in their order in the source; nothing of them is imported or run.

    `say` hears of downloads and of classes left out because there is nothing in them to run. Raises UsageError
    for names that do not exist and when nothing is selected, SourceError for sources that cannot be had or read.
    """
    if selection is None:
        raise UsageError("no scene was chosen", "add scene=dot_products, or another of those that --help lists")
    if selection.kind is SourceKind.PROCEDURAL:
        return _from_templates(selection, cache_dir, say)
    match selection.kind:
        case SourceKind.VIDEO | SourceKind.CORPUS:
            scenes, to_ref = _from_corpus(selection, cache_dir, say)
        case SourceKind.FILE:
            scenes, to_ref = _from_file(selection, cache_dir, say)
        case SourceKind.EXAMPLES:
            scenes, to_ref = _from_examples(selection)
        case SourceKind.GALLERY:
            scenes, to_ref = _from_gallery(selection, cache_dir, say)
    return [to_ref(scene) for scene in _chosen(scenes, selection.classes, say)]


def _from_corpus(selection: SceneSelection, cache_dir: Path, say: Say) -> tuple[list[SceneClass], _ToRef]:
    if selection.engine not in ("", "period"):
        raise UsageError(
            f"the scenes of the period corpus do not run on engine={selection.engine}",
            "leave `engine` out, or give engine=period",
        )
    video = named_video(selection.video) if selection.kind is SourceKind.VIDEO else None
    root = period_root(cache_dir, say)
    file = corpus_file(root, Path(video.path) if video else _path(selection))
    return corpus_index(root).scenes(file), lambda scene: corpus_ref(root, scene, video)


def _from_file(selection: SceneSelection, cache_dir: Path, say: Say) -> tuple[list[SceneClass], _ToRef]:
    file = _path(selection).expanduser().absolute()
    root = import_root(file, selection.root)
    engine = selection.engine or engine_by_imports(SceneIndex([root]).parse(file))
    roots = [root, period_root(cache_dir, say)] if engine == "period" else [root]
    return SceneIndex(roots).scenes(file), lambda scene: file_ref(root, scene, engine)


def _from_examples(selection: SceneSelection) -> tuple[list[SceneClass], _ToRef]:
    engine = selection.engine or "community"
    file = example_file(engine)
    return SceneIndex([file.parent]).scenes(file), lambda scene: example_ref(file.parent, scene, engine)


def _from_gallery(selection: SceneSelection, cache_dir: Path, say: Say) -> tuple[list[SceneClass], _ToRef]:
    engine = selection.engine or "community"
    file = gallery_file(engine, cache_dir, say)
    return SceneIndex([file.parent]).scenes(file), lambda scene: gallery_ref(file.parent, scene, engine)


def _from_templates(selection: SceneSelection, cache_dir: Path, say: Say) -> list[SceneRef]:
    refs = procedural_scenes(selection.procedural or ProceduralRequest(), selection.engine, cache_dir, say)
    names = [ref.class_name for ref in refs]
    for name in selection.classes:
        if name not in names:
            raise UsageError(f"there is no scene {name!r} in `scene.classes`", did_you_mean(name, names))
    return [ref for ref in refs if not selection.classes or ref.class_name in selection.classes]


def _path(selection: SceneSelection) -> Path:
    if selection.path is None:
        raise UsageError(f"scene={selection.kind} needs a file", "add scene.path=FILE")
    return selection.path


def _chosen(scenes: Sequence[SceneClass], wanted: Sequence[str], say: Say) -> list[SceneClass]:
    if wanted:
        names = [scene.name for scene in scenes]
        for name in wanted:
            if name not in names:
                raise UsageError(f"there is no scene {name!r} in `scene.classes`", did_you_mean(name, names))
        return [scene for scene in scenes if scene.name in wanted]
    if idle := [scene.name for scene in scenes if not scene.runs]:
        say(f"Left out, since there is nothing in them to run (no construct): {', '.join(idle)}")
    return [scene for scene in scenes if scene.runs]
