"""What lies at an address of the archive, and what does not."""

from __future__ import annotations

import pytest

from plugins.model import addresses
from plugins.views.archive_answers import archive_answer, is_of_archive
from plugins.views.output import Output, TextFile
from tests.views.archive_makers import OLD, case, entry, item, meeting
from tests.views.conftest import ReaderMaker

KNOWN = {
    "/postliste/2025/03/03/": "postliste-dag",
    "/postliste/2026/11/02/": "postliste-dag",
    "/postliste/udatert/": "postliste-dag",
    "/postliste/2025/03/03/postliste.csv": "",
    "/postliste/udatert/postliste.json": "",
    "/postliste/2025/03/03/atom.xml": "",
    "/postliste/2025/03/": "postliste-utvalg",
    "/postliste/2025/03/postliste.json": "",
    "/postliste/2025/uke/10/": "postliste-utvalg",
    "/postliste/2025/uke/10/postliste.csv": "",
    "/postliste/2025/03/enhet/plan/": "postliste-utvalg",
    "/postliste/2025/03/enhet/plan/atom.xml": "",
    "/postliste/2025/03/type/inngaende/": "postliste-utvalg",
    "/postliste/2025/03/type/inngaende/postliste.csv": "",
    "/postliste/enhet/plan/": "postliste-oversikt",
    "/postliste/type/inngaende/": "postliste-oversikt",
    "/postliste/enhet/plan/atom.xml": "",
    "/postliste/type/inngaende/atom.xml": "",
    "/postliste/enhet/plan/postliste.csv": "",
    "/postliste/enhet/plan/postliste.json": "",
    "/postliste/type/inngaende/postliste.csv": "",
    "/postliste/type/inngaende/postliste.json": "",
    "/postliste/postliste.csv": "",
    "/postliste/postliste.json": "",
    "/sak/b87ca23f/s1/": "sak",
    addresses.case("b87ca23f", "S 2"): "sak",
    "/sak/2026/1234/": "saksnummer",
    "/politikk/mote/b87ca23f/m1/": "mote",
    "/politikk/sak/kst-35-26/": "saksnummer",
    "/sak/b87ca23f/s1/atom.xml": "",
}
UNKNOWN = """
/postliste/2025/13/ /postliste/2025/04/ /postliste/2025/uke/11/ /postliste/2025/uke/54/
/postliste/2025/uke/00/ /postliste/9999/12/31/ /postliste/9999/12/ /postliste/9999/uke/52/ /postliste/0001/01/
/postliste/2025/03/enhet/barnehage/ /postliste/2025/03/enhet/ /postliste/2025/03/type/utgaende/
/postliste/2025/03/type/finnes-ikke/ /postliste/2025/03/03/del/1/ /postliste/2025/03/del/1/
/postliste/2025/03/del/0/ /postliste/2025/03/del/2/postliste.csv /postliste/udatert/del/2/
/postliste/enhet/barnehage/ /postliste/enhet/barnehage/atom.xml /postliste/type/finnes-ikke/atom.xml
/postliste/enhet/barnehage/postliste.csv /postliste/type/finnes-ikke/postliste.json /postliste/postliste.xml
/ /postliste/ /politikk/ /postliste/2025/03/04/ /postliste/2025/02/30/ /postliste/2025/3/3/
/postliste/0000/00/00/
/postliste/2025/03/03 /postliste/2025/03/04/postliste.csv /postliste/2025/03/03/postliste.xml
/postliste/２０２５/03/03/ /sak/b87ca23f/s9/ /sak/b87ca23f/S1/ /sak/b87ca23f/s_2/ /sak/00000000/s1/
/sak/2026/01234/ /sak/2026/99/ /sak/2026/999999999999999999999/ /sak/b87ca23f/ /sak/a/b/c/
/politikk/mote/b87ca23f/m9/ /politikk/sak/kst-36-26/ /politikk/sak/35-26/ /politikk/sak/KST-35-26/
/politikk/mote/b87ca23f/M1/ /politikk/mote/b87ca23f/m1/del/1/ /politikk/mote/b87ca23f/m1/del/2/
/politikk/mote/b87ca23f/m9/del/2/ /sak/b87ca23f/%00/ /sak/b87ca23f/x-12345678/
""".split()


@pytest.fixture
def records(reading: ReaderMaker) -> object:
    return reading(
        case(),
        case("S 2", sakssekvensnummer=2),
        entry(),
        entry("j2", journaldato=OLD, journalsekvensnummer=2),
        entry("j3", journaldato=None, journalsekvensnummer=3),
        meeting(saker=(item(),)),
    )


@pytest.mark.parametrize(("address", "template"), KNOWN.items())
def test_everything_lies_at_its_address(records: object, address: str, template: str) -> None:
    found = archive_answer(address, records)  # type: ignore[arg-type]
    assert is_of_archive(address)
    assert isinstance(found, Output if template else TextFile)
    assert getattr(found, "template", "") == template


def test_more_of_a_long_agenda_lies_at_its_part(reading: ReaderMaker) -> None:
    items = [item(f"ms{n}", moetesakssekvensnummer=n, vedtak="Godkjent.\n" * 2000) for n in range(1, 12)]
    reader = reading(case(), meeting(saker=tuple(items)))
    parts = [archive_answer(f"/politikk/mote/b87ca23f/m1/del/{number}/", reader) for number in range(1, 9)]
    found = [number for number, part in enumerate(parts, 1) if part]
    assert found == list(range(2, len(found) + 2))
    titles = [part.meta.title for part in parts if isinstance(part, Output)]
    assert titles[0] == "Møte i kommunestyret, del 2"


@pytest.mark.parametrize("address", UNKNOWN)
def test_nothing_lies_at_any_other_address(records: object, address: str) -> None:
    assert archive_answer(address, records) is None  # type: ignore[arg-type]
