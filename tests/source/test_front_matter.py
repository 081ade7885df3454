"""The fields over a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.errors import ContentError
from plugins.source.front_matter import split_front_matter


def refused(text: str) -> str:
    with pytest.raises(ContentError) as error:
        split_front_matter("a.md", text)
    (problem,) = error.value.problems
    return str(problem)


def test_fields_and_body_know_their_lines() -> None:
    parts = split_front_matter("a.md", "---\ntittel: Opptak\nemner: [a]\n---\n\nTekst\n")
    assert parts.data == {"tittel": "Opptak", "emner": ["a"]}
    assert parts.lines == {"": 1, "tittel": 2, "emner": 3, "emner.0": 3}
    assert parts.body == "\nTekst\n"
    assert parts.body_line == 5


def test_lines_are_the_files_own_after_blank_lines_at_the_top() -> None:
    parts = split_front_matter("a.md", "\n\n---\ntittel: Opptak\n---\n")
    assert parts.lines["tittel"] == 4


def test_a_rule_in_the_body_is_not_a_fence() -> None:
    assert split_front_matter("a.md", "---\na: b\n---\nen\n\n---\n\nto").body == "en\n\n---\n\nto"


def test_empty_fields_leave_it_to_the_model_to_say_what_is_missing() -> None:
    assert split_front_matter("a.md", "---\n---\nTekst").data == {}


@pytest.mark.parametrize(
    ("text", "line", "said"),
    [
        ("", 1, "feltene mangler"),
        ("Bare tekst", 1, "feltene mangler"),
        ("\ntittel: Opptak\n---", 2, "feltene mangler"),
        ("---\ntittel: a", 1, "feltene er ikke avsluttet: skriv en linje «---» mellom feltene og teksten"),
        ("---\n- a\n---", 2, "feltene er ikke på formen «nøkkel: verdi»"),
        ("---\na: b\nc: d: e\n---", 3, "kolon midt i en verdi: sett hele verdien i anførselstegn"),
    ],
)
def test_what_is_not_fields_is_refused_with_line_and_remedy(text: str, line: int, said: str) -> None:
    assert refused(text).startswith(f"a.md:{line}: {said}")


@given(st.text())
def test_any_text_is_split_or_refused(text: str) -> None:
    try:
        parts = split_front_matter("a.md", f"---\n{text}\n---\nbody")
    except ContentError as error:
        said = error.problems
        assert said
    else:
        assert parts.body.endswith("body")
