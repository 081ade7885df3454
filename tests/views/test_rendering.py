"""Dates, times and numbers as readers of the three languages expect them, in a strict environment."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import jinja2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from plugins.model.clock import OSLO
from plugins.views import rendering

DAY = date(2026, 10, 12)
EVENING = datetime(2026, 10, 12, 18, 5, tzinfo=OSLO)
LATE_IN_LONDON = datetime(2026, 10, 12, 23, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("language", "long", "short", "near"),
    [
        ("nb", "12. oktober 2026", "12.10.2026", "mandag 12. oktober"),
        ("nn", "12. oktober 2026", "12.10.2026", "måndag 12. oktober"),
        ("en", "12 October 2026", "12 Oct 2026", "Monday 12 October"),
    ],
)
def test_a_day_reads_as_its_language_writes_it(language: str, long: str, short: str, near: str) -> None:
    assert rendering.dato(DAY, language) == long
    assert rendering.dato_kort(DAY, language) == short
    assert rendering.ukedag_dato(DAY, language) == near


def test_a_moment_is_shown_on_the_clock_and_the_day_of_norway() -> None:
    assert rendering.dato(LATE_IN_LONDON) == "13. oktober 2026"
    assert rendering.ukedag_dato(LATE_IN_LONDON) == "tirsdag 13. oktober"
    assert rendering.klokke(LATE_IN_LONDON) == "01.30"
    assert rendering.iso(LATE_IN_LONDON) == "2026-10-13T01:30+02:00"


def test_the_clock_takes_a_point_in_norwegian_and_a_colon_in_english() -> None:
    assert rendering.klokke(EVENING) == "18.05"
    assert rendering.klokke(EVENING, "nn") == "18.05"
    assert rendering.klokke(EVENING, "en") == "18:05"


def test_a_missing_date_is_nothing_at_all() -> None:
    every = (rendering.dato, rendering.dato_kort, rendering.ukedag_dato, rendering.iso, rendering.klokke)
    assert {show(None) for show in every} == {""}


def test_a_day_and_a_moment_are_machine_readable() -> None:
    assert rendering.iso(DAY) == "2026-10-12"
    assert rendering.iso(EVENING) == "2026-10-12T18:05+02:00"


@pytest.mark.parametrize(
    ("value", "decimals", "language", "expected"),
    [
        (0, 0, "nb", "0"),
        (999, 0, "nb", "999"),
        (1000, 0, "nb", "1\u202f000"),
        (1234567, 0, "nb", "1\u202f234\u202f567"),
        (-4218.5, 1, "nb", "-4\u202f218,5"),
        (6.25, 2, "nn", "6,25"),
        (6.25, 2, "en", "6.25"),
    ],
)
def test_a_number_has_thin_spaces_and_its_languages_decimal_mark(
    value: float, decimals: int, language: str, expected: str
) -> None:
    assert rendering.tall(value, decimals, language) == expected


@given(st.integers())
def test_no_digit_of_a_number_is_lost(value: int) -> None:
    assert int(rendering.tall(value).replace(rendering.THIN_SPACE, "")) == value


@given(st.text())
def test_a_capital_changes_the_first_letter_alone(text: str) -> None:
    assert rendering.stor_forbokstav(text)[len(text[:1].upper()) :] == text[1:]


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("Møte 12. november 2026 kl. 18", "Møte 12.\u00a0november\u00a02026 kl. 18"),
        ("Frist 1. mars for alle", "Frist 1.\u00a0mars for alle"),
        ("Kapittel 12. Innledning", "Kapittel 12. Innledning"),
        ("", ""),
    ],
)
def test_only_a_written_date_is_held_together(text: str, held: str) -> None:
    assert rendering.hold_dato(text) == held


@given(st.text())
def test_holding_dates_together_changes_spaces_alone(text: str) -> None:
    assert rendering.hold_dato(text).replace("\u00a0", " ") == text.replace("\u00a0", " ")


def _environment(tmp_path: Path, source: str) -> jinja2.Template:
    (tmp_path / "t.html").write_text(source, encoding="utf-8")
    return rendering.environment(tmp_path).get_template("t.html")


def test_text_is_escaped_unless_it_says_otherwise(tmp_path: Path) -> None:
    template = _environment(tmp_path, "{{ x }} {{ x | safe }}")
    assert template.render(x="<b>") == "&lt;b&gt; <b>"


def test_a_misspelt_name_stops_the_page(tmp_path: Path) -> None:
    with pytest.raises(jinja2.UndefinedError):
        _environment(tmp_path, "{{ veiw.title }}").render()


def test_every_filter_is_there(tmp_path: Path) -> None:
    template = _environment(tmp_path, "{{ d | dato }}, {{ n | tall }}")
    assert template.render(d=DAY, n=4218) == "12. oktober 2026, 4\u202f218"
    assert rendering.environment(tmp_path).filters.items() >= rendering.FILTERS.items()


def _refuse(*_: object, **__: object) -> None:
    raise AssertionError("the template was compiled again")


def test_a_fresh_process_takes_the_compiled_templates_into_use(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "t.html").write_text("{{ x }}", encoding="utf-8")
    kept = tmp_path / "kompilert" / "maler"
    assert rendering.environment(tmp_path, compiled=kept).get_template("t.html").render(x=1) == "1"
    monkeypatch.setattr(jinja2.Environment, "compile", _refuse)
    assert rendering.environment(tmp_path, compiled=kept).get_template("t.html").render(x=2) == "2"
    monkeypatch.setitem(rendering.JINJA_OPTIONS, "keep_trailing_newline", True)
    with pytest.raises(AssertionError, match="compiled again"):
        rendering.environment(tmp_path, compiled=kept).get_template("t.html")


@pytest.mark.parametrize("harm", [b"", b"j2", b"tull" * 100], ids=["empty", "cut", "rubbish"])
def test_a_compiled_template_that_is_out_of_date_or_broken_is_made_anew(tmp_path: Path, harm: bytes) -> None:
    template, kept = tmp_path / "t.html", tmp_path / "kompilert"
    for source in ("en {{ x }}", "to {{ x }}"):
        template.write_text(source, encoding="utf-8")
        made = rendering.environment(tmp_path, compiled=kept).get_template("t.html").render(x=1)
        assert made == source.replace("{{ x }}", "1")
    (file,) = kept.iterdir()
    whole = file.read_bytes()
    for broken in (harm, whole[: len(whole) // 2], whole[:40]):
        file.write_bytes(broken)
        assert rendering.environment(tmp_path, compiled=kept).get_template("t.html").render(x=1) == "to 1"


def test_changed_templates_are_followed_unless_told_not_to(tmp_path: Path) -> None:
    following = rendering.environment(tmp_path)
    still = rendering.environment(tmp_path, follow_changes=False)
    for source in ("en", "to"):
        (tmp_path / "t.html").write_text(source, encoding="utf-8")
        os.utime(tmp_path / "t.html", (0, len(source) + ord(source[0])))
        assert following.get_template("t.html").render() == source
        assert still.get_template("t.html").render() == "en"


def test_all_is_loaded_anew_when_one_template_has_changed(tmp_path: Path) -> None:
    (tmp_path / "t.html").write_text("{% import 'o.html' as o %}{{ o.word() }}", encoding="utf-8")
    other = tmp_path / "o.html"
    still = rendering.environment(tmp_path, follow_changes=False)
    for word in ("en", "to"):
        other.write_text(f"{{% macro word() %}}{word}{{% endmacro %}}", encoding="utf-8")
        os.utime(other, (0, ord(word[0])))
        still.load_changed()
        assert still.get_template("t.html").render() == word
