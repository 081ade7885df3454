"""The word analysis as a visible pipe."""
