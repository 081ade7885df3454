"""The archive's search documents follow the store, and are those of a transcript from nothing."""

from __future__ import annotations

import json
import os
import shutil
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plugins.engine import transcribing
from plugins.model.clock import OSLO
from plugins.model.errors import ContentError
from plugins.store import Store
from plugins.store.changes import change
from tests.engine.test_new_deliveries import DAYS, NEW_DAY, Record, Site, on
from tests.views.archive_makers import ARKIV, NOW, OLD, case, item, meeting, person

KARI = "Kari Nordlie"


def shards(site: Site) -> dict[str, str]:
    """The text of each file of the archive's that the manifest names, by kind and part."""
    manifest = json.loads((site.state.documents / "manifest.json").read_text("utf-8"))
    named = [shard for shard in manifest["shards"] if shard["file"].startswith("arkiv/")]
    assert {shard["file"] for shard in named} == {
        path.relative_to(site.state.documents).as_posix()
        for path in (site.state.documents / "arkiv").rglob("*.jsonl")
    }, "nothing is left over"
    return {f"{s['kind']}/{s['part']}": (site.state.documents / s["file"]).read_text("utf-8") for s in named}


def from_nothing(site: Site, root: Path, now: datetime) -> dict[str, str]:
    other = Site(root)
    shutil.copytree(site.content, other.content, dirs_exist_ok=True)
    with Store.open(site.state.store) as store:
        store.connection.execute("VACUUM INTO ?", (str(other.state.store),))
    other.build(now)
    return shards(other)


@pytest.fixture
def site(tmp_path: Path) -> Site:
    made = Site(tmp_path / "a")
    made.deliver(
        case(), case("s2", sakssekvensnummer=250), on(DAYS[0], 1), on(DAYS[1], 2, "s2"),
        meeting(saker=(item(saksmappe_id="s2"),)),
    )  # fmt: skip
    made.build()
    return made


def test_a_day_a_hundred_cases_and_a_months_meetings_are_files(site: Site) -> None:
    assert set(shards(site)) == {
        "journalpost/2026-11-02", "journalpost/2026-11-03", "sak/2026-12", "sak/2026-2", "mote/2026-11",
    }  # fmt: skip


def written(site: Site) -> set[str]:
    places = site.build().written
    files = [place.removeprefix("tilstand:dokumenter/arkiv/") for place in places if "/arkiv/" in place]
    return {file.rpartition("-")[0] for file in files}


def test_a_new_day_writes_what_it_touches_and_nothing_else(site: Site) -> None:
    site.deliver(case("s3", sakssekvensnummer=260), on(NEW_DAY, 3, "s3"))
    assert written(site) == {"journalpost/2026-11-20", "sak/2026-2"}
    assert not written(site)


def test_a_name_from_a_new_letter_is_masked_in_the_old_one(site: Site) -> None:
    site.deliver(replace(on(DAYS[0], 1), tittel="Svar til Nordlie om garasje", navn=()))
    site.build()
    site.deliver(replace(on(NEW_DAY, 3), parter=(person(KARI),)))
    assert "journalpost/2026-11-02" in written(site)
    assert "Nordlie" not in json.loads(shards(site)["journalpost/2026-11-02"])["document"]["title"]


def test_names_leave_the_files_as_their_year_passes(site: Site) -> None:
    site.deliver(replace(on(NEW_DAY, 3), parter=(person(KARI),)))
    last = datetime(2027, 11, 20, 23, 59, tzinfo=OSLO)
    site.build(last)
    assert KARI in shards(site)["journalpost/2026-11-20"]
    outcome = site.build(last + timedelta(minutes=1))
    assert not any(KARI in text for text in shards(site).values())
    assert [p for p in outcome.written if "/arkiv/journalpost/2026-11-20" in p]
    site.build(last)
    assert KARI in shards(site)["journalpost/2026-11-20"], "and are back if the clock is"


@pytest.mark.parametrize(
    "harm", ["delete", "change", "lose_book", "spoil_book", "lose_memory", "lose_folder"]
)
def test_what_somebody_else_did_to_the_files_is_mended(site: Site, harm: str) -> None:
    before = shards(site)
    path = next((site.state.documents / "arkiv/sak").iterdir())
    book = site.state.transcript
    {
        "delete": path.unlink,
        "change": lambda: path.write_text("noe annet", "utf-8"),
        "lose_book": book.unlink,
        "spoil_book": lambda: book.write_bytes(b"x" * 5000),
        "lose_memory": lambda: shutil.rmtree(site.state.build),
        "lose_folder": lambda: shutil.rmtree(site.state.documents),
    }[harm]()
    site.build()
    assert shards(site) == before
    site.deliver(on(NEW_DAY, 3))
    assert "journalpost/2026-11-20" in written(site)


def test_a_withdrawn_case_takes_its_file_along(site: Site) -> None:
    with Store.open(site.state.store) as store, change(store.connection, "trukket"):
        store.connection.execute("DELETE FROM moetemappe")
        store.connection.execute("DELETE FROM journalpost WHERE saksmappe_id = 's2'")
        store.connection.execute("DELETE FROM saksmappe WHERE system_id = 's2'")
    site.build()
    assert set(shards(site)) == {"journalpost/2026-11-02", "sak/2026-12"}


MOVES: dict[str, tuple[Record, ...]] = {
    "a case gets another number": (case("s2", sakssekvensnummer=999),),
    "a case gets another title": (case(tittel=f"Garasje - {KARI}"),),
    "an entry gets another day": (on(DAYS[3], 1),),
    "an entry loses its day": (replace(on(DAYS[0], 1), journaldato=None),),
    "an entry gets another case": (on(DAYS[0], 1, "s2"),),
    "an old entry comes": (replace(on(OLD, 9), parter=(person(KARI),)),),
    "a meeting gets another day": (
        meeting(moetedato=NOW + timedelta(days=40), saker=(item(saksmappe_id="s1"),)),
    ),
    "a meeting treats an entry": (meeting("m2", saker=(item("i2", saksmappe_id="", journalpost_id="j1"),)),),
    "a new day": (case("s4", arkiv="00000000"), on(NEW_DAY, 7), on(NEW_DAY, 8, "s2")),
}
CLOCKS = [
    NOW,
    datetime(2027, 11, 3, tzinfo=OSLO),
    datetime(2028, 1, 1, tzinfo=OSLO),
    datetime(2026, 3, 4, tzinfo=OSLO),
]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(sorted(MOVES)), st.sampled_from(CLOCKS)), min_size=1, max_size=4))
def test_any_changes_lead_to_the_transcript_from_nothing(
    tmp_path_factory: pytest.TempPathFactory, moves: list[tuple[str, datetime]]
) -> None:
    root = tmp_path_factory.mktemp("avskrift")
    made = Site(root / "a")
    made.deliver(case(), case("s2", sakssekvensnummer=250), on(DAYS[0], 1), on(DAYS[1], 2, "s2"), meeting())
    made.build()
    for at, (move, now) in enumerate(moves):
        made.deliver(*MOVES[move])
        made.build(now)
        assert shards(made) == from_nothing(made, root / f"b{at}", now), moves[: at + 1]


def test_documents_are_of_the_archive_they_came_from(site: Site) -> None:
    lines = [
        json.loads(line)["document"]["id"] for text in shards(site).values() for line in text.splitlines()
    ]
    assert sorted(lines) == [f"{name.replace('/', f':{ARKIV}:')}" for name in (
        "journalpost/j1", "journalpost/j2", "mote/m1", "sak/s1", "sak/s2",
    )]  # fmt: skip


def test_a_new_day_has_its_documents_made_beside_its_pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    makers = tmp_path / "prosesser.txt"
    transcribed = transcribing.transcribed

    def told(*arguments: Any) -> transcribing.Transcribed:
        with makers.open("a") as file:
            file.write(f"{os.getpid()}\n")
        return transcribed(*arguments)

    monkeypatch.setattr(transcribing, "transcribed", told)
    made = Site(tmp_path / "a")
    made.deliver(case(), on(DAYS[0], 1))
    made.build()
    made.deliver(on(NEW_DAY, 3))
    made.build()
    made.build()  # nothing is new, so nobody is asked
    first, second = map(int, makers.read_text().split())
    assert first == os.getpid() != second


def test_a_build_that_stops_tells_of_no_documents_that_were_begun_beside_it(site: Site) -> None:
    manifest = site.state.documents / "manifest.json"
    before = manifest.read_bytes()
    site.deliver(on(NEW_DAY, 3))
    text = site.content / "servicetorget/virksomhet.md"
    right = text.read_text("utf-8")
    text.write_text(f"{right}\nFødselsnummer 01019000083\n", "utf-8")
    with pytest.raises(ContentError):
        site.build()
    assert manifest.read_bytes() == before
    text.write_text(right, "utf-8")
    site.build()
    assert shards(site) == from_nothing(site, site.state.root / "b", NOW)
