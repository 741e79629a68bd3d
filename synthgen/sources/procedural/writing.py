"""Filling a template in: from a scene that is decided to the text of its Python file."""

from __future__ import annotations

import ast
import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from synthgen.errors import UsageError
from synthgen.resources import templates_dir
from synthgen.sources.procedural.layout import Place
from synthgen.sources.procedural.scene_spec import SceneSpec

if TYPE_CHECKING:
    from jinja2 import Environment

LINE_LENGTH = 100
_DIRECTIONS = (("RIGHT", "LEFT"), ("UP", "DOWN"))


def write_source(spec: SceneSpec, engine: str) -> str:
    """The scene's Python file, formatted.

    Raises UsageError, naming the template's line, when it cannot be filled in.
    """
    import black
    from black.parsing import InvalidInput

    environment = _environment(spec.template.folder)
    text = _filled_in(environment, spec, engine)
    try:
        ast.parse(text)
        return black.format_str(text, mode=black.Mode(line_length=LINE_LENGTH))
    except (SyntaxError, InvalidInput) as error:
        line = getattr(error, "lineno", None) or 1
        shown = text.splitlines()[line - 1].strip() if line <= len(text.splitlines()) else ""
        raise UsageError(
            f"{spec.template.folder / spec.template.source_name}: filled in for engine={engine} (number {spec.index}) "
            f"it is not Python: {error}: {shown}",
            "correct the template",
        ) from error


def _filled_in(environment: Environment, spec: SceneSpec, engine: str) -> str:
    from jinja2 import TemplateError

    theme = spec.theme
    common: dict[str, Any] = {"theme": theme, "ink": "" if theme.default_ink else theme.ink, "engine": engine}
    common["text_font"] = spec.font
    try:
        dialect: Any = environment.get_template(f"dialects/{engine}.j2").make_module(common)
        source = environment.get_template(spec.template.source_name)
        text = source.render(
            common
            | {
                "m": dialect,
                "at": _Attributes({name: PlacedPart(place) for name, place in spec.places.items()}),
                "spec": spec,
                "summary": spec.template.summary,
                "scene_base": spec.template.scene_bases[engine],
                "companions": [(each, PlacedPart(each.place)) for each in spec.companions],
                "cover": spec.cover and (spec.cover, PlacedPart(spec.cover.place)),
                "twin": spec.twin,
            }
            | dict(spec.drawn)
        )
    except (TemplateError, TypeError, ValueError, LookupError, ArithmeticError) as error:
        raise UsageError(f"{_place_of(error, spec)}: {error}", "correct the template") from error
    return _tidied(text, spec)


def _place_of(error: Exception, spec: SceneSpec) -> str:
    """The template and the line in it that an error comes from, as far as it can be told."""
    file, line = spec.template.folder / spec.template.source_name, getattr(error, "lineno", None)
    if line is not None and getattr(error, "filename", None):
        return f"{error.filename}, line {line}"  # type: ignore[attr-defined]
    # A mistake may show only in a macro that the template calls: its own last line is the one to look at.
    trace, found = error.__traceback__, [str(file)]
    while trace is not None:
        name = trace.tb_frame.f_code.co_filename
        if name.endswith(".j2") and (name == str(file) or len(found) == 1):
            found.append(f"{name}, line {trace.tb_lineno}")
        trace = trace.tb_next
    own = [place for place in found[1:] if place.startswith(str(file))]
    return (own or found)[-1]


def _tidied(text: str, spec: SceneSpec) -> str:
    """With the colours that are used defined above the class, numpy where something is computed with it, and without
    what macros leave of their lines.
    """
    used = [f"{name} = {value}\n" for name, value in spec.theme.constants.items() if re.search(rf"\b{name}\b", text)]
    text = text.replace("# <constants>\n", "".join(used))
    text = text.replace("# <numpy>\n", "import numpy as np\n" if re.search(r"\bnp\.", text) else "")
    return re.sub(r"(def construct\(self\):\n)\s*\n", r"\1", text)


@lru_cache(maxsize=8)
def _environment(folder: Path) -> Environment:
    """Jinja with our filters; the user's folder first, so that a template finds its own includes."""
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader([folder, templates_dir()]),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        autoescape=False,
    )
    environment.filters.update(
        tex=tex_literal,
        quoted=text_literal,
        num=short_number,
        vec=vector,
        decimals=decimal_places,
        camel=_camel,
        factor=as_factor,
    )
    environment.globals.update(zip=zip, enumerate=enumerate, round=round, min=min, max=max, abs=abs, sum=sum)
    return environment


@dataclass(frozen=True, slots=True)
class _Attributes:
    """Names as attributes; an unknown one is the template's mistake."""

    values: dict[str, Any]

    def __getattr__(self, name: str) -> Any:
        try:
            return self.values[name]
        except KeyError:
            raise LookupError(f"there is no part {name!r}; there are {', '.join(self.values)}") from None


@dataclass(frozen=True, slots=True)
class PlacedPart:
    """A part's place as templates use it."""

    place: Place

    @property
    def x(self) -> float:
        return self.place.x

    @property
    def y(self) -> float:
        return self.place.y

    @property
    def width(self) -> float:
        return round(self.place.width, 2)

    @property
    def height(self) -> float:
        return round(self.place.height, 2)

    @property
    def scale(self) -> float:
        return round(self.place.scale, 2)

    @property
    def font_size(self) -> int:
        return max(int(self.place.scale), 2)

    @property
    def point(self) -> str:
        """The centre as an expression: `3 * LEFT + 0.5 * UP`."""
        return vector((self.place.x, self.place.y))

    @property
    def move(self) -> str:
        """The call that moves an object there; nothing for the centre of the frame."""
        return "" if self.point == "ORIGIN" else f".move_to({self.point})"


def vector(coordinates: tuple[float, float]) -> str:
    """A point of the plane in terms of the directions that Manim names."""
    terms = []
    for value, (ahead, back) in zip(coordinates, _DIRECTIONS, strict=True):
        if length := short_number(abs(value)):
            name = ahead if value > 0 else back
            terms += [] if length == "0" else [name if length == "1" else f"{length} * {name}"]
    return " + ".join(terms) or "ORIGIN"


def short_number(value: float) -> str:
    """At most two decimals, and none that are not needed."""
    return f"{value:.2f}".rstrip("0").rstrip(".").replace("-0", "0") if abs(value) < 0.005 else _trimmed(value)


def _trimmed(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


def decimal_places(step: float) -> int:
    """How many decimals multiples of `step` need (at most 2)."""
    return next((places for places in (0, 1) if abs(step * 10**places - round(step * 10**places)) < 1e-9), 2)


def tex_literal(tex: str) -> str:
    """A raw string literal; TeX never ends in a single backslash or holds both kinds of quotes."""
    quote = "'" if '"' in tex else '"'
    return f"r{quote}{tex}{quote}" if "\\" in tex else f"{quote}{tex}{quote}"


def as_factor(tex: str) -> str:
    """TeX that can stand beside another factor: what is a sum gets brackets."""
    depth = 0
    for place, character in enumerate(tex):
        depth += (character in "{(") - (character in "})")
        if character in "+-" and depth == 0 and place > 0:
            return rf"\left({tex}\right)"
    return tex


def text_literal(text: str) -> str:
    escaped = text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{escaped}"'


def _camel(text: str) -> str:
    return "".join(word.capitalize() for word in text.split("_"))
