"""The peers, on a handful of documents: each finds what its own Norwegian can, and the synonyms."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import pytest

from bench.evaluation.comparison import Asked, ByKind, ask, measure
from bench.evaluation.corpus import FIELDS, Engine, Scored, Synonyms, Text, texts, words_of
from bench.evaluation.peers import Fts5Peer, TantivyPeer, WhooshPeer
from plugins.model.clock import OSLO
from plugins.model.curation import Entries, Synonym
from search.curation.curation import Curation
from search.evaluation.judgements import NO_ANSWER, Half, Judged
from tests.conftest import BuiltSite


def text(address: str, kind: str = "tjeneste", **parts: str) -> Text:
    return Text(address, kind, tuple(parts.get(field, "") for field in FIELDS))


DOCUMENTS = [
    text("/avfall/", title="Når hentes søpla?", body="Bilen tømmer dunken hver uke."),
    text("/renovasjon/", title="Forskrift om renovasjon"),
    text("/barnehage/", title="Barnehagene i Ski", body="Søk om plass."),
    text("/sosialhjelp/", title="Økonomisk sosialhjelp"),
    text("/bank/", title="Økonomisk rådgivning"),
    text("/sak/", "sak", number="2026/935", title="Søppel", body="søppel søppel"),
    text("/annen/", "sak", number="2026/936", title="Sak 935 fra 2026"),
]
DECIDED = Curation(
    Entries(
        (
            Synonym(ord="søppel", ogsaa=("renovasjon",), hvorfor="Samme tjeneste."),
            Synonym(ord="penger til mat", ogsaa=("økonomisk sosialhjelp",), hvorfor="Lovens ord."),
        )
    )
)


@pytest.fixture(scope="module", params=["whoosh", "fts5", "tantivy"])
def peer(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Engine:
    if request.param == "whoosh":
        return WhooshPeer(DOCUMENTS, DECIDED, tmp_path_factory.mktemp("whoosh"))
    return Fts5Peer(DOCUMENTS, DECIDED) if request.param == "fts5" else TantivyPeer(DOCUMENTS, DECIDED)


def addresses(engine: Engine, query: str) -> list[str]:
    return [hit.address for hit in engine.top(query, 10)]


def test_a_peer_finds_words_and_orders_by_score(peer: Engine) -> None:
    hits = peer.top("økonomisk sosialhjelp", 10)
    assert [hit.address for hit in hits] == ["/sosialhjelp/", "/bank/"]
    assert hits[0].score > hits[1].score > 0


def test_a_peer_finds_the_synonyms_too(peer: Engine) -> None:
    assert set(addresses(peer, "søppel")) >= {"/sak/", "/renovasjon/"}
    assert addresses(peer, "penger til mat")[0] == "/sosialhjelp/"


def test_a_peer_finds_a_case_by_its_number(peer: Engine) -> None:
    assert addresses(peer, "2026/935")[0] == "/sak/"


def test_a_peer_finds_nothing_for_words_that_are_nowhere(peer: Engine) -> None:
    assert addresses(peer, "romfart") == []


@pytest.mark.parametrize("query", ["", "()", '"', "AND", "*", "a:b^2 -", "søppel) OR (", "^", "-", "\x00"])
def test_a_peer_takes_whatever_is_typed(peer: Engine, query: str) -> None:
    assert set(addresses(peer, query)) <= {document.address for document in DOCUMENTS}


def test_those_that_know_norwegian_find_inflected_words(tmp_path: Path) -> None:
    for engine in (WhooshPeer(DOCUMENTS, DECIDED, tmp_path), TantivyPeer(DOCUMENTS, DECIDED)):
        assert addresses(engine, "barnehager") == ["/barnehage/"], engine.name
    assert addresses(Fts5Peer(DOCUMENTS, DECIDED), "barnehager") == []


def test_kinds_are_weighed_on_top_of_a_peer() -> None:
    peer = Fts5Peer(DOCUMENTS, Curation())
    kinds = {document.address: document.kind for document in DOCUMENTS}
    assert addresses(peer, "søppel søpla")[0] == "/sak/"
    weighed = ByKind(peer, kinds, {"tjeneste": 1.0, "sak": 0.01})
    assert addresses(weighed, "søppel søpla") == ["/avfall/", "/sak/"]


def test_synonyms_are_met_by_rows_of_words_only() -> None:
    synonyms = Synonyms(DECIDED, words_of)
    assert synonyms.expand("Penger til mat!").also == (("økonomisk", "sosialhjelp"),)
    assert synonyms.expand("mat og penger").also == ()


class Fixed:
    name = "Fast"

    def __init__(self, hits: dict[str, list[str]]) -> None:
        self._hits = hits

    def top(self, query: str, count: int) -> list[Scored]:
        return [Scored(address, 1.0) for address in self._hits.get(query, [])[:count]]


JUDGED = [
    Judged("a", "hverdagsord", Half.TUNING, {"/a/": 3}),
    Judged("b", "hverdagsord", Half.TUNING, {"/b/": 3}),
    Judged("c", NO_ANSWER, Half.TUNING, {}),
    Judged("d", NO_ANSWER, Half.TUNING, {}),
]


def test_queries_without_an_answer_are_counted_for_themselves() -> None:
    good = ask(Fixed({"a": ["/a/"], "b": ["/b/"], "c": ["/x/"]}), JUDGED)
    bad = ask(Fixed({"a": ["/x/", "/a/"]}), JUDGED)
    ours, theirs = measure([good, bad], JUDGED)
    assert (ours.ndcg.mean, ours.mrr.mean, ours.recall.mean, ours.no_results) == (1, 1, 1, 0)
    assert ours.rightly_nothing == (1, 2)
    assert ours.behind is None
    assert theirs.no_results == 0.5
    assert theirs.mrr.mean == 0.25
    assert theirs.rightly_nothing == (2, 2)
    assert theirs.behind is not None
    assert theirs.behind.mean == pytest.approx(1 - theirs.ndcg.mean)


def test_an_engine_is_asked_for_one_page() -> None:
    asked = ask(Fixed({"a": [f"/{number}/" for number in range(20)]}), JUDGED[:1])
    assert asked == Asked("Fast", {"a": [f"/{number}/" for number in range(10)]})


def test_the_documents_are_those_that_are_visible(built_site: BuiltSite) -> None:
    november = datetime(2026, 11, 26, 12, 0, tzinfo=OSLO)
    there = {document.address for document in texts(built_site.state / "dokumenter", november)}
    later = {
        document.address
        for document in texts(built_site.state / "dokumenter", datetime(2027, 6, 1, tzinfo=OSLO))
    }
    assert "/nyheter/2026/11/julegrana/" in there - later
    assert "/barnehage/sok-plass/" in there & later
