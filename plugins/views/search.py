"""View models of the pages that the service renders: search, login, error."""

from __future__ import annotations

from datetime import date

from plugins.views.frame import ContactCard, Link, View


class HitView(View, frozen=True):
    """A hit. ``title`` and ``excerpt`` are escaped HTML whose only tag is ``<mark>``."""

    title: str
    url: str
    excerpt: str
    kind: str
    unit: str = ""
    dated: date | None = None
    number: str = ""
    language: str = ""
    counted: str = ""
    """The address that counts the opening and leads to ``url``; empty where nothing is counted."""


class FacetValue(View, frozen=True):
    """A value to narrow by; ``url`` turns it on, or off when it is chosen."""

    text: str
    count: int
    url: str
    chosen: bool = False


class FacetView(View, frozen=True):
    """A facet: «Type», «Virksomhet», «År», «For hvem»."""

    title: str
    name: str
    values: tuple[FacetValue, ...]


class AnswerView(View, frozen=True):
    """What editors have decided to show above the hits."""

    title: str
    url: str
    text: str = ""


class SearchView(View, frozen=True):
    """``sok.html``."""

    query: str
    total: int
    first: int
    last: int
    hits: tuple[HitView, ...]
    facets: tuple[FacetView, ...]
    chosen: tuple[FacetValue, ...]
    """Filters in effect; each ``url`` takes that one away."""
    hidden: tuple[tuple[str, str], ...]
    """Name and value of hidden form fields that keep the filters when the query is changed."""
    previous: str = ""
    next: str = ""
    page: int = 1
    pages: int = 1
    notice: str = ""
    """An honest line, such as that words were left out or that names of persons expire."""
    answers: tuple[AnswerView, ...] = ()
    card: ContactCard | None = None
    """The unit that is to be reached, when its phone or opening hours are asked for."""
    hours_asked: bool = False
    """Whether it is when the unit is open that is asked for."""
    answers_to: str = ""
    """The query that is answered: the one typed, or what was likely meant where that has no hits."""
    meant: Link | None = None
    """«Mente du»: the query that was likely meant."""
    meant_total: int = 0
    forms: tuple[Link, ...] = ()
    """The same search as a feed, a table and data."""
    suggestions: tuple[Link, ...] = ()
    """Where the nearest open lines go, when nothing is found."""
    examples: tuple[Link, ...] = ()


class LoginView(View, frozen=True):
    """``innlogging.html``: posts ``bruker``, ``passord``, ``neste``, ``token`` to ``/innsikt/logg-inn``."""

    error: str = ""
    next: str = ""
    token: str = ""
    """Signed proof that the form came from us; a hidden field."""
    configured: bool = True
    """False when no account is set up; then ``error`` says how, and there is no form to show."""


class ThanksView(View, frozen=True):
    """``takk.html``, after an answer to «Fant du det du lette etter?» about the page at ``page``."""

    page: str
    verdict: str = ""
    """«ja» or «nei» when there is room for some words; empty when they have been written."""


class ErrorView(View, frozen=True):
    """``feil.html``: a page for 4xx and 5xx, never a traceback."""

    status: int
    title: str
    text: str
