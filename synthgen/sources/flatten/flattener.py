"""One scene class after another, flattened; modules that they share are read once."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import libcst as cst

from synthgen.core.line_map import LineMap
from synthgen.sources.flatten.importing import find_imports
from synthgen.sources.flatten.modules import Modules
from synthgen.sources.flatten.naming import flat_names
from synthgen.sources.flatten.needs import Needs, Placed, find_needs, missing, reached_outlines
from synthgen.sources.flatten.outcomes import Failed, Flattened, Gap, GapKind, Outcome, Skipped
from synthgen.sources.flatten.outline import STAR, Outline, UnitKind
from synthgen.sources.flatten.reading import Unreadable
from synthgen.sources.flatten.resolving import Foreign, Own, Resolver
from synthgen.sources.flatten.rewriting import Known, Rewriter
from synthgen.sources.flatten.writing import LineCountChanged, Page, write_page


class Flattener:
    """Flattens scenes whose files lie below the roots of `modules`."""

    def __init__(self, modules: Modules) -> None:
        self._modules = modules
        self._resolver = Resolver(modules)
        self._rewritten: Known = {}

    def flatten(self, file: Path, module: str, class_name: str, copyright: str = "") -> Outcome:
        """The class with everything it needs of the user's own; never raises for what a file holds.

        `module` is the file's dotted name below its root, `copyright` a statement that goes into the file.
        """
        try:
            outline = self._modules.read(file, module)
            scene = self._resolver.final(outline, class_name)
            if not isinstance(scene, Own):
                return Skipped(f"{self._shown(outline)} has no class {class_name} of its own")
            return self._flattened(scene, copyright)
        except Unreadable as error:
            return Failed(f"{file.name}: {error}")
        except LineCountChanged as error:
            return Failed(f"{error}: the lines could not be kept in place")
        except cst.ParserSyntaxError as error:
            return Failed(f"LibCST cannot read what Python can: {error}")
        except (SyntaxError, ValueError) as error:
            return Failed(f"{type(error).__name__}: {error}")
        except RecursionError:
            return Failed("the code is nested too deeply")

    def _flattened(self, scene: Own, copyright: str) -> Flattened:
        resolver = self._resolver
        needs = find_needs(resolver, scene)
        # Imports stand at the top, unless they are code: a name that is imported and then bound anew.
        needs.units = [placed for placed in needs.units if not _is_hoisted(resolver, placed)]
        names = flat_names(needs, scene)
        reached = reached_outlines(resolver, scene.outline, needs)
        imports = find_imports(resolver, needs, names, reached)
        page = Page(self._shown)
        head = [
            f"Flattened from {self._shown(scene.outline)}, class {scene.name}, by synthgen.",
            *copyright.splitlines(),
            "",
        ]
        write_page(page, needs, imports, Rewriter(resolver, names, self._rewritten), scene.outline, head)
        text = page.text()
        compile(text, f"{scene.name}.py", "exec", dont_inherit=True)
        gaps = tuple(self._gaps(needs))
        line_map = LineMap.from_lines(page.origins, self._notes(scene, copyright, gaps))
        files = dict.fromkeys(placed.outline.file for placed in needs.units)
        return Flattened(text, line_map, gaps, tuple(files))

    def _notes(self, scene: Own, copyright: str, gaps: Sequence[Gap]) -> dict[str, object]:
        listed = [
            {"kind": gap.kind.value, "name": gap.name, "file": gap.file, "line": gap.line, "reason": gap.reason}
            for gap in gaps
        ]
        file = self._shown(scene.outline)
        return {"scene_class": scene.name, "code_file": file, "copyright": copyright, "gaps": listed}

    def _gaps(self, needs: Needs) -> Iterator[Gap]:
        seen: set[tuple[Outline, str]] = set()
        for placed, name, lost in missing(needs):
            if (placed.outline, name) not in seen:
                seen.add((placed.outline, name))
                yield self._gap(placed, name, lost.kind, lost.reason)
        for placed in needs.units:
            for reference in needs.references[placed]:
                target = reference.target
                if not isinstance(target, Foreign) or (placed.outline, reference.spelled) in seen:
                    continue
                if reason := self._resolver.gap_of(target):
                    seen.add((placed.outline, reference.spelled))
                    yield self._gap(placed, reference.spelled, GapKind.MODULE, reason)

    def _gap(self, placed: Placed, name: str, kind: GapKind, reason: str) -> Gap:
        unit = placed.unit
        line = unit.first_line + unit.uses.first_lines.get(name, 1) - 1
        return Gap(kind, name, self._shown(placed.outline), line, reason)

    def _shown(self, outline: Outline) -> str:
        for root in self._modules.roots:
            if outline.file.is_relative_to(root):
                return outline.file.relative_to(root).as_posix()
        return outline.file.name


def _is_hoisted(resolver: Resolver, placed: Placed) -> bool:
    return placed.unit.kind is UnitKind.IMPORT and not any(
        resolver.is_mixed(placed.outline, one.bound)
        or (one.name == STAR and resolver.mixed_names(placed.outline, placed.unit))
        for one in placed.unit.imports
    )
