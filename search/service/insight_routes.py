"""``/innsikt`` behind a login, and its downloads. The only part of the site that sets a cookie."""

from __future__ import annotations

import asyncio
from typing import Any

from litestar import MediaType, Response, get, route
from litestar.params import FromPath
from sqlalchemy.exc import SQLAlchemyError

from plugins.model.clock import in_oslo
from search.desk.audit import Event
from search.insight.export import to_csv
from search.insight.period import BadPeriodError, Period, parse_period
from search.insight.report import TERMS_ON_PAGE, Report, report
from search.service.client import READ, AnyRequest, query_lists
from search.service.errors import ServiceError, bad_request
from search.service.gate import PATH, PRIVATE, admitted
from search.service.insight_pages import CSV, TABLES, insight_meta, insight_view
from search.service.services import Services, services_of


@route(PATH, http_method=READ, include_in_schema=False)
async def insight_page(request: AnyRequest) -> Response[Any]:
    """The numbers of a chosen period."""
    visitor = await admitted(request)
    services = visitor.services
    fields = query_lists(request.scope["query_string"])
    today = in_oslo(services.clock()).date()
    try:
        period, error = _period(fields, services), ""
    except BadPeriodError as bad:
        period, error = parse_period("", "", today), str(bad)
    view = insight_view(
        await _report(services, period), today, user=visitor.person.name, token=visitor.token, error=error
    )
    page = services.theme.render("innsikt.html", insight_meta(), view)
    status = 400 if error else 200
    return Response(page, status_code=status, media_type=MediaType.HTML, headers=dict(PRIVATE))


@get(f"{CSV}/{{name:str}}", include_in_schema=False)
async def insight_csv(request: AnyRequest, name: FromPath[str]) -> Response[Any]:
    """One table of the chosen period, for a spreadsheet."""
    visitor = await admitted(request)
    table = TABLES.get(name)
    if table is None:
        raise ServiceError(404, "Vi finner ikke tabellen", f"Tabellene er {', '.join(TABLES)}.")
    try:
        period = _period(query_lists(request.scope["query_string"]), services_of(request))
    except BadPeriodError as bad:
        raise bad_request(str(bad)) from bad
    shown = await _report(
        visitor.services, period, limit=None, least=visitor.services.keeping.public_sessions
    )
    content = to_csv(table.columns, table.rows(shown))
    filename = f"innsikt-{name}-{period.start}-{period.end}.csv"
    await visitor.note(Event.DOWNLOADED, filename)
    headers = {**PRIVATE, "Content-Disposition": f'attachment; filename="{filename}"'}
    return Response(content, media_type="text/csv", headers=headers)


def _period(fields: dict[str, list[str]], services: Services) -> Period:
    today = in_oslo(services.clock()).date()
    return parse_period(fields.get("fra", [""])[-1].strip(), fields.get("til", [""])[-1].strip(), today)


async def _report(
    services: Services, period: Period, limit: int | None = TERMS_ON_PAGE, least: int = 0
) -> Report:
    """The numbers, counted in a thread. Raises ServiceError (503) when the log can't be read."""
    try:
        log = await asyncio.to_thread(services.log)
        if log is not None:
            return await asyncio.to_thread(report, log, period, limit, least)
    except SQLAlchemyError:
        pass
    raise ServiceError(503, "Søkeloggen kan ikke leses akkurat nå", "Prøv igjen om noen minutter.")
