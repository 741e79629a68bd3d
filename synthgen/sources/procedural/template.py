"""A scene template: a YAML file that says what may vary, and beside it the source to fill in (`<name>.py.j2`)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from synthgen.core.names import did_you_mean
from synthgen.errors import UsageError
from synthgen.sources.procedural.distributions import Distribution, read_distribution
from synthgen.sources.procedural.layout import Cells
from synthgen.sources.procedural.parts import PartSpec, read_part
from synthgen.sources.procedural.pools import Pools
from synthgen.sources.procedural.request import HardKind
from synthgen.sources.procedural.yaml_file import Entry, read_yaml

ENGINES = ("community", "opengl")
SOURCE_SUFFIX = ".py.j2"
# What a template's parameters may not be called: the names its source already has.
RESERVED = ("m", "at", "spec", "ink", "engine", "summary", "scene_base")
_KEYS = (
    *("summary", "engines", "scene", "shows", "animations", "parameters"),
    *("parts", "layout", "subjects", "hard", "companions", "assets"),
)
_NEEDED = ("summary", "shows", "parameters", "parts", "layout")
_NAME = re.compile(r"[a-z][a-z0-9_]*")


@dataclass(frozen=True, slots=True)
class Template:
    """`shows` has the types of the taxonomy in a scene with about how many of each. `subjects` are the parts that are
    still there at the end, under a variable of their name. `scene_bases` are the classes scenes derive from, by engine.
    `assets` are files beside the template that are put beside every scene written from it.
    """

    name: str
    folder: Path
    summary: str
    engines: tuple[str, ...]
    scene_bases: Mapping[str, str]
    shows: Mapping[str, float]
    animations: tuple[str, ...]
    parameters: Mapping[str, Distribution]
    parts: Mapping[str, PartSpec]
    layouts: Sequence[Cells]
    subjects: tuple[str, ...]
    hard: tuple[HardKind, ...]
    companions: bool
    assets: tuple[Path, ...]

    @property
    def source_name(self) -> str:
        return f"{self.name}{SOURCE_SUFFIX}"


def find_templates(folders: Sequence[Path]) -> dict[str, Path]:
    """Template files by name; one in a later folder replaces one of the same name in an earlier.

    Raises UsageError for a folder that is not there or holds no template.
    """
    found: dict[str, Path] = {}
    for folder in folders:
        files = {path.stem: path for path in sorted(folder.glob("*.yaml"))}
        if not files and not (folder / "pools").is_dir():
            raise UsageError(f"`scene.template_dirs`: there is no template (NAME.yaml) in {folder}", "name its folder")
        found.update(files)
    return found


def chosen_templates(wanted: Sequence[str], files: Mapping[str, Path], pools: Pools, engine: str) -> list[Template]:
    """The templates of these names (empty: all that suit the engine), read and checked. Raises UsageError."""
    for name in wanted:
        if name not in files:
            raise UsageError(f"there is no template {name!r} in `scene.templates`", did_you_mean(name, files))
    templates = [read_template(files[name], pools) for name in (wanted or sorted(files))]
    unfit = [template.name for template in templates if engine not in template.engines]
    if wanted and unfit:
        raise UsageError(f"the template {unfit[0]!r} is not for engine={engine}", "choose another engine or template")
    suited = [template for template in templates if engine in template.engines]
    if not suited:
        raise UsageError(f"there is no template for engine={engine}", f"choose engine={' or engine='.join(ENGINES)}")
    return suited


def read_template(path: Path, pools: Pools) -> Template:
    """Read and check a template. Raises UsageError, naming the line and key, for what makes no sense."""
    entry = read_yaml(path)
    table = entry.table(_KEYS, _NEEDED)
    if not _NAME.fullmatch(path.stem):
        entry.complain(f"a template's file must be named like `two_words.yaml`, got {path.name}", "rename it")
    if not (path.parent / f"{path.stem}{SOURCE_SUFFIX}").is_file():
        entry.complain(f"its source {path.stem}{SOURCE_SUFFIX} is missing", "put it beside the YAML file")
    parameters = _read_parameters(table["parameters"], pools)
    parts = {name: read_part(part, parameters) for name, part in table["parts"].table().items()}
    return Template(
        name=path.stem,
        folder=path.parent,
        summary=table["summary"].text(),
        engines=table["engines"].texts(ENGINES) if "engines" in table else ENGINES,
        scene_bases=_read_bases(table.get("scene")),
        shows={name: count.number(0) for name, count in table["shows"].table().items()},
        animations=table["animations"].texts() if "animations" in table else (),
        parameters=parameters,
        parts=parts,
        layouts=_read_layouts(table["layout"], parts),
        subjects=table["subjects"].texts(list(parts)) if "subjects" in table else tuple(parts),
        hard=_read_hard(table.get("hard")),
        companions=table["companions"].flag() if "companions" in table else True,
        assets=_read_assets(table.get("assets"), path.parent),
    )


def _read_parameters(entry: Entry, pools: Pools) -> dict[str, Distribution]:
    found: dict[str, Distribution] = {}
    for name, value in entry.table().items():
        if name in RESERVED or not name.isidentifier():
            value.complain("is a name that a template's source cannot use", "choose another")
        found[name] = read_distribution(value, pools, list(found))
    return found


def _read_hard(entry: Entry | None) -> tuple[HardKind, ...]:
    if entry is None:
        return tuple(HardKind)
    return tuple(HardKind(name) for name in entry.texts([*HardKind]))


def _read_bases(entry: Entry | None) -> dict[str, str]:
    """One class for all engines, or one for each."""
    if entry is None:
        return dict.fromkeys(ENGINES, "Scene")
    if not entry.is_table():
        return dict.fromkeys(ENGINES, entry.text())
    return {engine: base.text() for engine, base in entry.table(ENGINES, ENGINES).items()}


def _read_assets(entry: Entry | None, folder: Path) -> tuple[Path, ...]:
    found = []
    for item in entry.items() if entry else []:
        path = folder / item.text()
        if not path.is_file():
            item.complain(f"names a file that is not there: {path}", "put it there or correct the name")
        found.append(path)
    return tuple(found)


def _read_layouts(entry: Entry, parts: Iterable[str]) -> list[Cells]:
    layouts = []
    for item in entry.items():
        cells = _read_cells(item, list(parts))
        missing, named = set(parts) - set(cells.names()), list(cells.names())
        if missing:
            item.complain(f"has no place for {', '.join(sorted(missing))}", "name every part once")
        if len(named) != len(set(named)):
            item.complain("names a part twice", "name every part once")
        layouts.append(cells)
    if not layouts:
        entry.complain("must have at least one arrangement")
    return layouts


def _read_cells(entry: Entry, parts: Sequence[str]) -> Cells:
    table = entry.table(("row", "column"))
    if len(table) != 1:
        entry.complain("must have exactly one of row, column")
    inside = []
    for item in next(iter(table.values())).items():
        inside.append(_read_cells(item, parts) if item.is_table() else item.text(parts))
    if not inside:
        entry.complain("must not be empty")
    return Cells("row" if "row" in table else "column", tuple(inside))
