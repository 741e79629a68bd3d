"""Classes and constants that are gone, and that the library has under another name or in another form."""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair


def lost_names() -> dict[str, Any]:
    animation = importlib.import_module("manimlib.animation.animation")
    digest_config = importlib.import_module("manimlib.utils.config_ops").digest_config
    numbers = importlib.import_module("manimlib.mobject.numbers")
    creation = importlib.import_module("manimlib.animation.creation")
    scene = importlib.import_module("manimlib.scene.scene")
    transform = importlib.import_module("manimlib.animation.transform")
    geometry = importlib.import_module("manimlib.mobject.geometry")
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject")

    class ShowCreationPerSubmobject(creation.ShowCreation):  # type: ignore[name-defined]
        """Part after part is drawn, each when the one before is whole."""

        CONFIG = {"lag_ratio": 1}  # noqa: RUF012 (the library's own way of setting defaults)

    class CurvedLine(geometry.ArcBetweenPoints):  # type: ignore[name-defined]
        """An arc over an eighth of a circle from start to end."""

        def __init__(self, start: Any, end: Any, **kwargs: Any) -> None:
            super().__init__(start, end, angle=np.pi / 4, **kwargs)

    class TransformOverIncreasingOrders(scene.Scene):  # type: ignore[name-defined]
        """A fractal of one order after another, each out of the one before."""

        def setup(self, fractal_class: Any = None) -> None:
            """Every scene is set up; those that say which fractal it is about show it."""
            if fractal_class is not None:
                self.fractal_class, self.order = fractal_class, 1
                self.curve = fractal_class(order=1)
                self.play(creation.ShowCreation(self.curve, run_time=3))

        def increase_order(self, *animations: Any) -> None:
            self.order += 1
            self.wait(0.5)
            self.play(transform.Transform(self.curve, self.fractal_class(order=self.order)), *animations)

        def construct(self, fractal_class: Any = None, max_order: int = 5) -> None:
            self.setup(fractal_class)
            for _ in range(2, max_order + 1):
                self.increase_order()

    def intersection(line: Any, other: Any) -> Any:
        """The point (x, y) in which two lines meet, each given by two points (x, y)."""
        return importlib.import_module("manimlib.utils.space_ops").line_intersection(line, other)[:2]

    def image_folder(scene_class: Any) -> str:
        """Where the pictures of other scenes were: wherever pictures are looked for."""
        return ""

    class RangingValues(animation.Animation):  # type: ignore[name-defined]
        """A number that shows `value_function` of the animation's progress, beside a mobject that it follows."""

        CONFIG = {  # noqa: RUF012 (the library's own way of setting defaults)
            "num_decimal_places": 2,
            "scale_factor": 1,
            "value_function": lambda alpha: 10 * alpha,
            "tracked_mobject": None,
            "tracked_mobject_next_to_kwargs": {},
        }

        def __init__(self, **kwargs: Any) -> None:
            digest_config(self, kwargs)
            number = numbers.DecimalNumber(0, num_decimal_places=self.num_decimal_places)
            super().__init__(number.scale(self.scale_factor), **kwargs)

        def interpolate_mobject(self, alpha: float) -> None:
            self.mobject.set_value(self.value_function(alpha))
            if self.tracked_mobject is not None:
                self.mobject.next_to(self.tracked_mobject, **self.tracked_mobject_next_to_kwargs)

    return {
        "intersection": intersection,
        "RangingValues": RangingValues,
        "TransformOverIncreasingOrders": TransformOverIncreasingOrders,
        "get_image_output_directory": image_folder,
        "ShowCreationPerSubmobject": ShowCreationPerSubmobject,
        "CurvedLine": CurvedLine,
        "ThreeDMobject": vectorized.VMobject,
        "VectorizedPoint": vectorized.VectorizedPoint,
        "PRODUCTION_QUALITY_FRAME_DURATION": 1 / 60,
        "MEDIUM_QUALITY_FRAME_DURATION": 1 / 30,
        "LOW_QUALITY_FRAME_DURATION": 1 / 15,
    }


REPAIR = Repair("lost_classes", "NameError: name 'ShowCreationPerSubmobject' is not defined", names=lost_names)
