"""Sessions: who has signed in with which cookie, and when that ends. They live in memory: a restart ends them all."""

from __future__ import annotations

import secrets
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.users import User, Users

__all__ = ["LONGEST_SECONDS", "Sessions"]

IDLE_SECONDS = 8 * 3600  # without a request for a working day, one signs in again
LONGEST_SECONDS = 7 * 86_400  # and in any case once a week
MOST = 10_000  # sessions at a time; beyond, the oldest goes


@dataclass(frozen=True, slots=True)
class Session:
    """Hold who signed in, when, and when they were last seen; seconds of a clock that never goes back."""

    name: str
    stamp: str
    begun: float
    seen: float


class Sessions:
    """Hold the sessions of one server. Safe to share between threads."""

    def __init__(self, users: Users, clock: Callable[[], float] = time.monotonic) -> None:
        self._users, self._clock = users, clock
        self._sessions: dict[str, Session] = {}
        self._lock = threading.Lock()

    def begin(self, user: User) -> str:
        """Return the token of a new session."""
        token, now = secrets.token_urlsafe(32), self._clock()
        with self._lock:
            while len(self._sessions) >= MOST:
                del self._sessions[next(iter(self._sessions))]
            self._sessions[token] = Session(user.name, user.stamp, now, now)
        return token

    def user_of(self, token: str) -> User | None:
        """Return whose session this is; None once it is over, or the user's password or role is another."""
        now = self._clock()
        with self._lock:
            session = self._sessions.get(token)
            if session is None:
                return None
            user = self._users.find(session.name)
            if user is None or user.stamp != session.stamp or _is_over(session, now):
                del self._sessions[token]
                return None
            self._sessions[token] = replace(session, seen=now)
            return user

    def end(self, token: str) -> None:
        """End a session."""
        with self._lock:
            self._sessions.pop(token, None)


def _is_over(session: Session, now: float) -> bool:
    return now - session.seen > IDLE_SECONDS or now - session.begun > LONGEST_SECONDS
