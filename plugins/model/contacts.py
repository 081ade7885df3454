"""E-mail addresses and telephone numbers of private persons, masked; an organisation's own are left.

An address is an organisation's when its domain is a public body's, or when it is a post box by its name
(«post@…») outside the domains that anybody can have an address in. A telephone number is one when it is of
a kind that only organisations have, or stands in a text that names an organisation and no person; a mobile
or foreign one is somebody's own, so that it must be said to be a switchboard or the like. Doubt counts as
private.
"""

from __future__ import annotations

import re

from plugins.model.digit_groups import in_our_signs
from plugins.model.identifiers import address_of, find_emails, find_phones, may_hold_emails
from plugins.model.name_words import TOKEN, word
from plugins.model.names import find_person_names

EMAIL_MASK = "[epost]"
PHONE_MASK = "[telefon]"

_MAY_HOLD_PHONE = re.compile(r"\d(?:\D{0,3}\d){7}")
_PUBLIC = re.compile(
    r"(?:^|\.)(?:kommune\.no|fylkeskommune\.no|dep\.no|stat\.no|nav\.no|politiet\.no|statsforvalteren\.no"
    r"|vegvesen\.no|udir\.no|helsedir\.no|kartverket\.no|bufdir\.no|skatteetaten\.no|stortinget\.no)$"
)
_FOR_ANYBODY = re.compile(
    r"(?:^|\.)(?:gmail|googlemail|hotmail|outlook|live|msn|yahoo|icloud|me|mac|aol|proton|protonmail|gmx|online"
    r"|broadpark|getmail|lyse|altibox|frisurf|start|c2i|tele2|sensewave|ebnett|vikenfiber|mail)(?:\.[a-z.]+)?$"
)
_POST_BOX = re.compile(
    r"(?:post|postmottak|postkasse|epost|e-post|mail|firmapost|firma|kontakt|contact|info|support|hjelp|service"
    r"|kundeservice|servicetorg|servicetorget|resepsjon|sentralbord|booking|bestilling|faktura|fakturamottak"
    r"|regnskap|administrasjon|adm|arkiv|kontor|kontoret|office|redaksjon|redaksjonen|presse|styret|leder"
    r"|byggesak|plan|valg|politikk|personvern|personvernombud|noreply|no-reply|ikke-svar)"
)
_OPEN_LINE = re.compile(r"\(?(?:(?:\+|00)?47\)?\D?)?8(?:(?:00|1[0-5])\D?\d\d\D?\d{3}|(?:0|1)(?:\D?\d\d){3})")
"""Free and shared-cost numbers (800, 810–815), which only organisations have."""
_SOMEBODYS_OWN = re.compile(r"\(?(?:(?:\+|00)?\D{0,2}47\D{0,2})?[49](?:\D{0,3}\d){7}|\(?\+(?!47).*")
"""A mobile telephone, which begins with 4 or 9 in the Norwegian numbering plan, or a foreign one."""
_SWITCHBOARD = re.compile(
    r"\b(?:sentralbord|servicetorg|vakttelefon|døgnvakt|legevakt|resepsjon|kundeservice|kundesenter|publikum"
    r"|rådhus|kommun|fylk|politi|brannvesen|redaksjon)\w*", re.IGNORECASE
)  # fmt: skip
_OTHER_NUMBER = re.compile(
    r"\b(?:org|faktura|ordre|kunde|sak|sals|saks|dok|dokument|bilag|journal|arkiv|ref|referanse|kid|id|prosjekt"
    r"|løyve|avtale|kontrakt|skjema|melding|versjon|serie|modell|reg|målar|måler|anlegg|søknad|bestilling"
    r"|matrikkel|vedtak|sals|objekt|sekvens|løpe)\w*\.?\s*(?:n(?:umme)?r)?\.?\s*[:#=]?\s*$", re.IGNORECASE
)  # fmt: skip
"""What stands before a row of eight digits that is another kind of number."""


def may_hold_contacts(text: str) -> bool:
    """Whether a text is worth looking through; False is certain."""
    return may_hold_emails(text) or _MAY_HOLD_PHONE.search(text) is not None


def mask_contacts(text: str) -> str:
    """``text`` with private persons' e-mail addresses and telephone numbers masked.

    >>> mask_contacts("Svar til kari.nordmann@example.com, tlf. 900 12 345")
    'Svar til [epost], tlf. [telefon]'
    >>> mask_contacts("Send til postmottak@ski.kommune.no, sentralbordet 64 87 87 00, ordrenr. 40012345")
    'Send til postmottak@ski.kommune.no, sentralbordet 64 87 87 00, ordrenr. 40012345'
    """
    return _mask_phones(mask_emails(text)) if may_hold_contacts(text) else text


def mask_emails(text: str) -> str:
    """``text`` with private persons' e-mail addresses masked; in addresses and file names nothing else is."""
    pieces, done = [], 0
    for start, end in find_emails(text):
        if not is_organisations_address(text[start:end]):
            pieces += [text[done:start], EMAIL_MASK]
            done = end
    return "".join([*pieces, text[done:]])


def is_organisations_address(address: str) -> bool:
    """Whether an e-mail address is a body's own; doubt is private.

    >>> is_organisations_address("kari@ski.kommune.no"), is_organisations_address("post@hansen-bygg.no")
    (True, True)
    >>> is_organisations_address("kari@hansen-bygg.no"), is_organisations_address("post@gmail.com")
    (False, False)
    """
    local, _, domain = address_of(address).rpartition("@")
    if _PUBLIC.search(domain):
        return True
    return not _FOR_ANYBODY.search(domain) and _POST_BOX.fullmatch(local) is not None


def _mask_phones(text: str) -> str:
    pieces, done = [], 0
    ours = in_our_signs(text)
    for start, end in find_phones(ours):
        if not _is_open(ours, start, end):
            pieces += [text[done:start], PHONE_MASK]
            done = end
    return "".join([*pieces, text[done:]])


def _is_open(text: str, start: int, end: int) -> bool:
    if _OPEN_LINE.fullmatch(text, start, end):
        return True
    if text[start:end].isdecimal() and _OTHER_NUMBER.search(text, max(0, start - 40), start):
        return True
    answers_for_many = _SWITCHBOARD.search(text) is not None
    if not answers_for_many and (
        _SOMEBODYS_OWN.fullmatch(text, start, end) or not _names_an_organisation(text)
    ):
        return False
    return not find_person_names(text)


def _names_an_organisation(text: str) -> bool:
    return any(
        word(token).organisation for token in TOKEN.findall(text) if token[:1].isupper() and len(token) > 2
    )
