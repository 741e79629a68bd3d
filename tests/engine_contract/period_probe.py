"""What the tests of the period engine ask of it, run inside its worker process."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np

from synthgen.core.job import RunReport, SceneJob
from synthgen.core.snapshot import Snapshot
from synthgen.engines.base import Engine, Moment
from synthgen.engines.sampling import make_sampler


@dataclass(frozen=True)
class Told:
    """A run's report and snapshots, and what it left behind: in the library's folder, and in the working directory."""

    report: RunReport
    snapshots: list[Snapshot]
    left_in_library: list[str]
    left_here: list[str]


def tell(engine: Engine, job: SceneJob) -> Told:
    """Run a scene and report."""
    library = job.library_root or Path()
    before = set(library.rglob("*"))
    snapshots: list[Snapshot] = []
    scene_class = engine.load(job)
    sampler = make_sampler(job.sampling, job.render.fps)
    report = engine.run(job, scene_class, sampler, lambda moment: snapshots.append(moment.snapshot))
    left = sorted(str(path) for path in set(library.rglob("*")) - before)
    # The worker's own log, and its folder for temporary files, lie here.
    here = sorted(path.name for path in Path.cwd().iterdir() if not path.name.startswith("synthgen-"))
    return Told(report, snapshots, left, [name for name in here if name != "output.txt"])


def tell_with_own_assets(engine: Engine, job: SceneJob) -> Told:
    """The same where the user has a folder with the drawing, picture, creature and data that a scene asks for."""
    from PIL import Image

    folder = Path.cwd() / "synthgen-own"
    for name in ("svg_images", "raster_images"):
        (folder / "assets" / name).mkdir(parents=True)
    square = '<svg><path d="M 0 0 L 10 0 L 10 10 L 0 10 L 0 0"/></svg>'
    (folder / "assets" / "svg_images" / "some_logo.svg").write_text(square)
    Image.new("RGB", (30, 20), (10, 200, 30)).save(folder / "assets" / "raster_images" / "some_photograph.png")
    shipped = (job.library_root or Path()) / "manimlib" / "files" / "PiCreatures_plain.svg"
    (folder / "assets" / "some_numbers.json").write_text("[1, 2, 3]")
    (folder / "PiCreatures_hooray.svg").write_bytes(shipped.read_bytes())
    return tell(engine, replace(job, asset_dirs=(folder,)))


def center_errors(engine: Engine, job: SceneJob) -> list[float]:
    """For every object of every moment: how far the centre of its nodes' bounds is from what it says itself."""
    errors: list[float] = []

    def check(moment: Moment) -> None:
        nodes = moment.snapshot.nodes
        for root in [node for node in nodes.values() if node.parent_id is None]:
            family = {root.instance_id}
            for node in nodes.values():
                if node.parent_id in family:
                    family.add(node.instance_id)
            bounds = [nodes[i].anchor_bounds for i in family]
            known = np.array([bound for bound in bounds if bound is not None])
            said = moment.position(root.instance_id)
            if len(known) and said is not None:
                center = (known[:, 0].min(axis=0) + known[:, 1].max(axis=0)) / 2
                errors.append(float(np.abs(center - said).max()))

    engine.run(job, engine.load(job), make_sampler(job.sampling, job.render.fps), check)
    return errors
