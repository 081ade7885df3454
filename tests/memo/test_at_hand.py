"""How long answers stay in memory."""

from __future__ import annotations

from plugins.memo import at_hand
from plugins.memo.at_hand import AtHand
from plugins.memo.query import Held, Query


def a_query(name: str, held: Held) -> Query:
    return Query(name, len, "packed", held)


def held(answers: AtHand, query: Query, keys: range) -> list[int]:
    return [number for number in keys if f"{query.name}/{number}" in answers.answers]


def fill(answers: AtHand, query: Query, keys: range) -> None:
    for number in keys:
        answers.hold(query, f"{query.name}/{number}", number)


def test_answers_are_held_as_long_as_their_query_says() -> None:
    answers, many = AtHand(), range(1, at_hand._RECENT + 3)
    build, while_, batch, no = (a_query(held, held) for held in ("build", "while", "batch", "no"))
    for query in (build, while_, batch, no):
        fill(answers, query, many)
    newest = list(many)[2:]
    assert [held(answers, query, many) for query in (build, while_, batch, no)] == [
        list(many),
        newest,
        list(many),
        newest,
    ]
    answers.end_batch()
    assert held(answers, batch, many) == []


def test_what_is_held_for_a_while_gives_way_to_others_of_its_query_alone() -> None:
    answers = AtHand()
    days, lists, pages = a_query("dager", "while"), a_query("lister", "while"), a_query("sider", "no")
    fill(answers, days, range(1, 3))
    for query in (lists, pages):
        fill(answers, query, range(1, at_hand._RECENT + 3))
    assert held(answers, days, range(1, 3)) == [1, 2]
