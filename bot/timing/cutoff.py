"""Cutoff: the day as of which a question asks, and the words that say so. Nothing from after that day is wanted.

"As of 5 January 2024, who won this week?" is asked as if on that day: "this week" is its week.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from bot.timing.asking import in_quotation_marks, is_figure
from bot.timing.combining import REACH, single_expressions
from bot.timing.days import shift
from bot.timing.expression import Expression, Unit
from bot.timing.tenses import Tense, tense_of
from bot.timing.words import any_of

__all__ = ["Cutoff", "find_cutoff", "without_cutoff"]

_HOUR = (
    r"(?:(?:(?:about|around|the)\s+)?(?:\d{1,2}(?:[.:]\d\d)?\s*(?:[ap]\.?m\.?|h|hours|o['’]clock)?|noon|midday|midnight"
    r"|morning|afternoon|evening|night|start|end|close)(?:\s+of\s+(?:the\s+)?(?:day|business|play))?,?(?:\s+(?:on|of))?\s+)?"
)
_STOOD = (
    r"as\s+(?:things|matters|they|it|the\s+(?:facts|figures|situation|case))\s+(?:stood|stands?|looked|were|was)"
    r"(?:\s+(?:as\s+of|on|at|by))?"
)
_KNOWN = (
    r"(?:as\s+(?:was\s+|were\s+)?(?:then\s+)?known|(?:from|by|given|based\s+on|going\s+by)\s+what\s+(?:was|had\s+been)\s+"
    r"(?:then\s+)?(?:known|reported|published))\s+(?:as\s+of|on|by|at|until|up\s+to)"
)
_AS_OF = re.compile(
    rf"\b(?:(?P<of>as\s+of)|(?P<at>as\s+(?:at|per))|{_STOOD}|{_KNOWN})\s+{_HOUR}(?:the\s+)?$", re.IGNORECASE
)
_ONLY_UNTIL = re.compile(  # in what is told before the question: "Use only articles up to 5 January 2024."
    r"\b(?:articles?|reports|coverage|news|stories|sources|papers|published|reported|printed|known)\s+"
    r"(?:only\s+)?(?P<limit>(?P<before>before|prior\s+to|earlier\s+than)|until|till|up\s+(?:to|until|till)|on\s+or\s+before"
    r"|(?:no|not)\s+later\s+than|not\s+after)\s+(?:the\s+)?$",
    re.IGNORECASE,
)
_LEADS = re.compile(r"(?:^|[.?!:;]\s)\W*(?:(?:and|so|but|now|ok|okay|well|please|then)\b\W*)*$", re.IGNORECASE)
_FROM_THEN_ON = any_of(  # "Which rules apply as of 1 March?"
    "appl(?:y|ies|ied)|(?:in|into|takes?|took|taking) (?:force|effect)|effective|valid|available|allowed|required"
    "|banned|forbidden|free|starts?|starting|begins?|opens?|closed?|changes?|changed|new",
    at_end=True,
)
_DUTY = any_of("(?:has|have) to")
_ASIDE = re.compile(r"[,(–—-]\s*$")
_QUESTION = re.compile(r"\?[\"'”’)\]]*\s")


@dataclass(frozen=True, slots=True)
class Cutoff:
    """Hold the last day that counts, and where in the question the words stand that say so."""

    day: date
    start: int
    end: int


def find_cutoff(text: str, today: date) -> Cutoff | None:
    """Return the day as of which a question asks; None for "as of now", "as of late", and "the rules as of May".

    >>> find_cutoff("As of 5 January 2024, who won this week?", date(2024, 11, 20)).day
    datetime.date(2024, 1, 5)
    """
    for time in single_expressions(text, today):
        known = _as_of(text, time, today) or _only_until(text, time, today)
        if known and not in_quotation_marks(text, known.start):
            return known
    return None


def without_cutoff(text: str, today: date) -> str:
    """Return a question without the words that say as of which day it asks; all of it, if it says nothing else.

    >>> without_cutoff("Who, as of 5 January 2024, was mayor?", date(2024, 11, 20))
    'Who was mayor?'
    """
    known = find_cutoff(text, today)
    if known is None:
        return text
    before, after = text[: known.start].rstrip(" ,;("), text[known.end :].lstrip(" ,;:)")
    rest = f"{before} {after}".strip() if after[:1] not in "?.!" else before + after
    return rest if len(re.findall(r"\w{2,}", rest)) > 1 else text


def _as_of(text: str, time: Expression, today: date) -> Cutoff | None:
    match = _AS_OF.search(text, max(0, time.start - REACH), time.start)
    day = (time.earlier or time.days)[1]  # of two readings the earlier: better too little than what came later
    if match is None or time.running or day > today:
        return None
    if match["at"] and (time.unit is not Unit.DAY or not time.modifies):  # "as at Christmas" compares
        return None
    leads = _LEADS.search(text[: match.start()]) is not None
    if time.unit > Unit.WEEK and not (leads and not is_figure(text)):  # a figure of March is published in April
        return None
    if not leads and _means_from_then_on(text, match.start()):
        return None
    return Cutoff(day, match.start(), time.end)


def _means_from_then_on(text: str, start: int) -> bool:
    """Say whether "as of" before a day means "from that day on": "Who will pay as of 1 March?"."""
    before = text[:start]
    asked = before[max((match.end() for match in _QUESTION.finditer(before)), default=0) :]
    if _ASIDE.search(before):
        return False
    return bool(_FROM_THEN_ON.search(before) or _DUTY.search(asked)) or tense_of(asked) is Tense.FUTURE


def _only_until(text: str, time: Expression, today: date) -> Cutoff | None:
    """Return the day up to which alone articles are wanted, where that is told before the question."""
    match = _ONLY_UNTIL.search(text, max(0, time.start - REACH), time.start)
    if match is None or not re.match(r"[^?]{0,20}[.:;,]\s", text[time.end :]):
        return None
    first, last = time.earlier or time.days
    day = shift(first, -1) if match["before"] else last
    return Cutoff(day, match.start("limit"), time.end) if day <= today else None
