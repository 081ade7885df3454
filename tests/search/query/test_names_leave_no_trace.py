"""An entry whose names have expired answers exactly as one that never had any, to the last score."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from plugins.model.state import State
from search.index.build import update_index
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from tests.search.corpus import NOW, document, town, write_documents

LIMIT = date(2025, 11, 23)
"""The oldest journal date whose names may be hit at ``NOW``."""
NAMED = {
    "gammel": ("journalpost", "Klage på vedtak - ", "Halvdan Skolemester", LIMIT - timedelta(days=1)),
    "udatert": ("journalpost", "Søknad om plass - ", "Kari-Anne Barnehageplass", None),
    "skuddaar": ("journalpost", "Brev fra ", "Per Søppel", date(2024, 2, 29)),
    "sak": ("sak", "Byggesak - ", "Aase Bøe", date(2015, 9, 1)),
    "mote": ("mote", "Klagenemnda - ", "Sjur O'Kirke", date(2020, 1, 1)),
    "tall": ("journalpost", "Notat om ", "Liv Gnr 135", LIMIT - timedelta(days=400)),
}
WORDS = sorted({part for _, _, name, _ in NAMED.values() for part in name.replace("-", " ").split()})


def archive(*, with_names: bool):
    """Documents of the archive whose names have all expired at ``NOW``, with those names or without."""
    for key, (kind, lead, name, dated) in NAMED.items():
        masked = {"title": f"{lead}[navn]", "summary": "Inngående", "body": "Fra: [navn]."}
        named = {"title": f"{lead}{name}", "summary": "Inngående", "body": f"Fra: {name}."}
        yield document(
            id=key,
            kind=kind,
            number="2024/55-3",
            dated=date(2024, 2, 29),
            unit="nav",
            **masked,
            named={"names": [name], "dated": dated, **named} if with_names else None,
        )


@pytest.fixture(scope="module")
def engines(tmp_path_factory):
    """Two engines over the same town and archive, of which the second never had the names."""
    made = []
    for with_names in (True, False):
        state = State(tmp_path_factory.mktemp("navn"))
        write_documents(state.documents, [*town(), *archive(with_names=with_names)])
        update_index(state, NOW)
        made.append(WhooshEngine(state.index))
    yield tuple(made)
    for engine in made:
        engine.close()


def ask(engine, text, now=NOW, **params):
    raw = {"q": [text], "antall": ["50"], **{name: [value] for name, value in params.items()}}
    return engine.search(parse_params(raw), now)


def typed(word):
    """The ways a word of a name may be typed."""
    folded = word.lower().replace("ø", "oe").replace("å", "aa").replace("æ", "ae")
    return st.sampled_from([word, word.lower(), word.upper(), folded, f"{word}s", f"-{word}", f'"{word}"'])


@settings(deadline=None)
@given(
    st.lists(
        st.one_of(
            st.sampled_from(WORDS).flatmap(typed),
            st.sampled_from(['"', "«", "»", "-", "navn", "[navn]", "plass", "klage", "fra", "og", "the"]),
            st.sampled_from(
                ["type:journalpost", "type:sak", "år:2024", "virksomhet:nav", "gnr 135", "2024/55"]
            ),
        ),
        min_size=1,
        max_size=6,
    )
)
@example(['"Kari-Anne Barnehageplass"'])
@example(['"Klage på vedtak - Halvdan Skolemester"'])
@example(["klage", "-Halvdan"])
@example(["type:sak", "Aase", "Bøe"])
@example(["Skolemesteren"])
@example(["Gnr", "135"])
def test_no_query_can_tell_an_expired_name_from_none(engines, pieces):
    with_names, without = engines
    text = " ".join(pieces)
    assert ask(with_names, text) == ask(without, text)


@pytest.mark.parametrize("params", [{"type": "journalpost"}, {"ar": "2024"}, {"virksomhet": "nav"}])
def test_no_filter_can_either(engines, params):
    with_names, without = engines
    for text in ("", *WORDS, "klage"):
        assert ask(with_names, text, **params) == ask(without, text, **params)


@pytest.mark.parametrize(
    ("last", "first"),
    [
        ("2026-11-22T23:59:59.999999+01:00", "2026-11-23T00:00:00+01:00"),
        ("2026-11-22T22:59:59+00:00", "2026-11-22T23:00:00+00:00"),
    ],
)
def test_a_name_is_gone_with_the_stroke_of_midnight_in_oslo(engines, last, first):
    before, after = datetime.fromisoformat(last), datetime.fromisoformat(first)
    assert [hit.id for hit in ask(engines[0], "Skolemester", before).hits] == ["gammel"]
    assert ask(engines[0], "Skolemester", after) == ask(engines[1], "Skolemester", after)


def test_midnight_in_summer_comes_two_hours_before_that_of_greenwich(tmp_path):
    state = State(tmp_path)
    name = {"names": ["Halvdan Myrseth"], "dated": date(2026, 6, 9), "summary": "", "body": ""}
    brev = document(
        id="b", kind="journalpost", title="Brev", named={"title": "Brev fra Halvdan Myrseth", **name}
    )
    write_documents(state.documents, [brev])
    update_index(state, NOW)
    engine = WhooshEngine(state.index)
    assert ask(engine, "Myrseth", datetime.fromisoformat("2027-06-09T21:59:59+00:00")).total == 1
    assert ask(engine, "Myrseth", datetime.fromisoformat("2027-06-09T22:00:00+00:00")).total == 0
    engine.close()


def test_the_clock_may_go_back_as_it_does_for_whoever_sets_it(engines):
    year_before = NOW.replace(year=2025)
    assert ask(engines[0], "Skolemester", year_before).total == 1
    assert ask(engines[0], "Skolemester").total == 0
    assert ask(engines[0], "Skolemester", year_before).total == 1


@pytest.mark.parametrize(
    ("text", "key"),
    [("aase boe", "sak"), ('"Kari-Anne Barnehageplass"', "udatert"), ("o'kirke", "mote")],
)
def test_names_in_cases_and_meetings_are_found_while_they_may_be(tmp_path, text, key):
    state = State(tmp_path)
    fresh = [replace(doc, named=replace(doc.named, dated=NOW.date())) for doc in archive(with_names=True)]
    write_documents(state.documents, fresh)
    update_index(state, NOW)
    engine = WhooshEngine(state.index)
    assert [hit.id for hit in ask(engine, text).hits] == [key]
    engine.close()


def test_one_name_in_two_entries_shows_in_the_current_one_alone(tmp_path):
    state = State(tmp_path)
    rows = [("ny", NOW.date()), ("gammel", date(2015, 1, 1))]
    documents = [
        document(
            id=key,
            kind="journalpost",
            title="Søknad fra [navn]",
            named={"names": ["Halvdan Myrseth"], "dated": dated, "title": "Søknad fra Halvdan Myrseth"}
            | {"summary": "", "body": "Halvdan Myrseth."},
        )
        for key, dated in rows
    ]
    write_documents(state.documents, documents)
    update_index(state, NOW)
    engine = WhooshEngine(state.index)
    assert [hit.id for hit in ask(engine, "søknad Myrseth").hits] == ["ny"]
    shown = {hit.id: hit for hit in ask(engine, "søknad").hits}
    assert shown["ny"].title == "Søknad fra Halvdan Myrseth"
    assert shown["gammel"].title == "Søknad fra [navn]"
    assert "Myrseth" not in repr(shown["gammel"])
    engine.close()


def test_the_mask_is_never_marked_as_a_word(engines):
    hits = {hit.id: hit for hit in ask(engines[0], "klage på vedtak navn").hits}
    assert "[navn]" in hits["gammel"].title_html
