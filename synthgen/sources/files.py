"""Any scene file of the user's, and the example scenes that come with the program."""

from __future__ import annotations

from pathlib import Path

from synthgen.core.job import SceneRef
from synthgen.errors import UsageError
from synthgen.resources import templates_dir
from synthgen.sources.parsing import ModuleText
from synthgen.sources.scenes import SceneClass

EXAMPLE_ENGINES = ("community", "opengl")

# What only one engine's scenes import. `manimlib` alone may be the period library or its successor: the
# successor's scenes are the ones still written.
_ENGINE_OF_IMPORT = {
    "manimlib.imports": "period",
    "big_ol_pile_of_manim_imports": "period",
    "manim": "community",
    "manim_imports_ext": "opengl",
    "manimlib": "opengl",
}


def engine_by_imports(module: ModuleText) -> str:
    """The engine a scene file is written for; raises UsageError when its imports do not tell."""
    for prefix, engine in _ENGINE_OF_IMPORT.items():
        if any(name == prefix or name.startswith(f"{prefix}.") for name in module.mentioned):
            return engine
    raise UsageError(
        f"cannot tell from its imports which engine {module.file} is written for",
        "say it: engine=community (manim), engine=opengl (manimgl) or engine=period (manimlib 0.2.0)",
    )


def import_root(file: Path, root: Path | None) -> Path:
    """The folder a file's imports resolve from; raises UsageError when the file is not below the given one."""
    if root is None:
        return file.parent
    folder = root.expanduser().absolute()
    if not file.is_relative_to(folder):
        raise UsageError(f"`scene.path` {file} is not below `scene.root` {folder}", "give a folder that holds the file")
    return folder


def file_ref(root: Path, scene: SceneClass, engine: str) -> SceneRef:
    return SceneRef(
        scene_id=f"{scene.file.stem}.{scene.name}",
        class_name=scene.name,
        file=scene.file,
        root=root,
        module=scene.module,
        engine=engine,
        source="file",
    )


def example_file(engine: str) -> Path:
    """The example scenes for an engine; raises UsageError for an engine without any."""
    if engine not in EXAMPLE_ENGINES:
        raise UsageError(
            f"there are no example scenes for engine={engine}",
            f"choose engine={' or engine='.join(EXAMPLE_ENGINES)}; for the period engine try scene=dot_products",
        )
    return templates_dir() / "examples" / f"{engine}.py"


def example_ref(root: Path, scene: SceneClass, engine: str) -> SceneRef:
    return SceneRef(
        scene_id=f"examples.{engine}.{scene.name}",
        class_name=scene.name,
        file=scene.file,
        root=root,
        module=scene.module,
        engine=engine,
        source="examples",
        copyright="Example scenes of synthgen, MIT-licensed.",
    )
