"""Rules: where a page may be served, within which limits, and what an editor may name to be fetched or watched.

No gradio here, so that a refusal comes at once.
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from pathlib import Path

from bot.users import Users
from corpus.errors import NewsdeskError

__all__ = ["USUAL", "PageError", "Rules", "check_folders", "check_host"]

QUESTIONS_A_MINUTE = 60  # of one visitor where there are users: faster than anyone types, slow enough to share


class PageError(NewsdeskError):
    """The page cannot be served at the address that was asked for."""


@dataclass(frozen=True, slots=True)
class Rules:
    """Hold the limits of a server: questions a minute and visitor, events that may wait, megabytes of an upload.

    Without `questions`, 60 where there are users, and any number where there are none. `allowed` are hosts of private
    networks that may be fetched from, `watched` the folders below which editors may watch where there are users.
    """

    questions: int | None = None
    waiting: int = 64
    upload: int = 500
    allowed: tuple[str, ...] = ()
    watched: tuple[Path, ...] = ()

    def questions_for(self, users: Users) -> int | None:
        """Return how many questions a visitor may ask a minute; None: any number."""
        return self.questions or (QUESTIONS_A_MINUTE if users.exist() else None)


USUAL = Rules()


def check_folders(folders: tuple[Path, ...]) -> None:
    """Raise PageError where a folder that editors may watch is none."""
    for folder in folders:
        if not folder.is_dir():
            raise PageError(f"--watch-below {folder}: there is no such folder. Check the name.")


def check_host(host: str, users: Users) -> None:
    """Raise PageError where strangers could reach a page that asks for no password."""
    try:
        is_own = host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        is_own = False
    if not is_own and not users.exist():
        raise PageError(
            f"There are no users, so the page is served on this machine only, not at {host}. "
            "Add one first: newsdesk user add NAME --role editor"
        )
