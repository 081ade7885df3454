"""Findings about pages and units: old answers, pages that should have answered, units short of pages."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator

from plugins.views.rendering import dato
from search.curation.keys import main_terms
from search.findings.evidence import Evidence
from search.findings.failing import fails
from search.findings.types import Finding, Proposal
from search.insight.values import TermCounts

FEWEST_FROM = 10
"""Sessions that must have searched from a page before it should have answered."""
SHARE_OF_FAILURES = 0.15
TIMES_ITS_PAGES = 3.0
"""How many times its share of the pages a unit's share of the failures must be."""


def stale_top(evidence: Evidence) -> Iterator[Finding]:
    """Det øverste treffet skulle vært gjennomgått."""
    sessions: Counter[str] = Counter()
    terms: dict[str, list[str]] = defaultdict(list)
    for term in evidence.terms:
        page = evidence.top_page(term.term)
        if page and page.review_by and page.review_by < evidence.today:
            sessions[page.url] += term.counts.sessions
            terms[page.url].append(term.term)
    for address, people in sessions.items():
        page = evidence.pages.by_address[address]
        unit = page.unit_title or page.unit
        yield Finding(
            kind="gammelt-svar",
            subject=address,
            title=f"«{page.title}» står øverst, og skulle vært gjennomgått innen {dato(page.review_by)}",
            people=people,
            proposal=Proposal(f"Be {unit} gå gjennom siden og sette ny dato.", unit=page.unit),
            address=address,
            unit=page.unit,
            evidence=(("Søk der den står øverst", ", ".join(f"«{term}»" for term in terms[address][:5])),),
        )


def searched_from(evidence: Evidence) -> Iterator[Finding]:
    """Søk gjort fra en side som skulle ha svart."""
    for origin in evidence.origins:
        page = evidence.pages.get(origin.address)
        if page is None or page.kind == "virksomhet" or origin.sessions < FEWEST_FROM:
            continue
        opened = evidence.opened.get(origin.term, ())
        if _is_about(page.title, origin.term) or (opened and opened[0].address == page.url):
            yield Finding(
                kind="sokt-fra",
                subject=f"{origin.address} {origin.term}",
                title=f"Folk på siden «{page.title}» søker etter «{origin.term}»",
                people=origin.sessions,
                proposal=Proposal(
                    f"Be {page.unit_title or page.unit} svare på «{origin.term}» øverst på siden, "
                    "eller i en overskrift som nevner det.",
                    unit=page.unit,
                ),
                term=origin.term,
                address=page.url,
                unit=page.unit,
                evidence=(("Søk fra siden", str(origin.searches)), ("Åpnet noe", str(origin.clicked))),
            )


def weak_unit(evidence: Evidence) -> Iterator[Finding]:
    """En virksomhet der få sider står for mange søk uten svar."""
    failures: dict[str, list[TermCounts]] = defaultdict(list)
    for term in filter(fails, evidence.terms):
        if unit := evidence.unit_near(term.term):
            failures[unit].append(term)
    missed = {unit: sum(_unanswered(term) for term in terms) for unit, terms in failures.items()}
    total, pages = sum(missed.values()), max(len(evidence.pages.by_address), 1)
    for unit, terms in failures.items():
        own = len(evidence.pages.of_unit(unit))
        share = missed[unit] / total
        if len(terms) >= 3 and share >= SHARE_OF_FAILURES and share >= TIMES_ITS_PAGES * own / pages:
            title = evidence.pages.units.get(unit, unit)
            yield Finding(
                kind="virksomhet",
                subject=unit,
                title=f"{title}: {own} sider, og {round(100 * share)} % av søkene uten svar",
                people=sum(round(t.counts.sessions * _unanswered(t) / t.counts.searches) for t in terms),
                proposal=Proposal(
                    f"Ta opp med {title} hvilke sider som mangler, de mest søkte først.", unit=unit
                ),
                unit=unit,
                evidence=(("Søk uten svar", ", ".join(f"«{t.term}» ({_unanswered(t)})" for t in terms[:5])),),
            )


def _unanswered(term: TermCounts) -> int:
    return term.counts.searches - term.counts.clicked


def _is_about(title: str, term: str) -> bool:
    """Whether a title has a word of the term."""
    return bool(set(main_terms(title)) & set(main_terms(term)))
