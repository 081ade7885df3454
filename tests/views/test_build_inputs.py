"""What a build rests on: rendered once a file, and answered for by a unit that shows."""

from __future__ import annotations

import pytest

from plugins.model.errors import ContentError
from plugins.views import inputs as inputs_module
from tests.views.content_makers import inputs, news, page, unit


def test_a_body_is_rendered_once_whoever_asks() -> None:
    source = page(body="Hei")
    given = inputs(source)
    assert given.render(source) is given.render(source)


def test_links_between_files_are_known_also_to_news() -> None:
    source = page(body="[nytt](../nyheter/nytt.md)")
    given = inputs(source, news("nytt", "2026-11-01"))
    assert 'href="/nyheter/2026/11/nytt/"' in given.render(source).html


def test_nesting_no_person_writes_is_told_at_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(inputs_module, "render", too_deep)
    source = page(body="x")
    with pytest.raises(
        ContentError, match=r"content/barnehage/sider/opptak\.md:6: teksten er for dypt nøstet"
    ):
        inputs(source).render(source)


def test_pages_and_units_are_in_norwegian_order_and_news_newest_first() -> None:
    given = inputs(
        page("a", tittel="Åpent hus"), page("b", tittel="Zoo"), unit(),
        news("x", "2026-11-01"), news("y", "2026-11-03"), news("z", "2026-11-03"),
    )  # fmt: skip
    assert [p.item.title for p in given.pages] == ["Zoo", "Åpent hus"]
    assert [n.slug for n in given.news] == ["y", "z", "x"]


def test_only_units_that_show_have_contact_cards() -> None:
    given = inputs(unit(), unit("skjult", status="utkast"))
    assert list(given.contacts) == ["barnehage"]
