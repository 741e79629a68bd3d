"""Networks in ONNX: constant ones made here, whose answers are known; each layout, and what does not fit it."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from synthgen.calibration.detecting.onnx import OnnxDetector, Output
from synthgen.errors import UsageError

onnx = pytest.importorskip("onnx")
pytest.importorskip("onnxruntime")

# The picture is 200x100, the network's input 100x100: what it says in its own pixels counts double.
PICTURES = [np.zeros((100, 200, 3), np.uint8)] * 3
BOX = [20.0, 20.0, 60.0, 40.0]


def network(path: Path, *outputs: np.ndarray, batch: int | str = "batch") -> Path:
    """Answers every picture with the same arrays (without their batch dimension)."""
    from onnx import TensorProto, helper, numpy_helper

    nodes = [
        helper.make_node("Shape", ["images"], ["count"], start=0, end=1),
        helper.make_node("Concat", ["count", "ones"], ["repeats"], axis=0),
    ]
    held = [numpy_helper.from_array(np.ones(2, np.int64), "ones")]
    results = []
    for number, values in enumerate(outputs):
        held.append(numpy_helper.from_array(values.astype(np.float32)[None], f"held{number}"))
        nodes.append(helper.make_node("Tile", [f"held{number}", "repeats"], [f"out{number}"]))
        results.append(helper.make_tensor_value_info(f"out{number}", TensorProto.FLOAT, [batch, *values.shape]))
    images = helper.make_tensor_value_info("images", TensorProto.FLOAT, [batch, 3, 100, 100])
    graph = helper.make_graph(nodes, "constant", [images], results, held)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)
    onnx.save(model, str(path))
    return path


def detector(path: Path, output: Output, **more) -> OnnxDetector:
    return OnnxDetector(path=path, classes=("Text", "Arrow"), width_px=100, height_px=100, output=output, **more)


YOLO = np.array([[20, 15, 20, 10, 0.1, 0.8], [21, 15, 20, 10, 0.0, 0.6], [80, 40, 10, 10, 0.3, 0.001]])
NMS = np.array([[10, 10, 30, 20, 0.8, 1], [75, 35, 85, 45, 0.3, 0]])
LOGITS = np.log(np.array([[0.1, 0.8, 0.1], [0.3, 0.001, 0.699]]))
SHARES = np.array([[0.2, 0.15, 0.2, 0.1], [0.8, 0.4, 0.1, 0.1]])


@pytest.mark.parametrize(
    ("output", "values"),
    [
        (Output.YOLO, (YOLO,)),
        (Output.YOLO, (YOLO[:2].repeat(4, axis=0).T,)),
        (Output.NMS, (NMS,)),
        (Output.DETR, (LOGITS, SHARES)),
    ],
)
@pytest.mark.parametrize("batch", [1, "batch"])
def test_every_layout_gives_boxes_in_pixels_of_the_picture(tmp_path: Path, output, values, batch):
    sights = detector(network(tmp_path / "a.onnx", *values, batch=batch), output).look(PICTURES)
    assert len(sights) == 3
    for sight in sights:
        row = sight.label.index("Arrow")
        assert sight.box[row].tolist() == pytest.approx(BOX, abs=1e-4)
        assert sight.score[row] == pytest.approx(0.8)
        # The second of YOLO is the same arrow again.
        assert sight.label.count("Arrow") == 1


@pytest.mark.parametrize(
    ("output", "values", "message"),
    [
        (Output.YOLO, (NMS[:, :5],), "where 6 numbers a box are expected"),
        (Output.NMS, (NMS + 1,), "scores are 0..1"),
        (Output.NMS, (NMS * [1, 1, 1, 1, 1, 7],), "it names class 7"),
        (Output.NMS, (NMS * np.nan,), "NaN"),
        (Output.DETR, (NMS, SHARES), "logits a box"),
        (Output.DETR, (LOGITS,), "does not do what it is said to"),
    ],
)
def test_a_network_that_does_otherwise_than_told_is_refused(tmp_path: Path, output, values, message):
    with pytest.raises(UsageError, match=message):
        detector(network(tmp_path / "a.onnx", *values), output).look(PICTURES)


def test_the_wrong_input_size_and_a_file_that_is_no_network_are_refused(tmp_path: Path):
    path = network(tmp_path / "a.onnx", NMS)
    wrong = OnnxDetector(path=path, classes=("Text", "Arrow"), width_px=64, height_px=64, output=Output.NMS)
    with pytest.raises(UsageError, match=r"check detector\.output, detector\.classes, detector\.width_px"):
        wrong.look(PICTURES)
    path.write_text("no network")
    with pytest.raises(UsageError, match="no network in the ONNX format"):
        detector(path, Output.NMS).look(PICTURES)
