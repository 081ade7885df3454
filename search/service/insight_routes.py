"""``/innsikt`` behind a login, and its downloads. The only part of the site that sets a cookie."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar
from urllib.parse import quote

import structlog
from litestar import MediaType, Response, get, post, route
from litestar.datastructures import Cookie
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy.exc import SQLAlchemyError

from plugins.model.clock import in_oslo
from plugins.views.search import LoginView
from search.insight.export import to_csv
from search.insight.measures import Report, report
from search.insight.period import BadPeriodError, Period, parse_period
from search.service.client import READ, AnyRequest, client_address, from_our_own_page, is_https, query_lists
from search.service.errors import ServiceError, bad_request
from search.service.insight_pages import (
    CSV,
    LOGIN,
    LOGOUT,
    PATH,
    TABLES,
    insight_meta,
    insight_view,
)
from search.service.login import SESSION_LENGTH, safe_next
from search.service.services import Services, services_of

_log = structlog.get_logger("tjeneste")

P = ParamSpec("P")
T = TypeVar("T")

COOKIE = "innsikt"
PRIVATE = {"Cache-Control": "private, no-store"}
NO_ACCOUNT = (
    "Ingen konto er satt opp. Den som drifter nettstedet, setter INNSIKT_BRUKER og INNSIKT_PASSORD_HASH "
    "(se deploy/README.md)."
)


@route(PATH, http_method=READ, include_in_schema=False)
async def insight_page(request: AnyRequest) -> Response[Any]:
    """The numbers of a chosen period."""
    services = services_of(request)
    user = await _user(request, services)
    if not user:
        return _to_login(request)
    fields = query_lists(request.scope["query_string"])
    today = in_oslo(services.clock()).date()
    try:
        period, error = _period(fields, services), ""
    except BadPeriodError as bad:
        period, error = parse_period("", "", today), str(bad)
    view = insight_view(
        await _report(services, period), today, user=user, token=services.login.form_token(), error=error
    )
    page = services.theme.render("innsikt.html", insight_meta(), view)
    return _html(page, 400 if error else 200)


@get(f"{CSV}/{{name:str}}", include_in_schema=False)
async def insight_csv(request: AnyRequest, name: FromPath[str]) -> Response[Any]:
    """One table of the chosen period, for a spreadsheet."""
    services = services_of(request)
    if not await _user(request, services):
        return _to_login(request)
    table = TABLES.get(name)
    if table is None:
        raise ServiceError(404, "Vi finner ikke tabellen", f"Tabellene er {', '.join(TABLES)}.")
    try:
        period = _period(query_lists(request.scope["query_string"]), services)
    except BadPeriodError as bad:
        raise bad_request(str(bad)) from bad
    content = to_csv(table.columns, table.rows(await _report(services, period, limit=None)))
    filename = f"innsikt-{name}-{period.start}-{period.end}.csv"
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, media_type="text/csv", headers=headers)


@route(LOGIN, http_method=READ, include_in_schema=False)
async def login_page(request: AnyRequest) -> Response[Any]:
    """The login form."""
    services = services_of(request)
    wanted = safe_next(query_lists(request.scope["query_string"]).get("neste", [""])[0])
    if await _user(request, services):
        return Redirect(wanted, status_code=303, headers=PRIVATE)
    return _login_form(services, wanted)


@post(LOGIN, include_in_schema=False)
async def log_in(request: AnyRequest) -> Response[Any]:
    """Open a session for the right name and password."""
    services = services_of(request)
    form = await _own_form(request)
    wanted = safe_next(form.get("neste", ""))
    address = client_address(request, services.settings.trusted_proxies)
    if not services.login.accepts_form(form.get("token", "")):
        return _login_form(services, wanted, "Skjemaet var for gammelt. Prøv igjen.", 400)
    if wait := await _shared(services.logins.attempt, address):
        minutes = -(-wait // 60)
        response = _login_form(
            services, wanted, f"For mange forsøk. Vent {minutes} minutter og prøv igjen.", 429
        )
        response.headers["Retry-After"] = str(wait)
        return response
    right = await asyncio.to_thread(
        services.login.verify, form.get("bruker", "").strip(), form.get("passord", "")
    )
    if not right:
        return _login_form(services, wanted, "Feil brukernavn eller passord.", 401)
    await _shared(services.logins.succeeded, address)
    response = Redirect(wanted, status_code=303, headers=PRIVATE)
    response.set_cookie(_cookie(request, services, services.login.open_session()))
    return response


@post(LOGOUT, include_in_schema=False)
async def log_out(request: AnyRequest) -> Response[Any]:
    """End the session."""
    services = services_of(request)
    form = await _own_form(request)
    if not services.login.accepts_form(form.get("token", "")):
        raise bad_request("Skjemaet var for gammelt. Last siden på nytt og prøv igjen.")
    # A cookie is only asked to go; a copy of it must not work any longer.
    if session := services.login.session_of(request.cookies.get(COOKIE)):
        await _shared(services.logins.end, session.id, session.ends)
    response = Redirect(LOGIN, status_code=303, headers=PRIVATE)
    response.set_cookie(_cookie(request, services, "", ends=True))
    return response


async def _user(request: AnyRequest, services: Services) -> str:
    """Who is logged in; empty when nobody is."""
    session = services.login.session_of(request.cookies.get(COOKIE))
    if session is None or await _shared(services.logins.has_ended, session.id):
        return ""
    return session.user


async def _shared(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Work on what the workers share about logins. Raises ServiceError (503): without it nobody gets in."""
    try:
        return await asyncio.to_thread(work, *args, **named)
    except (OSError, sqlite3.Error) as error:
        _log.error("innlogging er ikke mulig", feil=type(error).__name__)
        raise ServiceError(
            503, "Innlogging er ikke mulig akkurat nå", "Prøv igjen om noen minutter."
        ) from None


def _cookie(request: AnyRequest, services: Services, value: str, *, ends: bool = False) -> Cookie:
    return Cookie(
        key=COOKIE,
        value=value,
        path=PATH,
        max_age=0 if ends else int(SESSION_LENGTH.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=is_https(request, services.settings.trusted_proxies),
    )


async def _own_form(request: AnyRequest) -> dict[str, str]:
    """The fields of a form sent from our own page. Raises ServiceError for any other."""
    if not from_our_own_page(request):
        raise ServiceError(
            403, "Skjemaet kom fra et annet sted", "Åpne siden på nytt og send skjemaet derfra."
        )
    if request.content_type[0] != "application/x-www-form-urlencoded":
        raise bad_request("Skjemaet var ikke skrevet slik nettlesere skriver skjema.")
    return {key: values[-1] for key, values in query_lists(await request.body()).items()}


def _login_form(services: Services, wanted: str, error: str = "", status: int = 200) -> Response[Any]:
    configured = services.login.configured
    view = LoginView(
        error=error if configured else NO_ACCOUNT,
        next=wanted,
        token=services.login.form_token(),
        configured=configured,
    )
    return _html(services.theme.render("innlogging.html", insight_meta("Logg inn"), view), status)


def _to_login(request: AnyRequest) -> Response[Any]:
    query = request.scope["query_string"].decode("latin-1")
    wanted = safe_next(f"{request.url.path}?{query}" if query else request.url.path)
    return Redirect(f"{LOGIN}?neste={quote(wanted, safe='/')}", status_code=303, headers=PRIVATE)


def _html(page: str, status: int) -> Response[Any]:
    return Response(page, status_code=status, media_type=MediaType.HTML, headers=dict(PRIVATE))


def _period(fields: dict[str, list[str]], services: Services) -> Period:
    today = in_oslo(services.clock()).date()
    return parse_period(fields.get("fra", [""])[-1].strip(), fields.get("til", [""])[-1].strip(), today)


async def _report(services: Services, period: Period, limit: int | None = 50) -> Report:
    """The numbers, counted in a thread. Raises ServiceError (503) when the log can't be read."""
    try:
        engine = await asyncio.to_thread(services.insight)
        if engine is not None:
            return await asyncio.to_thread(report, engine, period, limit)
    except SQLAlchemyError:
        pass
    raise ServiceError(503, "Søkeloggen kan ikke leses akkurat nå", "Prøv igjen om noen minutter.")
