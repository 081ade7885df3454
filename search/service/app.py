"""The application: site, search and insight in one, made from settings alone."""

from __future__ import annotations

import gc
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress

from litestar import Litestar
from litestar.config.app import AppConfig
from litestar.datastructures import State as AppState
from litestar.exceptions import HTTPException
from litestar.openapi import OpenAPIConfig
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.types import ControllerRouterHandler

from plugins.model.clock import Clock, clock_from_environment
from search.curation.files import CurationFiles
from search.desk.accounts import Accounts, OneTime
from search.desk.audit import Audit
from search.desk.casework import Casework
from search.desk.database import Desk
from search.desk.decisions import Decisions
from search.desk.effective import EffectiveCuration
from search.insight.recorder import Recorder
from search.query.engine import WhooshEngine
from search.query.frequent import Frequent
from search.query.types import Results, SearchEngine, SearchParams
from search.service.archive import ArchivePages
from search.service.engine import PATIENCE_SECONDS, REFRESH_SECONDS, OpenEngine, Searcher
from search.service.errors import ErrorPages, ServiceError
from search.service.files import SiteFiles
from search.service.gate import LoginNeeded, to_login
from search.service.headers import add_headers
from search.service.hit_links import HitLinks
from search.service.insight.refresher import Refresher
from search.service.insight.routes import insight_action, insight_page, insight_part
from search.service.login_routes import log_in, log_out, login_page
from search.service.logins import Logins
from search.service.pages import search_meta, search_view
from search.service.reader_routes import answer, open_hit, thanks
from search.service.search_routes import (
    opensearch,
    search_api,
    search_feed,
    search_json,
    search_page,
    search_table,
)
from search.service.services import Contacts, Services, Units
from search.service.sessions import Sessions
from search.service.settings import Settings
from search.service.site_routes import health, journal_entry, site_file
from search.service.suggest_routes import suggest_api
from search.service.theme import NotBuiltError, Theme

MAX_BODY = 20_000
"""Bytes of the largest form: the login."""

HANDLERS: list[ControllerRouterHandler] = [
    site_file,
    journal_entry,
    health,
    search_page,
    search_api,
    search_feed,
    search_table,
    search_json,
    opensearch,
    suggest_api,
    open_hit,
    answer,
    thanks,
    insight_page,
    insight_part,
    insight_action,
    login_page,
    log_in,
    log_out,
]


def create_app(
    settings: Settings, *, clock: Clock | None = None, open_engine: OpenEngine | None = None
) -> Litestar:
    """The service as an ASGI application.

    ``clock`` is the environment's (``NAA``) when left out, ``open_engine`` opens the index under ``STATE``.
    Nothing needs to be built yet: what is missing answers 503 until it is there.
    """
    services = _services(settings, clock or clock_from_environment(), open_engine)
    pages = ErrorPages(services.theme)
    return Litestar.from_config(
        AppConfig(
            route_handlers=HANDLERS,
            state=AppState({"services": services}),
            lifespan=[_running],
            before_send=[add_headers],
            exception_handlers={
                LoginNeeded: to_login,
                ServiceError: pages.known,
                NotBuiltError: pages.not_built,
                HTTPException: pages.http,
                Exception: pages.unexpected,
            },
            openapi_config=_openapi(),
            request_max_body_size=MAX_BODY,
            debug=False,
        )
    )


def _services(settings: Settings, clock: Clock, open_engine: OpenEngine | None) -> Services:
    files = settings.files

    desk = Desk(files.desk)
    decisions = Decisions(desk)
    curation = EffectiveCuration(CurationFiles(settings.content).current, decisions)
    frequent = Frequent(files.frequent)

    def open_index() -> SearchEngine:
        return WhooshEngine(files.index, files.withdrawn, curation.current, frequent.current)

    recorder = Recorder(files.insight, clock, keeping=settings.keeping, documents=files.documents)
    # An editor's own search shows what was written just now.
    refresh_seconds, patience = (0.0, None) if settings.development else (REFRESH_SECONDS, PATIENCE_SECONDS)
    theme = Theme(settings.theme / "templates", files.frame, clock, refresh_seconds)
    accounts = Accounts(desk, _one_time(settings))
    return Services(
        settings=settings,
        clock=clock,
        site=SiteFiles(settings.output),
        archive=ArchivePages(files.store, files.archive_frame, theme, clock),
        theme=theme,
        units=Units(files.documents / "manifest.json"),
        contacts=Contacts(files.archive_frame),
        searcher=Searcher(open_engine or open_index, refresh_seconds, patience),
        recorder=recorder,
        keeping=settings.keeping,
        hit_links=HitLinks(settings.key()),
        logins=Logins(files.logins, recorder.salt),
        desk=desk,
        accounts=accounts,
        audit=Audit(desk),
        decisions=decisions,
        casework=Casework(desk),
        curation=curation,
        refresher=Refresher(files, settings.content),
        sessions=Sessions(accounts, settings.key(), clock),
    )


def _one_time(settings: Settings) -> OneTime | None:
    """The account of a development server that has no other; never in production."""
    hashed = settings.one_time_hash.get_secret_value()
    return OneTime(hashed) if settings.development and hashed else None


@asynccontextmanager
async def _running(app: Litestar) -> AsyncIterator[None]:
    services: Services = app.state.services
    services.recorder.start()
    await _warm_up(services)
    gc.freeze()  # what is here stays: looking through it for garbage would make visitors wait now and then
    try:
        yield
    finally:
        gc.unfreeze()
        services.close()


async def _warm_up(services: Services) -> None:
    """Read dictionaries and compile templates before the first visitor has to wait for it."""
    if services.settings.files.index.is_dir():  # before the first there is nothing to complain of yet
        await services.searcher.warm_up(services.clock())
    with suppress(NotBuiltError):
        nothing = SearchParams(text=""), Results(total=0, hits=(), facets={})
        view = search_view(*nothing, services.theme.frame(), services.units.titles())
        services.theme.render("sok.html", search_meta(nothing[0]), view)


def _openapi() -> OpenAPIConfig:
    """The description of the public interface as JSON; no page that fetches scripts from elsewhere."""
    return OpenAPIConfig(
        title="Søk i ski.kommune.no",
        version="1",
        description="Åpent søk i alt som er publisert. Ingen nøkkel trengs, og ingen blir sporet.",
        path="/api/v1",
        render_plugins=[JsonRenderPlugin(path="/openapi.json")],
    )
