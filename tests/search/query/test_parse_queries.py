"""A typed text becomes groups, exclusions and filters."""

from __future__ import annotations

import pytest

from search.analysis.numbers import is_date
from search.query.parse import MOST_GROUPS, parse
from search.query.weights import CASE_WEIGHT, PART_WEIGHT, SYNONYM_WEIGHT
from tests.search.corpus import RULES

UNITS = {"barnehage": "Barnehage", "nav": "NAV Ski"}


def texts(text):
    return [group.text for group in parse(text, UNITS, RULES).groups]


def alternatives(text, where="text"):
    (group,) = parse(text, UNITS, RULES).groups
    return {a.terms: a.weight for a in group.alternatives if a.where == where}


@pytest.mark.parametrize(
    ("text", "groups"),
    [
        ("", []),
        ("barnehage", ["barnehage"]),
        ("plass i barnehage", ["plass", "barnehage"]),
        ("barnehage barnehage", ["barnehage"]),
        ('"plass i barnehage"', ["plass i barnehage"]),
        ("«plass i barnehage»", ["plass i barnehage"]),
        ('vei "plass', ["vei", "plass"]),
        ('""', []),
        ('"og"', []),
        ('"barnehage"', ["barnehage"]),
        ("gnr. 135 bnr. 22 garasje", ["gnr. 135 bnr. 22", "garasje"]),
        ("§ 13 i loven", ["§ 13", "loven"]),
        ("ring 64 87 87 00", ["ring", "64 87 87 00"]),
        ("nett-tv", ["nett", "tv"]),
        ("e-post", ["epost"]),
        ("naar aapner biblioteket", ["aapner", "biblioteket"]),
        ("how do I apply for kindergarten", ["apply", "kindergarten"]),
    ],
)
def test_words_phrases_and_numbers_become_groups(text, groups):
    assert texts(text) == groups


@pytest.mark.parametrize(
    ("text", "excluded"),
    [
        ("vei -gang", ["gang"]),
        ('vei -"grønn gang"', ["grønn gang"]),
        ("vei - gang", []),
        ("e-post", []),
        ("-og vei", []),
        ("-vei", ["vei"]),
    ],
)
def test_minus_excludes_only_where_a_word_begins(text, excluded):
    assert [group.text for group in parse(text, UNITS, RULES).excluded] == excluded


@pytest.mark.parametrize(
    ("text", "kinds", "units", "years"),
    [
        ("type:nyhet", ("nyhet",), (), ()),
        ("type:Nyheter", ("nyhet",), (), ()),
        ("type:møter", ("mote",), (), ()),
        ("TYPE:sak", ("sak",), (), ()),
        ("type:sak type:nyhet", ("sak", "nyhet"), (), ()),
        ('virksomhet:"NAV Ski"', (), ("nav",), ()),
        ("virksomhet:Barnehage", (), ("barnehage",), ()),
        ("år:2026", (), (), (2026,)),
        ("ar:2026", (), (), (2026,)),
        ("år:2014-2016", (), (), (2014, 2015, 2016)),
        ("type:nyhetene", ("nyhet",), (), ()),
        ("type: tjenester", ("tjeneste",), (), ()),
    ],
)
def test_typed_filters_are_read(text, kinds, units, years):
    query = parse(text, UNITS, RULES)
    assert (query.kinds, query.units, query.years, query.groups) == (kinds, units, years, ())


@pytest.mark.parametrize(
    ("text", "excluded", "rest"),
    [
        ("skole -type:nyhet", [("kind", ("nyhet",))], ["skole"]),
        ("–type: nyheter skole", [("kind", ("nyhet",))], ["skole"]),
        ("NOT type:nyhet", [("kind", ("nyhet",))], [""]),
        ("skole ikke år:2015", [("year", ("2015",))], ["skole"]),
        ('-virksomhet:"NAV Ski" skole', [("unit", ("nav",))], ["skole"]),
        ("-type:sak -år:2015", [("kind", ("sak",)), ("year", ("2015",))], ["-år:2015", "-type:sak"]),
    ],
)
def test_a_minus_before_a_filter_excludes(text, excluded, rest):
    query = parse(text, UNITS, RULES)
    assert [(one.facet, one.values) for one in query.filters if one.excludes] == excluded
    assert [one.rest for one in query.filters] == rest
    assert (query.kinds, query.units, query.years, query.excluded) == ((), (), (), ())


def test_what_is_excluded_is_not_asked_for():
    assert parse("skole -type:nyhet", UNITS, RULES).asked == set()
    assert parse("skole -nyheter", UNITS, RULES).asked == set()


@pytest.mark.parametrize("text", ["type:banan", "år:banan", "virksomhet:banan"])
def test_a_filter_without_sense_is_the_word_alone(text):
    assert texts(text) == ["banan"]


@pytest.mark.parametrize("text", ["xtype:nyhet", "http://ski.no/år:2026"])
def test_a_filter_is_only_read_where_a_word_begins(text):
    query = parse(text, UNITS, RULES)
    assert (query.kinds, query.years) == ((), ())


def test_a_compound_may_be_found_by_its_parts_at_a_lower_weight_that_they_share():
    assert alternatives("barnehageplass")[("barnehag", "plass")] == PART_WEIGHT / 2


def test_a_compound_may_be_found_by_the_office_words_for_its_parts():
    assert alternatives("søppelhenting")[("renovasjon", "hent")] == PART_WEIGHT * SYNONYM_WEIGHT / 2


def test_a_synonym_is_found_at_lower_weight():
    assert alternatives("søppel")[("renovasjon",)] == SYNONYM_WEIGHT


def test_the_words_of_a_longer_synonym_share_its_weight():
    assert alternatives("avgift")[("gebyr",)] == SYNONYM_WEIGHT
    assert alternatives("hjemmehjelp")[("praktisk", "bistand")] == SYNONYM_WEIGHT / 2


def test_an_expression_of_several_words_has_its_own_synonyms():
    query = parse("offentlig journal", UNITS, RULES)
    assert all(("postlist",) in {a.terms for a in group.alternatives} for group in query.groups)


def test_a_document_number_is_also_found_by_its_case():
    assert alternatives("15/1234-7") == {("2015/1234-7",): 1.0, ("2015/1234",): CASE_WEIGHT}


def test_every_word_may_be_a_name_and_names_are_not_stemmed():
    assert alternatives("hansens", "name") == {("hansens",): 1.0}


def test_a_phrase_remembers_the_places_of_its_words():
    (group,) = parse('"rett til plass"', UNITS, RULES).groups
    assert group.places == (0, 2)


def test_words_without_norwegian_letters_mean_what_they_may_mean():
    assert ("soknad",) in alternatives("soknaden")


@pytest.mark.parametrize(
    ("text", "expected"), [("og i", True), ("", False), ("!!!", False), ("og vei", False)]
)
def test_only_stop_words_is_known(text, expected):
    assert parse(text, UNITS, RULES).only_stop_words is expected


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("søke", True),
        ("bestille", True),
        ("opp", True),
        ("koster", True),
        ("saken", True),
        ("barnehage", False),
    ],
)
def test_what_people_want_to_do_is_weak(text, weak):
    (group,) = parse(text, UNITS, RULES).groups
    assert group.weak is weak


def test_a_pasted_paragraph_is_bounded():
    assert len(parse(" ".join(f"ord{n}" for n in range(200)), UNITS).groups) == MOST_GROUPS


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        ("barnehage", set()),
        ("saka om skolen", {"sak"}),
        ("saksnummer 26/935", {"sak", "journalpost", "mote"}),
        ("KST-35/26", {"sak", "journalpost", "mote"}),
        ("gnr 135 bnr 22", {"sak", "journalpost", "mote"}),
        ("Jernbaneveien 12", {"sak", "journalpost"}),
        ("jernbanevegen 12 B", {"sak", "journalpost"}),
        ("Storgata 3", {"sak", "journalpost"}),
        ("veien til skolen", set()),
        ("skole 2026", set()),
        ("§ 13", set()),
        ("64 87 87 00", set()),
        ("møter i formannskapet", {"mote"}),
        ("nyheter", {"nyhet"}),
        ("telefon nav", {"virksomhet"}),
    ],
)
def test_a_query_may_point_at_kinds(text, asked):
    assert parse(text, UNITS, RULES).asked == asked


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ('"Kari-Anne Nordmann"', ("kari", "anne", "nordmann")),
        ('"Nordmann, Kari"', ("nordmann", "kari")),
        ('"Åse og Per"', ("ase", "per")),
    ],
)
def test_a_phrase_may_be_a_name_word_by_word_as_the_index_has_it(text, terms):
    assert list(alternatives(text, "name")) == [terms]


def test_a_phrase_keeps_the_places_of_its_small_words():
    (group,) = parse('"rett til plass"', UNITS, RULES).groups
    assert group.places == (0, 2)


@pytest.mark.parametrize(
    ("text", "joined"),
    [
        ("barnehage plass", "barnehageplass"),
        ("regulerings plan", "reguleringsplan"),
        ("barne hage", "barnehag"),
        ("barne hage plass", "barnehageplass"),
    ],
)
def test_a_compound_in_two_words_is_also_looked_for_in_one(text, joined):
    groups = parse(text, UNITS, RULES).groups
    assert all((joined,) in {a.terms for a in group.alternatives} for group in groups)


@pytest.mark.parametrize("text", ["ski langhus", "sfo pris", "plass i", "plass i barnehage"])
def test_two_words_that_make_no_compound_stay_two(text):
    groups = parse(text, UNITS, RULES).groups
    joined = "".join(text.split())
    assert not any(term.startswith(joined) for g in groups for a in g.alternatives for term in a.terms)


def test_a_day_is_asked_for_in_full_and_less_of_any_year():
    assert alternatives("20. november 2026") == {("2026-11-20",): 1.0, ("11-20",): CASE_WEIGHT}


def test_a_phrase_may_hold_a_day():
    (group,) = parse('"møte 20.11.2026"', UNITS, RULES).groups
    assert group.places == (0, 1, 2, 3)


def test_a_date_with_a_slash_is_a_date_and_the_document_of_that_number():
    assert alternatives("20/11-2026") == {
        ("2020/11-2026",): 1.0,
        ("2026-11-20",): 1.0,
        ("11-20",): CASE_WEIGHT,
    }


@pytest.mark.parametrize("text", ["20/13-2026", "20/11-26", "32/11-2026", "2020/11-2026", "20/11-7"])
def test_other_numbers_with_a_slash_are_the_archives(text):
    assert not any(is_date(term) for terms in alternatives(text) for term in terms)
