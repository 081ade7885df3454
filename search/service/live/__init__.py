"""Development only: pages that stand open follow what an editor does."""
