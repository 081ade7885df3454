"""A journal entry as a page shows it, and the running numbers that are missing between entries."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from plugins.model import addresses
from plugins.model.archive import Dokumentbeskrivelse, Journalpost, Korrespondansepart, Parttype
from plugins.model.names import mask_names
from plugins.views.archive import DocumentLine, EntryView
from plugins.views.archive_reader import ArchiveReader, CaseHeading
from plugins.views.completeness import is_hop
from plugins.views.frame import Link
from plugins.views.masking import HIDDEN_PARTY, MASK, names_in_entry, names_to_hide
from plugins.views.outline import Gap
from plugins.views.rendering import dato
from plugins.views.restrictions import restriction_view
from plugins.views.selections import day_selection

UNDATED = "Udatert"
MASKED_NOTE = (
    f"Navn på privatpersoner vises som {MASK} når oppføringen er mer enn ett år gammel eller mangler dato."
)
_SENDERS = {Parttype.AVSENDER, Parttype.MEDAVSENDER, Parttype.INTERN_AVSENDER}


def gap_text(gap: Gap) -> str:
    """Missing numbers as a line of text.

    >>> gap_text(Gap(0, 2026, 4, 8, "a"))
    'Løpenummer 4–8/2026 er ikke i postlista.'
    >>> gap_text(Gap(0, 2026, 1, 2, "a"))
    'Postlista for 2026 begynner på løpenummer 3. Løpenummer 1–2 er ikke med.'
    """
    numbers = str(gap.first) if gap.first == gap.last else f"{gap.first}–{gap.last}"
    if gap.first == 1:
        begins = f"Postlista for {gap.year} begynner på løpenummer {gap.last + 1}"
        return f"{begins}. Løpenummer {numbers} er ikke med."
    if is_hop(gap):
        return f"Her går løpenumrene fra {gap.first - 1}/{gap.year} til {gap.last + 1}/{gap.year}."
    return f"Løpenummer {numbers}/{gap.year} er ikke i postlista."


def entry_view(entry: Journalpost, reader: ArchiveReader, *, gap: str = "") -> EntryView:
    """One entry as shown, with the names of natural persons hidden when their year has passed."""
    curtain, hidden = reader.curtain, reader.curtain.hides(entry.journaldato)
    heading = reader.heading(entry.arkiv, entry.saksmappe_id)
    # Only what hides names must know all the names of the case.
    names = names_to_hide(entry, reader.case(entry.arkiv, entry.saksmappe_id)) if hidden else ()
    return EntryView(
        anchor=addresses.entry_anchor(entry.system_id),
        number=entry_number(entry, heading.number if heading else ""),
        sequence=f"{entry.journalsekvensnummer}/{entry.journalaar}",
        title=curtain.text(entry.tittel, names, entry.journaldato),
        type_code=entry.type.value,
        type_label=entry.type.label,
        journal_date=entry.journaldato,
        document_date=dato(entry.dokumentets_dato) if entry.dokumentets_dato else UNDATED,
        senders=tuple(party_name(p, names, hidden=hidden) for p in entry.parter if is_sender(p)),
        receivers=tuple(party_name(p, names, hidden=hidden) for p in entry.parter if not is_sender(p)),
        unit=reader.units.title(reader.unit_of(entry)),
        case=case_link(entry, heading, reader),
        permanent=addresses.journal_entry_permanent(entry.arkiv, entry.system_id),
        restriction=restriction_view(entry.skjerming),
        documents=tuple(
            document_line(
                d, curtain.text(d.tittel, names, entry.journaldato), open_=_files_open(entry, hidden)
            )
            for d in entry.dokumenter
        ),
        gap_before=gap,
        filed=heading.filed if heading else "",
        settled=_settled(entry),
    )


def _settled(entry: Journalpost) -> str:
    how = entry.avskrivningsmaate or ("Avskrevet" if entry.avskrevet else "")
    return f"{how} {dato(entry.avskrevet)}" if entry.avskrevet else how


def _files_open(entry: Journalpost, hidden: bool) -> bool:
    """A file is linked when nothing is withheld and its name cannot carry a hidden person's name."""
    return entry.skjerming is None and not (hidden and names_in_entry(entry))


def is_sender(party: Korrespondansepart) -> bool:
    """Whether a party is whom the entry is from."""
    return party.type in _SENDERS


def party_name(party: Korrespondansepart, names: Iterable[str], *, hidden: bool) -> str:
    """A sender or receiver as shown: «Skjermet» when shielded, «[navn]» when the name is hidden."""
    if party.skjermet or not party.navn:
        return HIDDEN_PARTY
    if not hidden:
        return party.navn
    return MASK if party.er_person else mask_names(party.navn, names)


def document_line(document: Dokumentbeskrivelse, title: str, *, open_: bool = True) -> DocumentLine:
    """A document with the title as it may be shown; linked only where the archive gave a web address."""
    url = document.fil if open_ and document.fil.startswith("https://") else ""
    return DocumentLine(title=title, main=document.hoveddokument, format=document.format, url=url)


def entry_number(entry: Journalpost, case_number: str) -> str:
    """Case and document number, «2026/1234-7»; the running number alone when the case is unknown («»)."""
    if not case_number:
        return f"{entry.journalsekvensnummer}/{entry.journalaar}"
    return f"{case_number}-{entry.journalpostnummer}"


def case_link(entry: Journalpost, heading: CaseHeading | None, reader: ArchiveReader) -> Link:
    """The case of an entry; an entry whose case was never delivered links to its own place in the list."""
    if heading is None:
        return Link(text="Saken er ikke levert fra arkivet", url=place_in_day(entry, reader))
    return Link(
        text=f"{heading.number} {heading.title}", url=addresses.case(heading.arkiv, heading.system_id)
    )


def place_in_day(entry: Journalpost, reader: ArchiveReader, at: int | None = None) -> str:
    """Where the whole entry is in the list of its day; ``at`` is its place in the outline, if known."""
    pages = pages_of_day(entry.journaldato, reader)
    if at is None and len(pages) > 1:
        of_day = ((one.arkiv, one.system_id) for one in reader.outline(entry.journaldato))
        at = next(n for n, key in enumerate(of_day) if key == (entry.arkiv, entry.system_id))
    return f"{page_of(pages, at or 0)}#{addresses.entry_anchor(entry.system_id)}"


Pages = list[tuple[int, str]]
"""The pages of a day: the place in its outline that each begins at, and its address."""


def pages_of_day(day: date | None, reader: ArchiveReader) -> Pages:
    """The pages of a day, from its first number on."""
    own = day_selection(day)
    others = enumerate(reader.begins(own)[1:], 2)
    parts = [(begins, addresses.post_list_part(own.address, number)) for number, begins in others]
    return [(0, own.address), *parts]


def page_of(pages: Pages, at: int) -> str:
    """The address of the page that the entry ``at`` in the outline is on."""
    return next(address for begins, address in reversed(pages) if begins <= at)
