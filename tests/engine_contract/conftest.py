"""Engines for the contract suite, each in a worker process of its own, as in a real run."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from synthgen.core.job import RenderSpec, SamplingMode, SamplingSpec, SceneJob, SceneRef
from synthgen.engines.host import Ending, EngineHost, Limits
from synthgen.errors import SynthgenError

HERE = Path(__file__).resolve().parent
REQUIRED = set(filter(None, os.environ.get("SYNTHGEN_REQUIRED_ENGINES", "").split(",")))

Probe = Callable[..., Any]


@pytest.fixture(scope="session", params=["community", "opengl", "period"])
def host(request: pytest.FixtureRequest) -> Iterator[EngineHost]:
    """A started host for each engine; a missing engine skips, unless SYNTHGEN_REQUIRED_ENGINES names it."""
    name = request.param
    before = os.environ.get("PYTHONPATH", "")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(HERE), before]))
    host = EngineHost(name, period_library() if name == "period" else None)
    try:
        host.start()
    except SynthgenError as error:
        if name in REQUIRED:
            pytest.fail(f"the {name} engine is required here: {error}")
        pytest.skip(str(error))
    finally:
        os.environ["PYTHONPATH"] = before
    yield host
    host.close()


def period_library() -> Path:
    """Where the period library is, fetching it into the user's cache if it must be."""
    from synthgen.sources.sdist import period_root

    return period_root(cache_dir(), print)


def cache_dir() -> Path:
    return Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "synthgen"


@pytest.fixture
def probe(host: EngineHost) -> Probe:
    """Call a function of `probe.py` on a contract scene of the engine under test; `scenes` begins the file's name."""

    def call(
        function: str,
        class_name: str,
        width_px: int = 480,
        height_px: int = 270,
        fps: int = 30,
        mode: SamplingMode = SamplingMode.REST,
        sample_fps: float = 30.0,
        scenes: str = "",
        year: int | None = None,
    ) -> Any:
        file = HERE / "scenes" / f"{scenes}{host.engine_name}.py"
        scene_id = f"contract.{class_name}"
        scene = SceneRef(scene_id, class_name, file, file.parent, file.stem, host.engine_name, "file", year=year)
        job = SceneJob(
            scene,
            RenderSpec(width_px, height_px, Fraction(fps)),
            SamplingSpec(mode=mode, fps=sample_fps),
            seed=0,
            cache_dir=cache_dir(),
            library_root=period_library() if host.engine_name == "period" else None,
        )
        entry = function if ":" in function else f"probe:{function}"
        outcome = host.run(entry, job, Limits())
        assert outcome.ending is Ending.RETURNED, outcome.output_tail
        return outcome.result

    return call
