"""What an open page is told, and what is read to know it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest

from plugins.model.build_status import BuildStatus, Finding
from search.service.live import routes
from search.service.live.news import Moment, OpenPage, news
from search.service.live.watch import Live
from search.service.settings import Settings
from tests.search.service.development import BEGUN, built

PAGE = OpenPage("/barnehage/opptak/", built=True, finished=4, index="g1")
SEARCH = OpenPage("/sok", built=False, finished=4, index="g1")
MISSING = OpenPage("/borte/", built=False, finished=4, index="g1")


def moment(number: int, *changed: str, state: str = "ferdig", index: str = "g1", count: int = 0) -> Moment:
    build = BuildStatus(
        number=number,
        state=state,  # type: ignore[arg-type]
        begun=BEGUN,
        changed=changed,
        changed_count=count or len(changed),
    )
    return Moment(build, index)


@pytest.mark.parametrize(
    ("page", "now", "told"),
    [
        # Nothing is new, or it is not this page's business.
        (PAGE, Moment(None, "g1"), "greit"),
        (PAGE, moment(4, PAGE.path), "greit"),
        (PAGE, moment(5, "/barnehage/"), "greit"),
        (PAGE, moment(5, "/sitemap.xml", "/barnehage/atom.xml"), "greit"),
        (PAGE, moment(4, index="g2"), "greit"),
        (PAGE, moment(5, PAGE.path, state="bygger"), None),
        # The page, or something it may show, is new.
        (PAGE, moment(5, "/barnehage/", PAGE.path), "last"),
        (PAGE, moment(5, "/static/style.0123abcd.css"), "last"),
        (PAGE, moment(5, "/barnehage/bilder/tur.png"), "last"),
        (PAGE, moment(5, "/a/", count=900), "last"),
        # Pages that are made anew each time may show anything.
        (MISSING, moment(5, "/barnehage/"), "last"),
        (SEARCH, moment(5, "/barnehage/"), "last"),
        (SEARCH, moment(5, state="bygger", index="g2"), "last"),
        (SEARCH, moment(4, state="feil", index="g2"), "last"),
        # The build stopped.
        (PAGE, moment(4, state="feil"), "feil"),
        (PAGE, moment(5, state="feil"), "feil"),
        # A build went by unseen, or the numbers are those of another builder.
        (PAGE, moment(6, "/barnehage/"), "last"),
        (PAGE, moment(6, state="feil"), "last"),
        (PAGE, moment(1), "last"),
    ],
)
def test_a_page_is_told_what_concerns_it(page: OpenPage, now: Moment, told: str | None) -> None:
    assert news(page, now) == told


@pytest.mark.parametrize("now", [Moment(None), moment(7), moment(7, state="feil"), moment(7, state="bygger")])
def test_a_page_made_now_is_never_told_to_load_anew(now: Moment) -> None:
    assert news(OpenPage.marked("/sok", now.mark, built=False), now) != "last"


@pytest.mark.parametrize("mark", ["", "tull", "-1.g1", ".", "9" * 40, "<b>.g1"])
def test_a_mark_that_is_not_ours_only_means_that_the_page_is_old(mark: str) -> None:
    assert news(OpenPage.marked("/", mark, built=True), moment(4)) == "last"


def test_how_things_stand_is_read_when_it_is_another_file(settings: Settings) -> None:
    live = Live(settings)
    assert live.now() == Moment(None, "")
    built(settings, 1, "/")
    first = live.now()
    assert (first.finished, first.mark) == (1, "1.")
    assert live.now() is first
    built(settings, 2, state="bygger")
    assert live.now().finished == 1
    settings.files.build_status.write_text("ikke vår fil")
    assert live.now().build is None


def test_the_index_in_use_is_part_of_it(settings: Settings) -> None:
    (settings.files.index / "g000002").mkdir(parents=True)
    (settings.files.index / "gjeldende").symlink_to("g000002")
    assert Live(settings).now().mark == "0.g000002"


def test_there_is_a_site_when_there_is_a_front_page_and_a_frame(settings: Settings) -> None:
    assert Live(settings).has_site
    settings.files.frame.unlink()
    assert not Live(settings).has_site


def follow_through(settings: Settings, page: OpenPage, *steps: Callable[[], None]) -> list[object]:
    """The events and their marks that ``page`` gets while ``steps`` are done, one after each event."""

    async def run() -> list[object]:
        live, told, rest = Live(settings), [], list(steps)
        async for message in routes.follow(page, live):
            told.append((message.event, message.id))
            if rest:
                rest.pop(0)()
            else:
                live.ending = True
        return told

    with ThreadPoolExecutor(1) as apart:  # a browser of other tests may hold this thread's event loop
        return apart.submit(asyncio.run, run()).result()


def test_a_page_hears_of_each_build_until_the_server_stops(
    settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(routes, "POLL_SECONDS", 0)
    built(settings, 4)
    told = follow_through(
        settings,
        OpenPage(PAGE.path, built=True, finished=4, index=""),
        lambda: built(settings, 5, "/andre/"),
        lambda: built(settings, 6, state="feil", problems=(Finding("a.md", 3, "feil"),)),
        lambda: built(settings, 7, PAGE.path),
    )
    assert told == [("greit", "4."), ("greit", "5."), ("feil", "6."), ("last", "7.")]


def test_a_silent_stream_beats_its_heart(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(routes, "POLL_SECONDS", 0.001)
    monkeypatch.setattr(routes, "HEARTBEAT_SECONDS", 0.002)
    told = follow_through(settings, OpenPage("/", built=True, finished=0, index=""), lambda: None)
    assert told == [("greit", "0."), (None, None)]
