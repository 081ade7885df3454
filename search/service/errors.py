"""What the service answers when it cannot do as asked, in the form in which it was asked for: a page of the
site, problem details or plain text.
"""

from __future__ import annotations

import traceback
from typing import Any

import structlog
from litestar import MediaType, Request, Response
from litestar.exceptions import HTTPException

from plugins.model import addresses
from plugins.views.frame import Link, Meta
from plugins.views.search import ErrorView
from search.service.theme import NotBuiltError, Theme

PROBLEM = "application/problem+json"
"""RFC 9457."""
_AS_TEXT = {addresses.SEARCH_FEED, addresses.SEARCH_TABLE}

_log = structlog.get_logger("tjeneste")


class ServiceError(Exception):
    """An answer that is not what was asked for; ``title`` and ``text`` are read by the one who asked."""

    def __init__(self, status: int, title: str, text: str, *, headers: dict[str, str] | None = None) -> None:
        super().__init__(title)
        self.status = status
        self.title = title
        self.text = text
        self.headers = headers or {}


def bad_request(text: str) -> ServiceError:
    """A request that can't be understood."""
    return ServiceError(400, "Vi forstod ikke forespørselen", text)


def search_unavailable() -> ServiceError:
    """No index to search in; the rest of the site is served as before."""
    return ServiceError(
        503,
        "Søket er ikke tilgjengelig akkurat nå",
        "Sidene på nettstedet virker som vanlig. Bruk menyen, eller prøv å søke igjen om noen minutter.",
        headers={"Retry-After": "60"},
    )


_BY_STATUS = {
    400: ("Vi forstod ikke forespørselen", "Adressen eller skjemaet inneholder noe vi ikke kan lese."),
    403: ("Du har ikke tilgang", "Denne siden er ikke åpen for deg."),
    404: ("Vi finner ikke siden", "Adressen kan være skrevet feil, eller siden kan være tatt bort."),
    405: ("Dette går ikke an her", "Adressen finnes, men kan ikke brukes på denne måten."),
    413: ("Det du sendte, er for stort", "Forkort teksten og prøv igjen."),
    414: ("Adressen er for lang", "Forkort søket og prøv igjen."),
    429: ("For mange forsøk", "Vent litt før du prøver igjen."),
}
_UNKNOWN = ("Noe gikk galt hos oss", "Feilen er meldt til dem som driver nettstedet. Prøv igjen om litt.")


class ErrorPages:
    """Turns any exception into an answer. A traceback never reaches the one who asked."""

    def __init__(self, theme: Theme) -> None:
        self._theme = theme

    def known(self, request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        """An answer for ``ServiceError``."""
        assert isinstance(error, ServiceError)  # noqa: S101  (registered for that class alone)
        return self.answer(request, error)

    def not_built(self, request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        """An answer for ``NotBuiltError``: there is nothing to show the page in yet."""
        title = "Nettstedet er ikke ferdig bygget"
        text = "Siden kan vises når nettstedet er bygget. Prøv igjen om noen minutter."
        return self.answer(request, ServiceError(503, title, text, headers={"Retry-After": "60"}))

    def http(self, request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        """An answer for the framework's own exceptions, in our words."""
        status = error.status_code if isinstance(error, HTTPException) else 500
        headers = dict(error.headers or {}) if isinstance(error, HTTPException) else {}
        if status >= 500:
            return self.unexpected(request, error)
        title, text = _BY_STATUS.get(status, _BY_STATUS[400])
        return self.answer(request, ServiceError(status, title, text, headers=headers))

    def unexpected(self, request: Request[Any, Any, Any], error: Exception) -> Response[Any]:
        """An answer for what should not happen. Logged without the error's text: it may hold a query."""
        where = [f"{f.filename}:{f.lineno} {f.name}" for f in traceback.extract_tb(error.__traceback__)[-6:]]
        _log.error("uventet feil", feil=type(error).__name__, sti=request.url.path, hvor=where)
        return self.answer(request, ServiceError(500, *_UNKNOWN))

    def answer(self, request: Request[Any, Any, Any], error: ServiceError) -> Response[Any]:
        """``error`` as problem details to those who ask for JSON, as text for a feed or a table, else as a
        page.
        """
        path = request.url.path
        if path.startswith("/api/") or path == addresses.SEARCH_JSON:
            return Response(
                {"status": error.status, "title": error.title, "detail": error.text},
                status_code=error.status,
                media_type=PROBLEM,
                headers=error.headers,
            )
        return _text(error) if path in _AS_TEXT else self._page(error)

    def _page(self, error: ServiceError) -> Response[Any]:
        """In the site's theme, or as plain text when there is no theme to show it in."""
        meta = Meta(
            title=error.title,
            description=error.text,
            path=addresses.HOME,
            noindex=True,
            breadcrumbs=(Link(text="Forsiden", url=addresses.HOME),),
        )
        view = ErrorView(status=error.status, title=error.title, text=error.text)
        try:
            return _told(error, self._theme.render("feil.html", meta, view), MediaType.HTML)
        except NotBuiltError:
            return _text(error)


def _text(error: ServiceError) -> Response[Any]:
    return _told(error, f"{error.title}\n\n{error.text}\n", MediaType.TEXT)


def _told(error: ServiceError, content: str, media_type: MediaType) -> Response[Any]:
    headers = {**error.headers, "Cache-Control": "no-store"}
    return Response(content, status_code=error.status, media_type=media_type, headers=headers)
