"""Every number that ranking rests on, each with its reason. Nothing else in the search holds a weight."""

from __future__ import annotations

FIELD_WEIGHTS: dict[str, float] = {
    "number": 6.0,  # who types a case number means that case
    "title": 5.0,  # editors front-load titles; most queries are a title's words
    "keywords": 3.5,  # everyday words the editor chose for this page
    "headings": 2.0,  # headings answer questions
    "summary": 2.0,  # one sentence on what the page is
    "lead_parts": 2.5,  # «barnehage» in a title's «barnehageplass»: meant, but less than the word itself
    "body": 1.0,  # what the others are measured against
    "context": 0.8,  # the unit's name and the subjects stand on many pages
    "body_parts": 0.3,  # parts of compounds in running text find much and say little
}

PART_WEIGHT = 0.4
"""A compound found by its parts («plass i barnehage» for barnehageplass) says less than the word itself."""
JOINED_WEIGHT = 1.2
"""A compound for the words that it was typed as: the same word, spelt as the pages spell it. A little more
than each of them alone: «kultur hus» is no house."""
SYNONYM_WEIGHT = 0.5
"""An office word for an everyday word: right, but after those who use the word itself. Both weights are
shared between the terms of the alternative, so that three office words don't outweigh one plain word."""
CASE_WEIGHT = 0.5
"""The case of a document that was asked for by its own number, and the day of any year for a date in full."""

NAME_WEIGHT = 4.0
"""A person's name in a current journal entry. A constant: frequencies would tell about expired entries."""

OWN_NAME_WEIGHTS: dict[str, float] = {
    "ski": 0.2,  # «ordfører i Ski» is about the mayor, not about what has the name in its title
    "kommune": 0.5,  # «jobb i kommunen» is about jobs; it also means the way in, as the synonyms say
}
"""What the municipality is called, which any page may have."""

WEAK_MISSING = 0.6
"""For a document without the weak words of a query («åpningstider» of a library): not all of it."""

KIND_WEIGHTS: dict[str, float] = {
    "tjeneste": 1.0,
    "virksomhet": 0.9,  # phone and opening hours are asked for nearly as often as services
    "utvalg": 1.0,  # members and what the body decides on
    "horing": 0.6,  # whoever asks about a place or a plan may want to have a say; the service comes first
    "nyhet": 0.3,  # an old one is history; a new one is lifted by its date
    "mote": 0.3,  # an agenda mentions everything; a meeting is asked for by body, date or item
    "sak": 0.02,  # a title like «Barnehageplass – Eikeli barnehage» is no answer to «barnehage»
    "journalpost": 0.01,  # seven in ten documents are entries; they must never crowd out a service
}
"""For a query of ordinary words, which nearly always asks what the municipality offers."""

ASKED_KIND_WEIGHTS: dict[str, float] = {
    "sak": 1.5,  # «sak 26/935», a street address, a property: only the archive answers, the case first
    "journalpost": 0.3,  # a case has many entries; it is read as one
    "mote": 1.2,  # «møte i kommunestyret»: the meeting before the page on the body
    "nyhet": 1.2,  # «nyheter om skolen»: the news before the school's page
    "horing": 1.3,  # «høring ski vest»
    "virksomhet": 1.1,  # «telefon NAV»
}
"""For the kinds that the query itself points at (``intent.py``)."""

ENGLISH_WEIGHT = 0.6
"""A page in English, for words that both languages have («Ski», «NAV»); English words find little else."""

NAMED_TITLE_WORDS = 3
"""A title of so many words typed in full is no coincidence: it names its document, also in the archive."""

TITLE_BONUS = 0.6
"""A title that is exactly what was typed counts this much more; half of it typed, half of this."""

NEAR_BONUS = 0.2
"""Words that stand together in the query and in a title («plass i barnehage») mean the same thing there."""
NEAR_FIELDS = ("title", "headings")
"""Running text has most words beside one another somewhere."""
MOST_PAIRS = 3
"""Neighbours looked for; what a long query is about stands first in it."""

TARGET_GROUP_WEIGHT = 1.15
"""For the people that the query names («tilskudd lag og foreninger»): a hint, no more."""

FRESH_KINDS: dict[str, float] = {
    "nyhet": 1.0,  # news is what is new
    "mote": 0.6,  # the last meeting and the next are asked for, though a decision keeps
    "journalpost": 0.2,  # the archive is asked by subject and number; newness only parts equals
    "sak": 0.2,
}
"""How much newness adds, for kinds where it matters; a service page is as good as it is right."""
FRESH_HALF_LIFE = 120.0
"""Days until half of the newness is gone."""

NUMBER_FIRST: dict[str, float] = {"sak": 20.0, "journalpost": 4.0, "mote": 4.0}
"""What is named by the number typed comes before what mentions it, and the case before its entries."""
