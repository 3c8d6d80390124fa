"""Place: a time with the words around it, and what can become of it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.period import Period
from bot.timing.days import shift
from bot.timing.expression import Expression, Unit
from bot.timing.tenses import Tense

__all__ = ["AFTER", "INSIDE", "NOTHING", "SOURCE", "UNTIL", "Judgement", "Place", "place_of"]

REACH = 60  # characters before a time in which its preposition stands
RECENT_DAYS = 14  # an event of these days is asked about with all that was published since

INSIDE = frozenset({
    "in", "on", "during", "over", "at", "within", "throughout", "across", "through", "towards", "toward",
    "in the course of", "over the course of",
})  # fmt: skip
AFTER = frozenset({"since", "after", "following"})
UNTIL = frozenset({"before", "prior to", "until", "till", "by", "up to", "through", "as of"})
SOURCE = frozenset({"from", "of", "for", "dated", "about"})
PARTICLES = frozenset({"in", "on", "at", "through", "about", "around", "across", "over"})

_PREPOSITION = re.compile(
    r"(?P<so_far>\bso\s+far\s+)?\b(?P<word>(?:in|over)\s+the\s+course\s+of|prior\s+to|up\s+to|as\s+of"
    r"|than(?:\s+(?:in|on|for))?|(?:like|as)\s+(?:in|on)|(?:compared|relative)\s+(?:to|with)|versus|vs\.?|towards?"
    r"|in|on|during|over|at|within|throughout|through|across|around|about|since|after|following|before|until|till|by|from|of"
    r"|for|dated|against|to|with|between)\s+(?P<the>the\s+)?$",
    re.IGNORECASE,
)
_OWN_PREPOSITION = re.compile(r"(?:from|between)\b", re.IGNORECASE)
_ADVERB = re.compile(
    r"(?:last|yesterday|today|tonight|tomorrow|next|this (?!day|time))\b(?!\s+weekend)|.*\bago$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold what one time in a question is: a period and its words, or content, or (all empty) nothing."""

    period: Period | None = None
    start: int = 0
    end: int = 0
    content: tuple[Period, ...] = ()


NOTHING = Judgement()


@dataclass(frozen=True, slots=True)
class Place:
    """Hold a time with the words around it."""

    time: Expression
    words: str  # of the time
    clause: str
    before: str  # the clause up to the preposition
    preposition: str  # in lower case; empty if there is none
    article: bool  # "the" after the preposition: "in the 2024 …"
    after: str
    start: int  # where in the question the preposition stands, or the time without one
    tense: Tense
    today: date

    def since(self, first: date, start: int | None = None, end: int | None = None) -> Judgement:
        """Return a period without an end; its words are those of the place, or reach from start to end."""
        return Judgement(Period(first), self.start if start is None else start, end or self.time.end)

    def until(self, last: date, start: int | None = None) -> Judgement:
        """Return a period without a beginning."""
        return Judgement(Period(until=last), self.start if start is None else start, self.time.end)

    def closed(self) -> Judgement:
        """Return the days of the time as the period."""
        return Judgement(Period(*self.time.days), self.start, self.time.end)

    def content(self) -> Judgement:
        """Return all readings of the time as content."""
        readings = [self.time.days] + ([self.time.earlier] if self.time.earlier else [])
        return Judgement(content=tuple(Period(*days) for days in readings))

    def is_recent(self) -> bool:
        """Say whether the time is a day or a week just past, so that all about it was published since."""
        first, begin = self.time.days[0], shift(self.today, -RECENT_DAYS)
        past = self.tense in (Tense.PAST, Tense.NONE)
        return past and self.time.unit <= Unit.WEEK and begin <= first <= self.today


def place_of(text: str, span: tuple[int, int], time: Expression, tense: Tense, today: date) -> Place:
    """Return a time in its place; `span` is where in the text the question itself stands."""
    begin, end = span
    words = text[time.start : time.end]
    match = (
        None if _OWN_PREPOSITION.match(words) else _PREPOSITION.search(text, max(begin, time.start - REACH), time.start)
    )
    if match and time.bare and match["word"].lower() in PARTICLES and _ADVERB.match(words):
        match = None  # "sworn in last year"
    start = match.start() if match else time.start
    return Place(
        time=time,
        words=words,
        clause=text[begin:end],
        before=text[begin:start],
        preposition=" ".join(match["word"].lower().split()) if match else "",
        article=bool(match and match["the"]),
        after=text[time.end :],
        start=start,
        tense=tense,
        today=today,
    )
