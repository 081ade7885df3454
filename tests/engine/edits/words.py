"""What edits of a town may write: fields, texts, entries of registers and deliveries."""

from __future__ import annotations

DAYS = ("2025-11-24", "2026-08-10", "2026-09-28", "2026-10-26", "2026-11-20", "2026-11-22", "2026-11-23")

_SOON = (None, "2026-11-22", "2026-11-23", "2026-11-23T15:00", "2026-11-24", "2027-03-28T02:30")
_WINDOW: dict[str, tuple[str | None, ...]] = {
    "publiseres_fra": _SOON,
    "gyldig_til": (None, "2026-11-22", "2026-11-23", "2026-11-23T15:00", "2026-11-30", "2027-11-23"),
}
_COMMON: dict[str, tuple[str | None, ...]] = {
    **_WINDOW,
    "tittel": ("Søk plass", "Ålesund og ærlighet", "«<b>Priser</b>» & mer", "Zebra", "Aa først"),
    "ingress": ("En helt ny ingress for alle.", "Ingress med <i>tegn</i> & «sitat», nå."),
    "status": (None, "publisert", "utkast", "intern"),
    "sprak": (None, "nb", "nn", "en"),
}
_LISTED: dict[str, tuple[str | None, ...]] = {
    "malgrupper": (None, "[innbyggere]", "[naeringsliv, lag-og-foreninger]", "[lag-og-foreninger]"),
    "emner": (None, "[kultur]", "[barn-og-familie, kultur]", "[om-kommunen]"),
    "nokkelord": (None, "[plass]", "[plass, billett]"),
}
_PAGE: dict[str, tuple[str | None, ...]] = {
    **_COMMON,
    **_LISTED,
    "oppdatert": DAYS,
    "virksomhet": (None, "kultur", "servicetorget", "hemmelig"),
    "dato": (None, *DAYS),
    "revideres_innen": (None, "2026-12-01"),
    "eier": (None, "Kultursjefen"),
    "oversetter": (None, "barnehage/opptak", "barnehage/priser", "kultur/tilskudd", "servicetorget/kontakt"),
    "visning": (None, "side", "steg"),
    "for_hvem": (None, "Alle & enhver"),
    "pris": (None, "Gratis", "100 kroner"),
    "frist": (None, "1. mars"),
    "svartid": (None, "To uker"),
    "handling": (None, "{tekst: Søk nå, url: /sok}", '{tekst: Ring, url: "tel:+4764878700"}'),
}
_NEWS: dict[str, tuple[str | None, ...]] = {
    **_COMMON,
    **_LISTED,
    "dato": DAYS,
    "oppdatert": (None, *DAYS),
    "virksomhet": (None, "kultur", "barnehage"),
    "eier": (None, "Informasjonssjefen"),
}
_UNIT: dict[str, tuple[str | None, ...]] = {
    **_COMMON,
    **_LISTED,
    "oppdatert": DAYS,
    "kortnavn": (None, "Kort", "Servicetorget"),
    "telefon": (None, '"02600"', "64 87 87 00"),
    "epost": (None, "hei@byen.kommune.no"),
    "besok": (None, '{gate: Storgata 2, postnummer: "1400", sted: Byen}'),
    "apningstider": (
        None,
        "{mandag: {apner: 08.00, stenger: 15.30}, fredag: {apner: 09.00, stenger: 14.00}}",
    ),
    "apningstider_merknad": (None, "Stengt i romjula."),
    "leder": (None, "Virksomhetsleder"),
    "overordnet": (None, "servicetorget", "kultur"),
    "arkivnavn": (None, "[Servicetorget]", "[Skolekontoret, Barnehagene]"),
}
FIELDS = {"side": _PAGE, "nyhet": _NEWS, "virksomhet": _UNIT}

WRONG_FIELDS = (
    "oppdatert: 2026-13-01", "dato: i går", "titel: Feil", "malgrupper: [romvesen]", "emner: [ukjent]",
    "oversetter: barnehage/borte", "virksomhet: borte", "sprak: fr", "tittel: x", "status: kanskje",
    "publiseres_fra: 2026", "malgrupper: innbyggere",
)  # fmt: skip

SLUGS = ("ny", "frist", "gebyr", "apne-data", "zoologi", "opptak", "konsert")
UNITS = ("skole", "eldre", "barnehage", "kultur")

PARTS = (
    "Bare litt tekst, med «sitat» og æøå.",
    "## Frist\n\nFristen er 1. mars.",
    "## Hvem kan søke?\n\nAlle.\n\n### Unntak\n\nIngen.",
    "| Søknad | Frist |\n|---|--:|\n| Hovedopptak | 1. mars |",
    '!!! viktig "Husk"\n    Svar innen ti dager.',
    "Pris[^1].\n\n[^1]: Pluss kost.",
    "<b>Rå</b> HTML <script>alert(1)</script> & *utheving*.",
    "[Skjemaet](../filer/skjema.pdf) og ![Brua](../bilder/brua.png)",
    "[Kartet](../filer/kart.txt) og ![Nytt](../bilder/nytt.jpg)",
    "[Utenfor](https://example.no/) og [servicetorget](/servicetorget/).",
)
"""Parts that texts are put together of; links between files come beside them."""

WRONG_TEXTS = ("Ring 130972 48022.", "Ring 130972**48022**.", "Et \x07 tegn.")

REGISTERS: dict[str, tuple[str, ...]] = {
    "malgrupper": (
        "- {id: unge, tittel: Unge, ingress: For deg som er ung.}\n",
        "- {id: innbyggere, tittel: Folk, ingress: For folk flest.}\n",
    ),
    "emner": (
        "- {id: plan, tittel: Plan og bygg}\n",
        "- {id: kultur, tittel: Åpen kultur}\n",
    ),
    "utvalg": (
        "- {id: formannskapet, tittel: Formannskapet, ingress: Et utvalg., arkivnavn: [Formannskap]}\n",
        "- {id: ungdomsradet, tittel: Ungdomsrådet, ingress: Et råd., medlemmer: [{navn: Ada Ung}]}\n",
        "- {id: kommunestyret, tittel: Kommunestyret, ingress: Øverst., kode: KOM, arkivnavn: [Byting]}\n",
    ),
    "skjer": (
        "- {tittel: Kveldstur, type: arrangement, tid: 2026-11-23T20:00, sted: Marka}\n",
        "- {tittel: Julemarked, type: arrangement, tid: 2026-12-05T12:00, url: /kultur/}\n",
        "- {tittel: Frist for tilskudd, type: frist, tid: 2026-11-24, hele_dagen: true}\n",
    ),
    "horinger": (
        "- {id: bad, tittel: Nytt bad, ingress: Et bad for alle., virksomhet: kultur, saksnummer: 2026/12,"
        " kunngjort: 2026-11-01, frist: 2026-11-23, svar: [Skriv.]}\n",
        "- {id: vei, tittel: Ny vei forbi byen, ingress: En lang vei., virksomhet: servicetorget,"
        " kunngjort: 2026-11-24, frist: 2026-12-24, svar: [Ring.],"
        " dokumenter: [{tittel: Kart, url: /kultur/}]}\n",
        "- {id: bru, tittel: Bred bru over elva, ingress: En bredere bru., virksomhet: kultur,"
        " kunngjort: 2026-11-20, frist: 2026-12-20, svar: [Skriv.], status: utkast}\n",
    ),
    "avvik": (
        "- {id: brann, tittel: Brann i sentrum, tekst: Hold avstand., niva: krise,"
        " oppdatert: 2026-11-23T11:00, gyldig_til: 2026-11-23T15:00}\n",
        "- {id: vei, tittel: Veien stenges, tekst: I natt., virksomhet: kultur, oppdatert: 2026-11-22,"
        " publiseres_fra: 2026-11-23T15:00, gyldig_til: 2026-11-30}\n",
        "- {id: is, tittel: Isen er trygg, tekst: Gå på skøyter., niva: info, oppdatert: 2026-11-20,"
        " url: /kultur/tilskudd/}\n",
    ),
}
"""Entries that each register may get."""

FRONT = (
    "oppgaver:\n  - {tekst: Betal regning, url: /servicetorget/skatt/}\n",
    "oppgaver:\n  - {tekst: Søk plass, url: /barnehage/opptak/}\nsoekeeksempler: [byggesak]\n",
)

SETTINGS: tuple[tuple[str, object], ...] = (
    ("news_on_front", 0), ("news_on_front", 5), ("news_in_archive", 1), ("related_pages", 0),
    ("related_pages", 1), ("departures_on_front", 1), ("demo_notice", ""), ("vision", "Et nytt mål & <mer>"),
    ("site_name", "Byen kommune"), ("site_url", "https://byen.kommune.no"), ("mask_old_names", False),
    ("main_unit", "barnehage"), ("politics_unit", "kultur"), ("accessibility_statement", "https://uu.no/1"),
    ("footer_pages", ()), ("footer_pages", ("barnehage/opptak", "kultur/tilskudd", "barnehage/ny")),
)  # fmt: skip

MOMENTS = (
    "2026-09-01T00:00", "2026-11-22T23:59:59.999999", "2026-11-23T00:00", "2026-11-23T08:00",
    "2026-11-23T14:59:59.999999", "2026-11-23T15:00", "2026-11-23T15:00:00.000001", "2026-11-24T00:00",
    "2026-11-24T18:00", "2026-11-24T23:00", "2026-11-25T00:00", "2026-11-25T23:59", "2026-12-01T00:00",
    "2027-03-28T03:30", "2027-11-18T23:59:59.999999", "2027-11-19T00:00", "2027-11-21T00:00",
    "2028-02-29T12:00",
)  # fmt: skip
"""Where the clock may be set: on, just before and just after what the fields and the deliveries name."""
