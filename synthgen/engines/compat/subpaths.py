"""`is_subpath`: holes in a shape were mobjects of their own. There are none of these any more."""

from __future__ import annotations

import importlib

from synthgen.engines.compat.repair import Repair


def apply() -> None:
    importlib.import_module("manimlib.mobject.mobject").Mobject.is_subpath = False


REPAIR = Repair("subpaths", "AttributeError: object has no attribute 'is_subpath'", apply)
