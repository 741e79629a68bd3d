"""The jobs of a sweep told apart: under ids of their own in one dataset, or each in a dataset of its own.

Two jobs may make the same scenes differently (another seed, other augmentations). Without this the later one would
take the place of the earlier.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from hydra.conf import HydraConf
from hydra.core.override_parser.overrides_parser import OverridesParser
from hydra.types import RunMode

from synthgen.config.outputs import JobsName
from synthgen.tasks.settings import Settings

_EXCLUDED = "hydra.job.config.override_dirname.exclude_keys"
_LONGEST_TAG = 60
_SAME_SCENES_OTHERWISE = ("task", "workers", "dataset", "limits", "paths", "export", "validate")
"""Options that do not change what is in a frame."""


def leave_out_fixed(overrides: Sequence[str]) -> str:
    """An override that tells Hydra which options are the same for all jobs, for `told_apart` to ask later.

    Jobs may run in other processes, where nothing else of the command line is known.
    """
    parsed = OverridesParser.create().parse_overrides(list(overrides))
    fixed = [_key(str(override.get_key_element())) for override in parsed if not override.is_sweep_override()]
    return f"{_EXCLUDED}=[{','.join(sorted(set(fixed)))}]"


def told_apart(settings: Settings, hydra: HydraConf, jobs: JobsName) -> Settings:
    """The settings of one job of a sweep, with a dataset or ids of its own; those of a single run as they are."""
    if hydra.mode != RunMode.MULTIRUN:
        return settings
    fixed = set(hydra.job.config.override_dirname.exclude_keys)
    swept = [override for override in hydra.overrides.task if _key(override) not in fixed]
    dataset = settings.dataset
    if jobs is JobsName.own:
        return replace(settings, dataset=replace(dataset, root=dataset.root / _as_name(swept)))
    return replace(settings, dataset=replace(dataset, tag=_as_name(item for item in swept if _changes_scenes(item))))


def _changes_scenes(override: str) -> bool:
    """Whether an option changes scenes that go by the same ids; other scenes have other ids anyway."""
    key = _key(override)
    return key not in ("scene", "scene.classes") and key.partition(".")[0] not in _SAME_SCENES_OTHERWISE


def _key(override: str) -> str:
    return override.partition("=")[0].lstrip("+~")


def _as_name(overrides: Iterable[str]) -> str:
    """Options as part of a file name; many of them as a hash."""
    text = ",".join(sorted(overrides))
    name = re.sub(r"[^\w.=,+-]", "_", text)
    return name if len(name) <= _LONGEST_TAG else hashlib.sha256(text.encode()).hexdigest()[:12]
