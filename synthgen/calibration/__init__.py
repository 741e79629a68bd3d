"""How good a detector is, how honest its confidences are, and confidences made honest.

calibrator = load("calibration/calibrator.json")
detections = apply(calibrator, detections, classes)
"""

from synthgen.calibration.calibrators import Calibrator, apply, load
from synthgen.calibration.types import Detections

__all__ = ["Calibrator", "Detections", "apply", "load"]
