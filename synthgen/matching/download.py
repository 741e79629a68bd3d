"""Fetching a video with yt-dlp, where that is installed; whether one may is the user's affair."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from synthgen.errors import VideoError

_BY_HAND = "download it yourself and give video.path=FILE"


def download(url: str, folder: Path, say: Callable[[str], None]) -> Path:
    """The video at an address, in `folder`; one that is there already is not fetched again. Raises VideoError."""
    try:
        import yt_dlp
    except ImportError as error:
        raise VideoError(
            "video.url needs yt-dlp, which is not installed", f"pip install 'synthgen[download]', or {_BY_HAND}"
        ) from error
    folder.mkdir(parents=True, exist_ok=True)
    say(f"Fetching {url}")
    options = {
        "outtmpl": str(folder / "%(extractor)s-%(id)s.%(ext)s"),
        "format": "bestvideo[height<=1080]/best",
        "quiet": True,
        "noprogress": True,
        "noplaylist": True,
        "socket_timeout": 20,
        "retries": 2,
    }
    try:
        with yt_dlp.YoutubeDL(options) as loader:
            return Path(loader.prepare_filename(loader.extract_info(url)))
    except yt_dlp.utils.DownloadError as error:
        raise VideoError(f"cannot fetch {url}: {error}", _BY_HAND) from error
