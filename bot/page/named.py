"""Named: what an editor names in the box of the library: web addresses and folders, or why one is refused.

Where there are no users the page is served to this machine's own user only, who may name any folder of it. Where there
are, only folders may be named that whoever runs the server has allowed.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from pathlib import Path

from corpus.errors import NewsdeskError
from corpus.fetching.addresses import is_address, read_address

__all__ = ["NotNamed", "Refused", "check_address", "check_source", "sort_out"]

MOST_LINES = 100  # named at once; more belong into a sitemap, or into `newsdesk index`

Refused = list[tuple[str, str]]


class NotNamed(NewsdeskError):
    """What was named cannot be fetched or watched from the page."""


def sort_out(text: str, check: Callable[[str], str]) -> tuple[list[str], Refused]:
    """Return what the lines of a text name, each once, and those that are refused with their reasons."""
    good, refused = list[str](), Refused()
    for line in dict.fromkeys(filter(None, map(str.strip, text.splitlines()))):
        if len(good) + len(refused) == MOST_LINES:
            refused.append((line, f"only {MOST_LINES} lines are taken at once; add it and what follows afterwards"))
            break
        try:
            good.append(check(line))
        except NewsdeskError as error:
            refused.append((line, str(error)))
    return good, refused


def check_address(line: str) -> str:
    """Return a web address; raises a NewsdeskError where it is none, or none that is fetched."""
    if not is_address(line):
        hint = "to keep up with a folder, press Watch" if _is_path(line) else "write it with https:// in front"
        raise NotNamed(f"it is not a web address; {hint}")
    read_address(line)
    return line


def check_source(line: str, has_users: bool, below: Sequence[Path]) -> str:
    """Return what can be watched: a web address, or a folder or file that may be; raises a NewsdeskError if not."""
    if is_address(line):
        read_address(line)
        return line
    if not _is_path(line):
        raise NotNamed("it is neither a web address (https://…) nor a folder with its whole path")
    path = Path(os.path.expanduser(line))
    if has_users:
        path = _allowed(path, below)
    if not (path.is_dir() or path.is_file()):  # a device would never end
        raise NotNamed("there is no such file or folder; check the name")
    return str(path)


def _is_path(line: str) -> bool:
    return line.startswith("~") or os.path.isabs(line)


def _allowed(path: Path, below: Sequence[Path]) -> Path:
    """Return where a path really leads, if that is one of the allowed folders or inside of one.

    Nothing is said of whether a folder elsewhere exists.
    """
    if not below:
        raise NotNamed("folders are not watched here; whoever runs the server can allow it: --watch-below FOLDER")
    try:
        there = path.resolve()
        if any(there.is_relative_to(folder.resolve()) for folder in map(Path, below)):
            return there
    except (OSError, RuntimeError, ValueError):  # links in a circle; a name that cannot be one
        pass
    named = ", ".join(str(Path(folder).resolve()) for folder in below)
    raise NotNamed(f"only folders below {named} are watched here")
