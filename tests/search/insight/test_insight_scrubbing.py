from __future__ import annotations

import sqlite3
import unicodedata
from datetime import date, datetime
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.clock import OSLO
from plugins.model.document import Document, Named
from search.insight.public_words import PublicLists, PublicWords, public_words
from search.insight.recorder import Recorder, Visit
from search.insight.salt import SeededSalts, new_seed
from search.insight.scrubbing import ALIKE, Scrubber, is_slip, readable
from search.query.types import Results, SearchParams
from tests.search.corpus import write_documents
from tests.search.insight.planted import planted

NOW = datetime(2026, 11, 23, 12, tzinfo=OSLO)
DOCUMENTS = [
    Document(id="1", url="/barnehage/sok-plass/", kind="tjeneste", title="Søk om barnehageplass"),
    Document(id="2", url="/en/", kind="tjeneste", title="Apply for kindergarten", language="en"),
    Document(
        id="3",
        url="/politikk/utvalg/kommunestyret/",
        kind="utvalg",
        title="Kommunestyret",
        body="Ragnhild Sofie Tveiterås ordfører Ap. Kari Hansen medlem H",
    ),
    Document(
        id="4",
        url="/sak/a/1/",
        kind="sak",
        title="Byggesak Fjernvarmeveien",
        named=Named(names=("Peder Ås",), dated=date(2026, 1, 1), title="Peder Ås", summary="", body=""),
    ),
]
PUBLIC = public_words(DOCUMENTS)
scrub = Scrubber(lambda: PUBLIC).scrub


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("kari nordmann", "[navn]"),
        ("Kari Nordmann", "[navn]"),
        ("NORDMANN, KARI", "[navn]"),
        ("per hansen", "[navn]"),
        ("hansen", "[navn]"),
        ("søknad om støttekontakt for fatima hassan", "søknad om støttekontakt for [navn]"),
        ("Klage fra Hans Hansen på vedtak", "Klage fra [navn] på vedtak"),
        ("zbigniew kowalczyk", "[navn]"),
        ("oluwaseun adebayo skole", "[navn] skole"),
        ("mohammed abdi sfo", "[navn] sfo"),
        ("Per Berg", "[navn]"),
        ("kari av hansen byggesak", "[navn] byggesak"),
    ],
)
def test_what_reads_as_a_name_is_masked(text: str, kept: str) -> None:
    assert scrub(text) == kept


@pytest.mark.parametrize(
    "text",
    [
        "barnehage",
        "søppel henting",
        "barnehaje",
        "barnehajeplass søkk",
        "garbage collection",
        "apply for kindergarten",
        "parkering ski stasjon",
        "brøyting Idrettsveien",
        "Ski Idrettslag",
        "hvordan søke om redusert betaling i barnehagen",
        "17. mai",
        "skolerute 2026",
        "sak 2026/1234",
        "leige lokale",
        "opningstider biblioteket",
        "hundelufting langhus",
    ],
)
def test_what_is_no_name_stands(text: str) -> None:
    assert scrub(text) == text


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("ragnhild tveiterås", "ragnhild tveiterås"),
        ("ordfører Ragnhild Sofie Tveiterås", "ordfører Ragnhild Sofie Tveiterås"),
        ("kari hansen", "kari hansen"),
        ("ragnhild hansen", "[navn]"),
        ("kari olsen", "[navn]"),
        ("peder ås", "[navn]"),
    ],
)
def test_elected_members_are_public_by_their_whole_name_and_nobody_else_by_it(text: str, kept: str) -> None:
    assert scrub(text) == kept


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("veilys Kirkeveien 12 B", "veilys Kirkeveien [husnummer]"),
        ("storgata 4", "storgata [husnummer]"),
        ("Nordre Ås 12, 1400 Ski", "Nordre Ås [husnummer], 1400 Ski"),
        ("gnr 135 bnr 22", "[eiendom]"),
        ("gnr. 135, bnr. 22, fnr 1", "[eiendom]"),
        ("buss 510", "buss 510"),
        ("veileder 2026", "veileder 2026"),
    ],
)
def test_an_address_loses_its_number_and_keeps_its_street(text: str, kept: str) -> None:
    assert scrub(text) == kept


@given(st.text(max_size=200))
def test_any_text_can_be_scrubbed_and_what_was_scrubbed_stands(text: str) -> None:
    once = scrub(text)
    assert once.isprintable()
    assert scrub(once).count("[navn]") >= once.count("[navn]")


@pytest.mark.parametrize("secret", ["01019000083", "010190 00083", "kari nordmann", "912 34 567"])
def test_no_identifier_is_cut_in_two_in_a_text_without_end(secret: str) -> None:
    for shift in range(40):
        kept = scrub("x" * shift + f" {secret}" * 400)
        assert not set("0123456789") & set(kept)
        assert "nordmann" not in kept
    assert scrub("1" * 60_000) == scrub("x" * 60_000) == ""


def test_only_our_own_titles_make_words_public() -> None:
    assert {"søk", "barnehageplass", "kindergarten"} <= PUBLIC.words
    assert not {"fjernvarmeveien", "peder", "ragnhild", "hansen"} & PUBLIC.words


def test_the_lists_are_those_of_the_newest_build(tmp_path: Path) -> None:
    lists = PublicLists(tmp_path)
    lists.refresh()
    assert lists.now.words == frozenset()
    write_documents(tmp_path, DOCUMENTS)
    lists.refresh()
    assert lists.now == PUBLIC
    (tmp_path / "manifest.json").write_text("{}")
    lists.refresh()
    assert lists.now == PUBLIC


def test_ten_thousand_planted_identifiers_are_in_no_file(tmp_path: Path, capfd) -> None:
    path = tmp_path / "innsikt.db"
    recorder = Recorder(path, lambda: NOW, SeededSalts(new_seed(NOW.date())))
    visit = Visit(address="198.51.100.77", user_agent="Plantet nettleser 4711")
    secrets = []
    for number, (query, secret) in enumerate(planted(10_000)):
        secrets.append(secret)
        match number % 4:
            case 0:
                recorder.answer("/vei/", False, query, visit)
            case 1:
                recorder.click(query, 1, "/vei/", visit)
            case _:
                params = SearchParams(text=query, units=(secret,))
                recorder.search(params, Results(total=1, hits=(), facets={}), visit, ms=1)
    waiting = _contents(tmp_path)
    recorder.flush()
    taken = _contents(tmp_path)
    recorder.close()
    with sqlite3.connect(path) as connection:
        rows = connection.execute(
            "SELECT (SELECT count(*) FROM sok) + (SELECT count(*) FROM klikk)"
        ).fetchone()
    assert rows == (7_500,)
    said = "".join(capfd.readouterr()).casefold()
    for secret in (*secrets, "198.51.100.77", "Plantet nettleser"):
        assert secret.casefold() not in waiting, secret
        assert secret.casefold() not in taken, secret
        assert secret.casefold() not in said, secret


def _contents(folder: Path) -> str:
    """Every file's bytes as text, in lower case, JSON's escapes undone."""
    files = [file for file in folder.rglob("*") if file.is_file()]
    assert files
    return "\n".join(file.read_bytes().decode("utf-8", "replace") for file in files).casefold()


SHORT = st.text(alphabet="abåe", min_size=1, max_size=8)


@given(SHORT, st.sets(SHORT, max_size=8))
def test_a_slip_is_a_word_that_is_likely_to_be_one_of_ours_by_its_letters(key: str, ours: set[str]) -> None:
    near = [word for word in ours if word[:1] == key[:1] and abs(len(word) - len(key)) <= 2]
    alike = any(SequenceMatcher(None, word, key).ratio() >= ALIKE for word in near)
    assert is_slip(key, PublicWords(frozenset(ours))) is alike


@given(st.text() | st.text(alphabet="aæø \u00ad\u200b\u0301\x07\n\u2028"))
def test_what_is_invisible_goes_and_what_cannot_be_printed_is_a_space(text: str) -> None:
    text = text.replace("%", "")
    seen = [c for c in unicodedata.normalize("NFC", text) if unicodedata.category(c) != "Cf"]
    assert readable(text) == "".join(c if c.isprintable() else " " for c in seen)
