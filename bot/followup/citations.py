"""Citations: which sources of the last answer a question speaks of, and where it does."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.answer import Answer

__all__ = ["Reference", "find_references"]

_ORDINALS = {
    word: number
    for number, words in enumerate(
        ("first 1st", "second 2nd", "third 3rd", "fourth 4th", "fifth 5th", "sixth 6th", "seventh 7th", "eighth 8th"), 1
    )
    for word in words.split()
}
_CARDINALS = {word: n for n, word in enumerate("one two three four five six seven eight".split(), 1)}
_SOURCE = r"(?:sources?|articles?|quotes?|quotations?|citations?|stor(?:y|ies)|references?|reports?|links?|passages?)"
_BRACKET = re.compile(r"\[(\d{1,3})\]")
_NUMBERED = re.compile(
    rf"\b(?:the )?{_SOURCE} (?:number |no\.? ?|# ?)?(\d{{1,3}}|{'|'.join(_CARDINALS)})\b(?! ?(?:%|per|million|people))",
    re.IGNORECASE,
)
_ORDINAL = re.compile(
    rf"\b(?:the |your )?({'|'.join(_ORDINALS)}|last|other)"
    rf"(?: (?:and(?: the)?|or(?: the)?) ({'|'.join(_ORDINALS)}|last))?"
    rf" {_SOURCE}\b",
    re.IGNORECASE,
)
# By their days, whatever their numbers: "in the first report", "what does the oldest article say".
_BY_DAY = re.compile(
    r"\b(?:(?P<old>(?<=(?:in|to) )the first (?=report|stor)|the (?:earliest|oldest) )|"
    r"(?P<new>(?<=(?:in|to) )the (?:latest|newest) ))"
    r"(?:reports?|stor(?:y|ies)|articles?)\b(?! (?:of|on|by|about|from)\b)",
    re.IGNORECASE,
)
_THAT = re.compile(
    rf"\b(?:that|this|your) {_SOURCE}\b(?! (?:that|who|which)\b)|\bthe (?:quote|quotation|citation|source)\b(?! of\b)",
    re.IGNORECASE,
)
_PLURAL = re.compile(
    r"\b(?:both|these|those|all(?: of)?(?: the| your)?) "
    r"(?:sources|articles|quotes|quotations|citations|stories|reports)\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Reference:
    """Hold where a question speaks of sources (offsets into it), and their numbers."""

    start: int
    end: int
    numbers: tuple[int, ...]


def find_references(question: str, answer: Answer | None, shown: Answer | None = None) -> list[Reference]:
    """Return the references to citations that the answer has, in the order of the question.

    "That quote" is the first one shown, in the newest answer (`shown`, if it is another); "the last source" the one
    with the highest number.
    """
    if answer is None or not answer.citations:
        return []
    numbers = [citation.number for citation in answer.citations]
    found = [
        *_by_number(question),
        *_by_day(question, answer),
        *_by_place(question, numbers),
        *_by_pointing(question, answer, shown or answer, numbers),
    ]
    kept: list[Reference] = []
    for reference in sorted(found, key=lambda one: (one.start, -one.end)):
        known = tuple(number for number in reference.numbers if number in numbers)
        if known and (not kept or reference.start >= kept[-1].end):
            kept.append(Reference(reference.start, reference.end, known))
    return kept


def _by_number(question: str) -> list[Reference]:
    """Return "[2]", "source 2" and "article two"."""
    found = [Reference(*match.span(), (int(match[1]),)) for match in _BRACKET.finditer(question)]
    for match in _NUMBERED.finditer(question):
        said = match[1].lower()
        found.append(Reference(*match.span(), (_CARDINALS.get(said) or int(said),)))
    return found


def _by_day(question: str, answer: Answer) -> list[Reference]:
    """Return "the earliest report", "in the latest article", if the citations are of different days."""
    dated = [(one.article.published, one.number) for one in answer.citations if one.article.published]
    if len({day for day, _ in dated}) < 2:
        return []
    found = _BY_DAY.finditer(question)
    return [Reference(*one.span(), (min(dated)[1] if one["old"] else max(dated)[1],)) for one in found]


def _by_place(question: str, numbers: list[int]) -> list[Reference]:
    """Return "the second source", "the first and the last article"; the ordinal counts the citations shown."""

    def number_of(word: str) -> tuple[int, ...]:
        if word == "last":
            return (numbers[-1],)
        if word == "other":  # with two, the other is the one that was not shown first
            return (numbers[1],) if len(numbers) == 2 else ()
        place = _ORDINALS[word]
        return (numbers[place - 1],) if place <= len(numbers) else ()

    found = []
    for match in _ORDINAL.finditer(question):
        words = [word.lower() for word in match.groups() if word]
        found.append(Reference(*match.span(), tuple(number for word in words for number in number_of(word))))
    return found


def _by_pointing(question: str, answer: Answer, shown: Answer, numbers: list[int]) -> list[Reference]:
    """Return "that quote", "both articles"."""
    key = shown.quotes[0].article.key if shown.quotes else ""
    first = next((one.number for one in answer.citations if one.article.key == key), numbers[0])
    found = [Reference(*match.span(), (first,)) for match in _THAT.finditer(question)]
    return found + [Reference(*match.span(), tuple(numbers)) for match in _PLURAL.finditer(question)]
