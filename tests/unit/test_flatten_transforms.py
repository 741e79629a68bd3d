"""Each transform of LibCST trees: code before, code after. None of them changes the number of lines."""

from __future__ import annotations

import textwrap
from collections.abc import Callable

import libcst as cst

from synthgen.sources.flatten.transforms.inline_attributes import inline_attributes
from synthgen.sources.flatten.transforms.prune_imports import prune_imports
from synthgen.sources.flatten.transforms.rename_globals import rename_globals
from synthgen.sources.flatten.transforms.replace_imports import replace_imports


def _check(transform: Callable[[cst.Module], cst.Module], before: str, after: str) -> None:
    before, after = textwrap.dedent(before), textwrap.dedent(after)
    assert transform(cst.parse_module(before)).code == after
    assert before.count("\n") == after.count("\n")


def _renamed(before: str, after: str, names: dict[str, str], read_now: dict[str, str] | None = None) -> None:
    _check(lambda module: rename_globals(module, names if read_now is None else read_now, names), before, after)


class TestRenameGlobals:
    def test_everywhere_that_the_global_is_meant(self) -> None:
        _renamed(
            """
            @Base.mark   # a comment stays
            class Box(Base, key=Base):
                def look(self, given=Base):
                    return f"{Base!r} {given:{Base}}", [Base for _ in Base], lambda: Base
            """,
            """
            @Base_m.mark   # a comment stays
            class Box(Base_m, key=Base_m):
                def look(self, given=Base_m):
                    return f"{Base_m!r} {given:{Base_m}}", [Base_m for _ in Base_m], lambda: Base_m
            """,
            {"Base": "Base_m"},
        )

    def test_not_attributes_keywords_or_what_functions_bind_themselves(self) -> None:
        text = """
            def look(thing, star):
                moon = thing.star(star=star)
                return [moon for moon in moon]
            """
        _renamed(text, text, {"star": "x", "moon": "y"})

    def test_a_function_that_shadows_and_one_that_does_not(self) -> None:
        _renamed(
            """
            def one():
                star = 5
                return star
            def two():
                return star
            """,
            """
            def one():
                star = 5
                return star
            def two():
                return star_m
            """,
            {"star": "star_m"},
        )

    def test_global_statements(self) -> None:
        _renamed(
            """
            def count():
                global total
                total += 1
            """,
            """
            def count():
                global total_m
                total_m += 1
            """,
            {"total": "total_m"},
        )

    def test_one_name_may_mean_two_things(self) -> None:
        """The base is the library's class, in methods the name is the class itself."""
        _renamed(
            """
            class Circle(Circle):
                def look(self):
                    return super(Circle, self).look()
            """,
            """
            class Circle_own(Circle_lib):
                def look(self):
                    return super(Circle_own, self).look()
            """,
            {"Circle": "Circle_own"},
            read_now={"Circle": "Circle_lib"},
        )

    def test_a_class_attribute_set_from_the_global_of_its_name(self) -> None:
        _renamed(
            """
            class Box:
                color = color
                edge = color
            """,
            """
            class Box:
                color = color_m
                edge = color
            """,
            {"color": "color_m"},
        )

    def test_conditional_imports(self) -> None:
        _renamed(
            """
            try:
                from fast import star
            except ImportError:
                star = None
            """,
            """
            try:
                from fast import star as star_m
            except ImportError:
                star_m = None
            """,
            {"star": "star_m"},
        )


class TestInlineAttributes:
    def test_things_of_modules_are_named_themselves(self) -> None:
        _check(
            lambda module: inline_attributes(module, {("helpers", "shapes", "star"): "star_2"}),
            "value = helpers.shapes.star(helpers.shapes.star.size, helpers.shapes.moon)\n",
            "value = star_2(star_2.size, helpers.shapes.moon)\n",
        )

    def test_not_where_the_name_is_something_else(self) -> None:
        text = "def look(helpers):\n    return helpers.star\n"
        _check(lambda module: inline_attributes(module, {("helpers", "star"): "star"}), text, text)

    def test_brackets_that_hold_lines_together(self) -> None:
        _check(
            lambda module: inline_attributes(module, {("h", "star"): "star"}),
            "x = (h.star(1)\n     + 2)\n",
            "x = (star(1)\n     + 2)\n",
        )


class TestReplaceImports:
    def test_imports_in_functions_become_assignments_in_as_many_lines(self) -> None:
        _check(
            lambda module: replace_imports(
                module,
                {("shapes", "star", "s"): "star", ("shapes", "moon", "moon"): "moon_2", (".gone", "*", "*"): None},
            ),
            """
            def look():
                from shapes import (  # these
                    star as s,
                    moon,
                )
                if s: from shapes import moon
                return s
            """,
            """
            def look():



                s = star; moon = moon_2  # these
                if s: moon = moon_2
                return s
            """.replace("  # these", ""),
        )

    def test_what_is_not_mapped_stays(self) -> None:
        _check(
            lambda module: replace_imports(module, {("shapes", "", "shapes"): "SimpleNamespace()"}),
            "if True:\n    import os, shapes\n",
            "if True:\n    import os; shapes = SimpleNamespace()\n",
        )

    def test_nothing_left_is_pass(self) -> None:
        _check(
            lambda module: replace_imports(module, {("..shapes", "*", "*"): None}),
            "try:\n    from ..shapes import *\nexcept ImportError:\n    raise\n",
            "try:\n    pass\nexcept ImportError:\n    raise\n",
        )


class TestPruneImports:
    def test_unused_names_go_and_comments_stay(self) -> None:
        _check(
            lambda module: prune_imports(module, {"sin": "sin_math", "np": "np"}),
            "from math import cos, sin  # waves\nimport numpy as np, sys\n",
            "from math import sin as sin_math  # waves\nimport numpy as np\n",
        )

    def test_an_import_of_which_nothing_is_used_goes(self) -> None:
        assert prune_imports(cst.parse_module("import os\nfrom sys import path\n"), {}).code.strip() == ""
