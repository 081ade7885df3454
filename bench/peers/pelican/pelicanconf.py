"""Pelican as it comes, with its own generators; set up to do no more than the measurements ask."""

import json
import re
import unicodedata
from datetime import date
from pathlib import Path
from typing import Any

_HERE = Path(__file__).resolve().parent
_MONTHS = "januar februar mars april mai juni juli august september oktober november desember".split()
_LAST = str.maketrans({"æ": "\ue000", "ø": "\ue001", "å": "\ue002"})
_FOLD = str.maketrans({"æ": "ae", "ø": "o", "å": "a"})
_HEADING = re.compile(r'<h2 id="([^"]+)">(.*?)</h2>')


def by_title(page: Any) -> str:
    """The sort key of a page: its title in Norwegian order."""
    return unicodedata.normalize("NFC", str(page.title)).casefold().translate(_LAST)


def anchor(text: str, _separator: str) -> str:
    """The ``id`` of a heading."""
    return re.sub(r"[^a-z0-9]+", "-", text.lower().translate(_FOLD)).strip("-")


def month(value: date) -> str:
    """«november 2026»."""
    return f"{_MONTHS[value.month - 1]} {value.year}"


def day(value: date) -> str:
    """«26. november 2026»."""
    return f"{value.day}. {month(value)}"


def headings(html: str) -> list[tuple[str, str]]:
    """Anchor and text of each heading of level two."""
    return _HEADING.findall(html)


_DATA = json.loads((_HERE / "site.json").read_text("utf-8"))

PATH = str(_HERE / "content")
THEME = str(_HERE / "theme")
SITENAME = _DATA["frame"]["site_name"]
SITEURL = _DATA["frame"]["site_url"]
TIMEZONE = "Europe/Oslo"
DEFAULT_PAGINATION = False
PLUGINS = ["neighbours"]
PLUGIN_PATHS = [str(_HERE)]

ARTICLE_PATHS = ["nyheter"]
PAGE_PATHS = ["sider"]
STATIC_PATHS: list[str] = []
THEME_STATIC_DIR = "static"
USE_FOLDER_AS_CATEGORY = False
ARTICLE_TRANSLATION_ID = PAGE_TRANSLATION_ID = None

ARTICLE_URL = "nyheter/{date:%Y}/{date:%m}/{slug}/"
PAGE_URL = "{virksomhet}/{slug}/"
MONTH_ARCHIVE_URL = "nyheter/{date:%Y}/{date:%m}/"
TAG_URL = "for/{slug}/"
ARTICLE_SAVE_AS = f"{ARTICLE_URL}index.html"
PAGE_SAVE_AS = f"{PAGE_URL}index.html"
MONTH_ARCHIVE_SAVE_AS = f"{MONTH_ARCHIVE_URL}index.html"
TAG_SAVE_AS = f"{TAG_URL}index.html"
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
PAGE_ORDER_BY = by_title

DIRECT_TEMPLATES = ["index", "nyheter", "virksomheter"]
NYHETER_SAVE_AS = "nyheter/index.html"
VIRKSOMHETER_SAVE_AS = "virksomheter/index.html"

FEED_ALL_ATOM = "nyheter/atom.xml"
FEED_MAX_ITEMS = 20
CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None

MARKDOWN = {
    "extension_configs": {
        "markdown.extensions.meta": {},
        "markdown.extensions.tables": {},
        "markdown.extensions.toc": {"slugify": anchor},
    },
    "output_format": "html5",
}
JINJA_ENVIRONMENT = {"autoescape": True, "trim_blocks": True, "lstrip_blocks": True}
JINJA_FILTERS = {"dato": day, "maned": month, "overskrifter": headings}
JINJA_GLOBALS = _DATA
DELETE_OUTPUT_DIRECTORY = False
