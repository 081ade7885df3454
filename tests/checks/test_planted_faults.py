"""Every check finds the fault planted for it, and none fires on good content."""

from datetime import timedelta

import pytest

from plugins.checks.run import CHECKS

from .conftest import NOW

PAGE = "barnehage/sider/sok-plass.md"
HARD = " ".join(
    ["Saksbehandlingskapasiteten vurderes fortløpende innenfor kommunedirektørens fullmaktsområde og"] * 14
)

PLANTED = {
    "decisions_follow_the_model": (
        "data/sok/svar.yaml", "sok: [moderasjon]", "sok: moderasjon",
        "data/sok/svar.yaml:1: sok må være en liste, ikke «moderasjon»: skriv sok: [moderasjon]",
    ),
    "decisions_lead_somewhere": (
        "data/sok/svar.yaml", "/barnehage/", "/barnehagen/",
        "data/sok/svar.yaml:1: lenken «/barnehagen/» leder ingen steder: mente du «/barnehage/»?",
    ),
    "decisions_that_are_over_are_removed": (
        "data/sok/svar.yaml", "adresse", "til: 2026-11-22\n  adresse",
        "data/sok/svar.yaml:1: advarsel: sluttet å gjelde 2026-11-22: ta det bort",
    ),
    "words_are_decided_once": (
        "data/sok/synonymer.yaml", "- {ord", "- {ord: Plass, ogsaa: [rom], hvorfor: Rom.}\n- {ord",
        "data/sok/synonymer.yaml:2: advarsel: «plass» står også på linje 1: slå dem sammen",
    ),
    "invariants_follow_the_model": (
        "data/sokekrav.yaml", "sok: [opptak]", "sok: opptak",
        "data/sokekrav.yaml:1: sok må være en liste, ikke «opptak»: skriv sok: [opptak]",
    ),
    "invariants_lead_somewhere": (
        "data/sokekrav.yaml", "/barnehage/sok-plass/", "/barnehage/sokplass/",
        "data/sokekrav.yaml:1: lenken «/barnehage/sokplass/» leder ingen steder:"
        " mente du «/barnehage/sok-plass/»?",
    ),
    "fields_follow_the_model": (
        PAGE, "emner: [barn]", "emne: [barn]",
        f"{PAGE}:7: ukjent felt «emne»: mente du «emner»?",
    ),
    "updated_is_not_in_the_future": (
        PAGE, "oppdatert: 2026-11-01", "oppdatert: 2026-11-24",
        f"{PAGE}:4: oppdatert «2026-11-24» er i fremtiden: skriv dagen siden sist ble endret",
    ),
    "window_has_an_inside": (
        "barnehage/nyheter/nytt-opptak.md", "dato: 2026-11-20",
        "dato: 2026-11-20\npubliseres_fra: 2026-11-10\ngyldig_til: 2026-11-01",
        "barnehage/nyheter/nytt-opptak.md:6: gyldig_til er før publiseres_fra, så siden vises aldri:"
        " rett en av datoene",
    ),
    "news_name_their_day": (
        "barnehage/nyheter/nytt-opptak.md", "2026-11-20", "2026-12-24",
        "barnehage/nyheter/nytt-opptak.md:4: dato «2026-12-24» er i fremtiden:"
        " sett publiseres_fra: 2026-12-24, eller rett datoen",
    ),
    "alerts_belong_to_units": (
        "data/avvik.yaml", "url: /barnehage/", "url: /barnehage/\n  virksomhet: barnehagen",
        "data/avvik.yaml:7: ukjent virksomhet «barnehagen»: mente du «barnehage»?",
    ),
    "no_national_ids": (
        PAGE, "Opptaket skjer", "Ring 010190 - 00083. Opptaket skjer",
        f"{PAGE}:10: fødselsnummer i teksten: fjern det; er tallet noe annet, skriv komma mellom tallene"
        " eller kontonummer som 1234.56.78903",
    ),
    "no_national_ids_behind_markup": (
        PAGE, "Opptaket skjer", "Ring 010190**00083**. Opptaket skjer",
        f"{PAGE}:10: fødselsnummer i teksten slik leseren ser den: fjern det; er tallet noe annet, skriv"
        " komma mellom tallene eller kontonummer som 1234.56.78903",
    ),
    "texts_can_be_made": (
        PAGE, "Opptaket skjer", "> " * 150 + "Opptaket skjer",
        f"{PAGE}:10: teksten er for dypt nøstet: skriv enklere",
    ),
    "headings_are_in_order": (
        PAGE, "### Frist", "#### Frist",
        f"{PAGE}:16: overskriften «Frist» hopper fra nivå 2 til 4: skriv ### foran",
    ),
    "headings_differ": (
        PAGE, "### Frist", "### Frist\n\n### Frist",
        f"{PAGE}:18: overskriften «Frist» står også på linje 16: gi dem hver sin ordlyd",
    ),
    "images_have_alt_text": (
        PAGE, "![Tre barn graver i sandkassa]", "![]",
        f"{PAGE}:20: bildet «/barnehage/bilder/sandkasse.png» mangler alternativ tekst:"
        " beskriv det i klammene: ![Beskrivelse](…)",
    ),
    "images_are_our_own": (
        PAGE, "../bilder/sandkasse.png", "https://example.org/a.png",
        f"{PAGE}:20: bildet hentes fra et annet nettsted («https://example.org/a.png»):"
        " legg filen i virksomhetens mappe bilder/",
    ),
    "links_lead_somewhere": (
        PAGE, "(/barnehage/priser/)", "(/barnehage/prisr/)",
        f"{PAGE}:14: lenken «/barnehage/prisr/» leder ingen steder: mente du «/barnehage/priser/»?",
    ),
    "field_links_lead_somewhere": (
        PAGE, "#moderasjon", "#moderasjn",
        f"{PAGE}:8: lenken «/barnehage/priser/#moderasjn» leder til et avsnitt som ikke finnes:"
        " mente du «#moderasjon»?",
    ),
    "links_have_words": (
        PAGE, "[Se prisene]", "[]",
        f"{PAGE}:14: lenken har ingen tekst: skriv hvor den leder: [Søk om plass](…)",
    ),
    "links_say_where": (
        PAGE, "[Se prisene]", "[Klikk her]",
        f"{PAGE}:14: advarsel: lenketeksten «Klikk her» sier ikke hvor den leder:"
        " skriv hva som ligger bak lenken",
    ),
    "review_date_has_not_passed": (
        PAGE, "revideres_innen: 2027-03-01", "revideres_innen: 2026-11-22",
        f"{PAGE}:5: advarsel: siden skulle vært gjennomgått innen 2026-11-22:"
        " les gjennom siden, rett det som er gammelt, og sett nye datoer",
    ),
    "summary_is_short": (
        PAGE, "hovedopptaket.", "hovedopptaket. " + "a" * 200,
        f"{PAGE}:3: advarsel: ingressen er lang (250 tegn): kort ned til 240 tegn, og ta det viktigste først",
    ),
    "expired_alerts_are_removed": (
        "data/avvik.yaml", "gyldig_til: 2026-12-01", "gyldig_til: 2026-11-22",
        "data/avvik.yaml:1: advarsel: avviket «Vannet stenges i kveld» er over:"
        " slett det, eller flytt gyldig_til",
    ),
    "hearings_end_after_they_begin": (
        "data/horinger.yaml", "frist: 2026-12-31", "frist: 2026-10-31",
        "data/horinger.yaml:6: frist «2026-10-31» er før kunngjort «2026-11-01»: rett en av datoene",
    ),
    "inspections_last_six_weeks": (
        "data/horinger.yaml", "frist: 2026-12-31", "frist: 2026-12-12",
        "data/horinger.yaml:6: advarsel: det offentlige ettersynet varer bare 41 dager:"
        " sett fristen til 2026-12-13 eller senere",
    ),
    "closed_hearings_say_what_came_of_them": (
        "data/horinger.yaml", "kunngjort: 2026-11-01\n  frist: 2026-12-31",
        "kunngjort: 2026-01-01\n  frist: 2026-08-24",
        "data/horinger.yaml:1: advarsel: høringen «Områdeplan for Langhus» sier ikke hva som skjedde videre:"
        " skriv det i «resultat»",
    ),
    "text_is_readable": (
        PAGE, "Opptaket skjer", HARD + " opptaket skjer",
        f"{PAGE}:10: advarsel: teksten er tung å lese (LIX 87):"
        " kort ned setningene og velg enklere ord, til 50 eller lavere",
    ),
}  # fmt: skip


def test_good_content_has_no_findings(findings):
    assert findings() == []


def test_every_check_has_a_planted_fault():
    of_deliveries = {"meetings_have_summons"}  # tests/checks/test_meeting_summons.py
    assert set(PLANTED) | of_deliveries == {check.__name__ for check in CHECKS}


@pytest.mark.parametrize("check", PLANTED)
def test_a_check_finds_its_fault_and_nothing_else_fires(check, plant, findings):
    name, good, bad, expected = PLANTED[check]
    plant(name, good, bad)
    assert findings() == [expected]


def test_every_check_says_its_rule():
    for check in CHECKS:
        assert check.__doc__, check.__name__
        assert check.__doc__.strip().endswith((".", "»."))


@pytest.mark.parametrize(
    ("target", "message"),
    [
        ("/barnehage/priser", "lenken «/barnehage/priser» leder ingen steder: skriv «/barnehage/priser/»,"
                              " med skråstrek til slutt"),
        ("prisr.md", "lenken «prisr.md» leder ingen steder: rett adressen, eller fjern lenken"),
        ("#frst", "lenken «#frst» leder til et avsnitt som ikke finnes: mente du «#frist»?"),
        ("../filer/skjema.pdf", "lenken «/barnehage/filer/skjema.pdf» leder ingen steder:"
                                " legg filen i mappen, eller rett navnet"),
        ("https://ski.kommune.no/finnes-ikke/", "lenken «https://ski.kommune.no/finnes-ikke/» leder ingen"
                                                " steder: rett adressen, eller fjern lenken"),
        ("", "lenken «Se prisene» mangler adresse: skriv den inn"),
        ("javascript:alert(1)", "lenken har en adresse som ikke er tillatt («javascript:alert(1»): bruk"
                                    " https://, tel:, mailto: eller en adresse på dette nettstedet"),
    ],
)  # fmt: skip
def test_links_that_lead_nowhere(target, message, plant, findings):
    plant(PAGE, "(/barnehage/priser/)", f"({target})")
    assert findings() == [f"{PAGE}:14: {message}"]


@pytest.mark.parametrize(
    "target",
    [
        "/", "/nyheter/", "/nyheter/2026/11/", "/for/innbyggere/", "/barnehage/atom.xml", "/sok?q=plass",
        "/barnehage/priser/#moderasjon", "priser.md", "priser.md#moderasjon", "../virksomhet.md", "#frist",
        "../nyheter/nytt-opptak.md", "/postliste/2026/11/20/", "/sak/2026/12/", "https://www.nav.no/",
        "https://ski.kommune.no/barnehage/", "mailto:post@example.no", "tel:+4764878700",
        "/barnehage/bilder/sandkasse.png", "/barnehage/#kontakt",
    ],
)  # fmt: skip
def test_links_that_lead_somewhere(target, plant, findings):
    plant(PAGE, "(/barnehage/priser/)", f"({target})")
    assert findings() == []


def test_a_link_to_a_draft_is_broken_for_the_reader(plant, findings):
    plant("barnehage/sider/priser.md", "oppdatert:", "status: utkast\noppdatert:")
    assert [line.partition(": ")[2] for line in findings()] == [
        "lenken «/barnehage/priser/#moderasjon» leder til en side som ikke er publisert:"
        " publiser siden, eller fjern lenken",
        "lenken «/barnehage/priser/» leder til en side som ikke er publisert:"
        " publiser siden, eller fjern lenken",
    ]


def test_a_national_id_in_a_file_name_is_found_and_not_repeated(content, findings):
    (content / "barnehage" / "filer").mkdir()
    (content / "barnehage" / "filer" / "vedtak_01019000083.pdf").write_bytes(b"")
    (found,) = findings()
    assert found == "barnehage/filer: et filnavn inneholder et fødselsnummer: gi filen et nytt navn"


@pytest.mark.parametrize(
    ("name", "good", "bad"),
    [
        (PAGE, "tittel: Søk om barnehageplass", "tittel: Søk for 01019000083"),
        ("data/emner.yaml", "tittel: Barn", "tittel: Barn 010190 00083"),
        (PAGE, "emner: [barn]", "emner: [barn]\neier: Leder 010190-00083"),
    ],
)
def test_national_ids_in_fields_and_registers(name, good, bad, plant, findings):
    plant(name, good, bad)
    assert [line.split(": ")[1] for line in findings()] == ["fødselsnummer i teksten"]


def test_register_links_are_found_with_their_line(plant, findings):
    plant("data/forside.yaml", "/barnehage/sok-plass/", "/barnehage/sok-plas/")
    assert findings() == [
        "data/forside.yaml:2: lenken «/barnehage/sok-plas/» leder ingen steder:"
        " mente du «/barnehage/sok-plass/»?"
    ]


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("# Frist", "overskriften «Frist» er på nivå én: skriv ## foran i stedet for #"),
        ("##", "overskriften er tom: skriv hva avsnittet svarer på, eller slett den"),
        ("Frist\n=====", "overskriften «Frist» er på nivå én: skriv ## foran i stedet for #"),
    ],
)
def test_headings_the_page_may_not_have(written, message, content, findings):
    page = content / "barnehage/sider/ny.md"
    page.write_text(
        f"---\ntittel: Ny side\ningress: En side til.\n\noppdatert: 2026-11-01\n---\n{written}\n\nTekst.\n",
        encoding="utf-8",
    )
    assert findings() == [f"barnehage/sider/ny.md:7: {message}"]


def test_checks_follow_the_clock(findings):
    assert findings(NOW + timedelta(days=200)) == [
        "barnehage/sider/sok-plass.md:5: advarsel: siden skulle vært gjennomgått innen 2027-03-01:"
        " les gjennom siden, rett det som er gammelt, og sett nye datoer",
        "data/avvik.yaml:1: advarsel: avviket «Vannet stenges i kveld» er over:"
        " slett det, eller flytt gyldig_til",
        "data/horinger.yaml:1: advarsel: høringen «Områdeplan for Langhus» sier ikke hva som skjedde videre:"
        " skriv det i «resultat»",
    ]


def test_numbers_in_two_cells_are_two_numbers(plant, findings):
    plant(PAGE, "Opptaket skjer", "| a | b |\n|---|---|\n| 010190 | 00083 |\n\nOpptaket skjer")
    assert findings() == []
