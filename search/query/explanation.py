"""Why a hit stands where it stands, for advisers: what each word gave, and what each layer did with it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from search.arrays import Chosen
from search.query.groups import Query
from search.query.lookup import Lookup
from search.query.ranking import Ranked
from search.query.snapshot import Mask, Snapshot
from search.query.types import Explanation

NOT_WHOLE = "mangler noe av det andre"
"""What is taken from a text that does not answer all that was asked for."""


def explain(
    snapshot: Snapshot, query: Query, ranked: Ranked, shown: Sequence[int], named: Mask
) -> list[Explanation]:
    """The explanation of each hit that is shown, by document number."""
    docs = ranked.hits.docs
    chosen, lookup = Chosen(docs, snapshot.collection.documents), Lookup(snapshot, query, named)
    words = [(group.text, lookup.scores(group, chosen) * group.weight) for group in query.groups]
    if (text := ranked.factors.get("tekst")) is not None:
        sums = sum((scores for _, scores in words), np.zeros(len(docs)))
        words.append((NOT_WHOLE, np.where(sums > 0.0, text - sums, 0.0)))
    told = []
    for place in np.searchsorted(docs, np.array(shown, np.int64)).tolist():
        told.append(
            Explanation(
                words=tuple(
                    (text, number) for text, scores in words if (number := round(float(scores[place]), 4))
                ),
                factors=tuple((name, round(float(f[place]), 4)) for name, f in ranked.factors.items()),
            )
        )
    return told
