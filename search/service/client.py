"""Who asks, as far as the service needs to know; nothing of it is written down."""

from __future__ import annotations

from ipaddress import ip_address
from typing import Any
from urllib.parse import parse_qs, urlsplit

from litestar import Request
from litestar.enums import HttpMethod

from search.service.errors import bad_request
from search.service.settings import Network

AnyRequest = Request[Any, Any, Any]

MAX_FIELDS = 100

READ = [HttpMethod.GET, HttpMethod.HEAD]
"""Methods of everything that is only read; HEAD is what link checkers and monitors send."""


def client_address(request: AnyRequest, trusted: tuple[Network, ...]) -> str:
    """The visitor's address: ``X-Forwarded-For`` is believed only as far as trusted proxies wrote it.

    Read from the right, the first address that is not a trusted proxy is the visitor. What stands to the
    left of it anybody could have written.
    """
    peer = request.client.host if request.client else ""
    hops = [hop.strip() for hop in request.headers.get("x-forwarded-for", "").split(",") if hop.strip()]
    while hops and _is_trusted(peer, trusted):
        peer = hops.pop()
    return peer[:64]


def is_https(request: AnyRequest, trusted: tuple[Network, ...]) -> bool:
    """Whether the visitor's browser spoke https, by a trusted proxy's word or by the connection itself."""
    peer = request.client.host if request.client else ""
    if _is_trusted(peer, trusted):
        return request.headers.get("x-forwarded-proto", request.url.scheme) == "https"
    return request.url.scheme == "https"


def from_our_own_page(request: AnyRequest) -> bool:
    """Whether a form was sent from a page of this site (against cross-site request forgery)."""
    site = request.headers.get("sec-fetch-site", "same-origin")
    if site not in {"same-origin", "none"}:
        return False
    origin = request.headers.get("origin")
    try:
        return origin is None or urlsplit(origin).netloc.lower() == request.headers.get("host", "").lower()
    except ValueError:  # «http://[» is no address
        return False


def is_guess(request: AnyRequest) -> bool:
    """Whether a browser fetched this on the guess that somebody will ask for it."""
    headers = request.headers
    purpose = headers.get("sec-purpose", headers.get("purpose", ""))
    return "prefetch" in purpose or "prerender" in purpose


def came_from(request: AnyRequest) -> str:
    """The path of the page of ours that a link or a form was followed from; empty for none or another site's.

    Only the path: what stood after «?» may say something about the visitor.
    """
    address = request.headers.get("referer", "")
    if not address:
        return ""
    try:
        page = urlsplit(address)
    except ValueError:
        return ""
    return page.path if page.netloc.lower() == request.headers.get("host", "").lower() else ""


def query_lists(raw: bytes) -> dict[str, list[str]]:
    """The fields of a query string or a form. Raises ServiceError (400) when they are too many.

    What is not UTF-8 is read as Windows-1252, which old links to the site are written in; it reads anything.

    >>> query_lists("q=søppel&type=sak&type=mote".encode())
    {'q': ['søppel'], 'type': ['sak', 'mote']}
    >>> query_lists(b"q=s%F8ppel+%96+skole")
    {'q': ['søppel – skole']}
    """
    try:
        try:
            return _parsed(raw, "utf-8", "strict")
        except UnicodeDecodeError:
            return _parsed(raw, "cp1252", "replace")
    except ValueError:
        raise bad_request(f"Adressen har for mange felt (høyst {MAX_FIELDS}).") from None


def _parsed(raw: bytes, encoding: str, errors: str) -> dict[str, list[str]]:
    text = raw.decode(encoding, errors)
    return parse_qs(text, keep_blank_values=True, encoding=encoding, errors=errors, max_num_fields=MAX_FIELDS)


def _is_trusted(address: str, trusted: tuple[Network, ...]) -> bool:
    try:
        parsed = ip_address(address)
    except ValueError:
        return False
    return any(parsed in network for network in trusted)
