"""Edits that people make of a small town's content, theme, settings and clock: each kind by name."""

from tests.engine.edits import around, broken, content, theme
from tests.engine.edits.scene import KINDS, Edit, Scene, apply

__all__ = ["KINDS", "Edit", "Scene", "apply", "around", "broken", "content", "theme"]
