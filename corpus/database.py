"""Database: connections, transactions and the writers' lock of one SQLite file. The only door to SQLite.

It knows nothing of articles: what is stored, and how it is read, stands in `archive.py` and `schema.sql`.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from importlib import resources
from pathlib import Path
from sqlite3 import Connection

from filelock import BaseFileLock, FileLock, Timeout

from corpus.errors import ArchiveBusy, ArchiveError, ArchiveNotFound

__all__ = ["Connection", "Database", "DatabaseError"]

DatabaseError = sqlite3.DatabaseError  # what reading a damaged file raises

FORMAT = 1  # PRAGMA user_version: raised whenever schema.sql changes in a way that old code cannot read
BUSY_SECONDS = 30  # how long a statement waits for another process's transaction
LOCK_SECONDS = 3600  # how long a writer waits for another writer: a first indexing may take that long


class Database:
    """Hold one archive folder open. Safe to share between threads; each has its own connection."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        self.folder = Path(folder)
        self.path = self.folder / "archive.sqlite"
        self._local = threading.local()
        if not self.path.exists() and not create:
            raise ArchiveNotFound(
                f"No archive in {self.folder}. Make one with: newsdesk --archive {self.folder} index FILE…"
            )
        try:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._prepare()
        except (sqlite3.Error, OSError) as error:
            if "malformed" in str(error):
                raise  # damaged, not out of reach
            raise ArchiveError(
                f"Cannot open the archive {self.path}: {error}. Check the folder's rights and space."
            ) from error

    def connection(self) -> Connection:
        """Return this thread's connection, opened when first asked for."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self.path, timeout=BUSY_SECONDS, isolation_level=None)
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA secure_delete = ON")  # what is removed is overwritten, not only unlinked
            connection.execute("PRAGMA synchronous = NORMAL")  # with WAL: safe against a crash of the program
            self._local.connection = connection
        return connection

    def _prepare(self) -> None:
        connection = self.connection()
        if self._format() == FORMAT and self._has_additions():  # nothing to write: a reader need not wait for a writer
            return
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("BEGIN IMMEDIATE")
        try:
            if self._format() == 0:
                _run_script(connection, "schema.sql")
                connection.execute(f"PRAGMA user_version = {FORMAT}")
            _run_script(connection, "additions.sql")
        except BaseException:
            connection.execute("ROLLBACK")
            raise
        connection.execute("COMMIT")

    def _format(self) -> int:
        """Return the format of the file, 0 for a new one; raises ArchiveError if only a newer Newsdesk knows it."""
        found = int(self.connection().execute("PRAGMA user_version").fetchone()[0])
        if found > FORMAT:
            raise ArchiveError(
                f"{self.path} was made by a newer Newsdesk (format {found}; this one knows {FORMAT}). Update it."
            )
        return found

    def _has_additions(self) -> bool:
        """Say whether the newest things of `additions.sql` are there."""
        names = "'versions_listed', 'feedback_article'"
        found = self.connection().execute(f"SELECT count(*) FROM sqlite_master WHERE name IN ({names})").fetchone()
        return int(found[0]) == 2

    @contextmanager
    def write(self) -> Iterator[tuple[Connection, int]]:
        """Yield a connection inside one transaction, and the generation that it will make."""
        with self.write_aside() as connection:
            generation = self.generation + 1
            yield connection, generation
            connection.execute("UPDATE meta SET value = ? WHERE key = 'generation'", (str(generation),))

    @contextmanager
    def write_aside(self) -> Iterator[Connection]:
        """Yield a connection inside one transaction that touches no article, so that no index has to follow it."""
        connection = self.connection()
        try:
            connection.execute("BEGIN IMMEDIATE")
            yield connection
            connection.execute("COMMIT")
        except BaseException as error:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            if isinstance(error, sqlite3.Error):
                raise ArchiveError(f"Cannot write to the archive {self.path}: {error}. Nothing was changed.") from error
            raise

    @contextmanager
    def writer(self, on_wait: Callable[[], None] = lambda: None, *, wait: bool = True) -> Iterator[None]:
        """Hold the right to write for a whole run; `on_wait` is called if another process has it now.

        The lock is the operating system's, so a dead process leaves none behind. Raises ArchiveBusy if it
        stays taken, or at once without `wait`.
        """
        with self.alone("writer.lock", on_wait, LOCK_SECONDS if wait else 0):
            yield

    @contextmanager
    def alone(self, name: str, on_wait: Callable[[], None] = lambda: None, seconds: float = 0) -> Iterator[None]:
        """Hold a lock of the folder, waited for at most so long; raises ArchiveBusy if another process keeps it."""
        lock = FileLock(self.folder / name)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            on_wait()
            self._wait_for(lock, seconds)
        except OSError as error:
            raise ArchiveError(
                f"Cannot write to {self.folder}: {error}. Check the folder's rights and space."
            ) from error
        try:
            yield
        finally:
            lock.release()

    def _wait_for(self, lock: BaseFileLock, seconds: float) -> None:
        try:
            lock.acquire(timeout=seconds)
        except Timeout:
            raise ArchiveBusy(f"Another process is writing to {self.folder}. Stop it, then try again.") from None

    def empty_log(self) -> bool:
        """Bring the write-ahead log into the file and empty it; return False if a reader still needs the log."""
        return not self.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]

    def vacuum(self) -> bool:
        """Write the file anew without gaps, and empty the log; return False if a reader still needs the log.

        It needs as much free space as the file has; a crash in between changes nothing.
        """
        try:
            self.connection().execute("VACUUM")
            return self.empty_log()
        except sqlite3.Error as error:
            raise ArchiveError(f"Cannot compact {self.path}: {error}. Nothing was changed; make room first.") from error

    def close(self) -> None:
        """Close this thread's connection."""
        connection: Connection | None = getattr(self._local, "connection", None)
        if connection is not None:
            connection.close()
            self._local.connection = None

    @property
    def generation(self) -> int:
        """Return the number of the last committed change."""
        return int(self.fact("generation"))

    def fact(self, key: str) -> str:
        """Return a stored fact about the archive (`generation`, `encoder`, …), or ""."""
        row = self.connection().execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
        return row[0] if row else ""

    def set_fact(self, key: str, value: str) -> None:
        """Store a fact about the archive."""
        self.set_facts({key: value})

    def set_facts(self, facts: Mapping[str, str]) -> None:
        """Store several facts at once; an empty value takes a fact away."""
        with self.write() as (connection, _):
            for key, value in facts.items():
                connection.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))
            connection.execute("DELETE FROM meta WHERE value = ''")


def _run_script(connection: Connection, name: str) -> None:
    """Run a file of statements inside the transaction that is open."""
    for statement in _statements(resources.files("corpus").joinpath(name).read_text("utf-8")):
        connection.execute(statement)


def _statements(script: str) -> Iterator[str]:
    """Yield the statements of an SQL script, so that they can run inside one transaction."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
