"""Every error a user can meet. Each says what was wrong, where, and what to do about it."""

from __future__ import annotations


class SynthgenError(Exception):
    """Base of all errors meant for a user's eyes; `remedy` says what to do next."""

    exit_code = 1

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.message}\n  -> {self.remedy}" if self.remedy else self.message

    def __reduce__(self) -> tuple[type[SynthgenError], tuple[str, str]]:
        return type(self), (self.message, self.remedy)


class UsageError(SynthgenError):
    """The command or its configuration is wrong; nothing was started."""

    exit_code = 2


class WorkFailed(SynthgenError):
    """The command was right but its work could not be done."""


class SourceError(WorkFailed):
    """Scene source cannot be had: no network, a bad archive, an unreadable file."""


class VideoError(WorkFailed):
    """A video cannot be read, or only in part: no such file, no picture in it, damaged, cut short."""


class EngineUnavailable(WorkFailed):
    """An engine (or something it needs) is not installed on this machine."""


class DatasetError(WorkFailed):
    """A dataset on disk is missing, damaged or written by another schema version."""
