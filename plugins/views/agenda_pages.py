"""A meeting with more on its agenda than a page has room for: parted in treatment order, as cases are.

The pages are found from what was delivered, so that whoever links to an item knows its page without reading
the cases of the others. An item with very many documents goes on from page to page. What its texts have
beyond a page is left out, and the page says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from typing import NamedTuple, TypeVar

from msgspec.structs import replace

from plugins.model import addresses
from plugins.model.archive import Moetemappe, Moetesak, treatment_order
from plugins.views.archive import DocumentLine, PartLinks
from plugins.views.frame import Link
from plugins.views.outline import bytes_of, starts
from plugins.views.politics import AgendaItem, Outcome, ProposalRow
from plugins.views.rendering import tall

T = TypeVar("T")
Pages = tuple[tuple[int, str], ...]
"""Which of the items each page begins at, and its address."""

ROOM = 120_000
"""Bytes of HTML that the items of one page may take. The papers have ``ROOM_PAPERS`` besides."""
ROOM_PAPERS = 60_000
ROOM_PARTICIPANTS = 20_000
MOST_OF_ITEM = ROOM
"""What an item may take by itself: wider ones are shortened to it."""
ROOM_OF_STRETCH = ROOM_PAPERS // 2
"""Bytes of HTML of the documents that an item shows before it may go on to another page."""
MOST_OF_OUTCOME = 70_000
"""What came of it, where it is shown without its papers."""
_ITEM, _DOCUMENT, _TEXT, _PARAGRAPH = 900, 300, 120, 10
_VOTES, _PARTY, _PARTIES = 1500, 180, 12
"""Bytes of HTML around an item, a document, a text and a paragraph of it; around the votes, and a party's.
Where votes name no party, the register may: no body has more of them than that."""
_MOST_OF_TEXT, _MOST_OF_PROPOSAL, _PROPOSALS, _MOST_OF_TITLE = 15_000, 1000, 10, 2000
"""What is left of the texts of an item that is shortened, in bytes, and of its proposals."""
LEFT_OUT = "Det er mer i denne saken enn siden har plass til. Resten står i møteprotokollen."


def agenda_order(items: Iterable[Moetesak]) -> tuple[Moetesak, ...]:
    """The items in treatment order; those that are equal in it by their ids."""
    return tuple(sorted(items, key=lambda item: (*treatment_order(item), item.system_id)))


def item_anchor(item: Moetesak) -> str:
    """The ``id`` of an agenda item on its page of the meeting."""
    return f"sak-{addresses.record_part(item.system_id)}"


class Stretch(NamedTuple):
    """The item ``at`` in the order of the agenda, with its documents from ``first`` to before ``last``."""

    at: int
    first: int
    last: int

    def of(self, items: Sequence[Moetesak]) -> Moetesak:
        """The item with no more than these documents; what came of it is told where its first are."""
        item = items[self.at]
        if (self.first, self.last) == (0, len(item.dokumenter)):
            return item
        item = replace(item, dokumenter=item.dokumenter[self.first : self.last])
        if not self.first:
            return item
        return replace(item, innstilling="", vedtak="", votering="", forslag=(), voteringer=(), videolink="")


def shown_on_pages(meeting: Moetemappe) -> tuple[tuple[Stretch, ...], ...]:
    """What each page of a meeting shows. An item with very many documents goes on from page to page."""
    items = agenda_order(meeting.saker)
    found = [stretch for at, item in enumerate(items) for stretch in _stretches(at, item)]
    begins = starts((min(width_of(one.of(items)), MOST_OF_ITEM) for one in found), ROOM) or (0,)
    ends = (*begins[1:], len(found))
    return tuple(tuple(_joined(found[a:b])) for a, b in zip(begins, ends, strict=True))


def _stretches(at: int, item: Moetesak) -> Iterator[Stretch]:
    widths = (_width_of_document(d.tittel, d.fil) for d in item.dokumenter)
    begins = starts(widths, ROOM_OF_STRETCH) or (0,)
    for first, last in zip(begins, (*begins[1:], len(item.dokumenter)), strict=True):
        yield Stretch(at, first, last)


def _joined(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    """Those of one page: what follows of the same item is one."""
    for at, of_item in groupby(stretches, key=lambda one: one.at):
        shown = list(of_item)
        yield Stretch(at, shown[0].first, shown[-1].last)


def pages_of_meeting(meeting: Moetemappe) -> Pages:
    """The pages of a meeting; always at least its own."""
    key = meeting.arkiv, meeting.system_id
    others = enumerate(shown_on_pages(meeting)[1:], 2)
    parts = ((shown[0].at + (shown[0].first > 0), addresses.meeting_part(*key, n)) for n, shown in others)
    return (0, addresses.meeting(*key)), *parts


def place_of_item(meeting: Moetemappe, item: Moetesak) -> str:
    """Where an item is shown."""
    pages = pages_of_meeting(meeting)
    return place_at(pages, agenda_order(meeting.saker).index(item) if len(pages) > 1 else 0, item)


def place_at(pages: Pages, at: int, item: Moetesak) -> str:
    """Where the item is shown that is ``at`` in the order of the agenda."""
    page = next(address for begins, address in reversed(pages) if begins <= at)
    return f"{page}#{item_anchor(item)}"


def parts_beside(pages: Pages, number: int) -> PartLinks:
    """The pages before and after a page."""
    at = max(number - 1, 0)
    return PartLinks(
        older=pages[at - 1][1] if at else "", newer=pages[at + 1][1] if at + 1 < len(pages) else ""
    )


def page_links(meeting: Moetemappe, pages: Pages) -> tuple[Link, ...]:
    """The pages by the places on the agenda that they hold; none when there is one page alone."""
    if len(pages) < 2:
        return ()
    shown = shown_on_pages(meeting)
    return tuple(Link(text=_label(one), url=address) for one, (_, address) in zip(shown, pages, strict=True))


def _label(shown: tuple[Stretch, ...]) -> str:
    """«4–9», or «2 (101–200)» where an item goes on with its documents."""
    begins, ends = shown[0], shown[-1]
    if begins.at == ends.at:
        goes_on = f" ({begins.first + 1}–{begins.last})" if begins.first else ""
        return f"{begins.at + 1}{goes_on}"
    return f"{begins.at + 1}–{ends.at + 1}"


def documents_shown(stretch: Stretch, item: Moetesak) -> str:
    """«101–200 av 3 000 dokumenter»; empty where all of them are."""
    count = len(item.dokumenter)
    if (stretch.first, stretch.last) == (0, count):
        return ""
    return f"{tall(stretch.first + 1)}–{tall(stretch.last)} av {tall(count)} dokumenter"


def width_of(item: Moetesak) -> int:
    """Bytes of HTML that an item takes, or a little more."""
    texts = [item.vedtak, item.innstilling, item.votering]
    texts += [f"{p.tekst}{p.forslagsstiller}{p.utfall}" for p in item.forslag]
    return (
        _ITEM
        + 3 * bytes_of(item.tittel)
        + 2 * bytes_of(item.videolink)
        + sum(_TEXT + _width_of_text(text) for text in texts if text)
        + sum(_width_of_document(d.tittel, d.fil) for d in item.dokumenter)
        + _width_of_votes(item)
    )


def _width_of_text(text: str) -> int:
    return bytes_of(text) + _PARAGRAPH * (text.count("\n") + 1)


def _width_of_document(title: str, url: str) -> int:
    return _DOCUMENT + bytes_of(title) + bytes_of(url)


def _width_of_votes(item: Moetesak) -> int:
    if not item.voteringer:
        return 0
    parties = {(vote.stemme, vote.representerer) for vote in item.voteringer if vote.representerer}
    without = [vote for vote in item.voteringer if not vote.representerer]
    unsaid = min(len(without), _PARTIES * len({vote.stemme for vote in without}))
    names = sum(bytes_of(vote.navn) + 2 for vote in item.voteringer)
    return _VOTES + sum(_PARTY + 2 * bytes_of(party) for _, party in parties) + _PARTY * unsaid + names


def shortened(view: AgendaItem) -> AgendaItem:
    """An item that is wider than a page, with what it decides first. Names are masked already."""
    return replace(
        view,
        title=_short(view.title, _MOST_OF_TITLE),
        documents=fitting_papers(view.documents, ROOM_OF_STRETCH),
        left_out=LEFT_OUT,
        outcome=short_outcome(view.outcome),
    )


def short_outcome(said: Outcome) -> Outcome:
    """What came of an item, in no more than ``MOST_OF_OUTCOME``."""
    return Outcome(
        recommendation=_short(said.recommendation, _MOST_OF_TEXT),
        proposals=tuple(
            ProposalRow(*(_short(text, _MOST_OF_PROPOSAL) for text in (one.text, one.by, one.result)))
            for one in said.proposals[:_PROPOSALS]
        ),
        decision=_short(said.decision, _MOST_OF_TEXT),
        votes=tuple(replace(group, parties=()) for group in said.votes),
        votes_in_words=_short(said.votes_in_words, _MOST_OF_PROPOSAL),
        video=said.video,
    )


def _fitting(things: Iterable[tuple[T, int]], room: int) -> Iterator[T]:
    """The first of things as far as there is room for their widths."""
    for thing, width in things:
        room -= width
        if room < 0:
            return
        yield thing


def fitting_papers(lines: Iterable[DocumentLine], room: int) -> tuple[DocumentLine, ...]:
    """The first of some documents that there is room for."""
    return tuple(_fitting(((line, _width_of_document(line.title, line.url)) for line in lines), room))


def fitting_names(names: Iterable[str]) -> tuple[str, ...]:
    """The first of those who took part that there is room for."""
    return tuple(_fitting(((name, 40 + bytes_of(name)) for name in names), ROOM_PARTICIPANTS))


def _short(text: str, most: int) -> str:
    """A text of no more bytes than ``most``, broken between words where it can be."""
    if _width_of_text(text) <= most:
        return text
    kept = most
    while _width_of_text(text[:kept]) > most:
        kept = kept * 3 // 4
    return f"{' '.join(text[:kept].rsplit(maxsplit=1)[:1])} …"
