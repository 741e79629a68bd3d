"""Small projects of several files and the one file they become: what comes along, under which names, from where."""

from __future__ import annotations

import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest

from synthgen.core.line_map import LineMap, map_file, read_line_map
from synthgen.core.snapshot import SourceLine
from synthgen.errors import SourceError
from synthgen.sources.flatten import Failed, Flattened, Flattener, GapKind, Modules, Outcome, Skipped

Flatten = Callable[..., Outcome]


@pytest.fixture
def flatten(tmp_path: Path) -> Flatten:
    """Write files and flatten the class `Show` of scenes.py."""

    def call(files: dict[str, str], class_name: str = "Show", module: str = "scenes") -> Outcome:
        for name, text in files.items():
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(textwrap.dedent(text))
        file = tmp_path.joinpath(*module.split(".")).with_suffix(".py")
        return Flattener(Modules([tmp_path])).flatten(file, module, class_name)

    return call


def _code(outcome: Outcome) -> str:
    """The text without the comment it begins with, and without empty lines."""
    assert isinstance(outcome, Flattened), outcome
    lines = [line for line in outcome.text.splitlines() if line.strip() and line != "#"]
    return "\n".join(line for line in lines if not line.startswith("# Flattened from")) + "\n"


def _same(outcome: Outcome, expected: str) -> None:
    assert _code(outcome) == textwrap.dedent(expected).lstrip("\n")


def test_only_what_is_needed_comes_along(flatten: Flatten) -> None:
    """Bases, helpers and constants do; dead imports, other classes, prints, path changes and main guards do not."""
    outcome = flatten(
        {
            "scenes.py": """
            import os, sys
            from manim import *
            from shapes import *
            import json

            sys.path.append(os.path.dirname("x"))
            print("loading")
            SIZE = 3  # of stars

            def unused(): return json

            # The scene that counts.
            class Show(Base):
                size = SIZE

                def construct(self):
                    self.add(star(self.size))   # twinkle

            class Other(Base):
                pass

            if __name__ == "__main__":
                Show().render()
            """,
            "shapes.py": """
            # Copyright: somebody
            import numpy as np
            from manim import *

            def star(size):
                return Star(size).shift(np.array([1, 0, 0]))

            def moon():
                return Circle()

            class Base(Scene):
                pass
            """,
        }
    )
    _same(
        outcome,
        """
        from manim import *
        import numpy as np
        # From shapes.py
        # Copyright: somebody
        def star(size):
            return Star(size).shift(np.array([1, 0, 0]))
        class Base(Scene):
            pass
        # From scenes.py
        SIZE = 3  # of stars
        # The scene that counts.
        class Show(Base):
            size = SIZE
            def construct(self):
                self.add(star(self.size))   # twinkle
        """,
    )
    assert isinstance(outcome, Flattened) and not outcome.gaps


def test_every_line_is_the_authors_own(flatten: Flatten, tmp_path: Path) -> None:
    outcome = flatten(
        {
            "scenes.py": "from a.b import helper\n\n\nclass Show:\n    def construct(self):\n        helper()\n",
            "a/b.py": "X = 1\n\n\ndef helper():\n    '''Line one\n    two'''\n    return X\n",
        }
    )
    assert isinstance(outcome, Flattened)
    mapped = 0
    for number, text in enumerate(outcome.text.splitlines(), start=1):
        if (origin := outcome.line_map.original(number)) is not None:
            assert (tmp_path / origin.file).read_text().splitlines()[origin.line - 1] == text
            mapped += bool(text)
    assert mapped == 8


def test_things_of_one_name_are_told_apart(flatten: Flatten) -> None:
    """Two helpers called `star`, one through an alias, one as an attribute, and local variables of that name."""
    outcome = flatten(
        {
            "scenes.py": """
            import one
            from two import star as other

            def star(): return 0

            class Show:
                def construct(self):
                    moon = one.star()
                    return star(), other(), moon, one.moon
            """,
            "one.py": "def star(): return 1\nmoon = 5\n",
            "two.py": "def star(): return 2\n",
        }
    )
    _same(
        outcome,
        """
        # From one.py
        def star_one(): return 1
        moon_one = 5
        # From two.py
        def star_two(): return 2
        # From scenes.py
        def star(): return 0
        class Show:
            def construct(self):
                moon = star_one()
                return star(), star_two(), moon, moon_one
        """,
    )


def test_a_class_named_as_its_base(flatten: Flatten) -> None:
    """It takes over the name where nobody asks for the base by it later; else the library's class gets another."""
    outcome = flatten(
        {
            "scenes.py": """
            from manim import *
            from base import *
            class Circle(Circle):
                pass
            class Show(Show):
                def construct(self): self.add(Circle(), disc())
            """,
            "base.py": """
            from manim import *
            class Show(Scene):
                pass
            def disc(): return Circle()
            """,
        }
    )
    _same(
        outcome,
        """
        from manim import *
        from manim.mobject.geometry.arc import Circle as Circle_arc
        # From base.py
        class Show(Scene):
            pass
        def disc(): return Circle_arc()
        # From scenes.py
        class Circle(Circle_arc):
            pass
        class Show(Show):
            def construct(self): self.add(Circle(), disc())
        """,
    )


def test_packages_relative_imports_and_all(flatten: Flatten) -> None:
    outcome = flatten(
        {
            "pack/__init__.py": "from .inner import *\n",
            "pack/inner/__init__.py": "from ..tools import visible, hidden\n__all__ = ['visible']\n",
            "pack/tools.py": "def visible(): return hidden()\ndef hidden(): return 1\n",
            "scenes.py": "from pack import *\nclass Show:\n    def construct(self): return visible(), hidden()\n",
        }
    )
    assert isinstance(outcome, Flattened)
    assert "def visible" in outcome.text and "def hidden_tools" in outcome.text
    assert [(gap.name, gap.line) for gap in outcome.gaps] == [("hidden", 3)], "`__all__` does not show it"


def test_imports_within_functions(flatten: Flatten) -> None:
    outcome = flatten(
        {
            "scenes.py": """
            class Show:
                def construct(self):
                    from shapes import star as s
                    import shapes
                    import os
                    return s(), shapes.moon, os
            """,
            "shapes.py": "def star(): pass\nmoon = 1\nother = 2\n",
        }
    )
    _same(
        outcome,
        """
        from types import SimpleNamespace
        # From shapes.py
        def star(): pass
        moon = 1
        # From scenes.py
        class Show:
            def construct(self):
                s = star
                shapes = SimpleNamespace(moon=moon)
                import os
                return s(), shapes.moon, os
        """,
    )


def test_import_cycles(flatten: Flatten) -> None:
    outcome = flatten(
        {
            "scenes.py": "import other\nclass Show:\n    def construct(self): return other.helper()\n"
            "def back(): return 1\n",
            "other.py": "import scenes\ndef helper(): return scenes.back()\n",
        }
    )
    _same(
        outcome,
        """
        # From other.py
        def helper(): return back()
        # From scenes.py
        class Show:
            def construct(self): return helper()
        def back(): return 1
        """,
    )


def test_code_that_changes_what_is_needed_or_the_engine_stays(flatten: Flatten) -> None:
    outcome = flatten(
        {
            "scenes.py": """
            from manim import *
            import random
            from tables import NAMES
            NAMES.append("x")
            config.background_color = WHITE
            random.seed(5)
            OTHERS = []
            OTHERS.append(1)
            class Show(Scene):
                def construct(self): return NAMES
            """,
            "tables.py": "NAMES = ['a']\nfor name in 'bc':\n    NAMES.append(name)\ndel name\n",
        }
    )
    code = _code(outcome)
    for kept in ('NAMES.append("x")', "config.background_color = WHITE", "random.seed(5)", "    NAMES.append(name)"):
        assert kept in code.splitlines()
    assert "OTHERS" not in code


def test_names_bound_anew(flatten: Flatten) -> None:
    """An import that may be bound anew is an assignment; deleted and augmented names keep all their statements."""
    outcome = flatten(
        {
            "scenes.py": """
            from sizes import SIZE
            if SIZE > 2:
                SIZE = 2
            COUNT = 1
            COUNT += 1
            class Show:
                size, count = SIZE, COUNT
            """,
            "sizes.py": "SIZE = 3\nSIZE *= 2\n",
        }
    )
    names: dict[str, object] = {}
    exec(_code(outcome), names)
    assert vars(names["Show"])["size"] == 2 and vars(names["Show"])["count"] == 2


def test_gaps_name_what_is_missing_and_where(flatten: Flatten) -> None:
    outcome = flatten(
        {
            "scenes.py": """
            from gone import gadget, unused
            from .up import above
            from broken import thing
            import never.used
            from math import nothing

            class Show:
                def construct(self):
                    return gadget, typo, above, thing, nothing, __file__, eval("x"), self.fine
            """,
            "broken.py": "print 'Python 2'\n",
        }
    )
    assert isinstance(outcome, Flattened)
    gaps = {gap.name: gap for gap in outcome.gaps}
    assert set(gaps) == {"gadget", "typo", "above", "thing", "nothing", "__file__", "eval"}
    assert gaps["gadget"].kind is GapKind.MODULE and gaps["gadget"].line == 10
    assert "Missing parentheses" in gaps["thing"].reason
    assert gaps["typo"].kind is GapKind.NAME
    assert gaps["__file__"].kind is GapKind.PLACE and gaps["eval"].kind is GapKind.DYNAMIC
    assert str(gaps["typo"]) == "scenes.py:10: typo: nothing binds it"
    assert "from gone import gadget\n" in outcome.text and "never" not in outcome.text


def test_libraries_that_clash(flatten: Flatten) -> None:
    """Two modules take `pi` from different libraries."""
    outcome = flatten(
        {
            "scenes.py": "from math import pi\nfrom b import other\nclass Show:\n    values = pi, other()\n",
            "b.py": "from numpy import pi\ndef other(): return pi\n",
        }
    )
    names: dict[str, object] = {}
    exec(_code(outcome), names)
    assert "from numpy import pi as pi_" in _code(outcome)


def test_modules_that_moved(tmp_path: Path) -> None:
    (tmp_path / "scenes.py").write_text("from old.shapes import *\nclass Show:\n    star = star\n")
    (tmp_path / "new").mkdir()
    (tmp_path / "new" / "shapes.py").write_text("star = 1\n")
    modules = Modules([tmp_path], lambda name: name.replace("old.", "new."))
    outcome = Flattener(modules).flatten(tmp_path / "scenes.py", "scenes", "Show")
    assert isinstance(outcome, Flattened) and "star = 1" in outcome.text


def test_what_is_no_class_of_the_files_own_is_left_alone(flatten: Flatten) -> None:
    outcome = flatten({"scenes.py": "from manim import Scene as Show\n"})
    assert outcome == Skipped("scenes.py has no class Show of its own")


def test_a_map_is_read_back(flatten: Flatten, tmp_path: Path) -> None:
    origins = [None, SourceLine("a.py", 3), SourceLine("a.py", 4), SourceLine("b.py", 9), None]
    line_map = LineMap.from_lines(origins, {"scene_class": "Show"})
    file = tmp_path / "Show.py"
    assert read_line_map(file) is None
    map_file(file).write_text(line_map.to_json())
    again = read_line_map(file)
    assert again == line_map
    assert [again.original(line) for line in range(7)] == [None, *origins, None]
    map_file(file).write_text('{"version": 1, "files": [], "runs": [[1, 1, 0, 1]]}')
    with pytest.raises(SourceError, match="cannot be read"):
        read_line_map(file)


def test_what_cannot_be_parsed_is_a_reason(flatten: Flatten) -> None:
    assert flatten({"scenes.py": "print 'Python 2'\n"}) == Failed(
        "scenes.py: line 1: Missing parentheses in call to 'print'. Did you mean print(...)?"
    )


def test_names_for_type_checkers_only(flatten: Flatten) -> None:
    """They are never bound, and a star before them does not make them so."""
    outcome = flatten(
        {
            "scenes.py": """
            from __future__ import annotations
            from typing import TYPE_CHECKING
            from tools import *
            if TYPE_CHECKING:
                from gone import Vector
            class Show:
                def look(self) -> Vector: return helper(1)
            """,
            "tools.py": """
            from __future__ import annotations
            from typing import TYPE_CHECKING
            if TYPE_CHECKING:
                from gone import Vector
            def helper(x: Vector): return x
            """,
        }
    )
    names: dict[str, object] = {}
    exec(_code(outcome), names)
    assert vars(names["Show"])["look"](None) == 1


def test_a_librarys_thing_that_an_own_module_passes_on(flatten: Flatten) -> None:
    outcome = flatten(
        {
            "scenes.py": "from tools import sin, cos as c\nclass Show:\n    values = sin(0), c(0)\n",
            "tools.py": "from math import *\n",
        }
    )
    names: dict[str, object] = {}
    exec(_code(outcome), names)
    assert vars(names["Show"])["values"] == (0, 1) and "tools" not in _code(outcome)
