"""Combining: expressions that say one time together: "early May", "from March to May 2023", "2019 and 2020"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from bot.timing.dated import DATED
from bot.timing.days import Days, months_of, nearest_month, shift, week_of, weekend_of
from bot.timing.expression import Expression, Rule, Unit
from bot.timing.relative import RELATIVE
from bot.timing.seasons import SEASONS
from bot.timing.words import COUNT, ORDINALS, count_of

__all__ = ["REACH", "find_expressions", "single_expressions"]

RULES: tuple[Rule, ...] = (*DATED, *SEASONS, *RELATIVE)

# The first and the last day of a month, and month of a year, that belong to its part. "Mid" and "early" are
# said loosely, so the parts overlap.
MONTH_PARTS = {"early": (1, 12), "mid": (8, 23), "late": (18, 31), "first half": (1, 16), "second half": (16, 31)}
YEAR_PARTS = {"early": (1, 4), "mid": (4, 9), "late": (9, 12), "first half": (1, 6), "second half": (7, 12)}
SYNONYMS = {
    "beginning": "early", "start": "early", "turn": "early", "early": "early", "mid": "mid", "middle": "mid",
    "late": "late", "end": "late", "later": "late", "earlier": "early", "first half": "first half",
    "second half": "second half",
}  # fmt: skip
_PART = re.compile(
    r"(?:\bthe\s+)?(?:very\s+)?\b(?P<part>early|mid|late|earlier)[\s-]+(?:in\s+)?$"
    r"|(?:\bthe\s+)?\b(?P<of>beginning|start|turn|middle|end|first\s+half|second\s+half)\s+of\s+$"
    rf"|\bthe\s+(?P<number>{'|'.join(ORDINALS)}|last|final)\s+(?:(?P<count>{COUNT})\s+)?(?P<unit>days?|weeks?)\s+(?:of|in)\s+$"
    r"|\bthe\s+(?P<around>week|weekend)\s+(?:of|beginning|starting)\s+(?:the\s+)?$"
    r"|\bthe\s+(?P<beside>day|week)\s+(?P<side>before|after)\s+$"
    r"|\bthe\s+(?:morning|afternoon|evening|night|day)\s+of\s+$",
    re.IGNORECASE,
)
_THROUGH = re.compile(
    r"\s*(?:[-–—]|\.{2,3}|…|,?\s(?:to|until|till|through|thru|up\s+to)\s)\s*(?:the\s+)?", re.IGNORECASE
)
_AND = re.compile(r"\s*(?:,|,?\s(?:and|or|and\s+in|or\s+in|and\s+on|or\s+on))\s+(?:the\s+)?", re.IGNORECASE)
_RANGE = re.compile(r"\b(?:from|between)\s+(?:the\s+)?$", re.IGNORECASE)
REACH = 60  # characters before a time in which its own words stand
FORTNIGHT = 14  # days; what is shorter is no month


def find_expressions(text: str, today: date, ahead: bool) -> list[Expression]:
    """Return what names days in a text, in order and without overlap; ranges and lists are one."""
    found = single_expressions(text, today, ahead)
    joined: list[Expression] = []
    for expression in found:
        range_ = _join(text, joined[-1], expression) if joined else None
        if range_:
            joined[-1] = range_
        else:
            joined.append(expression)
    return [expression for expression in joined if not _is_part_of_a_word(text, expression)]


def single_expressions(text: str, today: date, ahead: bool = False) -> list[Expression]:
    """Return what names days in a text, in order and without overlap, each by itself."""
    return [_narrow(text, expression) for expression in _longest(_all(text, today, ahead))]


def _all(text: str, today: date, ahead: bool) -> list[Expression]:
    found = []
    for words, read in RULES:
        for match in words.finditer(text):
            expression = read(match, today, ahead)
            if expression:
                found.append(replace(expression, start=match.start(), end=match.end()))
    return found


def _longest(expressions: Sequence[Expression]) -> list[Expression]:
    """Return the expressions that do not overlap; of two that do, the earlier, then the longer."""
    chosen: list[Expression] = []
    for expression in sorted(expressions, key=lambda each: (each.start, -each.end)):
        if not chosen or expression.start >= chosen[-1].end:
            chosen.append(expression)
    return chosen


def _is_part_of_a_word(text: str, expression: Expression) -> bool:
    """Say whether a hyphen glues the expression to a word: "post-2019", "May-born"."""
    before, after = text[: expression.start][-2:], text[expression.end :][:2]
    return re.fullmatch(r"\w[-–]", before) is not None or re.fullmatch(r"[-–]\w", after) is not None


def _narrow(text: str, expression: Expression) -> Expression:
    """Return an expression with the words before it that name a part of it: "the first week of May"."""
    match = _PART.search(text, max(0, expression.start - REACH), expression.start)
    if match is None:
        return expression
    wider = replace(expression, start=match.start())
    if match["around"]:
        week = match["around"].lower() == "week"
        days = (week_of if week else weekend_of)(expression.days[0])
        is_day = expression.unit is Unit.DAY
        return replace(wider, days=days, unit=Unit.WEEK if week else Unit.WEEKEND) if is_day else expression
    if match["beside"]:
        return _beside(match, wider) or expression
    if match["unit"]:
        return _days_or_weeks(match, wider) or expression
    name = match["part"] or match["of"]
    if name is None:  # "the night of 13 January"
        return wider if expression.unit is Unit.DAY else expression
    return _part_of(SYNONYMS[" ".join(name.lower().split())], wider)


def _part_of(part: str, expression: Expression) -> Expression:
    """Return early, mid or late in a month or a year; of what has no such parts, the whole."""
    yearly, unit = expression.yearly, expression.unit

    def cut(days: Days | None) -> Days | None:
        if days is None or unit not in (Unit.MONTH, Unit.YEAR) or days[0].year != days[1].year:
            return days
        if unit is Unit.YEAR:
            from_month, to_month = YEAR_PARTS[part]
            return months_of(days[0].year, from_month, to_month - from_month + 1)
        from_day, to_day = MONTH_PARTS[part]
        return days[0].replace(day=from_day), days[0].replace(day=min(to_day, nearest_month(days[0])[1].day))

    days = cut(expression.days)
    if days is None or days == expression.days:
        return expression
    narrower = (lambda year: cut(yearly(year))) if yearly else None
    return replace(expression, days=days, unit=Unit.MONTH, running=False, yearly=narrower)


def _beside(match: re.Match[str], expression: Expression) -> Expression | None:
    """Return the day or the week before or after a day."""
    if expression.unit is not Unit.DAY:
        return None
    sign = 1 if match["side"].lower() == "after" else -1
    if match["beside"].lower() == "week":
        near, far = sorted((shift(expression.days[0], sign), shift(expression.days[0], 7 * sign)))
        return replace(expression, days=(near, far), unit=Unit.WEEK, yearly=None)
    day = shift(expression.days[0], sign)
    return replace(expression, days=(day, day), yearly=None)


def _days_or_weeks(match: re.Match[str], expression: Expression) -> Expression | None:
    """Return the first two weeks or the last days of a month or a year."""
    if expression.unit not in (Unit.MONTH, Unit.YEAR):
        return None
    week = match["unit"].lower().startswith("week")
    plural = match["unit"].lower().endswith("s")
    count = count_of(match["count"] or ("few" if plural else "one"))[1] * (7 if week else 1)
    first, last = expression.days
    if match["number"].lower() in ("last", "final"):
        days = max(first, shift(last, 1 - count)), last
    else:
        start = shift(first, (ORDINALS[match["number"].lower()] - 1) * count)
        days = min(start, last), min(shift(start, count - 1), last)
    unit = Unit.DAY if days[0] == days[1] else Unit.WEEK
    return replace(expression, days=days, unit=unit, running=False, yearly=None)


def _join(text: str, one: Expression, other: Expression) -> Expression | None:
    """Return "from March to May", "between 3 and 7 May" or "2019 and 2020" as one expression."""
    joint = text[one.end : other.start]
    opening = _RANGE.search(text, max(0, one.start - REACH), one.start)
    listed = _AND.fullmatch(joint) is not None
    if not listed and not _THROUGH.fullmatch(joint):
        return None
    if listed and not (opening and opening[0].lower().startswith("between")) and one.unit is not other.unit:
        return None
    first, last = _in_order(one, other)
    if first > last:
        return None
    unit = max(one.unit, other.unit, Unit.MONTH)
    if last <= shift(first, FORTNIGHT):
        unit = Unit.WEEKEND if last <= shift(first, 1) else Unit.WEEK
    start = opening.start() if opening and not (listed and opening[0].lower().startswith("from")) else one.start
    bare = start < one.start or (one.bare and other.bare)
    return Expression((first, last), unit, start, other.end, bare=bare, running=other.running)


def _in_order(one: Expression, other: Expression) -> Days:
    """Return the first and the last day of a range, where a missing year is that of the other end."""
    first, last = one.days[0], other.days[1]
    if other.yearly and not one.yearly:
        years = (other.yearly(year) for year in (first.year, first.year + 1))
        last = next((days[1] for days in years if days and days[1] >= first), last)
    elif one.yearly:
        begins = (one.yearly(year) for year in (last.year, last.year - 1))
        first = next((days[0] for days in begins if days and days[0] <= last), first)
    elif one.unit is Unit.DAY and one.bare and first > last:
        first = shift(first, -7)
    return (one.earlier or (first, first))[0], last
