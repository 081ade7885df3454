"""Postings as memory-mapped NumPy arrays, and queries as vector operations on them.

Whoosh keeps the index: schema, segments, deletions, lock. The postings of each immutable segment are arrays
(``invert``, ``layout``), which Whoosh's own searcher reads as well (``codec``). A ``Collection`` of segments
answers a query (``query``) with the documents that match and their scores, the very scores of Whoosh's
searcher (``bm25``, ``evaluate``).
"""

from search.arrays.chosen import Chosen
from search.arrays.collection import Collection
from search.arrays.hits import Hits
from search.arrays.query import And, AndNot, Every, Fields, Or, Phrase, Prefix, Query, Range, Term

__all__ = [
    "And",
    "AndNot",
    "Chosen",
    "Collection",
    "Every",
    "Fields",
    "Hits",
    "Or",
    "Phrase",
    "Prefix",
    "Query",
    "Range",
    "Term",
]
