"""Which documents may be found by the names of persons in them on a day; the model says for each date."""

from __future__ import annotations

from datetime import date

import numpy as np
from numpy.typing import NDArray

from plugins.model.visibility import names_may_be_hit
from search.columns import Columns


def names_usable(columns: Columns, today: date) -> NDArray[np.bool_]:
    """(N,) Documents whose persons' names may be hit on ``today``."""
    usable = np.zeros(len(columns), np.bool_)
    has = np.flatnonzero(columns.has_names)
    dates, places = np.unique(columns.names_dated[has], return_inverse=True)
    allowed = [names_may_be_hit(_date(ordinal), today) for ordinal in dates.tolist()]
    usable[has] = np.array(allowed, np.bool_)[places]
    return usable


def _date(ordinal: int) -> date | None:
    return date.fromordinal(ordinal) if ordinal else None
