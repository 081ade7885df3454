"""What to propose for a search that fails: where people got to in the end tells what would have helped."""

from __future__ import annotations

from dataclasses import replace

from plugins.model.curation import BestBet, Pin, Synonym
from plugins.model.document import Document
from search.curation.curation import LONGEST
from search.curation.keys import main_terms
from search.findings.evidence import Evidence
from search.findings.types import Proposal
from search.insight.values import Rewrite

HELPED = 3
"""Searches that must have got there by rewriting before it is proposed."""
MOSTLY = 0.5
"""Share of those that got somewhere who got to the same place."""


def best_rewrite(evidence: Evidence, term: str) -> Rewrite | None:
    """The rewriting that helped the most, when it helped enough and most of those who did it."""
    found = [r for r in evidence.rewrites.get(term, ()) if r.helped >= HELPED and r.helped > r.searches / 2]
    return max(found, key=lambda r: r.helped, default=None)


def remedy(evidence: Evidence, term: str) -> Proposal:
    """The first of: a synonym of what people write instead, the page they got to as a fixed answer, a title
    that says the word, a page that its unit writes, a question to whoever may know.
    """
    written = as_title(evidence, term) or brief(evidence, term)
    answer = as_answer(evidence, term)
    last = replace(answer, otherwise=written) if answer else written
    rewrite = best_rewrite(evidence, term)
    if rewrite is None or not evidence.answer(rewrite.other).total:
        return last
    why = f"{rewrite.helped} søk kom fram ved å skrive «{rewrite.other}»."
    return replace(as_synonym(term, rewrite.other, why), otherwise=last)


def as_synonym(term: str, other: str, why: str) -> Proposal:
    """Let one term find what another finds."""
    if max(len(term.split()), len(other.split())) > LONGEST:
        return Proposal(f"Bruk ordene i «{term[:80]}» på siden som svarer på «{other[:80]}».")
    synonym = Synonym(word=term[:80], also=(other,), why=why)
    return Proposal(f"La «{term}» finne det samme som «{other}».", synonym)


def as_answer(evidence: Evidence, term: str) -> Proposal | None:
    """The page that most got to, above the hits; None when they got to many different ones or to none."""
    page, searches = _got_to(evidence, term)
    if page is None:
        return None
    bet = BestBet(
        queries=(term,),
        address=page.url,
        title=page.title[:120],
        text=page.summary[:300],
        why=f"{searches} av dem som søkte etter dette, endte her.",
    )
    return Proposal(f"Vis «{page.title}» som fast svar på «{term}».", bet)


def as_title(evidence: Evidence, term: str) -> Proposal | None:
    """A title that says the word, for the page that most got to, when it stands first and is passed by all
    the same. That a title is understood can't be tried: it stands first already.
    """
    page, _ = _got_to(evidence, term)
    if page is None or page != evidence.top_page(term):
        return None
    if set(main_terms(page.title)) & set(main_terms(term)):
        return None
    return Proposal(
        f"«{page.title}» står først, men tittelen sier ikke «{term}». Gi siden en tittel som gjør det, "
        f"for eksempel «{titled(page.title, term)}».",
        unit=page.unit,
    )


def titled(title: str, term: str) -> str:
    """A title that says a term too; where to begin, for whoever writes it.

    >>> titled("Parker og plasser", "hundelufting")
    'Parker og plasser (hundelufting)'
    """
    return f"{title} ({term})"


def _got_to(evidence: Evidence, term: str) -> tuple[Document | None, int]:
    """The page that most got to, and how many did; None when they got to many different ones or to none."""
    found = evidence.destinations(term)
    if not found:
        return None, 0
    address, searches = max(found.items(), key=lambda item: item[1])
    many = searches >= HELPED and searches >= MOSTLY * sum(found.values())
    return (evidence.pages.get(address) if many else None), searches


def as_first(evidence: Evidence, term: str, address: str, searches: int) -> Proposal:
    """The page that people open, first among the hits."""
    pin = Pin(queries=(term,), address=address, place=1, why=f"{searches} søk endte her, lenger nede.")
    return Proposal(f"Sett «{evidence.pages.title_of(address)}» øverst på «{term}».", pin)


def brief(evidence: Evidence, term: str) -> Proposal:
    """A page to be written by the unit that the term seems to concern; a question when nothing tells."""
    unit = evidence.unit_near(term)
    if not unit:
        return Proposal(f"Spør servicetorget hvem som svarer på «{term}».")
    title = evidence.pages.units.get(unit, unit)
    searches = evidence.by_term[term].counts.searches if term in evidence.by_term else 0
    text = f"Be {title} svare på «{term}» på en side: hva det er, hvem det er for, og hvordan man går fram."
    return Proposal(f"{text} {searches} søk på 13 uker venter på det." if searches else text, unit=unit)
