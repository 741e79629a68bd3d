"""The layout: whatever the parts, they stay in the frame, and do not overlap unless that is asked for."""

from __future__ import annotations

from typing import Literal

from hypothesis import given
from hypothesis import strategies as st

from synthgen.sources.procedural.layout import FRAME, Cells, Part, Place, Wishes, solve

NAMES = ("a", "b", "c", "d", "e")
unit = st.floats(0, 1)


@st.composite
def parts(draw: st.DrawFn) -> Part:
    width, height = draw(st.floats(0.2, 12)), draw(st.floats(0.2, 7))
    growth = draw(st.floats(1, 3))
    if draw(st.booleans()):
        return Part((width, width * growth), (height, height * growth), None, draw(st.booleans()))
    low = draw(st.floats(0.5, 50))
    return Part((width, width * growth), (height, height * growth), (low, low * growth), draw(st.booleans()))


@st.composite
def cells(draw: st.DrawFn) -> Cells:
    """Rows and columns up to two deep, with up to five parts in all."""
    count = draw(st.integers(1, 5))
    names = list(NAMES[:count])
    upright = draw(st.booleans())
    way: Literal["row", "column"] = "column" if upright else "row"
    other: Literal["row", "column"] = "row" if upright else "column"
    cut = draw(st.integers(0, count))
    if 0 < cut < count:
        return Cells(way, (*names[:cut], Cells(other, tuple(names[cut:]))))
    return Cells(way, tuple(names))


@st.composite
def wishes(draw: st.DrawFn, overlap: float | None = None) -> Wishes:
    return Wishes(
        crowding=draw(unit),
        overlap=draw(unit) if overlap is None else overlap,
        sizes={name: draw(unit) for name in NAMES},
        positions={name: (draw(unit), draw(unit)) for name in NAMES},
        mirrored=draw(st.booleans()),
    )


def within(place: Place, slack: float = 1e-6) -> bool:
    return (
        place.left >= FRAME.left - slack
        and place.right <= FRAME.right + slack
        and place.bottom >= FRAME.bottom - slack
        and place.top <= FRAME.top + slack
    )


@given(cells(), st.lists(parts(), min_size=5, max_size=5), wishes())
def test_parts_stay_in_the_frame(arrangement: Cells, sizes: list[Part], wish: Wishes) -> None:
    """However large they would like to be, and however far they are pushed together."""
    places = solve(arrangement, dict(zip(NAMES, sizes, strict=True)), wish)
    assert set(places) == set(arrangement.names())
    assert all(within(place) for place in places.values())


@given(cells(), st.lists(parts(), min_size=5, max_size=5), wishes(overlap=0.0))
def test_parts_do_not_overlap_unasked(arrangement: Cells, sizes: list[Part], wish: Wishes) -> None:
    places = list(solve(arrangement, dict(zip(NAMES, sizes, strict=True)), wish).values())
    for i, place in enumerate(places):
        for other in places[:i]:
            assert place.shared(other) < 1e-6


@given(cells(), st.lists(parts(), min_size=5, max_size=5), wishes())
def test_scaled_parts_keep_their_ratio(arrangement: Cells, sizes: list[Part], wish: Wishes) -> None:
    """A text's place has the proportions of the text, at the scale that the place says."""
    by_name = dict(zip(NAMES, sizes, strict=True))
    for name, place in solve(arrangement, by_name, wish).items():
        scales = by_name[name].scales
        if scales is not None:
            assert abs(place.width - by_name[name].widths[1] * place.scale / scales[1]) < 1e-6
            assert abs(place.height - by_name[name].heights[1] * place.scale / scales[1]) < 1e-6
