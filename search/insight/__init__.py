"""The search log that keeps as little as possible, and what advisers read from it."""
