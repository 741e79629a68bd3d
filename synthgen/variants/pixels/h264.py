"""Through an H.264 encoder and back: what happens to every frame of a real video."""

from __future__ import annotations

import io
from dataclasses import dataclass

import numpy as np
from numpy.random import Generator

from synthgen.core.snapshot import PixelArray
from synthgen.errors import UsageError
from synthgen.variants.base import Parameters, PixelAugmentation
from synthgen.variants.layout import Layout
from synthgen.variants.registry import augmentation


@augmentation("h264")
@dataclass
class H264(PixelAugmentation):
    """A constant rate factor between `crf_low` and `crf_high` (uniform, whole numbers; 18 is hardly seen, 40 awful).

    With `bitrate_kbps` above 0 the encoder holds that rate (at 30 frames a second) instead. `preset` is x264's.
    """

    crf_low: int = 20
    crf_high: int = 36
    bitrate_kbps: int = 0
    preset: str = "veryfast"

    def __post_init__(self) -> None:
        super().__post_init__()
        self.check_range("crf_low", "crf_high", 0, 51)
        self.check("bitrate_kbps", 0, 1_000_000)
        if self.preset not in _PRESETS:
            raise UsageError(
                f"`augment.h264.preset` must be one of {', '.join(_PRESETS)}, got {self.preset}", "choose one"
            )

    def draw(self, layout: Layout, rng: Generator) -> Parameters | None:
        crf = int(rng.integers(self.crf_low, self.crf_high + 1))
        rate: Parameters = {"bitrate_kbps": self.bitrate_kbps} if self.bitrate_kbps else {"crf": crf}
        return {**rate, "preset": self.preset}

    def apply(self, pixels: PixelArray, parameters: Parameters) -> PixelArray:
        height, width = pixels.shape[:2]
        # H.264 with chroma at half resolution has even sides only: repeat the last row or column, and cut it again.
        even = np.pad(pixels, ((0, height % 2), (0, width % 2), (0, 0)), mode="edge")
        return np.ascontiguousarray(_coded(even, parameters)[:height, :width])


_PRESETS = ("ultrafast", "superfast", "veryfast", "faster", "fast", "medium", "slow")


def _coded(pixels: PixelArray, parameters: Parameters) -> PixelArray:
    """One picture as a video of one frame. x264 with one thread gives the same bytes on every run."""
    import av

    buffer = io.BytesIO()
    with av.open(buffer, "w", format="h264") as container:
        stream = container.add_stream("libx264", rate=30)
        stream.width, stream.height, stream.pix_fmt = pixels.shape[1], pixels.shape[0], "yuv420p"
        stream.thread_count = 1
        stream.options = {"preset": parameters["preset"], "threads": "1"}
        if "crf" in parameters:
            stream.options |= {"crf": str(parameters["crf"])}
        else:
            stream.bit_rate = parameters["bitrate_kbps"] * 1000
        container.mux(stream.encode(av.VideoFrame.from_ndarray(pixels, format="rgb24")))
        container.mux(stream.encode())
    buffer.seek(0)
    with av.open(buffer, "r", format="h264") as video:
        video.streams.video[0].thread_count = 1
        frame = next(iter(video.decode(video=0)))
        return np.asarray(frame.to_ndarray(format="rgb24"), dtype=np.uint8)
