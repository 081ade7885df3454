"""Trying something of one's own on the pages of findings, terms and pages, before anybody decides it."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from bs4 import BeautifulSoup
from litestar.testing import TestClient

from search.findings import trial
from search.service.settings import Settings
from tests.search.service.test_service_insight import log_in
from tests.search.service.test_service_insight_work import (  # noqa: F401
    FINDING,
    board,
    client,
    content,
    do,
    engine,
    hits,
    lived,
    settings,
)

WASTE = "/teknisk/waste/"


def shown(client: TestClient, address: str, **tried: str) -> BeautifulSoup:  # noqa: F811
    answer = client.get(f"{address}&{urlencode(tried)}")
    assert answer.status_code == 200
    return BeautifulSoup(answer.text, "lxml")


def outcome(page: BeautifulSoup) -> str:
    found = page.select_one("section[aria-labelledby=prov]")
    assert found
    return found.get_text(" ", strip=True)


@pytest.mark.parametrize("address", ["/innsikt/ord?q=garbage", "/innsikt/funn?funn=engelsk%3Agarbage"])
@pytest.mark.parametrize(
    ("way", "text"),
    [("tittel", "Garbage and waste"), ("nokkelord", "garbage, trash"), ("synonymer", "waste")],
)
def test_what_an_adviser_typed_is_replayed_and_shown_side_by_side(
    client: TestClient,  # noqa: F811
    address: str,
    way: str,
    text: str,
) -> None:
    log_in(client)
    page = shown(client, address, prov=way, paa=WASTE, tekst=text)
    assert " søk vinner, 0 taper" in outcome(page)
    before, after = page.select("section[aria-labelledby=prov] .proposal__sides > div")
    assert WASTE not in [a["href"] for a in before.select("a")]
    assert WASTE in [a["href"] for a in after.select("a")]
    assert page.select_one("#flyttes")
    chosen = {o["value"] for o in page.select("form option[selected]")}
    assert {way, WASTE} <= chosen
    assert page.select_one("[name=tekst]")["value"] == text


def test_a_title_is_tried_from_the_page_it_would_stand_on(client: TestClient) -> None:  # noqa: F811
    log_in(client)
    page = shown(client, f"/innsikt/sider?side={WASTE}", prov="tittel", paa=WASTE, tekst="Garbage and waste")
    assert " søk vinner, 0 taper" in outcome(page)


def test_what_loses_more_than_it_gains_advises_against_itself(client: TestClient) -> None:  # noqa: F811
    log_in(client)
    page = shown(client, "/innsikt/ord?q=barnehage", prov="plasser", paa="/skole/sfo/", tekst="")
    assert "fraråder seg selv" in outcome(page)
    assert not page.select("#prov ~ form .action")


def test_what_was_tried_for_a_finding_is_taken_into_use_and_closes_it(client: TestClient) -> None:  # noqa: F811
    log_in(client)
    address = f"/innsikt/funn?funn={FINDING}"
    page = shown(client, address, prov="svar", paa="/teknisk/avfall/", tekst="Når vi henter søppel")
    form = next(f for f in page.select("form") if f.select_one("[value=bestem]"))
    fields = {field["name"]: field["value"] for field in form.select("[name]")}
    assert "Prøvd i innsikten" in fields["hvorfor"]
    fields.pop("token")
    assert "Tatt i bruk" in do(client, address, **fields).text
    (line,) = client.app.state.services.decisions.history()
    assert (line.grounds.finding, line.grounds.term) == (FINDING, "søppel")
    assert "Lukket" in client.get(address).text


def test_a_title_that_was_tried_is_noted_on_the_finding_for_its_unit(client: TestClient) -> None:  # noqa: F811
    log_in(client)
    address = "/innsikt/funn?funn=engelsk%3Agarbage"
    page = shown(client, address, prov="tittel", paa=WASTE, tekst="Garbage and waste")
    form = next(f for f in page.select("form") if f.select_one("[value=noter]") and not f.select("textarea"))
    fields = {field["name"]: field["value"] for field in form.select("[name]")}
    fields.pop("token")
    shown_after = do(client, address, **fields).text
    assert "tittelen «Garbage and waste»" in shown_after


@pytest.mark.parametrize(
    ("tried", "says"),
    [
        ({"prov": "tull", "paa": WASTE, "tekst": "x"}, "Velg hva du vil prøve"),
        ({"prov": "tittel", "paa": WASTE, "tekst": ""}, "Skriv teksten"),
        ({"prov": "tittel", "paa": "/finnes/ikke/", "tekst": "x"}, "Velg en side"),
        ({"prov": "svar", "paa": "javascript:alert(1)", "tekst": "xx"}, "Rett feltet «adresse»"),
    ],
)
def test_what_cannot_be_tried_is_explained(client: TestClient, tried: dict[str, str], says: str) -> None:  # noqa: F811
    log_in(client)
    page = shown(client, "/innsikt/ord?q=garbage", **tried)
    assert says in outcome(page)


def test_one_is_tried_at_a_time(client: TestClient, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: F811
    log_in(client)
    monkeypatch.setattr(trial, "PATIENCE", 0.01)
    with trial._one_at_a_time:
        page = shown(client, "/innsikt/ord?q=garbage", prov="tittel", paa=WASTE, tekst="Garbage")
    assert "Noen andre prøver noe" in outcome(page)


def test_trying_changes_nothing_and_is_for_advisers(client: TestClient, settings: Settings) -> None:  # noqa: F811
    log_in(client)
    before = hits(client, "garbage")
    shown(client, "/innsikt/ord?q=garbage", prov="tittel", paa=WASTE, tekst="Garbage and waste")
    assert hits(client, "garbage") == before
    assert client.app.state.services.decisions.history() == ()
    log_in(client, user="leser")
    page = shown(client, "/innsikt/ord?q=garbage", prov="tittel", paa=WASTE, tekst="Garbage")
    assert not page.select("#prov, #eget")
