"""What stands where a name should be that cannot be had: harmless until used, then an error that says what is missing.

A scene file of 2016 imports modules that were never published, for a few of its scenes only. A placeholder may be
imported, subclassed and passed around; calling it, making an instance or computing with it raises `PlaceholderUsed`.
"""

from __future__ import annotations

from typing import Any, NoReturn


class PlaceholderUsed(ImportError):
    """A scene needs something that exists nowhere, or that could not be made."""


class PlaceholderType(type):
    """The type of placeholders: every use of one raises, naming what is missing and why."""

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        _raise(cls)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        missing = _missing(cls)
        return make_placeholder(f"{cls.__name__}.{name}", missing.__dict__["_reason"], missing.__dict__["_error"])


def _use(name: str) -> Any:
    def use(cls: Any, *args: Any) -> NoReturn:
        _raise(cls)

    use.__name__ = name
    return use


_USES = (
    "add radd sub rsub mul rmul truediv rtruediv floordiv mod pow rpow neg abs round "
    "lt le gt ge len iter next getitem contains bool int float index array enter"
)
for _name in _USES.split():
    setattr(PlaceholderType, f"__{_name}__", _use(f"__{_name}__"))


def make_placeholder(name: str, reason: str, error: BaseException | None = None) -> PlaceholderType:
    """A placeholder for `name`. `reason` completes "NAME cannot be used: ", `error` is what made it impossible."""
    return PlaceholderType(name, (), {"_reason": reason, "_error": error})


def is_placeholder(value: object) -> bool:
    """Whether a value is a placeholder itself, not a class derived from one."""
    return isinstance(value, PlaceholderType) and "_reason" in value.__dict__


def _missing(cls: type) -> type:
    """The placeholder that a class is or derives from."""
    return next(base for base in cls.__mro__ if isinstance(base, PlaceholderType) and "_reason" in base.__dict__)


def _raise(cls: type) -> NoReturn:
    missing = _missing(cls)
    needed_by = "" if missing is cls else f" ({cls.__name__} needs it)"
    reason, error = missing.__dict__["_reason"], missing.__dict__["_error"]
    raise PlaceholderUsed(f"{missing.__name__} cannot be used{needed_by}: {reason}") from error
