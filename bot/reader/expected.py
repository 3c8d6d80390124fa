"""What kind of words a question expects, and where a sentence has them.

Only kinds that can be told by form: a time, a number, a name, what somebody said. Anything else has none.
"""

from __future__ import annotations

import re
from collections.abc import Collection

__all__ = ["expected_kind", "find_expected", "is_byline", "is_dateline"]

_MONTH = (
    r"(?:Jan(?:uary|\.)?|Feb(?:ruary|\.)?|Mar(?:ch|\.)?|Apr(?:il|\.)?|May|June?|July?|Aug(?:ust|\.)?|"
    r"Sept?(?:ember|\.)?|Oct(?:ober|\.)?|Nov(?:ember|\.)?|Dec(?:ember|\.)?)"
)
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_YEAR = r"(?:1[5-9]|20)\d\d"
_NUMBER_WORD = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|"
    r"seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|"
    r"million|billion|trillion|dozen|half)"
)
_DIGITS = r"\d{1,3}(?:[,\u202f ]\d{3})+(?:\.\d+)?|\d+(?:\.\d+)?"

_TIME = re.compile(
    rf"\b(?:(?:{_WEEKDAY},? (?:the )?)?\d{{1,2}}(?:st|nd|rd|th)? (?:of )?{_MONTH}(?:,? {_YEAR})?"
    rf"|(?:{_WEEKDAY},? )?{_MONTH} \d{{1,2}}(?:st|nd|rd|th)?(?:,? {_YEAR})?\b"
    rf"|{_MONTH},? (?:of )?{_YEAR}|(?:spring|summer|autumn|fall|winter)(?: of)? {_YEAR}|{_YEAR}s?"
    rf"|\d{{1,2}}(?:[.:]\d\d)? ?[ap](?:\.m\.|m)|noon|midnight"
    rf"|{_WEEKDAY}(?: (?:morning|afternoon|evening|night))?|(?:last|next|this) (?:week|month|year|{_WEEKDAY}|{_MONTH})"
    rf"|{_MONTH}|yesterday|today|tomorrow|tonight)(?!\w)"
)
_NUMBER = re.compile(
    rf"(?:[$€£¥]\s?)?(?:\b(?:{_DIGITS}|{_NUMBER_WORD}(?:[- ]{_NUMBER_WORD})*))"
    rf"(?:[- ](?:{_NUMBER_WORD}))*(?:\s?%|\b)(?: (?:per ?cent|percent|years?|months?|weeks?|days?|hours?|minutes?|"
    r"met(?:er|re)s?|kilomet(?:er|re)s?|km|miles?|feet|tonn?es|tons|degrees|dollars|euros|pounds))?",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"\b[A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ][\w’'.-]*(?:(?: (?:of|the|and|de|da|del|der|den|van|von|bin|ibn|al|el|la|le))*"
    r" [A-ZÀ-ÖØ-ÞĀ-ŽА-ЯЁ][\w’'.-]*)*"
)
_WORD = re.compile(r"\w+")

_SAYS = (
    r"(?:sa(?:y|ys|id)|t(?:ell|ells|old)|warn(?:s|ed)?|claim(?:s|ed)?|call(?:s|ed)?|announce[sd]?|promise[sd]?|"
    r"demand(?:s|ed)?|criticis\w+|criticiz\w+|respond(?:s|ed)?|comment(?:s|ed)?|argue[sd]?|add(?:s|ed)?|"
    r"insist(?:s|ed)?|ask(?:s|ed)?|believe[sd]?|emphasi[sz]ed?|stress(?:es|ed)?|spoke|speaks?)"
)
_SAID = re.compile(rf"\b{_SAYS}\b")
_QUOTATION = re.compile(r"[“\"„«][^“”\"„«»]{8,}[”\"»]")  # opened and closed in whatever way; shorter ones are terms

_KINDS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("saying", re.compile(rf"\b(what|how) (did|does|do|has|have|had) .*\b{_SAYS}\b")),
    (
        "time",
        re.compile(r"\b(when|(what|which) (date|day|year|month|time|week|season)|how long ago|since when)\b"),
    ),
    (
        "number",
        re.compile(
            r"\b(how (many|much|old|long|far|tall|high|big|large|fast|heavy|deep|wide|often)|"
            r"what (percent\w*|share|number|proportion|age|price|cost|score|amount|population)|at what age)\b"
        ),
    ),
    (
        "person",
        re.compile(r"\b(who|whom|whose|(what|which) (\w+ )?(person|actor|actress|singer|president|minister|leader))\b"),
    ),
    (
        "name",
        re.compile(
            r"\b(where|(what|which) (\w+ )?(country|city|state|town|company|team|nation|club|party|organi[sz]ation|"
            r"airline|bank|university|island|port))\b"
        ),
    ),
)
_OPENERS = (
    "The A An In On At By For From With After Before When While Where What Who Why How If As Since Until But And "
    "Or So Yet Also He She It They We I You His Her Its Their This That These Those There Then However Meanwhile"
)
_BYLINE = re.compile(r"By (?:[A-ZÀ-Ž][\w.’'-]*,? ?(?:and )?){1,6}(?:[a-z][\w ’'-]{0,40})?(?<!\.)")
YEAR_LETTERS = 4
LONGEST_DATELINE = 40  # "Wednesday, September 25, 2019, 11.30 p.m."
_SENTENCE_OPENERS = frozenset(_OPENERS.split(" "))


def expected_kind(question: str) -> str | None:
    """Return "saying", "time", "number", "person" or "name", or None if the question's form does not tell.

    >>> expected_kind("When did the Kant air base open?")
    'time'
    """
    lowered = question.lower()
    found = [(match.start(), kind) for kind, pattern in _KINDS if (match := pattern.search(lowered))]
    return min(found)[1] if found else None


def find_expected(kind: str | None, question_words: Collection[str], sentence: str) -> list[tuple[int, int]]:
    """Return where a sentence has words of a kind that the question does not say itself.

    `question_words` are lower-case; spans are offsets into the sentence.
    """
    spans = _FINDERS[kind](sentence) if kind else []
    return [(start, end) for start, end in spans if end > start and not _said(sentence[start:end], question_words)]


def is_dateline(sentence: str) -> bool:
    """Say whether a sentence is a day or a time and nothing else, so that it states nothing.

    >>> is_dateline("Sunday, August 4, 2019")
    True
    >>> is_dateline("On Sunday.")
    False
    """
    return len(sentence) <= LONGEST_DATELINE and not _WORD.search(_TIME.sub(" ", sentence))


def is_byline(sentence: str) -> bool:
    """Say whether a line names who wrote the story and says nothing else.

    >>> is_byline("By C. D. Mott, town hall reporter")
    True
    >>> is_byline("By 33 votes to 26 the council agreed.")
    False
    """
    return bool(_BYLINE.fullmatch(sentence.strip()))


def _times(sentence: str) -> list[tuple[int, int]]:
    return [match.span() for match in _TIME.finditer(sentence)]


def _numbers(sentence: str) -> list[tuple[int, int]]:
    """Return numbers that are not part of a date; a year alone is a number too."""
    times = [(start, end) for start, end in _times(sentence) if end - start > YEAR_LETTERS]
    found = (match.span() for match in _NUMBER.finditer(sentence))
    return [span for span in found if not any(start <= span[0] < end for start, end in times)]


def _names(sentence: str) -> list[tuple[int, int]]:
    names = (_trimmed(sentence, *match.span()) for match in _NAME.finditer(sentence))
    return [span for span in names if not _TIME.fullmatch(sentence, *span)]


def _persons(sentence: str) -> list[tuple[int, int]]:
    return [span for span in _names(sentence) if _is_person(sentence, *span)]


def _sayings(sentence: str) -> list[tuple[int, int]]:
    """Return what is quoted; without quotation marks, all of a sentence that tells what somebody said."""
    quoted = [match.span() for match in _QUOTATION.finditer(sentence)]
    return quoted or ([(0, len(sentence))] if _SAID.search(sentence) else [])


_FINDERS = {"time": _times, "number": _numbers, "name": _names, "person": _persons, "saying": _sayings}


def _trimmed(sentence: str, start: int, end: int) -> tuple[int, int]:
    """Cut a sentence's opening word and trailing marks off a name."""
    first = sentence[start:end].split(" ", 1)
    if first[0] in _SENTENCE_OPENERS:
        start = start + len(first[0]) + 1 if len(first) > 1 else end
    name = sentence[start:end]
    name = name.removesuffix("’s").removesuffix("'s").rstrip(".'’-")
    return start, start + len(name)


def _is_person(sentence: str, start: int, end: int) -> bool:
    """Say whether a name may be a person's: two words, or one beside a verb of saying ("Russian" is nobody)."""
    name = sentence[start:end]
    if " " in name:  # before the pattern is made, which takes longer than all else here
        return True
    return bool(re.search(rf"{_SAYS} {re.escape(name)}\b|\b{re.escape(name)} {_SAYS}\b", sentence))


def _said(words: str, question_words: Collection[str]) -> bool:
    return all(word in question_words for word in _WORD.findall(words.lower()))
