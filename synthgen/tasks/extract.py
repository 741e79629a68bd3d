"""`task=extract`: take frames from real videos, with exact times. Run again, it goes on where it was."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeRemainingColumn

from synthgen.dataset.video_frames import VideoFrames, VideoSummary
from synthgen.errors import UsageError, VideoError, WorkFailed
from synthgen.matching.download import download
from synthgen.matching.video import probe, samples
from synthgen.tasks.settings import Settings

VIDEO_SUFFIXES = {".mp4", ".mkv", ".webm", ".mov", ".avi", ".m4v", ".mpg", ".mpeg", ".ts", ".flv", ".ogv", ".wmv"}


def run(settings: Settings) -> int:
    """Take the frames of all videos; a video that cannot be read does not keep the others from it.

    Returns 0, or 1 if something was wrong with any of them. Raises UsageError when none was named.
    """
    console = Console(stderr=True)
    problems = 0
    for video in named_videos(settings, console):
        try:
            frames = extract(video, settings, console)
        except VideoError as error:
            console.print(f"[red]error[/red] {error}", highlight=False, soft_wrap=True)
            problems += 1
            continue
        summary = frames.summary
        if summary is not None and summary.problem:
            problems += 1
        console.print(f"{len(frames.frames)} frames of {video.name} in {frames.folder}", highlight=False)
    return 1 if problems else 0


def named_videos(settings: Settings, console: Console) -> list[Path]:
    """The videos asked for, in order of their names. Raises UsageError, or WorkFailed when one cannot be fetched."""
    wanted = settings.video
    given = [wanted.path is not None, wanted.dir is not None, bool(wanted.url)]
    if sum(given) != 1:
        raise UsageError("name the video in one way", "add video.path=FILE, video.dir=FOLDER or video.url=ADDRESS")
    if wanted.url:
        return [download(wanted.url, settings.cache_dir / "videos", console.print)]
    if wanted.path is not None:
        return [wanted.path]
    return _videos_in(wanted.dir)


def _videos_in(folder: Path | None) -> list[Path]:
    if folder is None or not folder.is_dir():
        raise UsageError(f"video.dir: there is no folder {folder}", "correct the path")
    found = sorted(path for path in folder.iterdir() if path.suffix.lower() in VIDEO_SUFFIXES)
    if not found:
        endings = ", ".join(sorted(VIDEO_SUFFIXES))
        raise UsageError(f"video.dir: no videos in {folder} (files ending in {endings})", "correct the path")
    return found


def extract(video: Path, settings: Settings, console: Console) -> VideoFrames:
    """The frames of one video at the rate asked for, taken now or before.

    A file that is damaged gives the frames that can be had; what is wrong with it is said and kept in the summary.
    Raises VideoError when there is nothing to be had.
    """
    info = probe(video)
    frames = VideoFrames(settings.dataset.root, video, settings.video.fps)
    summary = frames.summary
    if summary is not None and summary.samples == len(frames.frames):
        if summary.problem:
            console.print(f"[yellow]damaged[/yellow] {summary.problem}", highlight=False, soft_wrap=True)
        return frames
    problem = ""
    with _progress(console) as progress:
        total_s = info.duration_s
        bar = progress.add_task(f"frames of {video.name}", total=total_s)
        try:
            _take(video, frames, progress, bar)
        except VideoError as error:
            if not frames.frames:
                raise
            problem = error.message
            progress.console.print(f"[yellow]damaged[/yellow] {error}", highlight=False, soft_wrap=True)
    frames.finish(
        VideoSummary(
            video=video.name,
            width_px=info.width_px,
            height_px=info.height_px,
            average_fps=round(info.average_fps, 4),
            duration_s=info.duration_s,
            fps=str(settings.video.fps),
            samples=len(frames.frames),
            problem=problem,
        )
    )
    return frames


def extract_all(videos: Sequence[Path], settings: Settings, console: Console) -> list[tuple[Path, VideoFrames]]:
    """The frames of all videos that can be read. Raises WorkFailed when there is none."""
    readable = []
    for video in videos:
        try:
            readable.append((video, extract(video, settings, console)))
        except VideoError as error:
            if len(videos) == 1:
                raise
            console.print(f"[red]error[/red] {error}", highlight=False, soft_wrap=True)
    if not readable:
        raise WorkFailed("none of the videos can be read", "see above")
    return readable


def _take(video: Path, frames: VideoFrames, progress: Progress, bar: TaskID) -> None:
    for sample in samples(video, frames.fps, frames.next_index):
        frames.add(sample.index, sample.time, sample.pixels)
        progress.update(bar, completed=float(sample.index / frames.fps))


def _progress(console: Console) -> Progress:
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), TimeRemainingColumn())
    return Progress(*columns, console=console)
