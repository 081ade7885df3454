"""What a ranking is worth: pure functions of the addresses an engine gave and the grades of the judges.

Rankings are best first. All measures are between 0 and 1, and higher is better, except ``no_result_rate``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2
from typing import NamedTuple

import numpy as np

DEPTH = 10
"""How far down people look: one page of hits."""
RELEVANT = 2
"""The lowest grade that counts as found, where a measure knows only yes and no."""
ROUNDS = 10_000
SEED = 2026

Grades = Mapping[str, int]


class Interval(NamedTuple):
    """A mean over queries, and where its 95 % interval begins and ends."""

    mean: float
    low: float
    high: float


def ndcg(ranking: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    r"""Normalised discounted cumulated gain of the first ``depth`` hits.

    .. math:: DCG = \sum_{i=1}^{depth} \frac{2^{g_i} - 1}{\log_2(i + 1)}, \qquad nDCG = DCG / DCG_{ideal}

    g_i is the grade of the hit at rank i, 0 when it is not judged; the ideal has all judged addresses by
    falling grade. The discount is of Järvelin and Kekäläinen, «Cumulated gain-based evaluation of IR
    techniques», ACM TOIS 20(4), 2002; the gain 2^g − 1 of Burges et al., «Learning to rank using gradient
    descent», ICML 2005. An address that is given twice gains once. Raises ValueError for a query that
    nothing answers.

    >>> round(ndcg(["/b/", "/a/"], {"/a/": 3, "/b/": 1}), 4)
    0.7098
    """
    ideal = _gain(sorted(grades.values(), reverse=True)[:depth])
    if not ideal:
        raise ValueError("ingen adresse svarer på spørsmålet, så nDCG er ikke definert")
    return _gain(_grades_of(ranking, grades)[:depth]) / ideal


def reciprocal_rank(ranking: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """1 / rank of the first hit of grade 2 or 3 among the first ``depth``; 0 when there is none.

    >>> reciprocal_rank(["/x/", "/b/", "/a/"], {"/a/": 3, "/b/": 1})
    0.3333333333333333
    """
    for rank, grade in enumerate(_grades_of(ranking, grades)[:depth], 1):
        if grade >= RELEVANT:
            return 1 / rank
    return 0.0


def recall(ranking: Sequence[str], grades: Grades, depth: int = DEPTH) -> float:
    """The share of the addresses of grade 2 or 3 that stand among the first ``depth`` hits.

    >>> recall(["/x/", "/a/"], {"/a/": 3, "/b/": 2, "/c/": 1})
    0.5
    """
    wanted = {address for address, grade in grades.items() if grade >= RELEVANT}
    return len(wanted.intersection(ranking[:depth])) / len(wanted)


def no_result_rate(rankings: Sequence[Sequence[str]]) -> float:
    """The share of queries that found nothing at all.

    >>> no_result_rate([["/a/"], []])
    0.5
    """
    return sum(not ranking for ranking in rankings) / len(rankings)


def mean_interval(values: Sequence[float], rounds: int = ROUNDS, seed: int = SEED) -> Interval:
    """The mean, and its 95 % interval by the percentile bootstrap over queries.

    ``rounds`` samples as large as ``values`` are drawn with replacement, and the interval lies between the
    2.5th and the 97.5th percentile of their means (Efron and Tibshirani, «An Introduction to the
    Bootstrap», 1993, chapter 13). The same seed gives the same interval.
    """
    measured = np.asarray(values, np.float64)
    drawn = np.random.default_rng(seed).integers(0, len(measured), (rounds, len(measured)))
    low, high = np.percentile(measured[drawn].mean(axis=1), (2.5, 97.5))
    return Interval(float(measured.mean()), float(low), float(high))


def difference_interval(
    ours: Sequence[float], theirs: Sequence[float], rounds: int = ROUNDS, seed: int = SEED
) -> Interval:
    """How much better ``ours`` is on the same queries, query by query, with the interval of the difference.

    Pairs are drawn together, so that what makes a query hard for both does not widen the interval. Raises
    ValueError when they are not of the same queries.
    """
    return mean_interval([a - b for a, b in zip(ours, theirs, strict=True)], rounds, seed)


def _grades_of(ranking: Sequence[str], grades: Grades) -> list[int]:
    seen: set[str] = set()
    found = []
    for address in ranking:
        found.append(0 if address in seen else grades.get(address, 0))
        seen.add(address)
    return found


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / log2(rank + 1) for rank, grade in enumerate(grades, 1))
