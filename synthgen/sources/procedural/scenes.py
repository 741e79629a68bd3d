"""From a request to scene files: plan, decide, write, and refer to them like any other scenes."""

from __future__ import annotations

import hashlib
import os
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from synthgen.core.job import SceneRef
from synthgen.errors import SourceError
from synthgen.resources import templates_dir
from synthgen.sources.procedural.plan import make_plan
from synthgen.sources.procedural.pools import Pools
from synthgen.sources.procedural.request import Balance, ProceduralRequest
from synthgen.sources.procedural.scene_spec import SceneSpec, decide
from synthgen.sources.procedural.template import ENGINES, chosen_templates, find_templates
from synthgen.sources.procedural.writing import write_source

FOLDER = "procedural"
DEFAULT_ENGINE = "community"
COPYRIGHT = "Scene written by synthgen from a template; MIT-licensed."


def procedural_scenes(
    request: ProceduralRequest, engine: str, cache_dir: Path, say: Callable[[str], None]
) -> list[SceneRef]:
    """Write the scenes of a request into the cache and return references to them.

    The same request, templates and program give the same files. Raises UsageError for templates that are wrong
    (naming file, line and key) and names that do not exist, SourceError when the cache cannot be written.
    """
    engine = engine or DEFAULT_ENGINE
    specs = decide_scenes(request, engine)
    say(_announced(specs))
    return [_stored(spec, engine, cache_dir / FOLDER) for spec in specs]


def scenes_for_both_engines(request: ProceduralRequest, cache_dir: Path, say: Callable[[str], None]) -> list[SceneRef]:
    """Like `procedural_scenes`, about half of them for each engine. No scene is written for both: two renderings of
    one scene would end up on both sides of a split. Raises the same.
    """
    chosen: dict[tuple[str, int], tuple[SceneSpec, str]] = {}
    first, second = (decide_scenes(request, engine) for engine in ENGINES)
    for engine, specs, wanted in ((ENGINES[0], first[::2], len(first[::2])), (ENGINES[1], second, request.count)):
        for spec in specs:
            if len(chosen) < wanted:
                chosen.setdefault((spec.template.name, spec.index), (spec, engine))
    say(_announced([spec for spec, _ in chosen.values()]))
    return [_stored(spec, engine, cache_dir / FOLDER) for spec, engine in chosen.values()]


def _announced(specs: Sequence[SceneSpec]) -> str:
    hard = sum(spec.hard is not None for spec in specs)
    return f"{len(specs)} procedural scenes from {len({spec.template.name for spec in specs})} templates" + (
        f", {hard} of them hard cases" if hard else ""
    )


def decide_scenes(request: ProceduralRequest, engine: str) -> list[SceneSpec]:
    """Every scene of a request, decided but not written."""
    pools = Pools(pool_folders(request.template_dirs))
    files = find_templates(template_folders(request.template_dirs))
    templates = {each.name: each for each in chosen_templates(request.templates, files, pools, engine)}
    shows = {name: template.shows for name, template in templates.items()}
    plan = make_plan(shows, request.count, request.seed, Balance.TYPES in request.balance)
    return [decide(templates[slot.template], slot, request, pools) for slot in plan]


def template_folders(own: Sequence[Path]) -> list[Path]:
    return [templates_dir() / FOLDER, *own]


def pool_folders(own: Sequence[Path]) -> list[Path]:
    return [templates_dir() / "pools", *(folder / "pools" for folder in own)]


def _stored(spec: SceneSpec, engine: str, cache: Path) -> SceneRef:
    text = write_source(spec, engine)
    module = f"{spec.template.name}_{spec.index:04d}"
    # A folder for every content: files of other runs are never changed, and the folder can be an import root.
    files = {f"{module}.py": text.encode()} | {path.name: path.read_bytes() for path in spec.template.assets}
    root = cache / _digest(files)
    for name, content in files.items():
        _write_once(root / name, content)
    file = root / f"{module}.py"
    return SceneRef(
        scene_id=f"{FOLDER}.{engine}.{spec.class_name}",
        class_name=spec.class_name,
        file=file.absolute(),
        root=root.absolute(),
        module=module,
        engine=engine,
        source=f"template {spec.template.name}" + (f", hard: {spec.hard.kind}" if spec.hard else ""),
        copyright=COPYRIGHT,
    )


def _digest(files: Mapping[str, bytes]) -> str:
    digest = hashlib.sha256()
    for name, content in files.items():
        digest.update(f"{name} {len(content)}\n".encode() + content)
    return digest.hexdigest()[:16]


def _write_once(file: Path, content: bytes) -> None:
    """Written aside and renamed, so that no other process sees half of it."""
    if file.is_file() and file.read_bytes() == content:
        return
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handle, aside = tempfile.mkstemp(dir=file.parent, prefix=".tmp-")
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(aside).replace(file)
    except OSError as error:
        raise SourceError(
            f"the scene file {file} cannot be written: {error.strerror or error}",
            "make room or choose another folder with `paths.cache=FOLDER`",
        ) from error
