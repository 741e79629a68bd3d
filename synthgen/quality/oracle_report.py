"""From checks to figures and verdicts: per engine, per type, and the named checks."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from synthgen.quality.oracle_bounds import Bounds
from synthgen.quality.oracle_types import FrameCheck, ObjectCheck

_FULL_HD_LINES = 1080
_EXAMPLES = 12
_DECIMALS = 7

Measure = Callable[[ObjectCheck], float | None]


@dataclass(frozen=True, slots=True)
class Verdict:
    """A bound held against what was measured; `measured` is None where there was nothing to measure."""

    subject: str
    bound: str
    limit: float
    measured: float | None
    count: int
    at_least: bool = False

    @property
    def holds(self) -> bool:
        if self.measured is None:
            return True
        return self.measured >= self.limit if self.at_least else self.measured <= self.limit


@dataclass(slots=True)
class NamedCheck:
    """A yes-or-no check: how often it passed, and examples of where it did not."""

    name: str
    passed: int = 0
    failed: int = 0
    examples: list[str] = field(default_factory=list)

    def add(self, holds: bool, example: str) -> None:
        if holds:
            self.passed += 1
            return
        self.failed += 1
        if len(self.examples) < _EXAMPLES:
            self.examples.append(example)


@dataclass(slots=True)
class Report:
    """Everything `label_accuracy.json` says."""

    frames: Sequence[FrameCheck]
    verdicts: list[Verdict]
    checks: list[NamedCheck]
    figures: dict[str, Any]

    @property
    def holds(self) -> bool:
        return all(verdict.holds for verdict in self.verdicts) and not any(check.failed for check in self.checks)


def make_report(frames: Sequence[FrameCheck], bounds: Bounds) -> Report:
    """The figures, verdicts and named checks of these frames."""
    by_engine: dict[str, list[ObjectCheck]] = defaultdict(list)
    for frame in frames:
        by_engine[frame.engine].extend(frame.objects)
    verdicts = [
        verdict for engine, objects in sorted(by_engine.items()) for verdict in _verdicts(engine, objects, bounds)
    ]
    figures = {
        "engines": {engine: _figures(objects, bounds) for engine, objects in sorted(by_engine.items())},
        "types": {engine: _by_type(objects, bounds) for engine, objects in sorted(by_engine.items())},
    }
    return Report(frames, verdicts, _named_checks(frames, bounds), figures)


def to_fields(report: Report, sampled: Mapping[str, Any], bounds: Bounds) -> dict[str, Any]:
    """The content of `label_accuracy.json`; `sampled` tells what was looked at and how."""
    return {
        "holds": report.holds,
        "sample": dict(sampled),
        "bounds": {name: _plain(getattr(bounds, name)) for name in Bounds.__dataclass_fields__},
        "verdicts": [
            {
                "subject": verdict.subject,
                "bound": verdict.bound,
                "limit": verdict.limit,
                "measured": _rounded(verdict.measured),
                "count": verdict.count,
                "holds": verdict.holds,
            }
            for verdict in report.verdicts
        ],
        "checks": {
            check.name: {"passed": check.passed, "failed": check.failed, "examples": check.examples}
            for check in report.checks
        },
        **report.figures,
        "not_compared_with_the_picture": _summed(frame.not_compared for frame in report.frames),
        "painted_without_a_record": _summed(frame.unrecorded for frame in report.frames),
        "not_checked_frames": {frame.frame_id: frame.problem for frame in report.frames if frame.problem},
    }


def edge_errors(item: ObjectCheck) -> list[float]:
    """Errors of the edges that were measured, in px of a picture of at most 1080 lines."""
    scale = max(1.0, item.height_px / _FULL_HD_LINES)
    return [error / scale for error in item.edge_errors_px if error is not None]


def _verdicts(engine: str, objects: Sequence[ObjectCheck], bounds: Bounds) -> Iterator[Verdict]:
    common = [item for item in objects if item.type not in bounds.own_edge_px]
    edges = [error for item in common for error in edge_errors(item)]
    yield _at_most(engine, "box edges, px, p99", bounds.edge_p99_px, edges, 99)
    yield _at_most(engine, "box edges, px, max", bounds.edge_max_px, edges, 100)
    for name, limit in sorted(bounds.own_edge_px.items()):
        own = [error for item in objects if item.type == name for error in edge_errors(item)]
        if own:
            yield _at_most(f"{engine} {name}", "box edges, px, max (own bound)", limit, own, 100)
    in_frame = _values(common, lambda item: _scaled(item.in_frame_error_px, item))
    yield _at_most(engine, "in-frame box edges, px, max", bounds.edge_max_px, in_frame, 100)
    large = _values(common, lambda item: large_box_iou(item, bounds))
    yield _at_least(engine, f"box IoU (sides >= {bounds.box_iou_from_px:g} px), min", bounds.box_iou, large, 0)
    for name, measure in (("mask IoU", large_mask_iou), ("amodal mask IoU", large_amodal_mask_iou)):
        masks = _values(objects, lambda item, measure=measure: measure(item, bounds))  # type: ignore[misc]
        what = f"{name} (areas >= {bounds.mask_from_px} px)"
        yield _at_least(engine, f"{what}, p1", bounds.mask_iou_p1, masks, 1)
        yield _at_least(engine, f"{what}, min", bounds.mask_iou_min, masks, 0)
    for name in ("visibility", "occlusion", "truncation"):
        errors = _values(objects, lambda item, name=name: getattr(item, f"{name}_error"))  # type: ignore[misc]
        yield _at_most(engine, f"{name} error, p99", bounds.visibility_p99, errors, 99)
        yield _at_most(engine, f"{name} error, max", bounds.visibility_max, errors, 100)
    positions = _values(objects, lambda item: item.position_error)
    yield _at_most(engine, "position error, scene units, max", bounds.position, positions, 100)


def large_box_iou(item: ObjectCheck, bounds: Bounds) -> float | None:
    return item.box_iou if min(item.sides_px) >= bounds.box_iou_from_px else None


def large_mask_iou(item: ObjectCheck, bounds: Bounds) -> float | None:
    return item.mask_iou if item.mask_area_px >= bounds.mask_from_px else None


def large_amodal_mask_iou(item: ObjectCheck, bounds: Bounds) -> float | None:
    return item.amodal_mask_iou if item.amodal_mask_area_px >= bounds.mask_from_px else None


def _scaled(error: float | None, item: ObjectCheck) -> float | None:
    return None if error is None else error / max(1.0, item.height_px / _FULL_HD_LINES)


def _values(objects: Iterable[ObjectCheck], measure: Measure) -> list[float]:
    return [value for item in objects if (value := measure(item)) is not None]


def _at_most(subject: str, bound: str, limit: float, values: Sequence[float], percentile: float) -> Verdict:
    return Verdict(subject, bound, limit, _percentile(values, percentile), len(values))


def _at_least(subject: str, bound: str, limit: float, values: Sequence[float], percentile: float) -> Verdict:
    return Verdict(subject, bound, limit, _percentile(values, percentile), len(values), at_least=True)


def _percentile(values: Sequence[float], percentile: float) -> float | None:
    return float(np.percentile(values, percentile)) if values else None


def _figures(objects: Sequence[ObjectCheck], bounds: Bounds) -> dict[str, Any]:
    checked = [item for item in objects if item.measured is not None]
    reasons = Counter(f"{what}: {why}" for item in objects for what, why in item.not_checked.items())
    return {
        "objects": len(objects),
        "checked": len(checked),
        "share_checked": _rounded(len(checked) / len(objects)) if objects else None,
        "edge_error_px": _errors([error for item in objects for error in edge_errors(item)]),
        "in_frame_edge_error_px": _errors(_values(objects, lambda item: _scaled(item.in_frame_error_px, item))),
        "box_iou": _agreements(_values(objects, lambda item: large_box_iou(item, bounds))),
        "modal_box_iou": _agreements(_values(objects, lambda item: item.modal_box_iou)),
        "mask_iou": _agreements(_values(objects, lambda item: large_mask_iou(item, bounds))),
        "amodal_mask_iou": _agreements(_values(objects, lambda item: large_amodal_mask_iou(item, bounds))),
        "visibility_error": _errors(_values(objects, lambda item: item.visibility_error)),
        "occlusion_error": _errors(_values(objects, lambda item: item.occlusion_error)),
        "truncation_error": _errors(_values(objects, lambda item: item.truncation_error)),
        "position_error": _errors(_values(objects, lambda item: item.position_error)),
        "not_checked": dict(reasons.most_common()),
    }


def _by_type(objects: Sequence[ObjectCheck], bounds: Bounds) -> dict[str, Any]:
    groups: dict[str, list[ObjectCheck]] = defaultdict(list)
    for item in objects:
        groups[item.type].append(item)
    return {name: _figures(group, bounds) for name, group in sorted(groups.items())}


def _errors(values: Sequence[float]) -> dict[str, Any]:
    return _statistics(values, {"median": 50, "p99": 99, "max": 100})


def _agreements(values: Sequence[float]) -> dict[str, Any]:
    return _statistics(values, {"median": 50, "p1": 1, "min": 0})


def _statistics(values: Sequence[float], percentiles: Mapping[str, float]) -> dict[str, Any]:
    figures = {name: _rounded(_percentile(values, percentile)) for name, percentile in percentiles.items()}
    return {**figures, "count": len(values)}


def _named_checks(frames: Iterable[FrameCheck], bounds: Bounds) -> list[NamedCheck]:
    renders = NamedCheck("every frame renders and shows something")
    same = NamedCheck("every picture is what the engine draws, pixel for pixel")
    identity = NamedCheck("every id leads to what the record describes")
    marks = NamedCheck("every recorded object leaves a mark")
    contains = NamedCheck("boxes contain their objects")
    pieces = NamedCheck(f"boxes found in the picture agree with the recorded ones (IoU > {bounds.picture_iou:g})")
    places = NamedCheck(f"positions from code and from picture agree within {bounds.picture_position:g} scene units")
    explained = NamedCheck("what the picture shows lies in recorded boxes")
    for frame in frames:
        renders.add(not frame.problem and frame.shows_something, f"{frame.frame_id}: {frame.problem or 'empty'}")
        if frame.problem:
            continue
        same.add(frame.differing_px == 0, f"{frame.frame_id}: {frame.differing_px} pixels differ")
        for item in frame.objects:
            name = f"{frame.frame_id} #{item.instance_id} {item.type}"
            identity.add(not item.identity_error, f"{name}: {item.identity_error}")
            marks.add(not item.leaves_no_mark, name)
            if item.outside_px is not None:
                outside_px = item.outside_px / max(1.0, item.height_px / _FULL_HD_LINES)
                contains.add(outside_px <= _limit_px(item, bounds), f"{name}: {item.outside_px:.2f} px outside")
        for cluster in frame.clusters:
            ids = ",".join(map(str, cluster.instance_ids[:8]))
            pieces.add(cluster.iou > bounds.picture_iou, f"{frame.frame_id} #{ids}: IoU {cluster.iou:.3f}")
        for instance_id, error in frame.position_errors.items():
            places.add(error <= bounds.picture_position, f"{frame.frame_id} #{instance_id}: {error:.3f} units")
        if frame.foreground_px:
            share = frame.unexplained_px / frame.foreground_px
            explained.add(share <= bounds.unexplained_share, f"{frame.frame_id}: {frame.unexplained_px} px outside")
    return [renders, same, identity, marks, contains, pieces, places, explained]


def _limit_px(item: ObjectCheck, bounds: Bounds) -> float:
    return max(bounds.edge_p99_px, bounds.own_edge_px.get(item.type, 0.0))


def _summed(tables: Iterable[Counter[str]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for table in tables:
        total.update(table)
    return dict(total.most_common())


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DECIMALS) + 0.0


def _plain(value: Any) -> Any:
    return dict(value) if isinstance(value, Mapping) else value
