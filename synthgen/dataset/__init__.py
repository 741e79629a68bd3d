"""Datasets on disk: writing shards, reading them, and turning them into other formats.

`synthgen.dataset.open(root)` gives a Dataset to iterate over: each Frame has its `record`, its `objects`, and its
picture as `picture()` (Pillow) or `pixels()` (numpy).
"""

from synthgen.dataset.reading import Dataset, Frame, read_frames
from synthgen.dataset.reading import open_dataset as open

__all__ = ["Dataset", "Frame", "open", "read_frames"]
