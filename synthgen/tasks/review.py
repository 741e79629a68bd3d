"""`task=review`: a local page to check frames, correct boxes and look at scene boundaries."""

from __future__ import annotations

import getpass
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console

from synthgen.dataset.origins import Origin, read_origins
from synthgen.dataset.reading import Dataset, open_dataset
from synthgen.dataset.transfers import TransferredFrame, read_transfers
from synthgen.errors import EngineUnavailable, UsageError
from synthgen.tasks.settings import Settings

if TYPE_CHECKING:
    from synthgen.quality.review.suspicion import Doubt


def run(settings: Settings) -> int:
    """Serve the review of the dataset at `dataset.root` until interrupted; returns the exit code.

    Predictions at `detector.path` are held against the labels. With `review.merge` only takes over what other reviews
    came to. Raises DatasetError when there is no dataset or a log of the review is damaged.
    """
    try:
        from synthgen.quality.review.desk import Desk, DeskSpec
        from synthgen.quality.review.launch import serve
    except ModuleNotFoundError as error:
        raise EngineUnavailable(f"the review page needs {error.name}", "pip install 'synthgen[review]'") from error
    from synthgen.quality.review.matches import read_matches

    console = Console(stderr=True)
    review, root = settings.review, settings.dataset.root.absolute()
    dataset = open_dataset(root)
    spec = DeskSpec(
        root=root,
        reviewer=review.reviewer or _user(),
        share=review.share,
        seed=settings.seed,
        look_at_pictures=review.look_at_pictures,
        picture_folders=review.pictures,
    )
    transfers = read_transfers(root)
    # Real frames lie in the dataset whose scenes they were matched with.
    matches = read_matches(root.parent if transfers else root)
    told = _detector_doubts(settings) if settings.detector.path and not review.merge else {}
    desk = Desk(spec, dataset.scenes, _origins(dataset, transfers), matches, transfers, told)
    if review.merge:
        for other in review.merge:
            console.print(
                f"{desk.merge(_reviewed(other))} new verdicts, boxes and boundaries from {other}", markup=False
            )
        return 0
    console.print(
        f"{len(desk.catalogue.entries)} frames of {len(desk.catalogue.scenes)} scenes in {root}", markup=False
    )
    serve(desk, review.port, review.open_browser, lambda line: console.print(line, markup=False, soft_wrap=True))
    return 0


def _detector_doubts(settings: Settings) -> Mapping[str, Sequence[Doubt]]:
    # Judging detectors takes a second to import: reviews without one open without it.
    from synthgen.tasks.disagreement import detector_doubts

    return detector_doubts(settings)


def _origins(dataset: Dataset, transfers: Mapping[str, TransferredFrame]) -> dict[str, Origin]:
    """Where the source of each scene is; that of real frames is the one of the scene that they show."""
    found = read_origins(dataset.root)
    rendered: dict[Path, dict[str, Origin]] = {}
    for scene in dataset.scenes:
        line = transfers.get(scene.frame_ids[0]) if scene.frame_ids else None
        if line is None:
            continue
        # <rendered dataset>/raw/frames/<scene id>/<picture>
        folder = (dataset.root.parent / line.rendered_image).parent
        root = folder.parents[2]
        if root not in rendered:
            rendered[root] = read_origins(root)
        if folder.name in rendered[root]:
            found[scene.scene_id] = rendered[root][folder.name]
    return found


def _reviewed(root: Path) -> Path:
    if not (root / "review").is_dir():
        raise UsageError(
            f"no review in {root}", "name the folder of a dataset that was reviewed: review.merge=[FOLDER]"
        )
    return root


def _user() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # A container's user may have no name.
        return "reviewer"
