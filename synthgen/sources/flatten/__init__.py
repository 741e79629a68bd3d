"""Flattening: a scene class with all it needs of the user's own files, as one file that stands for itself."""

from synthgen.sources.flatten.flattener import Flattener
from synthgen.sources.flatten.modules import Modules
from synthgen.sources.flatten.outcomes import Failed, Flattened, Gap, GapKind, Outcome, Skipped

__all__ = ["Failed", "Flattened", "Flattener", "Gap", "GapKind", "Modules", "Outcome", "Skipped"]
