"""YAML as editors write it."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.errors import ContentError
from plugins.source.yaml_text import parse_yaml


def refused(text: str) -> str:
    with pytest.raises(ContentError) as error:
        parse_yaml("a.yaml", text)
    (problem,) = error.value.problems
    return str(problem)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("08.00", "08.00"),
        ("15:30", "15:30"),
        ("02600", "02600"),
        ("1400", "1400"),
        ("2026-11-23", "2026-11-23"),
        ("2015-13-01", "2015-13-01"),
        ("no", "no"),
        ("yes", "yes"),
        ("1e3", "1e3"),
        ("'true'", "true"),
        ('"null"', "null"),
        ("true", True),
        ("false", False),
        ("", None),
        ("null", None),
        ("~", None),
    ],
)
def test_scalars_stay_the_text_that_stands_there(written: str, read: object) -> None:
    value, _ = parse_yaml("a.yaml", f"a: {written}")
    assert value == {"a": read}


def test_every_key_knows_its_line() -> None:
    _, lines = parse_yaml("a.yaml", "a: 1\nb:\n  c: 2\n  d:\n    - e: 3\n    - f: 4\n", first_line=10)
    assert lines.pop("") == 10
    assert lines == {
        "a": 10, "b": 11, "b.c": 12, "b.d": 13, "b.d.0": 14, "b.d.0.e": 14, "b.d.1": 15, "b.d.1.f": 15,
    }  # fmt: skip


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        (
            "a: b: c",
            "a.yaml:1: kolon midt i en verdi: sett hele verdien i anførselstegn, eller rett innrykket",
        ),
        ("a: 1\nb: 'c", "a.yaml:2: et anførselstegn mangler: avslutt teksten med samme anførselstegn"),
        ('a: 1\nb: "c\nd: e', "a.yaml:2: et anførselstegn mangler: avslutt teksten med samme anførselstegn"),
        ("a: 1\nb: [c\nd: e", "a.yaml:2: en liste er ikke avsluttet: avslutt med «]» eller «}»"),
        ("a: 1\nb\nc: d", "a.yaml:2: her mangler et kolon: skriv «nøkkel: verdi»"),
        ("a: 1\n\tb: c", "a.yaml:2: innrykket er laget med tabulator: bruk mellomrom i stedet"),
        ("a: 1\na: 2", "a.yaml:2: «a» står to ganger: behold den ene"),
        ("a:\n  b: 1\n  b: 2", "a.yaml:3: «b» står to ganger: behold den ene"),
        ("a: @b", "a.yaml:1: verdien begynner med et spesialtegn: sett den i anførselstegn"),
        ("a: *b", "a.yaml:1: verdien begynner med *: sett den i anførselstegn"),
        ("a: !b c", "a.yaml:1: «!b» er ikke tillatt her: sett teksten i anførselstegn"),
        ("? [a, b]\n: c", "a.yaml:1: en nøkkel må være ett ord: skriv «nøkkel: verdi»"),
        ("a: &x b\nc: *x", "a.yaml:1: en verdi viser til en annen med & og *: skriv verdien der den brukes"),
        ("a: 1\n---\nb: 2", "a.yaml:2: «---» står inne i feltene: fjern den ekstra linjen"),
    ],
)
def test_bad_yaml_is_refused_by_line_with_a_remedy(text: str, problem: str) -> None:
    assert refused(text) == problem


@pytest.mark.parametrize("text", ["[" * 200_000, "- " * 200_000, "{a: " * 200_000, "? " * 200_000])
def test_nesting_that_would_end_the_process_is_refused(text: str) -> None:
    assert refused(text).startswith("a.yaml:1: ")


def test_an_exponential_document_is_refused() -> None:
    lines = ["a: &a [x, x]"] + [
        f"{b}: &{b} [*{a}, *{a}]" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    assert "viser til en annen" in refused("\n".join(lines))


def test_python_objects_are_never_made() -> None:
    value, _ = parse_yaml("a.yaml", "a: !!python/object/apply:os.getcwd []")
    assert value == {"a": []}


@given(st.text(alphabet=st.sampled_from("ab :-[]{}'\"\n\t#&*!|>?%@`~,.0"), max_size=80))
def test_any_text_is_read_or_refused_with_a_line(text: str) -> None:
    try:
        _, lines = parse_yaml("a.yaml", text)
    except ContentError as error:
        said = error.problems
        assert all(problem.line >= 1 and problem.remedy for problem in said)
    else:
        assert all(line >= 1 for line in lines.values())
