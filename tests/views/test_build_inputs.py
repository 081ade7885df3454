"""What a build rests on: rendered once a file, and answered for by a unit that shows."""

from __future__ import annotations

import pytest

from plugins.model.errors import ContentError
from plugins.views import inputs as inputs_module
from plugins.views.listing import news_by_month, news_in, pages_of, shown_units
from tests.views.content_makers import inputs, news, page, unit

OPPTAK = "barnehage/sider/opptak.md"


def test_a_body_is_rendered_once_whoever_asks() -> None:
    given = inputs(page(body="Hei"))
    assert given.rendered(OPPTAK) is given.rendered(OPPTAK)


def test_links_between_files_are_known_also_to_news() -> None:
    given = inputs(page(body="[nytt](../nyheter/nytt.md)"), news("nytt", "2026-11-01"))
    assert 'href="/nyheter/2026/11/nytt/"' in given.rendered(OPPTAK).html


def test_nesting_no_person_writes_is_told_at_its_file(monkeypatch: pytest.MonkeyPatch) -> None:
    def too_deep(*_: object, **__: object) -> None:
        raise RecursionError

    monkeypatch.setattr(inputs_module, "render", too_deep)
    with pytest.raises(
        ContentError, match=r"content/barnehage/sider/opptak\.md:6: teksten er for dypt nøstet"
    ):
        inputs(page(body="x")).rendered(OPPTAK)


def test_pages_are_in_norwegian_order_and_news_newest_first() -> None:
    given = inputs(
        page("a", tittel="Åpent hus"), page("b", tittel="Zoo"), unit(),
        news("x", "2026-11-01"), news("y", "2026-11-03"), news("z", "2026-11-03"), news("w", "2026-10-31"),
    )  # fmt: skip
    titles = [card.title for card in given.cards(pages_of(given, "barnehage"))]
    assert titles == ["Zoo", "Åpent hus"]
    assert list(news_by_month(given)) == ["2026-11", "2026-10"]
    assert [card.slug for card in given.cards(news_in(given, "2026-11"))] == ["y", "z", "x"]


def test_only_units_that_show_are_listed_and_answer() -> None:
    hidden = unit("skjult", status="utkast")
    given = inputs(unit(), hidden, page(virksomhet="skjult"), settings={"main_unit": "skjult"})
    assert shown_units(given) == ("barnehage",)
    card = given.card(OPPTAK)
    assert card is not None
    assert given.responsible(card) == "barnehage"
    assert given.main_contact() is None


def test_a_file_that_is_not_there_has_no_card_and_no_address() -> None:
    given = inputs()
    assert given.card(OPPTAK) is None
    assert not given.shown(OPPTAK)
    assert given.page_address(OPPTAK) == ""
