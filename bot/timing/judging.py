"""Judging: whether a time in a question restricts what was published, is only content, or neither.

Where it is not sure that no article of another day could answer, the time is content: a wrong
restriction hides the answer, a missing one only makes it harder to find.
"""

from __future__ import annotations

import re
from datetime import date

from bot.period import Period
from bot.timing.asking import asks_for_news, asks_what_was_published, can_end_before, is_figure, is_news_noun, is_state
from bot.timing.belonging import belongs_to_a_noun
from bot.timing.days import shift, shift_months
from bot.timing.expression import Expression, Unit
from bot.timing.naming import is_name, is_nowadays, is_possessive, judge_before_a_noun
from bot.timing.place import AFTER, INSIDE, NOTHING, SOURCE, UNTIL, Judgement, Place, place_of
from bot.timing.tenses import Tense
from bot.timing.words import YEAR, any_of

__all__ = ["judge"]

FAR_YEARS = 10  # what was longer ago is told by later articles more often than by those of the time
# What happened on a day may stand in the paper of the day after. Of 28 questions of RealTimeQA 2022 and 2023 that name
# a weekday, 24 are answered by an article of that day, 26 by one of that day or the next.
NEXT_DAY = 1

_AFTER_AN_EVENT = re.compile(  # "since the election [in November]"
    r"\b(?:since|after|(?<!the\s)following|in\s+the\s+wake\s+of)\s+(?:the|his|her|its|their|a|an)?\s*"
    r"(?:[\w'’-]+\s+){1,7}$",
    re.IGNORECASE,
)
_ONWARDS = re.compile(
    r"\s+(?:on|onwards?|forward|until\s+(?:now|today)|and\s+now|(?:up\s+)?to\s+(?:now|date))\b(?!\s+\w)", re.IGNORECASE
)
_IN_THE_WEEKS = any_of("in the (?:hours|days|weeks|months|years)|in the run-up", at_end=True)
_SUPERLATIVE = re.compile(
    r"\b(?:\w+est|most|least|first|only|worst|best|record|first\s+time)\b(?:\s+[\w'’-]+){0,4}\s*$", re.IGNORECASE
)
_KNOWN = any_of(
    "known|said|say|report(?:ed)?|written|write|publish(?:ed)?|promised?|predict(?:ed)?|announced?|happen|happened",
    "decided?|identified|found",
)
_WHAT_ABOUT = any_of("(?:what|how) about", at_end=True)
_NEWS_BEFORE = any_of(
    "events|developments|highlights|news|headlines|stories|articles|papers?|editions?|reports|coverage", at_end=True
)
_AND = re.compile(r"\W*(?:and|or|but)?\s*", re.IGNORECASE)
_FREE = re.compile(
    r"\b(?:news|happen(?:ed|d)|headlines|stories|articles|reports|coverage|reported|published)\s+$|[,:–—-]\s+$",
    re.IGNORECASE,
)
_PLANNED = re.compile(
    r"\b(?:plan|wants?|hop|intend|aim|vow|pledg|promis|expect|schedul|agree|propos|decid|due|set)\w*"
    r"\s+(?:to|for)\b[^,;]*$",
    re.IGNORECASE,
)
_FORETOLD = re.compile(
    r"\b(?:was|were|been)\s+(?:\w+\s+)?(?:expected|scheduled|planned|due|supposed|projected|predicted)"
    r"\s+(?:to|for)\b[^,;]*$",
    re.IGNORECASE,
)
_IN_FORCE = any_of("force|effect|effective|apply|applies|applied", at_end=True)
_COMPARED = re.compile(r"\bthan\b(?:\s+[\w'’-]+){0,4}\s*$", re.IGNORECASE)
_ABOUT = any_of("(?:about|on|of|covering) (?:the|this|that|his|her|their)")
_PUBLISHED = any_of("published|written|printed|that appeared", at_end=True)
_WHICH_YEAR = any_of("(?:what|which|same|every|each) year")
_YEAR = any_of(YEAR)


def judge(text: str, span: tuple[int, int], time: Expression, tense: Tense, today: date) -> Judgement:
    """Return what a time is in a question; `span` is where in the text the question itself stands."""
    place = place_of(text, span, time, tense, today)
    if is_name(place):
        return NOTHING
    if time.days[0] > today:
        return place.content()
    if _is_before_a_noun(place):
        return _unless_far(judge_before_a_noun(place), place)
    if is_nowadays(place):
        return NOTHING
    for judge_kind in (_judge_after, _judge_until, _judge_source, _judge_fragment, _judge_inside):
        judgement = judge_kind(place)
        if judgement is not None:
            return _unless_far(judgement, place)
    return place.content() if time.yearly is None else NOTHING


def _is_before_a_noun(place: Place) -> bool:
    if is_possessive(place):
        return True
    if not place.time.modifies:
        return is_news_noun(place.after)
    onwards = place.preposition in ("from", "between") and _ONWARDS.match(place.after)
    return not onwards and (place.article or not can_end_before(place.after))


def _unless_far(judgement: Judgement, place: Place) -> Judgement:
    """Return a judgement, but content for a period that is over, or runs, since more than FAR_YEARS ago."""
    if judgement.period is None:
        return judgement
    limit = shift_months(place.today, -12 * FAR_YEARS)
    since, until = judgement.period.since, judgement.period.until
    end = since if until is None or place.time.running else until
    return place.content() if end and end < limit else judgement


def _judge_after(place: Place) -> Judgement | None:
    """Judge "since March", "after 7 October", "since the election in November", "from 2019 on"."""
    time = place.time
    first, last = (time.earlier or time.days)[0], time.days[1]
    onwards = _ONWARDS.match(place.after)
    if place.preposition in ("from", "between") and onwards:
        return place.since(first, end=time.end + onwards.end())
    if place.preposition == "since":
        return place.content() if _SUPERLATIVE.search(place.before) else place.since(first)
    weeks = _IN_THE_WEEKS.search(place.before)
    if place.preposition in AFTER:
        past = place.tense in (Tense.PAST, Tense.NONE) and last < place.today
        start = _position(place, weeks)
        return place.since(shift(last, 1), start) if past else place.content()
    event = _AFTER_AN_EVENT.search(place.before)
    free = place.preposition in INSIDE or (time.bare and not place.preposition)
    if event and free and place.tense is not Tense.FUTURE:
        return place.since(first, _position(place, event))
    return None


def _judge_until(place: Place) -> Judgement | None:
    """Judge "before June 2023", "by 20 November": only where something was known or said."""
    if place.preposition not in UNTIL:
        return None
    if place.preposition == "as of":  # what cutoff.py left: a figure published later, a rule from then on
        return NOTHING if place.time.running else place.content()
    weeks = _IN_THE_WEEKS.search(place.before)
    said = weeks or asks_for_news(place.clause) or _KNOWN.search(place.clause)
    # "Who said that it would be ready by 2023?"
    foretold = place.preposition == "by" and belongs_to_a_noun(place.before)
    if not said or foretold or place.tense is Tense.FUTURE or place.time.earlier:
        return place.content()
    first, last = place.time.days
    before = place.preposition in ("before", "prior to")
    return place.until(shift(first, -1) if before else last, _position(place, weeks))


def _judge_source(place: Place) -> Judgement | None:
    """Judge "articles from May", "the news of 12 October"; "the photo from 2019" restricts nothing."""
    if place.preposition not in SOURCE or _WHAT_ABOUT.search(place.before + place.preposition):
        return None
    from_articles = place.preposition in ("from", "dated") and asks_for_news(place.clause)
    return place.closed() if from_articles or _NEWS_BEFORE.search(place.before) else place.content()


def _judge_fragment(place: Place) -> Judgement | None:
    """Judge a question that is all time: "And in May?", "What about October 2023?", "last week?"."""
    if place.after.strip(" ?.!,…") or place.time.earlier:
        return None
    if place.preposition == "about":
        return Judgement(_with_next_day(place), place.time.start, place.time.end)
    if _AND.fullmatch(place.before) and (place.preposition in INSIDE or not place.preposition):
        return Judgement(_with_next_day(place), place.start, place.time.end)
    return None


def _judge_inside(place: Place) -> Judgement | None:
    """Judge "in May", "on Monday", "last week": when what is asked about happened."""
    time = place.time
    if not _stands_free(place):
        return None
    if time.earlier or place.tense is Tense.FUTURE or _is_elsewhere(place):
        return place.content()
    attached = belongs_to_a_noun(place.before, place.after)
    if asks_for_news(place.clause):
        about_an_event = attached and _ABOUT.search(place.before) and not _PUBLISHED.search(place.before)
        if asks_what_was_published(place.clause) or not about_an_event:
            return place.closed()
    if place.tense is Tense.PRESENT and not (time.running and place.preposition):
        return place.content()
    if not attached and not _is_told_later(place):
        return Judgement(_with_next_day(place), place.start, time.end)
    return place.since(time.days[0]) if place.is_recent() else place.content()


def _stands_free(place: Place) -> bool:
    """Say whether the time says when, by a preposition or by its place in the question."""
    if place.preposition:
        return place.preposition in INSIDE and not (place.article and place.time.modifies)
    return place.time.bare or not place.before.strip() or _FREE.search(place.before) is not None


def _is_elsewhere(place: Place) -> bool:
    """Say whether the time is compared with, planned for, the day of a law, or of a year that it does not name."""
    time = place.time
    if _COMPARED.search(place.before) or _FORETOLD.search(place.before):
        return True
    if time.unit is Unit.DAY and _IN_FORCE.search(place.before):
        return True
    if time.days[1] >= place.today and _PLANNED.search(place.before):
        return True
    another = _YEAR.search(place.clause.replace(place.words, "")) or _WHICH_YEAR.search(place.clause)
    return time.yearly is not None and another is not None


def _is_told_later(place: Place) -> bool:
    """Say whether the answer is published after the time is over: a figure of last month, who was mayor in 2019."""
    time, over = place.time, place.time.days[1] < place.today
    if place.tense is Tense.NONE and time.modifies and time.unit >= Unit.MONTH:
        return True  # "the population in 2010"
    if over and time.unit >= Unit.WEEK and is_figure(place.clause):
        return True
    return time.unit >= Unit.MONTH and not time.running and is_state(place.before.strip() or place.after)


def _with_next_day(place: Place) -> Period:
    """Return the period of an event: what happened on a day or a weekend may be told the day after."""
    first, last = place.time.days
    if place.time.unit <= Unit.WEEKEND and last < place.today:
        last = shift(last, NEXT_DAY)
    return Period(first, last)


def _position(place: Place, match: re.Match[str] | None) -> int | None:
    """Return where in the question the words begin that match in front of the time; None for no match."""
    return None if match is None else place.start - len(place.before) + match.start()
