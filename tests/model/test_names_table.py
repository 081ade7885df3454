"""Titles with and without persons: the table that the judgement of names is held against."""

import pytest
from plugins.model.names import find_person_names, is_person

WITH_PERSONS = [
    ("Søknad om dispensasjon – Kari Nordmann", ["Kari Nordmann"]),
    ("Klage fra Hans Hansen på vedtak i sak 2015/1234", ["Hans Hansen"]),
    ("gnr 135 bnr 22, Idrettsveien 4 - Per Olsen", ["Per Olsen"]),
    ("Kari Nordmanns klage", ["Kari Nordmann"]),
    ("Klage fra Nordmann, Kari", ["Nordmann, Kari"]),
    ("Brev fra K. Nordmann om parkering", ["K. Nordmann"]),
    ("Søknad om skoleplass for Anne-Lise Berg Hansen", ["Anne-Lise Berg Hansen"]),
    ("Merknad fra Ola van der Meer", ["Ola van der Meer"]),
    ("Søknad om startlån - Nguyễn Văn An", ["Nguyễn Văn An"]),
    ("Refusjon Ahmed Al-Hassan", ["Ahmed Al-Hassan"]),
    ("SØKNAD FRA KARI NORDMANN", ["KARI NORDMANN"]),
    ("Søknad fra KARI NORDMANN om permisjon", ["KARI NORDMANN"]),
    ("Ola Nordmann", ["Ola Nordmann"]),
    ("Arbeidsavtale - Bjørn Dahl", ["Bjørn Dahl"]),
    ("Permisjonssøknad Even Berg", ["Even Berg"]),
    ("Klage fra Odd Bakke og Liv Bakke", ["Odd Bakke", "Liv Bakke"]),
    ("Nabovarsel fra Ingrid Moen, Skotbu", ["Ingrid Moen"]),
    ("Søknad om fradeling Kråkstad - Tor Lie", ["Tor Lie"]),
    ("Vedrørende Zbigniew Wojciechowski - byggesak", ["Zbigniew Wojciechowski"]),
    ("Søker Xhevahire Hoxhaj", ["Xhevahire Hoxhaj"]),
    ("Begjæring om innsyn fra journalist Siri Vik", ["Siri Vik"]),
    ("Legeerklæring Åse Øien", ["Åse Øien"]),
    ("Oppsigelse fra Mohammed Abdi Ali", ["Mohammed Abdi Ali"]),
    ("Avtale med Máret Hætta", ["Máret Hætta"]),
    ("Svar til Jens Kristian Lund", ["Jens Kristian Lund"]),
    ("Søknad om ledsagerbevis for Peder Ås", ["Peder Ås"]),
    ("Uttalelse fra advokat Nina Holm", ["Nina Holm"]),
    ("Uttalelse fra advokat Nina Holm på vegne av Hans Lie", ["Nina Holm", "Hans Lie"]),
    ("Svar på klage fra Maria da Silva", ["Maria da Silva"]),
    ("Fwd: Spørsmål fra Tone Strand", ["Tone Strand"]),
    ("Vedtak om barnehageplass: Emma Solberg", ["Emma Solberg"]),
    ("Tilsetting - Rolf Inge Haugen", ["Rolf Inge Haugen"]),
    ("Ferdigattest Langhusveien 7 Morten Strøm", ["Morten Strøm"]),
    ("Parkeringstillatelse for forflytningshemmede - Gerd Bø", ["Gerd Bø"]),
    ("Søknad om skjenkebevilling v/ Ali Khan", ["Ali Khan"]),
    ("søknad om permisjon - kari nordmann", ["kari nordmann"]),
    ("Klage fra Tom-Erik Rud", ["Tom-Erik Rud"]),
    ("Klage fra O'Connor, Sarah", ["O'Connor, Sarah"]),
    ("Søknad fra Jan P. Syse om støtte", ["Jan P. Syse"]),
    ("Tildeling av omsorgsbolig – Gunnvor Aas-Hansen", ["Gunnvor Aas-Hansen"]),
    ("Erstatningskrav fra August Hansen", ["August Hansen"]),
    ("Klage på vedtak (Fatima Yusuf)", ["Fatima Yusuf"]),
    ("Klage på vedtak «Fatima Yusuf»", ["Fatima Yusuf"]),
    ("Søknad om tilskudd – Per Ski", ["Per Ski"]),
    ("Nina Holms søknad om permisjon", ["Nina Holm"]),
    ("Svar til Jens Hans' klage", ["Jens Hans"]),
    ("Spørsmål fra Kari Nordmann Ski kommune", ["Kari Nordmann"]),
]

WITHOUT_PERSONS = [
    "Høring – ny skolestruktur i Ski kommune",
    "Tilskudd til Hans Hansen AS",
    "Faktura fra Byggmester Per Olsen AS",
    "Rammeavtale med Hansen og Sønn AS",
    "Avtale med Per Hansen og Sønn AS",
    "Møteinnkalling Kommunestyret 15. november 2026",
    "Detaljreguleringsplan for Idrettsveien 4",
    "Ski idrettslag - søknad om spillemidler",
    "Nordre Follo renseanlegg - årsrapport",
    "Vannledning Finstad Solberg",
    "Rehabilitering Langhus skole",
    "Uttalelse fra Statsforvalteren i Oslo og Viken",
    "Brev fra Fylkesmannen i Oslo og Akershus",
    "NAV Ski - samarbeidsavtale",
    "Søknad om skjenkebevilling - Ski Storsenter",
    "Gang- og sykkelvei Kråkstad - Skotbu",
    "Regulering av Jernbanesvingen 2-6",
    "Navnsetting av Fridtjof Nansens vei",
    "Klage på vedtak i sak 2015/1234",
    "Fradeling gnr 135 bnr 22",
    "Follobanen - støy i anleggsperioden",
    "Høringsuttalelse fra Norges Handikapforbund",
    "Oversendelse til Utdanningsdirektoratet",
    "Tilsyn ved Siggerud barnehage",
    "Årsmelding 2025 Eldrerådet",
    "Innkalling til møte i Ski eldreråd 12. mai",
    "Skøyteis på Kapelldammen",
    "Anbud renhold - Bane NOR SF",
    "Kontrakt med Norconsult AS",
    "Invitasjon til Bedre Byggeskikk",
    "Driftstilskudd Follo Ren IKS",
    "Høring: Ny kommuneplan for Ås kommune",
    "Søknad om stilling som rektor",
    "Prosjekt Nye Ski stasjon",
    "Trafikksikkerhet ved Bøleråsen skole",
    "Protokoll fra Formannskapet",
    "Avtale med Stiftelsen Erik Hansen",
    "Politiattest",
    "VEDTAK OM FERDIGATTEST - GNR 135 BNR 22",
    "HØRING – REGULERINGSPLAN SKI SENTRUM",
    "",
    "—",
    "12.10.2026",
    "Svar - test tittel offentlig",
    "Sykkelbyen - ny avtale med fylkeskommunen",
    "Søknad om midler til quizmaster",
    "Lovlighetskontroll",
    "Databehandleravtaler",
    "Ros til Servicetorget",
]

PERSONS = [
    "Kari Nordmann", "Nordmann, Kari", "KARI NORDMANN", "Peder Ås", "Ås, Peder", "K. Nordmann", "kari nordmann",
    "Anne-Lise Berg Hansen", "Nguyễn Văn An", "Maria da Silva", "MARIA DA SILVA", "Ola van der Meer",
    "Hans Hansen", "Xhevahire Hoxhaj", "ZBIGNIEW XQZWOWY", "Tannlege Kari Nordmann", "Advokat Nina Holm",
    "Byggmester Bob AS v/ Kari Nordmann", "Kari Nordmann c/o Solås sykehjem", "Kari og Ola Nordmann",
    "Hans Hansen Transport", "Nordmann", "Jan P. Syse", "Even Berg", "Máret Hætta",
]  # fmt: skip

NOT_PERSONS = [
    "Hans Hansen AS", "HANS HANSEN AS", "Hans Hansen A/S", "Hansen og Sønn ANS", "Ski kommune", "SKI KOMMUNE",
    "Ski idrettslag", "Statsforvalteren i Oslo og Viken", "Fylkesmannen i Oslo og Akershus", "NAV Ski", "Politiet",
    "Kunnskapsdepartementet", "Utdanningsdirektoratet", "Siggerud barnehage", "Ski ungdomsskole", "Follo Ren IKS",
    "Kråkstad menighet", "Solbakken borettslag", "Sameiet Jernbanesvingen 2", "Langhus vel", "DNB Bank ASA", "NVE",
    "Advokatfirmaet Holm og Lie DA", "Universitetet i Oslo", "Vestre Viken HF", "Kartverket", "Statens vegvesen",
    "Servicetorget", "Byggesak og geodata", "Virksomhet barnehage", "Adresseliste 1", "Alle ansatte", "",
    "*****", "Skjermet", "Unntatt offentlighet", "Diverse mottakere", "Telenor", "Rådmannen", "12345",
    "Fagforbundet Ski", "Ski Taxi", "Bygg AS v/ styret",
]  # fmt: skip


@pytest.mark.parametrize(("title", "names"), WITH_PERSONS, ids=[t for t, _ in WITH_PERSONS])
def test_persons_are_found_as_they_stand(title, names):
    assert find_person_names(title) == tuple(names)


@pytest.mark.parametrize("title", WITHOUT_PERSONS)
def test_titles_without_persons_stay_searchable(title):
    assert find_person_names(title) == ()


@pytest.mark.parametrize("name", PERSONS)
def test_a_party_that_is_a_person(name):
    assert is_person(name)


@pytest.mark.parametrize("name", NOT_PERSONS)
def test_a_party_that_is_an_organisation_or_no_name(name):
    assert not is_person(name)
