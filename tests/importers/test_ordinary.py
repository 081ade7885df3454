"""Entries that take the short way come out just as they would by the long one."""

from __future__ import annotations

from collections.abc import Iterable
from copy import deepcopy
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
from plugins.importers.delivery import Delivered, Meter, Role
from plugins.importers.node import Node, TidyNode, are_tidy
from plugins.importers.parcels import Packer, Unpacker
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


def delivered(form: str) -> list[Delivered]:
    with TemporaryDirectory() as folder, pytest.MonkeyPatch.context() as patch:
        patch.setattr(xml_stream, "_CHUNK", 1 << 12)
        write_journal(Path(folder), 150, date(2026, 9, 1), date(2026, 9, 8), 5, form=form)
        (file,) = Path(folder).iterdir()
        found = xml_stream.delivered(file, files.recognise(file).encoding, Meter(1))
        return list(found)


JOURNALS = {form: delivered(form) for form in XML_FORMS}
ENTRIES = {
    form: [record for record in JOURNALS[form] if isinstance(record.node, Unread)] for form in XML_FORMS
}
CASES = {form: [record for record in JOURNALS[form] if record.role is Role.CASE] for form in XML_FORMS}


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


def changed_case(record: Delivered, texts: dict[str, str], **parts: list[Node]) -> Delivered:
    """A case that says something else, as its format would have it: tidy only if it is."""
    case = record.node
    assert isinstance(case, Node)
    values = case.values | texts
    kind = TidyNode if are_tidy(tuple(values.values())) else Node
    return Delivered(record.role, kind(case.kind, case.place, values, dict(parts)), record.arkiv)


def copied(record: Delivered) -> Delivered:
    """A record that may be changed by the long way, as a private address in it is masked in place."""
    return record._replace(node=deepcopy(record.node)) if isinstance(record.node, Node) else record


def same(records: Iterable[Delivered]) -> None:
    records = tuple(records)
    ordinarily = converted(map(copied, records), ordinarily=True)
    assert ordinarily == converted(map(copied, records), ordinarily=False)


@pytest.mark.parametrize("form", XML_FORMS)
def test_a_whole_journal_is_the_same(form: str) -> None:
    same(JOURNALS[form])


@pytest.mark.parametrize("form", XML_FORMS)
def test_nearly_all_are_ordinary(form: str) -> None:
    rows = Together(JUDGE).rows(ENTRIES[form])
    assert sum(row is not None for row in rows) > 0.9 * len(rows)
    rows = Together(JUDGE).rows(CASES[form])
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


@pytest.mark.parametrize("form", XML_FORMS)
@pytest.mark.parametrize("text", [*TEXTS, *(way for _, ways in SECRETS.values() for way in ways)])
def test_any_field_of_a_case_may_say_anything(form: str, text: str) -> None:
    record = CASES[form][0]
    assert isinstance(record.node, Node)
    around = CASES[form][1:4]
    same(one for name in record.node.values for one in (changed_case(record, {name: text}), *around))
    same([changed_case(record, {"tittel": text, "offentligtittel": ""}), *around])


@pytest.mark.parametrize("text", TEXTS)
def test_so_may_what_lies_in_it(text: str) -> None:
    record, other = CASES["arkivstruktur"][:2]
    classes = [Node("klasse", 1, {"klasseid": text, "tittel": text}), Node("klasse", 1, {"klasseid": "614"})]
    shield = [Node("skjerming", 1, {"tilgangsrestriksjon": text, "skjermingshjemmel": "offl. § 13"})]
    same([changed_case(record, {}, klasse=classes), other, changed_case(record, {}, skjerming=shield)])
    marked = changed_case(record, {"tittel": f"Klage fra {text}"})
    assert isinstance(marked.node, Node)
    marked.node.names = [text]
    same([marked, other, changed_case(record, {"offentligtittel": ""}, skjerming=shield)])


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_and_many_fields_of_a_case_at_once(data: st.DataObject) -> None:
    cases = CASES[data.draw(st.sampled_from(XML_FORMS))]
    record = data.draw(st.sampled_from(cases))
    assert isinstance(record.node, Node)
    text = st.one_of(st.sampled_from(TEXTS), st.text(max_size=12))
    names = st.sampled_from([*record.node.values, "mappeid", "tittel", "noe"])
    one = changed_case(record, data.draw(st.dictionaries(names, text, max_size=5)))
    around = cases[: data.draw(st.integers(0, 40))]
    same([*around, one, *around])


@pytest.mark.parametrize("form", XML_FORMS)
def test_records_come_to_another_process_as_they_are(form: str) -> None:
    def told(record: Delivered) -> tuple[object, ...]:
        node = record.node
        texts = node if isinstance(node, Node) else (node.texts, node.place, node.node())
        return record.role, record.arkiv, record.case_id, type(node), texts

    packer, unpacker = Packer(), Unpacker()
    for batch in (JOURNALS[form][:70], JOURNALS[form][70:]):
        assert list(map(told, unpacker.unpack(packer.pack(batch)))) == list(map(told, batch))


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
