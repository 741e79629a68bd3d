"""From the composed configuration to the plain settings that tasks take."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from omegaconf import DictConfig, OmegaConf

from synthgen.config.checks import optional_path
from synthgen.config.schema import Config, option_names, unknown_option
from synthgen.errors import UsageError
from synthgen.tasks.settings import Settings

# What decides the bytes of a scene's frames and records, whichever scenes are asked for and wherever they go.
_DECISIVE = ("render", "sampling", "annotate", "augment", "seed")


def to_settings(composed: DictConfig) -> Settings:
    """Check a composed configuration (Hydra's own part left out) and turn it into plain settings.

    Raises UsageError for a value that is missing or out of its bounds.
    """
    config = _checked(composed)
    scene = config.scene
    return Settings(
        task=config.task.name,
        selection=None if scene is None else scene.selection(config.engine.choice(), config.seed),
        sampling=config.sampling.settings(),
        render=config.render.settings(),
        limits=config.limits.settings(),
        annotate=config.annotate.settings(),
        variants=config.augment.spec(),
        masks=config.masks.spec(),
        dataset=config.dataset.settings(),
        export=config.export.settings(),
        flatten=config.flatten.settings(),
        validate=config.validate.settings(),
        census=config.census.settings(),
        video=config.video.settings(),
        match=config.match.settings(),
        review=config.review.settings(),
        detector=config.detector.settings(),
        calibrate=config.calibrate.settings(config.seed),
        train=config.train.settings(),
        seed=config.seed,
        workers=config.workers or len(os.sched_getaffinity(0)),
        cache_dir=optional_path(config.paths.cache) or default_cache_dir(),
        asset_dirs=tuple(Path(folder).expanduser() for folder in config.paths.assets),
        config_text=_decisive_text(composed),
        composed_text=OmegaConf.to_yaml(composed, resolve=True),
    )


def _checked(composed: DictConfig) -> Config:
    if missing := sorted(OmegaConf.missing_keys(composed)):
        raise UsageError(f"`{missing[0]}` must be given", f"add {missing[0]}=VALUE")
    # Hydra lets `+name=value` add anything anywhere; nobody would ever read it.
    if unknown := sorted(set(_names_in(composed)) - set(option_names())):
        raise unknown_option(unknown[0])
    config = OmegaConf.to_object(composed)
    if not isinstance(config, Config):
        raise UsageError("the configuration is not based on schema/config", "keep that line in conf/config.yaml")
    return config


def _names_in(composed: DictConfig) -> Iterator[str]:
    content: Any = OmegaConf.to_container(composed, resolve=False)
    for name, value in content.items():
        yield name
        if isinstance(value, dict):
            yield from (f"{name}.{key}" for key in value)


def _decisive_text(composed: DictConfig) -> str:
    part = OmegaConf.masked_copy(composed, list(_DECISIVE))
    part.assets = composed.paths.assets
    return OmegaConf.to_yaml(part, resolve=True, sort_keys=True)


def default_cache_dir() -> Path:
    """`synthgen` in the user's cache folder, where the XDG rules put that."""
    base = Path(os.environ.get("XDG_CACHE_HOME", ""))
    # The rules: a relative path is to be ignored.
    return (base if base.is_absolute() else Path.home() / ".cache") / "synthgen"
