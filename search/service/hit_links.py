"""The links of the hits: they count what is opened, work without script, and lead nowhere but to this site.

A link carries what was searched for, the hit's position and its address, signed with a key of the service's
own. Without a right signature nothing is counted. Where a link leads never rests on the signature: only a
path on this site is ever answered with, whoever signed it.
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import quote_plus

from msgspec import structs

from plugins.model import addresses
from plugins.views.search import SearchView

_OWN_PATH = re.compile(r"/(?:[A-Za-z0-9_~%.-]+/)*(?:[A-Za-z0-9_~%.-]+)?(?:#[A-Za-z0-9_~%.:-]+)?")
_PURPOSE = b"treff\x00"
"""What this use of the service's key is for: sessions are signed with the same key for another."""
_SIGNATURE = 32
MAX_QUERY = 300
"""A longer query would make addresses that servers refuse; its hits are linked to as they are."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A hit that was followed. ``counts`` when the link is one that we made."""

    query: str
    position: int
    address: str
    counts: bool


class HitLinks:
    """Makes and reads the links, with ``key`` for the signatures."""

    def __init__(self, key: str) -> None:
        own = hmac.digest(key.encode(), _PURPOSE, "sha256")
        self._keyed = hmac.new(own, digestmod="sha256")  # copied for each link, of which a page has ten

    def counted(self, view: SearchView) -> SearchView:
        """The search page with counting links on its hits."""
        if not _is_counted(view.query):
            return view
        asked = quote_plus(view.query)  # the same in every link
        hits = tuple(
            structs.replace(hit, counted=self._link(view.query, asked, view.first + number, hit.url))
            for number, hit in enumerate(view.hits)
        )
        return structs.replace(view, hits=hits)

    def link(self, query: str, position: int, address: str) -> str:
        """The counting link to ``address``; empty when there is nothing to count or it is no path of ours."""
        return self._link(query, quote_plus(query), position, address) if _is_counted(query) else ""

    def _link(self, query: str, asked: str, position: int, address: str) -> str:
        if not is_own_path(address):
            return ""
        signature = self._signature(query, position, address)
        return f"{addresses.OPEN_HIT}?q={asked}&nr={position}&til={quote_plus(address)}&s={signature}"

    def read(self, fields: Mapping[str, list[str]]) -> Opened | None:
        """What the fields of a link say; None when they lead nowhere on this site."""
        query, number, address, signature = (fields.get(name, [""])[0] for name in ("q", "nr", "til", "s"))
        if not is_own_path(address):
            return None
        position = int(number) if re.fullmatch(r"[1-9][0-9]{0,5}", number) else 0
        right = self._signature(query, position, address)
        counts = position > 0 and hmac.compare_digest(signature.encode(), right.encode())
        return Opened(query, position, address, counts)

    def _signature(self, query: str, position: int, address: str) -> str:
        # A NUL can stand in none of the parts: the parser of queries takes control characters away.
        message = "\x00".join((query, str(position), address)).encode(errors="replace")
        signed = self._keyed.copy()
        signed.update(message)
        return signed.hexdigest()[:_SIGNATURE]


def _is_counted(query: str) -> bool:
    return 0 < len(query) <= MAX_QUERY


def is_own_path(address: str) -> bool:
    """Whether an address is a path on this site that no browser can take for another site.

    >>> is_own_path("/barnehage/sok-plass/"), is_own_path("/sak/b87ca23f/2a14674c/#jp-e24aef25")
    (True, True)
    >>> [is_own_path(a) for a in ("//example.org/", "/\\\\example.org", "https://example.org", "/a/../b", "")]
    [False, False, False, False, False]
    """
    return _OWN_PATH.fullmatch(address) is not None and "/." not in address
