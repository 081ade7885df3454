"""Whoosh's postings as memory-mapped NumPy arrays, and queries as vector operations on them.

Whoosh keeps the index; beside each of its immutable segments lies a folder of arrays decoded from it
(``decode``, ``layout``). A ``Collection`` of segments answers a query (``query``) with the documents that
match and their scores, the very scores of Whoosh's own searcher (``bm25``, ``evaluate``).
"""

from search.arrays.collection import Collection
from search.arrays.hits import Hits
from search.arrays.query import And, AndNot, Every, Fields, Or, Phrase, Prefix, Query, Range, Term

__all__ = [
    "And",
    "AndNot",
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
