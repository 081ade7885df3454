"""All kinds of findings, in the order that decides what a term is told of first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from search.findings import failing, placed, timely
from search.findings.evidence import Evidence
from search.findings.types import Finding

FEWEST_PEOPLE = 10
"""Fewer than these are not worth an adviser's morning."""

Find = Callable[[Evidence], Iterator[Finding]]


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of finding: what it is called, and the function whose docstring says what it is."""

    name: str
    find: Find
    about_a_term: bool = True
    """Whether a term that an earlier kind tells of need not be told of again."""


KINDS: dict[str, Kind] = {
    "plutselig": Kind("Plutselig økning", timely.sudden_rise, about_a_term=False),
    "sesong": Kind("Sesong", timely.early_season, about_a_term=False),
    "engelsk": Kind("Engelsk ord", failing.english),
    "skrivemate": Kind("Skrivemåte", failing.other_form),
    "bytter-ord": Kind("Bytter ord", failing.rewritten),
    "uten-treff": Kind("Ingen treff", failing.no_results),
    "langt-nede": Kind("Langt nede", failing.far_down),
    "bare-arkiv": Kind("Bare postlista", failing.only_archive),
    "uten-klikk": Kind("Ingen klikk", failing.no_clicks),
    "gammelt-svar": Kind("Gammelt svar", placed.stale_top, about_a_term=False),
    "sokt-fra": Kind("Søkt fra siden", placed.searched_from, about_a_term=False),
    "virksomhet": Kind("Virksomhet", placed.weak_unit, about_a_term=False),
}


def find_all(evidence: Evidence) -> tuple[Finding, ...]:
    """Every finding, the one that would help the most people first; a term is told of once."""
    found: list[Finding] = []
    told: set[str] = set()
    for kind in KINDS.values():
        new = [f for f in kind.find(evidence) if not (kind.about_a_term and f.term in told)]
        if kind.about_a_term:
            told.update(finding.term for finding in new)
        found += new
    worth = (finding for finding in found if finding.people >= FEWEST_PEOPLE)
    return tuple(sorted(worth, key=lambda finding: (-finding.people, finding.key)))
