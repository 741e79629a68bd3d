"""The table of a dataset of real frames: of each frame where it is from, and the re-render that shows the same.

Such a dataset lies in the folder `real` of the dataset whose scenes were matched; pictures of re-renders are named
relative to that one.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from synthgen.core.checked_json import Fields, Place
from synthgen.dataset.files import pretty_json, write_atomically
from synthgen.dataset.layout import Layout
from synthgen.errors import DatasetError

FILE = "transfer.json"
_SAME = {"origin": "real", "held_out": True}
"""What every line says besides: nobody may take these frames for rendered ones, or train on them unawares."""
_REMEDY = "Match the video again with `python -m synthgen task=match match.transfer=true`."


@dataclass(frozen=True, slots=True)
class TransferredFrame:
    """A real frame. A point p (px) of the re-render lies at `scale * p + (dx_px, dy_px)` in the real picture."""

    frame_id: str
    video: str
    time_s: float
    rendered_frame_id: str
    rendered_image: str
    scale: float
    dx_px: float
    dy_px: float
    confidence: float


def write_transfers(root: Path, lines: Sequence[TransferredFrame]) -> None:
    """Raises DatasetError when it cannot be written."""
    write_atomically(Layout(root).metadata / FILE, pretty_json([{**_SAME, **asdict(line)} for line in lines]))


def read_transfers(root: Path) -> dict[str, TransferredFrame]:
    """By frame id; none where the frames were rendered. Raises DatasetError when the file is damaged."""
    path = Layout(root).metadata / FILE
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (OSError, ValueError) as error:
        raise DatasetError(f"cannot read {FILE}: {error}", _REMEDY) from error
    if not isinstance(content, list):
        raise DatasetError(f"{FILE}: expected a list of frames", _REMEDY)
    found = [_line(Fields(item, Place(FILE), f"[{number}]")) for number, item in enumerate(content)]
    return {line.frame_id: line for line in found}


def _line(fields: Fields) -> TransferredFrame:
    return TransferredFrame(
        frame_id=fields.text("frame_id", empty=False),
        video=fields.text("video"),
        time_s=fields.number("time_s", 0),
        rendered_frame_id=fields.text("rendered_frame_id", empty=False),
        rendered_image=fields.text("rendered_image", empty=False),
        scale=fields.number("scale", 0),
        dx_px=fields.number("dx_px"),
        dy_px=fields.number("dy_px"),
        confidence=fields.number("confidence", 0, 1),
    )
