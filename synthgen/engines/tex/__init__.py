"""TeX for all engines: one service, and the hooks that lead each library's TeX through it."""

from synthgen.engines.tex.errors import TexError, TexMissing, TexTimeout
from synthgen.engines.tex.routes import route_community, route_opengl, route_period
from synthgen.engines.tex.service import TexService

__all__ = ["TexError", "TexMissing", "TexService", "TexTimeout", "route_community", "route_opengl", "route_period"]
