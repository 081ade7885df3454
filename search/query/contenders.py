"""The hits that can be among those that are shown, in order; what cannot is never scored.

Most hits of a common word are entries of the archive, which count a hundredth of a service. Where enough
services answer, no entry can come before them, however well it answers: no text scores above its limit
(``Matches.most``), and no layer multiplies by more than its own (``ranking.bounds_by_kind``). So the kinds
that may score highest are scored first, and of the others only those that may still reach a place.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from search.arrays.hits import Docs, Hits, Scores, union
from search.columns import KINDS
from search.query.ranking import ALMOST, Bounds, Ranker, bounds_by_kind, main_terms_of
from search.query.snapshot import Mask
from search.query.weights import NAMED_TITLE_WORDS

FEW = 500
"""Hits that are all scored: that costs less than to find out which."""


def contenders(ranker: Ranker, docs: Docs, count: int) -> Hits:
    """Of some documents that match, at least those that are among the ``count`` best, with final scores."""
    limits = _limits(ranker)
    if len(docs) <= max(count, FEW) or limits is None:
        return ranker.best(docs, None, count)
    most = limits.most * ranker.matches.most
    class_of = _class_of(ranker, docs)
    in_class = np.bincount(class_of, minlength=len(most))
    taken = _enough(most, in_class, count)
    found = ranker.best(*_of_classes(taken, docs, class_of, limits), count)
    least = np.partition(found.scores, -count)[-count]
    more = (most >= least * ALMOST) & ~taken & (in_class > 0)
    if not more.any():
        return found
    others = ranker.best(*_of_classes(more, docs, class_of, limits), count)
    return union([found, others], ranker.snapshot.collection.documents)


def _of_classes(
    classes: Mask, docs: Docs, class_of: NDArray[np.int64], limits: Bounds
) -> tuple[Docs, Bounds]:
    """The documents in some classes, each with its bounds."""
    places = classes[class_of].nonzero()[0]
    class_of = class_of[places]
    return docs[places], Bounds(limits.least[class_of], limits.most[class_of])


def _limits(ranker: Ranker) -> Bounds | None:
    """What each kind is multiplied by, and then the same for what may be named by its whole title; None where
    kinds say too little: a number that is typed lifts its own document above all others.
    """
    if "type" in ranker.without or any("/" in terms[0] for terms in main_terms_of(ranker.query)):
        return None
    return bounds_by_kind(ranker.query.asked)


def _class_of(ranker: Ranker, docs: Docs) -> NDArray[np.int64]:
    """The place of each document's limit."""
    columns, words = ranker.snapshot.columns, len(main_terms_of(ranker.query))
    kinds = columns.kinds[docs].astype(np.int64)
    if words < NAMED_TITLE_WORDS:
        return kinds
    return kinds + len(KINDS) * (columns.title_words[docs] <= words)


def _enough(most: Scores, in_class: NDArray[np.int64], count: int) -> NDArray[np.bool_]:
    """The classes with the highest limits that have ``count`` documents together, and those as high."""
    order = np.argsort(-most, kind="stable")
    last = order[np.searchsorted(np.cumsum(in_class[order]), count)]
    enough: NDArray[np.bool_] = most >= most[last]
    return enough
