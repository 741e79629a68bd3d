"""A LaTeX document taken apart, and the question whether it may share a TeX process with others."""

from __future__ import annotations

import re
from dataclasses import dataclass

from synthgen.engines.tex.store import digest

_DEFAULT_OUTPUT = {"xelatex": ".xdv", "pdflatex": ".pdf", "lualatex": ".pdf", "luatex": ".pdf"}

_PREVIEW_CLASS = re.compile(r"\s*\\documentclass\[preview\]\{standalone\}")
_PREAMBLE_DOES_MORE = re.compile(
    r"\\(input|include|openin|openout|read|write|immediate|makeindex|makeglossary|jobname|today|dump)(?![a-zA-Z])"
)

# What reaches beyond the group a formula is set in, or beyond its page: global definitions, files, the end of the
# document, conditionals (an open one swallows what follows), inserts, references, specials of PostScript drivers.
_REACHING_COMMAND = re.compile(
    r"""\\(?:
      global\w*|[gx]def|new(?!line|command|environment|page)\w*|provide\w*|definecolor\w*|colorlet|hyphenation|
      if(?!f(?![a-zA-Z]))\w*|else|fi|or|loop|repeat|csname|after\w*|
      input|include\w*|read|write|immediate|open\w*|close\w*|jobname|special(?!\{dvisvgm:raw\ )|pdf\w*|mag|
      (?:batch|nonstop|scroll|errorstop)mode|shipout|output|dump|vsplit|insert|mark|vadjust|
      end(?!\s*\{)\w*|document|preview|standalone|
      label|(?:page|eq|name|auto|c)?ref|cite\w*|footnote\w*|marginpar|caption|thanks|title|author|date|maketitle|
      (?:sub)*section|chapter|tableofcontents|bibliography\w*|index|glossary|
      verb|lstinline|mint\w*|tikz\w*|pgf\w*|psset|includegraphics|graphicspath|
      rotatebox|reflectbox|scalebox|resizebox|pagecolor|
      usepackage|RequirePackage|documentclass|Declare\w*|Set\w*|At(?:Begin|End)\w*|AddToHook\w*|ExplSyntax\w*|
      makeat\w*|catcode|font(?!size|family|series|shape|encoding)\w*|hyphenchar|skewchar|[hv]offset|
      tracing\w*|show\w*|message|errmessage|selectlanguage|shorthand\w*|
      (?:set|addto|step|refstep|use)counter|numberwithin|thepage|today|(?:this)?pagestyle|pagenumbering
    )(?![a-zA-Z])""",
    re.VERBOSE,
)
_REACHING_ENVIRONMENT = re.compile(
    r"""\\(?:begin|end)\s*\{\s*(?:
      document|preview|standalone|figure|table|filecontents|verbatim|lstlisting|minted|tikz|pspicture|picture|comment|
      thebibliography|titlepage
    )""",
    re.VERBOSE,
)


def _reaches_out(body: str) -> bool:
    commands = body.replace("\\\\", " ")  # a line break, so that `\\or` is no `\or`
    return bool(_REACHING_COMMAND.search(commands) or _REACHING_ENVIRONMENT.search(commands)) or "^^" in body


@dataclass(frozen=True, slots=True)
class TexJob:
    """A document to be turned into SVG, the compilers to run on it (in turn) and the format they write."""

    source: str
    compilers: tuple[str, ...] = ("latex",)
    output_format: str = ".dvi"

    @classmethod
    def make(cls, source: str, compiler: str | list[str] | tuple[str, ...], output_format: str | None) -> TexJob:
        compilers = (compiler,) if isinstance(compiler, str) else tuple(compiler)
        return cls(source, compilers, output_format or _DEFAULT_OUTPUT.get(compilers[-1], ".dvi"))

    def key(self, *tool_versions: str) -> str:
        """The content's address in the cache."""
        return digest(self.source, *self.compilers, self.output_format, *tool_versions)


@dataclass(frozen=True, slots=True)
class Shareable:
    """A document whose preamble can be loaded once and whose body can be set next to others."""

    preamble: str
    body: str


def shareable(job: TexJob) -> Shareable | None:
    """The two halves of a document that cannot tell whether others share its TeX process; None for one that might."""
    if job.compilers != ("latex",) or job.output_format != ".dvi" or not _PREVIEW_CLASS.match(job.source):
        return None
    preamble, begin, rest = job.source.partition("\\begin{document}")
    body, end, after = rest.rpartition("\\end{document}")
    if not (begin and end) or after.strip() or "%" in preamble.rpartition("\n")[2]:
        return None
    if not body.endswith("\n") or _PREAMBLE_DOES_MORE.search(preamble) or _reaches_out(body):
        return None
    return Shareable(preamble, body)


def formula_of(source: str) -> str:
    """The body of a document, for messages."""
    return source.partition("\\begin{document}")[2].rpartition("\\end{document}")[0].strip()[:500]
