# ruff: noqa: E501 - messages are easier to read on one line
"""What the archive withdraws is gone from the store, stays gone, and comes back only when delivered anew."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from plugins.importers import run
from plugins.importers.run import ImportReport, import_path
from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.model.withdrawn import read_withdrawn
from plugins.store import Store

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=OSLO)
XSI = 'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"'
DELIVERY = (Path(__file__).with_name("fixtures") / "sak-og-mote.xml").read_text("utf-8")
ARCHIVE = "5c1a0b2e"
Importer = Callable[..., ImportReport]


def message(inner: str, name: str = "trekkTilbake") -> str:
    """A message as eInnsyn documents it."""
    space = 'xmlns="http://www.arkivverket.no/standarder/noark5/arkivstruktur"'
    return f'<?xml version="1.0" encoding="UTF-8"?><{name} {space} {XSI}>{inner}</{name}>'


def named(kind: str, system_id: str) -> str:
    element = "mappe" if "mappe" in kind else "registrering"
    return f'<{element} xsi:type="{kind}"><systemID>{system_id}</systemID></{element}>'


@pytest.fixture
def delivered(import_text: Importer) -> Importer:
    import_text(DELIVERY, "levering.xml")
    return import_text


def held(state: State) -> dict[str, set[str]]:
    """What the store has now: ids of cases, entries, meetings, agenda items, and files of documents."""
    with Store.open(state.store) as store:
        entries, meetings = list(store.entries()), list(store.meetings())
        return {
            "saker": {case.system_id for case in store.saksmapper()},
            "poster": {entry.system_id for entry in entries},
            "møter": {meeting.system_id for meeting in meetings},
            "møtesaker": {item.system_id for meeting in meetings for item in meeting.saker},
            "møtedokumenter": {paper.system_id for meeting in meetings for paper in meeting.dokumenter},
            "dokumenter": {paper.system_id for entry in entries for paper in entry.dokumenter}
            | {paper.system_id for m in meetings for part in m.saker for paper in part.dokumenter},
        }


ALL = {
    "saker": {"sak-1", "sak-2"},
    "poster": {"jp-1", "jp-2", "jp-3"},
    "møter": {"mote-1"},
    "møtesaker": {"ms-1", "ms-2"},
    "møtedokumenter": {"md-1"},
    "dokumenter": {"dok-1", "dok-2", "dok-3"},
}


@pytest.mark.parametrize(
    ("inner", "gone", "hidden"),
    [
        (named("journalpost", "jp-1"), {"poster": {"jp-1"}, "dokumenter": {"dok-1", "dok-2"}}, {"journalpost:jp-1"}),
        (
            named("saksmappe", "sak-1"),
            {"saker": {"sak-1"}, "poster": {"jp-1", "jp-2"}, "dokumenter": {"dok-1", "dok-2"}},
            {"sak:sak-1", "journalpost:jp-1", "journalpost:jp-2"},
        ),
        (
            named("moetemappe", "mote-1"),
            {"møter": {"mote-1"}, "møtesaker": {"ms-1", "ms-2"}, "møtedokumenter": {"md-1"}, "dokumenter": {"dok-3"}},
            {"mote:mote-1", "sak:sak-1"},
        ),
        (
            named("moetesaksregistrering", "ms-1"),
            {"møtesaker": {"ms-1"}, "dokumenter": {"dok-3"}},
            {"mote:mote-1", "sak:sak-1"},
        ),
        (
            named("moetedokumentregistrering", "md-1"),
            {"møtedokumenter": {"md-1"}},
            {"mote:mote-1", "sak:sak-1"},
        ),
        (
            "<dokumentbeskrivelse><systemID>dok-2</systemID></dokumentbeskrivelse>",
            {"dokumenter": {"dok-2"}},
            {"journalpost:jp-1"},
        ),
        (
            "<dokumentbeskrivelse><systemID>dok-3</systemID></dokumentbeskrivelse>",
            {"dokumenter": {"dok-3"}},
            {"mote:mote-1", "sak:sak-1"},
        ),
        ("<systemID>JP-3</systemID>", {"poster": {"jp-3"}}, {"journalpost:jp-3"}),
        (
            f'<mappe xsi:type="saksmappe"><systemID>sak-1</systemID>{named("journalpost", "jp-2")}</mappe>',
            {"poster": {"jp-2"}},
            {"journalpost:jp-2"},
        ),
    ],
    ids=["entry", "case", "meeting", "item", "meeting document", "document", "item's document", "id", "place"],
)  # fmt: skip
@pytest.mark.parametrize("name", ["trekkTilbake", "slettemelding"])
def test_what_is_named_is_gone_and_nothing_else(  # noqa: PLR0917
    delivered: Importer, state: State, name: str, inner: str, gone: dict[str, set[str]], hidden: set[str]
) -> None:
    assert held(state) == ALL
    assert delivered(message(inner, name), "melding").counts.withdrawn == 1
    assert held(state) == {kind: ids - gone.get(kind, set()) for kind, ids in ALL.items()}
    assert set(read_withdrawn(state.withdrawn)) == {h.replace(":", f":{ARCHIVE}:") for h in hidden}


GRAPH = """{"@context": {"@base": "http://x/", "arkiv": "http://www.arkivverket.no/standarder/noark5/arkivstruktur/",
"einnsyn": "http://data.einnsyn.no/"}, "@graph": [
{"@graph": [{"@id": "jp-3", "@type": "arkiv:Journalpost"}, {"@id": "ms-2", "@type": "arkiv:Møtesaksregistrering"}],
 "@id": "graf-1"},
{"@graph": [{"@id": "graf-1", "@type": "einnsyn:graftype/TrekkeTilbakeGraf"}], "@id": "einnsyn:graf/meta"}]}"""
EXPANDED = """[{"@id": "http://x/graf-1", "@graph": [{"@id": "http://x/jp-3",
"@type": ["http://www.arkivverket.no/standarder/noark5/arkivstruktur/Journalpost"]},
{"@id": "http://x/ms-2", "@type": ["http://www.arkivverket.no/standarder/noark5/arkivstruktur/Møtesaksregistrering"]}]},
{"@id": "http://data.einnsyn.no/graf/meta", "@graph": [{"@id": "http://x/graf-1",
"@type": ["http://data.einnsyn.no/graftype/TrekkeTilbakeGraf"]}]}]"""
META_FIRST = """{"@graph": [{"@id": "meta", "@graph": [{"@id": "g", "@type": "TrekkeTilbakeGraf"}]},
{"@id": "g", "@graph": [{"@id": "jp-3", "@type": "Journalpost"}, {"@id": "ms-2", "@type": "Moetesaksregistrering"}]}]}"""
PLAIN = """{"@type": "Slettemelding", "@graph": [{"systemID": "jp-3", "@type": "Journalpost"},
{"systemID": "ms-2", "@type": "Moetesaksregistrering"}]}"""
LISTED = """{"@graph": [{"@type": "TrekkTilbake", "registrering": [{"systemID": "jp-3", "@type": "Journalpost"},
{"@id": "ms-2", "@type": "Moetesaksregistrering"}]}]}"""


@pytest.mark.parametrize("content", [GRAPH, EXPANDED, META_FIRST, PLAIN, LISTED])
def test_json_ld_withdraws_the_same(delivered: Importer, state: State, content: str) -> None:
    report = delivered(content, "payload")
    assert (report.refused, report.counts.withdrawn, report.counts.not_here) == ((), 2, 0)
    assert held(state)["poster"] == {"jp-1", "jp-2"}
    assert held(state)["møtesaker"] == {"ms-1"}


def test_what_is_not_here_is_told(delivered: Importer, state: State) -> None:
    report = delivered(message(named("journalpost", "finnes-ikke")), "melding")
    assert (report.counts.withdrawn, report.counts.not_here) == (0, 1)
    assert held(state) == ALL


def test_a_message_that_names_nothing_is_held(delivered: Importer, state: State) -> None:
    report = delivered(message('<registrering xsi:type="journalpost"><tittel>x</tittel></registrering>'))
    assert report.counts.quarantined == 1
    assert held(state) == ALL


def test_only_the_archive_that_is_named_loses_it(delivered: Importer, state: State) -> None:
    other = f"<arkiv {XSI}><systemID>99999999-1</systemID><trekkTilbake>{named('journalpost', 'jp-1')}</trekkTilbake></arkiv>"
    assert delivered(other, "melding").counts.not_here == 1
    right = other.replace("99999999-1", "5C1A0B2E-7d34")
    assert delivered(right, "melding").counts.withdrawn == 1


def test_a_record_of_noark_4_is_named_by_its_numbers(import_text: Importer, state: State) -> None:
    import_text((Path(__file__).with_name("fixtures") / "fryktelig-offjournal.xml").read_bytes())
    numbers = "<journalaar>2015</journalaar><journalsekvensnummer>2</journalsekvensnummer>"
    content = message(f'<registrering xsi:type="journalpost">{numbers}</registrering>')
    assert import_text(content, "melding").counts.withdrawn == 1
    assert held(state)["poster"] == {"jp-2015-1", "jp-2015-7"}


def test_what_is_in_quarantine_is_withdrawn_from_it(import_text: Importer, state: State) -> None:
    import_text(DELIVERY.replace("<journaldato>2026-11-02<", "<journaldato>2026-13-02<"))
    with Store.open(state.store) as store:
        (finding,) = store.quarantine()
    assert import_text(message(named("journalpost", finding.entry)), "melding").counts.withdrawn == 1
    with Store.open(state.store) as store:
        assert store.quarantine() == ()


def left_out(state: State, first: int, last: int) -> tuple[int, int]:
    with Store.open(state.store) as store:
        return store.left_out(ARCHIVE, 2026, first, last)


NUMBERS = {"jp-1": 1, "jp-2": 2, "jp-3": 3}


def test_the_number_of_what_is_withdrawn_is_known(delivered: Importer, state: State) -> None:
    delivered(message(named("saksmappe", "sak-1")), "melding")
    assert left_out(state, 1, 9999) == (0, 2)
    for entry, number in NUMBERS.items():
        assert left_out(state, number, number) == (0, 0 if entry == "jp-3" else 1)


def test_what_is_delivered_anew_is_withdrawn_no_longer(delivered: Importer, state: State) -> None:
    delivered(message(named("saksmappe", "sak-1")), "melding")
    delivered(DELIVERY + "\n", "ny.xml")
    assert left_out(state, 1, 9999) == (0, 0)


def test_what_is_held_and_then_withdrawn_is_withdrawn(import_text: Importer, state: State) -> None:
    import_text(DELIVERY.replace("<journaldato>2026-11-02<", "<journaldato>2026-13-02<"))
    with Store.open(state.store) as store:
        (finding,) = store.quarantine()
    assert left_out(state, 1, 9999) == (1, 0)
    import_text(message(named("journalpost", finding.entry)), "melding")
    assert left_out(state, 1, 9999) == (0, 1)
    import_text(DELIVERY.replace("<journaldato>2026-11-02<", "<journaldato>2026-14-02<"), "igjen.xml")
    assert left_out(state, 1, 9999) == (1, 0)


def test_an_identifier_in_place_of_an_id_is_not_kept(delivered: Importer, state: State) -> None:
    delivered(message(named("journalpost", "01019000083")), "melding")
    stored = b"".join(path.read_bytes() for path in state.root.iterdir())
    assert b"01019000083" not in stored


def test_the_same_message_twice_changes_no_byte(delivered: Importer, state: State) -> None:
    delivered(message(named("journalpost", "jp-1")), "melding")
    before = dump(state)
    delivered(message(named("journalpost", "jp-1")) + "\n", "melding igjen")
    assert [line for line in dump(state) if "levering" not in line] == [
        line for line in before if "levering" not in line
    ]


def dump(state: State) -> list[str]:
    with sqlite3.connect(state.store) as connection:
        return list(connection.iterdump())


def test_an_old_delivery_read_again_brings_nothing_back(
    delivered: Importer, state: State, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inner = (
        named("saksmappe", "sak-2") + named("moetesaksregistrering", "ms-2") + "<systemID>dok-1</systemID>"
    )
    delivered(message(inner), "melding")
    after = held(state)
    monkeypatch.setattr(run, "RULES", run.RULES + 1)  # the program is new, and reads all files again
    report = import_path(tmp_path / "levering.xml", state, NOW + timedelta(days=1))
    assert not report.files[0].known
    assert held(state) == after


def test_a_new_delivery_that_names_it_brings_it_back(
    delivered: Importer, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    delivered(message(named("saksmappe", "sak-2") + named("moetemappe", "mote-1")), "melding")
    mended = DELIVERY.replace("Kari Nordmann", "[navn]")
    delivered(mended, "ny levering")
    assert held(state) == ALL
    monkeypatch.setattr(run, "RULES", run.RULES + 1)
    delivered(mended, "ny levering")
    assert held(state) == ALL


def test_in_one_folder_what_is_withdrawn_stays_out_whatever_the_files_are_called(
    tmp_path: Path, state: State
) -> None:
    folder = tmp_path / "inn"
    folder.mkdir()
    (folder / "a.xml").write_text(message(named("journalpost", "jp-1")))
    (folder / "b.xml").write_text(DELIVERY)
    report = import_path(folder, state, NOW)
    assert [(file.file, file.counts.withdrawn) for file in report.files] == [("b.xml", 0), ("a.xml", 1)]
    assert held(state)["poster"] == {"jp-2", "jp-3"}


def test_a_file_that_delivers_and_withdraws_the_same_withdraws_it(
    import_text: Importer, state: State
) -> None:
    both = re.sub(
        "</arkiv>", f"<trekkTilbake>{named('journalpost', 'jp-1')}</trekkTilbake></arkiv>", DELIVERY
    )
    import_text(both)
    assert held(state)["poster"] == {"jp-2", "jp-3"}


def test_a_killed_withdrawal_has_hidden_too_much_rather_than_too_little(
    delivered: Importer, state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("plugins.store.changes.close_change", killed)
    with pytest.raises(KeyboardInterrupt):
        delivered(message(named("journalpost", "jp-1")), "melding")
    assert held(state) == ALL
    assert set(read_withdrawn(state.withdrawn)) == {f"journalpost:{ARCHIVE}:jp-1"}
