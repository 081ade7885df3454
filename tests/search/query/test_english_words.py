"""Words are analysed as English for pages in English alone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from plugins.model.state import State
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.search.corpus import NOW, document, write_documents


@pytest.fixture(scope="module")
def found(tmp_path_factory: pytest.TempPathFactory) -> Callable[[str], set[str]]:
    state = State(Path(tmp_path_factory.mktemp("engelsk")))
    write_documents(
        state.documents,
        [
            document(id="t:1", url="/park/", kind="tjeneste", title="Lekeplasser og park"),
            document(id="t:2", url="/parkering/", kind="tjeneste", title="Parkering", keywords=("parking",)),
            document(
                id="t:3", url="/parks/", kind="tjeneste", title="Parks and where to park", language="en"
            ),
            document(id="t:4", url="/plan/", kind="tjeneste", title="Reguleringsplan"),
        ],
    )
    update_index(state, NOW)
    engine = WhooshEngine(state.index)
    return lambda text: {hit.url for hit in engine.search(parse_params({"q": [text]}), NOW).hits}


@pytest.mark.parametrize(
    ("text", "addresses"),
    [
        ("parking", {"/parkering/", "/parks/"}),
        ("park", {"/park/", "/parks/"}),
        ("parks", {"/park/", "/parks/"}),
        ("parkering", {"/parkering/"}),
        ("parkerings", {"/parkering/"}),
        ("regulerings plan", {"/plan/"}),
    ],
)
def test_an_english_stem_finds_no_page_in_norwegian(
    found: Callable[[str], set[str]], text: str, addresses: set[str]
) -> None:
    assert found(text) == addresses
