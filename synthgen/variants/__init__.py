"""Variants of a moment: drawn again, changed in their pixels, or split into context and target."""
