"""The whole site of a small town: compared with its golden output, and looked through with the real theme.

``UPDATE_GOLDEN=1 pytest tests/test_town.py`` writes the golden files anew; read the difference before
committing it.
"""

from __future__ import annotations

import os
import re
import shutil
from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path
from urllib.parse import urldefrag, urlsplit
from xml.etree import ElementTree

import feedparser
import lxml.html
import msgspec
import pytest

from plugins.model.clock import OSLO
from plugins.model.state import State
from plugins.views.archive_answers import is_of_archive
from plugins.views.frame import Frame
from tests.town_builder import NOW, build_town, copy_of_town, files, plain_theme

GOLDEN = Path(__file__).parent / "golden" / "town"
NEVER = re.compile(rb"ZYX(UTKAST|INTERN|FRAMTID|UTLOPT|SKJULT)")


@pytest.fixture(scope="module")
def town(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The town as it is built, with state beside it."""
    return build_town(tmp_path_factory.mktemp("byen"))


def pages(town: Path) -> dict[str, lxml.html.HtmlElement]:
    """Every built page by address."""
    return {
        "/" + path.relative_to(town).as_posix().removesuffix("index.html"): lxml.html.parse(path).getroot()
        for path in sorted(town.rglob("*.html"))
    }


def test_the_town_is_as_its_golden_output_says(tmp_path: Path) -> None:
    output = build_town(tmp_path, **plain_theme(tmp_path))
    shutil.copyfile(State(tmp_path / "var").frame, output / "ramme.json")
    if os.environ.get("UPDATE_GOLDEN"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        shutil.copytree(output, GOLDEN)
    built, golden = files(output), files(GOLDEN)
    assert sorted(built) == sorted(golden)
    for place, content in golden.items():
        assert built[place].decode("utf-8", "replace") == content.decode("utf-8", "replace"), place


def test_what_is_not_published_now_is_nowhere(town: Path) -> None:
    leaked = [place for place, content in files(town).items() if NEVER.search(content)]
    leaked += [place for place in files(town) if "utkast" in place or "hemmelig" in place]
    assert not leaked
    documents = files(State(town.parent / "var").documents)
    assert documents
    assert not [place for place, content in documents.items() if NEVER.search(content)]


def test_what_comes_later_comes_by_the_clock_alone(tmp_path: Path) -> None:
    output = build_town(tmp_path, now=datetime(2026, 11, 24, 0, 0, tzinfo=OSLO))
    assert (output / "barnehage/framtid/index.html").is_file()
    assert (output / "nyheter/2026/11/senere/index.html").is_file()
    front = (output / "index.html").read_text("utf-8")
    assert "Strømmen blir borte i morgen" in front
    assert "Vannet er stengt" not in front
    assert "Åpen dag" not in front


def test_the_published_frame_knows_alerts_still_to_come(town: Path) -> None:
    frame = msgspec.json.decode(State(town.parent / "var").frame.read_bytes(), type=Frame)
    assert [alert.title for alert in frame.alerts] == [
        "Vannet er stengt i Storgata",
        "Strømmen blir borte i morgen",
    ]
    front = (town / "index.html").read_text("utf-8")
    assert "Vannet er stengt" in front
    assert "Strømmen" not in front


def test_titles_are_text_and_never_markup(town: Path) -> None:
    everything = b"".join(content for place, content in files(town).items() if place.endswith(".html"))
    assert b"<i>snart</i>" not in everything
    assert "åpner &lt;i&gt;snart&lt;/i&gt;".encode() in everything
    assert b"<b>n\xc3\xa5</b>" not in everything
    assert b"<script" not in everything.replace(b'<script src="/static/suggest.', b"")
    assert b"alert(" not in everything


def test_every_internal_link_and_anchor_leads_somewhere(town: Path) -> None:
    built = pages(town)
    anchors = {address: {e.get("id") for e in root.iter() if e.get("id")} for address, root in built.items()}
    answered_by_the_service = ("/sok", "/journalpost/", "/innsikt")
    broken = []
    for address, root in built.items():
        for link in root.iter("a"):
            target, fragment = urldefrag(link.get("href") or address)
            if urlsplit(target).scheme or target.startswith(answered_by_the_service):
                continue
            place = target or address
            if is_of_archive(place) and place not in built:
                continue
            there = place in built or (town / place.lstrip("/")).is_file()
            if not there or (fragment and fragment not in anchors.get(place, set())):
                broken.append(f"{address} → {link.get('href')}")
    assert not broken


def test_no_page_uses_an_id_twice(town: Path) -> None:
    for address, root in pages(town).items():
        counted = Counter(element.get("id") for element in root.iter() if element.get("id"))
        assert [name for name, count in counted.items() if count > 1] == [], address


def test_the_sitemap_is_exactly_the_pages_that_may_be_found(town: Path) -> None:
    locations = ElementTree.parse(town / "sitemap.xml").iter(
        "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
    )
    listed = [urlsplit(str(loc.text)).path for loc in locations]
    open_pages = [
        address
        for address, root in pages(town).items()
        if not root.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")
    ]
    assert sorted(listed) == sorted(open_pages)
    assert not [path for path in listed if path.startswith(("/sak/", "/postliste/"))]


def test_robots_are_kept_from_the_journal_and_from_searches(town: Path) -> None:
    robots = (town / "robots.txt").read_text("utf-8")
    for path in ("/sok", "/postliste/", "/sak/", "/journalpost/", "/innsikt"):
        assert f"Disallow: {path}\n" in robots


@pytest.mark.parametrize("feed", ["nyheter/atom.xml", "barnehage/atom.xml", "kultur/atom.xml"])
def test_feeds_are_valid_and_their_ids_are_stable(town: Path, feed: str) -> None:
    read = feedparser.parse(str(town / feed))
    assert not read.bozo
    assert read.feed.id.startswith("tag:")
    assert read.feed.title
    assert read.feed.updated
    assert read.entries
    ids = [entry.id for entry in read.entries]
    assert len(set(ids)) == len(ids)
    assert all(entry.updated and entry.link and entry.authors for entry in read.entries)


def test_two_builds_are_equal_to_the_byte(town: Path, tmp_path: Path) -> None:
    assert files(build_town(tmp_path)) == files(town)


def test_a_minute_that_changes_nothing_changes_no_byte(town: Path, tmp_path: Path) -> None:
    assert files(build_town(tmp_path, now=NOW + timedelta(minutes=1))) == files(town)


def test_a_new_news_item_touches_few_pages(town: Path, tmp_path: Path) -> None:
    content = copy_of_town(tmp_path)
    item = "---\ntittel: Nytt i dag\ningress: Noe har skjedd i dag.\ndato: 2026-11-22\n---\n"
    (content / "kultur/nyheter/i-dag.md").write_text(item, "utf-8")
    before, after = files(town), files(build_town(tmp_path, content=content))
    touched = {place for place in after if before.get(place) != after[place]}
    assert touched == {
        "index.html",
        "kultur/atom.xml",
        "kultur/index.html",
        "nyheter/2026/10/index.html",
        "nyheter/2026/11/i-dag/index.html",
        "nyheter/2026/11/index.html",
        "nyheter/2026/11/ny-barnehage/index.html",
        "nyheter/atom.xml",
        "nyheter/index.html",
        "sitemap.xml",
    }


def test_pictures_and_files_are_published_and_svg_is_not(town: Path) -> None:
    assert (town / "kultur/bilder/brua.png").is_file()
    assert (town / "kultur/filer/skjema.pdf").is_file()
    assert not (town / "kultur/bilder/farlig.svg").exists()
