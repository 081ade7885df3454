"""Every address of the site, in one place. ``docs/adresser.md`` promises that they never change.

All are absolute paths that end in «/» for pages. The build writes ``<path>index.html``; the service
answers the ones in the last group.
"""

from __future__ import annotations

import hashlib
import re
import unicodedata
from datetime import date
from typing import Literal

HOME = "/"
NEWS = "/nyheter/"
NEWS_FEED = "/nyheter/atom.xml"
POST_LIST = "/postliste/"
POST_LIST_FEED = "/postliste/atom.xml"
POLITICS = "/politikk/"
MEETINGS_CALENDAR = "/politikk/kalender.ics"
HEARINGS = "/horinger/"
HEARINGS_FEED = "/horinger/atom.xml"
UNITS = "/virksomheter/"
ENGLISH = "/en/"
NOT_FOUND = "/404.html"
TOO_LONG = "/414.html"
DATA = "/data/"
SITEMAP = "/sitemap.xml"
ROBOTS = "/robots.txt"
STATIC = "/static/"
SEARCH = "/sok"
OPEN_HIT = "/sok/til"
ANSWER = "/tilbakemelding"
INSIGHT = "/innsikt"
API = "/api/v1/"
API_SEARCH = "/api/v1/sok"
API_SUGGEST = "/api/v1/forslag"
SEARCH_FEED = "/sok.atom"
SEARCH_TABLE = "/sok.csv"
SEARCH_JSON = "/sok.json"
OPENSEARCH = "/opensearch.xml"

RESERVED = frozenset(
    {
        "nyheter", "postliste", "politikk", "virksomheter", "en", "for", "emne", "sak", "journalpost",
        "horinger", "data", "static", "sok", "innsikt", "api", "404", "414", "sitemap", "robots", "index",
        "komponenter", "opensearch", "tilbakemelding",
    }
)  # fmt: skip
"""First parts of addresses that no unit may take."""

_COUNCIL_ITEM = re.compile(r"([^\W\d_]{2,6})[- ]?(\d{1,5})[/-](\d{4}|\d{2})")
_CASE_NUMBER = re.compile(r"(\d{4}|\d{2})/(\d{1,9})(?:-\d{1,9})?")
_LAST_SHORT_YEAR = 2050
"""«50» is 2050, «51» is 1951: the archives go back so far (as in ``search/analysis/numbers.py``)."""

_OTHERS = re.compile("[^a-z0-9]+")
_FOLD = str.maketrans({"æ": "ae", "ø": "o", "å": "a", "đ": "d", "ð": "d", "þ": "th", "ß": "ss"})


def slug(text: str) -> str:
    """Text as one part of an address: lower case, a–z, 0–9 and hyphens.

    >>> slug("Søppel og gjenvinning – hva går hvor?")
    'soppel-og-gjenvinning-hva-gar-hvor'
    """
    lower = text.lower()
    return _OTHERS.sub("-", lower if lower.isascii() else _in_ascii(lower)).strip("-")


def _in_ascii(lower: str) -> str:
    """The text with its letters as they are written without signs, where there is a way."""
    folded = lower.translate(_FOLD)
    if folded.isascii():
        return folded
    return "".join([c for c in unicodedata.normalize("NFKD", folded) if not unicodedata.combining(c)])


_PLAIN = re.compile("[0-9A-Za-z]+(-[0-9A-Za-z]+)*")


def record_part(system_id: str) -> str:
    """An archive's systemID as one part of an address, in lower case.

    One that loses characters on the way gets a check sum, so that no two records share an address.

    >>> record_part("B87CA23F-FFEE"), record_part("JP_12")
    ('b87ca23f-ffee', 'jp-12-e9a3990d')
    """
    if _PLAIN.fullmatch(system_id):  # nearly all of them, and a page has hundreds
        return system_id.lower()
    plain = slug(system_id)
    if plain == system_id.lower():
        return plain
    return f"{plain}-{hashlib.sha256(system_id.encode()).hexdigest()[:8]}".strip("-")


def has_checksum(part: str) -> bool:
    """Whether ``part`` may have come from a systemID that lost characters in ``record_part``.

    >>> has_checksum("jp-12-e9a3990d"), has_checksum("e24aef25-fc82-42c6-1234-0d38975eb5bb")
    (True, False)
    """
    return re.search(r"(^|-)[0-9a-f]{8}$", part) is not None


def unit(unit_slug: str) -> str:
    """A unit's own page: ``/barnehage/``."""
    return f"/{unit_slug}/"


def unit_feed(unit_slug: str) -> str:
    """Atom feed of one unit's news."""
    return f"/{unit_slug}/atom.xml"


def page(unit_slug: str, page_slug: str) -> str:
    """A page under its unit: ``/barnehage/opptak/``."""
    return f"/{unit_slug}/{page_slug}/"


def target_group(group_slug: str) -> str:
    """The page of one of the eight target groups."""
    return f"/for/{group_slug}/"


def news_item(published: date, item_slug: str) -> str:
    """A news item under its month: ``/nyheter/2026/11/ny-gangbru/``."""
    return f"/nyheter/{published:%Y/%m}/{item_slug}/"


def news_month(year: int, month: int) -> str:
    """The news of one month."""
    return f"/nyheter/{year:04d}/{month:02d}/"


def post_list_day(day: date) -> str:
    """The journal entries of one day: ``/postliste/2026/11/20/``."""
    return f"/postliste/{day:%Y/%m/%d}/"


def post_list_undated() -> str:
    """Entries that came without a journal date."""
    return "/postliste/udatert/"


def post_list_week(year: int, week: int) -> str:
    """The journal entries of one ISO week: ``/postliste/2026/uke/47/``."""
    return f"/postliste/{year:04d}/uke/{week:02d}/"


def post_list_month(month: date) -> str:
    """The journal entries of the month that a day lies in: ``/postliste/2026/11/``."""
    return f"/postliste/{month:%Y/%m}/"


def post_list_unit(unit_slug: str) -> str:
    """One unit's journal entries, month by month: ``/postliste/enhet/barnehage/``."""
    return f"/postliste/enhet/{unit_slug}/"


def post_list_type(type_slug: str) -> str:
    """The journal entries of one type, month by month: ``/postliste/type/inngaende/``."""
    return f"/postliste/type/{type_slug}/"


def post_list_unit_month(month: date, unit_slug: str) -> str:
    """One unit's journal entries of a month."""
    return f"{post_list_month(month)}enhet/{unit_slug}/"


def post_list_type_month(month: date, type_slug: str) -> str:
    """The journal entries of one type in a month."""
    return f"{post_list_month(month)}type/{type_slug}/"


def post_list_part(selection: str, number: int) -> str:
    """A part of a list that is too long for one page; ``selection`` is the address of the list."""
    return f"{selection}del/{number}/"


def post_list_data(selection: str, format_: Literal["csv", "json", "atom"]) -> str:
    """A list of journal entries as data; ``selection`` is the address of the list or of a part of it."""
    return f"{selection}atom.xml" if format_ == "atom" else f"{selection}postliste.{format_}"


def case(archive: str, system_id: str) -> str:
    """A case by archive and systemID, since case numbers repeat between archives."""
    return f"/sak/{archive}/{record_part(system_id)}/"


def case_part(archive: str, system_id: str, number: int) -> str:
    """A part of a case that has too many documents for one page; the first is the case itself."""
    return f"{case(archive, system_id)}del/{number}/"


def case_feed(archive: str, system_id: str) -> str:
    """Atom feed of what happens in one case."""
    return f"{case(archive, system_id)}atom.xml"


def case_number(year: int, sequence: int) -> str:
    """A case by its number: redirects to the case, or lists the cases that share the number."""
    return f"/sak/{year:04d}/{sequence}/"


def journal_entry(archive: str, case_id: str, entry_id: str) -> str:
    """A journal entry where it is shown: its place on the case's page."""
    return f"{case(archive, case_id)}#{entry_anchor(entry_id)}"


def entry_anchor(entry_id: str) -> str:
    """The ``id`` of a journal entry on a page."""
    return f"jp-{record_part(entry_id)}"


def journal_entry_permanent(archive: str, entry_id: str) -> str:
    """A journal entry whatever case it lies in now: the service redirects it to its case."""
    return f"/journalpost/{archive}/{record_part(entry_id)}/"


def council_item(number: str) -> str:
    """An item of an elected body by its number; empty when the number does not name its body.

    >>> council_item("KST-35/15"), council_item("kst 35/2015"), council_item("35/15")
    ('/politikk/sak/kst-35-15/', '/politikk/sak/kst-35-15/', '')
    """
    match = _COUNCIL_ITEM.fullmatch(number.strip())
    if match is None:
        return ""
    return f"/politikk/sak/{slug(match[1])}-{int(match[2])}-{match[3][-2:]}/"


def council_item_year(address: str) -> int:
    """The year in the address of an item.

    >>> council_item_year("/politikk/sak/kst-35-15/")
    2015
    """
    return _full_year(address.rstrip("/").rpartition("-")[2])


def other_spelling(address: str) -> str:
    """The address that somebody meant who wrote a number of a case or an item in another way; else empty.

    >>> other_spelling("/sak/15/1234"), other_spelling("/sak/2015/1234-7/")
    ('/sak/2015/1234/', '/sak/2015/1234/')
    >>> other_spelling("/sak/KST-35/15"), other_spelling("/sak/2015/1234/")
    ('/politikk/sak/kst-35-15/', '')
    """
    written = address.removeprefix("/politikk").removeprefix("/sak/").rstrip("/")
    if match := _CASE_NUMBER.fullmatch(written):
        meant = case_number(_full_year(match[1]), int(match[2]))
    else:
        meant = council_item(written)
    return meant if address.startswith(("/sak/", "/politikk/sak/")) and meant != address else ""


def _full_year(written: str) -> int:
    year = int(written) if len(written) == 4 else 2000 + int(written)
    return year - 100 if len(written) == 2 and year > _LAST_SHORT_YEAR else year


def body(body_slug: str) -> str:
    """An elected body (utvalg)."""
    return f"/politikk/utvalg/{body_slug}/"


def body_year(body_slug: str, year: int) -> str:
    """The meetings of one body in a year."""
    return f"{body(body_slug)}{year}/"


def body_year_part(body_slug: str, year: int, number: int) -> str:
    """More meetings of a body in a year that has too many for one page; the first is the year itself."""
    return f"{body_year(body_slug, year)}del/{number}/"


def body_calendar(body_slug: str) -> str:
    """The meetings of one body as a calendar to subscribe to."""
    return f"{body(body_slug)}kalender.ics"


def hearing(hearing_id: str) -> str:
    """A hearing: its place on the page of all hearings."""
    return f"{HEARINGS}#{hearing_id}"


def meeting(archive: str, system_id: str) -> str:
    """A meeting by archive and systemID: its date may move, its address may not."""
    return f"/politikk/mote/{archive}/{record_part(system_id)}/"


def without_part(address: str) -> str:
    """An address without the part of what is divided: where a thing stands may move, its name may not.

    >>> without_part("/politikk/mote/a/1/del/2/#sak-7")
    '/politikk/mote/a/1/#sak-7'
    """
    return re.sub(r"del/\d+/(?=#|$)", "", address)


def meeting_part(archive: str, system_id: str, number: int) -> str:
    """More of the agenda of a meeting that has too much for one page; the first is the meeting itself."""
    return f"{meeting(archive, system_id)}del/{number}/"
