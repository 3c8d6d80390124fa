"""Users: who may use an archive that is served to others: names, roles, and passwords as Argon2 hashes.

They lie beside the archive in `users.json`, readable by its owner only, and are no part of an exported archive.
Without a single user, whoever works on this machine may do everything, and nobody else anything.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal

from filelock import FileLock

from corpus.errors import NewsdeskError

__all__ = ["ROLES", "Role", "User", "UserError", "Users"]

Role = Literal["reader", "editor"]
ROLES: tuple[Role, ...] = ("reader", "editor")  # readers ask; editors also change the library
SHORTEST = 8  # characters of a password: what NIST SP 800-63B asks for at least
LONGEST = 200  # of a password: hashing longer ones would only cost time
LONGEST_NAME = 64
_NAME = re.compile(r"[\w.@+-]+(?: [\w.@+-]+)*")


class UserError(NewsdeskError):
    """A user cannot be added, changed or removed as asked."""


@dataclass(frozen=True, slots=True)
class User:
    """Hold who someone is; `stamp` changes with the password, so that sessions begun before it end."""

    name: str
    role: Role
    stamp: str

    @property
    def is_editor(self) -> bool:
        """Say whether they may change the library."""
        return self.role == "editor"


class Users:
    """Read and change the users of one archive folder; every call sees what other processes wrote."""

    def __init__(self, folder: Path) -> None:
        self._path = Path(folder) / "users.json"

    def exist(self) -> bool:
        """Say whether there are any, so that others than this machine's own user may be let in, with a password."""
        return bool(self._read())

    def all(self) -> list[User]:
        """Return everyone, by name."""
        return [_user(name, row) for name, row in sorted(self._read().items())]

    def find(self, name: str) -> User | None:
        """Return someone by name."""
        row = self._read().get(name)
        return _user(name, row) if row else None

    def verify(self, name: str, password: str) -> User | None:
        """Return who this is, if the password is theirs; it takes as long for a name that nobody has."""
        from argon2.exceptions import InvalidHashError, VerificationError

        row = self._read().get(name)
        try:
            _hasher().verify(row["password"] if row else _nobodys_hash(), password[:LONGEST])
        except (VerificationError, InvalidHashError):
            return None
        return _user(name, row) if row else None

    def add(self, name: str, role: Role, password: str) -> None:
        """Add someone; raises UserError if the name is taken or cannot be one, or the password is too short."""
        if not _NAME.fullmatch(name) or len(name) > LONGEST_NAME:
            raise UserError(
                f"“{name[:LONGEST_NAME]}” cannot be a name. Use letters, digits, and . @ + - _ between them."
            )
        secret = _hashed(password)

        def add(rows: dict[str, Any]) -> None:
            if name in rows:
                raise UserError(
                    f"There is a user {name} already. To change the password: newsdesk user password {name}"
                )
            rows[name] = {"role": role, "password": secret}

        self._change(add)

    def set_password(self, name: str, password: str) -> None:
        """Change someone's password, which ends their sessions."""
        secret = _hashed(password)
        self._change(lambda rows: _row_of(rows, name).update(password=secret))

    def remove(self, name: str) -> None:
        """Remove someone, which ends their sessions."""
        self._change(lambda rows: rows.pop(name) if _row_of(rows, name) else None)

    def _read(self) -> dict[str, Any]:
        try:
            rows = json.loads(self._path.read_text("utf-8"))["users"]
        except FileNotFoundError:
            return {}
        except (OSError, ValueError, TypeError, KeyError) as error:
            raise UserError(
                f"Cannot read {self._path}: {error}. Restore it, or delete it and add the users again."
            ) from None
        return dict(rows)

    def _change(self, change: Callable[[dict[str, Any]], object]) -> None:
        """Read, change and write the file, whole or not at all, with rights for its owner only."""
        new = self._path.with_suffix(".new")
        try:
            with FileLock(self._path.with_suffix(".lock"), mode=0o600):
                rows = self._read()
                change(rows)
                new.unlink(missing_ok=True)
                with os.fdopen(
                    os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8"
                ) as file:
                    json.dump({"users": rows}, file, ensure_ascii=False, indent=1)
                new.replace(self._path)
        except OSError as error:
            raise UserError(f"Cannot write {self._path}: {error}. Check the folder's rights and space.") from None


def _user(name: str, row: dict[str, Any]) -> User:
    return User(name, row["role"], hashlib.sha256(row["password"].encode()).hexdigest()[:16])


def _row_of(rows: dict[str, Any], name: str) -> dict[str, Any]:
    if name not in rows:
        raise UserError(f"There is no user {name}. newsdesk user list names them.")
    row: dict[str, Any] = rows[name]
    return row


def _hashed(password: str) -> str:
    if len(password) < SHORTEST:
        raise UserError(f"The password is shorter than {SHORTEST} characters. Take a longer one.")
    if len(password) > LONGEST:
        raise UserError(f"The password is longer than {LONGEST} characters. Take a shorter one.")
    return str(_hasher().hash(password))


@lru_cache(maxsize=1)
def _hasher() -> Any:
    from argon2 import PasswordHasher

    return PasswordHasher()  # Argon2id with the parameters of RFC 9106 for little memory


@lru_cache(maxsize=1)
def _nobodys_hash() -> str:
    return str(_hasher().hash("nobody's password"))
