"""The contact card of the unit that answers for a page. Opening hours are the week's, never «i dag»."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from plugins.model import addresses
from plugins.views.frame import ContactCard, HoursRow, Link

if TYPE_CHECKING:
    from plugins.model.content import OpeningHours, Virksomhet, Weekday

_DAYS: dict[str, tuple[str, ...]] = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
_CLOSED = {"nb": "stengt", "nn": "stengt", "en": "closed"}
_WEEK: tuple[Weekday, ...] = ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag")


def contact_card(slug: str, unit: Virksomhet, *, owner: str = "", language: str = "nb") -> ContactCard:
    """The card of ``unit``; ``owner`` is the role that answers for the page, ``language`` the page's."""
    visit = unit.visit
    return ContactCard(
        unit=Link(
            text=unit.title,
            url=addresses.unit(slug),
            language="" if unit.language == language else unit.language,
        ),
        phone=unit.phone,
        phone_href=phone_href(unit.phone),
        email=unit.email,
        visit=f"{visit.street}, {visit.postcode} {visit.city}" if visit else "",
        hours=hours_rows(unit.opening_hours, language),
        hours_note=unit.opening_note,
        owner=owner,
    )


def phone_href(phone: str) -> str:
    """The number as a link; five-digit numbers work in Norway only, and take no country code.

    >>> phone_href("64 87 87 00"), phone_href("02600"), phone_href("")
    ('tel:+4764878700', 'tel:02600', '')
    """
    digits = phone.replace(" ", "")
    if not digits:
        return ""
    return f"tel:{digits}" if digits.startswith("+") or len(digits) == 5 else f"tel:+47{digits}"


def hours_rows(hours: dict[Weekday, OpeningHours], language: str = "nb") -> tuple[HoursRow, ...]:
    """The week with equal days together: «mandag–fredag», «08.00–15.30»; days not given are closed.

    No hours at all gives no rows, since most units are reached by phone.
    """
    if not hours:
        return ()
    week = [(number, _span(hours.get(day), language)) for number, day in enumerate(_WEEK)]
    runs = [(span, [number for number, _ in run]) for span, run in groupby(week, key=lambda day: day[1])]
    return tuple(HoursRow(days=_days(numbers, language), hours=span) for span, numbers in runs)


def _span(hours: OpeningHours | None, language: str) -> str:
    if hours is None:
        return _CLOSED[language]
    span = f"{hours.opens}–{hours.closes}"
    return span.replace(".", ":") if language == "en" else span.replace(":", ".")


def _days(numbers: list[int], language: str) -> str:
    names = _DAYS[language]
    first, last = names[numbers[0]], names[numbers[-1]]
    return first if first == last else f"{first}–{last}"
