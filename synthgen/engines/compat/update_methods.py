"""Classes with an `update` method of their own, from before every mobject had one with a time step.

Applies to mobjects whose `update` takes less than the library gives: the step, and whether parts are updated too.
"""

from __future__ import annotations

import functools
import importlib
import inspect
from typing import Any

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    mobject_class = importlib.import_module("manimlib.mobject.mobject").Mobject
    stock = mobject_class.update

    def adapt(cls: type[Any]) -> None:
        own = cls.__dict__.get("update")
        if inspect.isfunction(own):
            setattr(cls, "update", adapted(own))  # noqa: B010 (mypy)

    def adapted(own: Any) -> Any:
        """Called the old way it does what it did; called with a step it does not know, what mobjects do."""
        parameters = inspect.signature(own).parameters.values()
        if len(parameters) > 2 or any(one.kind is one.VAR_POSITIONAL for one in parameters):
            return own
        knows_steps = len(parameters) == 2

        @functools.wraps(own)
        def update(mobject: Any, *step: Any, recursive: bool = True, dt: float | None = None) -> Any:
            step = step if dt is None else (dt,)
            if step and not knows_steps:
                return stock(mobject, step[0], recursive)
            return own(mobject, *step[:1])

        return update

    for cls in _descendants(mobject_class):
        adapt(cls)
    mobject_class.__init_subclass__ = classmethod(lambda cls, **kwargs: adapt(cls))


def _descendants(cls: type[Any]) -> list[type[Any]]:
    return [one for direct in cls.__subclasses__() for one in (direct, *_descendants(direct))]


REPAIR = Repair("update_methods", "TypeError: LightSource.update() takes 1 positional argument but 2 were given", apply)
