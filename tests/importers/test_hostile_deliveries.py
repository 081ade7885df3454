"""Whatever bytes come in: a report comes out, no exception, and never half a file in the store."""

from __future__ import annotations

import os
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from plugins.importers.run import FileReport, ImportReport, import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store

FIXTURES = Path(__file__).with_name("fixtures")
AWFUL = [
    "awful.xml", "awful.jsonld", "fryktelig-offentlig-journal.xml", "fryktelig-offjournal.xml",
    "sak-og-mote.xml",
]  # fmt: skip
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
ROOT = (
    '<arkiv xmlns="http://www.arkivverket.no/standarder/noark5/arkivstruktur" '
    'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><systemID>aaaaaaaa-1</systemID>'
)
CASE = """<mappe xsi:type="saksmappe"><systemID>s1</systemID><tittel>Sak</tittel>
<registrering xsi:type="journalpost"><systemID>j1</systemID><tittel>{title}</tittel>
<journalaar>2026</journalaar>
<journalsekvensnummer>1</journalsekvensnummer><journalpostnummer>1</journalpostnummer>
<journalposttype>I</journalposttype></registrering>
<saksaar>2026</saksaar><sakssekvensnummer>1</sakssekvensnummer></mappe>"""
GOOD = ROOT + CASE.format(title="Søknad") + "</arkiv>"
Importer = Callable[..., ImportReport]


def import_bytes(content: bytes) -> tuple[FileReport, int]:
    """Import in a state of its own; what is said, and how many records the store holds."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "levering"
        path.write_bytes(content)
        state = State(Path(folder) / "var")
        (file,) = import_path(path, state, NOW).files
        with Store.open(state.store) as store:
            return file, len(list(store.entries())) + len(list(store.saksmapper())) + len(
                list(store.meetings())
            )


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_refused_and_leave_nothing(content: bytes) -> None:
    file, stored = import_bytes(content)
    assert file.refused or file.counts.new == stored
    assert file.refused == "" or stored == 0


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(AWFUL), st.integers(0, 2**32), st.integers(1, 8))
def test_a_mutated_delivery_is_read_or_refused(name: str, seed: int, changes: int) -> None:
    content = bytearray((FIXTURES / name).read_bytes())
    rng = random.Random(seed)
    for _ in range(changes):
        place = rng.randrange(len(content))
        if rng.random() < 0.5:
            content[place] = rng.randrange(256)
        else:
            del content[place : place + rng.randrange(1, 60)]
    file, stored = import_bytes(bytes(content))
    assert stored == (0 if file.refused else file.counts.new)


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(AWFUL), st.floats(0.0, 0.99))
def test_a_truncated_delivery_is_refused_whole(name: str, share: float) -> None:
    content = (FIXTURES / name).read_bytes().rstrip()
    file, stored = import_bytes(content[: int(len(content) * share)])
    assert file.refused
    assert stored == 0


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "filen er tom"),
        (b"   \n ", "verken XML eller JSON"),
        (b"PK\x03\x04....", "zip-filen er skadet"),
        (b"\x1f\x8b\x08\x00", "pakket"),
        (b"\n<?xml version='1.0'?><arkiv/>", "noe foran «<?xml»"),
        (b"<html><body/></html>", "begynner med <html>"),
        (b"<arkiv><mappe></arkiv>", "linje 1, kolonne 23: slutten på et element passer ikke med begynnelsen"),
        (b"<arkiv>\n<tittel>A & B</tittel></arkiv>", "linje 2, kolonne 12: et navn mangler"),
        (b"<arkiv><tittel>&finnesikke;</tittel></arkiv>", "entitet som ikke er definert"),
        (b"<arkiv><tittel>avkort", "filen slutter midt i"),
        (b"<arkiv><tittel>\x01</tittel></arkiv>", "et tegn er ikke lov i XML"),
        ("<?xml version='1.0' encoding='utf-8'?><arkiv><tittel>sø".encode("latin-1"), "tegnsett"),
        (b"<?xml version='1.0' encoding='klingon'?><arkiv/>", "tegnsett som ikke finnes"),
    ],
)
def test_a_broken_file_is_refused_with_cause_and_position(
    import_text: Importer, content: bytes, said: str
) -> None:
    (file,) = import_text(content).files
    assert said in file.refused


def test_an_entity_bomb_is_refused(import_text: Importer) -> None:
    lines = ['<?xml version="1.0"?><!DOCTYPE arkiv [<!ENTITY a "ha">']
    lines += [f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in zip("abcdefgh", "bcdefghi", strict=True)]
    content = "".join(lines) + "]>" + GOOD.replace("Søknad", "&i;")
    (file,) = import_text(content).files
    assert "DOCTYPE" in file.refused


def test_an_external_entity_is_never_fetched(import_text: Importer, tmp_path: Path, state: State) -> None:
    secret = tmp_path / "hemmelig.txt"
    secret.write_text("DETTE-ER-HEMMELIG")
    content = f'<!DOCTYPE arkiv [<!ENTITY x SYSTEM "{secret.as_uri()}">]>' + GOOD.replace("Søknad", "&x;")
    assert import_text(content).files[0].refused
    assert all(b"DETTE-ER" not in path.read_bytes() for path in state.root.iterdir())


def test_a_text_of_fifty_megabytes_is_refused(import_text: Importer) -> None:
    (file,) = import_text(GOOD.replace("Søknad", "x" * 50_000_000)).files
    assert "over 10 MB" in file.refused


def test_elements_in_a_thousand_levels_are_refused(import_text: Importer) -> None:
    (file,) = import_text(ROOT + "<a>" * 1000 + "</a>" * 1000 + "</arkiv>").files
    assert "256 nivåer" in file.refused


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16"])
def test_a_byte_order_mark_is_no_trouble(import_text: Importer, encoding: str) -> None:
    assert import_text(GOOD.encode(encoding)).counts.new == 2


@pytest.mark.parametrize("real", ["utf-8", "iso-8859-1"])
def test_what_declares_latin_1_is_read_as_what_it_is(import_text: Importer, state: State, real: str) -> None:
    import_text(f"<?xml version='1.0' encoding='ISO-8859-1'?>{GOOD}".encode(real))
    with Store.open(state.store) as store:
        assert [e.tittel for e in store.entries()] == ["Søknad"]


def test_a_prefix_that_is_not_declared_is_read_past(import_text: Importer) -> None:
    content = GOOD.replace('xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', "").replace(
        "<registrering", "<n5:registrering"
    )
    assert import_text(content.replace("</registrering", "</n5:registrering")).counts.new == 2


def test_reading_past_prefixes_reads_past_nothing_else(import_text: Importer, state: State) -> None:
    content = GOOD.replace('xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"', "")
    assert import_text(content[:-4]).files[0].refused
    with Store.open(state.store) as store:
        assert list(store.entries()) == []


def test_a_delivery_without_namespace_and_types_is_told_by_its_fields(import_text: Importer) -> None:
    plain = GOOD.replace(' xsi:type="saksmappe"', "").replace(' xsi:type="journalpost"', "")
    assert import_text(plain.replace(ROOT, "<arkiv>")).counts.new == 2


def test_an_id_that_comes_after_the_entries_still_binds_them(import_text: Importer) -> None:
    content = GOOD.replace("<systemID>s1</systemID>", "").replace(
        "</mappe>", "<systemID>s1</systemID></mappe>"
    )
    assert import_text(content).counts.new == 2


def test_a_folder_is_read_in_order_and_the_rest_is_told(tmp_path: Path, state: State) -> None:
    folder = tmp_path / "inn"
    folder.mkdir()
    (folder / "b.xml").write_text(GOOD.replace("Søknad", "Ny tittel"))
    (folder / "a.xml").write_text(GOOD)
    (folder / "c.xml").write_text("<arkiv>")
    (folder / "notat.txt").write_text("hei")
    report = import_path(folder, state, NOW)
    assert [(f.file, bool(f.refused), f.ignored) for f in report.files] == [
        ("a.xml", False, False),
        ("b.xml", False, False),
        ("c.xml", True, False),
        ("notat.txt", False, True),
    ]
    assert (report.counts.new, report.counts.changed) == (2, 1)


def test_a_source_that_is_not_there_is_told(tmp_path: Path, state: State) -> None:
    assert "finnes ikke" in import_path(tmp_path / "borte", state, NOW).files[0].refused
    (tmp_path / "tom").mkdir()
    assert "ingen leveranser" in import_path(tmp_path / "tom", state, NOW).files[0].refused


def test_a_file_whose_name_is_no_utf8_is_read(tmp_path: Path, state: State) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/s\xf8knad.xml"))
    path.write_text(GOOD)
    (file,) = import_path(path, state, NOW).files
    assert (file.file, file.counts.new) == ("s?knad.xml", 2)


def test_a_document_type_is_refused_also_where_the_file_holds_no_entries(import_text: Importer) -> None:
    space = "http://www.arkivverket.no/standarder/noark5/arkivstruktur"
    content = f'<!DOCTYPE arkiv [<!ENTITY a "ha">]><arkiv xmlns="{space}"><tittel>&a;</tittel></arkiv>'
    (file,) = import_text(content).files
    assert "DOCTYPE" in file.refused
