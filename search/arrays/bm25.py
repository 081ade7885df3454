"""Whoosh's BM25F of one field, over arrays.

    idf(t)     = ln(D / (n_t + 1)) + 1
    score(t,d) = idf(t) · f · (K1 + 1) / (f + K1 · (1 − B + B · len_d / mean))

D is the number of documents and n_t those that hold the term, deleted ones counted in both; f is the term's
frequency in the document, len_d the field's length as it is coded in a byte, and mean the exact mean length
over all D. (Robertson and Zaragoza, *The Probabilistic Relevance Framework: BM25 and Beyond*, 2009; the idf
and the lengths are Whoosh's own.)
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.util.numeric import byte_to_length

K1 = 1.2
B = 0.75

_LENGTHS = np.array([byte_to_length(byte) for byte in range(256)], np.float64)
"""(256,) The length that each byte stands for."""


def idf(documents: int, with_term: int) -> float:
    """The inverse document frequency; ``documents`` is at least one."""
    return math.log(documents / (with_term + 1)) + 1.0


def length_norms(mean: float) -> NDArray[np.float64]:
    """(256,) K1 · (1 − B + B · len / mean) for each byte of length, so that a document's is one look-up."""
    return K1 * ((1.0 - B) + B * _LENGTHS / (mean or 1.0))


def scores(
    weight: float | NDArray[np.float64], freqs: NDArray[np.unsignedinteger[Any]], norms: NDArray[np.float64]
) -> NDArray[np.float64]:
    """(P,) The scores of P postings: their frequencies, and the norms of their documents' lengths.

    ``weight`` is the idf times whatever the query multiplies the term by, one for all or one for each.
    """
    f = freqs.astype(np.float64)
    return (weight * (K1 + 1.0)) * f / (f + norms)


def most(weight: float) -> float:
    """What no posting of a term scores above, whatever its frequency: the limit of ``scores`` as f grows."""
    return weight * (K1 + 1.0)
