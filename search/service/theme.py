"""The site's own templates and frame, so that the service's pages look like the built ones."""

from __future__ import annotations

from pathlib import Path
from time import monotonic

import jinja2
import msgspec
import structlog
from msgspec.structs import replace

from plugins.model.clock import Clock
from plugins.views.frame import AlertView, Frame, Meta, View
from plugins.views.rendering import environment

_log = structlog.get_logger("tjeneste")


class NotBuiltError(Exception):
    """There is no frame or template to render with: the site has never been built, or half of it is gone."""


class Theme:
    """Renders templates with the frame that the latest build published.

    A new frame is taken into use at the next page, and changed templates within ``refresh_seconds``: a file's
    time of change is all that is read when nothing is new, but a page is made of twenty templates.
    """

    def __init__(self, templates: Path, frame: Path, clock: Clock, refresh_seconds: float = 0.0) -> None:
        self._environment = environment(templates, follow_changes=False)
        self._refresh_seconds = refresh_seconds
        self._looked = float("-inf")
        self._frame_path = frame
        self._clock = clock
        self._frame: Frame | None = None
        self._stamp = (0, 0, 0)

    def frame(self) -> Frame:
        """The frame as it is now: alerts that have not begun or are over are left out.

        Raises NotBuiltError when the site has never been built.
        """
        frame = self._newest()
        now = self._clock()
        shown = tuple(alert for alert in frame.alerts if _lasts(alert, now.timestamp()))
        return frame if shown == frame.alerts else replace(frame, alerts=shown)

    def render(self, template: str, meta: Meta, view: View) -> str:
        """A whole page. Raises NotBuiltError when the frame or the template is missing or broken."""
        frame = self.frame()
        self._look()
        try:
            return self._environment.get_template(template).render(frame=frame, meta=meta, view=view)
        except jinja2.TemplateError as error:
            _log.error("malen kan ikke brukes", mal=template, feil=f"{type(error).__name__}: {error}")
            raise NotBuiltError(template) from error

    def _look(self) -> None:
        now = monotonic()
        if now - self._looked >= self._refresh_seconds:
            self._looked = now
            self._environment.load_changed()

    def _newest(self) -> Frame:
        try:
            about = self._frame_path.stat()
            stamp = (about.st_mtime_ns, about.st_size, about.st_ino)
            if self._frame is None or stamp != self._stamp:
                self._frame = msgspec.json.decode(self._frame_path.read_bytes(), type=Frame)
                self._stamp = stamp
        except (OSError, ValueError) as error:
            if self._frame is None:
                raise NotBuiltError(str(self._frame_path)) from error
        return self._frame


def _lasts(alert: AlertView, now: float) -> bool:
    begun = alert.visible_from is None or alert.visible_from.timestamp() <= now
    return begun and (alert.visible_until is None or now < alert.visible_until.timestamp())
