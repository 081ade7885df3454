"""Every number that ranking rests on, each with its reason. Nothing else in the search holds a weight."""

from __future__ import annotations

K1 = 1.2
"""How fast more mentions stop counting; Robertson's usual value, and Whoosh's."""
B = 0.75
"""How much a long text is held back; the usual value, and Whoosh's."""

FIELD_WEIGHTS: dict[str, float] = {
    "number": 6.0,  # who types a case number means that case
    "title": 5.0,  # editors front-load titles; most queries are a title's words
    "keywords": 3.5,  # everyday words the editor chose for this page
    "headings": 2.0,  # headings answer questions
    "summary": 2.0,  # one sentence on what the page is
    "lead_parts": 1.5,  # «plass» in a title's «barnehageplass»: meant, but less than the word itself
    "body": 1.0,
    "context": 0.8,  # the unit's name and the subjects stand on many pages
    "body_parts": 0.3,  # parts of compounds in running text find much and say little
}

NAME_WEIGHT = 4.0
"""A person's name in a current journal entry. A constant: frequencies would tell about expired entries."""

KIND_WEIGHTS: dict[str, float] = {
    "tjeneste": 1.0,
    "virksomhet": 1.0,  # phone and opening hours are asked for as often as services
    "utvalg": 0.85,
    "nyhet": 0.7,
    "mote": 0.55,
    "sak": 0.5,
    "journalpost": 0.25,  # nine in ten documents are entries; they must never crowd out a service
}

TITLE_BONUS = 0.6
"""A title that is exactly what was typed counts this much more; half of it typed, half of this."""

FRESH_KINDS: dict[str, float] = {"nyhet": 0.5, "mote": 0.4, "journalpost": 0.2, "sak": 0.2}
"""How much newness adds, for kinds where it matters; a service page is as good as it is right."""
FRESH_HALF_LIFE = 180.0
"""Days until half of the newness is gone."""

NUMBER_FIRST: dict[str, float] = {"sak": 20.0, "journalpost": 4.0, "mote": 4.0}
"""What is named by the number typed comes before what mentions it, and the case before its entries."""
