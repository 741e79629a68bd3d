"""synthgen: render-based synthetic ground truth for mathematical animation.

Importing this package is cheap: no animation engine is loaded until a worker process asks for one.
"""

__version__ = "0.1.0"
