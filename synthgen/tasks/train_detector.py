"""`task=train_detector`: a detector that learns from a dataset which pieces of a picture are objects."""

from __future__ import annotations

from synthgen.calibration.detecting.trained import to_bytes
from synthgen.calibration.detecting.training import lessons, train
from synthgen.dataset.files import write_atomically
from synthgen.errors import UsageError
from synthgen.tasks.detectors import progress, reader, trained_path
from synthgen.tasks.judged import judged_spec, read_judged
from synthgen.tasks.settings import Settings


def run(settings: Settings) -> int:
    """Train on the scenes of `train.split`; returns the exit code. Raises UsageError and DatasetError."""
    wanted = settings.train
    judged = read_judged(settings.dataset.root, judged_spec(settings, wanted.grain))
    here = judged.in_split(wanted.split)
    if not here.any():
        raise UsageError(
            f"no scene of the dataset is in the split {wanted.split or 'all'} (train.split)",
            "render more scenes, choose another split, or another export.val_share and export.test_share",
        )
    truth = judged.truth.of_pictures(here)
    frames = [frame for frame, keep in zip(judged.frames, here, strict=True) if keep]
    reads = reader(settings)
    learned = lessons(truth, lambda number: frames[number].pixels(), reads, progress, settings.seed)
    print(
        f"{len(learned.label)} proposals in {len(frames)} pictures of {len(truth.scenes)} scenes; "
        f"{learned.reached:.1%} of {len(truth)} objects are among them"
    )
    detector = train(learned, truth, reads, wanted.trees, settings.seed, settings.workers)
    path = wanted.path or trained_path(settings)
    write_atomically(path, to_bytes(detector))
    print(f"knows {', '.join(detector.classes)}\n{path}")
    return 0
