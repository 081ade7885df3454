"""Deliveries as other archive systems write them: other orders, levels, spellings and faults."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

from plugins.importers.run import ImportReport
from plugins.model.archive import Parttype
from plugins.model.state import State
from plugins.store import Store

XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
ARCHIVE = f"<arkiv {XSI}><systemID>aaaaaaaa-1</systemID>{{}}</arkiv>"
Importer = Callable[..., ImportReport]


def entry(system_id: str = "j1", more: str = "", title: str = "Søknad") -> str:
    """A journal entry that can stand, with ``more`` inside it."""
    return (
        f'<registrering xsi:type="journalpost"><systemID>{system_id}</systemID><tittel>{title}</tittel>'
        "<journalaar>2026</journalaar><journalsekvensnummer>1</journalsekvensnummer>"
        f"<journalpostnummer>1</journalpostnummer><journalposttype>I</journalposttype>{more}</registrering>"
    )


def case(inner: str = "", system_id: str = "s1", kind: str = ' xsi:type="saksmappe"') -> str:
    """A case whose number stands after what lies in it."""
    return (
        f"<mappe{kind}><systemID>{system_id}</systemID><tittel>Sak</tittel>{inner}"
        "<saksaar>2026</saksaar><sakssekvensnummer>1</sakssekvensnummer></mappe>"
    )


def meeting(inner: str = "", more: str = "", title: str = "Møte") -> str:
    """A meeting of one body."""
    return (
        f'<mappe xsi:type="moetemappe"><systemID>m1</systemID><tittel>{title}</tittel>{inner}'
        f"<moetedato>2026-11-10T18:00:00</moetedato><utvalg>Teknisk utvalg</utvalg>{more}</mappe>"
    )


def item(system_id: str, title: str = "Budsjett") -> str:
    """An item of an agenda."""
    return (
        f'<registrering xsi:type="moetesaksregistrering"><systemID>{system_id}</systemID>'
        f"<tittel>{title}</tittel></registrering>"
    )


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (ARCHIVE.format(case()), [("aaaaaaaa", "s1")]),
        (
            f"<arkivstruktur {XSI}><arkiv><systemID>11111111</systemID>{case()}</arkiv>"
            f"<arkiv><systemID>22222222</systemID>{case(system_id='s2')}</arkiv></arkivstruktur>",
            [("11111111", "s1"), ("22222222", "s2")],
        ),
        (ARCHIVE.format(f"<arkiv><systemID>bbbbbbbb</systemID>{case()}</arkiv>"), [("bbbbbbbb", "s1")]),
        (ARCHIVE.format(f"<arkiv><tittel>Uten id</tittel>{case()}</arkiv>"), [("aaaaaaaa", "s1")]),
        (
            ARCHIVE.format(f"<arkivdel><klasse><klasse>{case()}</klasse></klasse></arkivdel>"),
            [("aaaaaaaa", "s1")],
        ),
        (case(kind=f' {XSI} xsi:type="saksmappe"'), [("arkiv", "s1")]),
    ],
    ids=[
        "case without entries",
        "two archives",
        "archive in archive",
        "unnamed inside",
        "classes",
        "no archive",
    ],
)
def test_a_case_belongs_to_the_archive_around_it(
    import_text: Importer, state: State, content: str, expected: list[tuple[str, str]]
) -> None:
    import_text(content)
    with Store.open(state.store) as store:
        assert [(c.arkiv, c.system_id) for c in store.saksmapper()] == expected


@pytest.mark.parametrize("outer", [' xsi:type="saksmappe"', ""])
@pytest.mark.parametrize("inner", ["", ' xsi:type="mappe"', ' xsi:type="basismappe"'])
def test_a_folder_inside_a_case_only_divides_it(
    import_text: Importer, state: State, outer: str, inner: str
) -> None:
    folder = f"<mappe{inner}><systemID>u1</systemID><tittel>Bilag</tittel>{entry('j2')}</mappe>"
    import_text(ARCHIVE.format(case(entry() + folder, kind=outer)))
    with Store.open(state.store) as store:
        assert store.quarantine() == ()
        assert {(e.system_id, e.saksmappe_id) for e in store.entries()} == {("j1", "s1"), ("j2", "s1")}


@pytest.mark.parametrize(
    "parts", [(item("a1"), item("a1", "Annet")), (item("a1"), item("a2"), item("a1", "Annet"))]
)
def test_an_agenda_that_repeats_an_id_keeps_the_first_and_says_so(
    import_text: Importer, state: State, parts: tuple[str, ...]
) -> None:
    import_text(ARCHIVE.format(meeting("".join(parts))))
    with Store.open(state.store) as store:
        (found,) = store.meetings()
        assert [s.tittel for s in found.saker] == ["Budsjett"] * (len(parts) - 1)
        assert [(q.entry, q.field) for q in store.quarantine()] == [("a1", "systemID")]


@pytest.mark.parametrize(
    ("title", "more", "cancelled"),
    [
        ("Møte", "", False),
        ("AVLYST: møte", "", True),
        ("Møtet er avlyst", "", True),
        ("Møte (avlyst)", "", True),
        ("Møte, ikke avlyst", "", False),
        ("Møte", "<moetestatus>Avlyst</moetestatus>", True),
        ("Møte", "<moetestatus>moeteAvlyst</moetestatus>", True),
        ("Møte", "<status>Kansellert</status>", True),
        ("Møte", "<beskrivelse>Ikke avlyst likevel</beskrivelse>", False),
    ],
)
def test_a_meeting_is_cancelled_when_the_archive_says_so(
    import_text: Importer, state: State, title: str, more: str, cancelled: bool
) -> None:
    import_text(ARCHIVE.format(meeting(more=more, title=title)))
    with Store.open(state.store) as store:
        assert [m.avlyst for m in store.meetings()] == [cancelled]


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Klage <b>på</b> vedtak", "Klage på vedtak"),
        ("So\u0308knad", "Söknad"),
        ("Sø\u00adknad\u200b om &#x202E;plass", "Søknad om plass"),
        ("<![CDATA[<b>A</b> & B]]>", "<b>A</b> & B"),
        ("To\r\n\t linjer  ", "To linjer"),
    ],
)
def test_titles_are_read_as_people_see_them(
    import_text: Importer, state: State, written: str, read: str
) -> None:
    import_text(ARCHIVE.format(case(entry(title=written))))
    with Store.open(state.store) as store:
        assert [e.tittel for e in store.entries()] == [read]


@pytest.mark.parametrize(
    "hidden",
    [
        "<merknad>Gjelder 13097248022<i/> og mer</merknad>",
        "<merknad>130972<b>48022</b></merknad>",
        "<merknad><b/>13097248022</merknad>",
        "<merknad nr='13097248022'>ja</merknad>",
        "<a><b><c>130972-48022</c></b></a>",
        "<tittel>13097248022</tittel>",
    ],
)
def test_a_national_id_between_elements_is_found(import_text: Importer, state: State, hidden: str) -> None:
    import_text(ARCHIVE.format(case(entry(more=hidden))))
    with Store.open(state.store) as store:
        assert list(store.entries()) == []
        assert [(q.entry, q.value) for q in store.quarantine()] == [("j1", "[fødselsnummer]")]


def test_an_entry_without_id_leaves_quarantine_when_its_file_is_mended(
    import_text: Importer, state: State
) -> None:
    import_text(ARCHIVE.format(case(entry(""))))
    with Store.open(state.store) as store:
        assert [q.entry for q in store.quarantine()] == ["nr. 2 i filen"]
    import_text(ARCHIVE.format(case(entry("j1"))))
    with Store.open(state.store) as store:
        assert store.quarantine() == ()


@pytest.mark.parametrize("text", ["9999-12-31", "0001-01-01", "31/12/2026"])
def test_a_date_that_is_refused_is_shown_as_it_stands(import_text: Importer, state: State, text: str) -> None:
    import_text(ARCHIVE.format(case(entry(more=f"<journaldato>{text}</journaldato>"))))
    with Store.open(state.store) as store:
        assert [q.value for q in store.quarantine()] == [text]


def jsonld(*nodes: dict[str, Any]) -> str:
    """A delivery of nodes without context."""
    return json.dumps(nodes)


CASE = {"@type": "Saksmappe", "systemID": "s1", "saksaar": 2026.0, "sakssekvensnummer": 1.0, "tittel": "Sak"}
ENTRY = {
    "@type": "Journalpost", "systemID": "j1", "journalaar": 2026, "journalsekvensnummer": 1,
    "journalpostnummer": 1, "journalposttype": "inngående dokument", "offentligTittel": "Søknad",
}  # fmt: skip


def test_records_inside_each_other_need_no_ids(import_text: Importer, state: State) -> None:
    agenda = [{"@type": "Moetesaksregistrering", "systemID": "a1", "tittel": "Budsjett"}]
    body = {"@type": "Enhet", "navn": "Teknisk utvalg"}
    meeting_node = {"@type": "Moetemappe", "systemID": "m1", "tittel": "Møte", "utvalg": body}
    import_text(
        jsonld({**CASE, "journalpost": [ENTRY]}, {**meeting_node, "moetesaksregistrering": agenda}),
        "x.jsonld",
    )
    with Store.open(state.store) as store:
        assert store.quarantine() == ()
        assert [e.saksmappe_id for e in store.entries()] == ["s1"]
        assert [(m.utvalg, [s.tittel for s in m.saker]) for m in store.meetings()] == [
            ("Teknisk utvalg", ["Budsjett"])
        ]


def test_a_part_is_told_by_the_end_of_its_address(import_text: Importer, state: State) -> None:
    part = {
        "korrespondanseparttype": "http://www.arkivverket.no/noark5/mottaker",
        "korrespondansepartNavn": "X AS",
    }
    import_text(jsonld({**CASE, "journalpost": [{**ENTRY, "korrespondansepart": [part]}]}), "x.jsonld")
    with Store.open(state.store) as store:
        assert [p.type for e in store.entries() for p in e.parter] == [Parttype.MOTTAKER]


def test_a_national_id_in_an_address_holds_the_entry(import_text: Importer, state: State) -> None:
    import_text(jsonld({**CASE, "journalpost": [{**ENTRY, "@id": "http://arkiv/13097248022"}]}), "x.jsonld")
    with Store.open(state.store) as store:
        assert [(q.entry, q.field) for q in store.quarantine()] == [("j1", "@id")]
