"""What is signed for those who are logged in: the session in a cookie, and the token of every form."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from itsdangerous import BadSignature, URLSafeSerializer

from plugins.model import addresses
from plugins.model.clock import Clock
from search.desk.people import Directory, Person

SESSION_LENGTH = timedelta(hours=8)
FORM_LENGTH = timedelta(hours=2)

_NEXT = re.compile(rf"{addresses.INSIGHT}(/[a-z0-9-]+)*/?(\?[\w=&.%+-]*)?")


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in: the session's own random name, the person, and when it is over."""

    id: str
    person: Person
    ends: float


class Sessions:
    """Sessions and form tokens, signed with ``secret``. Who the person is, ``people`` says at every page.

    It does not matter here how somebody proved who they are: a password, or one day a provider's word.
    """

    def __init__(self, people: Directory, secret: str, clock: Clock) -> None:
        self._people = people
        self._clock = clock
        self._sessions = URLSafeSerializer(secret, salt="innsikt-okt")
        self._forms = URLSafeSerializer(secret, salt="innsikt-skjema")

    def open(self, person: Person) -> str:
        """A signed session for ``person``, for a cookie."""
        ends = (self._clock() + SESSION_LENGTH).timestamp()
        claims = {"bruker": person.name, "merke": person.mark, "okt": secrets.token_hex(16), "slutt": ends}
        return str(self._sessions.dumps(claims))

    def session_of(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None when it is forged, over, or of a person who is no longer the same.

        Raises what the directory raises.
        """
        claims = _loads(self._sessions, cookie)
        if not claims or self._is_over(claims):
            return None
        person = self._people.person(str(claims["bruker"]))
        if person is None or person.mark != claims.get("merke"):
            return None
        return Session(str(claims["okt"]), person, float(claims["slutt"]))

    def form_token(self, session: str = "") -> str:
        """A token that proves that a form was made by us not long ago, for this session and no other."""
        ends = (self._clock() + FORM_LENGTH).timestamp()
        return str(self._forms.dumps({"slutt": ends, "okt": session, "engang": secrets.token_hex(8)}))

    def accepts_form(self, token: str, session: str = "") -> bool:
        """Whether ``token`` is one of ours, made for ``session``, and still holds."""
        claims = _loads(self._forms, token)
        return bool(claims) and claims.get("okt") == session and not self._is_over(claims)

    def _is_over(self, claims: dict[str, Any]) -> bool:
        return float(claims.get("slutt", 0)) <= self._clock().timestamp()


def safe_next(address: str) -> str:
    """Where to go after logging in: an insight page, never anywhere else.

    >>> safe_next("/innsikt/ord?q=s%C3%B8ppel&fra=2026-11-01"), safe_next("//example.org/innsikt")
    ('/innsikt/ord?q=s%C3%B8ppel&fra=2026-11-01', '/innsikt')
    """
    return address if _NEXT.fullmatch(address) else addresses.INSIGHT


def _loads(serializer: URLSafeSerializer, token: str | None) -> dict[str, Any]:
    try:
        claims = serializer.loads(token or "")
    except (BadSignature, UnicodeError):
        return {}
    return claims if isinstance(claims, dict) else {}
