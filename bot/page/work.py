"""Work: what the jobs of the library do: add files and web addresses, embed, rebuild, remove. No gradio here.

Each ends at a safe point where its job is cancelled: what is stored by then is whole and found by its words, and
what has no vector yet is embedded by the next job that embeds, or by `newsdesk index`.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from bot.chatbot import Chatbot
from bot.page.jobs import Turn, Work
from bot.page.progress import show_notice
from bot.page.shelf import show_receipt, show_report
from corpus.article import Article
from corpus.errors import NewsdeskError
from corpus.fetching import Client, Visits, fetch_articles
from corpus.reading import Skipped, read_articles
from embeddings.erasing import erase_articles
from embeddings.gathering import index_findings, share_encoder
from embeddings.indexing import IndexReport, encoder_of, index_articles, rebuild_indexes

__all__ = [
    "add_addresses",
    "add_files",
    "delete_uploads",
    "embed_rest",
    "pending",
    "rebuild",
    "remove",
    "share",
    "take_uploads",
]


def take_uploads(files: Sequence[str]) -> Path:
    """Move uploads into a folder of their own, in their order: two uploads of the same file lie in one place."""
    folder = Path(tempfile.mkdtemp(prefix="newsdesk-uploads-"))
    for number, file in enumerate(files):
        place = folder / f"{number:04}"
        place.mkdir()
        shutil.move(file, place / Path(file).name)
    return folder


def delete_uploads(folder: Path) -> None:
    """Delete a folder of uploads, whatever is left of it."""
    shutil.rmtree(folder, ignore_errors=True)


def add_files(chatbot: Chatbot, folder: Path) -> Work:
    """Return the work of adding uploads that were taken into a folder."""

    def work(turn: Turn) -> str:
        records = turn.stop.until(_read_all(sorted(folder.glob("*/*"))))
        return _report(chatbot, turn, _index(chatbot, turn, records))

    return work


def add_addresses(chatbot: Chatbot, addresses: Sequence[str], allowed: Sequence[str]) -> Work:
    """Return the work of adding what is found at web addresses; hosts in `allowed` may be of a private network."""

    def work(turn: Turn) -> str:
        archive = chatbot.archive
        chatbot.keep_up()
        share(chatbot)
        client, visits = Client(allowed=allowed), Visits(archive.folder, archive.holds)
        turn.stop.at_once(client.close)
        try:
            turn.tell("addresses", 0, None)
            findings = fetch_articles(addresses, client, visits)
            return _report(chatbot, turn, index_findings(archive, findings, visits, turn.wait, turn.tell))
        finally:
            client.close()

    return work


def embed_rest(chatbot: Chatbot) -> Work:
    """Return the work of embedding what has no vector yet."""

    def work(turn: Turn) -> str:
        done = _index(chatbot, turn, iter(())).embedded
        if turn.stop.was_heeded:
            return show_notice(_ending(chatbot, turn))
        return show_notice(
            f"{done:,} {'passage is' if done == 1 else 'passages are'} embedded. All of them are found by meaning now."
        )

    return work


def rebuild(chatbot: Chatbot) -> Work:
    """Return the work of making both indexes again."""

    def work(turn: Turn) -> str:
        archive = chatbot.archive
        with archive.writer(turn.wait):
            chatbot.keep_up()
            count = rebuild_indexes(archive, lambda: chatbot.encoder, chatbot.indexes, turn.tell)
        said = f"{count:,} {'passage' if count == 1 else 'passages'} had to be embedded."
        if turn.stop.was_heeded:
            return show_notice(f"{_ending(chatbot, turn)} {said}")
        return show_notice(f"Both indexes are rebuilt; {said}")

    return work


def remove(chatbot: Chatbot, keys: Sequence[str]) -> Work:
    """Return the work of removing articles; it is too short to be cancelled once it has begun."""

    def work(turn: Turn) -> str:
        with chatbot.archive.writer(turn.wait):
            chatbot.keep_up()
            return show_receipt(erase_articles(chatbot.archive, keys, chatbot.indexes))

    return work


def pending(chatbot: Chatbot) -> int:
    """Return how many passages have no vector yet, and are found by their words only."""
    return len(chatbot.archive.without_vector(encoder_of(chatbot.archive)[1]))


def share(chatbot: Chatbot) -> None:
    """Let what is fetched or watched be embedded with the encoder that is loaded already."""
    name, digest = encoder_of(chatbot.archive)
    if chatbot.encoder.digest == digest:
        share_encoder(name, chatbot.encoder)


def _index(chatbot: Chatbot, turn: Turn, records: Iterator[Article | Skipped]) -> IndexReport:
    with chatbot.archive.writer(turn.wait):
        chatbot.keep_up()
        return index_articles(chatbot.archive, records, lambda: chatbot.encoder, chatbot.indexes, turn.tell)


def _report(chatbot: Chatbot, turn: Turn, report: IndexReport) -> str:
    return show_report(report, _ending(chatbot, turn) if turn.stop.was_heeded else "")


def _ending(chatbot: Chatbot, turn: Turn) -> str:
    """Return how far cancelled work came, and what finishes it."""
    where = f" while {turn.step.said()}" if turn.step else " before anything was read"
    left = pending(chatbot)
    if not left:
        return f"Cancelled{where}. What is stored stays, and is found by words and by meaning."
    count = f"{left:,} {'passage is' if left == 1 else 'passages are'}"
    return (
        f"Cancelled{where}. What is stored stays, and is found by its words; {count} left to be embedded: "
        "“Embed the rest” does it, and so does whatever is added next."
    )


def _read_all(paths: Sequence[Path]) -> Iterator[Article | Skipped]:
    """Yield the articles of uploads; a file that cannot be read at all does not keep the others out."""
    for path in paths:
        try:
            yield from read_articles(path)
        except NewsdeskError as error:
            yield Skipped(path.name, None, str(error))
