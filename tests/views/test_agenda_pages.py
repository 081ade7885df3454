"""How wide an item of an agenda is on a page is known from what was delivered, and none is wider."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from plugins.model.archive import Forslag, Moetesak, Stemme, Votering
from plugins.views.agenda_pages import (
    MOST_OF_ITEM,
    MOST_OF_OUTCOME,
    page_links,
    pages_of_meeting,
    parts_beside,
    place_of_item,
    short_outcome,
    shown_on_pages,
    width_of,
)
from plugins.views.meetings import agenda_item, agenda_order, meeting_part_view, meeting_view
from plugins.views.rendering import environment
from tests.views.archive_makers import case, document, item, meeting
from tests.views.conftest import ReaderMaker

TEMPLATES = Path(__file__).resolve().parents[2] / "theme/templates"
COMPONENTS = environment(TEMPLATES)

TEXTS = st.text(alphabet="aæ <&'\"\n", max_size=400)
VOTES = st.builds(
    Votering, stemme=st.sampled_from(Stemme), navn=TEXTS.map(lambda text: text[:30]),
    representerer=st.sampled_from(("", "Ap", "H & V")), antall=st.integers(1, 9),
)  # fmt: skip
ITEMS = st.builds(
    lambda **fields: item("ms1", **fields),
    tittel=TEXTS,
    status=st.sampled_from(("", "Behandlet i møte")),
    innstilling=TEXTS,
    vedtak=TEXTS,
    votering=TEXTS,
    saksmappe_id=st.sampled_from(("", "s1")),
    videolink=st.sampled_from(("", "https://tv.example.no/?a=1&t=60")),
    forslag=st.lists(st.builds(Forslag, tekst=TEXTS, forslagsstiller=TEXTS, utfall=TEXTS), max_size=4).map(
        tuple
    ),
    voteringer=st.lists(VOTES, max_size=30).map(tuple),
    dokumenter=st.lists(
        TEXTS.map(lambda title: document(title, fil="https://a.example.no/x.pdf")), max_size=6
    ).map(tuple),
)


def html_of(made: Moetesak, reading: ReaderMaker) -> str:
    of = meeting(saker=(made,))
    view = agenda_item(of, made, reading(case(), of))
    return str(COMPONENTS.get_template("components/agenda.html").module.agenda([view]))  # type: ignore[attr-defined]


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40, deadline=None)
@given(ITEMS)
def test_no_item_is_wider_than_it_is_said_to_be(reading_many: ReaderMaker, made: Moetesak) -> None:
    assert len(html_of(made, reading_many).encode()) <= width_of(made)


PAPERS = tuple(document(f"Vedlegg {n} " * 30, fil="https://a.example.no/x.pdf") for n in range(900))
LISTS = tuple(Votering(stemme=Stemme.JA, navn=f"N {n}", representerer=f"{n}") for n in range(4000))
LONG = "Vedtaket <er> «langt» & fullt av 'tegn'.\n" * 9000


@pytest.mark.parametrize(
    "fields",
    [
        {"vedtak": LONG, "innstilling": LONG, "votering": LONG},
        {"vedtak": "&" * 400_000},
        {"vedtak": "a\n" * 200_000},
        {"forslag": (Forslag(tekst=LONG, forslagsstiller=LONG, utfall=LONG),) * 30},
        {"tittel": LONG, "saksmappe_id": "s1", "videolink": "https://tv.example.no/"},
        {"dokumenter": PAPERS},
        {"voteringer": LISTS},
    ],
    ids=["texts", "signs", "paragraphs", "proposals", "title", "documents", "votes"],
)  # fmt: skip
def test_an_item_is_never_wider_than_a_page_has_room_for(
    reading: ReaderMaker, fields: dict[str, object]
) -> None:
    made = item(**fields)
    assert width_of(made) > MOST_OF_ITEM
    html = html_of(made, reading)
    assert len(html.encode()) <= MOST_OF_ITEM
    assert "Resten står i møteprotokollen." in html
    of = meeting(saker=(made,))
    said = short_outcome(agenda_item(of, made, reading(case(), of)).outcome)
    assert (
        len(str(COMPONENTS.get_template("components/outcome.html").module.outcome(said)).encode())
        <= MOST_OF_OUTCOME
    )  # type: ignore[attr-defined]


AGENDAS = {
    "none": (),
    "one": (item("i1"),),
    "few": tuple(item(f"i{n}", moetesakssekvensnummer=n, vedtak="Vedtatt.\n" * 900) for n in range(7)),
    "many": tuple(item(f"i{n}", moetesakssekvensnummer=n, vedtak="Vedtatt.\n" * 900) for n in range(60)),
    "papers": (
        item("i0", moetesakssekvensnummer=1, tittel="Budsjett"),
        item("i1", moetesakssekvensnummer=2, tittel="Områdeplan", vedtak="Utsatt.", dokumenter=PAPERS),
        item("i2", moetesakssekvensnummer=3, tittel="Møteplan", dokumenter=PAPERS[:3]),
        item("i3", moetesakssekvensnummer=4, dokumenter=PAPERS[:400]),
        item("i4", moetesakssekvensnummer=5),
    ),
}


@pytest.mark.parametrize("agenda", AGENDAS)
def test_the_pages_hold_each_item_once_and_lead_to_each_other(agenda: str) -> None:
    long = meeting(saker=AGENDAS[agenda])
    pages, items, shown = pages_of_meeting(long), agenda_order(long.saker), shown_on_pages(long)
    numbers = [0, *range(2, len(pages) + 1)]
    stretches = [one for of_page in shown for one in of_page]
    papers = [(one.at, paper) for one in stretches for paper in range(one.first, one.last)]
    assert papers == [(at, n) for at, one in enumerate(items) for n in range(len(one.dokumenter))]
    assert [one.at for one in stretches if not one.first] == list(range(len(items)))
    beside = [parts_beside(pages, number) for number in numbers]
    assert [one.newer for one in beside] == [*(address for _, address in pages[1:]), ""]
    assert [one.older for one in beside] == ["", *(address for _, address in pages[:-1])]
    assert len(page_links(long, pages)) == (len(pages) if len(pages) > 1 else 0)
    for (_, address), of_page in zip(pages, shown, strict=True):
        begun = [items[one.at] for one in of_page if not one.first]
        assert all(place_of_item(long, one).startswith(f"{address}#") for one in begun)


def test_an_item_with_very_many_documents_goes_on_from_page_to_page(reading: ReaderMaker) -> None:
    of = meeting(saker=AGENDAS["papers"])
    reader = reading(case(), of)
    count = len(pages_of_meeting(of))
    views = [view for n in range(2, count + 1) if (view := meeting_part_view(of, n, reader)) is not None]
    whole = [meeting_view(of, reader), *views]
    assert len(whole) == count
    assert whole[0].pages[1].text.startswith("2 (")
    plan = [one for view in whole for one in view.agenda if one.title == "Områdeplan"]
    assert sum(len(one.documents) for one in plan) == len(PAPERS)
    assert plan[0].documents_shown.startswith("1–")
    assert plan[0].documents_shown.endswith(" av 900 dokumenter")
    assert [one.outcome.decision for one in plan] == ["Utsatt.", *[""] * (len(plan) - 1)]
    assert not any(one.left_out for view in whole for one in view.agenda)
    html = COMPONENTS.get_template("components/agenda.html").module
    assert all(len(str(html.agenda(view.agenda)).encode()) < 200_000 for view in whole)  # type: ignore[attr-defined]
