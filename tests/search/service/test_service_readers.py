"""Hits that are opened and answers to «Fant du det du lette etter?»: counted, and never a way elsewhere."""

from __future__ import annotations

import re
import sqlite3
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st
from litestar.testing import TestClient

from plugins.views.search import HitView
from search.service.hit_links import HitLinks, is_own_path
from search.service.settings import Settings

OWN = {"Origin": "http://testserver.local"}
LINKS = HitLinks("n" * 40)


def kept(client: TestClient, settings: Settings, query: str) -> list[tuple]:
    client.app.state.services.recorder.flush()
    if not settings.files.insight.exists():
        return []
    with sqlite3.connect(settings.files.insight) as connection:
        return connection.execute(query).fetchall()


def clicks(client: TestClient, settings: Settings) -> list[tuple]:
    return kept(client, settings, "SELECT term, position, address, source FROM klikk ORDER BY id")


def answers(client: TestClient, settings: Settings) -> list[tuple]:
    return kept(client, settings, "SELECT address, found, comment FROM svar ORDER BY id")


def say(client: TestClient, **form: str):
    return client.post("/tilbakemelding", data=form, headers=OWN, follow_redirects=False)


def links_of(client: TestClient, address: str) -> list[str]:
    page = client.get(address).text
    return [unescape(link) for link in re.findall(r"href='([^']*/sok/til[^']*)'", page)]


def test_the_hits_of_the_search_page_count_by_their_places(client: TestClient, settings: Settings) -> None:
    first, *_, last = links_of(client, "/sok?q=barnehage&side=2")
    answer = client.get(first, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, "/barnehage/opptak/")
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-robots-tag"] == "noindex"
    client.get(last, follow_redirects=False)
    place = ("barnehage", 11, "/barnehage/opptak/", "folk")
    assert clicks(client, settings) == [place, ("barnehage", 20, *place[2:])]


def test_a_page_without_a_query_counts_nothing() -> None:
    assert LINKS.link("", 1, "/barnehage/opptak/") == ""
    assert LINKS.link("x" * 301, 1, "/barnehage/opptak/") == ""


@pytest.mark.parametrize(
    "change",
    [
        {"q": "noe annet"},
        {"nr": "2"},
        {"til": "/skole/"},
        {"s": "0" * 32},
        {"s": ""},
        {"s": "æ"},
        {"nr": "x"},
    ],
)
def test_a_link_that_was_changed_leads_on_and_is_not_counted(
    client: TestClient, settings: Settings, change: dict[str, str]
) -> None:
    fields = {
        key: values[0] for key, values in parse_qs(urlsplit(LINKS.link("vei", 1, "/vei/")).query).items()
    }
    changed = {**fields, **change}
    answer = client.get(f"/sok/til?{urlencode(changed)}", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (303, changed["til"])
    assert clicks(client, settings) == []


ELSEWHERE = [
    "https://example.org/",
    "//example.org/",
    "/\\example.org",
    "\\\\example.org",
    "/%5cexample.org\\",
    "javascript:alert(1)",
    "/a\r\nLocation: https://example.org/",
    "/a/../../b",
    "/?q=1",
    " /a",
    "a/",
    "",
    "/\t/example.org",
    "/@example.org:80//",
    "///example.org",
]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_no_link_leads_elsewhere_even_when_it_is_signed(client: TestClient, address: str) -> None:
    assert LINKS.link("vei", 1, address) == ""
    signed = {"q": "vei", "nr": "1", "til": address, "s": LINKS._signature("vei", 1, address)}
    answer = client.get(f"/sok/til?{urlencode(signed)}", follow_redirects=False)
    assert answer.status_code == 404
    assert "location" not in answer.headers


@given(st.text(max_size=60) | st.from_regex(r"/[/\\a-z@:.#?%]*", fullmatch=True))
def test_whatever_is_taken_for_our_own_path_is_one(address: str) -> None:
    if is_own_path(address):
        read = urlsplit(f"https://ski.example{address}")
        assert (read.scheme, read.netloc, read.path[:1]) == ("https", "ski.example", "/")
        assert not address.startswith("//")
        assert "\\" not in address
        assert address.isprintable()


@pytest.mark.parametrize(
    ("method", "headers"),
    [("HEAD", {}), ("GET", {"Sec-Purpose": "prefetch;prerender"}), ("GET", {"Purpose": "prefetch"})],
)
def test_what_no_person_did_is_not_counted(
    client: TestClient, settings: Settings, method: str, headers
) -> None:
    link = LINKS.link("vei", 1, "/vei/")
    assert client.request(method, link, headers=headers, follow_redirects=False).status_code == 303
    client.request(method, "/sok?q=vei", headers=headers)
    assert clicks(client, settings) == []


def test_robots_and_our_own_tests_are_told_apart(client: TestClient, settings: Settings) -> None:
    link = LINKS.link("vei", 1, "/vei/")
    client.get(link, headers={"User-Agent": "Examplebot/2.1"}, follow_redirects=False)
    client.get(link, headers={"X-Ski-Prove": "1"}, follow_redirects=False)
    assert [row[3] for row in clicks(client, settings)] == ["robot", "prove"]


def test_a_hit_of_an_odd_address_is_linked_to_as_it_is() -> None:
    view = HitView(title="a", url="https://example.org/", excerpt="", kind="Saker")
    assert LINKS.link("a", 1, view.url) == ""


def test_an_answer_is_kept_and_thanked_for(client: TestClient, settings: Settings) -> None:
    answer = say(client, side="/barnehage/opptak/", svar="nei")
    assert answer.status_code == 303
    page = client.get(answer.headers["location"])
    assert page.status_code == 200
    assert "nei" in page.text
    assert answers(client, settings) == [("/barnehage/opptak/", 0, "")]
    assert "set-cookie" not in {**answer.headers, **page.headers}


def test_what_is_written_is_scrubbed(client: TestClient, settings: Settings) -> None:
    text = "Ring meg på 912 34 567\neller kari@example.no, fnr 01019000083"
    say(client, side="/barnehage/opptak/", svar="ja", tekst=text)
    ((_, _, comment),) = answers(client, settings)
    assert comment == "Ring meg på [telefon] eller [epost], fnr [fødselsnummer]"


@pytest.mark.parametrize(
    "form",
    [
        {"side": "/finnes/ikke/", "svar": "ja"},
        {"side": "https://example.org/", "svar": "ja"},
        {"side": "//example.org/", "svar": "ja"},
        {"side": "/static/style.0123abcd.css", "svar": "ja"},
        {"side": "/../../etc/passwd/", "svar": "ja"},
        {"side": "/barnehage/opptak/", "svar": "kanskje"},
        {"side": "/barnehage/opptak/"},
        {"svar": "ja"},
    ],
)
def test_only_answers_about_pages_of_ours_are_kept(client: TestClient, settings: Settings, form) -> None:
    assert say(client, **form).status_code == 400
    assert answers(client, settings) == []


@pytest.mark.parametrize("headers", [{"Origin": "https://example.org"}, {"Sec-Fetch-Site": "cross-site"}])
def test_no_other_site_can_answer_for_a_reader(client: TestClient, settings: Settings, headers) -> None:
    form = {"side": "/barnehage/opptak/", "svar": "ja"}
    assert client.post("/tilbakemelding", data=form, headers=headers).status_code == 403
    assert answers(client, settings) == []


@pytest.mark.parametrize("page", ["https://example.org/", "//example.org/", "/finnes/ikke/", "'><script>"])
def test_the_way_back_is_to_a_page_of_ours(client: TestClient, page: str) -> None:
    shown = client.get("/tilbakemelding", params={"side": page, "svar": "ja"}).text
    assert "<a href='/'>" in shown
    assert "example.org" not in shown
    assert "<script>" not in shown


def test_where_a_search_was_made_from_is_kept_when_it_is_a_page_of_ours(
    client: TestClient, settings: Settings
) -> None:
    host = "http://testserver.local"
    for came_from in (
        f"{host}/barnehage/opptak/?noe=privat",
        f"{host}/kari-nordmann/",
        "https://example.org/barnehage/opptak/",
        "http://[",
    ):
        client.get("/sok", params={"q": f"fra {len(came_from)}"}, headers={"Referer": came_from})
    origins = kept(client, settings, "SELECT origin FROM sok ORDER BY id")
    assert [origin for (origin,) in origins] == ["/barnehage/opptak/", "", "", ""]
