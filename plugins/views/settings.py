"""The site's own settings: one dict (``SKI`` in pelicanconf.py), validated once."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict, Field


class SiteSettings(BaseModel):
    """What the municipality decides about the site as a whole; an unknown key is refused.

    ``main_unit`` answers where no unit does. ``footer_pages`` are «virksomhet/side»; those that are not
    published are left out, so that a page can be taken down without breaking every other page.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    site_name: str = "Ski kommune"
    site_url: str = Field("http://localhost:8000", pattern=r"^https?://[^/\s]+$")
    vision: str = "På sporet til fremtiden"
    demo_notice: str = ""
    mask_old_names: bool = True
    main_unit: str = "servicetorget"
    politics_unit: str = "politisk-sekretariat"
    accessibility_statement: str = ""
    footer_pages: tuple[str, ...] = ()
    news_on_front: int = Field(3, ge=0, le=20)
    news_in_archive: int = Field(10, ge=1, le=100)
    departures_on_front: int = Field(8, ge=0, le=50)
    related_pages: int = Field(5, ge=0, le=20)
