"""Entries that take the short way come out just as they would by the long one."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bench.deliveries import write_journal
from bench.delivery_forms import FORMS
from plugins.importers import files, ordinary, xml_stream
from plugins.importers.conversion import Converter, Telling
from plugins.importers.delivery import Delivered, Meter
from plugins.importers.special_categories import Judge
from plugins.importers.together import Together
from plugins.importers.unread import Unread
from plugins.model.clock import OSLO
from tests.importers.test_nothing_planted_comes_through import SECRETS

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
XML_FORMS = sorted(set(FORMS) - {"jsonld"})
JUDGE = Judge(("Barnevern", "NAV Ski"))
TEXTS = (
    "", " ", "N/A", "ukjent", "Ukjent", "0", "00000000", "12", "2026", "-1", "x", "*****", "skjermet", "1899",
    "2026-02-29", "2026-02-28", "20260228", "28.02.2026", "2026-02-28T23:30:00Z", "udatert", "9" * 13,
    "Kari Nordmann", "Nordmann, Kari", "KARI NORDMANN", "Hansen AS",
    "Søknad fra Kari Nordmann om sykehjemsplass",
    "Barnevern", "Svar fra Barnevern til Ola Hansen", "sykmelding", "a\\b\\Klage_Kari-Nordmann.pdf", "I", "U",
    "O", "Unntatt offentlighet", "mottaker", "part, avsender", "Hoveddokument", "H", "1", "j", "P",
    "Offentlig variant", "BU", "Besvart av Kari Nordmann", "lang " * 30, "Søknad\u00ad", "to\nlinjer",
    "e\u0301n", "\ue003", "𝟏𝟐",
    "Klage_Kari_Nordmann.pdf", "KariNordmann", "Bjørn Gjelsten – klage", "Emma", "Sykmelding Emma",
    "dok/a%20b.pdf", "dok/010190%2000083.pdf", "010190\n          00083", "9001 2345", "kari(at)gmail.com",
    "50 % mer (at)",
    "123 45 678", "01019000083", "kari@example.com", "15/1234", "4016-4016-40161",
)  # fmt: skip


def entries(form: str) -> list[Delivered]:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_stream, "_CHUNK", 1 << 12)
        write_journal(Path(folder), 150, date(2026, 9, 1), date(2026, 9, 8), 5, form=form)
        (file,) = Path(folder).iterdir()
        found = xml_stream.delivered(file, files.recognise(file).encoding, Meter(1))
        return [record for record in found if isinstance(record.node, Unread)]


ENTRIES = {form: entries(form) for form in XML_FORMS}


def converted(records: Iterable[Delivered], *, ordinarily: bool) -> list[Telling]:
    with pytest.MonkeyPatch.context() as patch:
        if not ordinarily:
            patch.setattr(Together, "rows", lambda self, records: [None] * len(records))
        return Converter("fil", NOW, JUDGE).convert(records)


def changed(record: Delivered, texts: dict[int, str]) -> Delivered:
    entry = record.node
    assert isinstance(entry, Unread)
    new = tuple(texts.get(place, text) for place, text in enumerate(entry.texts))
    return Delivered(record.role, Unread(entry.plan, new, entry.place), record.arkiv, record.case_id)


def same(records: Iterable[Delivered]) -> None:
    records = tuple(records)
    assert converted(records, ordinarily=True) == converted(records, ordinarily=False)


@pytest.mark.parametrize("form", XML_FORMS)
def test_a_whole_journal_is_the_same(form: str) -> None:
    same(ENTRIES[form])


@pytest.mark.parametrize("form", XML_FORMS)
def test_nearly_all_entries_are_ordinary(form: str) -> None:
    rows = Together(JUDGE).rows(ENTRIES[form])
    assert sum(row is not None for row in rows) > 0.9 * len(rows)


@pytest.mark.parametrize("form", XML_FORMS)
@pytest.mark.parametrize("text", [*TEXTS, *(way for _, ways in SECRETS.values() for way in ways)])
def test_any_field_may_say_anything(form: str, text: str) -> None:
    record = max(ENTRIES[form], key=lambda one: len(one.node.texts) if isinstance(one.node, Unread) else 0)
    assert isinstance(record.node, Unread)
    same(changed(record, {place: text}) for place in range(len(record.node.texts)))


@pytest.mark.parametrize("form", XML_FORMS)
@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_and_many_at_once(form: str, data: st.DataObject) -> None:
    record = data.draw(st.sampled_from(ENTRIES[form]))
    assert isinstance(record.node, Unread)
    own = st.sampled_from(record.node.texts)
    text = st.one_of(own, st.sampled_from(TEXTS), st.text(max_size=12))
    places = st.integers(0, len(record.node.texts) - 1)
    one = changed(record, data.draw(st.dictionaries(places, text, max_size=6)))
    around = ENTRIES[form][: data.draw(st.integers(0, 20))]
    same([*around, one, *around])


def test_a_unit_called_by_a_sensitive_word_makes_no_entry_unordinary() -> None:
    record = next(one for one in ENTRIES["arkivstruktur"] if "Servicetorget" in texts_of(one))
    unit = changed(record, {texts_of(record).index("Servicetorget"): "Barnevern"})
    assert Together(JUDGE).rows([unit]) != [None]
    same([unit])


def texts_of(record: Delivered) -> tuple[str, ...]:
    return record.node.texts if isinstance(record.node, Unread) else ()


def test_codes_without_end_are_not_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ordinary, "_MOST", 3)
    record = ENTRIES["arkivstruktur"][0]
    assert isinstance(record.node, Unread)
    shown = record.node.texts.index("Hoveddokument")
    same(changed(record, {shown: f"rolle {number}"}) for number in range(9))
