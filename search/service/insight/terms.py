"""A search term: over time, what is opened and where it stood, what people write instead, what is done."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence

from plugins.views.frame import Link
from plugins.views.insight import Block, Column, DataTable, Facts
from plugins.views.rendering import tall
from search.insight.period import Period
from search.insight.values import ClickCounts, Rewrite, TermCounts
from search.query.types import Hit
from search.service.errors import ServiceError
from search.service.insight.asked import Asked
from search.service.insight.charts import timeline
from search.service.insight.findings import finding_list
from search.service.insight.page import Made
from search.service.insight.parts import (
    number,
    percent,
    said,
    share_text,
    span_text,
    terms_table,
    text,
    verdicts_by_page,
)
from search.service.insight.sources import Sources
from search.service.insight.trials import trial

MOST = 200
HITS = 10


def terms(sources: Sources, asked: Asked) -> Made:
    """All search terms, or one when ``q`` is chosen."""
    if asked.get("q"):
        return _one(sources, asked, asked.get("q"))
    limit = None if asked.least else MOST
    found = sources.log.terms(asked.period, "searches", limit, asked.least)
    rest = sources.log.rest(asked.period)
    summary = f"Det folk skrev {span_text(asked)}."
    if len(found) == limit:
        summary += f" De {limit} mest søkte; alle er i CSV-fila."
    if rest:
        summary += f" {tall(rest)} søk er «øvrige»: for få sto bak hvert av dem til at de vises."
    return Made("Søkeord", summary, (terms_table(found, asked, "ord", "Søkeord"),))


def _one(sources: Sources, asked: Asked, term: str) -> Made:
    log, period = sources.log, asked.period
    counts = log.term(period, term)
    back = Link(text="Alle søkeord", url=asked.url("ord"))
    if counts.counts.sessions < max(asked.least, 1):
        summary = "Så få har søkt etter dette i perioden at vi ikke viser det, eller ingen."
        return Made(f"«{term[:80]}»", summary, (), back)
    about = [p for p in sources.placed if p.finding.term == term]
    blocks: list[Block] = [_facts(counts)]
    if about:
        blocks.append(finding_list(about, sources, asked, "Hva vi kan gjøre"))
    blocks.append(
        timeline(log.timeline(term, _span(period)), asked, log.timeline(term, _span(period).last_year()))
    )
    clicks = log.clicks(period, term=term, least=asked.least)
    hits = _hits(sources, term)
    blocks.append(_results(sources, asked, hits, clicks))
    blocks.append(_by_place(sources, asked, clicks))
    to = log.rewrites(period, term=term, least=asked.least)
    likely = [click.address for click in (*clicks, *_after(sources, asked, to))]
    came = log.rewrites(period, other=term, least=asked.least)
    blocks.append(_rewrites(to, asked, "til", "Skriver dette i stedet", to_other=True))
    blocks.append(_rewrites(came, asked, "fra", "Kommer hit fra", to_other=False))
    blocks.append(_origins(sources, asked, term))
    blocks += trial(sources, asked, term, [*likely, *(hit.url for hit in hits)])
    return Made(f"«{term}»", f"Søk etter «{term}» {span_text(asked)}.", tuple(blocks), back)


def _span(period: Period) -> Period:
    """At least a quarter of a year, so that there is a line to draw."""
    return period if (period.end - period.start).days >= 90 else Period.weeks(13, period.end)


def _facts(term: TermCounts) -> Facts:
    counts = term.counts
    place = f"{tall(counts.positions / counts.clicks, 1)}" if counts.clicks else "–"
    return Facts(
        id="kort",
        title="Kort fortalt",
        items=(
            ("Søk", tall(counts.searches)),
            ("Økter", tall(counts.sessions)),
            ("Klikkrate", share_text(counts.clicked / counts.searches)),
            ("Uten treff", share_text(counts.no_results / counts.searches)),
            ("Skrev noe annet", share_text(counts.refined / counts.searches)),
            ("Ga opp", share_text(counts.exits / counts.searches)),
            ("Klikkets plass", place),
            ("Treff sist", "–" if term.hits is None else tall(term.hits)),
        ),
    )


def _hits(sources: Sources, term: str) -> tuple[Hit, ...]:
    """What the search gives for a term now; nothing when there is no index to ask."""
    try:
        return sources.search(term, HITS).hits
    except ServiceError:
        return ()


def _after(sources: Sources, asked: Asked, rewrites: Sequence[Rewrite]) -> tuple[ClickCounts, ...]:
    """What was opened from what most wrote instead."""
    return sources.log.clicks(asked.period, term=rewrites[0].other) if rewrites else ()


def _results(sources: Sources, asked: Asked, hits: Sequence[Hit], clicks: Sequence[ClickCounts]) -> DataTable:
    """The hits as they stand now, how often each is opened from this term, and what its readers say."""
    opened: Counter[str] = Counter()
    for click in clicks:
        opened[click.address] += click.clicks
    total, verdicts = sum(opened.values()), verdicts_by_page(sources, asked)
    return DataTable(
        id="treff",
        title="Treffene slik de står nå",
        caption="De første treffene, delen av klikkene de fikk i perioden, og hva leserne av sidene sier",
        columns=(
            Column(title="Treff"),
            Column(title="Plass", number=True),
            Column(title="Klikk", number=True),
            Column(title="Andel", number=True),
            Column(title="Fant det", number=True),
            Column(title="Svar", number=True),
        ),
        rows=tuple(
            (
                text(hit.title, asked.page_url(hit.url)),
                number(place),
                number(opened[hit.url]),
                percent(opened[hit.url], total),
                *said(verdicts.get(hit.url)),
            )
            for place, hit in enumerate(hits, 1)
        ),
        csv=asked.csv("treff"),
        empty="Søket gir ingen treff nå.",
    )


def _by_place(sources: Sources, asked: Asked, clicks: Sequence[ClickCounts]) -> DataTable:
    """What is opened, with how often at the first three places and below them."""
    places: dict[str, dict[int, int]] = defaultdict(lambda: defaultdict(int))
    for click in clicks:
        places[click.address][min(click.position, 4)] += click.clicks
    rows = sorted(places.items(), key=lambda item: (-sum(item[1].values()), item[0]))
    total = sum(sum(counts.values()) for _, counts in rows)
    return DataTable(
        id="klikk",
        title="Hva folk åpner",
        caption=f"Klikk etter plassen treffet sto på, {span_text(asked)}",
        columns=(
            Column(title="Side"),
            Column(title="Klikk", number=True),
            Column(title="Andel", number=True),
            *(Column(title=name, number=True) for name in ("1.", "2.", "3.", "4. og lavere")),
        ),
        rows=tuple(
            (
                text(sources.pages.title_of(address), asked.page_url(address)),
                number(sum(counts.values()), share=sum(counts.values()) / total),
                percent(sum(counts.values()), total),
                *(number(counts[place]) for place in (1, 2, 3, 4)),
            )
            for address, counts in rows
        ),
        csv=asked.csv("klikk"),
        empty="Ingen side er åpnet av så mange at den vises.",
    )


def _rewrites(found: tuple[Rewrite, ...], asked: Asked, id_: str, title: str, *, to_other: bool) -> DataTable:
    return DataTable(
        half=True,
        id=id_,
        title=title,
        caption=f"Søk som ble byttet ut innen fem minutter, {span_text(asked)}",
        columns=(
            Column(title="Søkeord"),
            Column(title="Ganger", number=True),
            Column(title="Kom fram", number=True),
            Column(title="Andel", number=True),
        ),
        rows=tuple(
            (
                text(word := r.other if to_other else r.term, asked.term_url(word)),
                number(r.searches, share=r.searches / found[0].searches),
                number(r.helped),
                percent(r.helped, r.searches),
            )
            for r in found
        ),
        csv=asked.csv(id_),
        empty="Ingen bytter som mange nok har gjort.",
    )


def _origins(sources: Sources, asked: Asked, term: str) -> DataTable:
    found = sources.log.origins(asked.period, term=term, least=asked.least)
    return DataTable(
        half=True,
        id="sokt-fra",
        title="Søkt fra",
        caption=f"Sidene folk sto på da de søkte, {span_text(asked)}",
        columns=(
            Column(title="Side"),
            Column(title="Søk", number=True),
            Column(title="Klikkrate", number=True),
        ),
        rows=tuple(
            (
                text(sources.pages.title_of(origin.address), asked.page_url(origin.address)),
                number(origin.searches),
                percent(origin.clicked, origin.searches),
            )
            for origin in found
        ),
        csv=asked.csv("sokt-fra"),
        empty="Ingen side har så mange søk at den vises.",
    )
