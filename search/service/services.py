"""What the handlers work with, made once by the app and closed when it stops."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

import msgspec
import structlog
from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError

from plugins.model.clock import Clock
from plugins.model.document import Manifest
from plugins.views.frame import ContactCard
from search.desk.accounts import Accounts
from search.desk.audit import Audit
from search.desk.casework import Casework
from search.desk.database import Desk
from search.desk.decisions import Decisions
from search.desk.effective import EffectiveCuration
from search.insight.database import identity, open_database
from search.insight.keeping import Keeping
from search.insight.reading import LogReader
from search.insight.recorder import Recorder, Visit
from search.service.archive import ArchivePages
from search.service.client import AnyRequest, client_address
from search.service.engine import Searcher
from search.service.files import Found, SiteFiles
from search.service.hit_links import HitLinks
from search.service.insight.refresher import Refresher
from search.service.logins import Logins
from search.service.sessions import Sessions
from search.service.settings import Settings
from search.service.theme import Theme

TEST_HEADER = "x-ski-prove"
"""What our own tests and monitors send: they are counted by themselves, and never as people."""

_log = structlog.get_logger("tjeneste")


class Units:
    """The units' titles by slug, from the manifest that the build wrote; read again when it is new."""

    def __init__(self, manifest: Path) -> None:
        self._path = manifest
        self._stamp = (0, 0)
        self._titles: dict[str, str] = {}

    def titles(self) -> dict[str, str]:
        """Title by slug; empty before the first build."""
        try:
            about = self._path.stat()
            if (about.st_mtime_ns, about.st_size) != self._stamp:
                self._stamp = (about.st_mtime_ns, about.st_size)
                self._titles = msgspec.json.decode(self._path.read_bytes(), type=Manifest).units
        except (OSError, ValueError):
            pass  # help for those who find nothing; the page is shown without it
        return self._titles


class _Contacts(msgspec.Struct):
    contacts: dict[str, ContactCard]


class Contacts:
    """How each unit is reached, from what the build wrote; read again when it is new."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._stamp = (0, 0)
        self._cards: dict[str, ContactCard] = {}

    def card(self, unit: str) -> ContactCard | None:
        """The card of a unit by its slug; none before the first build."""
        try:
            about = self._path.stat()
            if (about.st_mtime_ns, about.st_size) != self._stamp:
                self._stamp = (about.st_mtime_ns, about.st_size)
                self._cards = msgspec.json.decode(self._path.read_bytes(), type=_Contacts).contacts
        except (OSError, ValueError):
            pass  # the hits are shown without it
        return self._cards.get(unit)


@dataclass
class Services:
    """The parts of the service. ``recorder`` is told of every search, ``keeping`` how little is kept."""

    settings: Settings
    clock: Clock
    site: SiteFiles
    archive: ArchivePages
    theme: Theme
    units: Units
    contacts: Contacts
    searcher: Searcher
    recorder: Recorder
    keeping: Keeping
    hit_links: HitLinks
    desk: Desk
    accounts: Accounts
    audit: Audit
    decisions: Decisions
    casework: Casework
    curation: EffectiveCuration
    refresher: Refresher
    sessions: Sessions
    logins: Logins
    _insight: Engine | None = None
    _insight_file: tuple[int, int] | None = None

    def insight(self) -> Engine | None:
        """The log's database, opened when it is first asked for or another file; None when it can't be."""
        path = self.settings.files.insight
        if self._insight is None or self._insight_file != identity(path):
            try:
                self._insight = open_database(path)
                self._insight_file = identity(path)
            except (SQLAlchemyError, OSError) as error:
                self._insight = None
                _log.error("søkeloggen kan ikke åpnes", feil=type(error).__name__)
        return self._insight

    def log(self) -> LogReader | None:
        """What the log can be asked while one page is made; None when it can't be opened."""
        engine = self.insight()
        return None if engine is None else LogReader(engine, self.keeping, remembers=True)

    def own_page(self, address: str) -> str:
        """``address`` when a page of the built site is there; else empty. Nothing else is ever logged."""
        path = unquote(address)
        is_page = path.endswith("/") and isinstance(self.site.find(path), Found)
        return path if is_page else ""

    def close(self) -> None:
        """Write what is left of the log and let go of files."""
        self.searcher.close()
        self.archive.close()
        self.recorder.close()
        self.refresher.close()
        self.desk.close()
        if self._insight is not None:
            self._insight.dispose()


def visit_of(request: AnyRequest, services: Services, channel: str = "side") -> Visit:
    """Who asks, for the log to make a session key of."""
    return Visit(
        address=client_address(request, services.settings.trusted_proxies),
        user_agent=request.headers.get("user-agent", ""),
        channel=channel,
        test=TEST_HEADER in request.headers,
    )


def services_of(request: AnyRequest) -> Services:
    """The services of the app that a request came to."""
    services: Services = request.app.state.services
    return services
