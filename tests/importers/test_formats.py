"""Each format is told by its content, reads to the same entries, and is valid where a schema says how."""

from __future__ import annotations

import re
from datetime import date, datetime
from pathlib import Path

import pytest
from lxml import etree

from bench.deliveries import write_journal
from bench.delivery_forms import FORMS, ORGANISATION
from plugins.importers.run import import_path
from plugins.model.archive import Journalpost
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.store import Store

SCHEMAS = Path(__file__).parents[3] / "shared" / "standards" / "noark5-xsd"
NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)


def entries_of(form: str, folder: Path) -> list[Journalpost]:
    """The same invented journal, written in a format and read from a file without a name."""
    write_journal(folder / form, 120, date(2026, 9, 1), date(2026, 9, 30), 5, archive=ORGANISATION, form=form)
    (file,) = (folder / form).iterdir()
    file = file.rename(file.with_name(f"{form}-uten-endelse"))
    state = State(folder / f"{form}-var")
    report = import_path(file, state, NOW)
    assert (report.counts.quarantined, report.refused) == (0, ())
    with Store.open(state.store) as store:
        return sorted(store.entries(), key=lambda entry: entry.journalsekvensnummer)


@pytest.mark.parametrize("form", sorted(set(FORMS) - {"arkivstruktur"}))
def test_every_format_says_the_same_of_an_entry(tmp_path: Path, form: str) -> None:
    expected, found = entries_of("arkivstruktur", tmp_path), entries_of(form, tmp_path)
    assert len(found) == 120
    for one, other in zip(expected, found, strict=True):
        assert (one.journalsekvensnummer, one.journalpostnummer, one.tittel, one.journaldato) == (
            other.journalsekvensnummer, other.journalpostnummer, other.tittel, other.journaldato,
        )  # fmt: skip
        assert [(p.navn, p.skjermet) for p in one.parter] == [(p.navn, p.skjermet) for p in other.parter]
        assert (one.skjerming is None, set(one.navn)) == (other.skjerming is None, set(other.navn))


@pytest.mark.parametrize("version", ["v3_1", "v5_0"])
def test_our_offentlig_journal_is_valid(tmp_path: Path, version: str) -> None:
    if not SCHEMAS.is_dir():
        pytest.skip("skjemaene ligger ikke ved siden av prosjektet")
    write_journal(
        tmp_path, 40, date(2026, 9, 1), date(2026, 9, 30), 5, archive=ORGANISATION, form="offentligJournal"
    )
    (file,) = tmp_path.iterdir()
    schema = etree.XMLSchema(etree.parse(SCHEMAS / version / "offentligJournal.xsd"))
    schema.assertValid(etree.parse(file))


@pytest.mark.parametrize("form", FORMS)
def test_the_same_file_twice_and_the_same_content_again_change_no_byte(tmp_path: Path, form: str) -> None:
    state = State(tmp_path / "var")
    write_journal(tmp_path / "inn", 60, date(2026, 9, 1), date(2026, 9, 30), 5, form=form)
    (file,) = (tmp_path / "inn").iterdir()
    import_path(file, state, NOW)
    with Store.open(state.store) as store:
        before = [list(store.connection.execute(f"SELECT * FROM {t}")) for t in ("saksmappe", "journalpost")]
    content = file.read_bytes()
    file.write_bytes(re.sub(rb"\n", b"\n\n", content))  # another file, which says the same
    assert (report := import_path(file, state, NOW)).counts.changed == 0
    assert report.counts.unchanged
    with Store.open(state.store) as store:
        assert before == [
            list(store.connection.execute(f"SELECT * FROM {t}")) for t in ("saksmappe", "journalpost")
        ]


def test_an_internal_journal_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "offentligJournal.xml"
    file.write_text("<loependeJournal/>")
    (report,) = import_path(file, State(tmp_path / "var"), NOW).files
    assert "løpende journal" in report.refused


def test_a_dtd_that_is_only_named_is_no_danger_and_one_that_defines_is_refused(tmp_path: Path) -> None:
    state = State(tmp_path / "var")
    head = '<!DOCTYPE OFFJOURNAL SYSTEM "OFFJOURN3.DTD"{}><OFFJOURNAL><RAPPORT/></OFFJOURNAL>'
    file = tmp_path / "a.xml"
    file.write_text(head.format(""))
    assert import_path(file, state, NOW).refused == ()
    file.write_text(head.format(' [<!ENTITY a "ha">]'))
    assert "DOCTYPE" in import_path(file, state, NOW).files[0].refused


def test_an_entity_that_the_named_dtd_would_have_defined_is_said(tmp_path: Path) -> None:
    file = tmp_path / "a.xml"
    file.write_text(
        '<!DOCTYPE OFFJOURNAL SYSTEM "X.DTD"><OFFJOURNAL><RAPPORT><NOARKSAK.OJ><SA.OFFTITTEL>S&oslash;ppel'
        "</SA.OFFTITTEL></NOARKSAK.OJ></RAPPORT></OFFJOURNAL>"
    )
    (report,) = import_path(file, State(tmp_path / "var"), NOW).files
    assert "entitet som ikke er definert" in report.refused
