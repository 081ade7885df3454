"""What of the post list one page, or one file, is about: a day, a week or a month, of one unit or one type.

Nothing here reads anything: a selection is what an address names, whether or not there are entries in it.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Literal

from plugins.model import addresses
from plugins.model.archive import Journalposttype
from plugins.views.rendering import dato, stor_forbokstav, ukedag_dato

Span = Literal["dag", "uke", "maaned"]

NO_UNIT = "uten-enhet"
"""The address of entries that name no unit."""
UNDATED = ""
"""The day of entries that have none, in keys."""

TYPE_SLUGS = {kind.value: addresses.slug(kind.label) for kind in Journalposttype}
"""The last part of a type's address, by its code."""
_TYPES_BY_SLUG = {slug: code for code, slug in TYPE_SLUGS.items()}


@dataclass(frozen=True, slots=True)
class Selection:
    """A span of days, beginning on ``first`` (None: the undated), of one unit or one type or of all.

    ``unit`` is the last part of the unit's address, ``type`` the one-letter code. Only months are divided so.
    """

    span: Span
    first: date | None
    unit: str = ""
    type: str = ""

    @property
    def last(self) -> date | None:
        """The last day of the span."""
        if self.first is None or self.span == "dag":
            return self.first
        if self.span == "uke":
            return date.fromordinal(min(self.first.toordinal() + 6, date.max.toordinal()))
        return self.first.replace(day=monthrange(self.first.year, self.first.month)[1])

    @property
    def whole(self) -> bool:
        """Whether all entries of the span are in it."""
        return not (self.unit or self.type)

    @property
    def key(self) -> str:
        """The selection as text: «2026-11-20», «2026-W47», «2026-11», «2026-11/enhet/plan», «2026-11/type/I».

        >>> Selection("uke", date(2026, 11, 16)).key
        '2026-W47'
        """
        if self.first is None:
            return UNDATED
        if self.span == "dag":
            return self.first.isoformat()
        if self.span == "uke":
            return f"{self.first:%G-W%V}"
        part = f"/enhet/{self.unit}" if self.unit else f"/type/{self.type}" if self.type else ""
        return f"{self.first:%Y-%m}{part}"

    @property
    def address(self) -> str:
        """The address of its page."""
        if self.first is None:
            return addresses.post_list_undated()
        if self.span == "dag":
            return addresses.post_list_day(self.first)
        if self.span == "uke":
            year, week, _ = self.first.isocalendar()
            return addresses.post_list_week(year, week)
        if self.unit:
            return addresses.post_list_unit_month(self.first, self.unit)
        if self.type:
            return addresses.post_list_type_month(self.first, TYPE_SLUGS[self.type])
        return addresses.post_list_month(self.first)

    @property
    def when(self) -> str:
        """The span in words.

        >>> Selection("uke", date(2026, 11, 16)).when, Selection("maaned", date(2026, 11, 1)).when
        ('uke 47, 2026', 'november 2026')
        """
        if self.first is None:
            return "uten dato"
        if self.span == "dag":
            return f"{ukedag_dato(self.first)} {self.first.year}"
        if self.span == "uke":
            year, week, _ = self.first.isocalendar()
            return f"uke {week}, {year}"
        return month_name(self.first)

    def beside(self, day: date) -> Selection:
        """The selection of the same kind that ``day`` lies in."""
        return replace(self, first=_begins(self.span, day))


def day_selection(day: date | None) -> Selection:
    """One day, or the undated."""
    return Selection("dag", day)


def week_selection(day: date) -> Selection:
    """The week of a day."""
    return Selection("uke", _begins("uke", day))


def month_selection(day: date, *, unit: str = "", type_: str = "") -> Selection:
    """The month of a day, of one unit or type."""
    return Selection("maaned", _begins("maaned", day), unit, type_)


def overview_address(unit: str = "", type_: str = "") -> str:
    """The address of one unit or one type over the months, or of the whole post list."""
    if unit:
        return addresses.post_list_unit(unit)
    return addresses.post_list_type(TYPE_SLUGS[type_]) if type_ else addresses.POST_LIST


def unit_slug(slug: str, archive_name: str) -> str:
    """A unit's part of an address: its own ``slug`` where the site has it, else made of the archive's name.

    >>> unit_slug("", "Plan og bygg"), unit_slug("", " ")
    ('plan-og-bygg', 'uten-enhet')
    """
    return slug or addresses.slug(archive_name) or NO_UNIT


def type_of(slug: str) -> str:
    """The code of a type by its part of an address; empty for none of ours."""
    return _TYPES_BY_SLUG.get(slug, "")


def month_name(day: date) -> str:
    """The month of a day in words.

    >>> month_name(date(2026, 11, 20))
    'november 2026'
    """
    return dato(day.replace(day=1)).split(maxsplit=1)[1]


def month_title(month: date) -> str:
    """A month as a heading.

    >>> month_title(date(2026, 11, 1))
    'November 2026'
    """
    return stor_forbokstav(month_name(month))


def _begins(span: Span, day: date) -> date:
    if span == "uke":
        return day - timedelta(days=day.weekday())
    return day.replace(day=1) if span == "maaned" else day


_KEY = re.compile(
    r"(?P<day>\d{4}-\d\d-\d\d)|(?P<week>\d{4}-W\d\d)|(?P<month>\d{4}-\d\d)(?:/(?P<by>enhet|type)/(?P<of>.+))?"
)


def selection_of(key: str) -> Selection:
    """The selection of a key. Raises ValueError for a text that is none, and for days that never were.

    >>> selection_of("2026-W47") == week_selection(date(2026, 11, 20))
    True
    """
    if key == UNDATED:
        return day_selection(None)
    match = _KEY.fullmatch(key)
    if match is None:
        raise ValueError(f"{key!r} is no selection")
    if match["day"]:
        return day_selection(date.fromisoformat(match["day"]))
    if match["week"]:
        return week_selection(date.fromisoformat(f"{match['week']}-1"))
    month, of = date.fromisoformat(f"{match['month']}-01"), match["of"] or ""
    if match["by"] == "type":
        if of not in TYPE_SLUGS:
            raise ValueError(f"{of!r} is no type")
        return month_selection(month, type_=of)
    return month_selection(month, unit=of)
