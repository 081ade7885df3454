"""A fødselsnummer planted in any field sends its entry to quarantine, and is nowhere in the raw files."""

from __future__ import annotations

import json
import re
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store

FIXTURES = Path(__file__).with_name("fixtures")
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
NUMBERS = ("01019000083", "41019000009")
SEPARATORS = ("", " ", "-", ".", "\u00a0")


def fields(root: etree._Element) -> list[etree._Element]:
    """Every element with a text of its own inside a registration or a folder."""
    found = root.xpath("//*[local-name()='mappe' or local-name()='registrering']//*[not(*)]")
    assert isinstance(found, list)
    return [element for element in found if isinstance(element, etree._Element)]


DOCUMENT = etree.parse(FIXTURES / "awful.xml", etree.XMLParser(encoding="utf-8", remove_comments=True))
PLACES = len(fields(DOCUMENT.getroot()))


def written(number: str, separator: str) -> str:
    return f"{number[:6]}{separator}{number[6:]}"


def raw(state: State) -> str:
    """All files of the state as text, with everything between digits taken out."""
    content = b"".join(path.read_bytes() for path in state.root.iterdir())
    return re.sub(r"(?<=\d)[\s.\-\xa0]+(?=\d)", "", content.decode("utf-8", errors="replace"))


def import_planted(content: bytes, name: str = "levering.xml") -> tuple[str, int]:
    with TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(content)
        state = State(Path(folder) / "var")
        report = import_path(path, state, NOW)
        with Store.open(state.store) as store:
            held = store.quarantine_count()
        assert not report.refused
        return raw(state), held


@settings(max_examples=120, deadline=None)
@given(st.integers(0, PLACES - 1), st.sampled_from(SEPARATORS), st.booleans())
def test_no_field_of_noark5_lets_it_through(place: int, separator: str, alone: bool) -> None:
    root = etree.fromstring(etree.tostring(DOCUMENT))
    number = written("01019000083", separator)
    element = fields(root)[place]
    element.text = number if alone else f"Gjelder {number}, se vedlegg"
    stored, held = import_planted(etree.tostring(root, encoding="utf-8"))
    assert "01019000083" not in stored
    assert held >= 1


JSON_TEXT = (FIXTURES / "awful.jsonld").read_text(encoding="utf-8")
JSON_STRINGS = [m.span(1) for m in re.finditer(r': "([^"@]*)"', JSON_TEXT[JSON_TEXT.index("@graph") :])]


@settings(max_examples=80, deadline=None)
@given(st.integers(0, len(JSON_STRINGS) - 1), st.sampled_from(SEPARATORS))
def test_no_field_of_jsonld_lets_it_through(place: int, separator: str) -> None:
    start, end = JSON_STRINGS[place]
    offset = JSON_TEXT.index("@graph")
    planted = JSON_TEXT[: offset + start] + written("01019000083", separator) + JSON_TEXT[offset + end :]
    json.loads(planted)
    stored, _ = import_planted(planted.encode(), "levering.jsonld")
    assert "01019000083" not in stored


@pytest.mark.parametrize("separator", SEPARATORS)
def test_not_even_the_name_of_the_file_is_kept(separator: str) -> None:
    stored, _ = import_planted(
        (FIXTURES / "awful.xml").read_bytes(), f"{written('01019000083', separator)}.xml"
    )
    assert "01019000083" not in stored


def test_a_shielded_title_and_party_never_reach_the_store() -> None:
    with TemporaryDirectory() as folder:
        state = State(Path(folder) / "var")
        path = Path(folder) / "skjermet.xml"
        path.write_text(SHIELDED, encoding="utf-8")
        import_path(path, state, NOW)
        stored = raw(state)
        with Store.open(state.store) as store:
            (entry,) = store.entries()
    for secret in ("Peder", "Hemmelig", "klage-fra", "Nordmann"):
        assert secret not in stored
    assert [(p.navn, p.skjermet) for p in entry.parter] == [("", True), ("", True), ("Barnehage", False)]
    assert [(d.tittel, d.fil) for d in entry.dokumenter] == [("Klage", ""), ("Vedlegg 2", "")]


SHIELDED = """<arkiv xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><systemID>aaaaaaaa</systemID>
<mappe xsi:type="saksmappe"><systemID>s</systemID><tittel>Barnehageplass</tittel>
<registrering xsi:type="journalpost"><systemID>j</systemID>
<skjerming><tilgangsrestriksjon>U</tilgangsrestriksjon><skjermingshjemmel>offl. § 13</skjermingshjemmel>
<skjermingMetadata>Skjerming navn avsender</skjermingMetadata></skjerming>
<dokumentbeskrivelse><systemID>d1</systemID><tittel>Klage fra Peder Ås</tittel>
<tilknyttetRegistreringSom>Hoveddokument</tilknyttetRegistreringSom>
<dokumentobjekt><referanseDokumentfil>klage-fra-peder.pdf</referanseDokumentfil></dokumentobjekt></dokumentbeskrivelse>
<dokumentbeskrivelse><systemID>d2</systemID><tittel>Hemmelig vedlegg</tittel></dokumentbeskrivelse>
<tittel>Klage fra Peder Ås</tittel><offentligTittel>Klage</offentligTittel>
<journalaar>2026</journalaar><journalsekvensnummer>1</journalsekvensnummer><journalpostnummer>1</journalpostnummer>
<journalposttype>I</journalposttype><journaldato>2026-11-02</journaldato>
<korrespondansepart><korrespondanseparttype>Avsender</korrespondanseparttype>
<korrespondansepartNavn>Peder Ås</korrespondansepartNavn></korrespondansepart>
<korrespondansepart><skjerming><tilgangsrestriksjon>Unntatt</tilgangsrestriksjon></skjerming>
<korrespondansepartNavn>Kari Nordmann</korrespondansepartNavn></korrespondansepart>
<korrespondansepart><korrespondanseparttype>Intern mottaker</korrespondanseparttype>
<korrespondansepartNavn>Barnehage</korrespondansepartNavn></korrespondansepart>
<administrativEnhet>Barnehage</administrativEnhet>
</registrering><saksaar>2026</saksaar><sakssekvensnummer>1</sakssekvensnummer></mappe></arkiv>"""


UUID = "64870000-1234-4123-8123-12345678abcd"


def test_a_system_id_that_looks_like_a_phone_number_still_names_its_entry(tmp_path: Path) -> None:
    state, path = State(tmp_path / "var"), tmp_path / "x.xml"
    path.write_text(
        SHIELDED.replace("<systemID>j</systemID>", f"<systemID>{UUID}</systemID>").replace("2026-11-02", "x")
    )
    import_path(path, state, NOW)
    with Store.open(state.store) as store:
        assert [q.entry for q in store.quarantine()] == [UUID]
    path.write_text(SHIELDED.replace("<systemID>j</systemID>", f"<systemID>{UUID}</systemID>"))
    import_path(path, state, NOW)
    with Store.open(state.store) as store:
        assert store.quarantine() == ()


def test_what_is_masked_later_does_not_linger_in_the_file(tmp_path: Path) -> None:
    state, path = State(tmp_path / "var"), tmp_path / "x.xml"
    for title in ("Klage fra Navn Navnesen", "Klage"):
        path.write_text(SHIELDED.replace("<offentligTittel>Klage<", f"<offentligTittel>{title}<"))
        import_path(path, state, NOW)
    assert "Navnesen" not in raw(state)
