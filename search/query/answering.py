"""One search in a snapshot: read the query, match, filter and count, rank, and show one page."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

import numpy as np
from msgspec import structs

from plugins.model.visibility import names_may_be_hit
from search.arrays.hits import Docs
from search.curation.curation import Curation, Decided
from search.query.answers import cases_by_sequence, leads_to, sequence_number, unit_to_reach
from search.query.curated import at_addresses, places_of, with_pinned
from search.query.excerpts import excerpt, mark
from search.query.explanation import explain
from search.query.facets import Filters, filter_and_count, having
from search.query.groups import Query
from search.query.matching import Matches, match
from search.query.notices import by_sequence, instead_of, looks_like_a_name, notice
from search.query.order import Order
from search.query.parse import parse
from search.query.passages import Found, Highlights, shown_texts
from search.query.ranking import Ranker
from search.query.snapshot import Mask, Snapshot
from search.query.spelling import FEW, all_known, respelt
from search.query.types import FACETS, FacetCount, Hit, Meant, Ranking, Results, SearchParams
from search.texts import Card

Facets = dict[str, tuple[FacetCount, ...]]


@dataclass(frozen=True)
class Asked:
    """A search as it was read: what it asks for, what is decided for it, and which documents may answer."""

    params: SearchParams
    now: datetime
    query: Query
    decided: Decided
    filters: Filters
    candidates: Mask
    named: Mask
    """Documents whose persons' names may be hit."""

    @property
    def is_plain(self) -> bool:
        """The first page of a search without filters: where an answer may stand above the hits."""
        return self.params.page == 1 and self.filters == Filters() and not self.query.filters


def answer(
    snapshot: Snapshot, params: SearchParams, now: datetime, curation: Curation, ranking: Ranking
) -> Results:
    """The answer to one search at ``now``, by the decisions of ``curation``.

    Where nothing at all is found, and something was likely meant, that is what is answered; where all that
    was typed are words, it is only proposed.
    """
    asked = _read(snapshot, params, now, curation)
    results = _answer(snapshot, asked, curation, ranking)
    meant = results.meant
    if results.total or meant is None or ranking.as_typed or all_known(asked.query):
        return results
    instead = _read(snapshot, replace(params, text=meant.text), now, curation)
    found = _answer(snapshot, instead, curation, ranking)
    return replace(found, relaxed=True, meant=None, answers_to=meant.text, notice=instead_of(params.text))


def _answer(snapshot: Snapshot, asked: Asked, curation: Curation, ranking: Ranking) -> Results:
    params, query, decided = asked.params, asked.query, asked.decided
    matches = _matched(snapshot, asked)
    sequence = sequence_number(params.text)
    numbered = cases_by_sequence(snapshot, sequence, asked.candidates, asked.now.date())
    if numbered and matches.relaxed:
        matches = Matches()
    pinned = {case: place for place, case in enumerate(numbered, 1)}
    pinned |= places_of(snapshot, decided.pins, asked.candidates)
    if ranking.newest:
        matches = matches.alone()
    docs, facets = filter_and_count(snapshot, with_pinned(matches, pinned).docs, asked.filters)
    found = with_pinned(matches.among(docs), pinned)
    ranker = Ranker(snapshot, query, found, asked.now.date(), ranking.without)
    order = Order(ranker, ranking.newest)
    shown = order.page(docs, pinned, (params.page - 1) * params.size, params.size)
    return Results(
        total=len(docs),
        hits=_hits(snapshot, asked, shown, ranker if ranking.explain else None),
        facets={name: facets[name] for name in FACETS},
        relaxed=found.relaxed,
        notice=by_sequence(sequence, len(numbered)) if numbered else notice(params, query, found),
        best_bets=decided.best_bets if asked.is_plain else (),
        unit=unit_to_reach(snapshot, query, docs, order.of) if asked.is_plain and not found.relaxed else "",
        leads_to=leads_to(snapshot, query, asked.candidates) if asked.is_plain else "",
        meant=_meant(snapshot, asked, matches.alone(), docs, curation),
        filters=query.filters,
        terms=query.terms,
    )


def _hits(
    snapshot: Snapshot, asked: Asked, shown: list[tuple[float, int]], explained: Ranker | None
) -> tuple[Hit, ...]:
    query, numbers = asked.query, [number for _, number in shown]
    highlights = Highlights(frozenset(query.terms), frozenset(query.names), query.whole, query.parts)
    marks = (highlights.without_names(), highlights)
    cards = zip(snapshot.cards(numbers, highlights), shown, strict=True)
    hits = tuple(_hit(*card, score, marks, asked.now) for card, (score, _) in cards)
    if explained is None:
        return hits
    ranked = explained.rank(np.array(sorted(numbers), np.int64))
    told = explain(snapshot, query, ranked, numbers, asked.named)
    return tuple(structs.replace(hit, explanation=one) for hit, one in zip(hits, told, strict=True))


def _read(snapshot: Snapshot, params: SearchParams, now: datetime, curation: Curation) -> Asked:
    rules = curation.on(now.date())
    decided = rules.decided(params.text)
    query = parse(params.text, snapshot.description.units, rules)
    candidates = _candidates(snapshot, params, now)
    if decided.bans:
        candidates = candidates & ~at_addresses(snapshot, decided.banned)
    for one in query.filters:
        if one.excludes:
            candidates = candidates & ~having(snapshot, one)
    named = snapshot.with_names(now.date())
    return Asked(params, now, query, decided, _filters(params, query), candidates, named)


def _matched(snapshot: Snapshot, asked: Asked) -> Matches:
    if not asked.params.text and asked.filters != Filters():
        return Matches(np.flatnonzero(asked.candidates))
    if asked.query.only_stop_words:
        return Matches()
    return match(snapshot, asked.query, asked.candidates, asked.named)


def _meant(
    snapshot: Snapshot, asked: Asked, matches: Matches, docs: Docs, curation: Curation
) -> Meant | None:
    """The query that was meant, with how many answer all of it: never fewer than answer what was typed."""
    if (len(matches.docs) > FEW and not matches.relaxed) or looks_like_a_name(asked.params.text):
        return None
    text = respelt(snapshot, asked.params.text, asked.query, asked.candidates, asked.named)
    if not text:
        return None
    other = _read(snapshot, replace(asked.params, text=text, page=1), asked.now, curation)
    better = _matched(snapshot, other).alone()
    kept, _ = filter_and_count(snapshot, better.docs, other.filters)
    total, before = len(kept), 0 if matches.relaxed else np.count_nonzero(np.isin(docs, matches.docs))
    is_better = total > before or (total == before > 0)
    return Meant(text=text, total=total) if is_better and not better.relaxed else None


def _candidates(snapshot: Snapshot, params: SearchParams, now: datetime) -> Mask:
    shown = snapshot.shown(now)
    if not params.language:
        return shown
    columns = snapshot.columns
    chosen = np.array([language == params.language for language in columns.words.languages], np.bool_)
    return shown & chosen[columns.languages] if len(chosen) else shown


def _filters(params: SearchParams, query: Query) -> Filters:
    return Filters(
        frozenset((*params.kinds, *query.kinds)),
        frozenset((*params.units, *query.units)),
        frozenset((*params.years, *query.years)),
        frozenset(params.target_groups),
    )


def _hit(card: Card, found: Found, score: float, either: tuple[Highlights, Highlights], now: datetime) -> Hit:
    """A hit with the names in it while they may be hit, and masked afterwards; ``either`` is what is marked
    without names, and with them.
    """
    document, named = card.document, card.document.named
    if named is not None and not names_may_be_hit(named.dated, now.date()):
        named = None
    marks = either[named is not None]
    texts = shown_texts(card, found, marks, named=named is not None)
    return Hit(
        id=document.id,
        url=document.url,
        kind=document.kind,
        title=named.title if named else document.title,
        summary=named.summary if named else document.summary,
        title_html=mark(texts.title),
        excerpt_html=excerpt(texts, marks),
        number=document.number,
        unit=document.unit,
        unit_title=document.unit_title,
        language=document.language,
        dated=document.dated,
        score=round(score, 4),
        updated=document.modified or document.dated,
        lasting=(document.title, document.summary),
    )
