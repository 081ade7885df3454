"""Headers that every answer carries, and the few that depend on the address."""

from __future__ import annotations

from litestar.types import Message, Scope

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "object-src 'none'",
        "base-uri 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)
"""No inline script or style, nothing from other hosts."""

EVERYWHERE = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    # A query stands in the address: no other site may see where a visitor came from.
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=(), payment=(), usb=(), browsing-topics=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "X-Frame-Options": "DENY",
}

NEVER_INDEXED = (
    "/sok", "/innsikt", "/api/", "/postliste/", "/sak/", "/politikk/sak/", "/journalpost/", "/helse",
    "/tilbakemelding",
)  # fmt: skip
"""Kept from outside search engines: post lists and cases hold names that expire."""


_ENCODED = [(name.lower().encode(), value.encode()) for name, value in EVERYWHERE.items()]
_NAMES = frozenset(name for name, _ in _ENCODED)
_NEVER_INDEXED = (b"x-robots-tag", b"noindex")


async def add_headers(message: Message, scope: Scope) -> None:
    """A ``before_send`` hook: puts the headers on whatever is sent, errors included, in place of any that a
    handler has set.
    """
    if message["type"] != "http.response.start":
        return
    # Encoded beforehand and put on at once: the framework looks through all there are for each that it sets.
    headers = [header for header in message["headers"] if header[0].lower() not in _NAMES] + _ENCODED
    # The framework has taken away the «/» that an address ends in.
    if f"{scope['path']}/".startswith(NEVER_INDEXED):
        headers = [header for header in headers if header[0].lower() != _NEVER_INDEXED[0]]
        headers.append(_NEVER_INDEXED)
    message["headers"] = headers
