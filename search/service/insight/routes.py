"""``/innsikt`` behind a login: one address a page, every table as CSV, and one address for all forms."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from litestar import MediaType, Response, post, route
from litestar.params import FromPath
from litestar.response import Redirect
from sqlalchemy.exc import SQLAlchemyError

from plugins.model import addresses
from plugins.model.clock import in_oslo
from plugins.views.frame import Link, Meta
from plugins.views.insight import DataTable, InsightPage
from search.desk.audit import Event
from search.desk.people import Person
from search.findings.replay import Index
from search.findings.trial import Trials
from search.insight.export import to_csv
from search.insight.reading import LogReader
from search.query.types import Results, SearchParams
from search.service.client import READ, AnyRequest, query_lists
from search.service.errors import ServiceError
from search.service.gate import PATH, PRIVATE, Visitor, admitted, adviser_form, refuse, shared
from search.service.insight.about_pages import pages
from search.service.insight.actions import act
from search.service.insight.asked import Asked, chosen_in, period_of
from search.service.insight.decisions import audit, decisions
from search.service.insight.findings import findings
from search.service.insight.overview import overview, report, trends, zero_results
from search.service.insight.page import Made, Page
from search.service.insight.sources import Sources
from search.service.insight.terms import terms
from search.service.insight.units import units
from search.service.services import Services
from search.service.sessions import safe_next

PAGES: dict[str, tuple[str, Page]] = {
    "": ("Oversikt", overview),
    "funn": ("Funn", findings),
    "ord": ("Søkeord", terms),
    "uten-treff": ("Uten treff", zero_results),
    "trender": ("Trender", trends),
    "sider": ("Sider", pages),
    "virksomheter": ("Virksomheter", units),
    "beslutninger": ("Beslutninger", decisions),
    "rapport": ("Rapport", report),
    "revisjon": ("Revisjonslogg", audit),
}
"""Every page by the last part of its address, with its name in the menu."""

OF_A_UNIT = ("virksomheter", "funn")
"""What a unit leader sees, of their own unit alone."""
WITHOUT_PERIOD = {"beslutninger", "revisjon", "funn"}


@route(PATH, http_method=READ, include_in_schema=False)
async def insight_page(request: AnyRequest) -> Response[Any]:
    """The overview; for a unit leader, their unit."""
    visitor = await admitted(request, unit=None)
    if visitor.person.unit:
        return Redirect(f"{PATH}/virksomheter", status_code=303, headers=PRIVATE)
    return await _answer(request, visitor, "")


@route(f"{PATH}/{{name:str}}", http_method=READ, include_in_schema=False)
async def insight_part(request: AnyRequest, name: FromPath[str]) -> Response[Any]:
    """Any other page, or with ``csv`` one of its tables."""
    visitor = await admitted(request, unit=None)
    if name not in PAGES or not name:
        raise ServiceError(404, "Vi finner ikke siden", "Gå til innsikten og velg i menyen.")
    if name not in _seen_by(visitor.person):
        await refuse(request, visitor, "Siden er for andre enn deg.")
    return await _answer(request, visitor, name)


@post(f"{PATH}/handling", include_in_schema=False)
async def insight_action(request: AnyRequest) -> Response[Any]:
    """Do what a form asks, note it, and show what came of it."""
    visitor, fields = await adviser_form(request)
    done = await shared(act, visitor.services, visitor.person.name, fields)
    await visitor.note(done.event, done.about)
    wanted = safe_next(fields.get("tilbake") or done.next)
    join = "&" if "?" in wanted else "?"
    return Redirect(f"{wanted}{join}gjort={fields['gjor']}", status_code=303, headers=PRIVATE)


def insight_meta(title: str = "Søkeinnsikt", name: str = "") -> Meta:
    """What the insight pages tell about themselves: never indexed."""
    trail = (Link(text="Forsiden", url=addresses.HOME),)
    return Meta(
        title=title,
        description="Hva folk søker etter på nettstedet, og hva de ikke finner.",
        path=f"{PATH}/{name}" if name else PATH,
        breadcrumbs=(*trail, Link(text="Søkeinnsikt", url=PATH)) if name else trail,
        noindex=True,
    )


async def _answer(request: AnyRequest, visitor: Visitor, name: str) -> Response[Any]:
    services = visitor.services
    fields = query_lists(request.scope["query_string"])
    today, first = in_oslo(services.clock()).date(), await shared(_first_day, services)
    period, error = period_of(fields, today, name, first)
    asked = Asked(
        name, period, today, visitor.person, visitor.token, chosen_in(fields), error=error, first=first
    )
    if table := fields.get("csv", [""])[-1]:
        return await _csv(visitor, replace(asked, least=services.keeping.public_sessions), table)
    made = await _made(services, asked)
    services.refresher.look(services.clock())
    done = DONE.get(fields.get("gjort", [""])[-1], "")
    view = _view(made, asked, done)
    title = made.title if name else "Søkeinnsikt"
    page = services.theme.render("innsikt.html", insight_meta(title, name), view)
    status = 400 if error else 200
    return Response(page, status_code=status, media_type=MediaType.HTML, headers=dict(PRIVATE))


async def _csv(visitor: Visitor, asked: Asked, name: str) -> Response[Any]:
    tables = (await _made(visitor.services, asked)).tables()
    table = tables.get(name)
    if table is None:
        raise ServiceError(
            404, "Vi finner ikke tabellen", f"Tabellene her er {', '.join(tables) or 'ingen'}."
        )
    filename = f"innsikt-{name}-{asked.period.start}-{asked.period.end}.csv"
    await visitor.note(Event.DOWNLOADED, filename)
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(_as_csv(table), media_type="text/csv", headers=headers)


def _as_csv(table: DataTable) -> bytes:
    columns = [column.title for column in table.columns]
    return to_csv(columns, [[cell.raw for cell in row] for row in table.rows])


async def _made(services: Services, asked: Asked) -> Made:
    """The page, made in a thread. Raises ServiceError (503) when the log or the desk can't be read."""
    now = in_oslo(services.clock())
    return await shared(_make, services, asked, now, services.searcher.answerer(now))


def _make(services: Services, asked: Asked, now: datetime, answer: Callable[[SearchParams], Results]) -> Made:
    with _reading(services) as log:
        return PAGES[asked.name][1](_sources(services, log, now, answer), asked)


def _first_day(services: Services) -> date | None:
    with _reading(services) as log:
        return log.first_day()


@contextmanager
def _reading(services: Services) -> Iterator[LogReader]:
    """The log, or a ServiceError (503) when it can't be read."""
    unreadable = ServiceError(503, "Søkeloggen kan ikke leses akkurat nå", "Prøv igjen om noen minutter.")
    log = services.log()
    if log is None:
        raise unreadable
    try:
        yield log
    except SQLAlchemyError:
        raise unreadable from None


def _sources(
    services: Services, log: LogReader, now: datetime, answer: Callable[[SearchParams], Results]
) -> Sources:
    files = services.settings.files
    pages, curation = services.refresher.pages(), services.curation.current()
    return Sources(
        log=log,
        board=services.refresher.board(),
        pages=pages,
        cases=services.casework.cases(),
        history=services.decisions.history(),
        curation=curation,
        audit=services.audit,
        search=lambda term, size: answer(SearchParams(text=term[:200], size=size)),
        trials=Trials(log, pages, Index(files.index, files.withdrawn, curation, now)),
        now=now,
    )


def _seen_by(person: Person) -> tuple[str, ...]:
    """The pages that a person may see. Who did what is for those who are answerable for it."""
    if person.unit:
        return OF_A_UNIT
    return tuple(name for name in PAGES if person.may_change or name != "revisjon")


def _view(made: Made, asked: Asked, done: str) -> InsightPage:
    names = _seen_by(asked.person)
    return InsightPage(
        title=made.title,
        summary=made.summary,
        path=asked.path,
        here=asked.url(**asked.chosen),
        sections=tuple(Link(text=PAGES[name][0], url=f"{PATH}/{name}" if name else PATH) for name in names),
        blocks=made.blocks,
        user=asked.person.name,
        role=str(asked.person.role),
        token=asked.token,
        period=None if asked.name in WITHOUT_PERIOD else asked.picker(),
        error=asked.error,
        notice="" if asked.name in WITHOUT_PERIOD else asked.notice,
        done=done,
        back=made.back,
        printed=made.printed,
    )


DONE = {
    "godta": "Tatt i bruk. Det gjelder overalt innen fem sekunder.",
    "bestem": "Tatt i bruk. Det gjelder overalt innen fem sekunder.",
    "angre": "Angret. Det gjelder overalt innen fem sekunder.",
    "tildel": "Funnet er tildelt.",
    "noter": "Notatet er lagret.",
    "utsett": "Funnet er utsatt.",
    "lukk": "Funnet er lukket.",
    "apne": "Funnet er åpnet igjen.",
}
"""What is said on the page that follows a form."""
