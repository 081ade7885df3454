"""How good the search is: what residents ask, what answers them, and the measures that compare engines."""
