"""What the model says of wrong fields, said to the editor: key, value and remedy in Norwegian.

Build and checks both come through here, so that they can never disagree on a field.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from typing import Any, get_args

from pydantic import BaseModel, ValidationError
from pydantic.fields import FieldInfo
from pydantic_core import ErrorDetails

from plugins.model.errors import Problem

_LONGEST_VALUE = 60
_DATE = "skriv ÅÅÅÅ-MM-DD"
_MOMENT = "skriv ÅÅÅÅ-MM-DD, eller ÅÅÅÅ-MM-DDTKK:MM med klokkeslett"

_FORMS = {
    "telefon": "skriv åtte siffer som 64 87 87 00, eller et nummer med fem siffer",
    "epost": "skriv adressen som postmottak@ski.kommune.no",
    "url": "begynn med / for en side her, https:// for et annet nettsted, eller tel: eller mailto:",
    "adresse": "skriv adressen til siden som /barnehage/sok-plass/",
    "postnummer": "skriv fire siffer",
    "apner": "skriv klokkeslettet som 08.00",
    "stenger": "skriv klokkeslettet som 15.30",
    "saksnummer": "skriv nummeret som 2026/1234",
    "resultat_url": "begynn med / for en side her, eller https:// for et annet nettsted",
    "id": "bruk bare små bokstaver a–z, tall og bindestrek",
}
"""How fields with a pattern are written, by key."""

_NOT_A_LIST = ("{key} må være en liste, ikke {value}", "skriv {last}: [{items}]")
_NO_FIELDS = ("{key} må ha egne felter, ikke {value}", "skriv feltene innrykket på linjene under")
_YES_NO = ("{key} kan ikke være {value}", "skriv true eller false")
_ANY_OTHER = ("{key} {value} er ikke gyldig", "rett verdien, eller fjern linjen")
_WRONG = {
    "string_too_short": ("{key} {value} er for kort", "skriv minst {min_length} tegn"),
    "string_too_long": ("{key} er for lang ({length} tegn)", "skriv høyst {max_length} tegn"),
    "string_pattern_mismatch": ("{key} {value} har feil form", "skriv den på formen {pattern}"),
    "literal_error": ("{key} kan ikke være {value}", ""),
    "string_type": ("{key} må være tekst, ikke {value}", "skriv én tekst på linjen"),
    "tuple_type": _NOT_A_LIST,
    "list_type": _NOT_A_LIST,
    "bool_parsing": _YES_NO,
    "bool_type": _YES_NO,
    "too_long": ("{key} har for mange ({actual_length})", "behold høyst {max_length}"),
    "too_short": ("{key} har for få ({actual_length})", "skriv minst {min_length}"),
    "model_type": _NO_FIELDS,
    "dict_type": _NO_FIELDS,
    "model_attributes_type": _NO_FIELDS,
}
"""Message and remedy by pydantic's kind of error, filled from the error's own context."""


def problems_from(
    error: ValidationError, model: type[BaseModel], label: str, lines: Mapping[str, int]
) -> list[Problem]:
    """One problem for each wrong field, in the order of the file.

    ``lines`` has the line of each key, nested as «apningstider.mandag», and of the whole under «»; a key that
    is missing is reported at what it is missing from. The result is never empty.
    """
    found = []
    details = error.errors(include_url=False)
    misspelt = {_meant(detail, model) for detail in details}
    for detail in details:
        if detail["type"] == "missing" and detail["loc"] in misspelt:
            continue  # «titel» is one finding, not a missing «tittel» as well
        keys = [str(part) for part in detail["loc"] if part != "[key]"]
        message, remedy = _said(detail, keys, model)
        found.append(Problem(label, _line(keys, lines), message, remedy))
    return sorted(set(found), key=lambda problem: (problem.line, problem.message))


def _meant(detail: ErrorDetails, model: type[BaseModel]) -> tuple[int | str, ...] | None:
    """The place of the field that an unknown one is a misspelling of."""
    if detail["type"] != "extra_forbidden":
        return None
    owner, _ = _found(model, [str(part) for part in detail["loc"]])
    close = difflib.get_close_matches(str(detail["loc"][-1]).casefold(), sorted(_aliases(owner)), n=1)
    return (*detail["loc"][:-1], close[0]) if close else None


def nearest(wrong: str, known: Iterable[str]) -> str:
    """The remedy for a word that is not among ``known``: the likeliest one meant, or what to choose from.

    >>> nearest("titel", ["tittel", "ingress"]), nearest("x", ["tittel", "ingress"])
    ('mente du «tittel»?', 'velg ingress eller tittel')
    """
    words = sorted(set(known))
    if close := difflib.get_close_matches(wrong.casefold(), words, n=1):
        return f"mente du «{close[0]}»?"
    return f"velg {_or(words)}" if words else "fjern det"


def _line(keys: list[str], lines: Mapping[str, int]) -> int:
    for length in range(len(keys), -1, -1):
        line = lines.get(".".join(keys[:length]))
        if line is not None:
            return line
    return 0


def _said(detail: ErrorDetails, keys: list[str], model: type[BaseModel]) -> tuple[str, str]:
    """Message and remedy for one error."""
    key, kind, value = _named(keys), detail["type"], detail["input"]
    context: dict[str, Any] = detail.get("ctx", {})
    owner, field = _found(model, keys)
    if kind == "missing":
        return f"«{key}» mangler", f"legg til «{keys[-1]}: …»"
    if kind == "extra_forbidden":
        return f"ukjent felt «{key}»", nearest(keys[-1], _aliases(owner))
    if detail["loc"] and detail["loc"][-1] == "[key]":
        return f"ukjent felt «{key}»", nearest(keys[-1], _expected(context))
    if value is None:
        return f"«{key}» står tom", "fyll ut verdien, eller fjern linjen"
    if _takes_date(field) and ("date" in kind or kind == "value_error"):
        return _wrong_date(key, value, field)
    return _wrong_value(kind, key, keys[-1] if keys else "", value, context)


def _wrong_value(kind: str, key: str, last: str, value: Any, context: dict[str, Any]) -> tuple[str, str]:
    message, remedy = _WRONG.get(kind, _ANY_OTHER)
    if kind == "literal_error":
        remedy = nearest(str(value), _expected(context))
    if kind == "string_pattern_mismatch":
        remedy = _FORMS.get(last, remedy)
    if kind == "string_type" and isinstance(value, bool):
        remedy = "sett verdien i anførselstegn"
    listed = "første, andre" if isinstance(value, (dict, list)) else str(value)
    items = ", ".join(part.strip() for part in listed.split(",") if part.strip())
    words = {"key": key, "last": last, "value": _shown(value), "items": items, "length": len(str(value))}
    return message.format(**words, **context), remedy.format(**words, **context)


def _wrong_date(key: str, value: Any, field: FieldInfo | None) -> tuple[str, str]:
    remedy = _MOMENT if field is not None and "datetime.datetime" in str(field.annotation) else _DATE
    return f"{key} {_shown(value)} er ikke en dato", remedy


def _takes_date(field: FieldInfo | None) -> bool:
    return field is not None and "datetime." in str(field.annotation)


def _named(keys: list[str]) -> str:
    """«emner.1» is read as the second of «emner»."""
    words = [f"nr. {int(key) + 1}" if key.isdigit() else key for key in keys]
    return " ".join(words) if any(key.isdigit() for key in keys) else ".".join(words)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return f"«{str(value).lower()}»"
    if isinstance(value, (list, tuple)):
        return "en liste"
    if isinstance(value, dict):
        return "flere felter"
    text = " ".join(str(value).split())
    return f"«{text[: _LONGEST_VALUE - 1]}…»" if len(text) > _LONGEST_VALUE else f"«{text}»"


def _expected(context: dict[str, Any]) -> list[str]:
    """The words of a literal, from «'a', 'b' or 'c'»."""
    return [word.strip(" '") for word in str(context.get("expected", "")).replace(" or ", ", ").split(",")]


def _or(words: list[str]) -> str:
    return " eller ".join([", ".join(words[:-1]), words[-1]] if len(words) > 1 else words)


def _aliases(model: type[BaseModel] | None) -> list[str]:
    fields = model.model_fields.items() if model else ()
    return [field.alias or name for name, field in fields]


def _found(model: type[BaseModel], keys: list[str]) -> tuple[type[BaseModel] | None, FieldInfo | None]:
    """The model that the last key belongs to, and its field there when it has one."""
    owner: type[BaseModel] | None = model
    field: FieldInfo | None = None
    for position, key in enumerate(keys):
        fields = {f.alias or name: f for name, f in owner.model_fields.items()} if owner else {}
        between = key not in fields and position < len(keys) - 1  # a place in a list, or a weekday
        if not between:
            field = fields.get(key)
            if field and position < len(keys) - 1:
                owner = _model_in(field.annotation)
    return owner, field


def _model_in(annotation: Any) -> type[BaseModel] | None:
    """The model inside «X | None», «tuple[X, ...]» or «dict[str, X]»."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    return next((found for inner in get_args(annotation) if (found := _model_in(inner))), None)
