"""The pure content model: what the site is made of. Imports pydantic, msgspec and stdlib only."""
