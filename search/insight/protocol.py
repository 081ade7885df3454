"""The record of processing (personvernforordningen art. 30) for search and its log, from what the code keeps.

Every table and column must be described here; a test compares with ``tables``.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from search.insight.keeping import Keeping
from search.insight.tables import METADATA, RAW, SUMS

TABLES = {
    "sok": "Enkeltsøk",
    "klikk": "Treff som ble åpnet",
    "svar": "Svar på «Fant du det du lette etter?»",
    "dagstall": "Tall for hver dag, uten tekst",
    "ord": "Summer for hvert søkeord",
    "ord_filter": "Summer for filtrene som ble brukt",
    "ord_klikk": "Summer for det som ble åpnet fra hvert søkeord",
    "ord_bytte": "Summer for søk som ble byttet ut med et annet",
    "ord_fra": "Summer for sidene det ble søkt fra",
    "side_svar": "Summer for svarene om hver side",
    "perioder": "Hvilke uker og måneder det finnes summer for",
    "journal": "Hvor langt hver journalfil er tatt inn",
}

COLUMNS = {
    "at": "tidspunkt i UTC, til sekundet",
    "day": "dag i norsk tid",
    "session": "øktnøkkel: nøkkelsum av IP-adresse og nettleser med et salt som dør ved midnatt",
    "source": "om det var folk, en robot, vår egen prøve eller et program",
    "term": "det som ble søkt etter, vasket og med små bokstaver",
    "other": "det som ble søkt etter i stedet",
    "hits": "antall treff",
    "filters": "filtrene som ble valgt",
    "origin": "siden på nettstedet det ble søkt fra",
    "page": "hvilken side av treffene",
    "relaxed": "om ikke alle ordene ble funnet",
    "ms": "svartid i millisekunder",
    "position": "treffets plass i lista",
    "address": "adressen på nettstedet",
    "found": "om leseren fant det hun lette etter",
    "comment": "det leseren skrev, vasket",
    "span": "dag, uke eller måned",
    "start": "første dag",
    "peak": "flest økter på én dag",
    "seen": "dagen antall treff er fra",
    "settled": "om enkeltradene er slettet",
    "gathered": "om det for få står bak, er samlet",
    "name": "journalfilas navn",
    "taken": "hvor mange byte som er tatt inn",
}
"""What the columns hold; those left out are counts."""

_FIXED = (
    ("Formål", "Å finne ut hva folk leter etter og ikke finner, så sidene og søket kan bli bedre."),
    (
        "Behandlingsgrunnlag",
        "Personvernforordningen artikkel 6 nr. 1 bokstav e: oppgave i allmennhetens interesse, "
        "jf. forvaltningsloven "
        "§ 11 om veiledning. Kommunen avgjør grunnlaget; dette er forslaget løsningen er bygget for.",
    ),
    ("Hvem det gjelder", "Alle som søker på nettstedet eller svarer på om de fant det de lette etter."),
    (
        "Opplysninger",
        "Pseudonyme til de er summert: vasket søketekst, klikk og svar, knyttet sammen innen én "
        "dag av en øktnøkkel. "
        "Verken navn, IP-adresse, nettleser eller informasjonskapsel lagres.",
    ),
    (
        "Særlige kategorier",
        "Noen kan søke etter helse eller annet følsomt. Ordene kan ikke knyttes til noen når "
        "nøkkelen er borte.",
    ),
    ("Mottakere", "Rådgivere med konto på /innsikt. Ingen databehandler og ingen overføring ut av landet."),
    ("Profilering", "Nei. Ingen avgjørelser tas om enkeltpersoner, og ingen følges fra dag til dag."),
    (
        "Vask før lagring",
        "Fødselsnummer og beslektede numre, e-post, telefon, konto- og kortnumre, husnumre, "
        "gårds- og bruksnumre, og "
        "det som kan være navn på personer, unntatt folkevalgte, gater, steder og ord i "
        "nettstedets egne titler.",
    ),
    (
        "Sikring",
        "Filene eies av tjenestens egen bruker (0600). Saltet ligger bare i minnet. Slettede "
        "rader overskrives. Tjenesten "
        "skriver ikke søk i sine egne logger, og et krasj etterlater ikke minnet på disk.",
    ),
    ("Rett til sletting", "Søk kan ikke knyttes til en person. Hele loggen slettes med «make slettlogg»."),
)


def protocol(keeping: Keeping, today: date) -> str:
    """The record as Markdown, with the limits in force."""
    return "\n".join(_lines(keeping, today)) + "\n"


def _lines(keeping: Keeping, today: date) -> Iterator[str]:
    yield "# Protokoll over behandling: søk og søkeinnsikt"
    yield ""
    made = f"Laget {today.isoformat()} av «make protokoll», fra innstillingene som gjelder."
    yield f"{made} Behandlingsansvarlig: kommunen."
    for title, text in _FIXED:
        yield from ("", f"## {title}", text)
    yield from ("", "## Hvor lenge", *(f"- {line}" for line in _lifetimes(keeping)))
    for title, tables in (("Det som lagres for hvert søk", RAW), ("Det som er igjen etterpå", SUMS)):
        yield from ("", f"## {title}")
        for table in tables:
            columns = table.columns if table in RAW else table.primary_key.columns
            told = [f"`{c.name}` {COLUMNS[c.name]}" for c in columns if c.name in COLUMNS]
            yield f"- **{TABLES[table.name]}** (`{table.name}`): {', '.join(told)}"
    yield from ("", "Resten av kolonnene er antall.", "")
    others = [table.name for table in METADATA.sorted_tables if table not in {*RAW, *SUMS}]
    yield "Uten opplysninger om noen: " + ", ".join(f"`{n}` ({TABLES[n].lower()})" for n in others) + "."


def _lifetimes(keeping: Keeping) -> Iterator[str]:
    yield f"Enkeltsøk, klikk og øktnøkler: {keeping.raw_days} dager."
    yield "Saltet bak øktnøklene: til midnatt."
    yield (
        f"Søkeord, filtre, adresser og omskrivinger i summene: de med minst {keeping.sessions} "
        f"økter bak seg "
        f"({keeping.same_day} av dem samme dag) beholdes. Resten slås sammen til «øvrige» "
        f"{keeping.rest_days} dager "
        "etter at uka eller måneden er over."
    )
    yield f"Det leserne skriver om sidene: {keeping.comment_days} dager."
    yield f"Det som lastes ned eller vises offentlig, har minst {keeping.public_sessions} økter bak seg."
