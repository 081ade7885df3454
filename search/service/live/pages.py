"""The application, with a script in each page it answers with. The files of the site are never touched."""

from __future__ import annotations

from litestar import Litestar
from litestar.datastructures import MutableScopeHeaders
from litestar.enums import ScopeType
from litestar.types import ASGIApp, HTTPScope, Message, Receive, Scope, Send

from search.service.live.routes import (
    NEVER_KEPT,
    PREFIX,
    WAITING,
    browser_file,
    events,
    script,
    waiting_page,
)
from search.service.live.watch import Live
from search.service.settings import Settings

NO_PAGES = ("/api/", "/helse", PREFIX)
"""Addresses that never answer with a page of the site."""

NOT_PASSED_ON = {b"accept-encoding", b"if-none-match", b"if-modified-since"}
"""A page is never packed, since the script goes into it, and never «unchanged», since the script's mark may
have changed where the file has not."""


def with_live_pages(app: Litestar, settings: Settings) -> ASGIApp:
    """``app`` for development: its pages follow builds and indexes. ``app`` gets three more addresses."""
    live = app.state["live"] = Live(settings)
    for handler in (events, browser_file, waiting_page):
        app.register(handler)
    app.on_startup.append(live.heed_signals)
    return LivePages(app, live)


class LivePages:
    """Answers like the application within, but for the script in pages that are read, not posted.

    Until there is a site, every page is one that waits for it.
    """

    def __init__(self, app: ASGIApp, live: Live) -> None:
        self._app = app
        self._live = live

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer as ASGI wants it."""
        if scope["type"] == ScopeType.HTTP and _may_be_a_page(scope):
            # Marked before the page is read: rather loaded once too often than once too seldom.
            page = _Page(scope["path"], self._live.now().mark, send)
            await self._app(self._asked(scope), receive, page.pass_on)
        else:
            await self._app(scope, receive, send)

    def _asked(self, scope: HTTPScope) -> Scope:
        headers = [(name, value) for name, value in scope["headers"] if name.lower() not in NOT_PASSED_ON]
        asked: HTTPScope = {**scope, "headers": headers}
        if not self._live.has_site:
            asked["path"], asked["raw_path"] = WAITING, WAITING.encode()
        return asked


def _may_be_a_page(scope: HTTPScope) -> bool:
    return scope["method"] in {"GET", "HEAD"} and not scope["path"].startswith(NO_PAGES)


class _Page:
    """One answer: held back until it is whole when it is a page, passed on as it comes otherwise."""

    def __init__(self, path: str, mark: str, send: Send) -> None:
        self._path = path
        self._mark = mark
        self._send = send
        self._start: Message | None = None
        self._body = b""

    async def pass_on(self, message: Message) -> None:
        """Take the next message of the answer (ASGI's ``send``)."""
        if message["type"] == "http.response.start":
            kind = MutableScopeHeaders.from_message(message).get("content-type", "")
            if kind.startswith("text/html"):
                self._start = message
                return
        elif self._start is not None and message["type"] == "http.response.body":
            self._body += message["body"]
            if not message["more_body"]:
                await self._send_whole(self._start)
            return
        await self._send(message)

    async def _send_whole(self, start: Message) -> None:
        headers = MutableScopeHeaders.from_message(start)
        built = "etag" in headers  # only files have one
        for name in ("etag", "last-modified", "content-length"):
            if name in headers:
                del headers[name]
        headers.update(NEVER_KEPT)
        body = _inserted(self._body, script(self._path, self._mark, built=built))
        headers["content-length"] = str(len(body))
        await self._send(start)
        await self._send({"type": "http.response.body", "body": body, "more_body": False})


def _inserted(page: bytes, element: bytes) -> bytes:
    """``page`` with ``element`` last in its body.

    >>> _inserted(b"<body>Hei</body>", b"!"), _inserted(b"Hei", b"!")
    (b'<body>Hei!</body>', b'Hei!')
    """
    at = page.rfind(b"</body>")
    return page[:at] + element + page[at:] if at >= 0 else page + element
