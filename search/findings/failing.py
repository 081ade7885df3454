"""Findings about a search that does not help: each kind a small function over the evidence."""

from __future__ import annotations

from collections.abc import Iterator

from search.findings.evidence import Evidence, Opened
from search.findings.remedies import as_first, as_synonym, best_rewrite, brief, remedy, titled
from search.findings.types import Edited, Finding, Proposal
from search.findings.words import is_english
from search.insight.gaps import HALF, wilson
from search.insight.values import TermCounts
from search.query.intent import ARCHIVE

NO_RESULTS = 0.5
"""Share of a term's searches that found nothing."""
FAR_DOWN = 4.0
"""Mean position from which what people open is far down: below the first screen of a phone."""
STILL_DOWN = 3
REWRITTEN = 0.3
"""Share of a term's searches that were rewritten to the same other term."""
FEWEST = 5
"""Searches that must have ended the same way."""


def no_results(evidence: Evidence) -> Iterator[Finding]:
    """Søk som ikke gir noe treff."""
    for term in evidence.terms:
        counts = term.counts
        if counts.no_results >= NO_RESULTS * counts.searches and not evidence.answer(term.term).total:
            yield _finding(
                evidence,
                "uten-treff",
                term,
                f"«{term.term}» gir ingen treff",
                remedy(evidence, term.term),
                people=_share(term, counts.no_results),
            )


def no_clicks(evidence: Evidence) -> Iterator[Finding]:
    """Søk med treff som nesten ingen åpner."""
    for term in evidence.terms:
        if not _ignored(term) or not evidence.answer(term.term).total:
            continue
        if not _only_archive(evidence, term.term) and not _is_lifted(evidence, term.term):
            title = f"«{term.term}» gir treff som nesten ingen åpner"
            yield _finding(evidence, "uten-klikk", term, title, remedy(evidence, term.term))


def far_down(evidence: Evidence) -> Iterator[Finding]:
    """Siden folk åpner, ligger langt nede blant treffene."""
    for term in evidence.terms:
        opened = evidence.opened.get(term.term, ())
        top = opened[0] if opened else None
        if top is None or not _is_far_down(top, sum(one.first for one in opened)):
            continue
        place = _place(evidence, term.term, top.address)
        if place is None or place > STILL_DOWN:
            where = f"på plass {place}" if place else "ikke blant de ti første"
            title = f"«{term.term}»: siden folk åpner, ligger {where}"
            proposal = as_first(evidence, term.term, top.address, top.first)
            people = _share(term, top.first)
            yield _finding(evidence, "langt-nede", term, title, proposal, people=people, address=top.address)


def rewritten(evidence: Evidence) -> Iterator[Finding]:
    """Folk må bytte ord for å finne fram."""
    for term in evidence.terms:
        rewrite = best_rewrite(evidence, term.term)
        if rewrite is None or rewrite.searches < REWRITTEN * term.counts.searches:
            continue
        if rewrite.sessions >= FEWEST and not _is_mended(evidence, term.term, rewrite.other):
            title = f"Folk søker «{term.term}», og så «{rewrite.other}»"
            proposal = remedy(evidence, term.term)
            yield _finding(evidence, "bytter-ord", term, title, proposal, people=rewrite.sessions)


def other_form(evidence: Evidence) -> Iterator[Finding]:
    """En skrivemåte som ikke virker, der en annen av samme ord gjør det (nynorsk, bøyning, skrivefeil)."""
    for term in filter(fails, evidence.terms):
        twin = evidence.twin(term.term)
        if twin and not _is_mended(evidence, term.term, twin):
            title = f"«{term.term}» virker ikke, men «{twin}» gjør det"
            why = f"Samme ord som «{twin}», skrevet annerledes."
            proposal = as_synonym(term.term, twin, why)
            yield _finding(evidence, "skrivemate", term, title, proposal)


def english(evidence: Evidence) -> Iterator[Finding]:
    """Et engelsk ord der den engelske siden heter noe annet."""
    for term in filter(fails, evidence.terms):
        top = evidence.top_page(term.term)
        if not is_english(term.term) or (top and top.language == "en"):
            continue
        address = _english_page(evidence, term.term)
        if address is None:
            proposal = brief(evidence, term.term)
        else:
            page = evidence.pages.title_of(address)
            text = f"Legg «{term.term}» til nøkkelordene på den engelske siden «{page}»."
            unit, better = evidence.pages.unit_of(address), titled(page, term.term)
            renamed = Proposal(f"Gi «{page}» tittelen «{better}».", Edited(address, title=better), unit)
            proposal = Proposal(text, Edited(address, keywords=(term.term,)), unit, otherwise=renamed)
        title = f"«{term.term}»: engelsk ord uten svar"
        yield _finding(evidence, "engelsk", term, title, proposal, address=address or "")


def only_archive(evidence: Evidence) -> Iterator[Finding]:
    """Et søk som bare postlister og saker svarer på."""
    for term in filter(fails, evidence.terms):
        if _only_archive(evidence, term.term):
            title = f"«{term.term}» besvares bare av postlista"
            yield _finding(evidence, "bare-arkiv", term, title, brief(evidence, term.term))


def fails(term: TermCounts) -> bool:
    """Whether it is sure (95 percent) that more than half of the searches open nothing."""
    counts = term.counts
    return wilson(counts.searches - counts.clicked, counts.searches)[0] > HALF


def _ignored(term: TermCounts) -> bool:
    """As ``fails``, of the searches that did find something."""
    counts = term.counts
    found = counts.searches - counts.no_results
    return found > 0 and wilson(found - counts.clicked, found)[0] > HALF


def _only_archive(evidence: Evidence, term: str) -> bool:
    hits = evidence.answer(term).hits
    return bool(hits) and all(hit.kind in ARCHIVE for hit in hits)


def _is_far_down(top: Opened, total: int) -> bool:
    return top.first >= FEWEST and 2 * top.first >= total and top.mean_position >= FAR_DOWN


def _place(evidence: Evidence, term: str, address: str) -> int | None:
    """Where an address stands now; 1 as a fixed answer; None when not among the first."""
    answer = evidence.answer(term)
    if any(bet.address == address for bet in answer.best_bets):
        return 1
    return next((n for n, hit in enumerate(answer.hits, 1) if hit.url == address), None)


def _is_lifted(evidence: Evidence, term: str) -> bool:
    """Whether the page people opened now stands much higher than it did: what came of it is not known yet."""
    opened = evidence.opened.get(term, ())
    place = _place(evidence, term, opened[0].address) if opened else None
    return place is not None and place <= STILL_DOWN and opened[0].mean_position >= place + 2


def _is_mended(evidence: Evidence, term: str, other: str) -> bool:
    """Whether a term now gives what people got to by the other, among the first or as high as the other."""
    wanted = evidence.destinations(term)
    hits = evidence.answer(other).hits
    address = max(wanted, key=lambda a: wanted[a]) if wanted else hits[0].url if hits else ""
    place = _place(evidence, term, address)
    return place is not None and place <= max(STILL_DOWN, _place(evidence, other, address) or 0)


def _english_page(evidence: Evidence, term: str) -> str | None:
    """The English page that people got to, or the first among the hits for what they wrote instead."""
    found = sorted(evidence.destinations(term).items(), key=lambda item: -item[1])
    hits = [hit.url for r in evidence.rewrites.get(term, ()) for hit in evidence.answer(r.other).hits]
    for address in (*(address for address, _ in found), *hits):
        page = evidence.pages.get(address)
        if page is not None and page.language == "en":
            return page.url
    return None


def _share(term: TermCounts, searches: int) -> int:
    """The sessions behind some of a term's searches."""
    return round(term.counts.sessions * min(searches, term.counts.searches) / term.counts.searches)


def _finding(  # noqa: PLR0913, PLR0917  (what differs from kind to kind)
    evidence: Evidence,
    kind: str,
    term: TermCounts,
    title: str,
    proposal: Proposal,
    people: int = -1,
    address: str = "",
) -> Finding:
    counts = term.counts
    unanswered = counts.searches - counts.clicked
    return Finding(
        kind=kind,
        subject=term.term,
        title=title,
        people=_share(term, unanswered) if people < 0 else people,
        proposal=proposal,
        term=term.term,
        address=address,
        unit=proposal.unit or evidence.unit_near(term.term),
        evidence=(
            ("Søk", str(counts.searches)),
            ("Uten klikk", str(unanswered)),
            ("Uten treff", str(counts.no_results)),
            ("Treff nå", str(evidence.answer(term.term).total)),
            *(
                (("Skriver i stedet", _instead(evidence, term.term)),)
                if term.term in evidence.rewrites
                else ()
            ),
        ),
    )


def _instead(evidence: Evidence, term: str) -> str:
    return ", ".join(f"«{r.other}» ({r.searches})" for r in evidence.rewrites[term][:3])
