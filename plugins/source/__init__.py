"""Reads what units write: front matter, Markdown and shared registers, into the model."""
