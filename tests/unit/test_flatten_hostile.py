"""Files that no honest author writes, and some that they do: each ends in a file, a gap or a reason, and soon."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from synthgen.sources.flatten import Failed, Flattened, Flattener, GapKind, Modules, Outcome

SHOW = "class Show:\n    def construct(self): return helper\n"


def _flatten(root: Path, class_name: str = "Show") -> Outcome:
    return Flattener(Modules([root])).flatten(root / "scenes.py", "scenes", class_name)


def _files(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        (root / f"{name}.py").write_text(text)


def test_a_class_that_inherits_from_itself_through_imports(tmp_path: Path) -> None:
    _files(
        tmp_path,
        scenes="from other import Show\nclass Show(Show):\n    pass\n",
        other="from scenes import Show\nclass Show(Show):\n    pass\n",
    )
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened) and outcome.text.count("\nclass Show(Show)") == 2


def test_names_that_only_import_one_another(tmp_path: Path) -> None:
    """`helper` is nowhere made."""
    _files(tmp_path, scenes=f"from a import helper\n{SHOW}", a="from b import helper\n", b="from a import helper\n")
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened) and [gap.name for gap in outcome.gaps] == ["helper"]


def test_stars_in_a_circle(tmp_path: Path) -> None:
    _files(tmp_path, scenes=f"from a import *\n{SHOW}", a="from b import *\n", b="from a import *\nhelper = 1\n")
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened) and not outcome.gaps and "helper = 1" in outcome.text


def test_a_file_that_is_no_text(tmp_path: Path) -> None:
    (tmp_path / "scenes.py").write_bytes(b"x = '\xff\xfe'\n" + SHOW.encode())
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Failed) and "not text" in outcome.reason


def test_a_helper_that_is_no_text_is_a_gap(tmp_path: Path) -> None:
    _files(tmp_path, scenes=f"from other import helper\n{SHOW}")
    (tmp_path / "other.py").write_bytes(b"helper = '\xff'\n")
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened) and "not text" in outcome.gaps[0].reason


def test_another_encoding_that_is_declared(tmp_path: Path) -> None:
    (tmp_path / "scenes.py").write_bytes("# -*- coding: latin-1 -*-\nclass Show:\n    name = 'é'\n".encode("latin-1"))
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened) and "'é'" in outcome.text and "coding" not in outcome.text


def test_links_in_a_circle(tmp_path: Path) -> None:
    _files(tmp_path, scenes=f"from loop import helper\nfrom folder.folder.scenes import thing\n{SHOW}")
    (tmp_path / "loop.py").symlink_to(tmp_path / "loop2.py")
    (tmp_path / "loop2.py").symlink_to(tmp_path / "loop.py")
    (tmp_path / "folder").symlink_to(tmp_path, target_is_directory=True)
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened) and [gap.name for gap in outcome.gaps] == ["helper"]


def test_one_file_under_two_names_comes_once(tmp_path: Path) -> None:
    _files(
        tmp_path,
        scenes="from one import helper\nfrom two import helper as other\nclass Show:\n    same = helper, other\n",
        one="class helper: pass\n",
    )
    (tmp_path / "two.py").symlink_to(tmp_path / "one.py")
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened) and outcome.text.count("class helper") == 1


@pytest.mark.parametrize("code", ["exec('helper = 1')", "globals()['helper'] = 1"])
def test_names_made_from_text(tmp_path: Path, code: str) -> None:
    """All of the module comes along, and the gap says why."""
    _files(tmp_path, scenes=f"def make():\n    {code}\nkept = 1\nclass Show:\n    made = make()\n")
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened) and "kept = 1" in outcome.text
    assert {gap.kind for gap in outcome.gaps} == {GapKind.DYNAMIC}


def test_nesting_too_deep(tmp_path: Path) -> None:
    _files(tmp_path, scenes=f"helper = {'+'.join(['1'] * 20_000)}\n{SHOW}")
    assert isinstance(_flatten(tmp_path), Failed | Flattened)


def test_deep_code_that_must_be_rewritten(tmp_path: Path) -> None:
    _files(
        tmp_path,
        scenes=f"import other\nhelper = {'+'.join(['other.one'] * 700)}\n{SHOW}",
        other="one = 1\n",
    )
    assert isinstance(_flatten(tmp_path), Failed | Flattened)


def test_null_bytes_and_nothing_at_all(tmp_path: Path) -> None:
    _files(tmp_path, scenes="x = 1\0\n")
    assert isinstance(_flatten(tmp_path), Failed)
    _files(tmp_path, scenes="")
    assert not isinstance(_flatten(tmp_path), Flattened)
    assert isinstance(Flattener(Modules([tmp_path])).flatten(tmp_path / "gone.py", "gone", "Show"), Failed)


def test_fifty_thousand_lines(tmp_path: Path) -> None:
    """Only what is needed goes through LibCST, so that size costs little."""
    body = "".join(f"class Scene{i}(Base):\n    def construct(self):\n        self.add({i})\n\n" for i in range(12_500))
    _files(tmp_path, scenes=f"from other import Base as Base\nimport other\n{body}", other="class Base: pass\n")
    start = time.monotonic()
    outcome = _flatten(tmp_path, "Scene77")
    assert isinstance(outcome, Flattened) and len(outcome.text.splitlines()) < 30
    assert time.monotonic() - start < 30


def test_files_beyond_the_limits(tmp_path: Path) -> None:
    _files(tmp_path, scenes="\n" * 200_000 + SHOW)
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Failed) and "lines" in outcome.reason


def test_form_feeds_and_old_line_ends(tmp_path: Path) -> None:
    """Line numbers are Python's, not those of editors."""
    (tmp_path / "scenes.py").write_bytes(b"x = 1\x0c\r\n\x0c\r\nclass Show:\r\n    y = 'a\x0cb'\r\n    z = x\r\n")
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened)
    number = outcome.text.split("\n").index("    z = x") + 1
    origin = outcome.line_map.original(number)
    assert origin is not None and origin.line == 5


def test_decorators_type_comments_and_odd_layout(tmp_path: Path) -> None:
    text = """
import other as o
def deco(f): return f
@o.mark(
    1,
)
@deco
class Show:
    x = [  # type: list
        o.two
    ]; y = x
    @deco
    def construct(self, a: "o.two" = o.two) -> o.two: return f"{o.two:>{o.two}}"
"""
    _files(tmp_path, scenes=text, other="def mark(n): return lambda c: c\ntwo = 2\n")
    outcome = _flatten(tmp_path)
    assert isinstance(outcome, Flattened)
    names: dict[str, object] = {}
    exec(outcome.text, names)
    assert vars(names["Show"])["y"] == [2]
    assert 'f"{two:>{two}}"' in outcome.text and "# type: list" in outcome.text
