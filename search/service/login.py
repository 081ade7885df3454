"""Who may see the insight pages: one local account from the environment, sessions, form tokens."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from itsdangerous import BadSignature, URLSafeSerializer

from plugins.model import addresses
from plugins.model.clock import Clock

SESSION_LENGTH = timedelta(hours=8)
FORM_LENGTH = timedelta(hours=2)
MAX_PASSWORD = 1000

_NEXT = re.compile(rf"{addresses.INSIGHT}(/csv/[a-z-]+)?(\?[\w=&.%-]*)?")


@dataclass(frozen=True, slots=True)
class Session:
    """Somebody who is logged in: the session's own random name, the user, and when it is over."""

    id: str
    user: str
    ends: float


class Login:
    """The one account and what is signed for it. There is never a default account."""

    def __init__(self, user: str, password_hash: str, secret: str, clock: Clock) -> None:
        self._user = user
        self._hash = password_hash
        self._clock = clock
        self._hasher = PasswordHasher()
        self._one_at_a_time = threading.Lock()
        self._sessions = URLSafeSerializer(secret, salt="innsikt-okt")
        self._forms = URLSafeSerializer(secret, salt="innsikt-skjema")

    @property
    def configured(self) -> bool:
        """Whether there is an account."""
        return bool(self._user and self._hash)

    def verify(self, user: str, password: str) -> bool:
        """Whether this is the account's name and password; a wrong name takes as long as a wrong password.

        Slow on purpose (argon2) and heavy on memory: one at a time, in a thread.
        """
        if not self.configured or len(password) > MAX_PASSWORD:
            return False
        with self._one_at_a_time:
            right = self._is_password(password)
        return hmac.compare_digest(user.encode(), self._user.encode()) and right

    def _is_password(self, password: str) -> bool:
        try:
            return self._hasher.verify(self._hash, password)
        except (VerificationError, InvalidHashError):
            return False

    def open_session(self) -> str:
        """A signed session for the account, for a cookie."""
        ends = (self._clock() + SESSION_LENGTH).timestamp()
        return str(self._sessions.dumps(self._claims(ends)))

    def _claims(self, ends: float) -> dict[str, Any]:
        return {
            "bruker": self._user,
            "konto": self._account(),
            "okt": secrets.token_hex(16),
            "slutt": ends,
        }

    def session_of(self, cookie: str | None) -> Session | None:
        """The session of a cookie; None when it is forged, over, or of a changed password."""
        claims = _loads(self._sessions, cookie)
        if not self.configured or claims.get("konto") != self._account() or self._is_over(claims):
            return None
        return Session(str(claims["okt"]), str(claims["bruker"]), float(claims["slutt"]))

    def form_token(self) -> str:
        """A token that proves that a form was made by us not long ago."""
        ends = (self._clock() + FORM_LENGTH).timestamp()
        return str(self._forms.dumps({"slutt": ends, "engang": secrets.token_hex(8)}))

    def accepts_form(self, token: str) -> bool:
        """Whether ``token`` is one of ours and still holds."""
        return not self._is_over(_loads(self._forms, token))

    def _is_over(self, claims: dict[str, Any]) -> bool:
        return float(claims.get("slutt", 0)) <= self._clock().timestamp()

    def _account(self) -> str:
        """Changes with name and password, so that old sessions end when either does."""
        return hashlib.sha256(f"{self._user}\x00{self._hash}".encode()).hexdigest()[:16]


def safe_next(address: str) -> str:
    """Where to go after logging in: an insight page, never anywhere else.

    >>> safe_next("/innsikt?fra=2026-11-01"), safe_next("//example.org/innsikt")
    ('/innsikt?fra=2026-11-01', '/innsikt')
    """
    return address if _NEXT.fullmatch(address) else addresses.INSIGHT


def _loads(serializer: URLSafeSerializer, token: str | None) -> dict[str, Any]:
    try:
        claims = serializer.loads(token or "")
    except (BadSignature, UnicodeError):
        return {}
    return claims if isinstance(claims, dict) else {}
