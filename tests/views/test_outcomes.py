"""What came of an item: the decision, and who voted how."""

from __future__ import annotations

import pytest

from plugins.model.archive import Forslag, Stemme, Votering
from plugins.views.outcomes import WITHOUT_PARTY, outcome, vote_groups
from plugins.views.politics import Outcome, PartyVotes, ProposalRow
from tests.views.archive_makers import item

PARTIES = {"liv moen": "SV", "ola haugen": "H", "per bakken": "H"}


def party_of(name: str) -> str:
    return PARTIES.get(name.casefold(), "")


def masked(text: str) -> str:
    return text.replace("Kari Nordlie", "[navn]")


def test_parties_stand_by_how_they_voted_the_most_first() -> None:
    votes = [
        Votering(stemme=Stemme.NEI, representerer="FrP", antall=3),
        Votering(stemme=Stemme.JA, representerer="SV", antall=2),
        Votering(stemme=Stemme.JA, representerer="Ap", antall=7),
        Votering(stemme=Stemme.JA, representerer="H", antall=2),
    ]
    groups = vote_groups(votes, party_of)
    assert [(g.label, g.count, [p.party for p in g.parties]) for g in groups] == [
        ("For", 11, ["Ap", "H", "SV"]),
        ("Mot", 3, ["FrP"]),
    ]


def test_members_are_counted_in_their_party_and_named() -> None:
    votes = [
        Votering(stemme=Stemme.JA, navn="Per Bakken"),
        Votering(stemme=Stemme.JA, navn="Ola Haugen", representerer="H"),
        Votering(stemme=Stemme.JA, navn="Ukjent Vara"),
        Votering(stemme=Stemme.BLANKT, navn="Liv Moen"),
    ]
    yes, blank = vote_groups(votes, party_of)
    assert yes.parties == (
        PartyVotes("H", 2, ("Ola Haugen", "Per Bakken")),
        PartyVotes(WITHOUT_PARTY, 1, ("Ukjent Vara",)),
    )
    assert (blank.label, blank.parties) == ("Blankt", (PartyVotes("SV", 1, ("Liv Moen",)),))


def test_an_item_that_nothing_came_of_says_nothing() -> None:
    assert outcome(item(), masked, party_of) == Outcome()


@pytest.mark.parametrize(
    ("delivered", "said"),
    [
        ({"vedtak": "Brua bygges."}, Outcome(decision="Brua bygges.")),
        ({"vedtak": "Innstilling: Brua bygges."}, Outcome(recommendation="Brua bygges.")),
        ({"vedtak": "INNSTILLING:\nBrua bygges."}, Outcome(recommendation="Brua bygges.")),
        ({"innstilling": "A", "vedtak": "B"}, Outcome(recommendation="A", decision="B")),
        ({"votering": "Mot én stemme (R)."}, Outcome(votes_in_words="Mot én stemme (R).")),
        ({"videolink": "https://tv.example/1"}, Outcome(video="https://tv.example/1")),
    ],
)
def test_a_body_that_recommends_has_made_no_decision(delivered: dict[str, str], said: Outcome) -> None:
    assert outcome(item(**delivered), masked, party_of) == said


def test_private_persons_are_hidden_in_every_text() -> None:
    made = item(
        vedtak="Klagen fra Kari Nordlie avvises.",
        innstilling="Kari Nordlie får medhold.",
        votering="Kari Nordlie får medhold av tre.",
        forslag=(Forslag(tekst="Kari Nordlie får medhold.", forslagsstiller="Kari Nordlie"),),
    )
    said = outcome(made, masked, party_of)
    assert "Nordlie" not in repr(said)
    assert said.proposals == (ProposalRow("[navn] får medhold.", "[navn]"),)
