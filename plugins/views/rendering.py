"""How view models become HTML: one set of Jinja options and filters for the build and the service.

Pelican gets ``JINJA_OPTIONS`` and ``FILTERS`` as settings, the service calls ``environment``; so a date or
an escaped title can never look different on a built page and on a search page.
"""

from __future__ import annotations

import pickle
import re
from collections.abc import Callable
from datetime import date, datetime
from inspect import getsource
from pathlib import Path
from typing import Any

import jinja2
import jinja2.nodes
from jinja2.bccache import Bucket

from plugins.model.clock import in_oslo
from plugins.views import jinja_shortcuts, remember
from plugins.views.jinja_shortcuts import ShortEnvironment

JINJA_OPTIONS: dict[str, Any] = {
    "extensions": [remember.RememberExtension],
    "autoescape": True,
    "undefined": jinja2.StrictUndefined,
    "trim_blocks": True,
    "lstrip_blocks": True,
}
"""Autoescape, since titles come from deliveries; strict, so that a misspelt name stops the build."""

THIN_SPACE = "\N{NARROW NO-BREAK SPACE}"

_NORWEGIAN_MONTHS = (
    "januar", "februar", "mars", "april", "mai", "juni",
    "juli", "august", "september", "oktober", "november", "desember",
)  # fmt: skip
_MONTHS = {
    "nb": _NORWEGIAN_MONTHS,
    "nn": _NORWEGIAN_MONTHS,
    "en": (
        "January", "February", "March", "April", "May", "June",
        "July", "August", "September", "October", "November", "December",
    ),
}  # fmt: skip
_WEEKDAYS = {
    "nb": ("mandag", "tirsdag", "onsdag", "torsdag", "fredag", "lørdag", "søndag"),
    "nn": ("måndag", "tysdag", "onsdag", "torsdag", "fredag", "laurdag", "sundag"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}


_WRITTEN_DATE = re.compile(rf"\b\d{{1,2}}\. (?:{'|'.join(_NORWEGIAN_MONTHS)})(?: \d{{4}})?\b")


def _local(value: date) -> date:
    """A moment as it stands on a clock in Norway; a day is itself."""
    return in_oslo(value) if isinstance(value, datetime) else value


def _day_and_month(day: date, language: str) -> str:
    month = _MONTHS[language][day.month - 1]
    return f"{day.day} {month}" if language == "en" else f"{day.day}. {month}"


def dato(value: date | None, language: str = "nb") -> str:
    """A day in words; empty for None.

    >>> dato(date(2026, 10, 12)), dato(date(2026, 10, 12), "en")
    ('12. oktober 2026', '12 October 2026')
    """
    if value is None:
        return ""
    day = _local(value)
    return f"{_day_and_month(day, language)} {day.year}"


def dato_kort(value: date | None, language: str = "nb") -> str:
    """A day for narrow columns; empty for None. English spells the month, since 5.6. is two different days.

    >>> dato_kort(date(2026, 6, 5)), dato_kort(date(2026, 6, 5), "en")
    ('05.06.2026', '5 Jun 2026')
    """
    if value is None:
        return ""
    day = _local(value)
    if language == "en":
        return f"{day.day} {_MONTHS['en'][day.month - 1][:3]} {day.year}"
    return f"{day:%d.%m.%Y}"


def ukedag_dato(value: date | None, language: str = "nb") -> str:
    """A near day with its weekday and no year; empty for None.

    >>> ukedag_dato(date(2026, 10, 12)), ukedag_dato(date(2026, 10, 12), "nn")
    ('mandag 12. oktober', 'måndag 12. oktober')
    """
    if value is None:
        return ""
    day = _local(value)
    return f"{_WEEKDAYS[language][day.weekday()]} {_day_and_month(day, language)}"


def klokke(value: datetime | None, language: str = "nb") -> str:
    """The time of day in Norway; empty for None.

    >>> klokke(datetime(2026, 10, 12, 18, 0)), klokke(datetime(2026, 10, 12, 18, 0), "en")
    ('18.00', '18:00')
    """
    if value is None:
        return ""
    return f"{in_oslo(value):%H:%M}" if language == "en" else f"{in_oslo(value):%H.%M}"


def iso(value: date | None) -> str:
    """A day or a moment for ``<time datetime>``; empty for None.

    >>> iso(date(2026, 10, 12)), iso(datetime(2026, 10, 12, 18, 0))
    ('2026-10-12', '2026-10-12T18:00+02:00')
    """
    if value is None:
        return ""
    moment = _local(value)
    return moment.isoformat(timespec="minutes") if isinstance(moment, datetime) else moment.isoformat()


def tall(value: float, decimals: int = 0, language: str = "nb") -> str:
    """A number with thin spaces between thousands and a decimal comma (a point in English).

    >>> tall(12345), tall(1234.56, 1), tall(0.5, 1, "en")
    ('12\\u202f345', '1\\u202f234,6', '0.5')
    """
    written = f"{value:,d}" if isinstance(value, int) and not decimals else f"{value:,.{decimals}f}"
    whole, point, rest = written.partition(".")
    return whole.replace(",", THIN_SPACE) + (point if language == "en" else point.replace(".", ",")) + rest


def stor_forbokstav(text: str) -> str:
    """The text with a capital first letter and the rest as it stands.

    >>> stor_forbokstav("mandag med NAV")
    'Mandag med NAV'
    """
    return text[:1].upper() + text[1:]


def hold_dato(text: str) -> str:
    """The text with its dates held together, so that a heading never breaks between day and month.

    >>> hold_dato("Møte 12. november 2026").count("\N{NO-BREAK SPACE}")
    2
    """
    return _WRITTEN_DATE.sub(lambda found: found[0].replace(" ", "\N{NO-BREAK SPACE}"), text)


FILTERS: dict[str, Callable[..., str]] = {
    "dato": dato,
    "dato_kort": dato_kort,
    "ukedag_dato": ukedag_dato,
    "klokke": klokke,
    "iso": iso,
    "tall": tall,
    "stor_forbokstav": stor_forbokstav,
    "hold_dato": hold_dato,
}


class _Compiled(jinja2.FileSystemBytecodeCache):
    """Compiled templates in a folder; what does not fit the source, the options or Jinja is made anew."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        super().__init__(str(folder))
        ours = [getsource(module) for module in (remember, jinja_shortcuts)]
        self._made_by = f"{jinja2.__version__} {sorted(JINJA_OPTIONS)} {ours}"

    def get_source_checksum(self, source: str) -> str:
        return super().get_source_checksum(self._made_by + source)

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            super().load_bytecode(bucket)
        except (pickle.UnpicklingError, EOFError, ValueError):
            bucket.reset()


def environment(
    templates: Path, *, compiled: Path | None = None, follow_changes: bool = True
) -> ShortEnvironment:
    """The environment that renders ``templates`` outside Pelican, with the same options and filters.

    Compiled templates are kept in the folder ``compiled``, for the next process. Who renders many pages at
    once and does not ``follow_changes`` is spared a look at the files for each page.
    """
    built = ShortEnvironment(
        loader=jinja2.FileSystemLoader(templates),
        bytecode_cache=_Compiled(compiled) if compiled else None,
        auto_reload=follow_changes,
        **JINJA_OPTIONS,
    )
    built.filters.update(FILTERS)
    return built


def compile_parsed(environment: jinja2.Environment, name: str, tree: jinja2.nodes.Template) -> None:
    """Put a template among the compiled ones, for whoever loads it, without parsing it once more."""
    assert environment.loader is not None and environment.bytecode_cache is not None  # noqa: PT018, S101
    source, file, _ = environment.loader.get_source(environment, name)
    bucket = environment.bytecode_cache.get_bucket(environment, name, file, source)
    if bucket.code is None:
        bucket.code = environment.compile(tree, name, file)
        environment.bytecode_cache.set_bucket(bucket)
