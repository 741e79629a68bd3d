"""Procedural scenes as a source: which are made, what is spread, what is hard, and what lies in the cache."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from synthgen.errors import SourceError
from synthgen.sources.procedural.draws import Draws
from synthgen.sources.procedural.layout import FRAME
from synthgen.sources.procedural.plan import achieved, make_plan
from synthgen.sources.procedural.request import Balance, HardKind, ProceduralRequest
from synthgen.sources.procedural.scene_spec import SceneSpec
from synthgen.sources.procedural.scenes import decide_scenes, procedural_scenes, scenes_for_both_engines
from synthgen.sources.resolve import resolve_scenes
from synthgen.sources.scenes import SceneIndex
from synthgen.sources.selection import SceneSelection, SourceKind

SOME = ("derivation", "bar_chart", "venn_diagram")


def quiet(text: str) -> None:
    pass


def test_scenes_are_ordinary_scene_files(tmp_path: Path) -> None:
    """What comes out is a file in which the scene index finds the class, below a root of its own."""
    selection = SceneSelection(
        kind=SourceKind.PROCEDURAL, engine="opengl", procedural=ProceduralRequest(count=3, templates=SOME)
    )
    refs = resolve_scenes(selection, tmp_path, quiet)
    assert len({ref.scene_id for ref in refs}) == 3
    for ref in refs:
        assert ref.engine == "opengl" and ref.file.is_relative_to(tmp_path / "procedural")
        found = SceneIndex([ref.root]).scenes(ref.file)
        assert [(scene.name, scene.runs) for scene in found] == [(ref.class_name, True)]


def test_the_same_request_writes_the_same_files(tmp_path: Path) -> None:
    request = ProceduralRequest(count=12, crowding=0.7, hard_share=0.3, seed=5)
    first, second = (procedural_scenes(request, "community", tmp_path / name, quiet) for name in ("a", "b"))
    assert [ref.file.read_bytes() for ref in first] == [ref.file.read_bytes() for ref in second]
    assert [ref.root.name for ref in first] == [ref.root.name for ref in second]


def test_more_scenes_leave_the_first_ones_as_they_are() -> None:
    """Raising the count adds scenes and changes none, so that a dataset can grow."""
    few, many = (decide_scenes(ProceduralRequest(count=count, seed=2), "community") for count in (15, 60))
    assert [(spec.class_name, spec.drawn, spec.places) for spec in few] == [
        (spec.class_name, spec.drawn, spec.places) for spec in many[:15]
    ]


def test_scenes_for_both_engines_are_never_the_same_scene_twice(tmp_path: Path) -> None:
    """A scene in both engines would end up on both sides of a split by scene; half of them are for each."""
    refs = scenes_for_both_engines(ProceduralRequest(count=24, templates=SOME), tmp_path, quiet)
    assert Counter(ref.engine for ref in refs) == {"community": 12, "opengl": 12}
    assert len({ref.class_name for ref in refs}) == 24


def test_chosen_classes_only(tmp_path: Path) -> None:
    selection = SceneSelection(
        kind=SourceKind.PROCEDURAL, classes=("BarChart0001",), procedural=ProceduralRequest(count=6, templates=SOME)
    )
    assert [ref.class_name for ref in resolve_scenes(selection, tmp_path, quiet)] == ["BarChart0001"]


def test_a_cache_that_cannot_be_written_is_explained(tmp_path: Path) -> None:
    (tmp_path / "procedural").write_text("a file in the way")
    with pytest.raises(SourceError, match="cannot be written"):
        procedural_scenes(ProceduralRequest(count=1), "community", tmp_path, quiet)


def test_every_template_is_used_before_any_is_used_often() -> None:
    shows = {"a": {"Text": 1.0}, "b": {"Text": 1.0}, "c": {"Arrow": 3.0}}
    assert {slot.template for slot in make_plan(shows, 3, 0, True)} == {"a", "b", "c"}


def test_balancing_makes_types_more_even() -> None:
    """With an eye on types rare ones come up more often than when templates take turns."""
    shows = {"words": {"Text": 10.0}, "more": {"Text": 10.0}, "arrows": {"Arrow": 5.0}}
    balanced, turns = (achieved(make_plan(shows, 60, 1, spread), shows) for spread in (True, False))
    assert balanced["Arrow"] / balanced["Text"] > 1.5 * turns["Arrow"] / turns["Text"]


def test_spread_numbers_fall_into_every_part_of_their_range() -> None:
    """Of 16 scenes one falls into each 16th; two names are not tied to one another."""
    for start in (0, 16):
        numbers = [Draws(3, "t", index).number("size") for index in range(start, start + 16)]
        assert sorted(int(number * 16) for number in numbers) == list(range(16))
    pairs = Counter((Draws(3, "t", i).pick("a", 4), Draws(3, "t", i).pick("b", 4)) for i in range(256))
    assert len(pairs) == 16 and max(pairs.values()) < 40


@pytest.mark.parametrize("share", [0.0, 0.25, 1.0])
def test_the_share_of_hard_cases_is_kept(share: float) -> None:
    request = ProceduralRequest(count=64, templates=("derivation",), hard_share=share)
    assert sum(spec.hard is not None for spec in decide_scenes(request, "community")) == pytest.approx(
        64 * share, abs=4
    )


def hard_scenes(kind: HardKind) -> list[tuple[SceneSpec, SceneSpec]]:
    request = ProceduralRequest(count=8, templates=("derivation",), hard_share=1.0, hard_kinds=(kind,), crowding=0.0)
    plain = ProceduralRequest(count=8, templates=("derivation",), crowding=0.0)
    return list(zip(decide_scenes(request, "community"), decide_scenes(plain, "community"), strict=True))


def test_hard_kinds_do_what_they_say() -> None:
    """Truncated parts reach out of the frame, tiny ones shrink, huge ones nearly fill or exceed it, and so on."""
    for kind in HardKind:
        for spec, plain in hard_scenes(kind):
            assert spec.hard is not None and spec.hard.kind is kind
            place = spec.places[spec.hard.subject]
            before = plain.places[spec.hard.subject]
            outside = place.width * place.height - place.shared(FRAME)
            match kind:
                case HardKind.TRUNCATION:
                    assert 0.2 < outside / (place.width * place.height) < 0.7
                case HardKind.TINY:
                    assert place.width < 0.4 * before.width
                case HardKind.HUGE:
                    assert place.width > 0.9 * FRAME.width or place.height > 0.9 * FRAME.height
                case HardKind.OCCLUSION:
                    assert spec.cover is not None
                    hidden = spec.cover.place.shared(place) / (place.width * place.height)
                    assert 0.25 < hidden < 0.8
                case HardKind.NEAR_DUPLICATE:
                    assert spec.twin is not None and spec.twin.subject == spec.hard.subject
                case HardKind.LOW_CONTRAST:
                    assert spec.theme.constants["INK"] != plain.theme.constants.get("INK")


def test_crowding_adds_companions_and_overlap_makes_parts_overlap() -> None:
    """The two knobs do what they say, measured on the layouts themselves."""

    def companions(crowding: float) -> int:
        specs = decide_scenes(ProceduralRequest(count=20, crowding=crowding), "community")
        return sum(len(spec.companions) for spec in specs)

    def shared_area(overlap: float) -> float:
        specs = decide_scenes(ProceduralRequest(count=40, overlap=overlap, crowding=0.3), "community")
        pairs = ((a, b) for spec in specs for a in spec.places.values() for b in spec.places.values() if a is not b)
        return sum(a.shared(b) for a, b in pairs)

    assert companions(0.0) == 0 < companions(0.5) < companions(1.0)
    assert shared_area(0.0) == pytest.approx(0, abs=1.0) and shared_area(0.2) < shared_area(0.6)
    assert shared_area(0.2) > 5


def test_positions_are_spread_when_asked() -> None:
    """Over 64 scenes a part's place takes up more cells of a grid spread than it does by chance."""

    def cells(balance: tuple[Balance, ...]) -> int:
        request = ProceduralRequest(count=64, templates=("formula_build_up",), crowding=0.0, balance=balance)
        places = [spec.places["equation"] for spec in decide_scenes(request, "community")]
        return len({(round(place.x), round(place.y)) for place in places})

    assert cells((Balance.POSITIONS,)) >= cells(())
