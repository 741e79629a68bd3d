"""Real video against re-rendered scenes: decoding, comparing pictures, aligning time, judging, registering."""
