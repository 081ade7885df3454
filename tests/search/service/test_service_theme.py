"""The service's pages in the site's real templates: every field in place, nothing that the policy refuses."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from litestar.testing import TestClient
from lxml import html

from search.service.app import create_app
from search.service.settings import Settings

THEME = Path(__file__).parents[3] / "theme"
OWN = {"Origin": "http://testserver.local"}


@pytest.fixture
def themed(settings: Settings, clock, engine) -> Iterator[TestClient]:
    frame = settings.files.frame
    frame.write_text(
        frame.read_text().replace('"assets":{}', '"assets":{"style.css":"/static/style.0123abcd.css"}')
    )
    real = settings.model_copy(update={"theme": THEME})
    app = create_app(real, clock=clock, open_engine=lambda: engine)
    with TestClient(app, raise_server_exceptions=False) as client:
        yield client


def parsed(client: TestClient, path: str, status: int = 200):
    answer = client.get(path)
    assert answer.status_code == status
    return html.fromstring(answer.text)


def log_in(client: TestClient) -> None:
    form = parsed(client, "/innsikt/logg-inn").get_element_by_id("bruker").getparent().getparent()
    fields = {field.get("name"): field.get("value", "") for field in form.iter("input")}
    assert set(fields) == {"bruker", "passord", "neste", "token"}
    assert (form.get("method"), form.get("action")) == ("post", "/innsikt/logg-inn")
    fields |= {"bruker": "innsikt", "passord": "et langt passord"}
    assert client.post(form.get("action"), data=fields, headers=OWN).status_code == 200


def test_a_person_can_search_log_in_and_log_out_by_the_forms_alone(themed: TestClient) -> None:
    for visitor in range(5):
        themed.get("/sok?q=barnehage", headers={"User-Agent": f"nettleser {visitor}"})
    themed.app.state.services.recorder.flush()
    log_in(themed)
    page = parsed(themed, "/innsikt?fra=2026-11-23")
    assert "barnehage" in page.text_content()
    (logout,) = page.xpath("//form[@action='/innsikt/logg-ut']")
    token = {field.get("name"): field.get("value") for field in logout.iter("input")}
    assert "Logg inn" in themed.post("/innsikt/logg-ut", data=token, headers=OWN).text


def test_facets_chips_and_pager_lead_where_they_say(themed: TestClient) -> None:
    page = parsed(themed, "/sok?q=barnehage&type=tjeneste&side=2")
    links = set(page.xpath("//main//a/@href"))
    assert "/sok?q=barnehage" in links
    assert "/sok?q=barnehage&type=tjeneste" in links
    assert "/sok?q=barnehage&type=tjeneste&side=3" in links
    assert page.xpath("//form//input[@type='hidden'][@name='type']/@value") == ["tjeneste"]


def test_the_period_form_and_the_downloads_work(themed: TestClient) -> None:
    themed.get("/sok?q=barnehage")
    themed.app.state.services.recorder.flush()
    log_in(themed)
    page = parsed(themed, "/innsikt")
    assert {"fra", "til"} <= set(page.xpath("//form[@method='get']//input/@name"))
    downloads = [link for link in page.xpath("//a/@href") if "csv=" in link]
    assert downloads
    assert all(themed.get(link).status_code == 200 for link in downloads)


def test_what_went_wrong_is_told_in_the_theme(themed: TestClient) -> None:
    assert "Ukjent type" in parsed(themed, "/sok?type=x", 400).text_content()


@pytest.mark.parametrize(
    "path", ["/sok", "/sok?q=barnehage", "/sok?q=ingenting", "/sok?type=x", "/innsikt/logg-inn", "/innsikt"]
)
def test_no_page_holds_what_the_policy_refuses(themed: TestClient, path: str) -> None:
    log_in(themed)
    page = html.fromstring(themed.get(path).text)
    assert not page.xpath("//*[@style] | //style | //script[not(@src)] | //@*[starts-with(name(), 'on')]")
    assert not [
        link
        for link in page.xpath("//link[@rel != 'canonical']/@href | //script/@src | //img/@src")
        if "//" in link
    ]
    assert page.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")
