"""The upper part of the tab "Library": files, web addresses and folders to add or to watch, and what keeps it whole.

Every event here only puts a job in line or begins a watch, and returns at once; `library.py` shows what comes of it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Any

from bot.chatbot import Chatbot
from bot.page import work
from bot.page.chat import apologize
from bot.page.front import QUIET, gr
from bot.page.jobs import Jobs, Work
from bot.page.named import Refused, check_address, check_source, sort_out
from bot.page.rules import Rules
from bot.page.watchers import Watchers
from bot.users import Users

__all__ = ["Adding"]

ACCEPTED = (
    ".txt .text .json .jsonl .ndjson .csv .tsv .html .htm .xhtml .xml .rss .atom .parquet .warc .zip .xz .gz .bz2"
).split()
MINUTE = 60.0  # seconds
EVERY = [("every 5 min", 5), ("every 15 min", 15), ("every hour", 60), ("every day", 1440)]
USUALLY = 15  # minutes, as `newsdesk watch`
LONGEST = 50_000  # characters: a hundred long addresses
PLACES = "https://example.org/feed.xml"


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold what it is made of; `note` says what could not be begun."""

    files: gr.File
    add: gr.Button
    rebuild: gr.Button
    embed: gr.Button
    named: gr.Textbox
    fetch: gr.Button
    watch: gr.Button
    every: gr.Dropdown
    note: gr.HTML


class Adding:
    """Lay it out where it is made, and answer its events; `begun` are those after which there is something to see."""

    def __init__(self, chatbot: Chatbot, jobs: Jobs, watchers: Watchers, rules: Callable[[], Rules]) -> None:
        self._chatbot, self._jobs, self._watchers, self._rules = chatbot, jobs, watchers, rules
        self.parts = _lay_out()
        self.begun = self._wire()

    def left_to_embed(self) -> Any:
        """Return the button that embeds what has no vector yet, where there is any and nothing is at it."""
        count = 0 if self._jobs.is_busy() else work.pending(self._chatbot)
        return gr.Button(f"Embed the rest ({count:,})", visible=count > 0)

    def _wire(self) -> list[Any]:
        parts = self.parts
        naming = [parts.note, parts.named]
        return [
            parts.add.click(self._add, [parts.files], [parts.note, parts.files], **QUIET),
            parts.fetch.click(self._fetch, [parts.named], naming, **QUIET),
            parts.watch.click(self._watch, [parts.named, parts.every], naming, **QUIET),
            parts.rebuild.click(self._rebuild, None, [parts.note], **QUIET),
            parts.embed.click(self._embed, None, [parts.note, parts.embed], **QUIET),
        ]

    def _add(self, files: list[str] | None) -> tuple[str, Any]:
        """Put uploaded files in line; the job deletes them, however it ends."""
        if not files:
            return _note("Choose files first."), gr.skip()
        name = f"Adding {len(files):,} {'file' if len(files) == 1 else 'files'}"
        try:
            folder = work.take_uploads(files)
        except OSError as error:
            return _note(f"The files cannot be taken: {error.strerror}. Upload them again."), None
        return self._start(name, work.add_files(self._chatbot, folder), lambda: work.delete_uploads(folder)), None

    def _fetch(self, text: str) -> tuple[str, str]:
        """Put web addresses in line; what is refused stays in the box."""
        addresses, refused = sort_out(text, check_address)
        if not addresses:
            return _refusal(refused, "Write web addresses first, one a line."), text
        count = f"{len(addresses):,} web {'address' if len(addresses) == 1 else 'addresses'}"
        failed = self._start(
            f"Adding {count}", work.add_addresses(self._chatbot, addresses, self._rules().allowed), lambda: None
        )
        return failed + _refusal(refused), text if failed else _again(refused)

    def _watch(self, text: str, every: float | None) -> tuple[str, str]:
        """Begin to watch addresses and folders; what is refused stays in the box."""
        has_users, rules = Users(self._chatbot.archive.folder).exist(), self._rules()
        sources, refused = sort_out(text, lambda line: check_source(line, has_users, rules.watched))
        if not sources:
            return _refusal(refused, "Write what to watch first, one a line: a feed, or a folder."), text
        try:
            self._watchers.start(sources, (every or USUALLY) * MINUTE, rules.allowed)
        except Exception as error:
            return _note(apologize(error)) + _refusal(refused), text
        return _refusal(refused), _again(refused)

    def _rebuild(self) -> str:
        return self._start("Rebuilding the index", work.rebuild(self._chatbot), lambda: None)

    def _embed(self) -> tuple[str, Any]:
        failed = self._start("Embedding the rest", work.embed_rest(self._chatbot), lambda: None)
        return failed, gr.skip() if failed else gr.Button(visible=False)

    def _start(self, name: str, task: Work, clean: Callable[[], None]) -> str:
        """Put a job in line; return why it could not be, or nothing."""
        try:
            self._jobs.start(name, task, clean)
        except Exception as error:
            return _note(apologize(error))
        return ""


def _again(refused: Refused) -> str:
    return "\n".join(line for line, _ in refused)


def _refusal(refused: Refused, otherwise: str = "") -> str:
    """Return a line for each thing refused; if there is none, what is said otherwise."""
    if not refused:
        return _note(otherwise) if otherwise else ""
    items = "".join(f"<li><b>{escape(line)}</b>: {escape(reason)}.</li>" for line, reason in refused)
    return f'<div class="nd-notice" role="alert">Not taken:<ul>{items}</ul></div>'


def _note(words: str) -> str:
    return f'<p class="nd-notice" role="alert">{escape(words)}</p>'


def _lay_out() -> Parts:
    with gr.Column(elem_id="nd-adding"):
        with gr.Row(elem_classes="nd-way"):
            files = gr.File(
                label="Article files", file_count="multiple", file_types=ACCEPTED, elem_id="nd-files", height=150
            )
            with gr.Column(elem_classes="nd-ways", min_width=220):
                add = gr.Button("Add to the archive", variant="primary", elem_id="nd-add")
                rebuild = gr.Button("Rebuild the index", elem_id="nd-rebuild")
                embed = gr.Button("Embed the rest", elem_id="nd-embed", visible=False)
        with gr.Row(elem_classes="nd-way"):
            named = gr.Textbox(
                label="Feeds, sitemaps and pages from the web, or a folder to watch, one a line",
                placeholder=PLACES, lines=3, max_lines=8, max_length=LONGEST, elem_id="nd-named",
            )  # fmt: skip
            with gr.Column(elem_classes="nd-ways", min_width=220):
                fetch = gr.Button("Fetch and add", variant="primary", elem_id="nd-fetch")
                with gr.Row(elem_id="nd-watching"):
                    watch = gr.Button("Watch", elem_id="nd-watch", min_width=90)
                    every = gr.Dropdown(
                        EVERY, value=USUALLY, label="How often", show_label=False, container=False,
                        filterable=False, elem_id="nd-every", min_width=110,
                    )  # fmt: skip
        note = gr.HTML("", elem_id="nd-note", apply_default_css=False, js_on_load=None)
    return Parts(files, add, rebuild, embed, named, fetch, watch, every, note)
