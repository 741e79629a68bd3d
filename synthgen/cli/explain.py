"""From what Hydra says about a wrong command to what a user can act on."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hydra.errors import HydraException, MissingConfigException, OverrideParseException
from omegaconf.errors import OmegaConfBaseException

from synthgen.config import option_names, unknown_option
from synthgen.core.names import did_you_mean, nearest
from synthgen.errors import UsageError
from synthgen.sources.catalog import VIDEOS

_TYPE_NAMES = {"Integer": "a whole number", "Float": "a number", "Boolean": "true or false"}
_CONVERSION = re.compile(r"Value '(?P<value>.*)' of type '.*' could not be converted to (?P<type>\w+)")
_CHOICE = re.compile(r"Invalid value '(?P<value>.*)', expected one of \[(?P<options>.*)\]")
_SEVERAL = re.compile(r"Ambiguous value for argument '(?P<override>.*)'")
_BOOLEAN = re.compile(r"Value '(?P<value>.*)' is not a valid bool")
_OVERRIDDEN = re.compile(r"(?:Could not override|Error merging override) '?(?P<key>[^'=\s]+)")


def explain(error: Exception, overrides: Sequence[str]) -> UsageError:
    """The user's error behind an exception raised while a configuration was composed."""
    if isinstance(error, UsageError):
        return error
    if isinstance(error, OverrideParseException):
        return _unreadable(error.override)
    if isinstance(error, MissingConfigException) and error.options is not None and error.missing_cfg_file:
        return _unknown_choice(error.missing_cfg_file, error.options)
    if unset := _part_of_unset_scene(error, overrides):
        return unset
    if isinstance(error, HydraException | OmegaConfBaseException):
        return _wrong_option(error)
    return UsageError(f"the command cannot be read: {_first_line(error)}", "see --help")


def _unreadable(override: str) -> UsageError:
    message = f"cannot read `{override}`"
    if "=" not in override:
        close = nearest(override, VIDEOS, at_most=1)
        return UsageError(
            f"{message}: an option is NAME=VALUE", f"did you mean scene={close[0]}?" if close else "see --help"
        )
    name, value = override.split("=", 1)
    return UsageError(message, f"quote the value twice, for the shell and for Hydra: '{name}=\"{value}\"'")


def _unknown_choice(config: str, options: Sequence[str]) -> UsageError:
    group, _, name = config.rpartition("/")
    return UsageError(f"there is no `{group}={name}`", did_you_mean(name, options))


def _part_of_unset_scene(error: Exception, overrides: Sequence[str]) -> UsageError | None:
    # Hydra trips over an assertion of its own when a value is set in a group that is not chosen.
    names = [override.lstrip("+~").partition("=")[0] for override in overrides]
    parts = [name for name in names if name.startswith("scene.")]
    if isinstance(error, AssertionError) and parts and "scene" not in names:
        return UsageError(
            f"`{parts[0]}` needs a scene to belong to", "add scene=NAME; scene=file for a file of your own"
        )
    return None


def _wrong_option(error: Exception) -> UsageError:
    cause = error.__cause__ if isinstance(error.__cause__, OmegaConfBaseException) else error
    detail = _first_line(cause)
    if found := _SEVERAL.search(detail):
        name, value = found["override"].split("=", 1)
        return UsageError(
            f"`{name}` is given several values: {value}",
            f"add -m to run once for each, or write {name}=[{value}] where a list is wanted",
        )
    overridden = _OVERRIDDEN.match(str(error))
    key = overridden["key"] if overridden else str(getattr(cause, "full_key", None) or "")
    if not key:
        return UsageError(detail, "see --help")
    if "not in" in detail:
        return _option_out_of_place(key)
    if found := _CHOICE.search(detail):
        options = found["options"].split(", ")
        return UsageError(
            f"`{key}` must be one of {', '.join(options)}, got {found['value']}", did_you_mean(found["value"], options)
        )
    if found := _CONVERSION.search(detail) or _BOOLEAN.search(detail):
        wanted = _TYPE_NAMES.get(found.groupdict().get("type", "Boolean"), "of another type")
        return UsageError(f"`{key}` must be {wanted}, got {found['value'] or 'nothing'}", f"change it with {key}=VALUE")
    if "is not Optional" in detail:
        return UsageError(f"`{key}` must have a value, got null", f"change it with {key}=VALUE")
    if "is not a ListConfig" in detail:
        return UsageError(f"`{key}` must be a list", f"change it with {key}=[VALUE,...]")
    return UsageError(f"`{key}` is wrong: {detail}", f"change it with {key}=VALUE")


def _option_out_of_place(key: str) -> UsageError:
    known = option_names()
    if key in known:
        group = key.partition(".")[0]
        return UsageError(
            f"`{key}` does not go with this choice of `{group}`", f"leave it out, or choose another {group}"
        )
    return unknown_option(key)


def _first_line(error: BaseException) -> str:
    return (str(error).splitlines() or [type(error).__name__])[0]
