"""Who may see the insight pages: one local account from the environment, sessions, form tokens, attempts."""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets
import threading
import time
from collections import deque
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError
from itsdangerous import BadSignature, URLSafeSerializer

from plugins.model import addresses
from plugins.model.clock import Clock

SESSION_LENGTH = timedelta(hours=8)
FORM_LENGTH = timedelta(hours=2)
MAX_FAILURES = 5
FAILURE_WINDOW = timedelta(minutes=15)
MAX_PASSWORD = 1000

_NEXT = re.compile(rf"{addresses.INSIGHT}(/csv/[a-z-]+)?(\?[\w=&.%-]*)?")


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
        return str(self._sessions.dumps({"bruker": self._user, "konto": self._account(), "slutt": ends}))

    def user_of(self, session: str | None) -> str:
        """The user a session belongs to; empty when it is forged, over, or of a changed password."""
        claims = _loads(self._sessions, session)
        if not self.configured or claims.get("konto") != self._account() or self._is_over(claims):
            return ""
        return str(claims.get("bruker", ""))

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


class Attempts:
    """Failed attempts by each address, kept in memory and as hashes only; too many and it has to wait."""

    def __init__(self, seconds: Callable[[], float] = time.monotonic) -> None:
        self._seconds = seconds
        self._key = secrets.token_bytes(16)
        self._failures: dict[bytes, deque[float]] = {}

    def wait(self, address: str) -> int:
        """Seconds to wait before the next attempt; 0 when it may be made now."""
        failures = self._recent(address)
        if len(failures) < MAX_FAILURES:
            return 0
        return max(1, round(failures[0] + FAILURE_WINDOW.total_seconds() - self._seconds()))

    def failed(self, address: str) -> None:
        """Count a failed attempt."""
        self._failures.setdefault(self._hashed(address), deque(maxlen=MAX_FAILURES)).append(self._seconds())
        self._tidy()

    def succeeded(self, address: str) -> None:
        """Forget the failures before a successful attempt."""
        self._failures.pop(self._hashed(address), None)

    def _recent(self, address: str) -> deque[float]:
        failures = self._failures.get(self._hashed(address), deque())
        while failures and failures[0] <= self._seconds() - FAILURE_WINDOW.total_seconds():
            failures.popleft()
        return failures

    def _tidy(self) -> None:
        """Never more than a bounded number of addresses: those whose failures are over go first."""
        if len(self._failures) > 10_000:
            oldest = self._seconds() - FAILURE_WINDOW.total_seconds()
            self._failures = {key: f for key, f in self._failures.items() if f and f[-1] > oldest}
            while len(self._failures) > 10_000:
                self._failures.pop(next(iter(self._failures)))

    def _hashed(self, address: str) -> bytes:
        return hashlib.blake2b(address.encode(), key=self._key, digest_size=16).digest()


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
