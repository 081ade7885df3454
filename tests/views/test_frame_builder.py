"""The frame: alerts by the clock, and links that lead to what is published."""

from __future__ import annotations

from datetime import datetime

import pytest

from plugins.model.clock import OSLO
from plugins.views.frame_builder import frame, published_frame
from tests.views.content_makers import inputs, page, unit


def alert(name: str, **fields: object) -> dict[str, object]:
    return {
        "id": name,
        "tittel": f"Melding {name}",
        "tekst": "Tekst.",
        "oppdatert": "2026-11-20T08:00",
        **fields,
    }


ALERTS = [
    alert("na", gyldig_til="2026-11-23"),
    alert("i-morgen", publiseres_fra="2026-11-24"),
    alert("over", gyldig_til="2026-11-22"),
    alert("utkast", status="utkast"),
]


def titles(now: datetime) -> list[str]:
    shown = frame(inputs(alerts=ALERTS, now=now)).alerts
    return [a.title.removeprefix("Melding ") for a in shown]


@pytest.mark.parametrize(
    ("day", "hour", "shown"),
    [(23, 12, ["na"]), (23, 23, ["na"]), (24, 0, ["i-morgen"]), (30, 12, ["i-morgen"])],
)
def test_whoever_renders_picks_alerts_by_the_clock(day: int, hour: int, shown: list[str]) -> None:
    assert titles(datetime(2026, 11, day, hour, tzinfo=OSLO)) == shown


def test_the_published_frame_holds_alerts_to_come_and_none_that_are_over_or_drafts() -> None:
    published = published_frame(inputs(alerts=ALERTS))
    assert [a.title for a in published.alerts] == ["Melding na", "Melding i-morgen"]


def test_the_worst_comes_first_then_the_newest() -> None:
    listed = [
        alert("info", niva="info", oppdatert="2026-11-23T08:00"),
        alert("gammelt"),
        alert("nytt", oppdatert="2026-11-22T08:00"),
        alert("krise", niva="krise", oppdatert="2026-11-01T08:00"),
    ]
    shown = [a.title.removeprefix("Melding ") for a in frame(inputs(alerts=listed)).alerts]
    assert shown == ["krise", "nytt", "gammelt", "info"]


def test_an_alert_leads_to_its_address_or_its_unit() -> None:
    listed = [alert("a", url="/kultur/"), alert("b", virksomhet="barnehage"), alert("c", virksomhet="borte")]
    links = [a.link.url if a.link else None for a in frame(inputs(alerts=listed)).alerts]
    assert links == ["/kultur/", "/barnehage/", None]


def test_the_navigation_is_four_lines() -> None:
    assert [n.url for n in frame(inputs()).navigation] == [
        "/virksomheter/",
        "/nyheter/",
        "/politikk/",
        "/postliste/",
    ]


def test_the_footer_links_to_published_pages_alone() -> None:
    settings = {
        "footer_pages": ("barnehage/a", "barnehage/b", "borte/c"),
        "accessibility_statement": "https://x.no/",
    }
    given = inputs(page("a"), page("b", status="utkast"), unit(), settings=settings)
    about = next(group for group in frame(given).footer if group.title == "Om nettstedet")
    assert [link.url for link in about.links] == ["/barnehage/a/", "https://x.no/"]


def test_a_footer_group_without_links_is_left_out() -> None:
    assert [group.title for group in frame(inputs()).footer] == ["Finn fram"]
