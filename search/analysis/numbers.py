"""Numbers that name something (cases, items, properties, paragraphs, phones), each written in one way."""

from __future__ import annotations

import re
from string import ascii_lowercase

_COUNCIL = re.compile(r"([^\W\d_]+)[- ]?(\d+)/(\d+)")
_DATE = re.compile(r"(\d{4}-)?\d{2}-\d{2}")
_IN_FULL = re.compile(r"([0-9]{4}/[1-9][0-9]*)(-[1-9][0-9]*)?")
"""A case or a document of one, written as it is found by."""
_CASE = re.compile(r"(\d{2}|\d{4})/(\d+)(?:-(\d+))?")
_OF_YEAR = re.compile(r"(\d{1,3})/((?:19|20)\d\d)")


def full_year(year: str) -> str:
    """A year of two digits with its century; the archives go back to 1951.

    >>> full_year("15"), full_year("87"), full_year("2015")
    ('2015', '1987', '2015')
    """
    if len(year) == 4:
        return year
    return f"20{year}" if int(year) <= 50 else f"19{year}"


def case_forms(number: str) -> tuple[str, ...]:
    """A number with a slash in its full form, then the case alone when a document number follows.

    A property (gnr/bnr) is left as it is. When its first number could be a year, what was written comes
    last, so that a property, or an item of a body named by its number alone, is met as well; the item of a
    year in full as it is found by.

    >>> case_forms("15 / 1234"), case_forms("2015/1234-7"), case_forms("135/22")
    (('2015/1234', '15/1234'), ('2015/1234-7', '2015/1234'), ('135/22',))
    >>> case_forms("76/2026"), case_forms("106/2026")
    (('1976/2026', '76/2026', '76/26'), ('106/2026', '106/26'))
    """
    if (full := _IN_FULL.fullmatch(number)) is not None:
        return (number, full[1]) if full[2] else (number,)
    number = "".join(number.split())
    match = _CASE.fullmatch(number)
    of_year = _OF_YEAR.fullmatch(number)
    item = (f"{of_year[1].lstrip('0') or '0'}/{of_year[2][-2:]}",) if of_year else ()
    if match is None:
        return (number, *item)
    year, rest, document = match.groups()
    rest = rest.lstrip("0") or "0"
    case = f"{full_year(year)}/{rest}"
    if document:
        return (f"{case}-{document.lstrip('0') or '0'}", case)
    return (case,) if len(year) == 4 else (case, f"{year}/{rest}", *item)


def council_forms(number: str) -> tuple[str, ...]:
    """An item of an elected body: whole, then its number and its body, with two digits of the year.

    >>> council_forms("KST-35/15"), council_forms("TM 06/2015"), council_forms("kst35/15")
    (('kst-35/15', '35/15', 'kst'), ('tm-6/15', '6/15', 'tm'), ('kst-35/15', '35/15', 'kst'))
    """
    match = _COUNCIL.fullmatch(number.lower())
    assert match is not None, number  # noqa: S101 - the tokens find no other
    item = f"{match[2].lstrip('0') or '0'}/{match[3][-2:]}"
    return (f"{match[1]}-{item}", item, match[1])


def is_item(form: str) -> bool:
    """Whether a form is that of an item of a body, whole.

    >>> is_item("kst-35/15"), is_item("35/15"), is_item("2015/1234-7")
    (True, False, False)
    """
    return _COUNCIL.fullmatch(form) is not None


_FARM = "gnr"


def property_forms(farm: str, title: str = "") -> tuple[str, ...]:
    """Gnr and bnr as one number, then the farm alone, which all that lies on it is found by.

    >>> property_forms("135", "022"), property_forms("33")
    (('135/22', 'gnr135'), ('gnr33',))
    """
    number = farm.lstrip("0")
    alone = f"{_FARM}{number}"
    return (f"{number}/{title.lstrip('0')}", alone) if title else (alone,)


def is_farm(form: str) -> bool:
    """Whether a form is that of a farm.

    >>> is_farm("gnr33"), is_farm("135/22"), is_farm("gnr")
    (True, False, False)
    """
    return form.startswith(_FARM) and form[len(_FARM) :].isdecimal()


_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januar jan january",
            "februar feb february",
            "mars mar march",
            "april apr",
            "mai may",
            "juni jun june",
            "juli jul july",
            "august aug",
            "september sept sep",
            "oktober okt october oct",
            "november nov",
            "desember des december dec",
        ),
        1,
    )
    for name in names.split()
}
MONTHS = "|".join(sorted(_MONTHS, key=len, reverse=True))
"""Names of months in Norwegian and English, and how they are shortened, as a pattern."""


def date_forms(day: str, month: str, year: str = "") -> tuple[str, ...]:
    """A date as ISO 8601 writes it, then the day of any year.

    >>> date_forms("3", "nov", "26"), date_forms("03", "11", "2026"), date_forms("3", "november")
    (('2026-11-03', '11-03'), ('2026-11-03', '11-03'), ('11-03',))
    """
    number = _MONTHS.get(month.casefold()) or int(month)
    each_year = f"{number:02}-{int(day):02}"
    return (f"{full_year(year)}-{each_year}", each_year) if year else (each_year,)


def is_date(form: str) -> bool:
    """Whether a form is that of a date.

    >>> is_date("2026-11-03"), is_date("11-03"), is_date("2026/11-3")
    (True, True, False)
    """
    return _DATE.fullmatch(form) is not None


def paragraph_forms(text: str) -> tuple[str, ...]:
    """A paragraph without the space, then the one that a letter comes after.

    >>> paragraph_forms("§ 13"), paragraph_forms("§§ 13A")
    (('§13',), ('§13a', '§13'))
    """
    whole = re.sub(r"[§\s]+", "", text).lower()
    return tuple(dict.fromkeys((f"§{whole}", f"§{whole.rstrip(ascii_lowercase)}")))


def phone_form(text: str) -> str:
    """A phone number as its eight digits.

    >>> phone_form("+47 64 87 87 00"), phone_form("400 12 345")
    ('64878700', '40012345')
    """
    return re.sub(r"\D", "", text)[-8:]
