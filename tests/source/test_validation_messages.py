"""What the editor is told when the model refuses a field."""

import pytest
from pydantic import ValidationError

from plugins.model.content import FrontPage, Happening, Page, Utvalg, Virksomhet
from plugins.source.validation import nearest, problems_from

PAGE = {"tittel": "Opptak", "ingress": "Slik søker du om plass.", "oppdatert": "2026-11-01"}


def said(model, data, lines=None) -> list[str]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(data)
    return [str(p) for p in problems_from(caught.value, model, "a.md", lines or {})]


@pytest.mark.parametrize(
    ("fields", "message"),
    [
        ({"gyldig_til": "2015-13-01"}, "gyldig_til «2015-13-01» er ikke en dato: skriv ÅÅÅÅ-MM-DD, eller"
                                       " ÅÅÅÅ-MM-DDTKK:MM med klokkeslett"),
        ({"gyldig_til": "9999-12-31"}, "gyldig_til «9999-12-31» er ikke en dato: skriv ÅÅÅÅ-MM-DD, eller"
                                       " ÅÅÅÅ-MM-DDTKK:MM med klokkeslett"),
        ({"oppdatert": "i går"}, "oppdatert «i går» er ikke en dato: skriv ÅÅÅÅ-MM-DD"),
        ({"oppdatert": ["a"]}, "oppdatert en liste er ikke en dato: skriv ÅÅÅÅ-MM-DD"),
        ({"titel": "x"}, "ukjent felt «titel»: mente du «tittel»?"),
        ({"tittel": "x"}, "tittel «x» er for kort: skriv minst 2 tegn"),
        ({"ingress": "x" * 400}, "ingress er for lang (400 tegn): skriv høyst 300 tegn"),
        ({"emner": "a, b"}, "emner må være en liste, ikke «a, b»: skriv emner: [a, b]"),
        ({"status": "publisrt"}, "status kan ikke være «publisrt»: mente du «publisert»?"),
        ({"sprak": "xx"}, "sprak kan ikke være «xx»: velg en, nb eller nn"),
        ({"malgrupper": None}, "«malgrupper» står tom: fyll ut verdien, eller fjern linjen"),
        ({"frist": True}, "frist må være tekst, ikke «true»: sett verdien i anførselstegn"),
        ({"pris": ["a"]}, "pris må være tekst, ikke en liste: skriv én tekst på linjen"),
        ({"handling": "Søk"},
         "handling må ha egne felter, ikke «Søk»: skriv feltene innrykket på linjene under"),
        ({"handling": {"tekst": "Søk", "urll": "/a/", "url": "/a/"}},
         "ukjent felt «handling.urll»: mente du «url»?"),
        ({"handling": {"tekst": "Søk", "url": "www.ski.no"}},
         "handling.url «www.ski.no» har feil form: begynn med / for en side her,"
         " https:// for et annet nettsted, eller tel: eller mailto:"),
        ({"emner": ["a", ["b"]]}, "emner nr. 2 må være tekst, ikke en liste: skriv én tekst på linjen"),
    ],
)  # fmt: skip
def test_a_wrong_field_of_a_page(fields, message):
    assert said(Page, {**PAGE, **fields}) == [f"a.md: {message}"]


def test_missing_fields_are_said_where_the_fields_begin():
    assert said(Page, {}, {"": 1}) == [
        "a.md:1: «ingress» mangler: legg til «ingress: …»",
        "a.md:1: «oppdatert» mangler: legg til «oppdatert: …»",
        "a.md:1: «tittel» mangler: legg til «tittel: …»",
    ]


@pytest.mark.parametrize(
    ("model", "data", "message"),
    [
        (Virksomhet, {**PAGE, "apningstider": {"mandg": {"apner": "08.00", "stenger": "15.00"}}},
         "ukjent felt «apningstider.mandg»: mente du «mandag»?"),
        (Virksomhet, {**PAGE, "apningstider": {"mandag": {"apner": "8", "stenger": "15.00"}}},
         "apningstider.mandag.apner «8» har feil form: skriv klokkeslettet som 08.00"),
        (Virksomhet, {**PAGE, "telefon": "648"},
         "telefon «648» har feil form: skriv åtte siffer som 64 87 87 00,"
         " eller et nummer med fem siffer"),
        (Utvalg, {"id": "a", "tittel": "A", "ingress": "B", "medlemmer": [{"navn": "x", "verf": "y"}]},
         "ukjent felt «medlemmer nr. 1 verf»: mente du «verv»?"),
        (FrontPage, {"oppgaver": []}, "oppgaver har for få (0): skriv minst 1"),
        (Happening, {"tittel": "A", "type": "fest", "tid": "2026-12-01"},
         "type kan ikke være «fest»: mente du «frist»?"),
        (Happening, {"tittel": "A", "type": "frist", "tid": "2026-12-01", "avlyst": "kanskje"},
         "avlyst kan ikke være «kanskje»: skriv true eller false"),
    ],
)  # fmt: skip
def test_a_wrong_field_of_other_content(model, data, message):
    assert said(model, data) == [f"a.md: {message}"]


def test_the_nearest_line_is_named():
    lines = {"": 1, "apningstider": 5, "apningstider.mandag": 6}
    hours = {"mandag": {"apner": "8", "stenger": "15.00"}, "tirsdag": "stengt"}
    assert [line.split(":")[1] for line in said(Virksomhet, {**PAGE, "apningstider": hours}, lines)] == [
        "5",
        "6",
    ]


def test_a_long_value_is_cut():
    (line,) = said(Page, {**PAGE, "status": "x" * 500})
    assert len(line) < 150


def test_nothing_to_choose_from():
    assert nearest("a", []) == "fjern det"
