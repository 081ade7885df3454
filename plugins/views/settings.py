"""The site's own settings: one dict (``SKI`` in pelicanconf.py), validated once."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

import msgspec
from msgspec import Meta


class SiteSettings(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """What the municipality decides about the site as a whole; an unknown key is refused.

    ``main_unit`` answers where no unit does. ``footer_pages`` are «virksomhet/side»; those that are not
    published are left out, so that a page can be taken down without breaking every other page. When the
    archive has delivered nothing new for more than ``working_days_until_late``, the post list says so.
    ``whole_archive`` makes files of what is older than a year too, for a site that has no service to answer.
    """

    site_name: str = "Ski kommune"
    site_url: Annotated[str, Meta(pattern=r"^https?://[^/\s]+$")] = "http://localhost:8000"
    vision: str = "På sporet til fremtiden"
    demo_notice: str = ""
    mask_old_names: bool = True
    whole_archive: bool = False
    main_unit: str = "servicetorget"
    politics_unit: str = "politisk-sekretariat"
    accessibility_statement: str = ""
    footer_pages: tuple[str, ...] = ()
    news_on_front: Annotated[int, Meta(ge=0, le=20)] = 3
    news_in_archive: Annotated[int, Meta(ge=1, le=100)] = 10
    departures_on_front: Annotated[int, Meta(ge=0, le=50)] = 8
    working_days_until_late: Annotated[int, Meta(ge=1, le=60)] = 5
    related_pages: Annotated[int, Meta(ge=0, le=20)] = 5


def read_settings(values: Mapping[str, Any]) -> tuple[SiteSettings, list[str]]:
    """The settings of ``values``, and every key that is unknown or whose value cannot be used.

    With such keys the settings are the standard ones.
    """
    kinds = {field.name: field.type for field in msgspec.structs.fields(SiteSettings)}
    wrong = [key for key, value in values.items() if key not in kinds or not _fits(value, kinds[key])]
    return (SiteSettings(), wrong) if wrong else (msgspec.convert(values, SiteSettings), [])


def _fits(value: Any, kind: Any) -> bool:
    try:
        msgspec.convert(value, kind)
    except msgspec.ValidationError:
        return False
    return True
