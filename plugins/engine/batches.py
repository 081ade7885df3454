"""Which queries are asked, and which in one process, because they rest on the same text."""

from __future__ import annotations

from plugins.engine.press import Workshop
from plugins.engine.problems import SITE, unit_of_problems
from plugins.memo.query import Key, ask
from plugins.memo.trace import TracingMemo
from plugins.source.folder import UNIT_FILE, kind_of

OF_FIELDS, BETWEEN_FILES = "plugins.engine.problems:field_problems", "plugins.engine.problems:site_problems"
_TEXT_PROBLEMS = "plugins.engine.problems:text_problems"
FROM_TEXTS = (_TEXT_PROBLEMS, "plugins.engine.problems:file_problems")
"""Whose answers are problems."""
_PROBLEMS = "plugins.engine.problems:problem_keys"
_CARD = "plugins.views.inputs:BuildInputs.card"
_FACTS = "plugins.views.inputs:BuildInputs.facts"
_LINE = "plugins.views.document_files:document_line"
_OF_A_TEXT = frozenset(
    {
        "plugins.views.pages:page_output",
        "plugins.views.news:news_output",
        "plugins.views.units:unit_output",
    }
)
"""Pages that a search document is made of too, from the same text."""
_DOCUMENTS = "plugins.views.document_files:"


def with_card(key: Key) -> list[Key]:
    """A file's problems, and what is made of its fields while they are at hand."""
    return [key, (_CARD, key[1]), (_FACTS, key[1])]


def by_text(shop: Workshop, texts: list[Key], files: list[Key]) -> tuple[list[list[Key]], list[list[Key]]]:
    """The queries that rest on the same texts together, and those that must wait until all texts are read.

    Markdown runs once when a text's checks, page and document are asked for in one process, and once more
    is saved when the file of a unit's or a month's documents is made there too.
    """
    batches: dict[str, dict[str, list[Key]]] = {}
    alone: list[list[Key]] = []
    last: list[Key] = []
    waiting: list[list[Key]] = []
    read = {key[1] for key in texts}
    for key in texts:
        group = _together(shop, key[1]) if key[0] == _TEXT_PROBLEMS else key[1]
        batches.setdefault(group, {}).setdefault(key[1], []).append(key)
    for key in files:
        if key[1] in _OF_A_TEXT:
            place = f"{key[2]}/{UNIT_FILE}" if "/" not in key[2] else key[2]
            document = [(_LINE, place)] if place in read else []
            batches.setdefault(_together(shop, place), {}).setdefault(place, []).extend([*document, key])
        elif key[1].startswith(_DOCUMENTS):
            last.append(key)
        else:
            alone.append([key])
    for key in last:
        batch = batches.get(key[3]) if key[2:3] in (("tjeneste",), ("nyhet",)) else None
        if batch is None:
            waiting.append([key])
        else:
            batch.setdefault("", []).append(key)
    # What rests on one text is asked at once, while its HTML is at hand.
    return [
        *([key for keys in batch.values() for key in keys] for batch in batches.values()),
        *alone,
    ], waiting


def _together(shop: Workshop, place: str) -> str:
    """What a text's document lies in one file with: its unit's pages, or its month's news."""
    card = shop.card(place) if kind_of(place) == "nyhet" else None
    return f"{card.dated:%Y-%m}" if card else place.partition("/")[0]


def problems_to_ask(memo: TracingMemo, shop: Workshop) -> list[Key]:
    """The keys that answer with problems and that may not hold, of what is in the content now."""
    groups = [*shop.origin.units, SITE]
    changed = [g for g in groups if not lists_the_same(memo, shop, (_PROBLEMS, g))]
    as_before = set(groups).difference(changed)
    listed = [key for group in changed for key in ask(shop, (_PROBLEMS, group))]
    suspected = [key for name in (OF_FIELDS, BETWEEN_FILES, *FROM_TEXTS) for key in memo.suspected(name)]
    return [*memo.stale(listed), *(key for key in suspected if unit_of_problems(key) in as_before)]


def lists_the_same(memo: TracingMemo, shop: Workshop, key: Key) -> bool:
    """Whether the answer, a list of keys, is the one of the last build."""
    return memo.holds_unseen(key) or memo.is_same(shop, key)
