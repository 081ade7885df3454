"""The pure content model: what the site is made of. Imports pydantic and the standard library only."""
