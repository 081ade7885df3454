# ruff: noqa: E501 - word lists
"""What a municipality's journal is about: units, kinds of case, the letters in them. All names are invented."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Party = Literal["person", "firma", "barnehage", "etat", "skjermet", "intern"]


@dataclass(frozen=True, slots=True)
class Letter:
    """A journal entry to be: type, title, the other party, how often it is shielded and by what paragraph."""

    type: str
    title: str
    party: Party
    shielded: float = 0.0
    paragraph: str = ""
    attachments: int = 0


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of case: unit, how common it is, its title and its letters in their usual order."""

    unit: str
    weight: int
    title: str
    letters: tuple[Letter, ...]


FIRST = (
    "Anne Ingrid Kari Liv Marit Berit Astrid Solveig Randi Hilde Nina Silje Ida Nora Emma Sara Maja Thea Ingeborg "
    "Ragnhild Jan Per Bjørn Ole Lars Kjell Knut Svein Arne Terje Geir Morten Trond Rune Øyvind Espen Henrik Jonas "
    "Magnus Sander Amina Fatima Aisha Mohammed Ali Omar Agnieszka Piotr Thi Linh Åse Gøran"
).split()
LAST = (
    "Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen Pettersen Eriksen Berg "
    "Haugen Hagen Johannessen Andreassen Jacobsen Dahl Jørgensen Halvorsen Henriksen Lund Sørensen Jakobsen Moen "
    "Gundersen Iversen Strand Solberg Svendsen Eide Martinsen Bakken Kristoffersen Mathisen Lie Amundsen Nguyen "
    "Rasmussen Lunde Solheim Moe Nygård Bakke Kristensen Fredriksen Holm Ahmed Hussain Kowalska"
).split()
BUILDERS = (
    "Follo Byggmesterlag AS", "Ski Arkitektkontor AS", "Østmarka Entreprenør AS", "Langhus Rør og Varme AS",
    "Kråkstad Eiendom AS", "Siggerud Maskin AS", "Ski Sentrum Utvikling AS", "Drømtorp Elektro AS",
    "Finstadjordet Borettslag", "Plan og Landskap Øst AS", "Nordre Øyeren Transport AS",
)  # fmt: skip
ASSOCIATIONS = (
    "Ski Idrettslag", "Langhus Velforening", "Kråkstad Bygdekvinnelag", "Ski Kulturforening", "Siggerud Skolekorps",
    "Ski Historielag", "Langhus Bygdekvinnelag", "Kråkstad Idrettslag",
)  # fmt: skip
SERVING = (
    "Folloporten Kafé AS",
    "Bistro Perrongen AS",
    "Restaurant Lokstallen AS",
    "Langhus Pizzeria AS",
    "Kro Øst AS",
)
COMPANIES = {
    "Kultur": ASSOCIATIONS,
    "Bibliotek": ASSOCIATIONS,
    "Politisk sekretariat": ASSOCIATIONS,
    "Næring": SERVING,
}
"""Who writes to which unit; builders to the others."""
AUTHORITIES = (
    "Statsforvalteren i Østfold, Buskerud, Oslo og Akershus", "Akershus fylkeskommune", "Statens vegvesen",
    "Bane NOR SF", "Kartverket", "Utdanningsdirektoratet", "Helsedirektoratet", "Husbanken", "Arbeidstilsynet",
    "Norges vassdrags- og energidirektorat", "Ås kommune", "Oppegård kommune", "Vestby kommune", "Riksantikvaren",
    "Datatilsynet", "Husleietvistutvalget", "KS", "Miljødirektoratet",
)  # fmt: skip
STREETS = (
    "Solbergveien Idrettsveien Jernbaneveien Kirkeveien Langhusveien Kråkstadveien Skoleveien Åsveien Vevelstadveien "
    "Eikelia Finstadveien Magasinleddet Nordbyveien Vestveien Sanderveien Haugerveien Granlia Bjørkelia"
).split()
WORKS = (
    "garasje", "tilbygg til enebolig", "enebolig", "tomannsbolig", "bruksendring av kjeller", "fasadeendring",
    "støttemur", "riving av uthus", "påbygg", "carport", "veranda", "solcelleanlegg på tak", "rekkehus",
)  # fmt: skip
SCHOOLS = (
    "Ski skole",
    "Langhus skole",
    "Kråkstad skole",
    "Siggerud skole",
    "Finstad skole",
    "Haugjordet ungdomsskole",
)
KINDERGARTENS = ("Eikeli barnehage", "Solkollen barnehage", "Vestraat barnehage", "Rullestad barnehage")
JOBS = (
    "sykepleier", "vernepleier", "lærer", "barnehagelærer", "saksbehandler byggesak", "ingeniør vann og avløp",
    "helsefagarbeider", "bibliotekar", "miljøterapeut", "fagleder", "rådgiver arkiv", "vaktmester",
)  # fmt: skip

_PRIVATE = "offl. § 13 jf. fvl. § 13 første ledd nr. 1"
_BUSINESS = "offl. § 13 jf. fvl. § 13 første ledd nr. 2"
_INTERNAL = "offl. § 14 første ledd"
_BARGAIN = "offl. § 23 første ledd"
_EXAM = "offl. § 26 første ledd"
_APPLICANTS = "offl. § 25 første ledd"


def _care(unit: str, weight: int, what: str) -> Kind:
    """A case about one person's services: neutral titles, shielded parties."""
    return Kind(unit, weight, what, (
        Letter("I", f"Søknad – {what.lower()}", "skjermet", 1, _PRIVATE, 1),
        Letter("U", "Foreløpig svar på søknad", "skjermet", 1, _PRIVATE),
        Letter("N", "Vurdering av søknad", "intern", 1, _PRIVATE),
        Letter("U", "Vedtak", "skjermet", 1, _PRIVATE, 1),
        Letter("I", "Klage på vedtak", "skjermet", 1, _PRIVATE),
        Letter("U", "Oversendelse av klage til Statsforvalteren", "etat", 1, _PRIVATE, 2),
    ))  # fmt: skip


KINDS = (
    Kind("Byggesak", 24, "Gnr {gnr} bnr {bnr} – {street} – {work}", (
        Letter("I", "Søknad om tillatelse til tiltak – {work} – gnr {gnr} bnr {bnr}", "firma", attachments=3),
        Letter("U", "Foreløpig svar – mangler ved søknaden – gnr {gnr} bnr {bnr}", "firma"),
        Letter("I", "Nabomerknad fra {person} – gnr {gnr} bnr {bnr}", "person"),
        Letter("I", "Supplerende tegninger – gnr {gnr} bnr {bnr}", "firma", attachments=2),
        Letter("U", "Tillatelse til tiltak – {work} – gnr {gnr} bnr {bnr}", "firma", attachments=1),
        Letter("X", "Notat fra befaring – gnr {gnr} bnr {bnr}", "intern", 0.7, _INTERNAL),
        Letter("I", "Søknad om ferdigattest – gnr {gnr} bnr {bnr}", "firma", attachments=1),
        Letter("U", "Ferdigattest – gnr {gnr} bnr {bnr}", "firma"),
    )),
    Kind("Byggesak", 4, "Ulovlighetsoppfølging – {street}", (
        Letter("I", "Henvendelse om mulig ulovlig tiltak – {street}", "skjermet", 0.6, _PRIVATE),
        Letter("U", "Varsel om pålegg om retting – {street}", "person"),
        Letter("I", "Uttalelse til varsel – {street}", "person"),
    )),
    Kind("Plan", 8, "Detaljregulering for {street}", (
        Letter("I", "Bestilling av oppstartsmøte – {street}", "firma", attachments=1),
        Letter("U", "Referat fra oppstartsmøte – {street}", "firma"),
        Letter("I", "Uttalelse til varsel om oppstart – {street}", "etat"),
        Letter("I", "Merknad til planforslag – {street} – {person}", "person"),
        Letter("U", "Høring – planforslag – {street}", "etat", attachments=2),
    )),
    Kind("Barnehage", 7, "Barnehageplass – {kindergarten}", (
        Letter("I", "Søknad om barnehageplass – {kindergarten}", "skjermet", 1, _PRIVATE),
        Letter("U", "Svar på søknad om barnehageplass – {kindergarten}", "skjermet", 1, _PRIVATE),
        Letter("I", "Klage på tildeling av barnehageplass", "skjermet", 1, _PRIVATE),
    )),
    Kind("Barnehage", 2, "Tilsyn – {kindergarten}", (
        Letter("U", "Varsel om tilsyn – {kindergarten}", "barnehage"),
        Letter("I", "Dokumentasjon til tilsyn – {kindergarten}", "barnehage", attachments=2),
        Letter("U", "Tilsynsrapport – {kindergarten}", "barnehage", attachments=1),
    )),
    Kind("Skole", 6, "Elevsak – {school}", (
        Letter("I", "Søknad om skolebytte – {school}", "skjermet", 1, _PRIVATE),
        Letter("U", "Vedtak om skolebytte – {school}", "skjermet", 1, _PRIVATE),
        Letter("N", "Sakkyndig vurdering", "intern", 1, _BUSINESS),
    )),
    Kind("Skole", 4, "{school} – drift og samarbeid", (
        Letter("I", "Spørsmål om skoleskyss – {school}", "person"),
        Letter("U", "Svar på spørsmål om skoleskyss – {school}", "person"),
        Letter("U", "Innkalling til møte i samarbeidsutvalget – {school}", "person", attachments=1),
        Letter("X", "Prøveoppgaver – {school}", "intern", 1, _EXAM),
    )),
    _care("Helse og mestring", 8, "Støttekontakt"),
    _care("Hjemmetjenester", 6, "Trygghetsalarm"),
    _care("Sykehjem", 4, "Langtidsplass"),
    _care("NAV Ski", 6, "Kommunal bolig"),
    Kind("Helse og mestring", 2, "Smittevern og miljørettet helsevern – {street}", (
        Letter("I", "Melding om støy – {street}", "person"),
        Letter("U", "Svar på melding om støy – {street}", "person"),
    )),
    Kind("Kommunalteknikk", 9, "Vann og avløp – {street}", (
        Letter("I", "Søknad om tilkobling til kommunalt vann og avløp – {street}", "firma", attachments=1),
        Letter("U", "Tillatelse til tilkobling – {street}", "firma"),
        Letter("I", "Klage på vanngebyr – {person}", "person"),
        Letter("U", "Svar på klage på vanngebyr", "person"),
    )),
    Kind("Kommunalteknikk", 4, "Anskaffelse – brøyting og strøing {year}–{later}", (
        Letter("I", "Tilbud – brøyting og strøing", "firma", 1, _BARGAIN, 3),
        Letter("U", "Tildeling av kontrakt – brøyting og strøing", "firma"),
        Letter("U", "Avtale om brøyting og strøing", "firma", attachments=1),
    )),
    Kind("Kultur", 4, "Kulturmidler {next}", (
        Letter("I", "Søknad om kulturmidler {next}", "firma", attachments=1),
        Letter("U", "Tildeling av kulturmidler {next}", "firma"),
    )),
    Kind("Bibliotek", 2, "Arrangementer på Ski bibliotek", (
        Letter("U", "Avtale om foredrag", "person"),
        Letter("I", "Forespørsel om lån av lokale", "firma"),
    )),
    Kind("Næring", 4, "Skjenkebevilling – {company}", (
        Letter("I", "Søknad om skjenkebevilling – {company}", "firma", attachments=2),
        Letter("U", "Anmodning om uttalelse – skjenkebevilling – {company}", "etat"),
        Letter("U", "Vedtak om skjenkebevilling – {company}", "firma"),
    )),
    Kind("Rådmann", 6, "Ansettelse – {job}", (
        Letter("X", "Utlysning – {job}", "intern"),
        Letter("I", "Søknad på stilling – {job}", "skjermet", 1, _APPLICANTS, 1),
        Letter("X", "Utvidet søkerliste – {job}", "intern", 1, _APPLICANTS),
        Letter("U", "Tilbud om stilling – {job}", "skjermet", 1, _APPLICANTS),
    )),
    Kind("Rådmann", 3, "Høringer {year}", (
        Letter("I", "Høring – forslag til endringer i forskrift", "etat", attachments=2),
        Letter("U", "Høringsuttalelse fra Ski kommune", "etat"),
    )),
    Kind("Politisk sekretariat", 2, "Henvendelser til ordføreren", (
        Letter("I", "Invitasjon til åpning av {street} nærmiljøpark", "firma"),
        Letter("U", "Svar på invitasjon", "firma"),
    )),
    Kind("Servicetorget", 7, "Innsynskrav {month}", (
        Letter("I", "Krav om innsyn – byggesak – {street}", "person"),
        Letter("U", "Svar på krav om innsyn", "person", attachments=1),
        Letter("I", "Klage på avslag på innsyn", "person"),
    )),
)  # fmt: skip
