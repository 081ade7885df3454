"""In and out: the login form with its limits, and the end of a session. Every try is noted."""

from __future__ import annotations

from typing import Any

from litestar import MediaType, Response, post, route
from litestar.response import Redirect

from plugins.views.search import LoginView
from search.desk.accounts import account_name
from search.desk.audit import Event
from search.desk.people import Person
from search.service.client import READ, AnyRequest, client_address, query_lists
from search.service.gate import (
    LOGIN,
    LOGOUT,
    PRIVATE,
    form_fields,
    own_form,
    session_cookie,
    shared,
    visitor_of,
)
from search.service.insight.routes import insight_meta
from search.service.services import Services, services_of
from search.service.sessions import safe_next

NO_ACCOUNT = "Ingen konto er laget ennå. Den som drifter nettstedet, lager en med «make bruker»."


@route(LOGIN, http_method=READ, include_in_schema=False)
async def login_page(request: AnyRequest) -> Response[Any]:
    """The login form."""
    services = services_of(request)
    wanted = safe_next(query_lists(request.scope["query_string"]).get("neste", [""])[0])
    if await visitor_of(request):
        return Redirect(wanted, status_code=303, headers=PRIVATE)
    return await _login_form(services, wanted)


@post(LOGIN, include_in_schema=False)
async def log_in(request: AnyRequest) -> Response[Any]:
    """Open a session for the right name and password."""
    services = services_of(request)
    form = await form_fields(request)
    wanted = safe_next(form.get("neste", ""))
    if not services.sessions.accepts_form(form.get("token", "")):
        return await _login_form(services, wanted, "Skjemaet var for gammelt. Prøv igjen.", 400)
    address = client_address(request, services.settings.trusted_proxies)
    name = account_name(form.get("bruker", ""))
    if wait := await shared(services.logins.attempt, address, name):
        await _note(services, name, Event.STOPPED)
        return await _wait(services, wanted, wait)
    person = await shared(services.accounts.verify, name, form.get("passord", ""))
    if person is None:
        await _note(services, name, Event.REFUSED)
        return await _login_form(services, wanted, "Feil brukernavn eller passord.", 401)
    return await _let_in(request, services, person, (address, wanted))


@post(LOGOUT, include_in_schema=False)
async def log_out(request: AnyRequest) -> Response[Any]:
    """End the session."""
    visitor, _ = await own_form(request)
    # A cookie is only asked to go; a copy of it must not work any longer.
    await shared(visitor.services.logins.end, visitor.session.id, visitor.session.ends)
    await visitor.note(Event.LOGGED_OUT)
    response = Redirect(LOGIN, status_code=303, headers=PRIVATE)
    response.set_cookie(session_cookie(request, visitor.services, "", ends=True))
    return response


async def _let_in(
    request: AnyRequest, services: Services, person: Person, way: tuple[str, str]
) -> Response[Any]:
    address, wanted = way
    await shared(services.logins.succeeded, address, person.name)
    await shared(services.audit.note, services.clock(), person.name, Event.LOGGED_IN)
    response = Redirect(wanted, status_code=303, headers=PRIVATE)
    response.set_cookie(session_cookie(request, services, services.sessions.open(person)))
    return response


async def _note(services: Services, name: str, what: Event) -> None:
    """Note a refusal by the account's name; what is no account may be a password in the wrong field."""
    person = await shared(services.accounts.person, name)
    about = "" if person else "ukjent brukernavn"
    await shared(services.audit.note, services.clock(), person.name if person else "", what, about)


async def _wait(services: Services, wanted: str, seconds: int) -> Response[Any]:
    minutes = -(-seconds // 60)
    message = f"For mange forsøk. Vent {minutes} minutter og prøv igjen."
    response = await _login_form(services, wanted, message, 429)
    response.headers["Retry-After"] = str(seconds)
    return response


async def _login_form(services: Services, wanted: str, error: str = "", status: int = 200) -> Response[Any]:
    configured = await shared(lambda: services.accounts.any)
    view = LoginView(
        error=error if configured else NO_ACCOUNT,
        next=wanted,
        token=services.sessions.form_token(),
        configured=configured,
    )
    page = services.theme.render("innlogging.html", insight_meta("Logg inn"), view)
    return Response(page, status_code=status, media_type=MediaType.HTML, headers=dict(PRIVATE))
