"""A snapshot becomes the record of a frame."""

from __future__ import annotations

import ast
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from synthgen.annotate.boxes import family_box, leaf_boxes, scene_position
from synthgen.annotate.coverage import Raster
from synthgen.annotate.flattened import in_original_lines
from synthgen.annotate.masks import MaskMode, encode
from synthgen.annotate.objects import Level, SceneObject, descendants, find_objects, node_kinds, unknown_classes
from synthgen.annotate.visibility import Visibility, measure_visibility
from synthgen.core.annotation import (
    CodeMapping,
    FrameRecord,
    ObjectLines,
    ObjectRecord,
    Rle,
    Shown,
    SourceSpan,
    frame_id_of,
)
from synthgen.core.geometry import Box
from synthgen.core.job import SceneRef
from synthgen.core.kinds import Kind
from synthgen.core.line_map import read_line_map
from synthgen.core.snapshot import Node, Snapshot, SourceLine
from synthgen.core.taxonomy import Taxonomy, load_taxonomy

_CONTENT_KEYS = ("tex", "text", "number")
_WRITING = frozenset({"MathTex", "Text"})


@dataclass(frozen=True, slots=True)
class AnnotateSpec:
    """What the records hold. Objects whose most opaque paint is below `min_opacity` are left out.

    `visibility` measures visibility, occlusion, truncation and modal boxes; masks need it and bring it along.
    """

    level: Level = Level.OBJECTS
    min_opacity: float = 0.0
    visibility: bool = True
    masks: MaskMode = MaskMode.NONE


class Annotator:
    """Makes the records of one scene's frames and counts the classes the taxonomy does not know."""

    def __init__(self, spec: AnnotateSpec, scene: SceneRef, taxonomy_file: Path | None = None) -> None:
        self._spec = spec
        self._scene = scene
        self._taxonomy = load_taxonomy(taxonomy_file)
        self._construct = find_construct(scene)
        self._code_file = scene.file.relative_to(scene.root).as_posix()
        self._line_map = read_line_map(scene.file)
        self.unknown_classes: Counter[str] = Counter()

    def record(self, snapshot: Snapshot, scene_index: int) -> FrameRecord:
        """The record of one frame; its `image` is filled in by whoever writes the picture."""
        scene = self._scene
        kinds = node_kinds(snapshot.nodes, self._taxonomy, scene.engine)
        objects = self._objects(snapshot, kinds)
        self.unknown_classes |= unknown_classes(snapshot, kinds)
        record = FrameRecord(
            frame_id=frame_id_of(scene.scene_id, snapshot.frame_index, snapshot.fps),
            scene_id=scene.scene_id,
            resolution=(snapshot.camera.width_px, snapshot.camera.height_px),
            frame_index=snapshot.frame_index,
            fps=snapshot.fps,
            scene_index=scene_index,
            engine=scene.engine,
            kind=snapshot.kind,
            code_mapping=self._code_mapping(snapshot, objects),
            objects=tuple(objects),
        )
        return in_original_lines(record, self._line_map) if self._line_map else record

    def _objects(self, snapshot: Snapshot, kinds: Mapping[int, Kind]) -> list[ObjectRecord]:
        """Records of everything that left a mark, in paint order."""
        if self._spec.level is Level.NONE:
            return []
        boxes = leaf_boxes(snapshot.leaves)
        families = descendants(snapshot)
        shown = []
        for item in find_objects(snapshot, kinds, self._spec.level):
            box = family_box(boxes[index] for index in item.leaves)
            opacity = max((paint.alpha for i in item.leaves for paint in snapshot.leaves[i].paints), default=0.0)
            # What is about to be drawn (the first moment of a Create) covers a point: nothing to see, nothing to label.
            if box is None or box.area == 0 or not _within_window(item, box, snapshot):
                continue
            if opacity > 0 and opacity >= self._spec.min_opacity:
                shown.append((item, box, min(opacity, 1.0)))
        # Sorting is stable: a parent that starts with its child's leaf comes first, as it was found first.
        shown.sort(key=lambda entry: entry[0].leaves[0])
        seen = self._seen(snapshot, boxes, [item for item, _, _ in shown])
        shown_ids = {item.node.instance_id for item, _, _ in shown}
        frame = _Frame(snapshot, families, shown_ids, self._spec.masks, self._taxonomy, self._scene.engine)
        return [frame.record(item, box, opacity, rank, seen[rank]) for rank, (item, box, opacity) in enumerate(shown)]

    def _seen(
        self, snapshot: Snapshot, boxes: Sequence[Box | None], items: Sequence[SceneObject]
    ) -> Sequence[Visibility | None]:
        if not self._spec.visibility and self._spec.masks is MaskMode.NONE:
            return [None] * len(items)
        camera = snapshot.camera
        members = [item.leaves for item in items]
        drawings = snapshot.draw_leaves() if snapshot.draw_leaves is not None else None
        return measure_visibility(snapshot.leaves, boxes, members, camera.width_px, camera.height_px, drawings)

    def _code_mapping(self, snapshot: Snapshot, objects: Iterable[ObjectRecord]) -> CodeMapping:
        file = self._code_file
        nodes = [snapshot.nodes[item.instance_id] for item in objects]
        lines = [line for node in nodes for line in (*node.created, *node.changed, *node.shaped)]
        relevant = {line.line for line in (*lines, *snapshot.play_lines) if line.file == file}
        return CodeMapping(
            code_file=file,
            scene_class=self._scene.class_name,
            relevant_lines=tuple(sorted(relevant)),
            construct_method=self._construct,
        )


@dataclass(frozen=True, slots=True)
class _Frame:
    """What the records of one frame's objects have in common."""

    snapshot: Snapshot
    families: Mapping[int, list[Node]]
    shown_ids: set[int]
    masks: MaskMode
    taxonomy: Taxonomy
    engine: str

    def record(self, item: SceneObject, box: Box, opacity: float, rank: int, seen: Visibility | None) -> ObjectRecord:
        node = item.node
        family = self.families[node.instance_id]
        window = _window(item, self.snapshot)
        in_frame = box.in_frame(self.snapshot.camera.width_px, self.snapshot.camera.height_px)
        if in_frame is not None and window is not None:
            in_frame = in_frame.intersection(window)
        content = _content(item, family) or self._part_content(item) or node.class_name
        morph_from, morph_to = self._morph(item, content)
        return ObjectRecord(
            instance_id=node.instance_id,
            track_id=node.track_id,
            parent_id=item.parent_id if item.parent_id in self.shown_ids else None,
            type=item.kind.name,
            category=item.kind.category.value,
            class_name=node.class_name,
            content=content,
            bbox=box,
            bbox_in_frame=in_frame,
            bbox_modal=seen.modal_box(in_frame) if seen else None,
            position=scene_position(family),
            z_index=rank,
            engine_z_index=node.engine_z_index,
            opacity=opacity,
            visibility=seen.visibility if seen else None,
            occlusion=seen.occlusion if seen else None,
            truncation=seen.truncation if seen else None,
            segmentation=self._mask(seen, seen.mask) if seen and self.masks.modal else None,
            segmentation_amodal=self._mask(seen, seen.amodal_mask) if seen and self.masks.amodal else None,
            state=_state(node, family, self.snapshot),
            morph_from=morph_from,
            morph_to=morph_to,
            lines=ObjectLines(created=_lines(node.created), changed=_lines(node.changed)),
            stand_in=next((member.stand_in for member in family if member.stand_in), ""),
            appearance_of=node.appearance_of,
            seen_through=node.seen_through,
        )

    def _part_content(self, item: SceneObject) -> str:
        """The substring that a piece of a formula or text came from, where the engine knows it: what it was set from
        itself, or the innermost part around it that is not the whole object. A plate behind a part says nothing."""
        node: Node | None = item.node if item.kind.name in _WRITING else None
        while node is not None and node.instance_id != item.parent_id:
            said = node.content.get("part") or _said(node)
            if said:
                return said
            node = self.snapshot.nodes.get(node.parent_id) if node.parent_id is not None else None
        return ""

    def _morph(self, item: SceneObject, content: str) -> tuple[Shown | None, Shown | None]:
        """The two ends of the morph an object is in; nothing where it stays what it is (`.animate`)."""
        node = item.node
        shown = Shown(type=item.kind.name, content=content)
        if node.becoming is not None and node.becoming != (node.bases, node.content):
            return shown, self._end(node, *node.becoming)
        if node.coming_from is not None:
            return self._end(node, *node.coming_from), shown
        return None, None

    def _end(self, node: Node, bases: tuple[str, ...], said: dict[str, str]) -> Shown:
        kind = self.taxonomy.classify(bases, self.engine, node.anchor_bounds is not None, tuple(said))
        return Shown(type=kind.name, content=next((said[key] for key in _CONTENT_KEYS if said.get(key)), bases[0]))

    def _mask(self, seen: Visibility, coverage: Raster | None) -> Rle | None:
        if coverage is None or seen.region is None:
            return None
        camera = self.snapshot.camera
        return encode(coverage, seen.region, camera.width_px, camera.height_px)


def _window(item: SceneObject, snapshot: Snapshot) -> Box | None:
    """The box of the display the object is seen through, None where it is seen directly."""
    return snapshot.leaves[item.leaves[0]].window


def _within_window(item: SceneObject, box: Box, snapshot: Snapshot) -> bool:
    """Whether any of it can be seen where it is seen: a zoomed camera paints also what its display leaves out."""
    window = _window(item, snapshot)
    return window is None or window.intersection(box) is not None


def _content(item: SceneObject, family: Iterable[Node]) -> str:
    """TeX or text as written, "" for what says nothing.

    A group of glyphs (a piece taken out of a formula) says nothing itself but may hold something that does.
    """
    speakers = family if item.kind.name in _WRITING else (item.node,)
    return next((said for said in map(_said, speakers) if said), "")


def _said(node: Node) -> str:
    return next((node.content[key] for key in _CONTENT_KEYS if node.content.get(key)), "")


def _state(node: Node, family: Iterable[Node], snapshot: Snapshot) -> str:
    """The animation the object is in: its own, that of something it is part of, or that of a part of it."""
    at: Node | None = node
    while at is not None:
        if at.instance_id in snapshot.animations:
            return snapshot.animations[at.instance_id]
        at = snapshot.nodes.get(at.parent_id) if at.parent_id is not None else None
    return next(
        (snapshot.animations[member.instance_id] for member in family if member.instance_id in snapshot.animations),
        "still",
    )


def _lines(lines: tuple[SourceLine, ...]) -> tuple[SourceLine, ...]:
    """Source lines without repetitions, innermost first."""
    return tuple(dict.fromkeys(lines))


def find_construct(scene: SceneRef) -> SourceSpan | None:
    """Where the scene's `construct` stands, when its own file has it (in the class or a base in the same file)."""
    try:
        tree = ast.parse(scene.file.read_bytes())
    except (OSError, SyntaxError, ValueError):
        return None
    classes = {item.name: item for item in tree.body if isinstance(item, ast.ClassDef)}
    name: str | None = scene.class_name
    visited: set[str] = set()
    while name in classes and name not in visited:
        visited.add(name)
        for item in classes[name].body:
            if isinstance(item, ast.FunctionDef) and item.name == "construct":
                file = scene.file.relative_to(scene.root).as_posix()
                last = item.end_lineno or item.lineno
                return SourceSpan(name=f"{name}.construct", file=file, first_line=item.lineno, last_line=last)
        bases = [base.id for base in classes[name].bases if isinstance(base, ast.Name)]
        name = next((base for base in bases if base in classes), None)
    return None
