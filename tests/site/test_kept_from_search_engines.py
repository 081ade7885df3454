"""Post lists and cases are out of reach of outside search engines from their first day, in every form."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from pathlib import Path
from urllib.robotparser import RobotFileParser

import pytest
from lxml import etree

from tests.conftest import ROOT, BuiltSite

KEPT = ("/postliste/", "/sak/", "/politikk/sak/")
NGINX = re.sub(
    r"^\s*#.*$", "", (ROOT / "deploy/nginx/ski.conf").read_text(encoding="utf-8"), flags=re.MULTILINE
)
LOCATIONS = re.findall(r"location (=|~\*?|\^~)? ?(\S+)\s*\{((?:[^{}]|\{ \})*)\}", NGINX)


def address_of(path: Path, site: BuiltSite) -> str:
    return "/" + path.relative_to(site.output).as_posix().removesuffix("index.html")


def kept(site: BuiltSite) -> list[tuple[str, Path]]:
    """All that the build made of post lists and cases: pages, data and feeds."""
    found = ((address_of(path, site), path) for path in sorted(site.output.rglob("*")) if path.is_file())
    return [(address, path) for address, path in found if address.startswith(KEPT)]


def a_few(site: BuiltSite) -> dict[str, str]:
    """One address of each kind of file in each part."""
    return {f"{a.split('/')[1]} {Path(a).name if '.' in a else 'side'}": a for a, _ in kept(site)}


def test_there_is_something_to_keep(built_site: BuiltSite) -> None:
    suffixes = {path.suffix for _, path in kept(built_site)}
    assert {".html", ".csv", ".json", ".xml"} <= suffixes
    assert len(a_few(built_site)) > 5


def test_every_page_says_so_itself(built_site: BuiltSite) -> None:
    pages = [path for _, path in kept(built_site) if path.suffix == ".html"]
    assert not [
        p for p in pages if '<meta name="robots" content="noindex">' not in p.read_text(encoding="utf-8")
    ]


def test_none_is_in_the_sitemap(built_site: BuiltSite) -> None:
    tree = etree.parse(built_site.output / "sitemap.xml")
    places = [
        re.sub(r"^https?://[^/]+", "", str(place)) for place in tree.xpath("//*[local-name()='loc']/text()")
    ]
    assert len(places) > 50
    assert not [place for place in places if place.startswith((*KEPT, "/journalpost/", "/sok", "/api/"))]


def test_robots_may_fetch_none(built_site: BuiltSite) -> None:
    robots = RobotFileParser()
    robots.parse((built_site.output / "robots.txt").read_text(encoding="utf-8").splitlines())
    addresses = [address for address, _ in kept(built_site)]
    for agent in ("Googlebot", "bingbot", "*"):
        assert not [a for a in addresses if robots.can_fetch(agent, a)]
        assert robots.can_fetch(agent, "/barnehage/")


def headers_of(address: str) -> dict[str, str]:
    try:
        with urllib.request.urlopen(address, timeout=10) as answer:
            return dict(answer.headers)
    except urllib.error.HTTPError as error:
        return dict(error.headers)


def test_the_service_says_so_of_pages_data_and_feeds(built_site: BuiltSite, server: str) -> None:
    asked = [*a_few(built_site).values(), "/postliste/2015/11/02/", "/postliste/2015/11/02/postliste.csv"]
    asked += ["/postliste/2015/11/02/postliste.json", "/sak/finnes/ikke/", "/journalpost/finnes/ikke"]
    for address in asked:
        given = {name.lower(): value for name, value in headers_of(server + address).items()}
        assert given.get("x-robots-tag") == "noindex", address


def test_other_pages_may_be_found(server: str) -> None:
    assert "x-robots-tag" not in {name.lower() for name in headers_of(f"{server}/barnehage/")}


def location_of(address: str) -> str:
    """What nginx does with an address: exact first, then the first expression, then the longest beginning."""
    for kind, where, body in LOCATIONS:
        if kind == "=" and where == address:
            return body
    beginnings = [(w, b) for k, w, b in LOCATIONS if k in {"^~", ""} and address.startswith(w)]
    longest = max(beginnings, key=lambda found: len(found[0]))
    if any(kind == "^~" and where == longest[0] for kind, where, _ in LOCATIONS):
        return longest[1]
    for kind, where, body in LOCATIONS:
        if kind.startswith("~") and re.search(where.strip('"'), address, re.IGNORECASE if "*" in kind else 0):
            return body
    return longest[1]


@pytest.mark.parametrize("address", ["/journalpost/a/b", "/sok", "/api/v1/sok"])
def test_the_sample_of_nginx_hands_on_what_the_service_says(address: str) -> None:
    assert "ski-tjeneste.conf" in location_of(address)


def test_the_sample_of_nginx_says_so_of_every_file(built_site: BuiltSite) -> None:
    for address, _ in kept(built_site):
        body = location_of(address)
        assert "X-Robots-Tag noindex" in body or "ski-tjeneste.conf" in body, address
    assert "X-Robots-Tag" not in location_of("/barnehage/")


OLD = ("/postliste/2015/11/02/", "/postliste/2015/11/02/postliste.csv", "/sak/a/b/", "/sak/a/b/atom.xml")


@pytest.mark.parametrize("address", [*OLD, "/politikk/sak/kst-35-15/", "/politikk/mote/a/b/"])
def test_the_sample_of_nginx_asks_the_service_for_what_is_no_file(address: str) -> None:
    assert re.search(r"try_files [^;]*@arkiv;", location_of(address))
    assert "location @arkiv { include /etc/nginx/ski-tjeneste.conf; }" in NGINX
