"""What people decide about the search: words that mean each other, and what stands first for a query.

Written in ``content/data/sok``, one file for each kind; nothing here touches the index.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from pydantic import Field

from plugins.model.fields import Language, Model

OWN_ADDRESS = r"^/([^/\s]\S*)?$"
ANY_ADDRESS = r"^(https://\S+|/([^/\s]\S*)?)$"
MOST_PLACES = 50


class Decision(Model):
    """What all decisions have: the reason, and the first and the last day that it holds; none is always."""

    why: str = Field(alias="hvorfor", min_length=3, max_length=300)
    begins: date | None = Field(None, alias="fra")
    ends: date | None = Field(None, alias="til")

    def holds_on(self, day: date) -> bool:
        """Whether the decision holds on a day; ``fra`` and ``til`` are both among its days."""
        return (self.begins is None or self.begins <= day) and (self.ends is None or day <= self.ends)


class Synonym(Decision):
    """Who types ``ord`` also finds ``ogsaa``; with ``begge_veier`` the other way too."""

    word: str = Field(alias="ord", min_length=1, max_length=80)
    also: tuple[str, ...] = Field(alias="ogsaa", min_length=1, max_length=20)
    both_ways: bool = Field(False, alias="begge_veier")
    language: Language = Field("nb", alias="sprak", description="the language of the pages with «ogsaa»")


class ForQueries(Decision):
    """A decision on some queries. Word order and inflection are of no matter: «sok» is met by its words."""

    queries: tuple[str, ...] = Field(alias="sok", min_length=1, max_length=50)


class BestBet(ForQueries):
    """The answer above the hits of some queries: a title and a line of text that lead to an address."""

    address: str = Field(alias="adresse", pattern=ANY_ADDRESS)
    title: str = Field(alias="tittel", min_length=2, max_length=120)
    text: str = Field("", alias="tekst", max_length=300)


class Pin(ForQueries):
    """A page that stands at a given place among the hits of some queries; the first place is 1."""

    address: str = Field(alias="adresse", pattern=OWN_ADDRESS)
    place: int = Field(1, alias="plass", ge=1, le=MOST_PLACES)


class Ban(ForQueries):
    """A page that is no answer to some queries."""

    address: str = Field(alias="adresse", pattern=OWN_ADDRESS)


@dataclass(frozen=True, slots=True)
class Entries:
    """Decisions as they were written, whatever day they hold on."""

    synonyms: tuple[Synonym, ...] = ()
    best_bets: tuple[BestBet, ...] = ()
    pins: tuple[Pin, ...] = ()
    bans: tuple[Ban, ...] = ()

    def __add__(self, more: Entries) -> Entries:
        return Entries(
            (*self.synonyms, *more.synonyms),
            (*self.best_bets, *more.best_bets),
            (*self.pins, *more.pins),
            (*self.bans, *more.bans),
        )
