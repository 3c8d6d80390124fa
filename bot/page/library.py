"""The tab "Library": what is in the archive, adding to it, removing from it, rebuilding the index.

What is shown is made in `shelf.py` and `progress.py`; here it is wired to the visitor's doings.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any

from bot.chatbot import Chatbot
from bot.page.chat import apologize
from bot.page.front import QUIET, gr, script
from bot.page.libraryplot import LibraryPlot
from bot.page.progress import follow
from bot.page.shelf import show_counts, show_report, show_table, show_to_remove
from bot.page.watches import show_watches
from bot.watched import read_watches
from corpus.article import Article
from corpus.errors import NewsdeskError
from corpus.reading import Skipped, read_articles
from embeddings.indexing import IndexReport, Progress, encoder_of, index_articles, rebuild_indexes, remove_articles

__all__ = ["LibraryTab"]

ACCEPTED = (
    ".txt .text .json .jsonl .ndjson .csv .tsv .html .htm .xhtml .xml .rss .atom .parquet .warc .zip .xz .gz .bz2"
).split()
WATCHES_SECONDS = 10  # how often an open page looks after a running watch: one small file is read
WRITING = {**QUIET, "concurrency_limit": None}  # the archive itself lets one write at a time, and says so

FOCUS_ON_KEEP = "() => document.querySelector('#nd-no')?.focus()"
LOOK_AT_REPORT = "() => document.querySelector('#nd-report')?.scrollIntoView({block: 'center'})"

Keys = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold what the tab is made of."""

    counts: gr.HTML
    plot: LibraryPlot
    watches: gr.HTML
    timer: gr.Timer
    files: gr.File
    add: gr.Button
    rebuild: gr.Button
    report: gr.HTML
    search: gr.Textbox
    table: gr.HTML
    confirm: gr.Column
    question: gr.HTML
    yes: gr.Button
    no: gr.Button
    chosen: gr.State
    page: gr.State


class LibraryTab:
    """Lay the tab out where it is made, and answer its events."""

    def __init__(self, chatbot: Chatbot) -> None:
        self._chatbot = chatbot
        self.parts = _lay_out()
        self.changes = self._wire()

    @property
    def view(self) -> list[Any]:
        """Return what says which part of the table a visitor looks at."""
        return [self.parts.search, self.parts.page]

    @property
    def fresh(self) -> list[Any]:
        """Return the parts that `refresh` fills anew."""
        return [self.parts.counts, self.parts.watches, self.parts.table, *self.parts.plot.outputs]

    def refresh(self, matching: str, page: int) -> tuple[Any, ...]:
        """Return the counts, what is watched, the table and the picture as they are now."""
        archive = self._chatbot.archive
        table = show_table(archive, matching.strip(), page)
        return show_counts(archive, encoder_of(archive)[1]), self._watches(), table, *self.parts.plot.draw(archive)

    def settle(self) -> Any:
        """Return the scale of the picture, once its figures are there."""
        return self.parts.plot.settle(self._chatbot.archive)

    def _watches(self) -> str:
        return show_watches(read_watches(self._chatbot.archive.folder), datetime.now().astimezone())

    def _wire(self) -> list[Any]:
        """Connect the parts; return the events after which the archive may have changed."""
        parts = self.parts
        parts.search.change(
            self._search, [parts.search], [parts.page, parts.table], trigger_mode="always_last", **QUIET
        )
        parts.timer.tick(self._watches, None, [parts.watches], **QUIET)
        parts.table.turn(self._turn, [parts.search], [parts.page, parts.table], **QUIET)
        asked = [parts.chosen, parts.question, parts.confirm]
        choosing = parts.table.remove(self._ask_to_remove, None, asked, **QUIET)
        choosing.then(None, None, None, js=FOCUS_ON_KEEP, **QUIET)
        parts.no.click(lambda: ((), "", gr.Column(visible=False)), None, asked, **QUIET)
        changes = [
            parts.add.click(self._add, [parts.files], [parts.report, parts.files, parts.add], **WRITING),
            parts.rebuild.click(self._rebuild, None, [parts.report, parts.rebuild], **WRITING),
            parts.yes.click(self._remove, [parts.chosen], [parts.report, *asked], **WRITING),
        ]
        changes[-1].then(None, None, None, js=LOOK_AT_REPORT, **QUIET)
        return [self.refresh_after(change.then) for change in changes]

    def refresh_after(self, event: Any) -> Any:
        """Show what is there as it is now when something happens; return the event after which it is shown."""
        shown = event(self.refresh, self.view, self.fresh, **QUIET)
        shown.then(self.settle, None, self.parts.plot.scaled, **QUIET)
        return shown

    def _search(self, matching: str) -> tuple[int, str]:
        return 0, show_table(self._chatbot.archive, matching.strip())

    def _turn(self, matching: str, event: gr.EventData) -> tuple[int, str]:
        page = max(0, int(event.to))
        return page, show_table(self._chatbot.archive, matching.strip(), page)

    def _ask_to_remove(self, event: gr.EventData) -> tuple[Keys, str, Any]:
        found = [self._chatbot.archive.article(str(key)) for key in event.keys]
        articles = [article for article in found if article]
        return (
            tuple(article.key for article in articles),
            show_to_remove(articles),
            gr.Column(visible=bool(articles)),
        )

    def _add(self, files: list[str] | None) -> Iterator[tuple[Any, Any, Any]]:
        """Yield the progress of adding uploaded files, then what came of it; the uploads are deleted."""
        if not files:
            yield _notice("Choose files first."), gr.skip(), gr.skip()
            return
        chatbot = self._chatbot

        def work(progress: Progress) -> IndexReport:
            paths = [Path(file) for file in files]
            chatbot.keep_up()
            try:
                records = _read_all(paths)
                return index_articles(chatbot.archive, records, lambda: chatbot.encoder, chatbot.indexes, progress)
            finally:
                _delete(paths)

        for shown in self._follow(work, show_report):
            yield shown, None, gr.Button(interactive=False)
        yield gr.skip(), gr.skip(), gr.Button(interactive=True)

    def _rebuild(self) -> Iterator[tuple[Any, Any]]:
        """Yield the progress of rebuilding both indexes, then what was done."""
        chatbot = self._chatbot

        def work(progress: Progress) -> int:
            chatbot.keep_up()
            return rebuild_indexes(chatbot.archive, lambda: chatbot.encoder, chatbot.indexes, progress)

        def done(count: int) -> str:
            return _notice(f"Both indexes are rebuilt; {count:,} passages had to be embedded.")

        for shown in self._follow(work, done):
            yield shown, gr.Button(interactive=False)
        yield gr.skip(), gr.Button(interactive=True)

    def _remove(self, keys: Keys) -> Iterator[tuple[Any, ...]]:
        """Yield the progress of removing the chosen articles, then how many are gone."""
        chatbot = self._chatbot

        def work(progress: Progress) -> list[str]:
            chatbot.keep_up()
            return remove_articles(chatbot.archive, keys, chatbot.indexes)

        def done(gone: list[str]) -> str:
            return _notice(f"{len(gone):,} {'article is' if len(gone) == 1 else 'articles are'} removed.")

        for shown in self._follow(work, done):
            yield shown, (), "", gr.Column(visible=False)

    def _follow(self, work: Any, done: Any) -> Iterator[str]:
        """Yield the bars of some work, then what `done` makes of its result, or a notice if it failed."""
        try:
            result = yield from follow(self._chatbot.archive, work)
            yield done(result)
        except Exception as error:  # a visitor never sees a traceback; what is not their doing goes to the log
            yield _notice(apologize(error))


def _read_all(paths: Iterable[Path]) -> Iterator[Article | Skipped]:
    return chain.from_iterable(map(_read_one, paths))


def _read_one(path: Path) -> Iterator[Article | Skipped]:
    """Yield the articles of one upload; a file that cannot be read at all does not keep the others out."""
    try:
        yield from read_articles(path)
    except NewsdeskError as error:
        yield Skipped(path.name, None, str(error))


def _delete(paths: Iterable[Path]) -> None:
    for path in paths:
        with contextlib.suppress(OSError):
            path.unlink()


def _notice(words: str) -> str:
    from html import escape

    return f'<p class="nd-notice" role="status">{escape(words)}</p>'


def _lay_out() -> Parts:
    with gr.Column(elem_id="nd-library"):
        counts = gr.HTML("", elem_id="nd-counts", apply_default_css=False, js_on_load=None)
        plot = LibraryPlot()
        watches = gr.HTML("", elem_id="nd-watches", apply_default_css=False, js_on_load=None)
        timer = gr.Timer(WATCHES_SECONDS)
        with gr.Row(elem_id="nd-adding"):
            files = gr.File(
                label="Article files", file_count="multiple", file_types=ACCEPTED, elem_id="nd-files", height=150
            )
            with gr.Column(elem_id="nd-actions", min_width=220):
                add = gr.Button("Add to the archive", variant="primary", elem_id="nd-add")
                rebuild = gr.Button("Rebuild the index", elem_id="nd-rebuild")
        report = gr.HTML("", elem_id="nd-report", apply_default_css=False, js_on_load=None)
        with gr.Column(visible=False, elem_id="nd-confirm") as confirm:
            question = gr.HTML("", apply_default_css=False, js_on_load=None)
            with gr.Row():
                yes = gr.Button("Remove", variant="stop", elem_id="nd-yes")
                no = gr.Button("Keep", elem_id="nd-no")
        search = gr.Textbox(
            placeholder="Search titles, addresses and outlets", label="Search the articles", elem_id="nd-search"
        )
        table = gr.HTML("", elem_id="nd-table", apply_default_css=False, js_on_load=script("library.js"))
    return Parts(
        counts, plot, watches, timer, files, add, rebuild, report, search, table, confirm, question, yes, no,
        gr.State(()), gr.State(0),
    )  # fmt: skip
