"""Kept conversations as HTML: the list, the banner over a shared one, the answers to a file. No gradio here."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from html import escape

from bot.answer import Answer
from bot.keeping import Talk
from bot.page.chat import show_formats
from bot.page.sources import say_day
from bot.rendering import wording

__all__ = ["show_banner", "show_batch", "show_talks"]


def show_talks(talks: Sequence[Talk], matching: str = "") -> str:
    """Return the list of conversations, newest first."""
    if not talks:
        words = f"No conversation matches “{escape(matching)}”." if matching.strip() else "No conversations yet."
        return f'<p class="nd-empty">{words}</p>'
    return f'<ul class="nd-talk-list">{"".join(map(_talk, talks))}</ul>'


def show_banner(name: str) -> str:
    """Return what stands over a shared conversation; "" where the link leads to none."""
    if not name:
        return '<p class="nd-shared nd-notice" role="status">This link leads to no conversation (any more).</p>'
    return (
        f'<p class="nd-shared" role="note">Shared with you, to be read: <b dir="auto">{escape(name)}</b> '
        '<a href="/">Ask the articles yourself</a></p>'
    )


def show_batch(done: Sequence[tuple[str, Answer | None]], *, is_going_on: bool = False, notice: str = "") -> str:
    """Return what came of a file of questions so far, and how to save it once all are answered."""
    told = f'<p class="nd-notice" role="status">{escape(notice)}</p>' if notice else ""
    if not done:
        return told
    rows = "".join(f"<tr><td>{escape(question)}</td><td>{_outcome(answer)}</td></tr>" for question, answer in done)
    many = f"{len(done)} {'question' if len(done) == 1 else 'questions'}"
    head = f"<p>{many} so far …</p>" if is_going_on else f'<div class="nd-actions"><p>{many}</p>{show_formats()}</div>'
    return f'<div class="nd-report" role="status">{told}{head}<table><tbody>{rows}</tbody></table></div>'


def _outcome(answer: Answer | None) -> str:
    if answer is None:
        return "could not be asked"
    if not answer.found:
        return "no answer in the articles"
    exact = wording.exact_words(answer)
    return f"<b>{escape(exact)}</b>" if exact else f"{wording.confidence_in_words(answer)} in {wording.extent(answer)}"


def _talk(talk: Talk) -> str:
    name, many = escape(talk.name), f"{talk.exchanges} {'question' if talk.exchanges == 1 else 'questions'}"
    link = (
        f'<input class="nd-link-box" type="text" readonly aria-label="Link to this conversation" '
        f'data-share="{escape(talk.share)}">'
        '<button type="button" class="nd-talk-do" data-change="unshare">Stop sharing</button>'
        if talk.share
        else '<button type="button" class="nd-talk-do" data-change="share">Share by link</button>'
    )
    return (
        f'<li data-talk="{talk.id}"><button type="button" class="nd-talk-open" dir="auto">{name}</button>'
        f"<small>{say_day(date.fromisoformat(talk.changed[:10]))} · {many}</small>"
        f'<div class="nd-actions" role="group" aria-label="What to do with: {name}">'
        f'<button type="button" class="nd-talk-rename">Rename</button>{show_formats()}{link}'
        '<button type="button" class="nd-talk-delete">Delete</button></div></li>'
    )
