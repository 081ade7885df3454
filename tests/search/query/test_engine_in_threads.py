"""One engine may be asked from many threads while the index is renewed under it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from plugins.model.state import State
from search.index.build import update_index
from search.index.generations import IndexUnavailable
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.search.corpus import NOW, document, town, write_documents

QUERIES = [
    parse_params({"q": [q]})
    for q in ("barnehage", "søknad plass", '"rett til plass"', "26/1234", "Tordis Fjellvåg")
]


def test_threads_get_the_same_answers_as_one_after_another(tmp_path):
    state = State(tmp_path)
    write_documents(state.documents, town())
    update_index(state, NOW)
    engine = WhooshEngine(state.index)
    alone = [engine.search(params, NOW) for params in QUERIES]
    fresh = WhooshEngine(state.index)
    with ThreadPoolExecutor(8) as pool:
        together = list(pool.map(lambda n: fresh.search(QUERIES[n % len(QUERIES)], NOW), range(100)))
    assert all(together[n] == alone[n % len(QUERIES)] for n in range(100))
    engine.close()
    fresh.close()


def test_answers_come_from_one_generation_or_the_next_while_it_is_swapped(tmp_path):
    state = State(tmp_path)
    totals = set()
    engine = None
    for number in range(3):
        write_documents(
            state.documents, [*town(), *(document(id=f"x{n}", title="Xylofon") for n in range(number + 1))]
        )
        update_index(state, NOW)
        engine = engine or WhooshEngine(state.index)
        params = parse_params({"q": ["xylofon"]})
        with ThreadPoolExecutor(4) as pool:
            jobs = [pool.submit(engine.search, params, NOW) for _ in range(10)]
            jobs.insert(3, pool.submit(engine.refresh))
            totals |= {job.result().total for job in jobs if not isinstance(job.result(), bool)}
    assert totals <= {1, 2, 3}
    assert engine.search(params, NOW).total == 3
    engine.close()


def test_closing_under_searches_gives_answers_or_a_clear_refusal(tmp_path):
    state = State(tmp_path)
    write_documents(state.documents, town())
    update_index(state, NOW)
    engine = WhooshEngine(state.index)
    expected = engine.search(QUERIES[0], NOW)

    def ask(number):
        if number == 20:
            engine.close()
        try:
            return engine.search(QUERIES[0], NOW) == expected
        except IndexUnavailable as error:
            return "make index" in str(error)

    with ThreadPoolExecutor(4) as pool:
        assert all(pool.map(ask, range(40)))
    assert engine.generation == ""
