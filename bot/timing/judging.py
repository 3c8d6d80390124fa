"""Judging: whether a time in a question restricts what was published, is only content, or neither.

Where it is not sure that no article of another day could answer, the time is content: a wrong
restriction hides the answer, a missing one only makes it harder to find.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.period import Period
from bot.timing.clause import (
    Tense,
    asks_for_news,
    asks_what_was_published,
    belongs_to_a_noun,
    is_figure,
    is_news_noun,
    is_state,
    may_follow,
    tense_of,
)
from bot.timing.days import shift, shift_months
from bot.timing.expression import Expression, Unit
from bot.timing.words import YEAR

__all__ = ["Judgement", "judge"]

FAR_YEARS = 10  # what was longer ago is told by later articles more often than by those of the time
RECENT_DAYS = 14  # an event of these days is asked about with all that was published since
NEXT_DAY = 1  # a day's events stand in the paper of the day after: 93 of 100 questions with a weekday, not 86

_PREPOSITION = re.compile(
    r"\b(?P<word>(?:in|over)\s+the\s+course\s+of|in|on|during|over|at|within|throughout|through|across|around|about|since|after|following|before|prior\s+to"
    r"|until|till|by|up\s+to|as\s+of|from|of|for|dated|than(?:\s+(?:in|on|for))?|(?:like|as)\s+(?:in|on)|(?:compared|relative)\s+(?:to|with)"
    r"|versus|vs\.?|against|to|with|between)\s+(?P<the>the\s+)?$",
    re.IGNORECASE,
)
_OPEN_EVENT = re.compile(
    r"\b(?:since|after|(?<!the\s)following)\s+(?:the|his|her|its|their|a|an)?\s*(?:[\w'’-]+\s+){1,7}$", re.IGNORECASE
)
_RANGE = re.compile(r"(?:from|between)\b", re.IGNORECASE)  # holds its own preposition
_ONWARDS = re.compile(r"\s+(?:on|onwards?|forward|until\s+(?:now|today)|(?:up\s+)?to\s+(?:now|date))\b(?!\s+\w)", re.IGNORECASE)
_SUPERLATIVE = re.compile(
    r"\b(?:\w+est|most|least|first|only|worst|best|record|for\s+the\s+first\s+time|first\s+time)\b(?:\s+[\w'’-]+){0,4}\s*$",
    re.IGNORECASE,
)
_KNOWN = re.compile(
    r"\b(?:known|said|reported|written|published|promised|predicted|announced|happened|happen|decide|decided|identified|found"
    r"|report|say|write|publish|announce|promise|predict)\b",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"\b(?:what|how)\s+about\s+$|^\W*(?:and|or|but)?\s*$", re.IGNORECASE)
_AFTER_NEWS = re.compile(r"\b(?:news|happen(?:ed|d)|headlines|stories|articles)\s+$|[,:–—-]\s+$", re.IGNORECASE)
_EVENTS_OF = re.compile(
    r"\b(?:events|developments|highlights|news|headlines|stories|articles|papers?|editions?|reports|coverage)\s+$", re.IGNORECASE
)
_NAME_BEFORE = re.compile(r"\b(?:[A-ZÀ-Ž][\w.'’-]*|black|super|good|bloody|cyber|ash|palm|manic|easter)\s+$")
_COUNTED = re.compile(r"\s+(?:people|men|women|children|(?!elections|games|olympics|championships|awards|protests)[a-z]+s)\b")
_PLANNED = re.compile(
    r"\b(?:plan|wants?|hop|intend|aim|vow|pledg|promis|expect|schedul|agree|propos|decid|due|set)\w*\s+(?:to|for)\b[^,;]*$", re.IGNORECASE
)
_WHICH_YEAR = re.compile(r"\b(?:what|which|same|every|each)\s+year\b", re.IGNORECASE)
_PAPER = re.compile(r"(?:['’]s)?\s+papers?\b", re.IGNORECASE)  # of a year: a scholar's
_TODAY = re.compile(  # what was done on this day; what "has become" so today is so nowadays
    r"^(?!.*\b(?:than|has|have|is|are|would|could|once|remains?|like)\b)|\bhappen|\b(?:so\s+far|earlier)\s+today"
    r"|\bthis\s+(?:morning|afternoon|evening)",
    re.IGNORECASE | re.DOTALL,
)
_YEAR = re.compile(rf"\b{YEAR}\b")
_COMPARED = re.compile(r"\bthan\b(?:\s+[\w'’-]+){0,4}\s*$", re.IGNORECASE)
_PUBLISHED = re.compile(r"\b(?:published|written|printed|that\s+appeared)\s+$", re.IGNORECASE)
_NEWS_ABOUT = re.compile(r"\b(?:about|on|of|covering)\s+(?:the|this|that|his|her|their)\b")
_POSSESSIVE = re.compile(r"['’]s\b|s['’](?!\w)|['’](?=\s)")
INSIDE = frozenset({"in the course of", "over the course of", "in", "on", "during", "over", "at", "within", "throughout", "across", "through", "between"})
OPEN = frozenset({"since", "after", "following"})
CLOSING = frozenset({"before", "prior to", "until", "till", "by", "up to", "through", "as of"})
SOURCE = frozenset({"from", "of", "for", "dated", "about"})
NAMES_OF_PEOPLE = frozenset({"may", "april", "june", "august", "march", "january", "jan"})


@dataclass(frozen=True, slots=True)
class Judgement:
    """Hold what one time in a question is: a period and its words, or content, or (all empty) nothing."""

    period: Period | None = None
    start: int = 0
    end: int = 0
    content: tuple[Period, ...] = ()


@dataclass(frozen=True, slots=True)
class _Place:
    """Hold a time with the words around it."""

    time: Expression
    clause: str
    before: str  # the clause up to the preposition
    preposition: str  # in lower case; empty if there is none
    article: bool  # "the" after the preposition: "in the 2024 …"
    after: str
    start: int  # of the preposition in the question
    words: str  # of the time
    tense: Tense
    today: date

    def closed(self, until: date | None = None, since: date | None = None, end: int = 0) -> Judgement:
        """Return the period of the time itself, or with another end or beginning."""
        first, last = self.time.days
        return Judgement(Period(since or first, until or last), self.start, end or self.time.end)

    def since(self, first: date, start: int | None = None, end: int = 0) -> Judgement:
        """Return a period without an end."""
        return Judgement(Period(first), self.start if start is None else start, end or self.time.end)

    def content(self) -> Judgement:
        readings = [self.time.days] + ([self.time.earlier] if self.time.earlier else [])
        return Judgement(content=tuple(Period(*days) for days in readings))

    def is_recent(self) -> bool:
        """Say whether the time is a day or a week just past, so that all about it was published since."""
        first = self.time.days[0]
        past = self.tense in (Tense.PAST, Tense.NONE)
        return past and self.time.unit <= Unit.WEEK and shift(self.today, -RECENT_DAYS) <= first <= self.today


NOTHING = Judgement()


def judge(text: str, span: tuple[int, int], time: Expression, tense: Tense, today: date) -> Judgement:
    """Return what a time is in a question; `span` is where in the text the question itself stands."""
    place = _place(text, span, time, tense, today)
    if _is_name(place):
        return NOTHING
    if time.days[0] > today:
        return place.content()
    is_open = place.preposition == "from" and _ONWARDS.match(place.after)
    if time.modifies and not is_open and (not may_follow(place.after) or place.article) or _POSSESSIVE.match(place.after):
        return _near(_before_a_noun(place), place)
    if not time.modifies and is_news_noun(place.after):
        return _near(_before_a_noun(place), place)
    if _is_nowadays(place):
        return NOTHING
    for judge_kind in (_open, _closing, _from_a_source, _fragment, _inside):
        judgement = judge_kind(place)
        if judgement is not None:
            return _near(judgement, place)
    return place.content() if time.yearly is None else NOTHING


def _place(text: str, span: tuple[int, int], time: Expression, tense: Tense, today: date) -> _Place:
    begin, end = span
    words = text[time.start : time.end]
    match = None if _RANGE.match(words) else _PREPOSITION.search(text, begin, time.start)
    start = match.start() if match else time.start
    return _Place(
        time=time,
        clause=text[begin:end],
        before=text[begin:start],
        preposition=" ".join(match["word"].lower().split()) if match else "",
        article=bool(match and match["the"]),
        after=text[time.end :],
        start=start,
        words=words,
        tense=tense,
        today=today,
    )


def _near(judgement: Judgement, place: _Place) -> Judgement:
    """Return a judgement, but content for a period that is over, or runs, since more than FAR_YEARS ago."""
    if judgement.period is None:
        return judgement
    limit = shift_months(place.today, -12 * FAR_YEARS)
    since, until = judgement.period.since, judgement.period.until
    if until and not place.time.running:
        return place.content() if until < limit else judgement
    return place.content() if since and since < limit else judgement


def _is_name(place: _Place) -> bool:
    """Say whether the words are part of a name: "Black Friday", "Yesterday", "before May was elected"."""
    shouted = place.clause.isupper()
    capital = place.words[0].isupper() and not shouted
    if not place.time.modifies:
        return capital and bool(place.before.strip()) and place.preposition not in SOURCE
    alone = place.words.strip(".").lower()
    if alone in NAMES_OF_PEOPLE:
        if place.preposition in ("by", "with", "of", "for", "about", "from", "to", "against", ""):
            return not place.article and place.time.unit is Unit.MONTH
        if place.preposition in OPEN | CLOSING and not re.match(r"\s*(?:$|[?.!,;:])", place.after):
            return True
    if place.time.bare and not place.preposition and not shouted:
        return bool(_NAME_BEFORE.search(place.before) and place.before.strip() and " " in place.before.strip())
    return False


def _before_a_noun(place: _Place) -> Judgement:
    """Judge "yesterday's headlines", "Monday's vote", "the 2024 budget"."""
    time, possessive = place.time, _POSSESSIVE.match(place.after)
    end = time.end + (possessive.end() if possessive else 0)
    if is_news_noun(place.after) and not (time.unit > Unit.WEEK and _PAPER.match(place.after)):
        return Judgement(Period(*time.days), time.start, end)
    if _is_today(place):  # "today's students"
        return NOTHING
    if possessive and place.is_recent() and place.tense is Tense.PAST:
        return Judgement(Period(time.days[0]), time.start, end)
    if time.yearly and time.unit < Unit.MONTH or (time.bare and time.modifies and not possessive):
        return NOTHING  # "the September 11 attacks", "Friday Night Lights"
    return NOTHING if _COUNTED.match(place.after) and time.unit is Unit.YEAR else place.content()


def _is_today(place: _Place) -> bool:
    return place.time.running and place.time.unit is Unit.DAY and place.time.days[0] == place.today


def _is_nowadays(place: _Place) -> bool:
    """Say whether "today" means nowadays: "How many people live there today?"."""
    if not _is_today(place) or asks_for_news(place.clause):
        return False
    return place.preposition == "as of" or place.tense is not Tense.PAST or not _TODAY.search(place.clause)


def _open(place: _Place) -> Judgement | None:
    """Judge "since March", "after 7 October", "since the election in November", "from 2019 on"."""
    time = place.time
    onwards = _ONWARDS.match(place.after)
    if place.preposition == "from" and onwards:
        return place.since(time.days[0], end=time.end + onwards.end())
    if place.preposition == "since":
        return place.content() if _SUPERLATIVE.search(place.before) else place.since((time.earlier or time.days)[0])
    if place.preposition in OPEN:
        first = shift(time.days[1], 1)
        return place.since(first) if place.tense in (Tense.PAST, Tense.NONE) and first <= place.today else place.content()
    event = _OPEN_EVENT.search(place.before)
    free = place.preposition in INSIDE or (time.bare and not place.preposition)
    if event and free and place.tense is not Tense.FUTURE:
        return place.since((time.earlier or time.days)[0], start=place.start - len(place.before) + event.start())
    return None


def _closing(place: _Place) -> Judgement | None:
    """Judge "before June 2023", "by 20 November", "as of 22 November": only where something was known or said."""
    if place.preposition not in CLOSING:
        return None
    if place.preposition == "as of" and place.time.unit is not Unit.DAY:
        return NOTHING if place.time.running else place.content()
    said = asks_for_news(place.clause) or _KNOWN.search(place.clause) or place.preposition == "as of"
    if not said or place.tense is Tense.FUTURE or place.time.earlier:
        return place.content()
    last = shift(place.time.days[0], -1) if place.preposition in ("before", "prior to") else place.time.days[1]
    return Judgement(Period(until=last), place.start, place.time.end)


def _from_a_source(place: _Place) -> Judgement | None:
    """Judge "articles from May", "the news of 12 October"; "the photo from 2019" restricts nothing."""
    if place.preposition not in SOURCE or _ASIDE.search(place.before + place.preposition + " "):
        return None
    governs = _EVENTS_OF.search(place.before) or (place.preposition in ("from", "dated") and asks_for_news(place.clause))
    return place.closed() if governs else place.content()


def _fragment(place: _Place) -> Judgement | None:
    """Judge a question that is all time: "And in May?", "What about October 2023?", "last week?"."""
    rest = place.after.strip(" ?.!,…")
    if rest or place.time.earlier:
        return None
    if _ASIDE.search(place.before + place.preposition + " ") and place.preposition == "about":
        return Judgement(_with_next_day(place), place.time.start, place.time.end)
    if _ASIDE.fullmatch(place.before) and place.preposition in INSIDE | {""}:
        return Judgement(_with_next_day(place), place.start, place.time.end)
    return None


def _inside(place: _Place) -> Judgement | None:
    """Judge "in May", "on Monday", "last week": when what is asked about happened."""
    time = place.time
    if not _stands_free(place):
        return None
    if time.earlier or place.tense is Tense.FUTURE or _is_of_another_year(place) or _COMPARED.search(place.before):
        return place.content()
    if time.days[1] >= place.today and _PLANNED.search(place.before):
        return place.content()
    attached = belongs_to_a_noun(place.before)
    if asks_for_news(place.clause):
        about_an_event = attached and _NEWS_ABOUT.search(place.before) and not _PUBLISHED.search(place.before)
        if asks_what_was_published(place.clause) or not about_an_event:
            return place.closed()
    if place.tense is Tense.PRESENT and not (time.running and place.preposition):
        return place.content()
    if attached:
        return place.since(time.days[0]) if place.is_recent() else place.content()
    over = time.days[1] < place.today
    if place.tense is Tense.NONE and time.modifies and time.unit >= Unit.MONTH:
        return place.content()  # "the population in 2010"
    if over and time.unit >= Unit.WEEK and is_figure(place.clause):
        return place.since(time.days[0]) if place.is_recent() else place.content()
    if time.unit >= Unit.MONTH and not time.running and is_state(place.before.strip() or place.after):
        return place.content()
    return Judgement(_with_next_day(place), place.start, time.end)


def _is_of_another_year(place: _Place) -> bool:
    """Say whether a time without its year may be of any: another year is named, or it is the year that is asked for."""
    others = _YEAR.search(place.clause.replace(place.words, "")) or _WHICH_YEAR.search(place.clause)
    return place.time.yearly is not None and others is not None


def _stands_free(place: _Place) -> bool:
    """Say whether the time says when, by a preposition or by its place in the question."""
    if place.preposition:
        return place.preposition in INSIDE and not (place.article and place.time.modifies)
    return place.time.bare or not place.before.strip() or _AFTER_NEWS.search(place.before) is not None


def _with_next_day(place: _Place) -> Period:
    """Return the period of an event: what happened on a day or a weekend may be told the day after."""
    first, last = place.time.days
    if place.time.unit <= Unit.WEEKEND and last < place.today:
        last = shift(last, NEXT_DAY)
    return Period(first, last)
