"""How archives write dates, years and kinds, and what each of them means."""

from __future__ import annotations

import contextlib
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.importers import values
from plugins.importers.node import Node
from plugins.importers.values import BadValueError
from plugins.model.archive import Journalposttype, Parttype


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2015-11-02", date(2015, 11, 2)),
        (" 2015-11-02 ", date(2015, 11, 2)),
        ("2015-11-02+01:00", date(2015, 11, 2)),
        ("2015-11-02Z", date(2015, 11, 2)),
        ("2015-11-02T12:00:00", date(2015, 11, 2)),
        ("2015-11-02T23:30:00Z", date(2015, 11, 3)),
        ("2015-11-02T23:30:00.1234567+01:00", date(2015, 11, 2)),
        ("20151102", date(2015, 11, 2)),
        ("02.11.2015", date(2015, 11, 2)),
        ("2.11.15", date(2015, 11, 2)),
        ("31.12.99", date(1999, 12, 31)),
        ("02.11.2015 10:15", date(2015, 11, 2)),
        ("02.11.2015 kl. 23.59", date(2015, 11, 2)),
        ("20151102T101500", date(2015, 11, 2)),
        ("Udatert", None),
        ("N/A", None),
        ("n/a", None),
        ("", None),
    ],
)
def test_dates(text: str, meant: date | None) -> None:
    assert values.day(Node("", 0, {"d": text}), "d", "dato") == meant


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("2026-12-02T18:45:00", (18, 45)),
        ("2026-12-02T18:45:00+01:00", (18, 45)),
        ("2026-12-02T17:45:00Z", (18, 45)),
        ("2026-12-02T18:45", (18, 45)),
        ("2026-12-02T18.45", (18, 45)),
        ("2026-12-02 9.05", (9, 5)),
        ("2026-12-02 kl. 18:45", (18, 45)),
        ("2026-12-02 10:00-12:00", (10, 0)),
        ("2026-12-02 18.45–21.00", (18, 45)),
        ("02.12.2026 kl. 18.00 - 20.00", (18, 0)),
        ("2026-12-02T18", (18, 0)),
        ("2026-12-02T18:45+01:00", (18, 45)),
    ],
)
def test_the_clock_is_read_as_people_write_it(text: str, meant: tuple[int, int]) -> None:
    found = values.moment(Node("", 0, {"d": text}), "d", "moetedato")
    assert found is not None
    assert (found.day, found.hour, found.minute) == (2, *meant)


@pytest.mark.parametrize("text", ["2026-12-02T18,5", "2026-12-02T18.5", "2026-12-02 18.750"])
def test_a_part_of_an_hour_is_no_time(text: str) -> None:
    with pytest.raises(BadValueError):
        values.moment(Node("", 0, {"d": text}), "d", "moetedato")


@pytest.mark.parametrize(
    "text",
    ["2015-13-01", "2015-02-29", "15-11-02", "0015-01-01", "9999-01-01", "i går", "2015", "2015-11-02T25:00"],
)
def test_what_is_no_date_is_said(text: str) -> None:
    with pytest.raises(BadValueError, match="er ikke en dato") as caught:
        values.day(Node("", 0, {"d": text}), "d", "dato")
    assert caught.value.value == text


@given(st.text(max_size=40))
def test_any_text_is_a_date_none_or_said(text: str) -> None:
    with contextlib.suppress(BadValueError):
        assert isinstance(values.day(Node("", 0, {"d": text}), "d", "dato"), date | None)


@pytest.mark.parametrize(("text", "meant"), [("15", 2015), ("2015", 2015), ("99", 1999), (" 16 ", 2016)])
def test_years(text: str, meant: int) -> None:
    assert values.year(Node("", 0, {"y": text}), "y", "år") == meant


@pytest.mark.parametrize("text", ["", "N/A", "215", "1066", "20155", "²015", "to"])
def test_what_is_no_year_is_said(text: str) -> None:
    with pytest.raises(BadValueError, match=r"mangler|er ikke et årstall"):
        values.year(Node("", 0, {"y": text}), "y", "år")


@pytest.mark.parametrize("text", ["", "-1", "1,5", "9" * 13, "tolv"])
def test_what_is_no_number_is_said(text: str) -> None:
    with pytest.raises(BadValueError):
        values.number(Node("", 0, {"n": text}), "n", "nummer")


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("I", Journalposttype.INNGAAENDE),
        ("Inngående dokument", Journalposttype.INNGAAENDE),
        ("utgåendeDokument", Journalposttype.UTGAAENDE),
        ("Organinternt dokument for oppfølging", Journalposttype.INTERN_OPPFOELGING),
        ("organinterntDokumentUtenOppfølging", Journalposttype.INTERN),
        ("Saksfremlegg", Journalposttype.SAKSFRAMLEGG),
        ("Saksframlegg/innstilling", Journalposttype.SAKSFRAMLEGG),
        ("inngående", Journalposttype.INNGAAENDE),
        ("INNGA\u030aENDE BREV", Journalposttype.INNGAAENDE),
        ("I - Inngående", Journalposttype.INNGAAENDE),
        ("inngaaende_dokument", Journalposttype.INNGAAENDE),
        ("http://www.arkivverket.no/noark5/utgåendeDokument", Journalposttype.UTGAAENDE),
        ("Utgående brev", Journalposttype.UTGAAENDE),
        ("Internt dokument med oppfølging", Journalposttype.INTERN_OPPFOELGING),
        ("Internt notat uten oppfølging", Journalposttype.INTERN),
        ("N - internt", Journalposttype.INTERN_OPPFOELGING),
    ],
)
def test_kinds_of_entry(text: str, meant: Journalposttype) -> None:
    assert values.entry_type(Node("", 0, {"journalposttype": text})) == meant


@pytest.mark.parametrize("text", ["", "ukjent", "Internt notat", "sakskart", "IU", "http://x/"])
def test_what_may_be_two_kinds_is_said(text: str) -> None:
    with pytest.raises(BadValueError, match=r"mangler|er ikke en journalposttype"):
        values.entry_type(Node("", 0, {"journalposttype": text}))


@pytest.mark.parametrize(
    ("said", "entry", "meant"),
    [
        ("Intern mottaker", Journalposttype.INNGAAENDE, Parttype.INTERN_MOTTAKER),
        ("internKopimottaker", Journalposttype.INNGAAENDE, Parttype.INTERN_MOTTAKER),
        ("intern_avsender", Journalposttype.UTGAAENDE, Parttype.INTERN_AVSENDER),
        ("EM", Journalposttype.INNGAAENDE, Parttype.MOTTAKER),
        ("Kopi til", Journalposttype.UTGAAENDE, Parttype.KOPIMOTTAKER),
        ("http://www.arkivverket.no/noark5/avsender", Journalposttype.UTGAAENDE, Parttype.AVSENDER),
        ("korrespondanseparttype_mottaker", Journalposttype.INNGAAENDE, Parttype.MOTTAKER),
        ("medavsender", Journalposttype.INNGAAENDE, Parttype.MEDAVSENDER),
        ("", Journalposttype.INNGAAENDE, Parttype.AVSENDER),
        ("", Journalposttype.UTGAAENDE, Parttype.MOTTAKER),
        ("hva som helst", Journalposttype.INTERN, Parttype.INTERN_AVSENDER),
    ],
)
def test_parts(said: str, entry: Journalposttype, meant: Parttype) -> None:
    assert values.part_type(Node("", 0, {"korrespondanseparttype": said}), entry) == meant
