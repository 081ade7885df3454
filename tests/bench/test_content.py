"""The invented site is valid, varied and the same every time."""

from __future__ import annotations

import re
from datetime import datetime
from statistics import mean

import pytest
from typer.testing import CliRunner

from bench.content import FIRST_NEWS, LAST_DAY, NOW, Plan, app, write_content
from bench.written import Written
from plugins.checks.run import run_checks
from plugins.model.clock import in_oslo

SIZE = 120


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    folder = tmp_path_factory.mktemp("innhold")
    write_content(folder, SIZE)
    return folder


@pytest.fixture(scope="module")
def files(folder):
    return [Written.read(path) for path in sorted(folder.glob("*/**/*.md"))]


def test_an_editor_would_find_nothing_to_mend(folder):
    assert run_checks(folder, in_oslo(datetime.fromisoformat(NOW))) == ()


def test_there_are_as_many_files_as_asked_for_and_a_fifth_are_news(files):
    assert len(files) == SIZE
    assert sum(written.kind == "nyheter" for written in files) == SIZE // 5


def test_titles_and_addresses_are_unique(files):
    assert len({written.fields["tittel"] for written in files}) == SIZE
    assert len({written.address for written in files}) == SIZE


@pytest.mark.parametrize("size", [1000, 20_000])
def test_titles_are_unique_in_large_sites_too_and_there_are_fifty_units(size):
    plan = Plan(size)
    titles = [item.title for item in (*plan.pages, *plan.news)]
    assert len(set(titles)) == len(titles) == size - 50
    assert len({item.address for item in (*plan.pages, *plan.news)}) == len(titles)


def test_news_are_spread_over_five_years_and_none_is_of_tomorrow():
    days = [item.published for item in Plan(5000).news]
    assert min(days) == FIRST_NEWS
    assert max(days) <= LAST_DAY
    assert len({(day.year, day.month) for day in days}) == 60


def test_a_page_is_as_long_as_promised(files):
    words = [len(re.findall(r"\w+", written.body)) for written in files if written.kind]
    assert mean(words) == pytest.approx(428, abs=30)


@pytest.mark.parametrize("sign", ["\n## ", "\n- ", "\n| ", "**", " *", "](/", "](../sider/", "](https://"])
def test_pages_use_what_editors_use(files, sign):
    assert all(sign in written.body for written in files if written.kind == "sider" and sign != "**")
    assert any(sign in written.body for written in files)


@pytest.mark.parametrize(
    "key", ["malgrupper", "nokkelord", "eier", "for_hvem", "pris", "frist", "svartid", "handling"]
)
def test_optional_fields_are_there_on_some_pages(files, key):
    pages = [written for written in files if written.kind == "sider"]
    assert 0 < sum(key in written.fields for written in pages) < len(pages)


def test_the_same_seed_gives_the_same_site(folder, tmp_path):
    write_content(tmp_path / "igjen", SIZE)
    write_content(tmp_path / "annet", SIZE, seed=2)
    page = "servicetorget/sider/kontakt.md"
    for path in folder.rglob("*.*"):
        assert (tmp_path / "igjen" / path.relative_to(folder)).read_bytes() == path.read_bytes()
    assert (tmp_path / "annet" / page).read_bytes() != (folder / page).read_bytes()


def test_the_command_writes_it(tmp_path):
    done = CliRunner().invoke(app, ["--sider", "30", "--til", str(tmp_path)])
    assert done.exit_code == 0
    assert len(list(tmp_path.rglob("*.md"))) == 30


def test_a_site_that_is_too_small_is_refused(tmp_path):
    with pytest.raises(ValueError, match="minst 30"):
        write_content(tmp_path, 29)
