"""Why known scenes do not render: what somebody found who read their code, kept in `verdicts/*.yaml`."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from enum import StrEnum
from fnmatch import fnmatchcase
from importlib import resources

import yaml

from synthgen.core.job import FailureReason
from synthgen.errors import UsageError


class Blame(StrEnum):
    """What a failure is due to; one word to count by."""

    LIMITS = "limits"
    """It takes more time or memory than it may."""
    UNPUBLISHED = "unpublished"
    """It needs data or a module that never was published."""
    SCENE = "scene"
    """Its own code is wrong, in every version of the library."""
    LIBRARY = "library"
    """It needs a state of the library that is neither released nor supplied by a repair."""
    UNEXPLAINED = "unexplained"


@dataclass(frozen=True, slots=True)
class Verdict:
    """Why scenes fail. It holds for those that match one of the patterns and whose message begins with `error`."""

    error: str
    scenes: tuple[str, ...]
    kind: Blame
    because: str

    def holds(self, scene_id: str, message: str) -> bool:
        """Only for the failure that was looked at: another one of the same scene is a new question."""
        return message.startswith(self.error) and any(fnmatchcase(scene_id, pattern) for pattern in self.scenes)


UNEXPLAINED = Verdict("", (), Blame.UNEXPLAINED, "")
_NEVER_PUBLISHED = "is not installed or was never published"
_BY_REASON = {
    FailureReason.TIMEOUT: Verdict("", (), Blame.LIMITS, "it takes longer than it may"),
    FailureReason.MEMORY: Verdict("", (), Blame.LIMITS, "it needs more memory than it may have"),
    FailureReason.ASSET: Verdict("", (), Blame.UNPUBLISHED, "a file that it reads is not there"),
}


def verdict_on(scene_id: str, reason: str, message: str) -> Verdict:
    """Why a scene failed, `UNEXPLAINED` if nobody knows. `reason` is one of `FailureReason`."""
    for verdict in known_verdicts():
        if verdict.holds(scene_id, message):
            return verdict
    if _NEVER_PUBLISHED in message:
        return Verdict("", (), Blame.UNPUBLISHED, "a module that it imports is not there")
    return _BY_REASON.get(FailureReason(reason), UNEXPLAINED)


@functools.cache
def known_verdicts() -> tuple[Verdict, ...]:
    """Every verdict of the files, in their order."""
    folder = resources.files("synthgen.quality") / "verdicts"
    files = sorted((file for file in folder.iterdir() if file.name.endswith(".yaml")), key=lambda file: file.name)
    return tuple(verdict for file in files for verdict in read_verdicts(file.name, file.read_text(encoding="utf-8")))


def read_verdicts(file: str, text: str) -> list[Verdict]:
    """The verdicts of one file. Raises UsageError that names the entry that is wrong."""
    found = []
    for number, entry in enumerate(yaml.safe_load(text) or (), start=1):
        try:
            fields = {**entry, "scenes": tuple(entry["scenes"]), "kind": Blame(entry["kind"])}
            found.append(Verdict(**fields))
        except (TypeError, KeyError, ValueError) as error:
            wanted = "`error`, `scenes` (a list of patterns), `kind` and `because`"
            raise UsageError(f"{file}: entry {number} is no verdict: {error}", f"give it {wanted}") from error
    return found
