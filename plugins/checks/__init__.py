"""The editors' checks: each is a small generator whose docstring is the rule."""
