"""Relative: yesterday, last week, two years ago, on Monday: what only today's date can tell."""

from __future__ import annotations

import re
from datetime import date

from bot.timing.days import Days, months_of, nearest_month, shift, shift_months, week_of, weekend_of, year_of
from bot.timing.expression import Expression, Rule, Unit, adverb, pattern
from bot.timing.words import COUNT, PART_OF_DAY, WEEKDAY, WEEKDAY_SHORT, WEEKDAYS, count_of

__all__ = ["RELATIVE"]

UNITS = {
    "hour": Unit.DAY, "hours": Unit.DAY, "day": Unit.DAY, "night": Unit.DAY, "weekend": Unit.WEEKEND,
    "week": Unit.WEEK, "fortnight": Unit.WEEK, "month": Unit.MONTH, "quarter": Unit.SEASON, "year": Unit.YEAR,
    "decade": Unit.DECADE,
}  # fmt: skip
MONTHS_IN = {"month": 1, "quarter": 3, "year": 12, "decade": 120}
DAYS_IN = {"day": 1, "night": 1, "weekend": 7, "week": 7, "fortnight": 14}
# "This week" reaches so far back. Measured on 267 quiz questions of RealTimeQA 2022 and 2023 that say "this week":
# an article with the answer was published in these days for 95 in 100, from Monday on for 88.
DAYS_OF_THIS_WEEK = 7
AROUND_WEEK = 3  # "a week ago" may be so many days more or less
AROUND_MONTH = 15
AROUND_YEAR_MONTHS = 6
HOURS_A_DAY = 24


def calendar_unit(unit: str, day: date) -> Days:
    """Return the week, month, quarter, year or decade that a day is in."""
    if unit in ("week", "fortnight"):
        return week_of(day)
    if unit == "month":
        return nearest_month(day)
    if unit == "quarter":
        found = months_of(day.year, (day.month - 1) // 3 * 3 + 1, 3)
    else:
        found = year_of(day.year) if unit == "year" else months_of(max(day.year // 10 * 10, 1), 1, 120)
    return found or (day, day)


def back(unit: str, count: int, day: date) -> date:
    """Return the day so many hours, days, weeks, months or years before a day."""
    if unit == "hour":
        return shift(day, -(-count // HOURS_A_DAY) * -1)
    return shift_months(day, -count * MONTHS_IN[unit]) if unit in MONTHS_IN else shift(day, -count * DAYS_IN[unit])


def _read_today(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    return adverb((today, today), Unit.DAY, running=True)


def _read_yesterday(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return yesterday, or the day before it; a night belongs to two days."""
    words = " ".join(match[0].lower().split())
    if words == "overnight" and not re.search(r"\b(?:happen|news)", match.string, re.IGNORECASE):
        return None  # "famous overnight"
    before = 2 if "before" in words else 1
    first = shift(today, -before)
    last = shift(first, 1) if "last" in words or words == "overnight" else first
    return adverb((first, last), Unit.DAY)


def _read_this(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    unit = match["unit"].lower()
    whole = calendar_unit(unit, today)
    if (match["part"] or "").lower() == "later":
        return adverb((shift(today, 1), max(whole[1], shift(today, 1))), UNITS[unit])
    first = shift(today, -DAYS_OF_THIS_WEEK) if unit == "week" else whole[0]
    return adverb((first, today), UNITS[unit], running=True)


def _read_the(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return "the year" of "the start of the year"; the album of the year is none."""
    if not re.search(r"\b(?:start|beginning|turn|middle|end|half) of\s+$", match.string[: match.start()].lower()):
        return None
    return Expression(calendar_unit(match["unit"].lower(), today), UNITS[match["unit"].lower()])


def _read_last(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return the calendar week, month or year before this one.

    On a Sunday, "last week" may be the one that ended yesterday for those whose weeks begin on Sundays.
    """
    unit = match["unit"].lower()
    first, last = calendar_unit(unit, back(unit, 1, today))
    if unit == "week" and today.weekday() == WEEKDAYS.index("sunday"):
        last = max(first, shift(today, -1))
    return adverb((first, last), UNITS[unit])


def _read_before_last(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    unit = match["unit"].lower()
    return adverb(calendar_unit(unit, back(unit, 2, today)), UNITS[unit])


def _read_past(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return the past ten days, up to today."""
    unit = match["unit"].lower().removesuffix("s")
    plural = match["unit"].lower().endswith("s")
    count = count_of(match.groupdict().get("count") or ("few" if plural else "one"))[1]
    return adverb((back(unit, count, today), today), UNITS[unit], running=True)


def _read_ago(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return the days that "two weeks ago" may mean: that calendar week, and some days around."""
    unit = match["unit"].lower().removesuffix("s")
    least, most = count_of(match["count"])
    first, last = back(unit, most, today), back(unit, least, today)
    if match["half"] and unit in MONTHS_IN:
        first = last = shift_months(first, -(MONTHS_IN[unit] // 2))
    if least == most and unit in ("week", "fortnight", "month", "year"):
        whole = calendar_unit(unit, first)
        near = {"month": AROUND_MONTH}.get(unit, AROUND_WEEK)
        around = (shift(first, -near), shift(last, near))
        if unit == "year":
            around = shift_months(first, -AROUND_YEAR_MONTHS), shift_months(last, AROUND_YEAR_MONTHS)
        first, last = min(whole[0], around[0]), max(whole[1], around[1])
    if unit == "hour":
        last = today
    return adverb((first, min(last, today)), UNITS[unit])


def _read_this_time(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return the days around the same day of the year, month or week before; "this day last year" exactly."""
    day = back(match["unit"].lower(), 1, today)
    near = {"day": 0, "week": 1, "month": AROUND_WEEK}.get(match["unit"].lower(), AROUND_MONTH)
    near = near if match["time"].lower() == "time" else 0
    return adverb((shift(day, -near), shift(day, near)), Unit.WEEK if near else Unit.DAY)


def _read_weekday(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return the nearest past Monday, on a Monday today or a week ago; "last Monday" is of this week or the last."""
    name, pointer = match["day"].lower(), " ".join((match["pointer"] or "").lower().split())
    if name not in WEEKDAYS and not pointer and not re.search(r"\bon\s+$", match.string[: match.start()].lower()):
        return None  # "Sat", "Sun" and "Wed" are words
    number = next(place for place, day in enumerate(WEEKDAYS) if day.startswith(name[:3]))
    if match["week"]:
        week = shift(today, -7) if match["week"].lower() == "last" else today
        day = shift(week_of(week)[0], number)
        return Expression((day, day), Unit.DAY, bare=True)
    ago = (today.weekday() - number) % 7
    if ahead or pointer == "next":
        day = shift(today, (number - today.weekday()) % 7 or (7 if pointer == "next" else 0))
        return Expression((day, day), Unit.DAY, bare=True)
    day = shift(today, -ago)
    first = day
    if pointer == "last" and ago == 0:
        first = day = shift(today, -7)
    elif (pointer == "last" and ago <= today.weekday()) or (ago == 0 and not pointer):
        first = shift(day, -7)
    return Expression((first, day), Unit.DAY, bare=True)


def _read_weekend(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    pointer = " ".join(match["pointer"].lower().split())
    this = weekend_of(today)
    running = this[0] <= today
    if "next" in pointer or "coming" in pointer or (ahead and pointer in ("this", "the")):
        found = weekend_of(shift(today, 7)) if running and "next" in pointer else this
        return adverb(found, Unit.WEEKEND)
    if running and pointer in ("this", "the"):
        return adverb((this[0], today), Unit.WEEKEND, running=True)
    weeks = 1 + (match["before"] is not None)
    return adverb(weekend_of(shift(today, -7 * weeks)), Unit.WEEKEND)


def _read_next(match: re.Match[str], today: date, ahead: bool) -> Expression | None:
    """Return days to come; nothing that is published yet can tell of them, only foretell."""
    unit = (match["unit"] or "day").lower().removesuffix("s")
    first, last = shift(today, 1), back(unit, -count_of(match["count"] or "one")[1], today)
    if unit != "day" and not match["count"]:
        first, last = calendar_unit(unit, last)
    return adverb((max(first, shift(today, 1)), max(first, last)), UNITS[unit])


_PARTS = r"(?P<part>so far|earlier|later|late|early)"
_SPANS = r"(?P<unit>week|month|quarter|year|decade)"
_ONES = r"(?P<unit>(?:hour|day|week|fortnight|month|quarter|year|decade)s?)"
RELATIVE: tuple[Rule, ...] = (
    (pattern(r"(?:(?:so far|earlier|later) )?today|this (?:morning|afternoon|evening)|tonight"), _read_today),
    (
        pattern(
            "the (?:day before yesterday|night before last)|(?:late )?last night|overnight"
            rf"|yesterdays?(?: {PART_OF_DAY})?"
        ),
        _read_yesterday,
    ),
    (pattern(rf"(?:{_PARTS} )?(?:this|the current) {_SPANS}"), _read_this),
    (pattern(r"the (?P<unit>week|month|quarter|year|decade)"), _read_the),
    (pattern(rf"last {_SPANS}(?! of\b)"), _read_last),
    (pattern(rf"the {_SPANS} before last"), _read_before_last),
    (pattern(rf"(?:the|these|this) (?:past|last)(?: (?P<count>{COUNT}))? {_ONES}(?! of\b|['’])"), _read_past),
    (pattern(rf"(?:past|last) (?P<count>{COUNT}) {_ONES}(?! of\b|['’])"), _read_past),
    (pattern(rf"past {_ONES}(?! of\b|['’])"), _read_past),
    (pattern(rf"(?P<count>{COUNT}) {_ONES}(?P<half> and a half)? (?:ago|back(?=\W*$))"), _read_ago),
    (pattern(r"this (?P<time>time|day) last (?P<unit>year|month|week)"), _read_this_time),
    (
        pattern(
            r"(?:(?:early|late) )?(?:(?P<pointer>this past|this|last|next|coming) )?"
            rf"(?P<day>{WEEKDAY}|{WEEKDAY_SHORT})(?: {PART_OF_DAY})?"
            r"(?:,? (?:of )?(?P<week>last|this) week)?"
        ),
        _read_weekday,
    ),
    (
        pattern(
            r"(?P<pointer>this past|the past|the last|last|past|this|the next|next|the coming|this coming|the)"
            r" weekend(?P<before> before last)?(?! of\b)"
        ),
        _read_weekend,
    ),
    (
        pattern(
            rf"tomorrow(?: {PART_OF_DAY})?|the day after tomorrow"
            rf"|(?:the )?(?:next|coming)(?: (?P<count>{COUNT}))? (?P<unit>(?:day|week|month|quarter|year|decade)s?)"
        ),
        _read_next,
    ),
)
