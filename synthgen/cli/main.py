"""The `synthgen` command: check the line, let Hydra compose and dispatch, and end with the right exit code."""

from __future__ import annotations

import sys
import traceback
from pathlib import Path

import hydra
from hydra._internal.utils import get_args_parser
from hydra.core.global_hydra import GlobalHydra
from hydra.core.hydra_config import HydraConfig
from omegaconf import DictConfig

from synthgen.cli import outcomes
from synthgen.cli.composing import CONFIG_NAME, VERSION_BASE, check
from synthgen.cli.sweeps import leave_out_fixed, told_apart
from synthgen.config import register_schemas, to_settings
from synthgen.errors import SynthgenError
from synthgen.resources import conf_dir
from synthgen.tasks.registry import find_task

_INTERRUPTED = 130


def main() -> None:
    """Run the command line in `sys.argv`; ends the process with its exit code."""
    try:
        sys.exit(_run())
    except SynthgenError as error:
        _say(f"error: {error}")
        sys.exit(error.exit_code)
    except KeyboardInterrupt:
        _say("\ninterrupted; run it again to resume")
        sys.exit(_INTERRUPTED)


def _run() -> int:
    register_schemas()
    arguments = get_args_parser().parse_args()
    only_informs = arguments.help or arguments.hydra_help or arguments.shell_completion or arguments.experimental_rerun
    if not only_informs:
        check(arguments)
        GlobalHydra.instance().clear()
        if arguments.overrides:
            # Beside the others: argparse takes positional arguments in one row only. Also without -m, since an
            # experiment may be a sweep by itself.
            sys.argv.insert(sys.argv.index(arguments.overrides[0]), leave_out_fixed(arguments.overrides))
    outcomes.clear()
    hydra.main(version_base=VERSION_BASE, config_path=str(conf_dir()), config_name=CONFIG_NAME)(run_job)()
    return _report(outcomes.collected, outcomes.is_sweep)


def run_job(composed: DictConfig) -> None:
    """One job: its settings to its task. Called by Hydra, for a multirun perhaps in another process.

    Raises nothing but KeyboardInterrupt and the like: an exception would keep Hydra from ending the run properly.
    """
    try:
        settings = told_apart(to_settings(composed), HydraConfig.get(), composed.dataset.jobs)
        exit_code = find_task(settings.task)(settings)
        reason = f"task {settings.task} ended with exit code {exit_code}"
    except SynthgenError as error:
        exit_code, reason = error.exit_code, error.message
        _say(f"error: {error}")
    except Exception as error:
        exit_code, reason = 1, f"{type(error).__name__}: {error}"
        _say(f"{traceback.format_exc()}error: {reason}\n  -> this is a mistake in synthgen itself; please report it")
    if exit_code:
        config = HydraConfig.get()
        told = " ".join(config.overrides.task) or "no options"
        outcomes.record(Path(config.runtime.output_dir), outcomes.JobFailure(told, exit_code, reason))


def _report(failures: list[outcomes.JobFailure], several: bool) -> int:
    """Name the failed jobs of a multirun, where what each said has scrolled away; returns the exit code."""
    if not failures:
        return 0
    if not several:
        return failures[0].exit_code
    _say(f"{len(failures)} {'job' if len(failures) == 1 else 'jobs'} failed:")
    for failure in failures:
        _say(f"  {failure.job}: {failure.reason.splitlines()[0]}")
    return 1


def _say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)
