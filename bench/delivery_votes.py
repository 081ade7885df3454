"""What was proposed and how the vote went on some items of the demonstration, as case systems deliver it."""

from __future__ import annotations

from typing import Any, NamedTuple

from bench.delivery_xml import E


class Proposal(NamedTuple):
    """A proposal, who put it forward, and what came of it."""

    text: str
    by: str
    party: str
    result: str


class PartyVote(NamedTuple):
    """The votes of a party, cast alike."""

    vote: str
    party: str
    number: int


class MemberVote(NamedTuple):
    """The vote of one member."""

    vote: str
    name: str
    party: str


Told = Proposal | PartyVote | MemberVote | str
"""A text is the whole vote in words."""

_TOLD: dict[str, tuple[Told, ...]] = {
    "FSK-74/26": (
        MemberVote("Ja", "Ragnhild Tveiterås", "Ap"),
        MemberVote("Ja", "Eivind Sandersen Moe", "Sp"),
        MemberVote("Ja", "Sunniva Brekkhus", "Ap"),
        MemberVote("Ja", "Torbjørn Haugsrud", "H"),
        MemberVote("Ja", "Ingvild Solbergmoen", "SV"),
        MemberVote("Ja", "Kjersti Mørkvedlia", "V"),
        MemberVote("Ja", "Gro Helene Aaserudlia", "H"),
        MemberVote("Nei", "Vidar Krogsbølet", "FrP"),
        MemberVote("Blankt", "Stian Langholmen", "H"),
    ),
    "KST-65/26": (
        Proposal(
            "Åpningstiden skal fortsatt være til klokken 01.00 alle dager.",
            "Sigrid Aanestadvik", "KrF", "falt",
        ),
        PartyVote("Ja", "H", 7), PartyVote("Ja", "Ap", 4), PartyVote("Ja", "FrP", 3),
        PartyVote("Ja", "V", 2), PartyVote("Ja", "Sp", 2), PartyVote("Nei", "Ap", 3),
        PartyVote("Nei", "SV", 2), PartyVote("Nei", "MDG", 2), PartyVote("Nei", "KrF", 1),
        PartyVote("Nei", "R", 1),
    ),
    "KST-67/26": ("Innstillingen ble vedtatt mot én stemme (R).",),
    "KST-68/26": (
        Proposal(
            "Kommunestyret ber om at strekningen forbi Kråkstad skole bygges først.",
            "Eivind Sandersen Moe", "Sp", "oversendt",
        ),
        Proposal("Saken utsettes til budsjettet for 2027 er vedtatt.", "Vidar Krogsbølet", "FrP", "falt"),
        PartyVote("Ja", "Ap", 7), PartyVote("Ja", "H", 7), PartyVote("Ja", "SV", 2),
        PartyVote("Ja", "Sp", 2), PartyVote("Ja", "V", 2), PartyVote("Ja", "MDG", 2),
        PartyVote("Ja", "KrF", 1), PartyVote("Ja", "R", 1), PartyVote("Nei", "FrP", 3),
    ),
}  # fmt: skip


def outcome(number: str) -> list[Any]:
    """The elements that tell of an item, by its number."""
    return [_element(told) for told in _TOLD.get(number, ())]


def _element(told: Told) -> Any:
    match told:
        case Proposal():
            by = E.forslagsstiller(told.by), E.parti(told.party)
            return E.forslag(E.forslagstekst(told.text), *by, E.utfall(told.result))
        case PartyVote():
            return E.votering(E.stemme(told.vote), E.parti(told.party), E.antall(str(told.number)))
        case MemberVote():
            member = E.moetedeltaker(E.moetedeltakerNavn(told.name))
            return E.votering(E.stemme(told.vote), member, E.representerer(told.party))
        case str():
            return E.votering(told)
