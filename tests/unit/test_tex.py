"""TeX through the service draws what the stock engines draw, once a user, and fails with TeX's own words."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import subprocess
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from tex_stock import TEMPLATES, drawing, need_tex, stock_svg

from synthgen.engines.tex import TexError, TexMissing, TexService, TexTimeout
from synthgen.engines.tex.source import TexJob, shareable
from synthgen.errors import EngineUnavailable

TEMPLATE = (
    "\\documentclass[preview]{standalone}\n\\usepackage{amsmath}\n\\usepackage{xcolor}\n"
    "\\begin{document}\nYourTextHere\n\\end{document}\n"
)


def math(formula: str, template: str = TEMPLATE) -> str:
    return text(f"\\begin{{align*}}\n{formula}\n\\end{{align*}}", template)


def text(words: str, template: str = TEMPLATE) -> str:
    return template.replace("YourTextHere", words)


COMMON = [
    math(r"\vec{v} \cdot \vec{w} = \frac{1}{2}\sqrt{x^2+y^2}"),
    math(r"\left[\begin{array}{cc} 1 & 2 \\ 3 & 4 \end{array}\right] \begin{bmatrix} \alpha \\ \Omega \end{bmatrix}"),
    math(r"\sum_{n=0}^{\infty} \frac{(-1)^n}{2n+1} \text{ is $\pi/4$}"),
    math(r"\mathbb{R} \to \mathcal{C} &= \mathbf{x} \\ \int_0^1 f(t)\,dt &\ne \overline{z}^{\dagger}"),
    math(r"\quad"),
    text(r"\centering na\"{\i}ve fa\c{c}ade --- ``fluff'' \textbf{bold} \emph{slant} \Large Large"),
    text(r"\begin{equation} e^{i\pi} = -1 \end{equation}"),
    text(r"\begin{itemize} \item one \item two \end{itemize}"),
    math(r"\special{dvisvgm:raw <g id='unique000'>}a\special{dvisvgm:raw </g>} = b"),
]
THREE_BLUE = [
    math(r"{\color{red} x} + \textcolor[rgb]{0,0.5,1}{y \over z} \mathscr{L} \mathds{1}"),
    text(r"\textipa{\"aI} \calligra{Script} \wasysymLightning \textdegree".replace(r"\wasysymLightning", r"\smiley")),
    math(r"\dv{f}{x} \bra{\psi}\ket{\phi} \norm{\vb{v}} \mathlarger{a}"),
    text(r"\color[RGB]{255, 10, 255} \centering coloured to the end"),
    text(r"\centering fi fl ffi --- ligatures are off, \underline{under} and so on"),
]
SAMPLES = {"community": COMMON, "opengl": [*COMMON, *THREE_BLUE], "period": [*COMMON, *THREE_BLUE]}


@pytest.fixture(scope="module")
def warm(tmp_path_factory: pytest.TempPathFactory) -> TexService:
    """A service whose cache is in a folder with a space in its name."""
    need_tex()
    return TexService(tmp_path_factory.mktemp("tex cache"), time_limit_s=20)


@pytest.mark.parametrize("engine", TEMPLATES)
def test_a_batch_draws_what_the_stock_engine_draws_formula_by_formula(
    engine: str, warm: TexService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need_tex()
    head, body_and_end = TEMPLATES[engine]().split("\\begin{document}")
    assert shareable(TexJob(head + "\\begin{document}" + body_and_end)) is not None
    sources = [head + "\\begin{document}" + s.split("\\begin{document}")[1] for s in SAMPLES[engine]]
    # Nothing may be left for the plain road, which would make this comparison empty.
    monkeypatch.setattr("synthgen.engines.tex.service.compile_plain", None)
    warm.compile_many(sources)
    monkeypatch.undo()
    with ThreadPoolExecutor(2) as pool:
        stock = list(pool.map(stock_svg, sources, (tmp_path / str(i) for i in range(len(sources)))))
    for source, expected in zip(sources, stock, strict=True):
        assert drawing(warm.svg(source)) == drawing(expected), source


def test_what_a_formula_defines_or_counts_does_not_reach_the_next(warm: TexService, tmp_path: Path) -> None:
    numbered = text("\\begin{equation} \\star \\end{equation}")
    sources = [
        numbered,
        text("\\newcommand{\\R}{Q} \\R \\begin{equation} 1 \\end{equation}"),
        text("\\gdef\\alpha{b} $\\alpha$ \\global\\baselineskip=99pt"),
        text("\\Huge \\itshape \\color{blue} unclosed"),
        math("\\alpha \\star"),
        text("\\begin{equation} \\star\\star \\end{equation}"),
    ]
    warm.compile_many(sources)
    for number, source in enumerate(sources):
        assert drawing(warm.svg(source)) == drawing(stock_svg(source, tmp_path / str(number))), source
    with pytest.raises(TexError, match="Undefined control sequence"):
        warm.svg(text("$\\R$"))


@pytest.mark.parametrize(
    "body",
    [
        r"\gdef\x{1}", r"\iffalse", r"\input{file}", r"\label{a}", r"\setcounter{page}{3}", r"\special{ps: 1 0 0}",
        r"\begin{tikzpicture}", r"\end{preview}", r"\begin{verbatim}", r"\\\gdef\x{}", r"\rotatebox{90}{a}", "^^5cgdef",
        r"\newcounter{a}", r"\global\let\a b", r"\csname x\endcsname", r"\DeclareFontShape{}", r"\endinput",
    ],
)  # fmt: skip
def test_a_body_that_could_reach_others_is_kept_apart(body: str) -> None:
    assert shareable(TexJob(text(body))) is None


@pytest.mark.parametrize(
    "body",
    [r"a \iff b", r"\begin{align*} x \\or y \end{align*}", r"\newline \newcommand{\a}{b}", r"\inf \in \oint \forall"],
)
def test_an_ordinary_body_may_share(body: str) -> None:
    assert shareable(TexJob(text(body))) is not None


def test_postscript_and_pdf_go_the_plain_road(warm: TexService, tmp_path: Path) -> None:
    turned = text("\\rotatebox{30}{turned}", TEMPLATE.replace("xcolor", "graphicx"))
    assert drawing(warm.svg(turned)) == drawing(stock_svg(turned, tmp_path / "a"))
    assert "<path" in warm.svg(math("x"), "pdflatex")
    assert warm.svg_path(math("x"), "pdflatex") != warm.svg_path(math("x"), "latex", ".pdf")


@pytest.mark.parametrize("compiler", ["xelatex", "lualatex"])
def test_other_compilers_work(compiler: str, warm: TexService) -> None:
    need_tex(compiler)
    source = "\\documentclass{article}\n\\pagestyle{empty}\n\\begin{document}\nabc\n\\end{document}"
    assert "<path" in warm.svg(source, compiler)


def test_a_formula_is_compiled_once_a_user(tmp_path: Path) -> None:
    need_tex()
    first, second = TexService(tmp_path), TexService(tmp_path)
    first.compile_many([math("a"), math("b"), math("a")])
    path = first.svg_path(math("a"))
    assert (first.compiled, first.cached) == (2, 0)
    started = time.monotonic()
    assert second.svg_path(math("a")) == path
    second.svg_path(math("a"))
    assert (second.compiled, second.cached) == (0, 1)
    assert time.monotonic() - started < 0.1
    assert path.read_text(encoding="utf-8") == first.svg(math("a"))
    assert not list(tmp_path.rglob("*.part"))


def test_an_error_carries_tex_own_words(warm: TexService) -> None:
    with pytest.raises(TexError) as caught:
        warm.svg(text("fine\n\nbut \\nosuchthing here"))
    error = caught.value
    assert error.message == "Undefined control sequence."
    assert (error.line, error.source) == (7, "but \\nosuchthing")
    assert str(error) == "LaTeX: Undefined control sequence. (line 7: but \\nosuchthing)"
    again = pickle.loads(pickle.dumps(error))
    assert (type(again), str(again)) == (TexError, str(error))
    with pytest.raises(TexError, match=r"\(line 7: a \\nosuchthing\)"):
        warm.svg(math("a \\nosuchthing b"))


def test_a_batch_with_errors_compiles_the_rest(tmp_path: Path) -> None:
    need_tex()
    service = TexService(tmp_path)
    service.compile_many([math("a"), math("{"), math("b"), math("\\nosuchthing"), math("c")])
    assert service.compiled == 3
    for formula in "abc":
        assert "<path" in service.svg(math(formula))
    assert service.compiled == 3
    for formula in ("{", "\\nosuchthing"):
        with pytest.raises(TexError):
            service.svg(math(formula))


def test_a_missing_package_is_named_with_its_debian_package(warm: TexService) -> None:
    with pytest.raises(TexError, match=r"File `nosuch.sty' not found.*apt-get install texlive"):
        warm.svg(math("x", TEMPLATE.replace("xcolor", "nosuch")))


@pytest.mark.parametrize("loop", ["\\def\\x{\\x}\\x", "\\loop\\iftrue\\repeat"], ids=["shared", "plain"])
def test_an_endless_loop_ends_as_an_error(loop: str, tmp_path: Path) -> None:
    need_tex()
    service = TexService(tmp_path, time_limit_s=3)
    before = tex_children()
    started = time.monotonic()
    with pytest.raises(TexTimeout, match="not finished after 3 s"):
        service.svg(text(loop))
    assert time.monotonic() - started < 15
    assert tex_children() <= before
    assert "<path" in service.svg(math("a"))


def test_shell_commands_in_a_formula_do_not_run(warm: TexService, tmp_path: Path) -> None:
    trace = tmp_path / "ran"
    warm.svg(text(f"\\immediate\\write18{{touch {trace}}} x"))
    assert not trace.exists()


def test_files_beside_the_scene_are_found(warm: TexService, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "beside.tex").write_text("beside", encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert drawing(warm.svg(text("\\input{beside}"))) == drawing(warm.svg(text("beside")))


def test_without_tex_the_error_names_what_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(TexMissing, match=r"apt-get install .*tipa.*dvisvgm") as caught:
        TexService(tmp_path).svg(math("x"))
    assert isinstance(caught.value, EngineUnavailable)


def test_a_preamble_that_cannot_be_dumped_still_works(tmp_path: Path) -> None:
    need_tex()
    source = math("x", TEMPLATE.replace("\\begin{document}", "\\bgroup\n\\begin{document}", 1))
    service = TexService(tmp_path)
    assert "<path" in service.svg(source)
    assert not list(tmp_path.glob("formats/*.fmt"))


def test_bitmap_and_virtual_fonts_are_drawn_as_by_stock(tmp_path: Path) -> None:
    """Fonts without a Type 1 file of their own need dvisvgm's full search."""
    need_tex()
    times = text("Times", TEMPLATE.replace("\\usepackage{amsmath}", "\\renewcommand{\\rmdefault}{ptm}"))
    assert drawing(TexService(tmp_path / "c").svg(times)) == drawing(stock_svg(times, tmp_path / "s"))


def compile_in_process(cache: Path, formulas: list[str]) -> list[str]:
    service = TexService(cache)
    service.compile_many([math(formula) for formula in formulas[:3]])
    return [service.svg(math(formula)) for formula in formulas]


def test_many_processes_share_one_cold_cache(tmp_path: Path) -> None:
    need_tex()
    formulas = [f"x_{{{number}}}" for number in range(6)]
    with multiprocessing.get_context("spawn").Pool(3) as pool:
        jobs = [(tmp_path, formulas[shift:] + formulas[:shift]) for shift in range(3)]
        found = pool.starmap(compile_in_process, jobs)
    for shift, svgs in enumerate(found):
        expected = found[0][shift:] + found[0][:shift]
        assert [drawing(svg) for svg in svgs] == [drawing(svg) for svg in expected]
    assert len(list((tmp_path / "svg").rglob("*.svg"))) == len(formulas)
    assert not list(tmp_path.rglob("*.part"))


def test_a_service_survives_a_fork(tmp_path: Path) -> None:
    """Scenes are forked off a process that may have compiled already: child and parent each go on by themselves."""
    need_tex()
    service = TexService(tmp_path)
    service.svg(math("p"))
    child = os.fork()
    if child == 0:
        try:
            drawn = "<path" in service.svg(math("q"))
            service.close()
            os._exit(0 if drawn else 1)
        finally:
            os._exit(2)
    parents = service.svg(math("r"))
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert "<path" in parents and "<path" in service.svg(math("s"))


def test_close_leaves_no_process_behind(tmp_path: Path) -> None:
    need_tex()
    service, before = TexService(tmp_path), tex_children()
    service.svg(math("x"))
    assert len(tex_children() - before) == 1
    service.close()
    assert tex_children() <= before
    assert "<path" in service.svg(math("y"))


def tex_children() -> set[str]:
    """Process numbers of the TeX processes this one has started and that still run."""
    command = ["ps", "-o", "pid=,stat=,args=", "--ppid", str(os.getpid())]
    listed = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True).stdout
    rows = [line.split(maxsplit=2) for line in listed.splitlines()]
    return {pid for pid, state, command in rows if "latex" in command and not state.startswith("Z")}
