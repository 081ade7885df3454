"""The gate to the insight pages: who is at it, what they may see, and whether a form is their own."""

from __future__ import annotations

import asyncio
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, ParamSpec, TypeVar
from urllib.parse import quote

import structlog
from litestar import Request, Response
from litestar.datastructures import Cookie
from litestar.response import Redirect
from sqlalchemy.exc import SQLAlchemyError

from plugins.model import addresses
from search.desk.audit import Event
from search.desk.people import Person
from search.service.client import AnyRequest, from_our_own_page, is_https, query_lists
from search.service.errors import ServiceError, bad_request
from search.service.services import Services, services_of
from search.service.sessions import SESSION_LENGTH, Session, safe_next

COOKIE = "innsikt"
PATH = addresses.INSIGHT
LOGIN = f"{PATH}/logg-inn"
LOGOUT = f"{PATH}/logg-ut"
PRIVATE = {"Cache-Control": "private, no-store"}

P = ParamSpec("P")
T = TypeVar("T")

_log = structlog.get_logger("tjeneste")


class LoginNeeded(Exception):  # noqa: N818  (not an error: the way in)
    """Nobody is logged in; the answer is the way to the login form."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """Somebody inside: who, and the session that their forms belong to."""

    session: Session
    services: Services

    @property
    def person(self) -> Person:
        """Who it is."""
        return self.session.person

    @property
    def token(self) -> str:
        """A token for a form on the page that is being made."""
        return self.services.sessions.form_token(self.session.id)

    async def note(self, what: Event, about: str = "") -> None:
        """Write in the audit log what the visitor does. Raises ServiceError (503) when it can't be noted."""
        await shared(self.services.audit.note, self.services.clock(), self.person.name, what, about)


async def visitor_of(request: AnyRequest) -> Visitor | None:
    """Who is logged in; None when nobody is."""
    services = services_of(request)
    session = await shared(services.sessions.session_of, request.cookies.get(COOKIE))
    if session is None or await shared(services.logins.has_ended, session.id):
        return None
    return Visitor(session, services)


async def admitted(request: AnyRequest, *, unit: str | None = "") -> Visitor:
    """Whoever is logged in and may see what belongs to ``unit``: «» is the whole municipality, None anything
    that the page itself decides.

    Raises LoginNeeded for others, and ServiceError (403) for those who have another unit.
    """
    visitor = await visitor_of(request)
    if visitor is None:
        raise LoginNeeded
    if unit is not None and not visitor.person.sees(unit):
        await refuse(request, visitor, "Siden gjelder mer enn virksomheten du leder.")
    return visitor


async def own_form(request: AnyRequest) -> tuple[Visitor, dict[str, str]]:
    """A form from a page of ours: who sent it, and its fields. Raises ServiceError otherwise."""
    fields = await form_fields(request)
    visitor = await visitor_of(request)
    if visitor is None:
        raise LoginNeeded
    if not visitor.services.sessions.accepts_form(fields.get("token", ""), visitor.session.id):
        raise bad_request("Skjemaet var for gammelt. Last siden på nytt og prøv igjen.")
    return visitor, fields


async def adviser_form(request: AnyRequest) -> tuple[Visitor, dict[str, str]]:
    """As ``own_form``, from those who may change something."""
    visitor, fields = await own_form(request)
    if not visitor.person.may_change:
        await refuse(request, visitor, "Bare rådgivere kan gjøre endringer.")
    return visitor, fields


async def refuse(request: AnyRequest, visitor: Visitor, why: str) -> None:
    """Note that somebody was where they may not be, and say so. Always raises ServiceError (403)."""
    await visitor.note(Event.FORBIDDEN, request.url.path)
    raise ServiceError(403, "Du har ikke tilgang", why)


async def form_fields(request: AnyRequest) -> dict[str, str]:
    """The fields of a form sent from a page of this site. Raises ServiceError for any other."""
    if not from_our_own_page(request):
        raise ServiceError(
            403, "Skjemaet kom fra et annet sted", "Åpne siden på nytt og send skjemaet derfra."
        )
    if request.content_type[0] != "application/x-www-form-urlencoded":
        raise bad_request("Skjemaet var ikke skrevet slik nettlesere skriver skjema.")
    return {key: values[-1] for key, values in query_lists(await request.body()).items()}


async def shared(work: Callable[P, T], *args: P.args, **named: P.kwargs) -> T:
    """Work in a thread on what the workers share. Raises ServiceError (503): without it nobody gets in."""
    try:
        return await asyncio.to_thread(work, *args, **named)
    except (OSError, sqlite3.Error, SQLAlchemyError) as error:
        _log.error("innlogging er ikke mulig", feil=type(error).__name__)
        raise ServiceError(
            503, "Innlogging er ikke mulig akkurat nå", "Prøv igjen om noen minutter."
        ) from None


def session_cookie(request: AnyRequest, services: Services, value: str, *, ends: bool = False) -> Cookie:
    """The one cookie of the site, sent to the insight pages alone."""
    return Cookie(
        key=COOKIE,
        value=value,
        path=PATH,
        max_age=0 if ends else int(SESSION_LENGTH.total_seconds()),
        httponly=True,
        samesite="strict",
        secure=is_https(request, services.settings.trusted_proxies),
    )


def to_login(request: Request[Any, Any, Any], _: Exception) -> Response[Any]:
    """The answer to LoginNeeded: the login form, which leads back to what was asked for."""
    query = request.scope["query_string"].decode("latin-1")
    asked = f"{request.url.path}?{query}" if query else request.url.path
    wanted = safe_next(asked if request.method in {"GET", "HEAD"} else PATH)
    return Redirect(f"{LOGIN}?neste={quote(wanted, safe='/')}", status_code=303, headers=PRIVATE)
