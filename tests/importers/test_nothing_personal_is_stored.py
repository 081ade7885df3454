"""What is shielded or masked never reaches the store, and leaves nothing behind in its file."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from plugins.importers.run import import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store
from tests.importers.deliveries import case_xml, entry_xml, meeting_xml, noark5

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)


def raw(state: State) -> str:
    """All files of the state as text."""
    return b"".join(path.read_bytes() for path in state.root.iterdir()).decode("utf-8", errors="replace")


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


def test_a_person_in_a_unit_a_paragraph_or_a_place_never_reaches_the_store() -> None:
    entry = entry_xml(
        system_id="j1", title="Brev", unit="Enheten til Nils Enhetstad", sender="Nils Enhetstad",
        paragraph="offl. § 13 jf. Hans Hjemmelstad",
    )  # fmt: skip
    own = entry_xml(system_id="j2", number="2", title="Brev", unit="Eva Unitstad", sender="Eva Unitstad")
    meeting = meeting_xml({}).replace("<utvalg>", "<moetested>Hjemme hos Knut Stedstad</moetested><utvalg>")
    with TemporaryDirectory() as folder:
        state, path = State(Path(folder) / "var"), Path(folder) / "navn.xml"
        path.write_text(noark5(case_xml("Sak", entry + own) + meeting), encoding="utf-8")
        import_path(path, state, NOW)
        stored = raw(state)
        with Store.open(state.store) as store:
            entries, (held,) = list(store.entries()), store.meetings()
    assert "Hjemmelstad" not in stored
    assert "Stedstad" not in stored
    assert [e.administrativ_enhet for e in entries] == ["Enheten til [navn]", ""]
    assert entries[0].skjerming is not None
    assert entries[0].skjerming.skjermingshjemmel == "offl. § 13 jf. [navn]"
    assert held.moetested == "Hjemme hos [navn]"
    assert all(party.er_person for e in entries for party in e.parter)


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
