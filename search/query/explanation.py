"""Why a hit stands where it stands, for advisers: what each word gave, and what each layer did with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.query.groups import Query
from search.query.matching import group_hits
from search.query.ranking import Ranked
from search.query.snapshot import Mask, Snapshot
from search.query.types import Explanation


def explain(
    snapshot: Snapshot, query: Query, ranked: Ranked, shown: Sequence[int], named: Mask
) -> list[Explanation]:
    """The explanation of each hit that is shown, by document number."""
    docs = ranked.hits.docs
    places = np.searchsorted(docs, np.array(shown, np.int64))
    words = [(group.text, group_hits(snapshot, group, named)) for group in query.groups]
    told = []
    for number, place in zip(shown, places.tolist(), strict=True):
        given = ((text, hits.scores[hits.docs == number]) for text, hits in words)
        told.append(
            Explanation(
                words=tuple((text, round(float(score[0]), 4)) for text, score in given if len(score)),
                factors=tuple((name, round(float(f[place]), 4)) for name, f in ranked.factors.items()),
            )
        )
    return told
