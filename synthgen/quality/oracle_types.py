"""What the oracle found: plain data that crosses process borders."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from synthgen.core.annotation import Rle
from synthgen.core.geometry import Box


@dataclass(slots=True, kw_only=True)
class ObjectCheck:
    """One object of one frame: what its record says, what was measured, and by how much they differ.

    `edge_errors_px` are left, top, right, bottom of the amodal box, None where an edge could not be measured. Errors
    are absolute; `height_px` is the picture's. `not_checked` says for each thing that could not be measured why.
    `outside_px` is how far the object reaches out of its recorded box, `identity_error` in what way the id leads to
    another object, `leaves_no_mark` that nothing of it is drawn. `truth` and `recorded` hold the shares compared.
    """

    frame_id: str
    scene_id: str
    engine: str
    instance_id: int
    type: str
    content: str
    bbox: Box
    height_px: int = 1080
    sides_px: tuple[float, float] = (0.0, 0.0)
    measured: Box | None = None
    edge_errors_px: tuple[float | None, ...] = ()
    in_frame_error_px: float | None = None
    outside_px: float | None = None
    box_iou: float | None = None
    modal_box_iou: float | None = None
    mask_iou: float | None = None
    mask_area_px: int = 0
    mask_truth: Rle | None = None
    amodal_mask_iou: float | None = None
    amodal_mask_area_px: int = 0
    visibility_error: float | None = None
    occlusion_error: float | None = None
    truncation_error: float | None = None
    position_error: float | None = None
    identity_error: str = ""
    leaves_no_mark: bool = False
    truth: dict[str, float | None] = field(default_factory=dict)
    recorded: dict[str, float | None] = field(default_factory=dict)
    not_checked: dict[str, str] = field(default_factory=dict)

    @property
    def worst_edge_px(self) -> float | None:
        return max((error for error in self.edge_errors_px if error is not None), default=None)


@dataclass(slots=True, kw_only=True)
class ClusterCheck:
    """Connected pieces of the picture beside the recorded objects they belong to."""

    instance_ids: tuple[int, ...]
    iou: float
    pictured: Box
    annotated: Box


@dataclass(slots=True, kw_only=True)
class FrameCheck:
    """One frame drawn again. `problem` says why nothing else could be checked ("" if it could)."""

    frame_id: str
    scene_id: str
    engine: str
    image: str
    problem: str = ""
    differing_px: int | None = None
    shows_something: bool = False
    objects: list[ObjectCheck] = field(default_factory=list)
    clusters: list[ClusterCheck] = field(default_factory=list)
    not_compared: Counter[str] = field(default_factory=Counter)
    position_errors: dict[int, float] = field(default_factory=dict)
    unexplained_px: int = 0
    foreground_px: int = 0
    unrecorded: Counter[str] = field(default_factory=Counter)
