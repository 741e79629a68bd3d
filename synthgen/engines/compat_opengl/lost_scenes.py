"""Classes of scenes and mobjects that left the library. Where the scene's own repository has one, that is taken."""

from __future__ import annotations

import importlib
from typing import Any

from synthgen.engines.compat.repair import Repair

# Names in the videos repository's own collection of what it once used.
KEPT_BY_THE_REPOSITORY = {
    "GraphScene": "once_useful_constructs.graph_scene",
    "LinearTransformationScene": "once_useful_constructs.vector_space_scene",
    "VectorScene": "once_useful_constructs.vector_space_scene",
    "ReconfigurableScene": "once_useful_constructs.reconfigurable_scene",
    "SampleSpaceScene": "once_useful_constructs.sample_space_scene",
    "ComplexTransformationScene": "once_useful_constructs.complex_transformation_scene",
    "NumericalMatrixMultiplication": "once_useful_constructs.matrix_multiplication",
    "CountingScene": "once_useful_constructs.counting",
    "DiscreteGraphScene": "once_useful_constructs.graph_theory",
    "HilbertCurve": "once_useful_constructs.fractals",
    "FlowSnake": "once_useful_constructs.fractals",
    "Sierpinski": "once_useful_constructs.fractals",
    "coefficients_to_roots": "_2022.quintic.roots_and_coefs",
    "roots_to_coefficients": "_2022.quintic.roots_and_coefs",
    "gauss_func": "_2023.clt.main",
    "get_det_text": "once_useful_constructs.linear_algebra",
    "Lighthouse": "once_useful_constructs.light",
    "dpoly": "_2022.quintic.roots_and_coefs",
    "poly": "_2022.quintic.roots_and_coefs",
    "digest_config": "once_useful_constructs.dict_shenanigans",
}


def lost_names() -> dict[str, Any]:
    scene_class = importlib.import_module("manimlib.scene.scene").Scene
    three_d = importlib.import_module("manimlib.scene.scene").ThreeDScene
    library = importlib.import_module("manimlib")
    formulas = importlib.import_module("manimlib.mobject.svg.old_tex_mobject")

    class MovingCameraScene(scene_class):  # type: ignore[misc, valid-type]
        """A scene whose camera moves: any scene's does today. `camera_frame` is what it shows."""

        def setup(self) -> None:
            super().setup()
            self.camera_frame = self.camera.frame

    class SpecialThreeDScene(three_d):  # type: ignore[misc, valid-type]
        """A scene in space with settings for quick drafts, which are left out."""

        def get_axes(self) -> Any:
            return library.ThreeDAxes()

    class ExternallyAnimatedScene(scene_class):  # type: ignore[misc, valid-type]
        """Stands for a stretch of video that came from elsewhere: it has nothing to show."""

    class TODOStub(scene_class):  # type: ignore[misc, valid-type]
        """A note of what is still to be made: its message is what it shows."""

        message = ""

        def construct(self) -> None:
            self.add(library.Text(f"TODO: {self.message}"))
            self.wait()

    class FadeInFrom(library.FadeIn):  # type: ignore[name-defined]
        """Fades in while it comes from a direction."""

        def __init__(self, mobject: Any, direction: Any = library.DOWN, **kwargs: Any) -> None:
            super().__init__(mobject, shift=-direction, **kwargs)

    class FadeOutAndShift(library.FadeOut):  # type: ignore[name-defined]
        """Fades out while it goes in a direction."""

        def __init__(self, mobject: Any, direction: Any = library.DOWN, **kwargs: Any) -> None:
            super().__init__(mobject, shift=direction, **kwargs)

    glyph = importlib.import_module("manimlib.mobject.svg.svg_mobject").VMobjectFromSVGPath

    class OfAFormula(type):
        def __instancecheck__(cls, mobject: Any) -> bool:
            owners = getattr(mobject, "parents", ())
            return isinstance(mobject, glyph) and any(isinstance(one, formulas.SingleStringTex) for one in owners)

    class TexSymbol(metaclass=OfAFormula):
        """What glyphs of formulas are; they are not of a class of their own today."""

    return {
        "FadeInFrom": FadeInFrom,
        "FadeOutAndShift": FadeOutAndShift,
        "FillArrow": library.Arrow,
        "ShowPassingFlashWithThinningStrokeWidth": library.VShowPassingFlash,
        "MovingCameraScene": MovingCameraScene,
        "SpecialThreeDScene": SpecialThreeDScene,
        "ExternallyAnimatedScene": ExternallyAnimatedScene,
        "TODOStub": TODOStub,
        "TexSymbol": TexSymbol,
        "VECTOR_LABEL_SCALE_FACTOR": 0.8,
        # It split a percent sign in two, for a renderer that could not fill shapes of several pieces.
        "fix_percent": lambda sign: None,
        # In annotations, whose names are imported for type checkers only.
        "ManimColor": Any,
        "List": list,
        "OldTex": formulas.OldTex,
        "OldTexText": formulas.OldTexText,
        "TexMobject": formulas.OldTex,
        "TextMobject": formulas.OldTexText,
    }


REPAIR = Repair("lost_scenes", "NameError: name 'MovingCameraScene' is not defined", names=lost_names)
