"""Families of words that must meet, and pairs that must not."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from search.analysis.chain import analyse, analyse_name, analysis_version, name_form, word_forms
from search.analysis.compounds import base_form, parts, segments
from search.analysis.fold import fold, lower, normalise
from search.analysis.numbers import is_date
from search.analysis.restore import restored
from search.analysis.stopwords import ENGLISH, NORWEGIAN

FAMILIES = """
barnehage barnehagen barnehager barnehagene
skole skolen skoler skolene skule skulen skular skulane
kirke kirken kirkene kyrkje kyrkja
uke uka uken ukene veke veka vekene
søknad søknaden søknader søknadene soknad soeknad
møte møtet møter møtene møta
sak saken saker sakene saka
vei veien veier veiene veg vegen
plan planen planer planene
plass plassen plasser plassene
bok boka boken bøker bøkene
mann mannen menn mennene
barn barnet barna borna
søppel søpla søppelet soppel soeppel
hente henter hentet henta hentes henting
sykehjem sykehjemmet sykehjemmene sjukeheim sjukeheimen
avgift avgifta avgiften avgifter avgiftene
gebyr gebyret gebyrer gebyrene
lege legen leger legene lækjar
vakt vakten vakta vakter
tomt tomten tomta tomter
bibliotek biblioteket biblioteka bibliotekene
lærer læreren lærere lærerne lærar
åpningstid åpningstider åpningstidene opningstider
hjemme heime
tjeneste tjenesten tjenester tjenestene teneste tenester tenestene
kommune kommunen kommuner kommunene
ansatt ansatte tilsett tilsette
klage klagen klager klagene
ledig ledige ledigere
viktig viktige
bolig boligen boliger boligene bustad bustaden
vedtak vedtaket vedtakene
frist fristen frister fristene
betaling betalinger betale betaler betalte
barnehageplass barnehageplassen barnehageplasser barnehageplassene
renovasjonsgebyr renovasjonsgebyret renovasjonsgebyrene
sykehjemsplass sykehjemsplassen sjukeheimsplass
idé ide ideen
kråkstad kraakstad krakstad
"""


@pytest.mark.parametrize("family", FAMILIES.strip().splitlines(), ids=lambda f: f.split()[0])
def test_a_family_meets_in_one_term(family):
    first, *rest = (word_forms(word).words for word in family.split())
    assert first
    assert [
        word for word, forms in zip(family.split()[1:], rest, strict=True) if not set(first) & set(forms)
    ] == []


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("hansen", "hans"),
        ("ledig", "leder"),
        ("olsen", "ol"),
        ("rett", "rektor"),
        ("stilling", "stille"),
        ("regning", "regn"),
        ("bolig", "bo"),
        ("vakt", "vake"),
        ("eldre", "gammel"),
        ("avdeling", "avdele"),
        ("plan", "plante"),
        ("2015/1234", "2016/1234"),
        ("lån", "lønn"),
        ("kommune", "kommunikasjon"),
        ("skole", "skolisse"),
        ("parker", "parkering"),
        ("tannlege", "tann"),
        ("omar", "om"),
    ],
)
def test_words_that_mean_different_things_do_not_meet(one, other):
    first, second = ({t.text for t in analyse(word).words} for word in (one, other))
    assert first
    assert not first & second


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("barnehageplass", {"barnehage", "plass"}),
        ("søppelhenting", {"søppel", "henting"}),
        ("byggesøknad", {"bygge", "søknad"}),
        ("skolefritidsordning", {"skole", "fritid", "ordning"}),
        ("skolefritidsordningen", {"skole", "fritid", "ordning"}),
        ("kommunestyremøter", {"kommunestyre", "møte"}),
        ("sjukeheimsplassen", {"sykehjem", "plass"}),
        ("eiendomsskatt", {"eiendom", "skatt"}),
        ("nabovarselet", {"nabo", "varsel"}),
        ("turvei", {"tur", "vei"}),
        ("kulturskole", {"kultur", "skole"}),
        ("reguleringsplaner", {"regulering", "plan"}),
        ("turkart", {"tur", "kart"}),
        ("klassetur", {"klasse", "tur"}),
        ("småbarn", {"små", "barn"}),
    ],
)
def test_compounds_are_found_by_their_parts(word, expected):
    assert set(parts(word)) == expected


@pytest.mark.parametrize(
    "word",
    "barnehage sykehjem rådhus informasjon utvikling betaling virksomhet parkering stasjon budsjett rektor"
    " renovasjon regnskap bibliotek mulighet brøyting telefon hansen langhus siggerud ski ja bestille"
    " bestemme bestemor utbetaling konsert antall funksjon trivsel betale varsel redaktør student".split(),
)  # fmt: skip
def test_simple_words_stay_whole(word):
    assert parts(word) == ()


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("15/1234", ["2015/1234", "15/1234"]),
        ("15 / 1234", ["2015/1234", "15/1234"]),
        ("2015/1234", ["2015/1234"]),
        ("15/1234-7", ["2015/1234-7", "2015/1234"]),
        ("2015/001234", ["2015/1234"]),
        ("98/17", ["1998/17", "98/17"]),
        ("KST-35/15", ["kst-35/15", "35/15", "kst"]),
        ("kst-35/15", ["kst-35/15", "35/15", "kst"]),
        ("KST 35/2015", ["kst-35/15", "35/15", "kst"]),
        ("KST35/15", ["kst-35/15", "35/15", "kst"]),
        ("kst35/15", ["kst-35/15", "35/15", "kst"]),
        ("135/22", ["135/22"]),
        ("gnr. 135 bnr. 22", ["135/22", "gnr135"]),
        ("Gnr 135, bnr 22", ["135/22", "gnr135"]),
        ("gnr. 135 og bnr. 22", ["135/22", "gnr135"]),
        ("GNR 135 BNR 22", ["135/22", "gnr135"]),
        ("gnr 135/22", ["135/22", "gnr135"]),
        ("gnr. 135", ["gnr135"]),
        ("gnr 135, 22", ["gnr135", "22"]),
        ("§ 13", ["§13"]),
        ("§13", ["§13"]),
        ("§ 21-7", ["§21", "7"]),
        ("64 87 87 00", ["64878700"]),
        ("+47 64878700", ["64878700"]),
        ("400 12 345", ["40012345"]),
        ("SFO", ["sfo"]),
        ("nett-TV", ["nett", "netttv", "tv"]),
        ("e-post", ["epost"]),
        ("epost", ["epost"]),
    ],
)
def test_numbers_and_abbreviations_have_one_way_to_be_written(text, terms):
    assert [t.text for t in analyse(text).words] == terms


DATE = "20. november 2026"


@pytest.mark.parametrize(
    "written",
    "20.11.2026|20.11.26|20. 11. 2026|2026-11-20|20 november 2026|20. nov. 2026|20. NOVEMBER 2026".split("|"),
)
def test_a_day_is_one_day_however_it_is_written(written):
    meant, found = (analyse(text).words for text in (DATE, written))
    assert meant[0].text == found[0].text == "2026-11-20"
    assert "11-20" in {term.text for term in found}


@pytest.mark.parametrize("written", ["20. november", "20.november", "20 nov"])
def test_a_day_without_a_year_is_the_day_of_any(written):
    (first, *_), (_, any_year, *_) = analyse(written).words, analyse(DATE).words
    assert first.text == any_year.text == "11-20"


@pytest.mark.parametrize("text", "november 2026|2026|20.11|32.11.2026|20.13.2026|8 mars-komiteen".split("|"))
def test_what_is_no_day_is_words(text):
    assert not any(is_date(term.text) for term in analyse(text).words)


def test_the_words_of_a_date_are_found_at_their_places():
    words = {(term.text, term.position) for term in analyse(f"møte {DATE} klokka").words}
    assert {(analyse("november").words[0].text, 2), ("2026", 3)} <= words
    assert max(position for _, position in words) == 4


def test_stop_words_leave_their_place():
    assert [(t.text, t.position) for t in analyse("plass i barnehage").words] == [
        ("plass", 0),
        ("barnehag", 2),
    ]


def test_stop_words_are_curated():
    assert not {"ny", "rett", "tid", "hjem", "sak", "nei", "sen"} & NORWEGIAN
    assert {"åssen", "hvordan", "kva", "ikkje"} <= NORWEGIAN
    assert "the" in ENGLISH


def test_english_is_analysed_as_english():
    assert {t.text for t in analyse("applying applications", "en").words} == {"appli", "applic"}
    assert analyse("the", "en").words == []


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("soknaden", "søknaden"), ("naar", "når"), ("manedskort", "månedskort"), ("hoyre", "høyre")],
)
def test_words_typed_without_norwegian_letters_are_understood(typed, meant):
    assert meant in restored(typed) or restored(typed) == ()
    assert restored(meant) == ()


def test_names_are_folded_and_never_stemmed():
    assert [t.text for t in analyse_name("Bøe-Hansen, Åse")] == ["bo", "hansen", "ase"]
    assert name_form("Olsens") == "olsens"


def test_the_version_is_a_short_hash():
    assert len(analysis_version()) == 16
    assert analysis_version() == analysis_version()


@example("\N{ARABIC LIGATURE SHADDA WITH DAMMATAN ISOLATED FORM}", "nb")
@given(st.text(max_size=500), st.sampled_from(["nb", "nn", "en"]))
def test_any_text_is_analysed_into_ordered_terms_without_space(text, language):
    result = analyse(text, language)
    positions = [t.position for t in result.words]
    assert positions == sorted(positions)
    assert all(t.text and not t.text.isspace() for t in [*result.words, *result.parts])


@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyzæøåéô-'", min_size=1, max_size=30))
def test_folding_and_lowering_twice_changes_nothing_more(word):
    assert lower(lower(word)) == lower(word)
    once = fold(lower(word))
    assert not set(once) & set("æøå")


@given(st.text(max_size=40))
def test_composed_and_decomposed_text_is_the_same(text):
    assert normalise(unicodedata.normalize("NFD", normalise(text))) == normalise(text)


@given(st.text(alphabet="abdeghiklmnoprstuvyæøå", min_size=1, max_size=25))
def test_a_compound_is_split_into_words_of_at_least_three_letters(word):
    assert all(len(segment.text) >= 2 for segment in segments(word))
    assert base_form(word)
