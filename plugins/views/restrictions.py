"""Why an entry is withheld, in plain words, and how a resident asks for it anyway."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from plugins.views.archive import Restriction
from plugins.views.law_references import Reference, references

if TYPE_CHECKING:
    from plugins.model.archive import Skjerming

_PERSONAL = "Opplysninger om noens personlige forhold er underlagt taushetsplikt."
_BUSINESS = "Opplysninger om en virksomhets drift eller forretningsforhold er underlagt taushetsplikt."
_SECRECY = "Dokumentet har opplysninger som er underlagt taushetsplikt."

_OFFENTLEGLOVA = {
    "5": "Innsynet er utsatt. Dokumentet kan bli åpent senere.",
    "5a": _SECRECY,
    "12": "Resten av dokumentet er unntatt sammen med de opplysningene som er unntatt.",
    "13": _SECRECY,
    "14": "Dokumentet er laget av kommunen selv, for å forberede en sak internt.",
    "15": "Kommunen har hentet inn dokumentet fra andre for å forberede en sak internt.",
    "16": "Dokumentet er internt i kommunen. Paragrafen har egne regler for kommuner og folkevalgte organer.",
    "17": "Dokumentet gjelder Det kongelige hoff.",
    "18": "Dokumentet hører til en rettssak som kommunen er part i.",
    "19": "Dokumentet hører til konsultasjoner mellom staten og Sametinget.",
    "20": "Dokumentet kan unntas av hensyn til Norges forhold til andre land.",
    "21": "Dokumentet kan unntas av hensyn til nasjonal sikkerhet eller forsvaret av landet.",
    "22": "Dokumentet gjelder arbeidet med statsbudsjettet.",
    "23": "Dokumentet kan unntas for ikke å svekke det offentliges økonomi eller forhandlinger, "
    "eller fordi det gjelder tilbud i en anskaffelse.",
    "24": "Dokumentet gjelder kontroll, tilsyn eller mulige lovbrudd, og åpenhet kan skade arbeidet.",
    "25": "Dokumentet gjelder en ansettelse eller forfremmelse.",
    "26": "Dokumentet har eksamenssvar, karakterer, personbilder, fødselsnummer eller opplysninger fra "
    "forskning som kan unntas.",
}  # fmt: skip
"""What each paragraph of offentleglova that municipalities use protects, in our own words. § 5 a is that of
the act before it, which entries of old cases still name."""

_SUBSECTIONS = {
    ("23", 1): "Dokumentet kan unntas for ikke å svekke det offentliges økonomi eller forhandlinger.",
    ("23", 3): "Dokumentet gjelder tilbud i en anskaffelse, og kan unntas til leverandøren er valgt.",
    ("24", 1): "Dokumentet gjelder kontroll eller tilsyn, og åpenhet kan motvirke arbeidet.",
    ("24", 2): "Dokumentet er et tips eller en melding om et mulig lovbrudd.",
    ("24", 3): "Åpenhet om dokumentet kan lette lovbrudd eller sette noen i fare.",
    ("26", 5): "Dokumentet har fødselsnummer eller et nummer som brukes på samme måte.",
}  # fmt: skip
"""Where a subsection (ledd) says more than its paragraph."""

_HEALTH = "Opplysninger som helsepersonell får om pasienter, er underlagt taushetsplikt."
_CHILDREN = "Opplysninger i en sak om barnevern er underlagt taushetsplikt."
_WELFARE = "Opplysninger om den som søker eller får hjelp, er underlagt taushetsplikt."
_TAX = "Opplysninger om skatt og økonomi er underlagt taushetsplikt."
_OTHER_ACTS = {
    ("helse", "21"): _HEALTH,
    ("barnevern", "13-1"): _CHILDREN,
    ("barnevern", "6-7"): _CHILDREN,
    ("sosial", "44"): _WELFARE,
    ("nav", "7"): _WELFARE,
    ("skatt", "3-1"): _TAX,
    ("skatt", "3-13"): _TAX,
}
"""The secrecy of other acts, which say more of what is withheld than offentleglova § 13 does."""

_UNKNOWN_PARAGRAPH = "Dokumentet er helt eller delvis unntatt etter den bestemmelsen som er oppgitt."
_NO_PARAGRAPH = "Arkivet har merket dokumentet med begrenset innsyn, men har ikke oppgitt bestemmelsen."

ACCESS = (
    "Vil du lese et dokument, kan du be om innsyn. Skriv eller ring, og oppgi sak og dokumentnummer. "
    "Du trenger ikke å si hvem du er eller hva du skal bruke dokumentet til.",
    "Det gjelder også dokumenter som er merket med begrenset innsyn. Da vurderer kommunen på nytt om du kan "
    "få lese hele eller deler av dokumentet.",
    "Kommunen skal svare uten ugrunnet opphold, vanligvis innen 1–3 virkedager. Har du ikke fått svar innen "
    "5 virkedager, regnes det som et avslag som du kan klage på.",
    "Får du avslag, kan du be om en nærmere begrunnelse. Den skal du ha innen 10 virkedager. Du kan klage "
    "til Statsforvalteren. Klagen sender du til kommunen.",
)
"""How to ask for access and appeal (offentleglova §§ 28–32), said once on a page, never for each entry."""


def restriction_view(skjerming: Skjerming | None) -> Restriction | None:
    """The restriction as a page shows it; None when the entry is open."""
    if skjerming is None:
        return None
    paragraph = skjerming.skjermingshjemmel.strip()
    return Restriction(
        restriction=skjerming.tilgangsrestriksjon.strip() or "Begrenset innsyn",
        paragraph=paragraph,
        explanation=explain(paragraph),
    )


@lru_cache(maxsize=1024)
def explain(paragraph: str) -> str:
    """What the paragraphs of a restriction protect, in plain words, each thing once.

    The same number means another thing in another act: a paragraph whose act is not known gets a sentence
    that is true of any restriction.

    >>> explain("offl. § 13 jf. fvl. § 13 første ledd nr. 1")
    'Opplysninger om noens personlige forhold er underlagt taushetsplikt.'
    >>> explain("jernbaneloven § 21")
    'Dokumentet er helt eller delvis unntatt etter den bestemmelsen som er oppgitt.'
    """
    if not paragraph.strip():
        return _NO_PARAGRAPH
    said = list(dict.fromkeys(filter(None, map(_protects, references(paragraph)))))
    if (
        len(said) > 1
        and _SECRECY in said
        and any("taushetsplikt" in each for each in said if each != _SECRECY)
    ):
        said.remove(_SECRECY)  # what another act adds says the same and more
    return " ".join(said) or _UNKNOWN_PARAGRAPH


def _protects(reference: Reference) -> str:
    """What one paragraph protects; empty when we do not know."""
    if reference.act == "offl":
        by_subsection = _SUBSECTIONS.get((reference.paragraph, reference.subsection))
        return by_subsection or _OFFENTLEGLOVA.get(reference.paragraph, "")
    if reference.act == "fvl" and reference.paragraph == "13":
        return {1: _PERSONAL, 2: _BUSINESS}.get(reference.item, _SECRECY)
    return _OTHER_ACTS.get((reference.act, reference.paragraph), "")
