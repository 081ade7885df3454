"""Why an entry is withheld, in plain words, and how a resident asks for it anyway."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from plugins.views.archive import Restriction

if TYPE_CHECKING:
    from plugins.model.archive import Skjerming

_LAW_AND_PARAGRAPH = re.compile(r"(?P<law>[^§\d,;]*)§{1,2}\s*(?P<number>\d+)")
_PUBLICITY_ACT = re.compile(r"\b(?:u\.?\s*)?off(?:\b|l\b|entl|\.)", re.IGNORECASE)
_ADMINISTRATION_ACT = re.compile(r"\b(?:fvl|fvlova|forvaltn)", re.IGNORECASE)
_ITEM = re.compile(r"\bnr\.?\s*(\d)|\b(\d)\.?\s*(?:punkt|pkt)|\bpkt\.?\s*(\d)", re.IGNORECASE)

_PERSONAL = "Opplysninger om noens personlige forhold er underlagt taushetsplikt."
_BUSINESS = "Opplysninger om en virksomhets drift eller forretningsforhold er underlagt taushetsplikt."

_EXPLANATIONS = {
    13: "Dokumentet har opplysninger som er underlagt taushetsplikt.",
    14: "Dokumentet er laget av kommunen selv, for å forberede en sak internt.",
    15: "Kommunen har hentet inn dokumentet fra andre for å forberede en sak internt.",
    20: "Dokumentet kan unntas av hensyn til Norges forhold til andre land.",
    21: "Dokumentet kan unntas av hensyn til nasjonal sikkerhet eller forsvaret av landet.",
    22: "Dokumentet gjelder arbeidet med statsbudsjettet.",
    23: "Dokumentet kan unntas for ikke å svekke det offentliges økonomi eller forhandlinger, "
    "eller fordi det gjelder tilbud i en anskaffelse.",
    24: "Dokumentet gjelder kontroll, tilsyn eller mulige lovbrudd, og åpenhet kan skade arbeidet.",
    25: "Dokumentet gjelder en ansettelse eller forfremmelse.",
    26: "Dokumentet har eksamenssvar, karakterer, personbilder, fødselsnummer eller opplysninger fra "
    "forskning som kan unntas.",
}  # fmt: skip
"""What each paragraph of offentleglova that municipalities use protects, in our own words."""

_UNKNOWN_PARAGRAPH = "Dokumentet er helt eller delvis unntatt etter den bestemmelsen som er oppgitt."
_NO_PARAGRAPH = "Arkivet har merket dokumentet med begrenset innsyn, men har ikke oppgitt bestemmelsen."

ACCESS = (
    "Vil du lese et dokument, kan du be om innsyn. Skriv eller ring, og oppgi sak og dokumentnummer. "
    "Du trenger ikke å si hvem du er eller hva du skal bruke dokumentet til.",
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


def explain(paragraph: str) -> str:
    """What the paragraph of a restriction protects, in plain words.

    Only paragraphs of offentleglova are explained, since the same number means another thing in another
    act; everything else gets a sentence that is true of any restriction.

    >>> explain("offl. § 13 jf. fvl. § 13 første ledd nr. 1")
    'Opplysninger om noens personlige forhold er underlagt taushetsplikt.'
    >>> explain("helsepersonelloven § 21")
    'Dokumentet er helt eller delvis unntatt etter den bestemmelsen som er oppgitt.'
    """
    if not paragraph.strip():
        return _NO_PARAGRAPH
    found = list(_LAW_AND_PARAGRAPH.finditer(paragraph))
    ours = next((m for m in found if _PUBLICITY_ACT.search(m["law"])), None)
    if ours is None:
        return _UNKNOWN_PARAGRAPH
    number = int(ours["number"])
    if number == 13:
        return _secrecy(paragraph, found)
    return _EXPLANATIONS.get(number, _UNKNOWN_PARAGRAPH)


def _secrecy(paragraph: str, found: list[re.Match[str]]) -> str:
    """Which secrecy § 13 rests on: forvaltningsloven § 13 nr. 1 protects persons, nr. 2 businesses."""
    act = next((m for m in found if _ADMINISTRATION_ACT.search(m["law"]) and m["number"] == "13"), None)
    item = _ITEM.search(paragraph, act.end()) if act else None
    number = next((g for g in item.groups() if g), "") if item else ""
    return {"1": _PERSONAL, "2": _BUSINESS}.get(number, _EXPLANATIONS[13])
