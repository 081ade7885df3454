"""Runs one build from start to swap, under the one lock."""
