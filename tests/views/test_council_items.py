"""An item's number leads to its case; where there is none, to its place on the agenda."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from plugins.memo.query import ask
from plugins.model.archive import Moetemappe, Saksmappe
from plugins.model.clock import OSLO
from plugins.views.council_item_pages import council_item_keys
from plugins.views.council_items import council_item_page
from plugins.views.output import Output
from plugins.views.politics import CaseNumberView
from tests.views.archive_makers import KOMMUNESTYRET, case, filled_store, item, meeting
from tests.views.conftest import ReaderMaker
from tests.views.content_makers import inputs


def leading(tmp_path: Path, *records: Saksmappe | Moetemappe) -> dict[str, list[str]]:
    """Each number's address, and where it leads."""
    made = inputs(store=filled_store(tmp_path, *records), bodies=(KOMMUNESTYRET,))
    found = {}
    for key in council_item_keys(made):
        output: Output = ask(made, key)
        assert isinstance(output.view, CaseNumberView)
        assert output.meta.noindex
        found[output.meta.path] = [teaser.url for teaser in output.view.cases]
    return found


def test_a_number_leads_to_the_case_or_to_the_agenda(tmp_path: Path) -> None:
    personnel = item("b", moetesakssekvensnummer=36, saksmappe_id="", tittel="Personalsak")
    assert leading(tmp_path, case(), meeting("m1", saker=(item("a"), personnel))) == {
        "/politikk/sak/kst-35-26/": ["/sak/b87ca23f/s1/"],
        "/politikk/sak/kst-36-26/": ["/politikk/mote/b87ca23f/m1/#sak-b"],
    }


def test_a_number_that_several_bodies_use_lists_each_case_once(tmp_path: Path) -> None:
    def held(system_id: str, **changes: str) -> Moetemappe:
        return meeting(system_id, saker=(item(f"{system_id}a", moetesaksnummer="PS 7/26", **changes),))

    records = (
        case("s1"),
        case("s2", sakssekvensnummer=9),
        held("m1"),
        held("m2"),
        held("m3", saksmappe_id="s2"),
    )
    assert leading(tmp_path, *records) == {
        "/politikk/sak/ps-7-26/": ["/sak/b87ca23f/s1/", "/sak/b87ca23f/s2/"]
    }


def test_a_number_that_names_no_body_has_no_page(tmp_path: Path) -> None:
    items = (item("a"), item("b", moetesakssekvensnummer=0))
    assert leading(tmp_path, meeting("m1", utvalg="Eldrerådet", saker=items)) == {}


def test_older_numbers_are_answered_from_the_store_at_the_same_address(
    tmp_path: Path, reading: ReaderMaker
) -> None:
    old = item("a", moetesaksaar=2019, moetesakssekvensnummer=35)
    held = meeting("m1", moetedato=datetime(2019, 5, 2, 18, tzinfo=OSLO), saker=(old,))
    assert leading(tmp_path, case(), held) == {}
    page = council_item_page("/politikk/sak/kst-35-19/", reading(case(), held))
    assert page is not None
    assert isinstance(page.view, CaseNumberView)
    assert [teaser.url for teaser in page.view.cases] == ["/sak/b87ca23f/s1/"]
    assert council_item_page("/politikk/sak/kst-36-19/", reading(case(), held)) is None
