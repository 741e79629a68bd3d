"""The vocabulary: what classes count as, what belongs to what, and how a user's own file is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from synthgen.core.taxonomy import TOP, Category, Kind, Role, Taxonomy, is_own_object, load_taxonomy
from synthgen.errors import UsageError

VMOBJECT = ("VMobject", "Mobject")
VGROUP = ("VGroup", *VMOBJECT)


@pytest.fixture(scope="module")
def taxonomy() -> Taxonomy:
    return load_taxonomy()


def types_of_own_objects(kinds: list[Kind]) -> list[str]:
    """The types that are objects of their own in a chain of kinds, outermost first."""
    return [kind.name for i, kind in enumerate(kinds) if is_own_object(kind, kinds[:i][::-1])]


def test_every_type_is_in_one_of_exactly_five_categories(taxonomy: Taxonomy) -> None:
    assert {kind.category for kind in taxonomy.types.values()} == set(Category)
    assert sorted(Category) == ["Arrow", "Equation", "Graph", "Shape", "Text"]
    assert len(taxonomy.types) >= 20


@pytest.mark.parametrize(
    ("class_name", "engine", "type_name", "category"),
    [
        ("Tex", "community", "Text", Category.TEXT),
        ("Tex", "opengl", "MathTex", Category.EQUATION),
        ("TexText", "opengl", "Text", Category.TEXT),
        ("TexMobject", "period", "MathTex", Category.EQUATION),
        ("TextMobject", "period", "Text", Category.TEXT),
        ("CurvedArrow", "community", "CurvedArrow", Category.ARROW),
        ("Vector", "opengl", "Vector", Category.ARROW),
        ("NumberPlane", "period", "NumberPlane", Category.GRAPH),
        ("DecimalNumber", "opengl", "Number", Category.EQUATION),
        ("Title", "period", "Title", Category.TEXT),
        ("OpenGLCurvedArrow", "community", "CurvedArrow", Category.ARROW),
    ],
)
def test_a_listed_class_has_its_type_in_its_engine(
    taxonomy: Taxonomy, class_name: str, engine: str, type_name: str, category: Category
) -> None:
    kind = taxonomy.classify((class_name,), engine)
    assert (kind.name, kind.category, kind.role) == (type_name, category, Role.OBJECT)


def test_the_nearest_listed_base_decides(taxonomy: Taxonomy) -> None:
    """Period's Brace, and a user's class derived from it, are braces although they derive from a formula."""
    bases = ("LabeledBrace", "Brace", "TexMobject", "SingleStringTexMobject", "SVGMobject", *VMOBJECT)
    assert taxonomy.classify(bases, "period").name == "Brace"
    assert not taxonomy.classify(bases, "period").unknown


def test_a_name_counts_only_in_the_engines_it_is_listed_for(taxonomy: Taxonomy) -> None:
    """A user's `class Clock(VGroup)` in community is a named group: only the other libraries ship a Clock."""
    assert taxonomy.classify(("Clock", *VGROUP), "opengl").name == "Drawing"
    own = taxonomy.classify(("Clock", *VGROUP), "community")
    assert (own.role, own.named, own.unknown) == (Role.GROUP, True, False)


def test_library_groups_are_anonymous_and_user_groups_named(taxonomy: Taxonomy) -> None:
    assert not taxonomy.classify(VGROUP, "community").named
    assert taxonomy.classify(("Car", *VGROUP), "community").named


def test_a_class_straight_from_the_bare_base_is_counted_as_unknown(taxonomy: Taxonomy) -> None:
    path = taxonomy.classify(("Blob", *VMOBJECT), "community", has_points=True)
    assert (path.name, path.role, path.unknown) == ("Path", Role.OBJECT, True)
    group = taxonomy.classify(("Histogram", *VMOBJECT), "period", has_points=False)
    assert (group.role, group.named, group.unknown) == (Role.GROUP, True, True)
    assert taxonomy.classify(("Alien",), "opengl").unknown


def test_bare_mobjects_are_paths_with_points_and_groups_without(taxonomy: Taxonomy) -> None:
    assert taxonomy.classify(VMOBJECT, "period", has_points=True) == taxonomy.types["Path"]
    group = taxonomy.classify(VMOBJECT, "period", has_points=False)
    assert (group.role, group.named, group.unknown) == (Role.GROUP, False, False)


@pytest.mark.parametrize(
    ("class_name", "engine"),
    [("ValueTracker", "community"), ("CameraFrame", "opengl"), ("VectorizedPoint", "period"), ("Point", "opengl")],
)
def test_what_draws_nothing_is_invisible(taxonomy: Taxonomy, class_name: str, engine: str) -> None:
    kind = taxonomy.classify((class_name,), engine)
    assert kind.role is Role.INVISIBLE
    assert not is_own_object(kind, [])


def test_a_part_belongs_to_the_object_around_it_or_stands_for_one(taxonomy: Taxonomy) -> None:
    formula = taxonomy.classify(("TexMobject",), "period")
    part = taxonomy.classify(("SingleStringTexMobject",), "period", content_keys=("tex",))
    glyph = taxonomy.classify(("TexSymbol",), "period")
    assert types_of_own_objects([formula, part, glyph]) == ["MathTex"]
    assert is_own_object(part, [])
    assert part.category is Category.EQUATION
    assert not is_own_object(glyph, [part])


def test_a_part_of_text_mode_tex_is_text_where_it_stands_alone(taxonomy: Taxonomy) -> None:
    """Period builds parts of formulas and of sentences from one class; what they say tells them apart."""
    part = taxonomy.classify(("SingleStringTexMobject",), "period", content_keys=("text",))
    assert (part.name, part.role, part.category) == ("Text", Role.PART, Category.TEXT)


def test_groups_hide_nothing_from_the_object_above_them(taxonomy: Taxonomy) -> None:
    """Ticks in a group on a number line belong to it; its numbers, in another group, are objects."""
    axes, line, group, tick, number = (
        taxonomy.classify((name,), "community") for name in ("Axes", "NumberLine", "VGroup", "Line", "DecimalNumber")
    )
    assert types_of_own_objects([axes, line, group, tick]) == ["Axes", "NumberLine"]
    assert types_of_own_objects([axes, line, group, number]) == ["Axes", "NumberLine", "Number"]


def test_what_is_inside_an_absorbed_object_is_absorbed_with_it(taxonomy: Taxonomy) -> None:
    """A digit is a formula inside a number, and a fraction bar inside such a formula belongs to the number."""
    number, formula, bar = (taxonomy.classify((n,), "community") for n in ("DecimalNumber", "MathTex", "Rectangle"))
    assert types_of_own_objects([number, formula, bar]) == ["Number"]


def test_an_object_inside_is_judged_by_its_own_rules_only(taxonomy: Taxonomy) -> None:
    """A plane absorbs the lines of its grid, but not the line that strikes out one of its labels."""
    plane, text, line = (taxonomy.classify((n,), "community") for n in ("NumberPlane", "Text", "Line"))
    assert types_of_own_objects([plane, line]) == ["NumberPlane"]
    assert types_of_own_objects([plane, text, line]) == ["NumberPlane", "Text", "Line"]


def test_brackets_belong_to_a_matrix_and_entries_do_not(taxonomy: Taxonomy) -> None:
    """Community: brackets are formulas right below the matrix, entries formulas in a group below it."""
    matrix, group, formula = (taxonomy.classify((n,), "community") for n in ("Matrix", "VGroup", "MathTex"))
    assert types_of_own_objects([matrix, formula]) == ["Matrix"]
    assert types_of_own_objects([matrix, group, formula]) == ["Matrix", "MathTex"]
    matrix, formula = (taxonomy.classify((n,), "opengl") for n in ("Matrix", "Tex"))
    assert types_of_own_objects([matrix, formula]) == ["Matrix", "MathTex"]


def test_words_in_a_bubble_are_objects_and_its_outline_is_not(taxonomy: Taxonomy) -> None:
    bubble, outline, words = (taxonomy.classify((n,), "opengl") for n in ("Bubble", "Union", "Text"))
    assert types_of_own_objects([bubble, outline]) == ["Bubble"]
    assert types_of_own_objects([bubble, words]) == ["Bubble", "Text"]


def test_walking_down_gives_the_same_as_asking_with_ancestors(taxonomy: Taxonomy) -> None:
    chain = [taxonomy.classify((n,), "community") for n in ("Table", "VGroup", "Paragraph", "VGroup", "Text")]
    standing, found = TOP, []
    for kind in chain:
        standing = standing.below(kind)
        found.append(standing.is_own_object)
    assert found == [True, False, True, False, False]
    assert found == [is_own_object(kind, chain[:i][::-1]) for i, kind in enumerate(chain)]


@pytest.mark.parametrize(
    ("class_name", "tip_count", "type_name"),
    [
        ("Line", 0, "Line"),
        ("Line", 1, "Arrow"),
        ("Line", 2, "DoubleArrow"),
        ("Arc", 1, "CurvedArrow"),
        ("NumberLine", 1, "NumberLine"),
        ("Vector", 1, "Vector"),
    ],
)
def test_a_line_with_a_tip_added_is_an_arrow(
    taxonomy: Taxonomy, class_name: str, tip_count: int, type_name: str
) -> None:
    assert taxonomy.with_tips(taxonomy.classify((class_name,), "period"), tip_count).name == type_name


def test_arrow_tips_are_parts_whatever_their_shape(taxonomy: Taxonomy) -> None:
    bases = ("ArrowCircleFilledTip", "ArrowCircleTip", "ArrowTip", "Circle", "Arc", "TipableVMobject", *VMOBJECT)
    tip = taxonomy.classify(bases, "community")
    assert tip.tip
    assert tip.role is Role.PART


def test_a_group_of_glyphs_is_one_piece_of_a_formula(taxonomy: Taxonomy) -> None:
    group, glyph, bar, text = (
        taxonomy.classify((n,), "opengl") for n in ("VGroup", "VMobjectFromSVGPath", "Rectangle", "Text")
    )
    piece = taxonomy.of_group(group, [glyph, bar, glyph])
    assert (piece.name, piece.role) == ("MathTex", Role.PART)
    assert is_own_object(piece, [])
    assert not is_own_object(glyph, [piece])
    assert not is_own_object(bar, [piece])
    assert taxonomy.of_group(group, [glyph, text]) is group
    assert taxonomy.of_group(group, [bar, bar]) is group
    assert taxonomy.of_group(group, [piece, piece]) is group
    assert taxonomy.of_group(group, []) is group


def test_a_users_file_adds_types_and_overrides_classes(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "types:\n  Molecule: {category: Graph, absorbs: all}\n  MathTex: {category: Text}\n"
        "classes:\n  every engine:\n    Molecule: [Benzene, Circle]\n  community:\n    named group: [Brace]\n"
    )
    taxonomy = load_taxonomy(file)
    molecule, dot = taxonomy.classify(("Benzene", *VGROUP), "period"), taxonomy.classify(("Dot",), "period")
    assert (molecule.name, molecule.category) == ("Molecule", Category.GRAPH)
    assert not is_own_object(dot, [molecule])
    assert taxonomy.classify(("Circle",), "opengl").name == "Molecule"
    assert taxonomy.classify(("Brace",), "community").role is Role.GROUP
    assert taxonomy.classify(("Brace",), "opengl").name == "Brace"
    formula = taxonomy.types["MathTex"]
    assert formula.category is Category.TEXT
    assert "Rectangle" in formula.absorbs


def test_an_empty_users_file_changes_nothing(tmp_path: Path, taxonomy: Taxonomy) -> None:
    file = tmp_path / "empty.yaml"
    file.write_text("# nothing yet\n")
    assert load_taxonomy(file).classes == taxonomy.classes


@pytest.mark.parametrize(
    ("text", "key", "problem", "remedy"),
    [
        ("types: [a, b", "", "not valid YAML", "correct the file"),
        ("- a", "the file", "must be a mapping", "correct"),
        ("clases: {}", "the file", "there is no 'clases'", "classes"),
        ("types:\n  Blob: {absorbs: all}", "types.Blob.category", "must be one of Text, Graph", "correct"),
        ("types:\n  Blob: {category: Blobs}", "types.Blob.category", "got 'Blobs'", "correct"),
        ("types:\n  Blob: {category: Shape, absorbs: Line}", "types.Blob.absorbs", "got 'Line'", "correct"),
        ("types:\n  Blob: {category: Shape, absorbs: [Lines]}", "types.Blob.absorbs", "'Lines'", "Line"),
        ("types:\n  Blob: {category: Shape, colour: red}", "types.Blob", "'colour'", "category"),
        ("types:\n  Line: {with_tips: [Arrow]}", "types.Line.with_tips", "two types", "correct"),
        ("types:\n  Line: {}\n  Line: {}", "Line", "stands twice, again in line 3", "correct"),
        ("classes:\n  cairo: {Line: [Rope]}", "classes.cairo", "'cairo'", "community"),
        ("classes:\n  community: {Lines: [Rope]}", "classes.community", "'Lines'", "Line"),
        ("classes:\n  community: {part of Lines: [Rope]}", "classes.community", "'Lines'", "Line"),
        ("classes:\n  community: {Line: Rope}", "classes.community.Line", "must be a list", "correct"),
        ("classes:\n  period: {Line: [A], Arc: [A]}", "classes.period.Arc", "under 'Line' too", "correct"),
        ("sets:\n  round: [Circles]", "sets.round", "'Circles'", "Circle"),
        ("absorbed_children:\n  period: {Matrix: [Tex]}", "absorbed_children.period.Matrix", "'Tex'", "Text"),
    ],
)
def test_a_faulty_users_file_is_refused_by_file_key_and_fault(
    tmp_path: Path, text: str, key: str, problem: str, remedy: str
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(text)
    with pytest.raises(UsageError) as caught:
        load_taxonomy(file)
    assert caught.value.message.startswith(f"{file}: {key}")
    assert problem in caught.value.message
    assert remedy in caught.value.remedy


def test_a_users_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"cannot read the taxonomy file .*nowhere\.yaml"):
        load_taxonomy(tmp_path / "nowhere.yaml")
