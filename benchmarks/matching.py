"""How well real video is matched: imitated videos from rendered datasets, their figures, and the verdict's numbers.

    python benchmarks/matching.py run CANDIDATES [--video DATASET] [--foreign DATASET] [--videos N]
    python benchmarks/matching.py fit DATASET... [--foreign DATASET]
    python benchmarks/matching.py speed CANDIDATES
    python benchmarks/matching.py film DATASET FILE.mp4 [--minutes 20]

Datasets are folders written by `task=generate` with sampling=uniform. `run` makes videos from the scenes of one of
them (--video: the same scenes, drawn at a higher rate and another size), with pieces of a foreign one between, and
prints how they were matched. `fit` writes synthgen/matching/verdict.json. `speed` times 20 minutes at 1 fps. `film`
writes a long video of a dataset's scenes, to time `task=match` on it.
"""

from __future__ import annotations

import argparse
import itertools
import json
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from functools import lru_cache, partial
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

from synthgen.core.rng import derive_seed
from synthgen.core.snapshot import PixelArray
from synthgen.dataset.reading import Frame, open_dataset
from synthgen.matching.alignment import Costs
from synthgen.matching.bars import picture_area
from synthgen.matching.descriptors import Sequence, agreements, describe
from synthgen.matching.grading import Grade, LikeTruth, grade
from synthgen.matching.imitation import Look, Piece, draw_look, draw_plan, write_video
from synthgen.matching.judging import judge, registered, without_overlay
from synthgen.matching.scores import compare
from synthgen.matching.search import search
from synthgen.matching.verdict import FEATURES, features, usual
from synthgen.matching.video import samples

SCENES_PER_VIDEO = 8
LEAST_S = 4.0
_FIT_FPS = Fraction(6)
"""For pairs of single pictures the rate of the video does not matter, and fewer are written sooner."""
_ASPECT = 16 / 9
_NEAR_EVERY = 4
"""One picture of so many is also held against another moment of its scene, which a search seldom takes it for."""
_FOREIGN = "foreign:"
"""Before the names of scenes that are not among the candidates, since two datasets may have the same names."""


class Scenes:
    """The scenes of a dataset: their frames, durations, pictures and descriptors (every `thin`-th frame)."""

    def __init__(self, root: Path, thin: int = 1) -> None:
        self.frames: dict[str, list[Frame]] = {}
        for frame in open_dataset(root):
            self.frames.setdefault(frame.record.scene_id, []).append(frame)
        self.frames = {name: frames for name, frames in self.frames.items() if len(frames) > 1}
        self.times = {name: np.array([f.record.timestamp_s for f in frames]) for name, frames in self.frames.items()}
        self.names = sorted(self.frames)
        self.thin = thin

    def durations_s(self) -> dict[str, float]:
        return {name: float(times[-1]) for name, times in self.times.items() if times[-1] > LEAST_S}

    def picture(self, name: str, time_s: float) -> PixelArray:
        place = int(np.searchsorted(self.times[name], time_s + 1e-6, side="right")) - 1
        return self.pixels(name, max(place, 0))

    @lru_cache(maxsize=400)  # noqa: B019
    def pixels(self, name: str, place: int) -> PixelArray:
        return self.frames[name][place].pixels()

    def sequences(self) -> list[Sequence]:
        return [
            describe(name, ((f.record.timestamp_s, f.pixels()) for f in self.frames[name][:: self.thin]))
            for name in self.names
        ]


def imitated(
    scenes: Scenes, foreign: Scenes | None, number: int, folder: Path, rate: Fraction, fps: Fraction | None = None
) -> tuple[list[Piece], Look, Sequence, list[PixelArray]]:
    rng = np.random.default_rng(derive_seed(7, "imitation", number))
    durations = scenes.durations_s()
    chosen = rng.permutation(sorted(durations))[:SCENES_PER_VIDEO]
    others = {f"{_FOREIGN}{name}": time_s for name, time_s in foreign.durations_s().items()} if foreign else {}
    pieces = draw_plan({str(n): durations[str(n)] for n in chosen}, others, rng)
    look = draw_look(rng)
    if fps is not None:
        look = replace(look, fps=fps)

    def picture(name: str, time_s: float) -> PixelArray:
        if foreign and name.startswith(_FOREIGN):
            return foreign.picture(name.removeprefix(_FOREIGN), time_s)
        return scenes.picture(name, time_s)

    path = folder / f"{number}.mp4"
    write_video(path, pieces, picture, look, rng)
    taken = list(samples(path, rate))
    area = picture_area((sample.pixels for sample in taken), _ASPECT)
    pictures = [np.ascontiguousarray(sample.pixels[area]) for sample in taken]
    video = describe(path.stem, ((float(one.index / rate), shown) for one, shown in zip(taken, pictures, strict=True)))
    return pieces, look, video, pictures


def run(arguments: argparse.Namespace) -> None:
    shown, candidates = Scenes(arguments.video or arguments.candidates), Scenes(arguments.candidates)
    foreign = Scenes(arguments.foreign) if arguments.foreign else None
    sequences = candidates.sequences()
    truth = LikeTruth(sequences)
    rate = Fraction(arguments.fps).limit_denominator()
    total = Grade(0, 0, 0, 0, 0, 0, 0, ())
    with tempfile.TemporaryDirectory() as folder:
        for number in range(arguments.videos):
            pieces, look, video, pictures = imitated(shown, foreign, 1000 + number, Path(folder), rate)
            started = time.monotonic()
            found = search(video, sequences)
            judged = [
                judge(
                    stretch,
                    lambda moment, name=sequences[stretch.candidate].name: candidates.pixels(name, moment),
                    pictures.__getitem__,
                    found.overlay,
                )
                for stretch in found.stretches
            ]
            took_s = time.monotonic() - started
            one = grade(pieces, video, judged, sequences, truth, arguments.threshold)
            total += one
            print(look, f"{took_s:.1f} s", json.dumps(one.as_numbers()), flush=True)
    print(json.dumps(total.as_numbers(), indent=1))


def fit(arguments: argparse.Namespace) -> None:
    rows, labels, groups = [], [], []
    for part, root in enumerate(arguments.datasets):
        scenes = Scenes(root, thin=arguments.thin)
        sequences = scenes.sequences()
        with tempfile.TemporaryDirectory() as folder:
            for number in range(arguments.videos):
                pieces, look, video, pictures = imitated(scenes, None, number, Path(folder), Fraction(1), _FIT_FPS)
                examples = list(_examples(scenes, sequences, pieces, video, pictures))
                for row, same in examples:
                    rows.append(row)
                    labels.append(same)
                    groups.append(part * 100 + number)
                print(root, number, look, sum(same for _, same in examples), len(examples), flush=True)
    x, y, group = np.array(rows), np.array(labels, float), np.array(groups)
    held = group % 2 == 1
    print(_check(_logistic(x[~held], y[~held]), x[held], y[held]))
    centre, weight, bias = _logistic(x, y)
    content = {
        "features": FEATURES,
        "centre": [round(float(v), 4) for v in centre],
        "weights": [round(float(v), 4) for v in weight],
        "bias": round(float(bias), 4),
    }
    target = Path(__file__).parent.parent / "synthgen" / "matching" / "verdict.json"
    target.write_text(json.dumps(content, indent=1) + "\n")
    print(content)


def _examples(
    scenes: Scenes, sequences: list[Sequence], pieces: list[Piece], video: Sequence, pictures: list[PixelArray]
) -> Iterator[tuple[tuple[float, ...], bool]]:
    """The features of what a search finds, and whether it is what was shown; then of what is like it, but is not.

    That is the nearest moment of the right scene that shows something else, and what is found without the scenes that
    were shown. That second search must find something for every picture: the most alike that other scenes have.
    """
    likeness, near = LikeTruth(sequences), itertools.count()
    number_of = {sequence.name: number for number, sequence in enumerate(sequences)}
    shown = {piece.scene for piece in pieces}
    others = [sequence for sequence in sequences if sequence.name not in shown]
    for candidates, costs in ((sequences, Costs()), (others, Costs(none=None))):
        found = search(video, candidates, costs)
        for stretch in found.stretches:
            name = candidates[stretch.candidate].name
            pixels = partial(_thinned, scenes, name)
            judged = judge(stretch, pixels, pictures.__getitem__, found.overlay)
            (agreement,) = agreements(video, [candidates[stretch.candidate]], [found.weights])
            of_stretch = usual([one.scores for one in judged.verdicts], [one.agreement for one in judged.verdicts])
            for verdict in judged.verdicts:
                time_s = float(video.times_s[verdict.row])
                piece = next((one for one in pieces if one.start_s < time_s < one.end_s and one.scene), None)
                truth_s = piece.scene_time_s(time_s) if piece else 0.0
                same = piece is not None and likeness.is_like(
                    number_of[piece.scene], truth_s, number_of[name], verdict.moment
                )
                yield features(verdict.scores, verdict.agreement, of_stretch), same
                other = likeness.other_moment(number_of[name], truth_s) if same and piece.scene == name else None
                if other is not None and next(near) % _NEAR_EVERY == 0:
                    shown, seen = registered(judged, replace(verdict, moment=other), pixels, pictures.__getitem__)
                    scores = compare(shown, without_overlay(seen, shown, found.overlay))
                    yield features(scores, float(agreement[verdict.row, other]), of_stretch), False


def _thinned(scenes: Scenes, name: str, moment: int) -> PixelArray:
    return scenes.pixels(name, moment * scenes.thin)


def _logistic(x, y):  # type: ignore[no-untyped-def]
    centre, spread = x.mean(axis=0), x.std(axis=0) + 1e-6
    z = (x - centre) / spread
    balance = np.where(y > 0, 0.5 / y.mean(), 0.5 / (1 - y.mean()))

    def loss(parameters):  # type: ignore[no-untyped-def]
        logit = z @ parameters[:-1] + parameters[-1]
        return float(
            (balance * np.logaddexp(0, np.where(y > 0, -logit, logit))).mean() + 1e-3 * (parameters[:-1] ** 2).sum()
        )

    # A higher score never speaks against a match.
    bounds = [(0, None)] * x.shape[1] + [(None, None)]
    best = minimize(loss, np.zeros(x.shape[1] + 1), bounds=bounds, method="L-BFGS-B").x
    return centre, best[:-1] / spread, best[-1]


def _check(model, x, y) -> dict[str, float]:  # type: ignore[no-untyped-def]
    centre, weight, bias = model
    p = 1 / (1 + np.exp(-((x - centre) @ weight + bias)))
    accepted = p >= 0.8
    bins = np.clip((p * 10).astype(int), 0, 9)
    ece = sum(
        abs(p[bins == b].mean() - y[bins == b].mean()) * (bins == b).mean() for b in range(10) if (bins == b).any()
    )
    return {
        "pairs": len(y),
        "same accepted": round(float(accepted[y > 0].mean()), 4),
        "others accepted": round(float(accepted[y == 0].mean()), 4),
        "expected calibration error": round(float(ece), 4),
    }


def speed(arguments: argparse.Namespace) -> None:
    candidates = Scenes(arguments.candidates)
    started = time.monotonic()
    sequences = candidates.sequences()
    described_s = time.monotonic() - started
    frames = [frame for name in candidates.names for frame in candidates.frames[name]]
    chosen = [frames[number % len(frames)] for number in range(1200)]
    video = describe("video", ((float(n), frame.pixels()) for n, frame in enumerate(chosen)))
    started = time.monotonic()
    found = search(video, sequences)
    print(
        f"{len(sequences)} candidates with {len(frames)} moments described in {described_s:.1f} s, "
        f"1200 pictures searched in {time.monotonic() - started:.1f} s, {len(found.stretches)} stretches"
    )


def film(arguments: argparse.Namespace) -> None:
    scenes = Scenes(arguments.dataset)
    rng = np.random.default_rng(derive_seed(7, "film"))
    pieces: list[Piece] = []
    while not pieces or pieces[-1].end_s < 60 * arguments.minutes:
        end_s = pieces[-1].end_s if pieces else 0.0
        pieces += [_later(piece, end_s) for piece in draw_plan(scenes.durations_s(), {}, rng)]
    write_video(arguments.file, pieces, scenes.picture, draw_look(rng), rng)
    print(f"{pieces[-1].end_s / 60:.1f} minutes, {sum(bool(piece.scene) for piece in pieces)} pieces of scenes")


def _later(piece: Piece, by_s: float) -> Piece:
    knots = tuple((video_s + by_s, scene_s) for video_s, scene_s in piece.knots)
    return replace(piece, start_s=piece.start_s + by_s, end_s=piece.end_s + by_s, knots=knots)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    running = commands.add_parser("run")
    running.add_argument("candidates", type=Path)
    running.add_argument("--video", type=Path)
    running.add_argument("--foreign", type=Path)
    running.add_argument("--videos", type=int, default=6)
    running.add_argument("--fps", default="2")
    running.add_argument("--threshold", type=float, default=0.8)
    running.set_defaults(work=run)
    fitting = commands.add_parser("fit")
    fitting.add_argument("datasets", type=Path, nargs="+")
    fitting.add_argument("--videos", type=int, default=4)
    fitting.add_argument("--thin", type=int, default=2)
    fitting.set_defaults(work=fit)
    timing = commands.add_parser("speed")
    timing.add_argument("candidates", type=Path)
    timing.set_defaults(work=speed)
    filming = commands.add_parser("film")
    filming.add_argument("dataset", type=Path)
    filming.add_argument("file", type=Path)
    filming.add_argument("--minutes", type=float, default=20)
    filming.set_defaults(work=film)
    arguments = parser.parse_args()
    arguments.work(arguments)


if __name__ == "__main__":
    main()
