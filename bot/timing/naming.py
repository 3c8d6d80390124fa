"""Naming: times that are part of a name: "Black Friday", "the 2024 budget", "Monday's vote", "today's youth"."""

from __future__ import annotations

import re

from bot.period import Period
from bot.timing.asking import asks_for_news, is_news_noun
from bot.timing.expression import Unit
from bot.timing.place import AFTER, NOTHING, SOURCE, UNTIL, Judgement, Place
from bot.timing.tenses import Tense, has_past_verb
from bot.timing.words import any_of

__all__ = ["is_name", "is_nowadays", "is_possessive", "judge_before_a_noun"]

NAMES_OF_PEOPLE = frozenset({"may", "april", "june", "august", "march", "january", "jan"})
OF_PEOPLE = frozenset({"by", "with", "of", "for", "about", "from", "to", "against", ""})

_NAME_BEFORE = re.compile(r"\b(?:[A-ZÀ-Ž][\w.'’-]*|black|super|good|bloody|cyber|ash|palm|manic|easter)\s+$")
_EACH_BEFORE = any_of("every|each|any|some|one|but|a", at_end=True)
_POSSESSIVE = re.compile(r"['’]s\b|s['’](?!\w)|['’](?=\s)")
_COUNTED = re.compile(  # "2019 people", but not "the 2019 elections"
    r"\s+(?:people|men|women|children|(?!elections|games|olympics|championships|awards|protests)[a-z]+s)\b"
)
_PAPER = re.compile(r"(?:['’]s)?\s+papers?\b", re.IGNORECASE)
_ENDS = re.compile(r"\s*(?:$|[?.!,;:]|\s(?:and|or|but|until|till|before|in|about|on)\b)")
_ON_THIS_DAY = any_of(r"happen\w*|(?:so far|earlier) today|this (?:morning|afternoon|evening)")
_LASTS = any_of("than|has|have|is|are|would|could|once|remains?|like")


def is_possessive(place: Place) -> bool:
    """Say whether the time is followed by 's."""
    return _POSSESSIVE.match(place.after) is not None


def is_name(place: Place) -> bool:
    """Say whether the words are part of a name: "Black Friday", "Yesterday", "before May was elected"."""
    shouted = place.clause.isupper()
    if not place.time.modifies:  # "Who sang Last Christmas?"
        capital = place.words[0].isupper() and not shouted
        return capital and bool(place.before.strip()) and place.preposition not in SOURCE
    if place.words.strip(".").lower() in NAMES_OF_PEOPLE:
        if place.preposition in OF_PEOPLE:
            return not place.article
        if place.preposition in AFTER | UNTIL and not _ENDS.match(place.after):
            return True
    if place.time.bare and not place.preposition and not shouted:
        if _EACH_BEFORE.search(place.before):
            return True
        return " " in place.before.strip() and _NAME_BEFORE.search(place.before) is not None
    return False


def is_nowadays(place: Place) -> bool:
    """Say whether "today" means nowadays: "How many people live there today?"."""
    if not _is_today(place) or asks_for_news(place.clause):
        return False
    if place.preposition == "as of" or place.tense is not Tense.PAST or not has_past_verb(place.clause):
        return True
    return not _ON_THIS_DAY.search(place.clause) and _LASTS.search(place.clause) is not None


def judge_before_a_noun(place: Place) -> Judgement:
    """Judge "yesterday's headlines", "Monday's vote", "the 2024 budget"."""
    time, possessive = place.time, _POSSESSIVE.match(place.after)
    end = time.end + (possessive.end() if possessive else 0)
    scholarly = time.unit > Unit.WEEK and _PAPER.match(place.after)  # the paper of a year is no newspaper
    weekly = time.bare and time.modifies and not possessive and place.tense is Tense.PRESENT  # "the Saturday edition"
    if is_news_noun(place.after) and not scholarly and not weekly:
        return Judgement(Period(*time.days), time.start, end)
    if _is_today(place):  # "today's students"
        return NOTHING
    if possessive and place.is_recent() and place.tense is Tense.PAST:
        return Judgement(Period(time.days[0]), time.start, end)
    if (time.yearly and time.unit < Unit.MONTH) or (time.bare and time.modifies and not possessive):
        return NOTHING  # "the September 11 attacks", "Friday Night Lights"
    return NOTHING if time.unit is Unit.YEAR and _COUNTED.match(place.after) else place.content()


def _is_today(place: Place) -> bool:
    return place.time.running and place.time.unit is Unit.DAY and place.time.days[0] == place.today
