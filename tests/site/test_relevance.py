"""What residents type, and the page that must come up: judged on the demonstration content as it is built.

A row is a query, the address that answers it, and the lowest place where it may stand. The queries are what
people write in a municipality's search field; none of them is known to the search itself.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from plugins.model.document import KIND_LABELS
from plugins.model.state import State
from search.curation.files import CurationFiles
from search.query.engine import WhooshEngine
from search.query.params import parse_params
from search.query.types import Hit, Results
from tests.conftest import NOW, ROOT, BuiltSite

ARCHIVE = ("sak", "journalpost")

SERVICES = [
    ("barnehage", "/barnehage/", 1),
    ("barnehage", "/barnehage/sok-plass/", 6),
    ("barnehageplass", "/barnehage/sok-plass/", 1),
    ("søke barnehageplass", "/barnehage/sok-plass/", 1),
    ("barnehageopptak", "/barnehage/sok-plass/", 1),
    ("si opp barnehageplassen", "/barnehage/bytte-og-si-opp/", 1),
    ("bytte barnehage", "/barnehage/bytte-og-si-opp/", 1),
    ("hva koster barnehage", "/barnehage/priser/", 3),
    ("sfo", "/sfo/", 1),
    ("påmelding sfo", "/sfo/sok-plass/", 1),
    ("skolefritidsordning", "/sfo/", 1),
    ("skolerute", "/skole/skolerute/", 1),
    ("skolebuss", "/skole/skoleskyss/", 1),
    ("søppel", "/kommunalteknikk/avfall/", 1),
    ("søppeltømming", "/kommunalteknikk/avfall/", 3),
    ("gjenbruksstasjon", "/kommunalteknikk/gjenvinningsstasjon/", 3),
    ("hageavfall", "/kommunalteknikk/gjenvinningsstasjon/", 3),
    ("kommunale avgifter", "/kommunalteknikk/gebyrer/", 1),
    ("brøyting", "/kommunalteknikk/broyting/", 1),
    ("gatelys virker ikke", "/kommunalteknikk/meld-feil/", 3),
    ("vann", "/kommunalteknikk/vann-og-avlop/", 3),
    ("vannmåler", "/kommunalteknikk/vann-og-avlop/", 1),
    ("parkering", "/kommunalteknikk/parkering/", 1),
    ("parkeringskort", "/kommunalteknikk/parkeringskort/", 1),
    ("hjelpemidler", "/helse-og-mestring/fysioterapi/", 1),
    ("byggesøknad", "/byggesak/byggesoknad/", 1),
    ("bygge garasje", "/byggesak/bygge-uten-a-soke/", 3),
    ("terrasse", "/byggesak/bygge-uten-a-soke/", 3),
    ("nabovarsel", "/byggesak/nabovarsel/", 1),
    ("ferdigattest", "/byggesak/ferdigattest/", 1),
    ("reguleringsplan", "/plan/reguleringsplaner/", 1),
    ("dispensasjon", "/plan/dispensasjon/", 1),
    ("sykehjem", "/sykehjem/", 1),
    ("plass på sykehjem", "/sykehjem/sykehjemsplass/", 1),
    ("gamlehjem", "/sykehjem/sykehjemsplass/", 3),
    ("hjemmehjelp", "/hjemmetjenester/praktisk-bistand/", 3),
    ("hjemmesykepleie", "/hjemmetjenester/hjemmesykepleie/", 1),
    ("trygghetsalarm", "/hjemmetjenester/trygghetsalarm/", 1),
    ("mat på døra", "/hjemmetjenester/matombringing/", 3),
    ("helsesøster", "/helse-og-mestring/helsestasjon/", 3),
    ("psykolog", "/helse-og-mestring/psykisk-helse/", 3),
    ("legevakt", "/servicetorget/legevakt/", 1),
    ("sosialhjelp", "/nav-ski/sosialhjelp/", 1),
    ("bostøtte", "/nav-ski/bostotte/", 1),
    ("kulturskole", "/kultur/kulturskole/", 1),
    ("leie gymsal", "/kultur/leie-lokaler/", 1),
    ("støtte til idrettslag", "/kultur/tilskudd/", 3),
    ("skjenkebevilling", "/naering/skjenkebevilling/", 1),
    ("starte firma", "/naering/starte-bedrift/", 3),
    ("ledig jobb", "/radmann/ledige-stillinger/", 1),
    ("innsyn", "/servicetorget/innsyn/", 1),
    ("postliste", "/servicetorget/postlisten/", 3),
]

QUESTIONS = [
    ("når blir søpla henta", "/kommunalteknikk/avfall/", 1),
    ("når er høstferien", "/skole/skolerute/", 3),
    ("åssen melder jeg hull i veien", "/kommunalteknikk/meld-feil/", 3),
    ("hvordan søker jeg om dispensasjon", "/plan/dispensasjon/", 1),
    ("hvor mye koster sfo", "/sfo/priser/", 3),
    ("kan jeg bygge garasje uten å søke", "/byggesak/bygge-uten-a-soke/", 1),
    ("hvem henter søppel på Langhus", "/kommunalteknikk/avfall/", 3),
]

WRITTEN_OTHERWISE = [
    ("barnehagar", "/barnehage/", 1),
    ("opningstider bibliotek", "/bibliotek/apningstider/", 1),
    ("skuleruta", "/skole/skolerute/", 1),
    ("sjukeheimsplass", "/sykehjem/sykehjemsplass/", 1),
    ("heimesjukepleie", "/hjemmetjenester/hjemmesykepleie/", 1),
    ("boss", "/kommunalteknikk/avfall/", 3),
    ("kvar kan eg levere hageavfall", "/kommunalteknikk/gjenvinningsstasjon/", 1),
    ("kem er ordførar", "/politikk/utvalg/kommunestyret/", 1),
    ("ka gjør æ når søppla ikke e henta", "/kommunalteknikk/avfall/", 2),
    ("soppel", "/kommunalteknikk/avfall/", 1),
    ("byggesoknad", "/byggesak/byggesoknad/", 1),
    ("aapningstider bibliotek", "/bibliotek/apningstider/", 1),
    ("BRØYTING", "/kommunalteknikk/broyting/", 1),
    ("innbyggerforslag", "/politisk-sekretariat/innbyggerforslag/", 1),
    ("pårørende", "/hjemmetjenester/parorande/", 1),
    ("fritidskort", "/kultur/fritidskort/", 1),
]

SPLIT_AND_JOINED = [
    ("barne hage", "/barnehage/", 1),
    ("barne hage plass", "/barnehage/sok-plass/", 3),
    ("syke hjem", "/sykehjem/", 1),
    ("kommune styret", "/politikk/utvalg/kommunestyret/", 1),
    ("råd hus", "/servicetorget/vielse/", 1),
    ("kultur hus", "/kultur/kulturhus/", 1),
    ("bygge sak", "/byggesak/", 3),
    ("klage sak", "/servicetorget/klage/", 1),
    ("sykehjem plass", "/sykehjem/sykehjemsplass/", 1),
    ("bygg søknad", "/byggesak/byggesoknad/", 1),
    ("trygghet alarm", "/hjemmetjenester/trygghetsalarm/", 1),
    ("bibliotek møte rom", "/bibliotek/", 1),
]
"""Compounds that are typed in pieces; a piece that names a kind («sak») asks for none of that kind."""

IN_OTHER_WORDS = [
    ("parker", "/kommunalteknikk/lekeplasser/", 1),
    ("deling av tomt", "/byggesak/dele-eiendom/", 1),
    ("søknad om bygging", "/byggesak/byggesoknad/", 1),
    ("handicapkort", "/kommunalteknikk/parkeringskort/", 1),
    ("festeavgift grav", "/servicetorget/gravferd/", 1),
    ("vannmåleravlesning", "/kommunalteknikk/vann-og-avlop/", 1),
    ("skulefritidsordning", "/sfo/", 1),
    ("tannlæge", "/servicetorget/legevakt/", 1),
    ("soppelkjoring", "/kommunalteknikk/avfall/", 1),
    ("soeppelkjoering", "/kommunalteknikk/avfall/", 1),
    ("gjenvining", "/kommunalteknikk/gjenvinningsstasjon/", 1),
    ("sjukehjem", "/sykehjem/", 1),
    ("hvem sitter i kommunestyret", "/politikk/utvalg/kommunestyret/", 1),
    ("byggesøknad skjema", "/byggesak/byggesoknad/", 1),
    ("kulturskole påmelding", "/kultur/kulturskole/", 1),
    ("hvor kan jeg kaste gammel sofa", "/kommunalteknikk/gjenvinningsstasjon/", 2),
    ("egenandel hjemmehjelp", "/hjemmetjenester/praktisk-bistand/", 1),
    ("gamle hjem", "/sykehjem/omsorgsbolig/", 1),
    ("utleie av samfunnshus", "/kultur/leie-lokaler/", 1),
    ("selvmordstanker", "/servicetorget/legevakt/", 1),
    ("hvem kan hjelpe mor som er dement", "/hjemmetjenester/demens/", 1),
    ("pp-tjenesten", "/skole/ppt/", 1),
    ("tlf legevakta", "/servicetorget/legevakt/", 1),
    ("mail kommunen", "/servicetorget/kontakt/", 1),
    ("116117", "/servicetorget/legevakt/", 1),
    ("64.87.87.00", "/servicetorget/kontakt/", 1),
]

UNITS_AND_PLACES = [
    ("nav", "/nav-ski/", 1),
    ("bibliotek", "/bibliotek/", 1),
    ("helsestasjonen langhus", "/helse-og-mestring/helsestasjon/", 1),
    ("brøyting siggerud", "/kommunalteknikk/broyting/", 1),
    ("hull i veien på kråkstad", "/kommunalteknikk/meld-feil/", 3),
    ("reguleringsplan langhus", "/plan/reguleringsplaner/", 3),
    ("idrettshall langhus", "/kultur/leie-lokaler/", 1),
    ("rådhuset ski", "/servicetorget/kontakt/", 1),
    ("jobb i kommunen", "/radmann/ledige-stillinger/", 3),
    ("epost kommunen", "/servicetorget/kontakt/", 1),
    ("hvem er ordfører i ski", "/politisk-sekretariat/", 1),
    ("postmottak", "/servicetorget/kontakt/", 1),
    ("opening hours", "/servicetorget/kontakt/", 1),
    ("biblioteket åpningstider", "/bibliotek/apningstider/", 1),
    ("servicetorget", "/servicetorget/", 1),
    ("servicetorget åpningstider", "/servicetorget/kontakt/", 3),
    ("telefonnummer kommunen", "/servicetorget/kontakt/", 3),
    ("telefon nav", "/nav-ski/", 1),
    ("adresse biblioteket", "/bibliotek/", 1),
    ("sykehjem telefonnummer", "/sykehjem/", 1),
    ("åpningstider nav", "/nav-ski/", 1),
    ("åpningstider", "/servicetorget/kontakt/", 3),
    ("barnevernet", "/barnevern/", 1),
    ("rådmannen", "/radmann/", 1),
    ("bibliotek Langhus", "/bibliotek/", 3),
    ("Siggerud skole", "/nyheter/2015/09/siggerud-skole/", 3),
    ("søppel Kråkstad", "/kommunalteknikk/avfall/", 1),
    ("turløype Siggerud", "/kultur/turloyper/", 3),
    ("vann Langhus", "/nyheter/2026/11/vannet-pa-langhus/", 1),
]

ENGLISH = [
    ("kindergarten", "/barnehage/apply-for-kindergarten/", 1),
    ("how do I apply for kindergarten", "/barnehage/apply-for-kindergarten/", 1),
    ("daycare", "/barnehage/apply-for-kindergarten/", 1),
    ("library opening hours", "/bibliotek/library/", 1),
    ("child welfare", "/barnevern/child-welfare/", 1),
    ("home nursing", "/hjemmetjenester/home-nursing/", 1),
    ("moving to Norway", "/radmann/living-in-ski/", 1),
    ("help with money", "/nav-ski/social-assistance/", 3),
    ("garbage collection", "/kommunalteknikk/avfall/", 3),
    ("parking", "/kommunalteknikk/parkering/", 1),
    ("building permit", "/byggesak/byggesoknad/", 3),
    ("electricity bill", "/nyheter/2026/11/electricity-bill/", 1),
]

POLITICS = [
    ("kommunestyret", "/politikk/utvalg/kommunestyret/", 1),
    ("formannskapet", "/politikk/utvalg/formannskapet/", 1),
    ("utvalg for teknikk og miljø", "/politikk/utvalg/teknikk-og-miljo/", 1),
    ("medlemmer av kommunestyret", "/politikk/utvalg/kommunestyret/", 1),
    ("ordfører", "/politikk/utvalg/kommunestyret/", 3),
    ("se kommunestyret på nett-tv", "/politisk-sekretariat/nett-tv/", 1),
    ("kommunevalg", "/politisk-sekretariat/valg/", 1),
    ("budsjett 2027", "/radmann/budsjett/", 3),
    ("kommuneplan", "/plan/kommuneplan/", 1),
    ("høring Ski vest", "/nyheter/2026/10/ski-vest-horing/", 2),
    ("følge en sak", "/politisk-sekretariat/folg-en-sak/", 1),
    ("folkevalgte", "/politisk-sekretariat/folkevalgte/", 1),
]

NUMBERED = [
    ("2026/935", "sak", "2026/935"),
    ("26/935", "sak", "2026/935"),
    ("sak 26/935", "sak", "2026/935"),
    ("saksnummer 2026/928", "sak", "2026/928"),
    ("2026/1360", "sak", "2026/1360"),
    ("2026/1082-2", "journalpost", "2026/1082-2"),
    ("Hovedplan for vann og avløp 2027–2036", "sak", "2026/935"),
    ("sak barnehagebruksplan", "sak", "2026/928"),
    ("Jernbaneveien 12", "sak", "2026/934"),
    ("detaljregulering Jernbaneveien 12", "sak", "2026/934"),
    ("sak trygg skolevei", "sak", "2026/925"),
    ("gnr 160 bnr 200", "sak", "2026/1140"),
    ("gnr/bnr: 160/200", "sak", "2026/1140"),
    ("g.nr. 160 b.nr. 200", "sak", "2026/1140"),
    ("Gnr 160 Bnr 200 Fnr 0 Snr 0", "sak", "2026/1140"),
    ("2026-1360", "sak", "2026/1360"),
    ("160/200", "sak", "2026/1140"),
    ("Vevelstadveien 36", "sak", "2026/1140"),
]
"""What only the archive has: the first hit's kind and number."""

MEETINGS = [
    ("KST-67/26", "Møte i kommunestyret 18.11.2026"),
    ("FSK-79/26", "Møte i formannskapet 11.11.2026"),
    ("møte i formannskapet", "Møte i formannskapet 11.11.2026"),
    ("møte kommunestyret desember", "Møte i kommunestyret 16.12.2026"),
    ("kommunestyret 18.11.2026", "Møte i kommunestyret 18.11.2026"),
]

ORDINARY_WORDS = (
    "barnehage skole sykehjem søppel vann byggesak bibliotek parkering støttekontakt skjenkebevilling "
    "kulturmidler innsynskrav høringer avløp brøyting"
).split()
"""Words that also stand in the titles of many cases and journal entries."""


@pytest.fixture(scope="module")
def engine(built_site: BuiltSite) -> Iterator[WhooshEngine]:
    decided = CurationFiles(ROOT / "content")
    opened = WhooshEngine(State(built_site.state).index, curation=decided.current)
    yield opened
    opened.close()


def ask(engine: WhooshEngine, text: str, count: int = 10, **filters: list[str]) -> Results:
    return engine.search(parse_params({"q": [text], "antall": [str(count)], **filters}), NOW)


def first_hits(engine: WhooshEngine, text: str, count: int = 10, **filters: list[str]) -> tuple[Hit, ...]:
    return ask(engine, text, count, **filters).hits


@pytest.mark.parametrize(
    ("text", "url", "lowest"),
    [
        *SERVICES,
        *QUESTIONS,
        *WRITTEN_OTHERWISE,
        *SPLIT_AND_JOINED,
        *IN_OTHER_WORDS,
        *UNITS_AND_PLACES,
        *ENGLISH,
        *POLITICS,
    ],
)
def test_the_page_that_answers_comes_first(engine: WhooshEngine, text: str, url: str, lowest: int) -> None:
    assert url in [hit.url for hit in first_hits(engine, text, lowest)]


@pytest.mark.parametrize(("text", "kind", "number"), NUMBERED)
def test_what_is_named_in_the_archive_comes_first(
    engine: WhooshEngine, text: str, kind: str, number: str
) -> None:
    first = first_hits(engine, text, 1)[0]
    assert (first.kind, first.number) == (kind, number)


@pytest.mark.parametrize(("text", "title"), MEETINGS)
def test_a_meeting_is_found_by_item_body_and_date(engine: WhooshEngine, text: str, title: str) -> None:
    assert title in [hit.title for hit in first_hits(engine, text, 3)]


@pytest.mark.parametrize("text", ORDINARY_WORDS)
def test_the_archive_never_crowds_out_what_the_municipality_offers(engine: WhooshEngine, text: str) -> None:
    pages = first_hits(engine, text, 3, type=[kind for kind in KIND_LABELS if kind not in ARCHIVE])
    assert pages
    first = first_hits(engine, text, len(pages))
    assert not {hit.kind for hit in first} & set(ARCHIVE)


@pytest.mark.parametrize("kind", ARCHIVE)
def test_a_filter_on_the_archive_finds_the_archive(engine: WhooshEngine, kind: str) -> None:
    hits = first_hits(engine, "barnehageplass", type=[kind])
    assert len(hits) == 10
    assert {hit.kind for hit in hits} == {kind}


def test_the_word_sak_asks_for_cases(engine: WhooshEngine) -> None:
    assert [hit.kind for hit in first_hits(engine, "sak barnehageplass Eikeli", 3)] == ["sak"] * 3


@pytest.mark.parametrize("text", ["katt", "kloring", "bier"])
def test_a_word_that_is_on_no_page_is_not_made_into_another(engine, text):
    found = ask(engine, text)
    assert (found.total, found.answers_to, found.meant) == (0, "", None)


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("telefonummer kommunen", "telefonnummer kommunen"),
        ("åpningstider servisetorget", "åpningstider Servicetorget"),
    ],
)
def test_small_words_beside_a_slip_are_no_answer(engine, text, meant):
    found = ask(engine, text)
    assert found.unit == "servicetorget"
    assert found.answers_to == meant


def test_the_name_of_the_municipality_alone_is_no_answer_to_anything_else(engine):
    assert ask(engine, "båndtvang ski kommune").total == 0
    assert ask(engine, "ski kommune").total > 0


def test_a_word_of_an_english_page_is_no_slip_of_a_norwegian_one(engine):
    assert ask(engine, "register address").meant is None


@pytest.mark.parametrize(
    ("text", "title"),
    [("bostedsattest", "Skatteetaten"), ("fornye førerkort", "vegvesen"), ("pay taxes", "Skatteetaten")],
)
def test_what_others_do_is_said_above_the_hits(engine, text, title):
    (best,) = ask(engine, text).best_bets
    assert title in best.title


def test_whose_something_is_is_no_name(engine):
    assert "Navn på privatpersoner" not in ask(engine, "barna mine trenger barnehageplass").notice


def test_a_known_word_with_a_norwegian_letter_was_not_meant_without_it(engine):
    assert ask(engine, "støv fra vei").meant is None


@pytest.mark.parametrize("text", ["hest", "toll"])
def test_a_known_word_is_answered_by_another_only_when_somebody_asks(engine, text):
    assert (ask(engine, text).total, ask(engine, text).answers_to) == (0, "")


@pytest.mark.parametrize(
    ("text", "word"),
    [("tur", "ultur"), ("eng", "asseng"), ("mor", "orgen"), ("bil", "illett"), ("sin", "aksin")],
)
def test_a_word_that_only_looks_like_a_compound_is_whole(engine, text, word):
    for hit in ask(engine, text, 50).hits:
        assert f"<mark>{word}" not in hit.title_html.lower()
        assert all(word not in marked.split("<")[0].lower() for marked in hit.title_html.split("<mark>")[1:])


@pytest.mark.parametrize("text", ["god", "ill", "emma"])
def test_a_word_inside_another_that_is_no_compound_is_not_found(engine, text):
    assert not any("estill" in hit.title or "estem" in hit.title for hit in ask(engine, text).hits)


@pytest.mark.parametrize("text", ["§ 13", "offl § 13", "unntatt offentlighet"])
def test_what_is_withheld_is_found_by_the_paragraph(engine, text):
    found = ask(engine, text)
    assert found.total > 100
    assert not found.relaxed


def test_an_item_of_a_body_leads_to_its_case(engine):
    (case,) = {hit.url for hit in ask(engine, "2026/938").hits if hit.kind == "sak"}
    assert ask(engine, "KST-72/26").leads_to == ask(engine, "kst-72/26").leads_to == case


@pytest.mark.parametrize("text", ["kommunestyremøte", "når er neste kommunestyremøte"])
def test_a_meeting_of_a_body_in_one_word_is_its_meetings(engine, text):
    assert {hit.kind for hit in ask(engine, text).hits[:3]} == {"mote"}
