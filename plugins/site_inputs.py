"""Pelican plugin: gathers all that the build rests on, before any generator is made.

A «feil» in the content stops the build with every finding at once; an «advarsel» never does.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from pelican import signals

from plugins.model.clock import clock_from_environment
from plugins.model.errors import ContentError, Problem
from plugins.model.state import State
from plugins.source.site import read_site
from plugins.store import Store
from plugins.views.frame_builder import build_frame, frame_at
from plugins.views.inputs import BuildInputs
from plugins.views.settings import SiteSettings, read_settings
from plugins.views.style_bundle import bundle_styles


def gather(settings: dict[str, Any]) -> BuildInputs:
    """The inputs that ``settings`` (Pelican's) lead to. Raises ContentError with every «feil»."""
    site, problems = read_site(Path(settings["CONTENT"]))
    site_settings, wrong = _site_settings(settings["SKI"])
    errors = [p for p in (*problems, *wrong) if p.severity == "feil"]
    if errors:
        raise ContentError(errors)
    now = settings.get("NOW") or clock_from_environment()()
    styles = bundle_styles(Path(settings["THEME"]) / "static")
    frame = build_frame(site, site_settings, {"style.css": styles.address}, now)
    return BuildInputs(
        site=site,
        store=Store.open(State(Path(settings["STATE"])).store, read_only=True),
        now=now,
        settings=site_settings,
        frame=frame_at(frame, now),
        published_frame=frame,
    )


def _site_settings(values: dict[str, Any]) -> tuple[SiteSettings, list[Problem]]:
    settings, wrong = read_settings(values)
    remedy = "se SiteSettings i plugins/views/settings.py"
    return settings, [
        Problem("pelicanconf.py", 0, f"SKI: {key} kan ikke være «{values[key]}»", remedy) for key in wrong
    ]


def _gather_for(pelican: Any) -> None:
    pelican.settings["INPUTS"] = gather(pelican.settings)


def register() -> None:
    """Called by Pelican when the plugin is loaded."""
    signals.initialized.connect(_gather_for)
