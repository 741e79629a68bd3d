"""The renderers behind one protocol. Only this package imports manim or manimlib, and only inside worker processes."""
