"""What a mobject shows after it was made to look like another, and how its track goes on.

`Transform(a, b)` leaves `a` on screen with `b`'s shape: its class and its TeX string still say `a`. A label must say
what is seen, so the look (class names and content) travels with the shape. The rules:

- while a transform runs, an object has the look it comes from and remembers the one it turns into; so has the target of
  a TransformFromCopy that runs backwards, which begins as its source;
- when it has ended on its target (not for `Indicate` and the like, which return), it has the target's look;
- where a transform puts the target in the source's place, the target continues the source's track, member by member,
  and the source, should it come back, has a new one. A target that is on screen already keeps its own track;
- what fades in while the source fades out (FadeTransform, TransformMatching*) is an object with a track of its own
  until the target itself takes over;
- what TransformMatching* has taken apart stays one object: its pieces stand below the source, those that fade in below
  one that stands for the target;
- copies are new objects. What a transform adds to a mobject to match another's structure is part of it.

A shape counts as changed where the transform (or `become`) stands in the source: always where it took another mobject
as its target; where the target is a changed copy of the mobject itself (`.animate`, MoveToTarget), if it did more than
move it. A `become` inside the library (always_redraw) hands on the lines that made the new shape.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Collection, Iterable, Iterator
from types import FrameType
from typing import Any

from synthgen.core.snapshot import SourceLine
from synthgen.engines.correspondence import by_place, childless, family, given_parts, only_moved, originals
from synthgen.engines.identity import IdentityBook, Look
from synthgen.engines.tree import MobjectReader, look_of, own_look

_REVERSED = frozenset({"TransformFromCopy"})
"""Where these are not given a copy, they run a Transform backwards: the mobject ends as what it is."""
_NOTES = "_synthgen_notes"


class _Notes:
    """What is remembered of one animation, in its own `__dict__`."""

    def __init__(self) -> None:
        self.lines: tuple[SourceLine, ...] = ()
        self.looks: list[tuple[Any, Look | None]] = []
        self.pieces: list[Any] = []
        self.in_matching = False


def _notes(animation: Any) -> _Notes:
    notes: _Notes = animation.__dict__.setdefault(_NOTES, _Notes())
    return notes


class Morphs:
    """Hooks on an engine's transforms. `reversed_names`: classes that run a Transform backwards."""

    def __init__(self, book: IdentityBook, reader: MobjectReader, reversed_names: Collection[str] = _REVERSED) -> None:
        self._book = book
        self._reader = reader
        self._reversed = frozenset(reversed_names)

    def install(
        self,
        mobject_class: type,
        transform_class: type,
        fade_transform_classes: Iterable[type] = (),
        matching_classes: Iterable[type] = (),
    ) -> None:
        """Hook `become`, the beginning and end of transforms, and those that swap a target in."""
        _around(mobject_class, "become", self._becoming)
        _around(transform_class, "__init__", self._making)
        _around(transform_class, "begin", self._beginning)
        _around(transform_class, "finish", self._finishing)
        _around(transform_class, "clean_up_from_scene", self._replacing)
        for fade in fade_transform_classes:
            _around(fade, "begin", self._beginning_fade)
            _around(fade, "clean_up_from_scene", self._fading_over)
        for matching in matching_classes:
            _around(matching, "begin", self._taking_apart)
            _around(matching, "clean_up_from_scene", self._matching)

    # --- become

    def _becoming(self, run: Callable[[], Any], mobject: Any, other: Any, *args: Any, **kwargs: Any) -> Any:
        caller = sys._getframe(2)
        # Most stand alone, and a scene may do it at every frame (always_redraw).
        alone = not mobject.submobjects and not other.submobjects
        before = () if alone else childless(mobject)
        result = run()
        if not alone:
            self._mark_pieces(mobject, before)
        lines, shaped = self._lines_of_become(caller, mobject, other)
        for member, shown in ((mobject, other),) if alone else _pairs(mobject, other):
            self._take_look(member, shown)
            self._mark_changed(member, lines, shaped)
        return result

    def _lines_of_become(
        self, caller: FrameType, mobject: Any, other: Any
    ) -> tuple[tuple[SourceLine, ...], tuple[SourceLine, ...]]:
        source = self._book.of(other)
        if self._book.is_source(caller) or self._is_own_copy(mobject, other) or not source.created:
            return self._book.lines_now(caller), source.lines_behind
        return source.created, source.lines_behind

    # --- transforms

    def _making(self, run: Callable[[], Any], animation: Any, *args: Any, **kwargs: Any) -> Any:
        _notes(animation).lines = self._book.lines_now(sys._getframe(2))
        return run()

    def _beginning(self, run: Callable[[], Any], animation: Any) -> Any:
        before = childless(animation.mobject)
        result = run()
        self._mark_pieces(animation.mobject, before)
        self._mark_pieces_of_target(animation)
        for member, target in _pairs(animation.mobject, animation.target_copy):
            identity, look = self._book.of(member), look_of(target, self._reader, self._book)
            if self._turns_back(animation):
                # It begins as what it was said to come from, and ends as itself.
                _notes(animation).looks.append((member, identity.look))
                identity.becoming = look_of(member, self._reader, self._book)
                identity.look = look
            else:
                identity.becoming = look
        return result

    def _finishing(self, run: Callable[[], Any], animation: Any) -> Any:
        result = run()
        for member in family(animation.mobject):
            identity = self._book.of(member)
            identity.becoming = identity.coming_from = None
        for member, look in _notes(animation).looks:
            self._book.of(member).look = look
        _notes(animation).looks.clear()
        if self._stays_changed(animation):
            self._take_shape(animation)
        return result

    def _stays_changed(self, animation: Any) -> bool:
        if self._turns_back(animation) or _notes(animation).in_matching:
            return False
        # FadeTransform is a Transform by name only: it has no target to take the look of.
        return hasattr(animation, "target_copy") and float(animation.rate_func(1)) > 0.5

    def _take_shape(self, animation: Any) -> None:
        mobject, target = animation.mobject, animation.target_mobject
        pairs = _pairs(mobject, animation.target_copy)
        if self._is_own_copy(mobject, target):
            changed = self._reshaped(animation)
        else:
            changed = {id(member) for member, _ in pairs}
        for member, shown in pairs:
            self._take_look(member, shown)
            if id(member) in changed:
                source = self._book.of(shown)
                shaped = source.lines_behind if animation.target_copy is target else source.shaped
                self._mark_changed(member, _notes(animation).lines, shaped)

    def _is_own_copy(self, mobject: Any, target: Any) -> bool:
        return target is mobject or self._book.of(target).copied_from == self._book.of(mobject).instance_id

    def _reshaped(self, animation: Any) -> set[int]:
        """The members that look different from before, ids of Python; a member moved by itself looks the same."""
        points, start, end = self._reader.anchor_points, animation.starting_mobject, animation.target_copy
        if animation.target_mobject is animation.mobject or only_moved(start, end, points):
            return set()
        families = zip(family(animation.mobject), family(start), family(end), strict=False)
        return {id(member) for member, before, after in families if not only_moved(before, after, points)}

    def _replacing(self, run: Callable[[], Any], animation: Any, scene: Any, *args: Any) -> Any:
        swaps = animation.replace_mobject_with_target_in_scene and not self._turns_back(animation)
        if not swaps or not hasattr(animation, "target_copy"):
            return run()
        on_screen = _on_screen(scene)
        result = run()
        self._continue_tracks(self._corresponding(animation), on_screen)
        return result

    def _corresponding(self, animation: Any) -> Iterator[tuple[Any, Any]]:
        """The members of a transform's mobject with those of the target itself."""
        real = originals(animation.target_mobject, animation.target_copy, self._book)
        for member, copied in _pairs(animation.mobject, animation.target_copy):
            if id(copied) in real:
                yield member, real[id(copied)]

    # --- fades from one into the other

    def _beginning_fade(self, run: Callable[[], Any], animation: Any) -> Any:
        result = run()
        source, ghost = animation.mobject.submobjects[:2]
        for member, appearing in by_place(source, ghost):
            self._link(member, appearing)
        return result

    def _link(self, source: Any, ghost: Any) -> None:
        """Say of one that fades out and one that fades in what the other is."""
        going, coming = self._book.of(source), self._book.of(ghost)
        going.becoming = look_of(ghost, self._reader, self._book)
        coming.coming_from = look_of(source, self._reader, self._book)

    def _fading_over(self, run: Callable[[], Any], animation: Any, scene: Any, *args: Any) -> Any:
        on_screen = _on_screen(scene)
        source, target = animation.mobject.submobjects[0], animation.to_add_on_completion
        result = run()
        self._continue_tracks(by_place(source, target), on_screen)
        return result

    # --- formulas and shapes taken apart

    def _taking_apart(self, run: Callable[[], Any], animation: Any) -> Any:
        source, target = _ends(animation)
        for inner in animation.animations:
            _notes(inner).in_matching = True
        own = {id(member) for member in family(source)}
        ghost = self._reader.root_class()
        ghost_identity, target_identity = self._book.of(ghost), self._book.of(target)
        ghost_identity.look = look_of(target, self._reader, self._book)
        ghost_identity.created, ghost_identity.shaped = target_identity.created, target_identity.lines_behind
        self._link(source, ghost)
        for part in _parts_apart(animation):
            belongs = any(id(member) in own for member in family(part))
            self._book.of(part).piece_of = source if belongs else ghost
            _notes(animation).pieces.append(part)
        return run()

    def _matching(self, run: Callable[[], Any], animation: Any, scene: Any, *args: Any) -> Any:
        source, target = _ends(animation)
        mine = {id(member) for part in _notes(animation).pieces for member in family(part)}
        on_screen = _on_screen(scene) - mine
        result = run()
        self._book.of(source).becoming = None
        for part in _notes(animation).pieces:
            self._book.of(part).piece_of = None
        if id(target) not in on_screen:
            self._continue_tracks([(source, target)], on_screen)
            for inner in animation.animations:
                if hasattr(inner, "target_copy"):
                    self._continue_tracks(self._corresponding(inner), on_screen)
        return result

    # --- what they have in common

    def _turns_back(self, animation: Any) -> bool:
        return type(animation).__name__ in self._reversed

    def _take_look(self, mobject: Any, other: Any) -> None:
        identity, content = self._book.of(mobject), self._reader.content
        if self._book.of(other).look is None and type(other) is type(mobject) and content(other) == content(mobject):
            identity.look = None  # What always_redraw puts in its place at every frame looks the same.
            return
        look = look_of(other, self._reader, self._book)
        identity.look = None if look == own_look(mobject, self._reader) else look

    def _mark_changed(self, mobject: Any, lines: tuple[SourceLine, ...], shaped: tuple[SourceLine, ...]) -> None:
        if lines:
            identity = self._book.of(mobject)
            identity.changed, identity.shaped = lines, shaped

    def _continue_tracks(self, pairs: Iterable[tuple[Any, Any]], on_screen: Collection[int]) -> None:
        for before, after in pairs:
            if before is not after and id(after) not in on_screen:
                source, target = self._book.of(before), self._book.of(after)
                target.track_id, source.track_id = source.track_id, self._book.new_track()

    def _mark_pieces(self, mobject: Any, childless_before: Collection[int]) -> None:
        for part in given_parts(mobject, lambda member: id(member) in childless_before):
            self._make_piece(part)

    def _mark_pieces_of_target(self, animation: Any) -> None:
        target, copy = animation.target_mobject, animation.target_copy
        if copy is not target:
            real = originals(target, copy, self._book)
            for part in given_parts(copy, lambda member: id(member) in real and not real[id(member)].submobjects):
                self._make_piece(part)

    def _make_piece(self, mobject: Any) -> None:
        look = look_of(mobject, self._reader, self._book)
        self._book.of(mobject).look = Look(look.bases, look.content, piece=True)


def _pairs(one: Any, other: Any) -> list[tuple[Any, Any]]:
    """Members of aligned families; only the heads of families that are built differently."""
    first, second = family(one), family(other)
    return list(zip(first, second, strict=True)) if len(first) == len(second) else [(one, other)]


def _ends(matching: Any) -> tuple[Any, Any]:
    """Source and target of a TransformMatching*; the libraries name them differently."""
    if "source" in matching.__dict__:
        return matching.source, matching.target
    return matching.to_remove[0], matching.to_add


def _parts_apart(matching: Any) -> Iterator[Any]:
    """The mobjects its animations move; of a cross-fade, what goes and what comes, each for itself."""
    for inner in matching.animations:
        yield from inner.mobject.submobjects if hasattr(inner, "ghost_to") else [inner.mobject]


def _on_screen(scene: Any) -> set[int]:
    return {id(member) for mobject in scene.mobjects for member in family(mobject)}


def _around(owner: type, name: str, ours: Callable[..., Any]) -> None:
    """Make a method call `ours` with what runs the stock method, and then the method's own arguments."""
    stock = getattr(owner, name)

    @functools.wraps(stock)
    def hooked(self: Any, *args: Any, **kwargs: Any) -> Any:
        return ours(lambda: stock(self, *args, **kwargs), self, *args, **kwargs)

    setattr(owner, name, hooked)
