"""How good a detector is, how honest its confidences are, and confidences made honest."""
