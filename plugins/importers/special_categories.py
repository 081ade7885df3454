"""Which texts and names of a record are judged together for words of special categories.

An entry's parties and the names found in its titles are persons; so are those in the names of its files.
Those who act in office are not: the officer of a case, members and proposers in a meeting.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

import msgspec
from msgspec.structs import replace

from plugins.importers.gate import is_uuid
from plugins.importers.values import BadValueError
from plugins.model.archive import (
    Journalpost,
    Moetedokument,
    Moetemappe,
    Moetesak,
    Saksmappe,
)
from plugins.model.names import find_first_names, find_possible_persons
from plugins.model.sensitive import (
    REMEDY,
    Finding,
    find_sensitive,
    fingerprint,
    has_sensitive,
    words_that_may_be,
)
from plugins.store.agenda_judgements import own_title, private_names, told_in_item
from plugins.store.judgements import ANYBODY, titles, told_in

_MOST_REMEMBERED, _LONGEST = 1 << 15, 500
_harmless: set[str] = {""}
"""Texts without any word that may be of a special category."""
_suspects: set[str] = set()
"""Texts with such a word."""


class HeldForHumanError(BadValueError):
    """A record that a human must see before it is published; ``seen`` is the fingerprint of its texts."""

    def __init__(self, field: str, found: Finding, seen: str) -> None:
        super().__init__(field, found.word, found.reason, REMEDY)
        self.seen = seen


@dataclass(frozen=True, slots=True)
class Judge:
    """Judges records; ``units`` are the names of the municipality's own units.

    ``released`` is what a human has let through: archives, systemIDs and fingerprints.
    """

    units: tuple[str, ...] = ()
    released: frozenset[tuple[str, str, str]] = frozenset()

    def case(self, case: Saksmappe) -> Saksmappe:
        """The case itself. Raises HeldForHumanError when it must be seen first."""
        other = (case.administrativ_enhet, case.saksansvarlig, case.saksstatus, case.system_id)
        self._judge((case.tittel,), lambda: find_first_names(case.tittel), other, case.arkiv, case.system_id)
        return case

    def entry(self, entry: Journalpost) -> Journalpost:
        """The entry itself. Raises HeldForHumanError when it must be seen first."""
        shield = entry.skjerming
        papers = (text for paper in entry.dokumenter for text in (paper.format, paper.system_id))
        parties = (party.navn for party in entry.parter)
        # What counts as a firm by its name may still tell of somebody («X AS, sykmelding for Y»).
        said = (entry.administrativ_enhet, entry.avskrivningsmaate, *(strings(shield) if shield else ()))
        other = (*said, *papers, *parties, entry.system_id)
        self._judge(told_in(entry), lambda: _named_in(entry), other, entry.arkiv, entry.system_id)
        return entry

    def tells(self, texts: Iterable[str]) -> bool:
        """Whether an entry has a word of a special category: it is held when its case names somebody."""
        texts = tuple(texts)
        return not are_harmless(texts) and find_sensitive(texts, ANYBODY, self.units) is not None

    def meeting(self, meeting: Moetemappe) -> Moetemappe:
        """The meeting itself, without its agenda and documents, which are judged one by one."""
        other = strings(replace(meeting, saker=(), dokumenter=()))
        self._judge(
            (meeting.tittel,),
            lambda: find_first_names(meeting.tittel),
            other,
            meeting.arkiv,
            meeting.system_id,
        )
        return meeting

    def item(self, item: Moetesak, meeting: Moetemappe) -> Moetesak:
        """An item of the agenda; members and proposers are there in office."""
        texts = (own_title(meeting), *told_in_item(item))
        other = strings(replace(item, innstilling="", vedtak="", votering="", forslag=()))
        self._judge(texts, lambda: private_names(texts, meeting), other, meeting.arkiv, item.system_id)
        return item

    def document(self, document: Moetedokument, meeting: Moetemappe) -> Moetedokument:
        """A document of the meeting."""
        texts = (own_title(meeting), document.tittel, *titles(document.dokumenter))
        self._judge(
            texts,
            lambda: private_names(texts, meeting),
            strings(document),
            meeting.arkiv,
            document.system_id,
        )
        return document

    def _judge(
        self,
        texts: Iterable[str],
        find_names: Callable[[], Iterable[str]],
        other: Iterable[str],
        arkiv: str,
        system_id: str,
    ) -> None:
        """``texts`` and the names in them belong together; ``other`` values stand each for themselves.

        The names are looked for when there is a word to hold beside them, which hardly ever is.
        """
        texts, other = tuple(texts), tuple(other)
        if are_harmless((*texts, *other)):
            return
        names = tuple(find_names())
        texts = tuple(text for text in texts if text) if names else ()
        found = find_sensitive(texts, names, self.units)
        if found is None:
            alone = next(((f, text) for text in other if (f := self._in_one(text))), None)
            found, texts = (alone[0], (alone[1],)) if alone else (None, texts)
        if found is not None and (arkiv, system_id, seen := fingerprint(texts)) not in self.released:
            raise HeldForHumanError("offentligTittel", found, seen)

    def passes_each(self, texts: Iterable[str]) -> bool:
        """Whether each of these values may stand, when nothing else is said beside it."""
        return all(self._in_one(text) is None for text in suspects(texts))

    def _in_one(self, text: str) -> Finding | None:
        """A word and a name in one and the same value, as in a field that was filled in wrong.

        What looks like a firm there may be a person, and then what should have stood in the field.
        """
        if not has_sensitive(text):
            return None
        return find_sensitive((text,), find_possible_persons(text), self.units)


def suspects(texts: Iterable[str]) -> frozenset[str]:
    """Those of the texts that may have a word that may be of a special category, and none when there is none.

    The same come again and again, and are looked at once.
    """
    # What a machine has named is no word, and would be a new one each time.
    new = [text for text in texts if text not in _harmless and not (len(text) == 36 and is_uuid(text))]
    if not new:
        return frozenset()
    found = _suspects.intersection(new)
    if len(found) < len(new):
        unknown = [text for text in new if text not in found]
        words = words_that_may_be(unknown)
        suspicious = [text for text in unknown if any(word in text for word in words)] if words else []
        found |= frozenset(suspicious)
        if len(_harmless) + len(_suspects) < _MOST_REMEMBERED:
            _harmless.update([text for text in unknown if len(text) <= _LONGEST and text not in found])
            _suspects.update([text for text in suspicious if len(text) <= _LONGEST])
    return frozenset(found)


def are_harmless(texts: Iterable[str]) -> bool:
    """Whether no text has a word that may be of a special category."""
    return not suspects(texts)


def strings(value: object) -> Iterator[str]:
    """All texts in a record of the model, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple):
        for one in value:
            yield from strings(one)
    elif isinstance(value, msgspec.Struct):
        for name in value.__struct_fields__:
            yield from strings(getattr(value, name))


def _named_in(entry: Journalpost) -> Iterator[str]:
    """The persons named in an entry, also by a first name alone."""
    yield from entry.navn
    for text in (entry.tittel, *titles(entry.dokumenter)):
        yield from find_first_names(text)
