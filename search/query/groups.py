"""A query ready to be answered: groups of alternatives, what is excluded, and what is filtered by."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple, cast

from plugins.model.document import Kind
from search.curation.keys import Terms
from search.query.types import TypedFilter

Where = Literal["text", "english", "name"]


class Alternative(NamedTuple):
    """Terms that must all be there: in any text field («text»), in one of a page in English («english»:
    «parking» is «park» there, and nowhere else), or in a person's name («name»).
    """

    terms: Terms
    weight: float = 1.0
    where: Where = "text"


class Group(NamedTuple):
    """One thing asked for: any of ``alternatives`` answers it. ``places`` are set for a phrase alone.

    A ``weak`` group ranks, but need not be answered when the query asks for something else as well.
    ``weight`` is what its score counts for. ``subject`` is the first part of a compound: what a
    «parkeringskort» is about when no page has the word.
    """

    text: str
    alternatives: tuple[Alternative, ...]
    places: tuple[int, ...] = ()
    weak: bool = False
    subject: str = ""
    weight: float = 1.0


@dataclass(frozen=True, slots=True)
class Query:
    """A query ready to be answered."""

    groups: tuple[Group, ...]
    excluded: tuple[Group, ...] = ()
    filters: tuple[TypedFilter, ...] = ()
    asked: frozenset[Kind] = frozenset()
    """Kinds that the words themselves point at; they rank higher, nothing is filtered away."""
    only_stop_words: bool = False

    def _chosen(self, facet: str) -> tuple[str, ...]:
        narrowing = (one for one in self.filters if one.facet == facet and not one.excludes)
        return tuple(value for one in narrowing for value in one.values)

    @property
    def kinds(self) -> tuple[Kind, ...]:
        """The kinds that are typed as filters."""
        return cast("tuple[Kind, ...]", self._chosen("kind"))

    @property
    def units(self) -> tuple[str, ...]:
        """And the units."""
        return self._chosen("unit")

    @property
    def years(self) -> tuple[int, ...]:
        """And the years."""
        return tuple(map(int, self._chosen("year")))

    @property
    def terms(self) -> Terms:
        """Every term that may have matched in text, for excerpts."""
        return tuple(
            dict.fromkeys(
                t for g in self.groups for a in g.alternatives for t in a.terms if a.where != "name"
            )
        )

    @property
    def whole(self) -> dict[str, str]:
        """Each term that stands for a word as it was typed, and that word."""
        typed = ((g, a) for g in self.groups for a in g.alternatives if a.where != "name" and a.weight >= 1.0)
        return {term: term if g.places else g.text for g, a in typed for term in a.terms}

    @property
    def parts(self) -> frozenset[str]:
        """Terms that only answer together with others: parts of a compound, words of an office expression."""
        text = [a for g in self.groups for a in g.alternatives if a.where != "name"]
        alone = {a.terms[0] for a in text if len(a.terms) == 1}
        return frozenset(t for a in text if a.weight < 1.0 for t in a.terms) - alone - self.whole.keys()

    @property
    def names(self) -> Terms:
        """Every term that may have matched in a person's name."""
        return tuple(
            dict.fromkeys(
                t for g in self.groups for a in g.alternatives for t in a.terms if a.where == "name"
            )
        )
