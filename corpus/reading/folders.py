"""read_articles: a file, a folder with everything below it, or a zip file, as a stream of articles.

Nothing is unpacked to disk. Links to folders are not followed.
"""

from __future__ import annotations

import os
import struct
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path, PurePosixPath

from corpus.errors import UnreadableFile
from corpus.reading.formats import DAMAGE, describe_damage, read_stream
from corpus.reading.record import Outcome, Skipped, mend

__all__ = ["read_articles"]

LARGEST_MEMBER = 256 * 1024 * 1024  # bytes unpacked; a zip of a few MB can claim to hold petabytes
ENCRYPTED = 0x1  # bit of a zip member's flags
# What zipfile raises on opening: compression it does not know, passwords, fields that make no sense.
ZIP_DAMAGE = (*DAMAGE, NotImplementedError, RuntimeError, ValueError, struct.error)
PASSED_OVER = (".", "__MACOSX", "README", "LICENSE", "LICENCE")  # beginnings of names that hold no news


def read_articles(path: Path, is_wanted: Callable[[Path], bool] = lambda file: True) -> Iterator[Outcome]:
    """Return a stream of the articles in a file, folder or zip file, and of what was skipped and why.

    Folders are read in the order of their names. A source is relative to the folder that was given, so that
    the same file has the same source wherever the folder lies. Files that are not wanted are passed over in
    silence. Raises UnreadableFile where nothing is there.
    """
    try:
        if path.is_dir():
            os.scandir(path).close()
            return read_folder(path, "", is_wanted)
        with path.open("rb"):
            return read_file(path, plain_path(path.name)) if is_wanted(path) else iter(())
    except FileNotFoundError:
        raise UnreadableFile(f"There is no file or folder {path}; check the name, or give the full path.") from None
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UnreadableFile(f"{path} cannot be read: {reason}. Check its permissions.") from None


def read_folder(folder: Path, inside: str, is_wanted: Callable[[Path], bool]) -> Iterator[Outcome]:
    """Yield the articles of all files in a folder; `inside` is its path below the folder that was given."""
    try:
        names = sorted(os.listdir(folder))
    except OSError as error:
        yield Skipped(inside, None, describe_damage(error))
        return
    for name in names:
        path, file = folder / name, plain_path(f"{inside}{name}")
        if is_passed_over(name) or is_page_folder(name, names):
            continue
        if not path.is_dir():
            if is_wanted(path):
                yield from read_file(path, file)
        elif path.is_symlink():
            yield Skipped(file, None, "it is a link to a folder; give that folder by its own name")
        else:
            yield from read_folder(path, f"{file}/", is_wanted)


def read_file(path: Path, file: str) -> Iterator[Outcome]:
    """Yield the articles of one file on disk, whatever its format."""
    if path.exists() and not path.is_file():
        yield Skipped(file, None, "it is not a file")
        return
    try:
        if path.suffix.lower() == ".zip":
            yield from read_zip(path, file)
            return
        with path.open("rb") as stream:
            yield from read_stream(stream, file)
    except FileNotFoundError:
        yield Skipped(file, None, "it is a link to nothing")
    except DAMAGE as error:
        yield Skipped(file, None, describe_damage(error))


def read_zip(path: Path, file: str) -> Iterator[Outcome]:
    """Yield the articles of all files in a zip file."""
    try:
        archive = zipfile.ZipFile(path)
    except ZIP_DAMAGE as error:
        yield Skipped(file, None, describe_damage(error))
        return
    with archive:
        for member in sorted(archive.infolist(), key=lambda member: member.filename):
            inner = plain_path(member.filename)
            if not member.filename.endswith("/") and not any(map(is_passed_over, inner.split("/"))):
                yield from read_member(archive, member, f"{file}/{inner}")


def read_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, file: str) -> Iterator[Outcome]:
    """Yield the articles of one file inside a zip file."""
    if member.flag_bits & ENCRYPTED:
        yield Skipped(file, None, "it is encrypted; unpack it with its password first")
        return
    if member.file_size > LARGEST_MEMBER:
        reason = f"it is larger than {LARGEST_MEMBER >> 20} MB when unpacked; unpack it first"
        yield Skipped(file, None, reason)
        return
    try:
        stream = archive.open(member)
    except ZIP_DAMAGE as error:
        yield Skipped(file, None, describe_damage(error))
        return
    with stream:
        yield from read_stream(stream, file)


def is_passed_over(name: str) -> bool:
    """Return whether a file or folder is hidden, or describes the collection."""
    return name.startswith(PASSED_OVER)


def is_page_folder(name: str, names: list[str]) -> bool:
    """Return whether a folder holds the pictures and scripts of a page that a browser saved."""
    page = name.removesuffix("_files")
    return page != name and (f"{page}.html" in names or f"{page}.htm" in names)


def plain_path(name: str) -> str:
    """Return a path with `/` between its parts, without ways up or out, in characters that can be stored."""
    parts = PurePosixPath(mend(name).replace("\\", "/")).parts
    return "/".join(part for part in parts if part not in ("/", "..", "."))
