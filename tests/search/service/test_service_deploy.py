"""The sample configuration says the same as the code, and keeps what it must out of its log."""

from __future__ import annotations

import configparser
import re
from datetime import date
from pathlib import Path

import pytest

from plugins.model import addresses
from search.insight.keeping import Keeping
from search.service.app import create_app
from search.service.files import CONTENT_TYPES
from search.service.headers import EVERYWHERE
from search.service.settings import Settings

DEPLOY = Path(__file__).parents[3] / "deploy"
NGINX = {path.name: path.read_text(encoding="utf-8") for path in (DEPLOY / "nginx").glob("*.conf")}


def without_comments(text: str) -> str:
    return re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)


def test_static_files_get_the_headers_that_the_service_sets() -> None:
    given = dict(re.findall(r'^add_header (\S+) "?(.*?)"? always;$', NGINX["ski-hoder.conf"], re.MULTILINE))
    assert {name: given.get(name) for name in EVERYWHERE} == EVERYWHERE


def test_the_log_holds_no_query_address_or_agent() -> None:
    (log_format,) = re.findall(r"log_format \S+ '(.*?)';", NGINX["ski.conf"])
    variables = set(re.findall(r"\$\w+", log_format))
    forbidden = {"$request", "$request_uri", "$args", "$query_string", "$remote_addr", "$http_referer"}
    assert not variables & (forbidden | {"$http_user_agent", "$http_x_forwarded_for"})
    formats = re.findall(r"access_log (\S+)(?: (\S+))?;", without_comments(NGINX["ski.conf"]))
    assert {name for path, name in formats if path != "off"} == {"uten_personopplysninger"}


@pytest.mark.parametrize(
    "path", [addresses.SEARCH, addresses.API_SEARCH, addresses.INSIGHT, "/journalpost/", "/helse"]
)
def test_what_the_service_answers_is_handed_on(path: str) -> None:
    handed = re.findall(r"location (?:=|\^~) (\S+)\s*\{[^}]*ski-tjeneste\.conf", NGINX["ski.conf"])
    assert any(path.startswith(prefix) for prefix in handed)


@pytest.mark.parametrize(
    "address",
    [
        addresses.MEETINGS_CALENDAR,
        addresses.body_calendar("kommunestyret"),
        addresses.NEWS_FEED,
        addresses.HEARINGS_FEED,
        addresses.POST_LIST_FEED,
        addresses.case_feed("b87ca23f", "2a14674c"),
    ],
)
def test_calendars_and_feeds_are_of_the_kind_that_the_service_says(address: str) -> None:
    """nginx takes an exact location first, then the first expression that matches."""
    locations = re.findall(
        r"location (=|~|\^~)? ?(\S+)\s*\{((?:[^{}]|\{ \})*)\}", without_comments(NGINX["ski.conf"])
    )
    exact = (body for kind, where, body in locations if kind == "=" and where == address)
    matching = (b for kind, where, b in locations if kind == "~" and re.search(where.strip('"'), address))
    (given,) = re.findall(r'default_type "?([^";]+)', next(exact, "") or next(matching))
    suffix = ".ics" if address.endswith(".ics") else ".atom"
    assert given.split(";")[0] == CONTENT_TYPES[suffix].split(";")[0]


@pytest.mark.parametrize(
    "address",
    [
        addresses.post_list_day(date(2015, 11, 20)),
        addresses.post_list_data(addresses.post_list_day(date(2015, 11, 20)), "csv"),
        addresses.case("b87ca23f", "2a14674c"),
        addresses.case_feed("b87ca23f", "2a14674c"),
        addresses.case_number(2015, 1234),
        addresses.meeting("b87ca23f", "812a8c4b"),
        addresses.council_item("KST-35/15"),
        "/sak/KST-35/15",
    ],
)
def test_what_of_the_archive_is_no_file_is_asked_of_the_service(address: str) -> None:
    locations = re.findall(r"location ~ (\S+)\s*\{((?:[^{}]|\{ \})*)\}", without_comments(NGINX["ski.conf"]))
    first = next(body for where, body in locations if re.search(where.strip('"'), address))
    assert re.search(r"try_files [^;]* @arkiv;", first)
    assert re.search(r"location @arkiv \{ include \S+/ski-tjeneste\.conf; \}", NGINX["ski.conf"])


def test_an_address_that_is_wrong_or_too_long_is_answered_with_a_page_of_the_site() -> None:
    pages = re.findall(r"error_page ([\d ]+) (\S+);", without_comments(NGINX["ski.conf"]))
    answered = {status: page for statuses, page in pages for status in statuses.split()}
    assert answered == {"404": addresses.NOT_FOUND, "414": addresses.TOO_LONG}


def test_every_address_that_the_service_reads_reaches_it() -> None:
    """A request line fits in one of nginx's buffers; what is longer than 65,534 the service's own server
    would refuse without a word.
    """
    ((size, unit),) = re.findall(r"large_client_header_buffers \d+ (\d+)(k);", NGINX["ski.conf"])
    assert int(size) * 1024 - len("GET  HTTP/1.1\r\n") in range(60_000, 65_535), unit


def test_every_route_of_the_service_is_handed_on(settings: Settings) -> None:
    handed = re.findall(r"location (?:=|\^~) (\S+)\s*\{[^}]*ski-tjeneste\.conf", NGINX["ski.conf"])
    routes = {route.path for route in create_app(settings).routes} - {"/", "/{path:path}"}
    assert [r for r in routes if not any(f"{r}/".startswith(prefix) for prefix in handed)] == []


def test_every_setting_is_explained() -> None:
    explained = (DEPLOY / "README.md").read_text(encoding="utf-8")
    fields = [*Settings.model_fields.values(), *Keeping.model_fields.values()]
    names = {field.alias for field in fields if field.alias} | {"ARBEIDERE", "NAA"}
    assert [name for name in sorted(names) if f"`{name}`" not in explained] == []


@pytest.mark.parametrize("unit", sorted((DEPLOY / "systemd").iterdir()), ids=lambda path: path.name)
def test_units_are_well_formed_and_start_what_exists(unit: Path) -> None:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit, encoding="utf-8")
    assert "Unit" in parser.sections()
    modules = re.findall(r"ExecStart=.*python -m ([\w.]+)", unit.read_text(encoding="utf-8"))
    for module in modules:
        assert (DEPLOY.parent / module.replace(".", "/") / "__main__.py").exists()
