"""A town that searches, made up and deterministic: for demonstrations, and for tests that know the truth."""
