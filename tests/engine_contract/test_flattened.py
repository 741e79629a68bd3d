"""A scene spread over several files and the one file it is flattened to: the same frames, named by the same lines."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import pytest
from engine_contract.conftest import HERE, cache_dir, period_library
from engine_contract.flat_probe import Told

from synthgen.core.job import RenderSpec, SamplingMode, SamplingSpec, SceneJob, SceneRef
from synthgen.core.line_map import map_file
from synthgen.engines.host import Ending, EngineHost, Limits
from synthgen.sources.flatten import Flattened, Flattener, Modules


@pytest.mark.parametrize("class_name", ["FlatRow", "FlatLocalImports", "FlatChanged"])
def test_same_frames_and_same_lines(host: EngineHost, tmp_path: Path, class_name: str) -> None:
    if host.engine_name == "opengl":
        pytest.skip("no fixture scenes for this engine")
    root, module = HERE / "scenes", f"flat_{host.engine_name}"
    original = root / f"{module}.py"
    roots = [root, period_library()] if host.engine_name == "period" else [root]
    outcome = Flattener(Modules(roots)).flatten(original, module, class_name)
    assert isinstance(outcome, Flattened)
    # The branch for the other engine, which is not taken.
    assert all("manimlib.imports" in gap.reason for gap in outcome.gaps)
    file = tmp_path / f"{class_name}.py"
    file.write_text(outcome.text)
    map_file(file).write_text(outcome.line_map.to_json())
    assert "flat_helpers" not in "".join(line for line in outcome.text.splitlines() if "import" in line)

    expected = _told(host, class_name, original, root)
    found = _told(host, class_name, file, tmp_path)
    assert len(expected) > 3 and len({told.digest for told in expected}) > (class_name != "FlatLocalImports")
    assert found == expected
    named = {line.file for told in found for item in told.lines for line in item.created}
    assert {f"{module}.py", "flat_helpers/shapes.py"} <= named


def _told(host: EngineHost, class_name: str, file: Path, root: Path) -> list[Told]:
    scene = SceneRef(f"flat.{class_name}", class_name, file, root, file.stem, host.engine_name, "file")
    job = SceneJob(
        scene,
        RenderSpec(320, 180, Fraction(10)),
        SamplingSpec(mode=SamplingMode.UNIFORM, fps=10),
        seed=0,
        cache_dir=cache_dir(),
        library_root=period_library() if host.engine_name == "period" else None,
    )
    outcome = host.run("flat_probe:tell", job, Limits())
    assert outcome.ending is Ending.RETURNED, outcome.output_tail
    told: list[Told] = outcome.result
    return told
