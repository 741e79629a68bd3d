"""Keep of an import statement what is used, under the names it has in the flattened file.

before: `from math import cos, sin  # for waves`     names {"sin": "sin_math"}
after:  `from math import sin as sin_math  # for waves`
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import libcst as cst
from libcst.helpers import get_full_name_for_node


def prune_imports(module: cst.Module, names: Mapping[str, str]) -> cst.Module:
    """`names` maps what is kept, by the name it was bound to, to its new name; `import *` is kept as it is."""
    return module.visit(_Prune(names))


class _Prune(cst.CSTTransformer):
    def __init__(self, names: Mapping[str, str]) -> None:
        super().__init__()
        self._names = names

    def leave_Import(self, original_node: cst.Import, updated_node: cst.Import) -> cst.Import | cst.RemovalSentinel:
        kept = self._kept(updated_node.names, top_only=True)
        return updated_node.with_changes(names=kept) if kept else cst.RemoveFromParent()

    def leave_ImportFrom(
        self, original_node: cst.ImportFrom, updated_node: cst.ImportFrom
    ) -> cst.ImportFrom | cst.RemovalSentinel:
        if isinstance(updated_node.names, cst.ImportStar):
            return updated_node
        kept = self._kept(updated_node.names, top_only=False)
        return updated_node.with_changes(names=kept) if kept else cst.RemoveFromParent()

    def _kept(self, aliases: Sequence[cst.ImportAlias], top_only: bool) -> list[cst.ImportAlias]:
        kept = [named for alias in aliases if (named := self._named(alias, top_only))]
        if kept and len(kept) < len(aliases):
            kept[-1] = kept[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)
        return kept

    def _named(self, alias: cst.ImportAlias, top_only: bool) -> cst.ImportAlias | None:
        full = get_full_name_for_node(alias.name) or ""
        bound = alias.evaluated_alias or (full.partition(".")[0] if top_only else full)
        if bound not in self._names:
            return None
        name = self._names[bound]
        if name == bound:
            return alias
        space = cst.SimpleWhitespace(" ")
        return alias.with_changes(asname=cst.AsName(cst.Name(name), space, space))
