"""The tab "Library": what is in the archive, what is being done to it, what is watched; adding to it, removing from it.

What is shown is made in `shelf.py`, `joblist.py` and `watches.py`; here it is wired to the visitor's doings. Work that
lasts is a job of the server: the page looks at it again and again, so a page that comes later sees it as well.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bot.chatbot import Chatbot
from bot.page import work
from bot.page.adding import Adding
from bot.page.chat import apologize
from bot.page.front import QUIET, gr, script
from bot.page.joblist import show_jobs
from bot.page.jobs import Jobs
from bot.page.libraryplot import LibraryPlot
from bot.page.progress import show_notice
from bot.page.rules import Rules
from bot.page.shelf import show_counts, show_table, show_to_remove
from bot.page.watchers import Watchers
from bot.page.watches import show_watches
from bot.watched import read_watches
from embeddings.indexing import encoder_of

__all__ = ["LibraryTab"]

LOOK_SECONDS = 10  # how often an open page looks after watches and jobs: one small file is read
LOOK_SECONDS_BUSY = 1  # while there is a job, whose bar moves

FOCUS_ON_KEEP = "() => document.querySelector('#nd-no')?.focus()"
LOOK_AT_JOBS = "() => document.querySelector('#nd-report .nd-job')?.scrollIntoView({block: 'nearest'})"

Keys = tuple[str, ...]
Turned = tuple[int, str]


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold what the tab is made of.

    `turned` holds the page of the table that was turned to, and what was searched for then; `finished` counts the jobs
    that this page has seen finished.
    """

    counts: gr.HTML
    plot: LibraryPlot
    watches: gr.HTML
    timer: gr.Timer
    adding: Adding
    jobs: gr.HTML
    search: gr.Textbox
    table: gr.HTML
    confirm: gr.Column
    question: gr.HTML
    yes: gr.Button
    no: gr.Button
    chosen: gr.State
    turned: gr.State
    finished: gr.State


class LibraryTab:
    """Lay the tab out where it is made, and answer its events; `come` is the event by which a visitor comes to it."""

    def __init__(self, chatbot: Chatbot, rules: Callable[[], Rules], come: Any) -> None:
        self._chatbot = chatbot
        self.jobs = Jobs(chatbot.archive)
        self.watchers = Watchers(chatbot.archive, self._prepare_watch)
        self.parts = _lay_out(lambda: Adding(chatbot, self.jobs, self.watchers, rules))
        self._show_when(come)
        self._wire()

    @property
    def live(self) -> list[Any]:
        """Return the parts that `look` fills anew."""
        return [self.parts.jobs, self.parts.watches, self.parts.timer, self.parts.finished]

    def refresh(self) -> tuple[Any, ...]:
        """Return the counts and the picture as they are now, and the means to embed what has no vector."""
        archive = self._chatbot.archive
        counts = show_counts(archive, encoder_of(archive)[1])
        return counts, self.parts.adding.left_to_embed(), *self.parts.plot.draw(archive)

    def list_articles(self, matching: str, turned: Turned) -> str:
        """Return the table as it is now: the page that was turned to, the first once something else is searched for."""
        page, searched = turned
        return show_table(self._chatbot.archive, matching.strip(), page if searched == matching else 0)

    def settle(self) -> Any:
        """Return the scale of the picture, once its figures are there."""
        return self.parts.plot.settle(self._chatbot.archive)

    def look(self) -> tuple[str, str, Any, int]:
        """Return the jobs and the watches as they are now, when to look again, and how many jobs were finished."""
        finished = self.jobs.finished  # before the jobs: one that finishes meanwhile is seen with the next look
        jobs = show_jobs(self.jobs.all())
        watches = read_watches(self._chatbot.archive.folder)
        shown = show_watches(watches, datetime.now().astimezone(), self.watchers.own())
        seconds = LOOK_SECONDS_BUSY if self.jobs.is_busy() else LOOK_SECONDS
        return jobs, shown, gr.Timer(seconds), finished

    def close(self, seconds: float) -> None:
        """End watches and jobs at their next safe points; wait for them so long at most."""
        self.watchers.close()
        self.jobs.close(seconds)

    def _prepare_watch(self) -> None:
        self._chatbot.keep_up()
        work.share(self._chatbot)

    def _show_when(self, come: Any) -> None:
        """Show what is there to who comes, and after every job.

        Each of the two is one event, whatever it is for: gradio then keeps those of a page in order, and what a
        visitor has searched for last is what stays.
        """
        parts, in_order = self.parts, {**QUIET, "trigger_mode": "always_last"}
        looks = [come, parts.finished.change]
        fresh = [parts.counts, parts.adding.parts.embed, *parts.plot.outputs]
        shown = gr.on(looks, self.refresh, None, fresh, **in_order)
        shown.then(self.settle, None, parts.plot.scaled, **in_order)
        view = [parts.search, parts.turned]
        gr.on([*looks, parts.search.change, parts.turned.change], self.list_articles, view, [parts.table], **in_order)

    def _wire(self) -> None:
        parts, live = self.parts, self.live
        parts.timer.tick(self.look, None, live, **QUIET)
        parts.table.turn(self._turn, [parts.search], [parts.turned], **QUIET)
        asked = [parts.chosen, parts.question, parts.confirm]
        choosing = parts.table.remove(self._ask_to_remove, None, asked, **QUIET)
        choosing.then(None, None, None, js=FOCUS_ON_KEEP, **QUIET)
        parts.no.click(lambda: ((), "", gr.Column(visible=False)), None, asked, **QUIET)
        removing = parts.yes.click(self._remove, [parts.chosen], [parts.adding.parts.note, *asked], **QUIET)
        for begun in parts.adding.begun:
            begun.then(self.look, None, live, **QUIET).then(None, None, None, js=LOOK_AT_JOBS, **QUIET)
        removing.then(self.look, None, live, **QUIET).then(None, None, None, js=LOOK_AT_JOBS, **QUIET)
        parts.jobs.cancel(self._cancel, None, live, **QUIET)
        parts.jobs.dismiss(self._dismiss, None, live, **QUIET)
        parts.watches.stop(self._stop, None, live, **QUIET)

    def _turn(self, matching: str, event: gr.EventData) -> Turned:
        return max(0, int(event.to)), matching

    def _ask_to_remove(self, event: gr.EventData) -> tuple[Keys, str, Any]:
        found = [self._chatbot.archive.article(str(key)) for key in event.keys]
        articles = [article for article in found if article]
        return (
            tuple(article.key for article in articles),
            show_to_remove(articles),
            gr.Column(visible=bool(articles)),
        )

    def _remove(self, keys: Keys) -> tuple[str, Keys, str, Any]:
        """Put the removing of the chosen articles in line."""
        count = f"{len(keys):,} {'article' if len(keys) == 1 else 'articles'}"
        try:
            self.jobs.start(f"Removing {count}", work.remove(self._chatbot, keys))
        except Exception as error:
            return show_notice(apologize(error)), (), "", gr.Column(visible=False)
        return "", (), "", gr.Column(visible=False)

    def _cancel(self, event: gr.EventData) -> tuple[Any, ...]:
        self.jobs.cancel(int(event.job))
        return self.look()

    def _dismiss(self, event: gr.EventData) -> tuple[Any, ...]:
        self.jobs.dismiss(int(event.job))
        return self.look()

    def _stop(self, event: gr.EventData) -> tuple[Any, ...]:
        """Stop a watch of this server."""
        self.watchers.stop(str(event.watch))
        return self.look()


def _lay_out(adding: Callable[[], Adding]) -> Parts:
    with gr.Column(elem_id="nd-library"):
        counts = gr.HTML("", elem_id="nd-counts", apply_default_css=False, js_on_load=None)
        plot = LibraryPlot()
        watches = gr.HTML("", elem_id="nd-watches", apply_default_css=False, js_on_load=script("jobs.js"))
        timer = gr.Timer(LOOK_SECONDS)
        upper = adding()
        jobs = gr.HTML("", elem_id="nd-report", apply_default_css=False, js_on_load=script("jobs.js"))
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
        counts, plot, watches, timer, upper, jobs, search, table, confirm, question, yes, no,
        gr.State(()), gr.State((0, "")), gr.State(0),
    )  # fmt: skip
