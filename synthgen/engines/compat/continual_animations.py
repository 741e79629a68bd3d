"""`ContinualAnimation` of 2017-2018: added to a scene, it kept changing its mobject while anything else went on.

Mobjects have updaters for that today. A continual animation is carried by an invisible mobject whose updater runs it.
"""

from __future__ import annotations

import importlib
from typing import Any

import numpy as np

from synthgen.engines.compat.repair import Repair


class ContinualAnimation:
    """Subclasses say in `update_mobject(dt)` what happens; time starts and ends slowly, over the seconds given."""

    CONFIG = {"start_up_time": 1, "wind_down_time": 1, "end_time": np.inf}  # noqa: RUF012 (the library's own way)
    start_up_time: float
    wind_down_time: float
    end_time: float

    def __init__(self, mobject: Any, **kwargs: Any) -> None:
        config_ops = importlib.import_module("manimlib.utils.config_ops")
        mobject_module = importlib.import_module("manimlib.mobject.mobject")
        config_ops.digest_config(self, kwargs)
        self.mobject = mobject
        self.internal_time = self.external_time = 0.0
        self.carrier = mobject_module.Mobject()
        self.carrier.continual_animation = self
        self.setup()
        self.update(0)
        self.carrier.add_updater(lambda carrier, dt: self.update(dt), call_updater=False)

    def setup(self) -> None: ...

    def update(self, dt: float) -> None:
        self.external_time += dt
        if self.external_time < self.start_up_time:
            dt *= self.external_time / self.start_up_time
        elif self.external_time > self.end_time - self.wind_down_time:
            dt *= float(np.clip((self.end_time - self.external_time) / self.wind_down_time, 0, 1))
        self.internal_time += dt
        self.update_mobject(dt)

    def update_mobject(self, dt: float) -> None: ...

    def copy(self) -> ContinualAnimation:
        """Another that does the same to a copy of the mobject."""
        twin = type(self).__new__(type(self))
        twin.__dict__.update(self.__dict__)
        twin.mobject = self.mobject.copy()
        twin.carrier = importlib.import_module("manimlib.mobject.mobject").Mobject()
        twin.carrier.continual_animation = twin
        twin.carrier.add_updater(lambda carrier, dt: twin.update(dt), call_updater=False)
        return twin


class ContinualAnimationGroup(ContinualAnimation):
    """Several as one."""

    CONFIG = {"start_up_time": 0, "wind_down_time": 0}  # noqa: RUF012 (the library's own way)

    def __init__(self, *continual_animations: ContinualAnimation, **kwargs: Any) -> None:
        group = importlib.import_module("manimlib.mobject.mobject").Group
        self.continual_animations = list(continual_animations)
        super().__init__(group(*[member.mobject for member in continual_animations]), **kwargs)

    def update_mobject(self, dt: float) -> None:
        for member in self.continual_animations:
            member.update(dt)


class ContinualChangingDecimal(ContinualAnimation):
    """A number that shows, at every moment, what a function of the time says."""

    CONFIG = {"start_up_time": 0}  # noqa: RUF012 (the library's own way)

    def __init__(self, decimal_mobject: Any, number_update_func: Any, **kwargs: Any) -> None:
        self.number_update_func = number_update_func
        super().__init__(decimal_mobject, **kwargs)

    def update_mobject(self, dt: float) -> None:
        self.mobject.set_value(self.number_update_func(self.internal_time))


def apply() -> None:
    """Let scenes add and remove continual animations like mobjects."""
    scene_class = importlib.import_module("manimlib.scene.scene").Scene
    stock_add, stock_remove = scene_class.add, scene_class.remove

    def add(scene: Any, *items: Any) -> Any:
        """The carrier goes first: what comes after a mobject with updaters is painted anew for every frame."""
        mobjects = [part for item in items for part in _parts(item)]
        return stock_add(scene, *mobjects)

    def remove(scene: Any, *items: Any) -> Any:
        """With its mobject, a continual animation ends as well; on its own, it leaves its mobject behind."""
        removed = [item.carrier if isinstance(item, ContinualAnimation) else item for item in items]
        carriers = [one for one in scene.mobjects if "continual_animation" in one.__dict__]
        ended = [carrier for carrier in carriers if carrier.continual_animation.mobject in items]
        return stock_remove(scene, *removed, *ended)

    scene_class.add, scene_class.remove = add, remove


def _parts(item: Any) -> list[Any]:
    return [item.carrier, item.mobject] if isinstance(item, ContinualAnimation) else [item]


def lost_names() -> dict[str, Any]:
    return {
        "ContinualAnimation": ContinualAnimation,
        "ContinualAnimationGroup": ContinualAnimationGroup,
        "ContinualChangingDecimal": ContinualChangingDecimal,
    }


REPAIR = Repair("continual_animations", "NameError: name 'ContinualAnimation' is not defined", apply, lost_names)
