"""The gate: nothing with a fødselsnummer or its kin goes further, and nothing of it is told in the finding.

Source of the rule: offentlegforskrifta § 7 (never on the internet), read as policy for the whole store.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from plugins.importers.node import Node
from plugins.importers.values import BadValueError
from plugins.model.identifiers import find_national_ids, scrub

REASON = "inneholder et fødselsnummer eller et tilsvarende nummer"
REMEDY = "fjern nummeret i arkivet og lever posten på nytt"

# Made by machines from chance or content; some have eleven digits in a row without meaning anything.
_MACHINE_MADE = re.compile(
    r"\s*(?:[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}|(?=.*[a-f])[0-9a-f]{32,128})\s*",
    re.I,
)
_DATE_LIKE = re.compile(r"\d{1,4}([-./])\d{1,2}\1\d{1,4}(?:[T ][\d:.,+Z-]*)?")
_LONGEST_SHOWN = 80


def check(node: Node) -> None:
    """Raise BadValueError when a record, or anything under it, holds a national identifier."""
    fields = list(texts(node))
    # One search through it all first: «|» joins no digits, and hardly any record needs the second look.
    if not find_national_ids("|".join([text for _, text in fields])):
        return
    for name, text in fields:
        found = find_national_ids(text)
        if found and not _MACHINE_MADE.fullmatch(text):
            raise BadValueError(name, f"[{found[0].kind}]", REASON, REMEDY)


def may_be_told(system_id: str) -> bool:
    """Whether a systemID can stand in quarantine: it is short, and no identifier itself."""
    harmless = bool(_MACHINE_MADE.fullmatch(system_id)) or not find_national_ids(system_id)
    return 0 < len(system_id) <= _LONGEST_SHOWN and harmless


def texts(node: Node) -> Iterator[tuple[str, str]]:
    """Every value of a record and of what lies under it, with the name of its field."""
    for part in node.walk():
        yield from part.values.items()
        yield from (("personnavn", name) for name in part.names)


def shown(text: str) -> str:
    """A value as it may stand in quarantine and in messages: identifiers masked, and short."""
    writable = text[:500].encode("utf-8", "replace").decode()  # names of files may be no UTF-8
    if _DATE_LIKE.fullmatch(writable) and not find_national_ids(writable):
        return writable[:_LONGEST_SHOWN]  # long runs of digits are masked, but «9999-12-31» is no number
    masked = " ".join(scrub(writable).split())
    return masked if len(masked) <= _LONGEST_SHOWN else masked[: _LONGEST_SHOWN - 1] + "…"
