"""The demonstration is a municipality, not a sample."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from plugins.model.content import NewsItem, Page
from plugins.source.site import Site, read_site
from plugins.store import Store
from tests.conftest import BuiltSite

CONTENT = Path(__file__).resolve().parents[2] / "content"


def demonstration() -> Site:
    site, problems = read_site(CONTENT)
    assert not [p for p in problems if p.severity == "feil"]
    return site


def test_there_are_enough_units_pages_and_news() -> None:
    site = demonstration()
    assert len(site.units) >= 15
    assert len(site.pages) >= 120
    assert len(site.news) >= 60


def test_bokmaal_nynorsk_and_english_are_all_there() -> None:
    languages = Counter(source.item.language for source in demonstration().pages)
    assert languages["en"] >= 10
    assert languages["nn"] >= 6


def test_every_target_group_has_pages() -> None:
    site = demonstration()
    items: list[Page | NewsItem] = [s.item for s in site.pages] + [s.item for s in site.news]
    used = Counter(group for item in items for group in item.target_groups)
    assert len(site.registers.target_groups) == 8
    for group in site.registers.target_groups:
        assert used[group.slug] >= 2, group.title


def test_every_unit_has_pages_and_a_way_to_reach_it() -> None:
    site = demonstration()
    for slug, unit in site.units.items():
        assert any(page.unit == slug for page in site.pages), slug
        assert unit.item.phone or unit.item.email, slug


def test_the_archive_holds_three_months_and_twelve_meetings(built_site: BuiltSite) -> None:
    with Store.open(built_site.state.joinpath("lager.db"), read_only=True) as store:
        assert sum(count for _, count in store.days()) >= 1500
        assert len(list(store.meetings())) >= 12
        assert store.quarantine_count() == 0
