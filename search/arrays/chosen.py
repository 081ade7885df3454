"""Some of the documents, so that only they are scored, however many a term has."""

from __future__ import annotations

from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from search.arrays.hits import Docs


class Chosen:
    """K of ``documents`` documents, ascending, each once.

    >>> Chosen(np.array([2, 5]), 7).places.tolist()
    [-1, -1, 0, -1, -1, 1, -1]
    """

    def __init__(self, docs: Docs, documents: int) -> None:
        self.docs = docs
        self.documents = documents

    def __len__(self) -> int:
        return len(self.docs)

    def span(self, base: int, documents: int) -> tuple[int, int]:
        """The first and the last that is chosen of the documents from ``base`` on, counted from there.

        Documents of a kind lie together, so most of what a common word has is outside.

        >>> Chosen(np.array([2, 5]), 7).span(4, 3), Chosen(np.array([2]), 7).span(4, 3)
        ((1, 1), (1, 0))
        """
        first, after = np.searchsorted(self.docs, (base, base + documents)).tolist()
        return (int(self.docs[first]) - base, int(self.docs[after - 1]) - base) if first < after else (1, 0)

    @cached_property
    def places(self) -> NDArray[np.int32]:
        """(documents,) Where each document stands among the chosen; -1 for one that is not chosen."""
        places = np.full(self.documents, -1, np.int32)
        places[self.docs] = np.arange(len(self.docs), dtype=np.int32)
        return places
