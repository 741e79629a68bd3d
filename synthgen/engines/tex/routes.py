"""Hooks that lead the TeX of each library through the service. Call one after its library is imported, once a process.

None of them changes what a formula draws: they hand the service the documents the library itself would compile.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from synthgen.engines.tex.errors import TexError
from synthgen.engines.tex.service import TexService
from synthgen.engines.tex.store import ProcessFolder, link_whole


def route_community(service: TexService) -> None:
    """Compile manim's `Tex`, `MathTex` and kin by the service, with their templates, environments and compilers.

    A formula that cannot be compiled raises TexError, which is also the ValueError manim would raise.
    """
    import manim
    from manim.utils import tex_file_writing

    # manim writes a changed copy beside each file it reads: in the shared cache, processes would meet each other's.
    links = ProcessFolder("synthgen-svg-")

    def tex_to_svg_file(expression: str, environment: str | None = None, tex_template: Any = None) -> Path:
        template = manim.config["tex_template"] if tex_template is None else tex_template
        if environment is None:
            source = template.get_texcode_for_expression(expression)
        else:
            source = template.get_texcode_for_expression_in_env(expression, environment)
        try:
            cached = service.svg_path(source, template.tex_compiler, template.output_format)
        except TexError as error:
            raise TexValueError(error.message, error.line, error.source) from error
        link = links.path() / cached.name
        link_whole(cached.resolve(), link)
        return link

    _replace_everywhere(tex_file_writing.tex_to_svg_file, tex_to_svg_file)


def route_opengl(service: TexService) -> None:
    """Compile manimgl's `Tex`, `TexText` and kin by the service, past manimgl's own cache on disk."""
    from manimlib.utils import tex_file_writing

    def full_tex_to_svg(full_tex: str, compiler: str = "latex", message: str = "") -> str:
        if compiler not in ("latex", "xelatex"):
            raise NotImplementedError(f"Compiler '{compiler}' is not implemented")
        return service.svg(full_tex, compiler)

    _replace_everywhere(tex_file_writing.full_tex_to_svg, full_tex_to_svg)


def route_period(service: TexService) -> None:
    """Compile the period library's `TexMobject`, `TextMobject` and kin by the service.

    A TexMobject is compiled as a whole, and then each of its strings once more to count its glyphs: all of these are
    compiled at once, as soon as the strings are known.
    """
    from manimlib import constants
    from manimlib.mobject.svg import tex_mobject
    from manimlib.utils import tex_file_writing

    placeholder = constants.TEX_TEXT_TO_REPLACE
    compiler = "xelatex" if constants.TEX_USE_CTEX else "latex"

    def tex_to_svg_file(expression: str, template_tex_file_body: str) -> str:
        source = template_tex_file_body.replace(placeholder, expression)
        return service.svg_path(source, compiler).as_posix()

    _replace_everywhere(tex_file_writing.tex_to_svg_file, tex_to_svg_file)
    break_up = tex_mobject.TexMobject.break_up_tex_strings

    def break_up_tex_strings(mobject: Any, tex_strings: Any) -> Any:
        strings = break_up(mobject, tex_strings)
        # The parts are made with the configuration of the class alone, and without alignment.
        default = tex_mobject.SingleStringTexMobject.CONFIG["template_tex_file_body"]
        part_template = type(mobject).CONFIG.get("template_tex_file_body", default)
        whole = mobject.get_modified_expression(mobject.arg_separator.join(strings))
        parts = [mobject.modify_special_strings(string.strip()) for string in strings]
        sources = [mobject.template_tex_file_body.replace(placeholder, whole)]
        sources += [part_template.replace(placeholder, part) for part in parts]
        service.compile_many(sources, compiler)
        return strings

    tex_mobject.TexMobject.break_up_tex_strings = break_up_tex_strings


class TexValueError(TexError, ValueError):
    """A TexError for code that expects manim's ValueError."""


def _replace_everywhere(original: Callable[..., Any], replacement: Callable[..., Any]) -> None:
    """Put a function in the place of another in every module that has it, under whatever name it was imported."""
    for module in list(sys.modules.values()):
        for name, value in list(getattr(module, "__dict__", {}).items()):
            if value is original:
                setattr(module, name, replacement)
