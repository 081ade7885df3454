# ruff: noqa: E501 - word lists
"""Words of special categories: found in compounds, inflections and both written forms, and not in others."""

import pytest

from plugins.model.sensitive import category_of, find_sensitive, fingerprint, has_sensitive, may_be_sensitive

WORDS = {
    "helse": "sykehjemsplass sjukeheimsplass sykemelding sjukmelding psykiatrisk psykiske demens demenssjuk "
    "hjemmesykepleien legeerklæring legeerklaering funksjonsnedsettelse rusmisbruk kreftbehandling sjuke syke uføretrygd "
    "sykm sjukm sykem uføretr ufoeretr psyk legeerkl helseoppl rusm "
    "omsorgsbolig støttekontakten stoettekontakt BPA ADHD-utredning gravide",
    "religion": "muslimsk religiøs moskeen konfirmasjonen livssynssamfunn",
    "etnisk bakgrunn": "etnisk asylsøker asylsøkjar flyktningen samisk oppholdstillatelse opphaldsløyve",
    "politisk oppfatning": "partimedlemskap",
    "fagforening": "fagforeningsmedlem fagforeining tillitsvalgte tillitsvald streik Fagforbundet",
    "seksuelle forhold": "homofil seksuell kjønnsidentitet",
    "straffbare forhold": "straffesak fengselsstraff voldtektssak valdtekt narkotika politianmeldelse vold soning",
    "barnevern": "barnev bvtj barnevernssak Barneverntjenesten bekymringsmelding uromelding fosterhjem fosterheim omsorgsovertakelse",
}
ORDINARY = (
    "sykkelvei sykkel syklist sykepleier syngende russ virus belegg kollega allé helsefremmende kirkevei kvern Kven "
    "legging kabellegging innlagt voldgrav domino rasfare raseri sametinget samarbeid skole barnehage asfalt "
    "diagonal planendring høring smittevern vannledning resepsjon Kråkstad rehabilitering helsefagarbeider vernepleier "
    "vald jaktvald Sykora symbol sykluser psyllium barne barnevogn rusten uførlig diagonalt støtte pleie omsorg"
).split()


@pytest.mark.parametrize(("category", "word"), [(c, w) for c, words in WORDS.items() for w in words.split()])
def test_words_and_their_compounds(category, word):
    assert category_of(word) == category


@pytest.mark.parametrize("word", ORDINARY)
def test_ordinary_words(word):
    assert category_of(word) == ""


@pytest.mark.parametrize(
    "text", ["Sykm. for", "Bek.meld.", "Spes.ped. hjelp", "pol.anm.", "Fam.vern", "oms.bolig"]
)
def test_abbreviations_are_words_too(text):
    assert find_sensitive([text], ["Kari Nordmann"])
    assert may_be_sensitive([text])


def test_two_words_count_together():
    assert find_sensitive(["Spørsmål om seksuell legning"], ["Kari Nordmann"])
    assert find_sensitive(["Notat om politisk tilhørighet"], ["Kari Nordmann"])
    assert not find_sensitive(["Politisk sekretariat, notat om tilhørighet"], ["Kari Nordmann"])


@pytest.mark.parametrize(
    "title",
    [
        "Søknad om sykehjemsplass",
        "Barnevern – årsmelding 2025",
        "Høring: plan for psykisk helse",
        "Vold i nære relasjoner",
    ],
)
def test_a_title_without_a_name_passes(title):
    assert find_sensitive([title], []) is None
    assert find_sensitive([title], ["", ""]) is None


@pytest.mark.parametrize(
    ("title", "held"),
    [
        ("Svar fra Barnevern på henvendelse", False),
        ("Møte med Barnevern og Psykisk helse", False),
        ("Barnevern", False),
        ("Barnevern – oppfølging", True),
        ("Klage på barnevern", True),
        ("Klage på Barnevernssak", True),
        ("Brev fra Barnevern om barnevernssak", True),
        ("Henvendelse: Barnevern", True),
    ],
)
def test_a_units_own_name_is_no_such_word_but_the_matter_is(title, held):
    found = find_sensitive([title], ["Kari Nordmann"], ["Barnevern", "Psykisk helse"])
    assert (found is not None) is held


def test_a_word_that_is_a_persons_name_is_a_name():
    assert find_sensitive(["Søknad fra Kristen Moe"], ["Kristen Moe"]) is None
    assert find_sensitive(["Søknad fra kristen Moe"], ["Kari Moe"]) is not None


def test_another_text_is_another_fingerprint():
    assert fingerprint(["a", "b"]) == fingerprint(("a", "b"))
    assert len({fingerprint(t) for t in (["a", "b"], ["b", "a"], ["ab"], ["a", "b", ""], [])}) == 5


@pytest.mark.parametrize(
    "around", ["{}", "({})", "«{}»,", "2{}3", "{}.\u00a0x", "a\t{}\nb", "x–{}", "x/{}/y"]
)
@pytest.mark.parametrize("word", ["sykehjemsplass", "Barnevernssak", "barne-vern", "skole", "x", ""])
def test_a_word_is_seen_between_any_signs_at_a_glance_too(around: str, word: str) -> None:
    text = around.format(word)
    for _ in range(2):  # also when what is around it has been seen before
        assert may_be_sensitive(["Søknad", text]) >= has_sensitive(text)
        assert not may_be_sensitive(["Søknad", around.format("sykkelvei")])
