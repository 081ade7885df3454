"""The advisers' desk: who may sit at it, what they decide, and what is written down of it."""
