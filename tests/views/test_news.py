"""News: the newest, each month, each item; and the feeds."""

from __future__ import annotations

import feedparser
import pytest

from plugins.memo.query import ask
from plugins.views.content import NewsArchiveView, NewsItemView
from plugins.views.feeds import ENTRIES, news_feed
from plugins.views.inputs import BuildInputs
from plugins.views.output import Made, Output
from plugins.views.plan import Part, plan
from tests.views.content_makers import inputs, news, unit


def made(given: BuildInputs, part: Part) -> list[Made]:
    return [ask(given, key) for key in plan(given, part)]


def outputs(given: BuildInputs) -> list[Output]:
    return [one for one in made(given, "content") if isinstance(one, Output)]


def archives(given: BuildInputs) -> dict[str, NewsArchiveView]:
    return {o.meta.path: o.view for o in outputs(given) if isinstance(o.view, NewsArchiveView)}


def items(given: BuildInputs) -> dict[str, NewsItemView]:
    return {o.meta.path: o.view for o in outputs(given) if isinstance(o.view, NewsItemView)}


@pytest.fixture
def given() -> BuildInputs:
    return inputs(
        news("a", "2026-09-01"), news("b", "2026-10-05"), news("c", "2026-11-03"), news("d", "2026-11-20"),
        news("e", "2025-12-31"), news("f", "2026-11-21", status="utkast"),
    )  # fmt: skip


def test_the_newest_come_first_and_every_month_is_listed(given: BuildInputs) -> None:
    newest = archives(given)["/nyheter/"]
    assert [t.title for t in newest.items] == ["DD", "CC", "BB", "AA", "EE"]
    assert [(m.title, m.count) for m in newest.months] == [
        ("November 2026", 2),
        ("Oktober 2026", 1),
        ("September 2026", 1),
        ("Desember 2025", 1),
    ]


def test_the_newest_are_a_page_and_not_an_archive() -> None:
    given = inputs(
        *(news(f"n{n}", f"2026-10-{n:02}") for n in range(1, 30)), settings={"news_in_archive": 10}
    )
    assert len(archives(given)["/nyheter/"].items) == 10
    assert len(archives(given)["/nyheter/2026/10/"].items) == 29


def test_a_month_links_to_its_neighbours_alone(given: BuildInputs) -> None:
    month = archives(given)["/nyheter/2026/10/"]
    assert [(m.url, m.current) for m in month.months] == [
        ("/nyheter/2026/11/", False),
        ("/nyheter/2026/10/", True),
        ("/nyheter/2026/09/", False),
    ]


def test_an_item_knows_the_ones_beside_it(given: BuildInputs) -> None:
    view = items(given)["/nyheter/2026/10/b/"]
    assert view.newer is not None
    assert view.older is not None
    assert (view.newer.url, view.older.url) == ("/nyheter/2026/11/c/", "/nyheter/2026/09/a/")
    assert items(given)["/nyheter/2026/11/d/"].newer is None
    assert items(given)["/nyheter/2025/12/e/"].older is None


def test_a_site_without_news_has_its_news_page_all_the_same() -> None:
    assert list(archives(inputs())) == ["/nyheter/"]


def test_each_unit_has_its_own_feed_also_an_empty_one() -> None:
    given = inputs(news("a", "2026-11-01"), unit(), unit("kultur"))
    read = {feed.file: feedparser.parse(feed.text) for feed in made(given, "feeds")}
    sizes = {file: len(feed.entries) for file, feed in read.items() if "horinger" not in file}
    assert sizes == {"nyheter/atom.xml": 1, "barnehage/atom.xml": 1, "kultur/atom.xml": 0}
    for feed in read.values():
        assert not feed.bozo
        assert feed.feed.updated
        assert feed.feed.id


def test_a_feed_holds_the_newest() -> None:
    given = inputs(*(news(f"n{n}", f"2026-{1 + n // 28:02}-{1 + n % 28:02}") for n in range(40)))
    assert len(feedparser.parse(news_feed(given).text).entries) == ENTRIES


def test_text_in_feeds_is_text() -> None:
    given = inputs(news("a", "2026-11-01", tittel="A & <b>", ingress="Mer < & mindre, <script>"))
    read = feedparser.parse(news_feed(given).text, sanitize_html=False, resolve_relative_uris=False)
    assert read.entries[0].title == "A &amp; &lt;b&gt;" or read.entries[0].title == "A & <b>"
    assert read.entries[0].summary == "Mer &lt; &amp; mindre, &lt;script&gt;"


def test_a_changed_item_is_updated_but_keeps_its_id() -> None:
    first = inputs(news("a", "2026-11-01"))
    later = inputs(news("a", "2026-11-01", oppdatert="2026-11-05", tittel="Ny tittel"))
    one, two = (feedparser.parse(news_feed(g).text).entries[0] for g in (first, later))
    assert one.id == two.id
    assert one.published == two.published
    assert one.updated < two.updated
