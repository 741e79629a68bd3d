from .shapes import COLORS, SIDES

__all__ = ["COLORS", "SIDES"]
