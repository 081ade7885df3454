"""The judgements are frozen, whole, and fair."""

from __future__ import annotations

import hashlib
from collections import Counter
from pathlib import Path

import pytest

from search.evaluation.judgements import NO_ANSWER, Half, half_of, read_judgements

DATA = Path(__file__).resolve().parents[3] / "search/evaluation/data"

FROZEN = {
    "2026-11/dommer.csv": "f33dc6ff544439d66518d0ab41e11ba3c1fcdc0572f1f35203cc509cbedc77be",
    "2026-11/sporringer.csv": "bdb50ced76b5c2571e4cdf39d623f9dfccdc96861f2603d9fb92d541c91ec456",
}
"""What was judged before the search was tuned on it. Never change a line here: a grade that is changed after
somebody saw the results is worth nothing. For a new version, judge in a new folder («2027-03»), add its two
files here and set VERSION; keep the old, so that old results can be measured again."""


def test_every_version_is_as_it_was_frozen() -> None:
    found = {
        path.relative_to(DATA).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in DATA.rglob("*.csv")
    }
    assert found == FROZEN


def test_there_are_queries_enough_in_both_halves_and_of_every_sort() -> None:
    judged = read_judgements()
    assert len(judged) >= 200
    assert min(Counter(one.half for one in judged).values()) >= 90
    sorts = Counter(one.sort for one in judged)
    assert len(sorts) >= 12
    assert min(sorts.values()) >= 8
    assert len({one.query for one in judged}) == len(judged)


def test_halves_are_drawn_by_hash() -> None:
    assert [one.query for one in read_judgements() if one.half is not half_of(one.query)] == []


def test_only_a_query_without_an_answer_has_no_grades() -> None:
    for one in read_judgements():
        assert (one.sort == NO_ANSWER) == (not one.grades), one.query
        assert not one.grades or max(one.grades.values()) == 3, one.query


@pytest.mark.parametrize(
    "row", ["sofa,/a/,4", "sofa,/a/,0", "stol,/a/,3"], ids=["too high", "nothing", "unknown query"]
)
def test_a_grade_that_means_nothing_is_refused(tmp_path: Path, row: str) -> None:
    tmp_path.joinpath("sporringer.csv").write_text("sporring,slag,halvdel\nsofa,hverdagsord,kontroll\n")
    tmp_path.joinpath("dommer.csv").write_text(f"sporring,adresse,karakter\n{row}\n")
    with pytest.raises(ValueError, match="/a/"):
        read_judgements(tmp_path)


def test_halves_have_names_that_reports_use() -> None:
    assert [half.value for half in Half] == ["innstilling", "kontroll"]
