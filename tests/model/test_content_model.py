"""What front matter the model takes and refuses."""

from datetime import date, datetime, timedelta

import pytest
from pydantic import ValidationError

from plugins.model.clock import OSLO
from plugins.model.content import Alert, Happening, Page, Utvalg, Virksomhet

FIELDS = {"tittel": "Opptak", "ingress": "Slik søker du om plass.", "oppdatert": "2026-11-01"}


def page(**fields: object) -> Page:
    return Page.model_validate({**FIELDS, **fields})


def test_three_fields_are_enough():
    made = page()
    assert (made.status, made.language, made.layout, made.modified) == (
        "publisert", "nb", "side", date(2026, 11, 1),
    )  # fmt: skip


def test_a_bare_last_day_lasts_the_whole_day():
    assert page(gyldig_til="2026-11-30").expires == datetime(2026, 12, 1, tzinfo=OSLO)


def test_a_bare_first_day_begins_at_midnight_in_norway():
    assert page(publiseres_fra="2026-06-01").publish_from == datetime(2026, 6, 1, tzinfo=OSLO)


def test_a_clock_time_is_taken_as_it_stands():
    assert page(gyldig_til="2026-11-30T15:30").expires == datetime(2026, 11, 30, 15, 30, tzinfo=OSLO)


def test_the_last_day_in_summer_time_ends_at_midnight():
    expires = page(gyldig_til="2026-10-24").expires
    assert expires == datetime(2026, 10, 25, tzinfo=OSLO)
    assert expires.utcoffset() == timedelta(hours=2)


@pytest.mark.parametrize(
    "fields",
    [
        {"tittel": ""}, {"tittel": "x" * 121}, {"ingress": "kort"}, {"oppdatert": "01.11.2026"},
        {"titel": "x"}, {"gyldig_til": "2015-13-01"}, {"gyldig_til": "9999-12-31"}, {"emner": "a, b"},
        {"status": "skjult"},
        {"sprak": "no"}, {"handling": {"tekst": "Søk", "url": "javascript:alert(1)"}}, {"pris": ["a"]},
        {"publiseres_fra": "0001-01-01T00:00+14:00"}, {"handling": {"tekst": "Søk", "url": "/a b"}},
    ],
)  # fmt: skip
def test_wrong_fields_are_refused(fields):
    with pytest.raises(ValidationError):
        page(**fields)


def test_front_matter_cannot_be_changed_after_it_is_read():
    with pytest.raises(ValidationError):
        page().title = "Nytt"


@pytest.mark.parametrize("phone", ["64 87 87 00", "900 12 345", "+47 64 87 87 00", "02800", ""])
def test_phones_of_a_unit(phone):
    assert Virksomhet.model_validate({**FIELDS, "telefon": phone}).phone == phone


@pytest.mark.parametrize("phone", ["64878700", "ring oss", "64 87 87 0"])
def test_phones_that_cannot_be_read_aloud_are_refused(phone):
    with pytest.raises(ValidationError):
        Virksomhet.model_validate({**FIELDS, "telefon": phone})


def test_an_alert_says_when_it_was_updated():
    with pytest.raises(ValidationError, match="oppdatert"):
        Alert.model_validate({"id": "vann", "tittel": "Vannet stenges", "tekst": "I natt."})


def test_a_happening_on_a_day_begins_that_day():
    made = Happening.model_validate(
        {"tittel": "Frist", "type": "frist", "tid": "2026-12-01", "hele_dagen": True}
    )
    assert made.starts == datetime(2026, 12, 1, tzinfo=OSLO)


def test_a_body_is_known_by_all_its_names():
    body = Utvalg.model_validate(
        {
            "id": "teknisk",
            "tittel": "Teknisk utvalg",
            "ingress": "Vei og vann",
            "kode": "TU",
            "arkivnavn": ["TEKN"],
        }
    )
    assert all(body.is_called(name) for name in ("Teknisk utvalg", "teknisk UTVALG ", "TU", "tekn"))
    assert not body.is_called("")
