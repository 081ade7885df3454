"""Pelican's settings: constants alone. SKI is the site's own, and ``SiteSettings`` says what it means."""

import os
import sys
from pathlib import Path

_ROOT = Path(__file__).resolve().parent
sys.path[:0] = [] if str(_ROOT) in sys.path else [str(_ROOT)]  # the «pelican» command does not look here

from plugins.views.rendering import FILTERS, JINJA_OPTIONS  # noqa: E402

CONTENT = os.environ.get("CONTENT") or "content"
STATE = os.environ.get("STATE") or "var"
PATH = str(Path(CONTENT).absolute())
OUTPUT_PATH = str(Path(os.environ.get("OUTPUT") or "output").absolute())
THEME = str(Path(os.environ.get("THEME") or _ROOT / "theme").absolute())

SITENAME = "Ski kommune"
SITEURL = ""
TIMEZONE = "Europe/Oslo"
# DEFAULT_LANG stays Pelican's: each page says its own language, and docutils warns of «nb» at every build.

SKI = {
    "site_name": SITENAME,
    "site_url": "http://localhost:8000",
    "vision": "På sporet til fremtiden",
    "demo_notice": "Dette er en demonstrasjon. Ski ble en del av Nordre Follo kommune i 2020.",
    "footer_pages": (
        "servicetorget/kontakt",
        "servicetorget/om-nettstedet",
        "servicetorget/personvern",
        "servicetorget/tilgjengelighet",
        "servicetorget/innsyn",
        "servicetorget/sosiale-medier",
    ),
}

PLUGINS = [
    "plugins.site_inputs",
    "plugins.content_pages",
    "plugins.archive_pages",
    "plugins.archive_data",
    "plugins.feeds",
    "plugins.sitemap",
    "plugins.assets",
    "plugins.unit_files",
    "plugins.search_documents",
    "plugins.frame",
]

JINJA_ENVIRONMENT = JINJA_OPTIONS
JINJA_FILTERS = FILTERS

# Our own generators write every page, so Pelican's find nothing and write nothing.
ARTICLE_PATHS: list[str] = []
PAGE_PATHS: list[str] = []
STATIC_PATHS: list[str] = []
THEME_STATIC_PATHS: list[str] = []
DIRECT_TEMPLATES: list[str] = []
FEED_ALL_ATOM = CATEGORY_FEED_ATOM = TRANSLATION_FEED_ATOM = AUTHOR_FEED_ATOM = AUTHOR_FEED_RSS = None
ARTICLE_SAVE_AS = PAGE_SAVE_AS = DRAFT_SAVE_AS = DRAFT_PAGE_SAVE_AS = ""
AUTHOR_SAVE_AS = CATEGORY_SAVE_AS = TAG_SAVE_AS = ""
DELETE_OUTPUT_DIRECTORY = False
LOAD_CONTENT_CACHE = False
