"""What a 3b1b_dataset says of a real video: whose code was matched to it before, which is where to look first."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from synthgen.sources.dataset3b1b import MatchedVideo, matched_videos
from synthgen.sources.selection import SceneSelection, SourceKind


def prior_of(selection: SceneSelection | None, video: Path) -> MatchedVideo | None:
    """The folder of the data set that a video file belongs to: the file has its name, or its YouTube id in the name.

    None for other sources, and where the data set is less sure than `scene.min_confidence`.
    """
    if selection is None or selection.kind is not SourceKind.DATASET3B1B or selection.root is None:
        return None
    for one in matched_videos(selection.root.expanduser().absolute()):
        is_named = _folded(one.name) == _folded(video.stem) or (one.youtube and one.youtube in video.stem)
        if is_named and (one.confidence or 0.0) >= selection.filters.min_confidence:
            return one
    return None


def in_turn(selection: SceneSelection | None, prior: MatchedVideo | None) -> list[SceneSelection | None]:
    """The scenes to search, one set after another until one explains something: the prior's own, then all selected."""
    if selection is None or prior is None or selection.filters.file or selection.filters.video:
        return [selection]
    folder = f"{prior.year}/{prior.name}"
    return [replace(selection, filters=replace(selection.filters, file=folder)), selection]


def _folded(name: str) -> str:
    return name.casefold().replace("_", "-").replace(" ", "-")
