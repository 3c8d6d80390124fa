"""Moving: a whole archive as one file, and back; nothing has to be read, cut or embedded again.

The file is a zip with `manifest.json`, which names the format, the encoder, and of every other part its
SHA-256: `articles.jsonl`, one text a line, all versions, oldest first; `vectors.npy` (n, d) float16 with
`digests.npy` (n, 32) uint8, which says by digest which passage each row belongs to; and the small files that
an archive keeps beside it. Both indexes are left out: they are made again.
"""

from __future__ import annotations

import hashlib
import io
import json
import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from corpus.archive import Archive
from corpus.article import Article
from corpus.errors import ArchiveError
from corpus.rows import put_article

__all__ = ["export_archive", "import_archive"]

KIND = "newsdesk archive"
FORMAT = 1
KEPT = ("calibration.json", "fetched.json")  # what an archive's folder has besides, that is no cache of it
TEXTS_A_COMMIT = 500
VECTORS_A_COMMIT = 5_000
BLOCK = 1 << 20

_COLUMNS = ("key", "number", "digest", "url", "title", "text", "published", "outlet", "authors", "source", "added")


def export_archive(archive: Archive, encoder: tuple[str, str], file: Path) -> dict[str, Any]:
    """Write an archive into a file, all of it or nothing, as of one moment; return its manifest.

    `encoder` is the name and the digest of its own.
    """
    if file.exists():
        raise ArchiveError(f"{file} is there already. Name another file, or take it away first.")
    partial = file.with_name(f"{file.name}.{os.getpid()}.partial")
    connection = archive.connection()
    connection.execute("BEGIN")
    try:
        with zipfile.ZipFile(partial, "w", zipfile.ZIP_DEFLATED) as packed:
            manifest = _pack(archive, encoder, packed)
            packed.writestr("manifest.json", json.dumps(manifest, indent=1))
        os.replace(partial, file)
    except OSError as error:
        raise ArchiveError(f"Cannot write {file}: {error}. Check the folder's rights and space.") from error
    finally:
        connection.execute("ROLLBACK")
        partial.unlink(missing_ok=True)
    return manifest


def import_archive(file: Path, folder: Path) -> Archive:
    """Make an archive of a file in a folder that has none, all of it or nothing; its indexes are still to be made.

    Raises ArchiveError if a part of the file is not what was packed, or if there is an archive already.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ArchiveError(f"{folder} is not empty. Name a new folder: newsdesk --archive FOLDER import {file}")
    partial = folder.with_name(f"{folder.name}.{os.getpid()}.partial")
    try:
        with zipfile.ZipFile(file) as packed:
            manifest = _checked(file, packed)
            _unpack(packed, manifest, partial)
        folder.parent.mkdir(parents=True, exist_ok=True)
        if folder.exists():
            folder.rmdir()
        os.replace(partial, folder)
    except (OSError, zipfile.BadZipFile, EOFError, KeyError, TypeError, ValueError) as error:
        raise ArchiveError(f"Cannot import {file}: {error}. Nothing was changed.") from error
    finally:
        shutil.rmtree(partial, ignore_errors=True)
    return Archive(folder)


def _pack(archive: Archive, encoder: tuple[str, str], packed: zipfile.ZipFile) -> dict[str, Any]:
    name, digest = encoder
    parts = {"articles.jsonl": _add(packed, "articles.jsonl", _texts_of(archive))}
    digests, vectors = _vectors_of(archive, digest)
    for part, array in (("digests.npy", digests), ("vectors.npy", vectors)):
        raw = io.BytesIO()
        np.save(raw, array, allow_pickle=False)
        parts[part] = _add(packed, part, iter([raw.getvalue()]))
    for part in KEPT:
        if (archive.folder / part).exists():
            parts[part] = _add(packed, part, iter([(archive.folder / part).read_bytes()]))
    counts = archive.stats(digest)
    return {
        "kind": KIND,
        "format": FORMAT,
        "encoder": {"name": name, "digest": digest},
        **{key: counts[key] for key in ("articles", "versions", "passages", "embedded")},
        "sha256": parts,
    }


def _add(packed: zipfile.ZipFile, name: str, blocks: Iterator[bytes]) -> str:
    """Write one part; return its SHA-256 (hex)."""
    digest = hashlib.sha256()
    with packed.open(name, "w", force_zip64=True) as part:
        for block in blocks:
            digest.update(block)
            part.write(block)
    return digest.hexdigest()


def _texts_of(archive: Archive) -> Iterator[bytes]:
    names = ", ".join(f"v.{name}" for name in _COLUMNS[1:])
    rows = archive.connection().execute(
        f"SELECT a.key, {names} FROM articles a JOIN versions v ON v.article = a.id ORDER BY a.id, v.number"
    )
    for row in rows:
        yield (json.dumps(dict(zip(_COLUMNS, row, strict=True)), ensure_ascii=False) + "\n").encode()


def _vectors_of(archive: Archive, encoder: str) -> tuple[NDArray[np.uint8], NDArray[np.float16]]:
    """Return the digests of the passages that have a vector, each once, and their vectors."""
    rows = archive.connection().execute(
        "SELECT p.digest, v.vector FROM vectors v JOIN passages p ON p.id = v.passage WHERE v.encoder = ?", (encoder,)
    )
    found = dict(rows.fetchall())
    digests = np.frombuffer(b"".join(found), np.uint8).reshape(-1, 32)
    vectors = np.frombuffer(b"".join(found.values()), np.float16)
    return digests, vectors.reshape(len(found), -1) if found else vectors.reshape(0, 0)


def _checked(file: Path, packed: zipfile.ZipFile) -> dict[str, Any]:
    """Return the manifest, if every part is what it says."""
    manifest: dict[str, Any] = json.loads(packed.read("manifest.json"))
    if manifest["kind"] != KIND or manifest["format"] != FORMAT:
        raise ArchiveError(f"{file} is of format {manifest['format']!r}; this Newsdesk knows {FORMAT}. Update it.")
    for name, expected in manifest["sha256"].items():
        digest = hashlib.sha256()
        with packed.open(name) as part:
            while block := part.read(BLOCK):
                digest.update(block)
        if digest.hexdigest() != expected:
            raise ArchiveError(f"{file} is damaged: {name} is not what was packed. Export it again.")
    return manifest


def _unpack(packed: zipfile.ZipFile, manifest: dict[str, Any], folder: Path) -> None:
    archive = Archive(folder, create=True)
    name, digest = manifest["encoder"]["name"], manifest["encoder"]["digest"]
    archive.set_fact("encoder", f"{digest} {name}")
    with packed.open("articles.jsonl") as lines:
        while some := list(islice(lines, TEXTS_A_COMMIT)):
            _put_texts(archive, map(json.loads, some))
    _put_vectors(archive, digest, _array(packed, "digests"), _array(packed, "vectors"))
    for part in set(KEPT) & set(manifest["sha256"]):
        (folder / part).write_bytes(packed.read(part))
    archive.empty_log()
    archive.close()


def _put_texts(archive: Archive, rows: Iterable[dict[str, Any]]) -> None:
    """Store versions of articles in one transaction, each with the time at which it was first added."""
    with archive.write() as (connection, generation):
        for row in rows:
            put_article(connection, _article_of(row), generation)
            connection.execute(
                """UPDATE versions SET added = ? WHERE number = ?
                   AND article = (SELECT id FROM articles WHERE key = ?)""",
                (row["added"], row["number"], row["key"]),
            )


def _article_of(row: dict[str, Any]) -> Article:
    article = Article(
        url=row["url"],
        title=row["title"],
        text=row["text"],
        published=date.fromisoformat(row["published"]) if row["published"] else None,
        outlet=row["outlet"],
        authors=tuple(json.loads(row["authors"])),
        source=row["source"],
    )
    if (article.key, article.digest) != (row["key"], row["digest"]):
        raise ArchiveError(f"The text of {row['key']} is not what was stored. Nothing was changed.")
    return article


def _array(packed: zipfile.ZipFile, name: str) -> NDArray[Any]:
    found: NDArray[Any] = np.load(io.BytesIO(packed.read(f"{name}.npy")), allow_pickle=False)
    return found


def _put_vectors(archive: Archive, encoder: str, digests: NDArray[Any], vectors: NDArray[Any]) -> None:
    """Give each passage the vector of its digest, if there is one."""
    rows = {digest.tobytes(): number for number, digest in enumerate(digests)}
    passages = archive.connection().execute("SELECT id, digest FROM passages ORDER BY id").fetchall()
    pairs = [(passage, rows[digest]) for passage, digest in passages if digest in rows]
    for first in range(0, len(pairs), VECTORS_A_COMMIT):
        some = pairs[first : first + VECTORS_A_COMMIT]
        archive.put_vectors(encoder, [passage for passage, _ in some], vectors[[row for _, row in some]])
