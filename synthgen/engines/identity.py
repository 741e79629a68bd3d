"""Who a mobject is and which source line made it: stable ids through copies, in every engine.

An id lives in the mobject's own `__dict__`. Copies inherit it there, so it is stored with the address of its owner:
a mobject that carries somebody else's address is a copy, and gets an id of its own with its origin remembered.
"""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from types import CodeType, FrameType
from typing import Any

from synthgen.core.snapshot import SourceLine

_ATTRIBUTE = "_synthgen_identity"
_MAX_LINES = 8
_IDS_A_DISPLAY = 10_000_000
"""More than a scene has mobjects: keeps the ids of appearances apart from all others."""


@dataclass(frozen=True, slots=True)
class Look:
    """What a mobject shows: class names up to the engine's root class, and what it says.

    `piece`: it is no thing of its own but what a transform put into a mobject to match another's structure.
    """

    bases: tuple[str, ...]
    content: dict[str, str]
    piece: bool = False


@dataclass(slots=True)
class Identity:
    """What is known of one mobject: its id, its owner's address, whom it was copied from, and its source lines.

    `shaped` are the lines that made the shape it shows now, where that came from another mobject. `look` is what it
    shows when that is not what its own class says, `becoming` what the transform it is in turns it into, `coming_from`
    what it appears in place of. `piece_of` is the mobject that it is shown as a part of while a transform has taken
    that apart.
    """

    instance_id: int
    track_id: int
    owner: int
    copied_from: int | None
    created: tuple[SourceLine, ...]
    changed: tuple[SourceLine, ...] = ()
    shaped: tuple[SourceLine, ...] = ()
    look: Look | None = None
    becoming: Look | None = None
    coming_from: Look | None = None
    piece_of: Any = None

    @property
    def lines_behind(self) -> tuple[SourceLine, ...]:
        """All lines behind what it shows, each once."""
        if not self.changed and not self.shaped:
            return self.created  # As most do; a scene asks for it at every frame.
        return tuple(dict.fromkeys((*self.created, *self.changed, *self.shaped)))

    def __deepcopy__(self, memo: dict[int, Any]) -> Identity:
        return self


class SourceLines:
    """Finds the lines of the scene's own source on the stack; `shown_as` maps a code file to its name in records."""

    def __init__(self, shown_as: Callable[[str], str | None]) -> None:
        self._shown_as = shown_as
        self._known: dict[str, str | None] = {}
        self._bottom: CodeType | None = None

    def start_here(self) -> None:
        """Call in the function that runs the scene: no line of the scene lies below it, so searches stop there."""
        self._bottom = sys._getframe(1).f_code

    def is_source(self, frame: FrameType) -> bool:
        """Whether this very frame runs code of the scene's own."""
        return self._name(frame.f_code.co_filename) is not None

    def now(self, frame: FrameType | None) -> tuple[SourceLine, ...]:
        """The scene's source lines being executed, innermost first, at most eight."""
        lines: list[SourceLine] = []
        known, bottom = self._known, self._bottom
        while frame is not None and len(lines) < _MAX_LINES:
            code = frame.f_code
            if code is bottom:
                break
            # By file: code objects are hashed anew each time, over all of their instructions.
            file = code.co_filename
            name = known[file] if file in known else self._name(file)
            if name is not None:
                lines.append(SourceLine(name, frame.f_lineno))
            frame = frame.f_back
        return tuple(lines)

    def _name(self, code_file: str) -> str | None:
        """A code file's name in records, None for what belongs to libraries; found out once a file."""
        if code_file not in self._known:
            self._known[code_file] = self._shown_as(code_file)
        return self._known[code_file]


class IdentityBook:
    """Gives every mobject of one scene run its identity. One per run; ids count from 1 in order of creation."""

    def __init__(self, lines: SourceLines) -> None:
        self._lines = lines
        self._count = 0
        self._copying_lines: tuple[SourceLine, ...] | None = None

    def restart(self) -> None:
        """Count from 1 again: called right before the scene is constructed, so ids do not depend on imports."""
        self._count = 0

    def _new(self, mobject: Any, copied_from: int | None, created: tuple[SourceLine, ...]) -> Identity:
        self._count += 1
        identity = Identity(self._count, self._count, id(mobject), copied_from, created)
        mobject.__dict__[_ATTRIBUTE] = identity
        return identity

    def of(self, mobject: Any) -> Identity:
        """The mobject's identity, given now if it has none of its own yet."""
        found: Identity | None = mobject.__dict__.get(_ATTRIBUTE)
        if found is None:
            return self._new(mobject, None, ())
        if found.owner != id(mobject):
            return self._copied(mobject, found, found.created)
        return found

    def _copied(self, mobject: Any, source: Identity, created: tuple[SourceLine, ...]) -> Identity:
        identity = self._new(mobject, source.instance_id, created)
        identity.look = source.look
        identity.shaped = source.lines_behind
        return identity

    def appearance(self, display_id: int, instance_or_track_id: int) -> int:
        """The id (or track) of what is seen a second time, through a display.

        Computed, not counted: ids must not depend on which frames happen to be drawn.
        """
        return display_id * _IDS_A_DISPLAY + instance_or_track_id

    def new_track(self) -> int:
        """A track nobody has had yet."""
        self._count += 1
        return self._count

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What is made inside the block is not counted: the scene's own ids go on as if it had not been made."""
        count = self._count
        try:
            yield
        finally:
            self._count = count

    def name(self, mobject: Any, instance_id: int) -> None:
        """Give a mobject that is not the scene's own an id (and a track) from outside the count."""
        mobject.__dict__[_ATTRIBUTE] = Identity(instance_id, instance_id, id(mobject), None, ())

    def mark_created(self, mobject: Any, frame: FrameType | None) -> None:
        found: Identity | None = mobject.__dict__.get(_ATTRIBUTE)
        if found is None or found.owner != id(mobject):
            self._new(mobject, None, self._lines.now(frame))

    def lines_now(self, frame: FrameType | None) -> tuple[SourceLine, ...]:
        """The scene's source lines being executed from this frame outwards, innermost first."""
        return self._lines.now(frame)

    def is_source(self, frame: FrameType) -> bool:
        """Whether this very frame runs code of the scene's own."""
        return self._lines.is_source(frame)

    def install(self, root_class: type, copy_names: Sequence[str]) -> None:
        """Hook creation and copying on an engine's root class."""
        _wrap(root_class, "__init__", self._creating)
        for name in copy_names:
            _wrap(root_class, name, self._copying)

    def _creating(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def create(mobject: Any, *args: Any, **kwargs: Any) -> None:
            self.mark_created(mobject, sys._getframe(1))
            original(mobject, *args, **kwargs)

        return create

    def _copying(self, original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def copy(mobject: Any, *args: Any, **kwargs: Any) -> Any:
            # A family is copied member by member, deep in the stack, all by the one line that copies the whole.
            outermost = self._copying_lines is None
            if outermost:
                self._copying_lines = self._lines.now(sys._getframe(1))
            try:
                result = original(mobject, *args, **kwargs)
                if result is not mobject:
                    source = self.of(mobject)
                    self._copied(result, source, self._copying_lines or source.created)
                return result
            finally:
                if outermost:
                    self._copying_lines = None

        return copy


def _wrap(owner: type, name: str, wrapper: Callable[[Callable[..., Any]], Callable[..., Any]]) -> None:
    setattr(owner, name, wrapper(getattr(owner, name)))
