"""The plain road: the stock engines' own commands, one formula at a time. Every genuine error text comes from here."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path

from synthgen.engines.tex import processes
from synthgen.engines.tex.converter import convert_stock
from synthgen.engines.tex.errors import TexError, TexTimeout, error_from_log
from synthgen.engines.tex.source import TexJob, formula_of
from synthgen.engines.tex.toolchain import Toolchain

# Long lines in the log, so that messages come unbroken and the place of an error with them.
_LOG_WIDTH = {"max_print_line": "2000", "error_line": "254", "half_error_line": "238"}
_FORMATTED = ("latex", "pdflatex", "luatex", "lualatex")


def compile_plain(job: TexJob, toolchain: Toolchain, time_limit_s: float) -> str:
    """SVG text of a document. Raises TexError, TexMissing."""
    with tempfile.TemporaryDirectory(prefix="synthgen-tex-") as folder:
        work = Path(folder)
        (work / "formula.tex").write_text(job.source, encoding="utf-8")
        for compiler in job.compilers:
            command = [toolchain.program(compiler), *_output_options(compiler, job.output_format)]
            command += ["-interaction=batchmode", "-halt-on-error", "-file-line-error", "-no-shell-escape"]
            try:
                status, _ = processes.run([*command, "formula.tex"], work, _environment(), time_limit_s)
            except subprocess.TimeoutExpired:
                raise TexTimeout(time_limit_s, formula_of(job.source)) from None
            if status != 0:
                raise error_from_log(work / "formula.log", work / "formula.tex", compiler)
        document = work / f"formula{job.output_format}"
        if not document.is_file():
            raise TexError("the formula makes no page", None, formula_of(job.source))
        return convert_stock(toolchain, document, time_limit_s)


def _output_options(compiler: str, output_format: str) -> list[str]:
    """What makes a compiler write the wanted format; raises ValueError for one it cannot write."""
    if compiler in _FORMATTED:
        return [f"-output-format={output_format.removeprefix('.')}"]
    if compiler == "xelatex" and output_format in (".xdv", ".pdf"):
        return ["-no-pdf"] if output_format == ".xdv" else []
    raise ValueError(f"compiler {compiler!r} with output {output_format!r} is not supported")


def _environment() -> dict[str, str]:
    """TeX runs in a folder of its own, but finds what a scene reads from its working directory."""
    here = str(Path.cwd())
    searched = ["."] if os.pathsep in here else [".", here]
    inputs = os.pathsep.join([*searched, os.environ.get("TEXINPUTS", "")])
    return {**os.environ, **_LOG_WIDTH, "TEXINPUTS": inputs}
