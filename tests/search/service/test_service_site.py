from __future__ import annotations

import gzip
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis_settings
from hypothesis import strategies as st
from litestar.testing import TestClient

from search.service.files import Found, Moved, SiteFiles, accepted_encodings
from search.service.settings import Settings


def test_a_folder_answers_with_its_index(client: TestClient) -> None:
    answer = client.get("/barnehage/opptak/")
    assert answer.status_code == 200
    assert answer.text == "<h1>Opptak på Ås</h1>"
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/sak/26/12", "/sak/2026/12/"),
        ("/sak/26/12/", "/sak/2026/12/"),
        ("/sak/98/12/", "/sak/1998/12/"),
        ("/sak/2026/12-7", "/sak/2026/12/"),
        ("/sak/2026/0012/", "/sak/2026/12/"),
        ("/sak/KST-35/15", "/politikk/sak/kst-35-15/"),
        ("/politikk/sak/KST-35/2015/", "/politikk/sak/kst-35-15/"),
    ],
)
def test_a_number_written_in_another_way_leads_on(client: TestClient, written: str, meant: str) -> None:
    answer = client.get(written, follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, meant)


@pytest.mark.parametrize("address", ["/sak/2026/12/", "/sak/b87ca23f/12/", "/sak/26/12/13/", "/sak//12"])
def test_what_is_no_other_spelling_is_not_there(client: TestClient, address: str) -> None:
    assert client.get(address, follow_redirects=False).status_code == 404


def test_a_missing_slash_is_added(client: TestClient) -> None:
    answer = client.get("/barnehage/opptak", follow_redirects=False)
    assert (answer.status_code, answer.headers["location"]) == (301, "/barnehage/opptak/")


@pytest.mark.parametrize(
    ("path", "content_type"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/static/style.0123abcd.css", "text/css; charset=utf-8"),
        ("/barnehage/atom.xml", "application/atom+xml; charset=utf-8"),
        ("/static/inter.woff2", "font/woff2"),
        ("/data/liste.csv", "text/csv; charset=utf-8"),
        ("/robots.txt", "text/plain; charset=utf-8"),
    ],
)
def test_types(client: TestClient, path: str, content_type: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, content_type)


@pytest.mark.parametrize("path", ["/finnes-ikke/", "/barnehage/", "/robots.txt/", "/journalpost/a/"])
def test_what_is_not_there_gets_the_built_404_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert answer.status_code == 404
    assert "Sidesporet" in answer.text or "finner ikke" in answer.text


def test_a_hashed_name_is_kept_for_a_year(client: TestClient) -> None:
    assert (
        client.get("/static/style.0123abcd.css").headers["cache-control"]
        == "public, max-age=31536000, immutable"
    )


def test_an_unchanged_file_is_not_sent_again(client: TestClient) -> None:
    first = client.get("/barnehage/opptak/")
    by_tag = client.get("/barnehage/opptak/", headers={"If-None-Match": f'W/"x", {first.headers["etag"]}'})
    by_date = client.get("/barnehage/opptak/", headers={"If-Modified-Since": first.headers["last-modified"]})
    assert (by_tag.status_code, by_tag.content) == (304, b"")
    assert by_tag.headers["etag"] == first.headers["etag"]
    assert by_date.status_code == 304


def test_a_changed_file_has_another_tag(client: TestClient, settings: Settings) -> None:
    first = client.get("/robots.txt").headers["etag"]
    (settings.output / "robots.txt").write_text("Disallow: /sok")
    assert client.get("/robots.txt", headers={"If-None-Match": first}).status_code == 200


def test_a_date_beyond_reason_is_no_condition(client: TestClient) -> None:
    since = {"If-Modified-Since": "Mon, 01 Jan 2029 00:00:00 +99999999999999"}
    assert client.get("/", headers=since).status_code == 200


def test_an_unreadable_date_is_no_condition(client: TestClient) -> None:
    assert client.get("/robots.txt", headers={"If-Modified-Since": "i fjor"}).status_code == 200


def test_the_compressed_form_is_sent_when_it_is_wanted_and_new(
    client: TestClient, settings: Settings
) -> None:
    style = settings.output / "static/style.0123abcd.css"
    packed = style.with_name(style.name + ".gz")
    packed.write_bytes(gzip.compress(style.read_bytes()))
    answer = client.get("/static/style.0123abcd.css", headers={"Accept-Encoding": "gzip"})
    assert answer.headers["content-encoding"] == "gzip"
    assert answer.content == style.read_bytes()
    assert answer.headers["vary"] == "Accept-Encoding"
    plain = client.get("/static/style.0123abcd.css", headers={"Accept-Encoding": "identity"})
    assert "content-encoding" not in plain.headers
    assert plain.headers["etag"] != answer.headers["etag"]


def test_a_compressed_form_older_than_its_file_is_left_alone(client: TestClient, settings: Settings) -> None:
    style = settings.output / "static/style.0123abcd.css"
    packed = style.with_name(style.name + ".gz")
    packed.write_bytes(gzip.compress(b"gammelt"))
    os.utime(packed, (1, 1))
    assert (
        "content-encoding"
        not in client.get(f"/static/{style.name}", headers={"Accept-Encoding": "gzip"}).headers
    )


def test_head_tells_all_but_the_content(client: TestClient) -> None:
    answer = client.head("/barnehage/opptak/")
    assert (answer.status_code, answer.content) == (200, b"")
    assert answer.headers["content-length"] == str(len("<h1>Opptak på Ås</h1>".encode()))


def test_a_large_file_comes_whole(client: TestClient, settings: Settings) -> None:
    content = os.urandom(3 << 20)
    (settings.output / "plan.pdf").write_bytes(content)
    assert client.get("/plan.pdf").content == content
    assert client.head("/plan.pdf").headers["content-length"] == str(len(content))


@pytest.mark.parametrize(
    "path",
    [
        "/../state/ramme.json",
        "/%2e%2e/state/ramme.json",
        "/..%2fstate%2framme.json",
        "/static/..%5c..%5cstate",
        "/.git/config",
        "/a%00b",
        "/" + "x" * 5000,
        "//example.org/%2f..",
    ],
)
def test_nothing_outside_the_site_is_served(client: TestClient, path: str) -> None:
    assert client.get(path, follow_redirects=False).status_code == 404


def test_a_link_out_of_the_site_is_not_followed(settings: Settings) -> None:
    (settings.output / "ut").symlink_to(settings.state)
    assert SiteFiles(settings.output).find("/ut/ramme.json") is None


def test_a_redirect_never_leaves_the_site(settings: Settings) -> None:
    assert SiteFiles(settings.output).find("//barnehage//opptak") == Moved("/barnehage/opptak/")


@given(st.text())
@hypothesis_settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
def test_any_address_means_a_file_of_the_site_or_nothing(settings: Settings, address: str) -> None:
    found = SiteFiles(settings.output).find(address)
    if isinstance(found, Found):
        assert found.path.resolve().is_relative_to(settings.output.resolve())


@pytest.mark.parametrize(
    ("header", "accepted"),
    [("", {""}), ("br, gzip", {"br", "gzip"}), ("br;q=0, gzip;q=1.0", {"gzip"}), ("gzip;q=0.000", set())],
)
def test_encodings(header: str, accepted: set[str]) -> None:
    assert accepted_encodings(header) == accepted


def test_the_site_may_be_replaced_while_it_is_served(
    client: TestClient, settings: Settings, tmp_path: Path
) -> None:
    (tmp_path / "ny").mkdir()
    (tmp_path / "ny/index.html").write_text("ny forside")
    settings.output.rename(tmp_path / "gammel")
    assert client.get("/").status_code == 404
    (tmp_path / "ny").rename(settings.output)
    assert client.get("/").text == "ny forside"


def test_other_methods_are_refused_kindly(client: TestClient) -> None:
    answer = client.post("/barnehage/opptak/")
    assert answer.status_code == 405
    assert "GET" in answer.headers["allow"]
    assert "Dette går ikke an her" in answer.text
