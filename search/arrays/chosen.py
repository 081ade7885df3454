"""Some of the documents, so that only they are scored, however many a term has."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from search.arrays.hits import Docs


class Within(NamedTuple):
    """The chosen documents of one segment, numbered as it numbers them.

    Documents of a kind lie together, so most of what a common word has is outside.
    """

    low: int
    """The first and the last that is chosen."""
    high: int
    places: NDArray[np.int32]
    """(high - low + 1,) Where each from ``low`` on stands among all that are chosen; -1 for one that is
    not."""


class Chosen:
    """K of ``documents`` documents, ascending, each once.

    >>> Chosen(np.array([2, 5]), 7).within(1, 6)
    Within(low=1, high=4, places=array([ 0, -1, -1,  1], dtype=int32))
    """

    def __init__(self, docs: Docs, documents: int) -> None:
        self.docs = docs
        self.documents = documents
        self._within: dict[int, Within | None] = {}

    def __len__(self) -> int:
        return len(self.docs)

    def within(self, base: int, documents: int) -> Within | None:
        """Those of the segment whose ``documents`` documents are numbered from ``base`` on; None without any.

        >>> Chosen(np.array([2]), 7).within(4, 3) is None
        True
        """
        if base not in self._within:
            self._within[base] = self._find(base, documents)
        return self._within[base]

    def _find(self, base: int, documents: int) -> Within | None:
        first, after = self.docs.searchsorted((base, base + documents)).tolist()
        if first == after:
            return None
        low, high = int(self.docs[first]) - base, int(self.docs[after - 1]) - base
        places = np.full(high - low + 1, -1, np.int32)
        places[self.docs[first:after] - (base + low)] = np.arange(first, after, dtype=np.int32)
        return Within(low, high, places)
