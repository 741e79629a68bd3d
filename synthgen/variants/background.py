"""Another background: a colour, a gradient, or a picture of the user's."""

from __future__ import annotations

import colorsys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from numpy.random import Generator

from synthgen.core.edits import AnyEdit, Backdrop
from synthgen.core.recolor import to_hex
from synthgen.errors import UsageError
from synthgen.variants.base import Parameters, SceneAugmentation, drawn
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation

_PICTURES = frozenset({".png", ".jpg", ".jpeg", ".webp"})


@augmentation("background")
@dataclass
class Background(SceneAugmentation):
    """A colour, a gradient or a picture, with these weights. Dark backgrounds stay dark and light ones light.

    `pictures`: files and folders to choose from; without any, pictures have no weight.
    """

    color: float = 1.0
    gradient: float = 1.0
    picture: float = 1.0
    pictures: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        for weight in ("color", "gradient", "picture"):
            self.check(weight, 0.0, 1e6)
        for name in self.pictures:
            if not Path(name).expanduser().exists():
                raise UsageError(f"`augment.background.pictures`: there is no {name}", "correct the path")

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        files = _files(self.pictures)
        weights = {"color": self.color, "gradient": self.gradient, "picture": self.picture if files else 0.0}
        total = sum(weights.values())
        if total <= 0:
            return None
        kind = str(rng.choice(list(weights), p=[weight / total for weight in weights.values()]))
        if kind == "picture":
            return {"picture": files[int(rng.integers(len(files)))]}
        colors = [_color(rng, layout.is_dark) for _ in range(1 if kind == "color" else 2)]
        return {"colors": colors, "angle_deg": drawn(rng.uniform(0.0, 360.0)) if kind == "gradient" else 0.0}

    def edits(self, parameters: Parameters) -> Sequence[AnyEdit]:
        if "picture" in parameters:
            return [Backdrop(picture=parameters["picture"])]
        return [Backdrop(tuple(parameters["colors"]), parameters["angle_deg"])]


def _files(names: Sequence[str]) -> list[str]:
    """All pictures that the names lead to, as absolute paths: a scene runs in a folder of its own."""
    found: list[Path] = []
    for name in names:
        path = Path(name).expanduser().absolute()
        found += sorted(path.rglob("*")) if path.is_dir() else [path]
    return [str(path) for path in found if path.suffix.lower() in _PICTURES]


def _color(rng: Generator, dark: bool) -> str:
    """A colour with little saturation, dark (lightness below 0.25) or light (above 0.85)."""
    lightness = float(rng.uniform(0.02, 0.22) if dark else rng.uniform(0.86, 1.0))
    rgb = colorsys.hls_to_rgb(float(rng.uniform(0.0, 1.0)), lightness, float(rng.uniform(0.0, 0.5)))
    return to_hex(rgb)
