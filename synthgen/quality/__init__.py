"""Showing a dataset to people, and checking it."""
