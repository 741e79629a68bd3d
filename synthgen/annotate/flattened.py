"""A record of a flattened scene, told in the lines of the files that its author wrote."""

from __future__ import annotations

from dataclasses import replace

from synthgen.core.annotation import CodeMapping, FrameRecord, ObjectLines, SourceSpan
from synthgen.core.line_map import LineMap
from synthgen.core.snapshot import SourceLine


def in_original_lines(record: FrameRecord, line_map: LineMap) -> FrameRecord:
    """The record with every line of its code file replaced by where that came from; lines nobody wrote are left out."""
    code = record.code_mapping
    objects = tuple(
        replace(
            item,
            lines=ObjectLines(
                created=_lines(item.lines.created, code.code_file, line_map),
                changed=_lines(item.lines.changed, code.code_file, line_map),
            ),
        )
        for item in record.objects
    )
    return replace(record, objects=objects, code_mapping=_code(code, line_map))


def _lines(lines: tuple[SourceLine, ...], flattened: str, line_map: LineMap) -> tuple[SourceLine, ...]:
    found = (line_map.original(line.line) if line.file == flattened else line for line in lines)
    return tuple(line for line in found if line is not None)


def _code(code: CodeMapping, line_map: LineMap) -> CodeMapping:
    file = str(line_map.notes.get("code_file", code.code_file))
    found = [line_map.original(line) for line in code.relevant_lines]
    return CodeMapping(
        code_file=file,
        scene_class=code.scene_class,
        relevant_lines=tuple(sorted({line.line for line in found if line and line.file == file})),
        construct_method=_span(code.construct_method, line_map),
    )


def _span(span: SourceSpan | None, line_map: LineMap) -> SourceSpan | None:
    first = line_map.original(span.first_line) if span else None
    if span is None or first is None:
        return None
    # A method's lines stay together.
    last_line = first.line + span.last_line - span.first_line
    return SourceSpan(name=span.name, file=first.file, first_line=first.line, last_line=last_line)
