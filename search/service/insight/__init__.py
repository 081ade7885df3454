"""The pages of the insight: each a function from what was asked to a title and blocks."""
