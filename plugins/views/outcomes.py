"""What came of an agenda item, as a page shows it: recommendation, proposals, decision, and who voted how."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from plugins.model.archive import Forslag, Moetesak, Stemme, Votering
from plugins.views.politics import Outcome, PartyVotes, ProposalRow, VoteGroup

Shown = Callable[[str], str]
"""A text as it may be shown: without private persons whose year has passed."""

_LABELS = {Stemme.JA: "For", Stemme.NEI: "Mot", Stemme.BLANKT: "Blankt"}
_RECOMMENDS = re.compile(r"innstilling\s*:\s*", re.I)
WITHOUT_PARTY = "Uten parti"


def outcome(item: Moetesak, shown: Shown, party_of: Callable[[str], str]) -> Outcome:
    """The outcome of ``item``. ``party_of`` gives the party of a member, empty when it is not known.

    Those who voted did so in office, and their names are shown whatever their age.
    """
    # Bodies that only recommend have their words where others have a decision.
    begins = _RECOMMENDS.match(item.vedtak)
    recommendation = item.vedtak[begins.end() :] if begins else item.innstilling
    return Outcome(
        recommendation=shown(recommendation),
        proposals=tuple(_proposal(proposal, shown) for proposal in item.forslag),
        decision="" if begins else shown(item.vedtak),
        votes=vote_groups(item.voteringer, party_of),
        votes_in_words=shown(item.votering),
        video=item.videolink,
    )


def _proposal(proposal: Forslag, shown: Shown) -> ProposalRow:
    return ProposalRow(
        text=shown(proposal.tekst), by=shown(proposal.forslagsstiller), result=shown(proposal.utfall)
    )


def vote_groups(votes: Iterable[Votering], party_of: Callable[[str], str]) -> tuple[VoteGroup, ...]:
    """The votes by how they were cast, for first; within it by party, the most votes first."""
    by_vote: dict[Stemme, dict[str, list[Votering]]] = {vote: {} for vote in Stemme}
    for vote in votes:
        party = vote.representerer or party_of(vote.navn) or WITHOUT_PARTY
        by_vote[vote.stemme].setdefault(party, []).append(vote)
    return tuple(_group(cast, parties) for cast, parties in by_vote.items() if parties)


def _group(cast: Stemme, parties: dict[str, list[Votering]]) -> VoteGroup:
    rows = [_party(party, votes) for party, votes in parties.items()]
    rows.sort(key=lambda row: (row.party == WITHOUT_PARTY, -row.count, row.party.casefold()))
    return VoteGroup(_LABELS[cast], sum(row.count for row in rows), tuple(rows))


def _party(party: str, votes: list[Votering]) -> PartyVotes:
    names = sorted({vote.navn for vote in votes if vote.navn}, key=str.casefold)
    return PartyVotes(party, sum(vote.antall for vote in votes), tuple(names))
