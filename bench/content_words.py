# ruff: noqa: E501 - word lists
"""The words that invented pages are made of: units, what a page is about, and parts of sentences."""

from __future__ import annotations

UNITS = (
    ("servicetorget", "Servicetorget"), ("radmann", "Rådmannen"), ("kommunalteknikk", "Kommunalteknikk"),
    ("barnehage", "Barnehage"), ("skole", "Skole"), ("byggesak", "Byggesak"), ("plan", "Plan"),
    ("bibliotek", "Bibliotek"), ("kultur", "Kultur og frivillighet"), ("sfo", "Skolefritidsordningen"),
    ("barnevern", "Barnevern"), ("helse-og-mestring", "Helse og mestring"), ("hjemmetjenester", "Hjemmetjenester"),
    ("sykehjem", "Sykehjem"), ("nav-ski", "NAV Ski"), ("naering", "Næring"),
    ("politisk-sekretariat", "Politisk sekretariat"), ("brann-og-redning", "Brann og redning"),
    ("eiendom", "Eiendom"), ("oppmaling", "Oppmåling"), ("miljo-og-klima", "Miljø og klima"),
    ("landbruk", "Landbruk"), ("park-og-idrett", "Park og idrett"), ("svommehallen", "Svømmehallen"),
    ("ungdomshuset", "Ungdomshuset"), ("kulturskolen", "Kulturskolen"), ("helsestasjonen", "Helsestasjonen"),
    ("legevakta", "Legevakta"), ("frisklivssentralen", "Frisklivssentralen"), ("psykisk-helse", "Psykisk helse"),
    ("rus-og-avhengighet", "Rus og avhengighet"), ("flyktningtjenesten", "Flyktningtjenesten"),
    ("voksenopplaeringen", "Voksenopplæringen"), ("ppt", "Pedagogisk-psykologisk tjeneste"),
    ("bofellesskap", "Bofellesskap"), ("dagsenteret", "Dagsenteret"), ("boligkontoret", "Boligkontoret"),
    ("innkjop", "Innkjøp"), ("okonomi", "Økonomi"), ("personal", "Personal"), ("arkivet", "Arkivet"),
    ("ikt", "IKT og digitalisering"), ("kommuneadvokaten", "Kommuneadvokaten"), ("revisjonen", "Revisjonen"),
    ("skatteoppkreveren", "Skatteoppkreveren"), ("parkering", "Parkering"), ("renhold", "Renhold"),
    ("kjokkentjenesten", "Kjøkkentjenesten"), ("frivilligsentralen", "Frivilligsentralen"),
    ("beredskap", "Beredskap"),
)  # fmt: skip
"""Slug and title. The first ones own what the front page and the footer lead to."""

FOOTER_PAGES = (
    ("kontakt", "Kontakt oss og åpningstider"),
    ("om-nettstedet", "Om nettstedet"),
    ("personvern", "Personvern på nettstedet"),
    ("tilgjengelighet", "Tilgjengelighet på nettstedet"),
    ("innsyn", "Be om innsyn i et dokument"),
    ("sosiale-medier", "Kommunen i sosiale medier"),
)
"""Pages of ``servicetorget`` that the footer of every page leads to."""

SUBJECTS = (
    "barn-og-familie skole-og-utdanning helse-og-omsorg bolig-og-eiendom bygge-og-plan vei-vann-og-avfall"
    " kultur-og-fritid arbeid-og-velferd naering natur-og-miljo skatt-og-avgifter beredskap-og-sikkerhet"
    " politikk-og-innsyn om-kommunen"
).split()
TARGET_GROUPS = (
    "innbyggere brukere-og-parorende naeringsliv lag-og-foreninger ansatte-og-tillitsvalgte presse"
    " folkevalgte andre-myndigheter"
).split()

THINGS = (
    "barnehageplass", "skoleplass", "skoleskyss", "leksehjelp", "ferietilbud", "kulturskoleplass", "lokalleie",
    "halltid", "tilskudd", "skjenkebevilling", "torgplass", "parkeringskort", "piggdekkoblat", "renovasjon",
    "hytterenovasjon", "feiing", "vannmåler", "avløpsgebyr", "tømming av slamtank", "graving i vei",
    "avkjøring", "veilys", "brøyting", "strøsand", "rammetillatelse", "ferdigattest", "nabovarsel",
    "bruksendring", "fradeling", "situasjonskart", "seksjonering", "eiendomsskatt", "startlån", "bostøtte",
    "kommunal bolig", "sosialhjelp", "gjeldsrådgivning", "arbeidstrening", "norskopplæring", "hjemmesykepleie",
    "praktisk bistand", "trygghetsalarm", "matombringing", "dagsenterplass", "korttidsopphold", "støttekontakt",
    "avlastning", "fysioterapi", "vaksinasjon", "frisklivsresept",
)  # fmt: skip
PLACES = (
    "i Ski sentrum", "på Langhus", "i Kråkstad", "på Siggerud", "i Skotbu", "på Vevelstad", "i Bøleråsen",
    "på Drømtorp", "på Finstad", "på Hebekk", "i Nordbyveien", "i Eikelia", "på Haugjordet", "i Magasinleddet",
    "på Kapellveien", "ved Rådhuset", "ved stasjonen", "ved Midtsjøvannet", "på Ellingsrud", "i Sandermosen",
    "på Bru", "i Østmarka", "ved idrettsparken", "på Kjeppestad",
)  # fmt: skip
PAGE_TITLES = (
    "Søk om {}", "Klage på vedtak om {}", "Endre avtale om {}", "Si opp {}", "Priser for {}", "Regler for {}",
    "Hjelp med {}", "Feil ved {}", "Dokumenter til {}", "Frister for {}", "Spørsmål om {}", "Ventetid for {}",
    "Betaling for {}", "Kontakt om {}", "Slik foregår {}", "Rettigheter ved {}", "Venteliste for {}",
    "Veiledning om {}", "Skjema for {}", "Ansvar for {}",
)  # fmt: skip
NEWS_TITLES = (
    "Ny ordning for {}", "Flere får {}", "Kortere ventetid for {}", "Fristen nærmer seg for {}",
    "Kommunestyret vedtok {}", "Nye priser for {}", "Enklere å søke om {}", "Møte om {}", "Høring om {}",
    "Rekordmange søkte om {}", "Stans i tilbudet om {}", "Åpen dag om {}", "Rapport om {}", "Penger til {}",
    "Prøveprosjekt for {}", "Spørreundersøkelse om {}", "Bedre informasjon om {}", "Tilsyn med {}",
    "Utvalget drøftet {}", "Ny avtale om {}",
)  # fmt: skip

HEADINGS = (
    "Hvem kan søke?", "Hvordan søker jeg?", "Hva koster det?", "Når får jeg svar?", "Hva må jeg legge ved?",
    "Kan jeg klage?", "Hvem hjelper meg?", "Hva skjer etterpå?", "Hvor møter jeg opp?", "Hva sier reglene?",
    "Hvor lenge varer det?", "Hva om noe endrer seg?",
)  # fmt: skip
ACTORS = (
    "kommunen", "saksbehandleren", "servicetorget", "virksomheten", "avdelingen", "utvalget", "leverandøren",
    "fagansvarlig", "vaktlaget", "kontoret", "rådgiveren", "teamet",
)  # fmt: skip
DEEDS = (
    "behandler", "vurderer", "kontrollerer", "registrerer", "følger opp", "sender ut", "oppdaterer", "arkiverer",
    "kunngjør", "godkjenner", "går gjennom", "svarer på", "ser på", "skriver", "leser", "sjekker", "retter",
)  # fmt: skip
DUTIES = (
    "må sende inn", "kan hente", "bør lese", "kan endre", "trenger ikke å levere", "må ta vare på", "kan trekke",
    "skal ha med", "bør sjekke", "må skrive under på", "kan be om å se", "får tilsendt",
)  # fmt: skip
OBJECTS = (
    "søknaden", "vedtaket", "planen", "avtalen", "tilbudet", "kvitteringen", "klagen", "dokumentene",
    "timeplanen", "tegningene", "fakturaen", "skjemaet", "kartet", "kopien", "brevet", "lista", "rapporten",
    "attesten", "meldingen", "opplysningene",
)  # fmt: skip
WHEN = (
    "innen tre uker", "hver uke", "før fristen går ut", "når alt er på plass", "sammen med deg", "på nett",
    "så snart vi kan", "to ganger i året", "etter påske", "før sommeren", "på dagtid", "i god tid",
    "uten at det koster noe", "ved nyttår", "i løpet av høsten", "samme dag", "når du har fått svar",
    "mellom klokka ni og tre", "i alle skoleferier", "etter avtale", "fra og med i år", "hele året",
)  # fmt: skip
RESULTS = (
    "får du brev i posten", "ringer vi deg", "får du svar på SMS", "må du søke på nytt", "gjelder de gamle reglene",
    "tar vi saken videre", "kan du klage", "får du pengene tilbake", "blir saken avsluttet", "finner vi en løsning",
)  # fmt: skip
STRESSED = ("alltid", "senest", "bare", "gratis", "ikke", "skriftlig", "én gang", "først")
KEYWORDS = (
    "boss", "søppel", "bhg", "veg", "vatn", "bedrift", "parking", "tilskot", "eldre", "ungdom", "blankett",
    "skjema", "klageskjema", "satser", "gebyr", "åpent", "kart", "regning",
)  # fmt: skip
AUDIENCES = (
    "Alle som bor i Ski",
    "Barn og foreldre",
    "Huseiere og byggherrer",
    "Lag og foreninger",
    "Bedrifter",
)
PRICES = ("Gratis", "120 kroner", "Fra 300 til 1 200 kroner", "Etter inntekt", "Inngår i gebyret")
DEADLINES = ("1. mars", "15. april", "1. juni", "Tre uker etter vedtaket", "Ingen frist")
ANSWERS = ("Tre uker", "Fire uker", "Tolv uker", "Samme dag")
ROLES = ("Fagleder for tjenesten", "Leder av kontoret", "Rådgiver for innhold", "Virksomhetslederen")
