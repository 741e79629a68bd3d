"""At level `parts`, the pieces of a formula say which substring they came from."""

from __future__ import annotations

import pytest
from engine_contract.conftest import Probe

from synthgen.core.annotation import FrameRecord


@pytest.mark.parametrize(
    ("scene", "whole", "parts"),
    [
        ("Formula", r"a+\beta^2", [r"\beta^2", r"\beta^2", "+", "a"]),
        ("Moved", "x-y", ["-", "x", "y"]),
    ],
)
def test_a_formulas_parts_say_where_they_came_from(probe: Probe, scene: str, whole: str, parts: list[str]) -> None:
    record: FrameRecord = probe("records_with_parts", scene, 320, 180, scenes="parts_")[-1]
    (formula,) = [item for item in record.objects if item.parent_id is None]
    assert formula.content.replace(" ", "") == whole
    pieces = [item for item in record.objects if item.parent_id == formula.instance_id]
    assert sorted(item.content for item in pieces) == sorted(parts)


def test_a_plate_behind_a_part_is_not_called_what_the_part_says(probe: Probe) -> None:
    record: FrameRecord = probe("records", "OnAPlate", 320, 180, scenes="parts_")[-1]
    (plate,) = [item for item in record.objects if item.type == "BackgroundRectangle"]
    assert plate.content == plate.class_name
