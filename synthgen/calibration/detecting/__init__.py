"""Detectors that look at pictures: any network in ONNX, and those that come with the program."""
