"""`task=match`: find which scenes a real video shows, align time, judge every picture, and write it down."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Sequence as Rows
from dataclasses import dataclass, replace
from functools import cache, lru_cache, partial
from pathlib import Path
from typing import Any

import numpy as np
from PIL import Image
from rich.console import Console
from rich.progress import track
from rich.table import Table

from synthgen.core.snapshot import PixelArray
from synthgen.dataset.files import pretty_json, write_atomically
from synthgen.dataset.layout import Layout
from synthgen.dataset.transfers import TransferredFrame
from synthgen.dataset.video_frames import VideoFrames
from synthgen.errors import DatasetError, UsageError, WorkFailed
from synthgen.matching.bars import Area, picture_area
from synthgen.matching.descriptors import Sequence, describe
from synthgen.matching.found_boxes import score_boxes
from synthgen.matching.judging import Judged, Verdict, judge, registered
from synthgen.matching.page import PageFrame, as_jpeg, page_html, side_by_side
from synthgen.matching.pictures import fitted
from synthgen.matching.reading import Reader, TextScore, score_texts, written
from synthgen.matching.report import MatchedStretch, video_report
from synthgen.matching.search import Found, search
from synthgen.matching.transcript import Line, read_transcript, spoken_during, transcript_beside
from synthgen.sources.selection import SceneSelection
from synthgen.tasks.candidates import Candidates, coarse_candidates, draws_again, fine_candidates
from synthgen.tasks.detectors import word_reader
from synthgen.tasks.extract import extract_all, named_videos
from synthgen.tasks.priors import in_turn, prior_of
from synthgen.tasks.settings import Settings
from synthgen.tasks.transfer import RealFrame, write_stretch, write_transfer

_ALSO_DRAWN = 2
"""Scenes high in the ranking that are drawn finely although no stretch shows them: time may decide for them yet."""
_FRAME_HEIGHT_UNITS = 8.0
"""Every Manim's frame is this high, in scene units, unless a scene moves its camera."""
_LOOKED_AT_FOR_BARS = 40
_SHOWN_REJECTED = 60
_LEAST_OPACITY = 0.3


Drawn = Callable[[SceneSelection | None], Candidates]
"""The candidates of a selection, drawn once."""
Explained = tuple[dict[str, Any], list[MatchedStretch], Candidates]
"""The report on a video, its stretches, and the scenes that they show."""


@dataclass(frozen=True, eq=False)
class RealVideo:
    """A video's samples: their pictures, without bars around them, evenly spaced in time, and descriptors."""

    path: Path
    frames: VideoFrames
    area: Area
    sequence: Sequence
    spoken: tuple[Line, ...]

    @lru_cache(maxsize=64)  # noqa: B019 (lives as long as the task)
    def pixels(self, row: int) -> PixelArray:
        return _read(self.frames.frames[row].image)[self.area]

    def size_px(self, row: int) -> tuple[int, int]:
        """(width, height)"""
        height_px, width_px = self.pixels(row).shape[:2]
        return width_px, height_px


def run(settings: Settings) -> int:
    """Match the videos against the selected scenes. Returns 0 if any picture of any was matched, else 1.

    Raises VideoError, UsageError or WorkFailed when there is nothing to match.
    """
    console = Console(stderr=True)
    read = word_reader(settings) if settings.match.ocr else None
    videos = [
        _real_video(path, frames, settings, console)
        for path, frames in extract_all(named_videos(settings, console), settings, console)
    ]
    layout = Layout(settings.dataset.root.absolute())
    reports = []
    moved: list[TransferredFrame] = []
    drawn = cache(lambda selection: coarse_candidates(replace(settings, selection=selection), console))
    for video in videos:
        report, matched, fine = _searched_in_turn(video, drawn, settings, console, read)
        page = _write_page(layout, video, matched, fine, report, settings)
        reports.append(report)
        if settings.match.transfer:
            moved += _transferred(layout.root / "real", video, matched, fine, settings)
        _summarise(console, video, report, page)
    if settings.match.transfer:
        write_transfer(layout.root / "real", moved)
    write_atomically(layout.match_report, pretty_json({"videos": reports}))
    console.print(f"numbers in {layout.match_report}", highlight=False)
    return 0 if any(report["accepted"] for report in reports) else 1


def _searched_in_turn(
    video: RealVideo, drawn: Drawn, settings: Settings, console: Console, read: Reader | None
) -> Explained:
    """The first set of scenes that explains some of the video, or else the last; in the report, what was known before.

    Raises WorkFailed when none of the scenes can be drawn.
    """
    prior = prior_of(settings.selection, video.path)
    *first, whole = in_turn(settings.selection, prior)
    known = {"video": prior.name, "year": prior.year, "confidence": prior.confidence} if prior else None
    for selection in first:
        try:
            report, matched, fine = _explained(video, drawn(selection), selection, settings, console, read)
        except (UsageError, WorkFailed) as error:
            console.print(f"[yellow]nothing to search[/yellow] {error}", highlight=False, soft_wrap=True)
            continue
        if report["accepted"]:
            return {**report, "prior": known}, matched, fine
        console.print("its own scenes explain nothing of it; searching all that are selected", highlight=False)
    report, matched, fine = _explained(video, drawn(whole), whole, settings, console, read)
    return {**report, "prior": known}, matched, fine


def _explained(
    video: RealVideo,
    coarse: Candidates,
    selection: SceneSelection | None,
    settings: Settings,
    console: Console,
    read: Reader | None,
) -> Explained:
    """What of the video the scenes of a selection explain."""
    rough = search(video.sequence, coarse.sequences)
    final, fine = _searched_finely(video, rough, coarse, replace(settings, selection=selection), console)
    matched = [
        _matched(video, one, fine, rough, coarse, settings, read)
        for one in track(_judged(video, final, fine), "comparing", len(final.stretches), console=console)
    ]
    ranking = [(coarse.names[number], score) for number, score in rough.ranking]
    step_s = float(1 / video.frames.fps)
    report = video_report(list(video.sequence.times_s), step_s, ranking, matched, settings.match.threshold)
    failed = coarse.failed if fine is coarse else [*coarse.failed, *fine.failed]
    counts = {"video": video.path.name, "candidates": len(coarse.names), "failed": failed}
    return {**counts, **report}, matched, fine


def _real_video(path: Path, frames: VideoFrames, settings: Settings, console: Console) -> RealVideo:
    stored = frames.frames
    some = stored[:: max(1, len(stored) // _LOOKED_AT_FOR_BARS)]
    area = picture_area((_read(frame.image) for frame in some), settings.match.width_px / settings.match.height_px)
    pictures = (
        (float(frame.index / frames.fps), _read(frame.image)[area])
        for frame in track(stored, f"describing {path.name}", len(stored), console=console)
    )
    transcript = settings.video.transcript or transcript_beside(path)
    spoken = tuple(read_transcript(transcript)) if transcript else ()
    return RealVideo(path, frames, area, describe(path.name, pictures), spoken)


def _searched_finely(
    video: RealVideo, rough: Found, coarse: Candidates, settings: Settings, console: Console
) -> tuple[Found, Candidates]:
    """The search again among the scenes that were found, drawn at more moments a second around what was found."""
    if not rough.stretches or not draws_again(settings):
        return rough, coarse
    chosen = {stretch.candidate for stretch in rough.stretches}
    chosen |= {number for number, score in rough.ranking[:_ALSO_DRAWN] if score > 0}
    spans = {number: span for number in sorted(chosen) if (span := rough.spans[number])}
    fine = fine_candidates(settings, coarse, spans, video.frames.name, console)
    return search(video.sequence, fine.sequences, earlier=rough), fine


def _judged(video: RealVideo, found: Found, fine: Candidates) -> list[Judged]:
    return [
        judge(stretch, partial(fine.pixels, stretch.candidate), video.pixels, found.overlay)
        for stretch in found.stretches
    ]


def _matched(
    video: RealVideo,
    judged: Judged,
    fine: Candidates,
    rough: Found,
    coarse: Candidates,
    settings: Settings,
    read: Reader | None,
) -> MatchedStretch:
    own = judged.stretch
    scene = fine.names[own.candidate]
    means = rough.best[:, own.first : own.last + 1].mean(axis=1)
    rivals = tuple(
        (coarse.names[number], float(means[number]))
        for number in np.argsort(-means)[:6]
        if coarse.names[number] != scene
    )
    times_s = video.sequence.times_s
    accepted = [verdict for verdict in judged.verdicts if _accepted(verdict, settings)]
    boxes = {verdict.row: _box_scores(video, judged, verdict, fine) for verdict in accepted}
    texts = {verdict.row: _text_scores(video, judged, verdict, fine, read) for verdict in accepted if read}
    said = spoken_during(video.spoken, float(times_s[own.first]), float(times_s[own.last]))
    return MatchedStretch(scene, fine.classes[own.candidate], judged, rivals, boxes, said, texts)


def _box_scores(video: RealVideo, judged: Judged, verdict: Verdict, fine: Candidates) -> list[Any]:
    own = judged.stretch.candidate
    render, real = registered(judged, verdict, partial(fine.pixels, own), video.pixels)
    record = fine.frames(own)[verdict.moment].record
    boxes = [
        item.bbox_in_frame
        for item in record.objects
        if item.bbox_in_frame is not None and item.opacity >= _LEAST_OPACITY
    ]
    return score_boxes(boxes, render, real, render.shape[0] / _FRAME_HEIGHT_UNITS)


def _text_scores(video: RealVideo, judged: Judged, verdict: Verdict, fine: Candidates, read: Reader) -> list[TextScore]:
    own = judged.stretch.candidate
    place = judged.to_real(fine.size_px(own), video.size_px(verdict.row))
    texts = list(written(fine.frames(own)[verdict.moment].record.objects, place))
    return score_texts(texts, read(video.pixels(verdict.row))) if texts else []


def _write_page(
    layout: Layout,
    video: RealVideo,
    matched: Rows[MatchedStretch],
    fine: Candidates,
    report: dict[str, Any],
    settings: Settings,
) -> Path:
    folder = layout.match_report.parent.parent / "match" / video.frames.name
    rows: list[tuple[int, MatchedStretch, Verdict]] = [
        (verdict.row, stretch, verdict) for stretch in matched for verdict in stretch.judged.verdicts
    ]
    shown = []
    for row, stretch, verdict in _thinned(rows, settings):
        own = stretch.judged.stretch.candidate
        render, real = registered(stretch.judged, verdict, partial(fine.pixels, own), video.pixels)
        record = fine.frames(own)[verdict.moment].record
        boxes = [item.bbox_in_frame for item in record.objects if item.bbox_in_frame is not None]
        picture = side_by_side(real, render, boxes, stretch.boxes.get(row, []))
        shown.append(_page_frame(folder, video, row, picture, _caption(stretch, verdict), _accepted(verdict, settings)))
    unseen = [row for row in range(len(video.sequence)) if row not in {row for row, _, _ in rows}]
    for row in unseen[:: max(1, len(unseen) // _SHOWN_REJECTED)]:
        picture = fitted(video.pixels(row), (settings.match.width_px, settings.match.height_px))
        wide = np.zeros((picture.shape[0], 4 * picture.shape[1] + 12, 3), np.uint8)
        wide[:, : picture.shape[1]] = picture
        shown.append(_page_frame(folder, video, row, wide, "no candidate", False))
    shown.sort(key=lambda frame: frame.image)
    page = folder / "index.html"
    write_atomically(page, page_html(f"{video.path.name} against its re-render", report, shown))
    return page


def _transferred(
    root: Path, video: RealVideo, matched: Rows[MatchedStretch], fine: Candidates, settings: Settings
) -> list[TransferredFrame]:
    """The accepted pictures as samples of a dataset of real frames."""
    lines: list[TransferredFrame] = []
    for number, stretch in enumerate(matched):
        own = stretch.judged.stretch.candidate
        frames = [
            RealFrame(
                index=video.frames.frames[verdict.row].index,
                record=fine.frames(own)[verdict.moment].record,
                rendered=fine.frames(own)[verdict.moment].path,
                place=stretch.judged.to_real(fine.size_px(own), video.size_px(verdict.row)),
                pixels=partial(video.pixels, verdict.row),
                confidence=verdict.confidence,
            )
            for verdict in stretch.accepted(settings.match.threshold)
            # Where a scene could not be drawn again there are no labels to move.
            if fine.frames(own)[verdict.moment].record.objects
        ]
        if frames:
            lines += write_stretch(root, video.path.name, video.frames.name, number, video.frames.fps, frames)
    return lines


def _thinned(
    rows: Rows[tuple[int, MatchedStretch, Verdict]], settings: Settings
) -> Rows[tuple[int, MatchedStretch, Verdict]]:
    """Evenly chosen rows, as many as the page may show."""
    limit = settings.match.page_frames
    if len(rows) <= limit:
        return rows
    return [rows[int(place)] for place in np.unique(np.linspace(0, len(rows) - 1, limit).astype(int))] if limit else []


def _page_frame(
    folder: Path, video: RealVideo, row: int, picture: PixelArray, caption: str, accepted: bool
) -> PageFrame:
    time_s = float(video.sequence.times_s[row])
    name = f"{time_s:09.3f}.jpg"
    write_atomically(folder / name, as_jpeg(picture))
    return PageFrame(name, f"{time_s:.2f} s: {caption}", accepted)


def _caption(stretch: MatchedStretch, verdict: Verdict) -> str:
    scores = verdict.scores
    boxes = stretch.boxes.get(verdict.row, [])
    texts = [f"{score.annotated!r} read as {score.read!r}" for score in stretch.texts.get(verdict.row, [])]
    return (
        f"{stretch.scene_class} at {verdict.scene_time_s:.2f} s, confidence {verdict.confidence:.2f}; "
        f"SSIM {scores.ssim:.2f}, edges {scores.edges:.2f}, foreground IoU {scores.foreground_iou:.2f}, "
        f"tiles {scores.tiles:.2f}; boxes with IoU 0.7: {sum(box.iou >= 0.7 for box in boxes)} of {len(boxes)}"
        + "".join(f"; {text}" for text in texts)
    )


def _accepted(verdict: Verdict, settings: Settings) -> bool:
    return verdict.confidence >= settings.match.threshold


def _summarise(console: Console, video: RealVideo, report: dict[str, Any], page: Path) -> None:
    table = Table(show_header=False, box=None, pad_edge=False)
    table.add_row("video", video.path.name)
    table.add_row("matched", f"{report['matched_s']:.1f} s, {report['share_matched']:.0%} of the pictures")
    for one in report["stretches"]:
        table.add_row(
            f"{one['start_s']:.1f} to {one['end_s']:.1f} s",
            f"{one['scene']} from {one['scene_start_s']:.1f} s, {one['accepted']} of {one['pictures']} accepted",
        )
    if not report["stretches"]:
        best = report["ranking"][0]["scene"] if report["ranking"] else "nothing"
        table.add_row("", f"no stretch shows any candidate; nearest was {best}")
    table.add_row("page", str(page))
    console.print(table)


def _read(path: Path) -> PixelArray:
    try:
        with Image.open(path) as opened:
            return np.asarray(opened.convert("RGB"))
    except OSError as error:
        raise DatasetError(f"cannot read the frame {path}: {error}", "delete it and run again") from error
