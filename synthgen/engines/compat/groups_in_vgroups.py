"""`Group` of before 2017 is the VGroup of today, and as such goes into VGroups; so do lists of mobjects.

Applies to a VGroup of something that is no VMobject, which raises: a Group of nothing but VMobjects becomes a VGroup,
other mobjects (pictures, trackers of values) may be in one. The same goes for a Group transformed into a VGroup.
"""

from __future__ import annotations

import functools
import importlib
from collections.abc import Iterator
from typing import Any

from synthgen.engines.compat.repair import Repair, used


def apply() -> None:
    vectorized = importlib.import_module("manimlib.mobject.types.vectorized_mobject")
    mobject_module = importlib.import_module("manimlib.mobject.mobject")
    config_ops = importlib.import_module("manimlib.utils.config_ops")
    vmobject, vgroup, group = vectorized.VMobject, vectorized.VGroup, mobject_module.Group
    stock = vgroup.__init__

    def members(items: Any) -> Iterator[Any]:
        for item in items:
            if isinstance(item, list | tuple):
                yield from members(item)
            else:
                if isinstance(item, group | mobject_module.Mobject) and not isinstance(item, vmobject):
                    become_vgroup(item)
                yield item

    def become_vgroup(item: Any) -> None:
        """In place, so that whoever holds the group holds the VGroup."""
        bare = type(item) in (group, mobject_module.Mobject) and len(item.points) == 0
        if bare:
            list(members(item.submobjects))
        if bare and all(isinstance(member, vmobject) for member in item.submobjects):
            item.__class__ = vgroup
            config_ops.digest_config(item, {})
            item.init_colors()

    @functools.wraps(stock)
    def make(self: Any, *vmobjects: Any, **kwargs: Any) -> None:
        if not all(isinstance(item, vmobject) for item in vmobjects):
            used("groups_in_vgroups")
            vmobjects = tuple(members(vmobjects))
        if all(isinstance(item, mobject_module.Mobject) for item in vmobjects):
            vmobject.__init__(self, **kwargs)
            self.add(*vmobjects)
        else:
            stock(self, *vmobjects, **kwargs)

    stock_align = mobject_module.Mobject.align_data

    @functools.wraps(stock_align)
    def align_data(one: Any, other: Any) -> Any:
        if isinstance(one, vmobject) != isinstance(other, vmobject):
            used("groups_in_vgroups")
            list(members((one, other)))
        return stock_align(one, other)

    # What a VGroup asks of its members to know how large it is.
    mobject_module.Mobject.get_anchors = lambda mobject: mobject.get_points_defining_boundary()
    vgroup.__init__, mobject_module.Mobject.align_data = make, align_data


REPAIR = Repair("groups_in_vgroups", "Exception: All submobjects must be of type VMobject", apply)
