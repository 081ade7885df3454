"""Every search as a feed, a table and data; suggestions; and how a browser learns to ask."""

from __future__ import annotations

import csv
import io

import feedparser
import pytest
from litestar.testing import TestClient
from lxml import etree

from tests.search.service.conftest import MemoryEngine


def test_a_search_is_a_feed(client: TestClient, engine: MemoryEngine) -> None:
    answer = client.get("/sok.atom?q=barnehage&type=tjeneste")
    assert answer.headers["content-type"].startswith("application/atom+xml")
    feed = feedparser.parse(answer.content)
    assert not feed.bozo
    assert feed.feed.title == "Ski kommune: søk «barnehage»"
    links = {link.rel: link.href for link in feed.feed.links}
    assert links["self"] == "https://ski.example/sok.atom?q=barnehage&type=tjeneste"
    assert links["alternate"] == "https://ski.example/sok?q=barnehage&type=tjeneste"
    assert feed.entries[0].link == "https://ski.example/barnehage/opptak/"
    assert engine.asked[-1].size == 50
    assert engine.ranking.newest


def test_a_search_is_a_table(client: TestClient) -> None:
    answer = client.get("/sok.csv?q=barnehage")
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.DictReader(io.StringIO(answer.text.lstrip("\ufeff")), delimiter=";"))
    assert rows[0]["plass"] == "1"
    assert rows[0]["adresse"] == "https://ski.example/barnehage/opptak/"


def test_the_page_as_data_is_the_api(client: TestClient) -> None:
    assert client.get("/sok.json?q=barnehage").json() == client.get("/api/v1/sok?q=barnehage").json()


@pytest.mark.parametrize("path", ["/sok.atom", "/sok.csv", "/sok.json"])
def test_a_bad_filter_is_told_of_in_every_form(client: TestClient, path: str) -> None:
    assert client.get(f"{path}?q=x&side=0").status_code == 400
    assert client.get(path).status_code == 200


def test_an_error_to_a_program_is_no_page(client: TestClient) -> None:
    problem = client.get("/sok.json?q=x&side=0")
    assert problem.headers["content-type"] == "application/problem+json"
    assert problem.json() == client.get("/api/v1/sok?q=x&side=0").json()
    for path in ("/sok.csv", "/sok.atom"):
        told = client.get(f"{path}?q=x&side=0")
        assert told.headers["content-type"].startswith("text/plain")
        assert "«0» er ikke gyldig i «side»" in told.text
    assert client.post("/sok.json").headers["content-type"] == "application/problem+json"
    assert client.get("/sok?q=x&side=0").headers["content-type"].startswith("text/html")


def test_a_search_that_is_away_is_told_of_in_every_form(client: TestClient, engine: MemoryEngine) -> None:
    engine.fails = 99
    for path, form in (
        ("/sok.json", "application/problem+json"),
        ("/sok.csv", "text/plain"),
        ("/sok.atom", "text/plain"),
    ):
        answer = client.get(f"{path}?q=x")
        assert (answer.status_code, answer.headers["retry-after"]) == (503, "60")
        assert answer.headers["content-type"].startswith(form)


def test_a_browser_learns_how_to_ask(client: TestClient) -> None:
    answer = client.get("/opensearch.xml")
    assert answer.headers["content-type"].startswith("application/opensearchdescription+xml")
    root = etree.fromstring(answer.content)
    names = {"o": "http://a9.com/-/spec/opensearch/1.1/"}
    urls = {url.get("type"): url.get("template") for url in root.iterfind("o:Url", names)}
    assert urls["text/html"] == "https://ski.example/sok?q={searchTerms}"
    assert len(root.findtext("o:ShortName", namespaces=names)) <= 16
    browser = urls["application/x-suggestions+json"].removeprefix("https://ski.example")
    assert client.get(browser.replace("{searchTerms}", "barne")).json() == [
        "barne",
        ["barnehageplass", "Opptak"],
    ]


def test_suggestions_come_in_groups_with_where_they_lead(client: TestClient) -> None:
    assert client.get("/api/v1/forslag?q=barne").json() == {
        "query": "barne",
        "groups": [
            {
                "title": "Vanlige søk",
                "suggestions": [{"text": "barnehageplass", "url": "/sok?q=barnehageplass", "detail": ""}],
            },
            {
                "title": "Tjenester",
                "suggestions": [{"text": "Opptak", "url": "/barnehage/opptak/", "detail": "Barnehage"}],
            },
        ],
    }


PATHS = ("/api/v1/forslag?q=barne", "/sok.atom?q=x", "/sok.csv?q=x", "/sok.json?q=x")


@pytest.mark.parametrize("path", PATHS)
def test_neither_suggestions_nor_feeds_are_logged(client: TestClient, path: str) -> None:
    recorder = client.app.state.services.recorder
    noted: list[object] = []
    recorder.search = lambda *about, **more: noted.append(about)
    assert client.get(path).status_code == 200
    assert noted == []
    client.get("/sok?q=barnehage")
    assert len(noted) == 1


def test_only_those_who_are_logged_in_see_why(client: TestClient) -> None:
    assert client.get("/api/v1/sok?q=barnehage&forklar=1").status_code == 403
    assert client.get("/api/v1/sok?q=barnehage&uten=type").status_code == 403
