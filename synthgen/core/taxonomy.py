"""From the classes of three engines to one vocabulary of object types in five coarse categories.

The map is data (`taxonomy.yaml`, explained there); a user's file of the same form extends or overrides it.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import replace
from importlib import resources
from pathlib import Path

from synthgen.core.kinds import TOP, Category, Kind, Role, Standing, is_own_object
from synthgen.core.taxonomy_file import BARE, ENGINES, GROUP, Source, Tables, read_tables
from synthgen.errors import UsageError

__all__ = ["ENGINES", "TOP", "Category", "Kind", "Role", "Standing", "Taxonomy", "is_own_object", "load_taxonomy"]

_BARE_PATH_TYPE = "Path"
_PART_TYPE_BY_CONTENT = {"text": "Text", "number": "Number"}


class Taxonomy:
    """The vocabulary (`types`: name to kind) and the classes behind it (`classes`: engine to name to kind)."""

    def __init__(self, tables: Tables) -> None:
        self.types: Mapping[str, Kind] = tables.types
        self.classes: Mapping[str, Mapping[str, Kind]] = tables.classes
        self._tipped = tables.tipped
        self._classified: dict[tuple[object, ...], Kind] = {}

    def classify(
        self, bases: tuple[str, ...], engine: str, has_points: bool = True, content_keys: Collection[str] = ()
    ) -> Kind:
        """The kind of a mobject whose class and base classes, nearest first, are called `bases`.

        `has_points`: whether it has points of its own, which tells a bare path from a bare group.
        `content_keys`: the keys of `Node.content`; a part that says it is text is a Text where it stands alone.
        A class of which nothing is known but the engine's bare base class is marked unknown.
        """
        key = (bases, engine, has_points, *sorted(content_keys))
        kind = self._classified.get(key)
        if kind is None:
            kind = self._classified[key] = self._classify(bases, engine, has_points, content_keys)
        return kind

    def _classify(self, bases: tuple[str, ...], engine: str, has_points: bool, content_keys: Collection[str]) -> Kind:
        kind, is_listed = self._nearest(bases, engine)
        if kind is BARE:
            return self._bare(has_points, is_listed)
        if kind.role is Role.GROUP and not is_listed:
            return replace(kind, named=True)
        if kind.role is Role.PART and not kind.tip:
            return self._part_by_content(kind, content_keys)
        return kind

    def _nearest(self, bases: tuple[str, ...], engine: str) -> tuple[Kind, bool]:
        """The kind of the nearest listed base, and whether that is the class itself."""
        kinds = self.classes[engine]
        for depth, base in enumerate(bases):
            kind = kinds.get(base) or kinds.get(_without_prefix(base, engine))
            if kind is not None:
                return kind, depth == 0
        return BARE, False

    def _bare(self, has_points: bool, is_listed: bool) -> Kind:
        if has_points:
            return replace(self.types[_BARE_PATH_TYPE], unknown=not is_listed)
        return replace(GROUP, named=not is_listed, unknown=not is_listed)

    def _part_by_content(self, part: Kind, content_keys: Collection[str]) -> Kind:
        for key, type_name in _PART_TYPE_BY_CONTENT.items():
            if key in content_keys and "tex" not in content_keys:
                return replace(self.types[type_name], role=Role.PART, glyph=part.glyph)
        return part

    def with_tips(self, kind: Kind, tip_count: int) -> Kind:
        """What an object is with this many arrow tips among its children: a Line with one is an Arrow."""
        if tip_count == 0 or kind.role is not Role.OBJECT or kind.name not in self._tipped:
            return kind
        one, two = self._tipped[kind.name]
        return replace(self.types[one if tip_count == 1 else two], unknown=kind.unknown)

    def of_group(self, group: Kind, children: Iterable[Kind]) -> Kind:
        """What an anonymous group is, given its children: glyphs of one type and their strokes are a piece of it.

        Libraries hand out such groups for a piece of a formula, `tex["x"]`; shown alone it is one MathTex.
        """
        seen = {child for child in children if child.role is not Role.INVISIBLE}
        glyphs = {child for child in seen if child.glyph}
        if group.role is not Role.GROUP or group.named or len(glyphs) != 1:
            return group
        glyph = glyphs.pop()
        if any(child.role is not Role.OBJECT or child.name not in glyph.absorbs for child in seen - {glyph}):
            return group
        return replace(glyph, glyph=False)


def load_taxonomy(extra: Path | None = None) -> Taxonomy:
    """The packaged taxonomy, extended and overridden by a file of the user's.

    Raises UsageError naming the file, the key and what is wrong with it.
    """
    packaged = resources.files("synthgen.core").joinpath("taxonomy.yaml")
    sources = [Source("the packaged taxonomy", packaged.read_text(encoding="utf-8"))]
    if extra is not None:
        sources.append(Source(str(extra), _read_text(extra)))
    return Taxonomy(read_tables(sources))


def _read_text(file: Path) -> str:
    try:
        return file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise UsageError(f"cannot read the taxonomy file {file}: {error}", "check the path and the file") from error


def _without_prefix(name: str, engine: str) -> str:
    """Community's classes for its OpenGL renderer repeat the others under a prefix."""
    return name.removeprefix("OpenGL") if engine == "community" else name
