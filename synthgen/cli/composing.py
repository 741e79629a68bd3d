"""Checking a command line before Hydra runs it: what is wrong is said in our words, and nothing has started."""

from __future__ import annotations

import itertools
from argparse import Namespace
from collections.abc import Iterator, Sequence
from pathlib import Path

from hydra import compose, initialize_config_dir
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.errors import HydraException
from omegaconf.errors import OmegaConfBaseException

from synthgen.cli.explain import explain
from synthgen.config import to_settings
from synthgen.errors import UsageError
from synthgen.resources import conf_dir

VERSION_BASE = "1.3"
CONFIG_NAME = "config"


def check(arguments: Namespace) -> None:
    """Compose every value the command line asks for and check it; `arguments` is Hydra's own reading of the line.

    In a sweep each value is tried once, beside the first values of the others: what is wrong with a value is nearly
    always wrong in every combination. Raises UsageError.
    """
    config_dir = arguments.config_path or str(conf_dir())
    if not Path(config_dir).is_absolute():
        return
    with initialize_config_dir(config_dir, version_base=VERSION_BASE):
        for overrides in _combinations(arguments):
            _check_one(arguments, overrides)


def _check_one(arguments: Namespace, overrides: Sequence[str]) -> None:
    try:
        composed = compose(arguments.config_name or CONFIG_NAME, overrides=[*overrides, *_extra_search_path(arguments)])
        to_settings(composed)
    except (UsageError, HydraException, OmegaConfBaseException, AssertionError, TypeError) as error:
        raise explain(error, overrides) from error


def _extra_search_path(arguments: Namespace) -> list[str]:
    if not arguments.config_dir:
        return []
    folder = Path(arguments.config_dir).absolute()
    if not folder.is_dir():
        raise UsageError(f"--config-dir {arguments.config_dir}: there is no such folder", "correct the path")
    return [f"hydra.searchpath=['file://{folder}']"]


def _combinations(arguments: Namespace) -> Iterator[list[str]]:
    try:
        parsed = OverridesParser.create().parse_overrides(arguments.overrides)
    except HydraException as error:
        raise explain(error, arguments.overrides) from error
    if not arguments.multirun:
        yield list(arguments.overrides)
        return
    values = [
        [f"{override.get_key_element()}={value}" for value in override.sweep_string_iterator()]
        if override.is_sweep_override()
        else [str(override.input_line)]
        for override in parsed
    ]
    first = [options[0] for options in values]
    yield first
    for position, options in enumerate(values):
        for option in itertools.islice(options, 1, None):
            yield [*first[:position], option, *first[position + 1 :]]
