"""Progress as HTML: a bar with words for work that lasts, and a line for what cannot be done. No gradio here."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

__all__ = ["Step", "show_bar", "show_notice", "show_waiting"]

STAGES = {"addresses": "Fetching addresses", "articles": "Reading articles", "passages": "Embedding passages"}
WAITING = "Something else is writing to the archive, such as a watch or a command. It goes on after that."


@dataclass(frozen=True, slots=True)
class Step:
    """Hold how far a stage of the work is; `rate` is in things a second since the stage began."""

    stage: str
    done: int
    total: int | None
    rate: float

    def as_html(self) -> str:
        """Return a bar with words: how many, how fast, how long still."""
        words = [f"{self.done:,} of {self.total:,}" if self.total else f"{self.done:,}"]
        if self.rate >= 1:
            words.append(f"{self.rate:,.0f} per second")
        if self.total and self.rate:
            words.append(f"{_say_time((self.total - self.done) / self.rate)} left")
        return show_bar(STAGES.get(self.stage, self.stage), " · ".join(words), self.total and self.done / self.total)

    def said(self) -> str:
        """Return how far it is, in the middle of a sentence.

        >>> Step("passages", 128, 3000, 40.0).said()
        'embedding passages, 128 of 3,000'
        """
        stage = STAGES.get(self.stage, self.stage).lower()
        return f"{stage}, {self.done:,} of {self.total:,}" if self.total else f"{stage}, after {self.done:,}"


def show_notice(words: str) -> str:
    """Return a line that says what was done, or what is wrong."""
    return f'<p class="nd-notice" role="status">{escape(words)}</p>'


def show_waiting() -> str:
    """Return the bar of work that waits for another writer."""
    return show_bar("Waiting", WAITING, None)


def show_bar(head: str, words: str, share: float | None) -> str:
    """Return a bar that is filled by a share of 1; without one, nobody knows how long it takes."""
    known = f' aria-valuenow="{share:.0%}"'.replace("%", "") if share is not None else ""
    width = f"{share:.1%}" if share is not None else "100%"
    kind = "" if share is not None else " nd-bar-open"
    return (
        f'<div class="nd-progress" role="progressbar" aria-valuemin="0" aria-valuemax="100"{known} '
        f'aria-label="{escape(head)}"><p><b>{escape(head)}</b> <span>{escape(words)}</span></p>'
        f'<div class="nd-bar{kind}"><i style="width:{width}"></i></div></div>'
    )


def _say_time(seconds: float) -> str:
    """Return a duration in words.

    >>> _say_time(75), _say_time(4.2)
    ('1 min 15 s', '4 s')
    """
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes else f"{rest} s"
