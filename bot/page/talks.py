"""The tab "Conversations": what was asked before: opened, renamed, shared, saved and deleted; and a file of questions.

The list is written in `drawer.py`; here it is wired to the visitor's doings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any

from bot import keeping
from bot.answer import Answer
from bot.batch import answer_rows
from bot.chatbot import Chatbot
from bot.page.ask import AskTab
from bot.page.chat import apologize
from bot.page.drawer import show_banner, show_batch, show_talks
from bot.page.front import QUIET, gr, script
from bot.page.saving import file_of
from bot.page.visitors import owner

__all__ = ["TalksTab"]

MOST_QUESTIONS = 200  # of a file: on two cores about two minutes; more is work for `newsdesk ask --batch`
QUESTION_FILES = [".jsonl", ".txt"]


@dataclass(frozen=True, slots=True)
class Parts:
    """Hold what the tab is made of; `answers` are those of the file of questions."""

    search: gr.Textbox
    talks: gr.HTML
    file: gr.File
    go: gr.Button
    report: gr.HTML
    answers: gr.State


class TalksTab:
    """Lay the tab out where it is made, and answer its events; `come` is the event by which a visitor comes to it."""

    def __init__(self, chatbot: Chatbot, ask: AskTab, tabs: gr.Tabs, come: Any) -> None:
        self._chatbot, self._ask = chatbot, ask
        self.parts = _lay_out()
        self.opened = self._wire(tabs, come)

    def refresh(self, visitor: str, matching: str | None) -> str:
        """Return the list as it is now; the search box has no value yet on a page that has just come."""
        matching = matching or ""
        whose = owner(visitor)
        return show_talks(keeping.find_talks(self._chatbot.archive, whose, matching) if whose else [], matching)

    def open_link(self, request: gr.Request) -> Any:
        """Return the conversation that the page's address names, to be read only; nothing if it names none."""
        share = request.query_params.get("shared")
        if not share:
            return tuple(gr.skip() for _ in self._ask.conversation)
        found = keeping.load_shared(self._chatbot.archive, str(share))
        name, exchanges = found or ("", ())
        return self._ask.opened(exchanges, None, show_banner(name))

    def _wire(self, tabs: gr.Tabs, come: Any) -> Any:
        """Connect the parts; return the event after which a kept conversation is shown."""
        parts, visitor = self.parts, self._ask.parts.visitor
        view, shown = [visitor, parts.search], [parts.talks]
        looks = [come, parts.search.change, visitor.change]  # the visitor is known later than looked for
        gr.on(looks, self.refresh, view, shown, trigger_mode="always_last", **QUIET)  # one event: the last search stays
        parts.talks.open(None, None, None, cancels=self._ask.asking, **QUIET)  # first: what is asked elsewhere
        opened = parts.talks.open(self._open, [visitor], [*self._ask.conversation, tabs], **QUIET)
        parts.talks.change_talk(self._change, view, shown, **QUIET)
        today = self._ask.parts.days
        parts.talks.save(self._save, [visitor, today], [self._ask.parts.saved], **QUIET)
        doing = {**QUIET, "concurrency_limit": 1, "concurrency_id": "batch"}
        parts.go.click(self._answer, [parts.file], [parts.report, parts.answers, parts.go], **doing)
        parts.report.save(self._save_batch, [parts.answers, today], [self._ask.parts.saved], **QUIET)
        return opened

    def _open(self, visitor: str, event: gr.EventData) -> tuple[Any, ...]:
        talk = int(event.talk)
        exchanges = keeping.load_talk(self._chatbot.archive, owner(visitor), talk)
        return (*self._ask.opened(exchanges, talk if exchanges else None), gr.Tabs(selected="ask"))

    def _change(self, visitor: str, matching: str, event: gr.EventData) -> str:
        """Rename, share or delete one, and return the list."""
        archive, whose, talk, change = self._chatbot.archive, owner(visitor), int(event.talk), str(event.change)
        if change == "rename":
            keeping.rename_talk(archive, whose, talk, str(event.name))
        elif change == "delete":
            keeping.delete_talk(archive, whose, talk)
        elif change in ("share", "unshare"):
            keeping.share_talk(archive, whose, talk, shared=change == "share")
        return self.refresh(visitor, matching)

    def _save(self, visitor: str, days: dict[str, str], event: gr.EventData) -> Any:
        talk = int(event.talk)
        exchanges = keeping.load_talk(self._chatbot.archive, owner(visitor), talk)
        answers = [one.answer for one in exchanges if one.answer]
        name = next(
            (one.name for one in keeping.find_talks(self._chatbot.archive, owner(visitor)) if one.id == talk), ""
        )
        return file_of(answers, name, str(event.kind), days.get("today")) if answers else gr.skip()

    def _answer(self, file: str | None) -> Iterator[tuple[Any, Any, Any]]:
        """Yield the answers to a file of questions as they come; the upload is deleted."""
        if not file:
            yield show_batch([], notice="Choose a file of questions first."), gr.skip(), gr.skip()
            return
        path, done = Path(file), list[tuple[str, Answer | None]]()
        try:
            for row, answer in islice(answer_rows(self._chatbot, path), MOST_QUESTIONS):
                done.append((answer.question if answer else f"{row['id']}: {row['error']}", answer))
                yield show_batch(done, is_going_on=True), gr.skip(), gr.Button(interactive=False)
            notice = f"Only the first {MOST_QUESTIONS} are answered here." if len(done) == MOST_QUESTIONS else ""
            answers = tuple(answer for _, answer in done if answer)
            yield show_batch(done, notice=notice), answers, gr.Button(interactive=True)
        except Exception as error:  # a visitor never sees a traceback; what is not their doing goes to the log
            yield show_batch(done, notice=apologize(error)), gr.skip(), gr.Button(interactive=True)
        finally:
            path.unlink(missing_ok=True)

    def _save_batch(self, answers: tuple[Answer, ...], days: dict[str, str], event: gr.EventData) -> Any:
        return file_of(answers, "Dossier", str(event.kind), days.get("today")) if answers else gr.skip()


def _lay_out() -> Parts:
    with gr.Column(elem_id="nd-talks"):
        search = gr.Textbox(
            placeholder="Search names and questions", label="Search the conversations", elem_id="nd-talk-search"
        )
        talks = gr.HTML("", elem_id="nd-talk-list", apply_default_css=False, js_on_load=script("drawer.js"))
        gr.HTML(
            '<h2 class="nd-label">A file of questions</h2><p class="nd-hint">One question a line (.txt), or JSON Lines '
            'with <code>{"id", "question", "since"?, "until"?, "now"?}</code>. All answers come as one file.</p>',
            apply_default_css=False, js_on_load=None,
        )  # fmt: skip
        with gr.Row(elem_id="nd-batch"):
            file = gr.File(label="Questions", file_types=QUESTION_FILES, elem_id="nd-questions", height=120)
            go = gr.Button("Answer them", variant="primary", elem_id="nd-answer-them", scale=0, min_width=180)
        report = gr.HTML("", elem_id="nd-batch-report", apply_default_css=False, js_on_load=script("drawer.js"))
    return Parts(search, talks, file, go, report, gr.State(()))
