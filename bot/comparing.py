"""Comparing: whether a quote tells the figure, the day or the person that a question asks for, and not another one.

The Pelsa Star had 61 aboard and eight dead: both are numbers of people in an article on it. What is asked of them
("died") has to stand in the sentence of the answer, in the same or in other words, and the number has to count it.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from bot.answer import Quote
from bot.reader.expected import expected_kind
from bot.reader.features import is_kin
from corpus.sentences import sentence_spans
from embeddings.stems import stem_words

__all__ = ["tells_what_is_asked"]

_ALIKE = tuple(  # stems of words that say the same of a figure; the first group is of money
    frozenset(words.split())
    for words in (
        "cost price bill expens worth spend",
        "die dead death kill fatal toll perish drown victim bodi lost loss",
        "injur hurt wound",
        "miss unaccount",
        "ill sick infect case diseas patient",
        "rescu save surviv survivor",
        "damag destroy hit flood ruin",
        "open start begin launch run inaugur debut",
        "finish complet complete readi end deliv conclud",
        "win won winner victori elect beat defeat",
        "march demonstr protest ralli walk crowd",
        "sentenc jail prison imprison term",
        "carri use transport ride travel",
        "visit visitor attend admiss",
        "employ work staff job worker",
        "aboard board carri",
        "rise rose risen climb reach",
        "led lead ahead margin",
        "name appoint becam becom elect head run director chief",
        "evacu displac flee fled taken",
        "lift end withdraw withdrew",
    )
)
# What happened to those who are counted: the nearest of these words to a number says what it counts.
_FATES = tuple(group for group in _ALIKE if group & {"die", "injur", "miss", "ill", "rescu", "damag"})
_PEOPLE = frozenset("peopl person men women passeng live visitor resid inhabit worker dead patient victim".split())
_SAYS_LITTLE = frozenset(
    "mani much number peopl person figur count current current latest newest recent now today present moment far so"
    " still long high old fast big larg deep tall wide heavi strong often time date day week month year hour accord"
    " estim get take put go went come came make made give total altogeth all last final first end know known expect"
    " report exact about place happen plan stand right at next new second fell fall may januari februari april"
    " june juli august septemb octob novemb decemb".split()
)
_UNITS = {
    "much": r"crowns?|dollars?|euros?|pounds?|million|billion|trillion|yen|yuan|rupees|[$€£¥]",
    "old": r"years?|months?|weeks?|days?|centur\w+|aged?|\d{1,3}$",
    "fast": r"knots?|km/h|kilomet\w+|miles?|mph|metres?|meters?",
    "long": r"minutes?|hours?|days?|weeks?|months?|years?|met(?:re|er)s?|kilomet\w+|miles?|feet|km|pages",
    "high": r"met(?:re|er)s?|feet|foot|kilomet\w+|miles?|km|centimet\w+|inch\w*|degrees?|per\s?cent|%",
}
_UNITS |= {word: _UNITS["high"] for word in ("deep", "tall", "wide", "far")}
_UNIT_OF_OTHERS = re.compile(
    r"\W*(?:(?:million|billion|thousand|hundred)\s+)?(?:crowns?|dollars?|euros?|pounds?|per\s?cent|percent|%|met(?:re|er)s?"
    r"|kilomet\w+|km|miles?|feet|knots|degrees|minutes?|hours?|days?|weeks?|months?|years?|years?-old|a\.m\.|p\.m\.|tonn?es?)",
    re.IGNORECASE,
)
_RATE = re.compile(
    r"\s*(?:\w+\s+){0,2}?(?:(?:a|per|each|every)\s+(?:day|week|month|year|person|household|head)|each)\b"
)
_PART = re.compile(r"\s+(?:\w+\s+)?(?:of\s+(?:the|them|these|those|whom|which|its|his|her|their)|in\s+ten)\b")
_MORE = re.compile(
    r"\s+(?:\w+\s+){0,2}?(?:new|more|further|fewer|less|higher|lower|extra|additional|ahead|above|below|behind)\b"
)
_OTHER_BEFORE = re.compile(  # a figure of before, of the plan, of what was asked for, of a part
    r"\b(?:against|instead\s+of|compared\s+(?:with|to)|than|previous|earlier\s+figure\s+of|(?:up|down|rise[sn]?|rose|fell"
    r"|falls?|fallen|climb\w*|jump\w*|increased?|grew|goes\s+up|went\s+up)\s+from|asked\s+for|demand\w*|s(?:eek|ought)"
    r"|offered|prosecut\w+|of\s+(?:these|them)|would\s+have\s+(?:cost|been)|forecast\s+(?:of|is|was)|target\s+(?:of|is|was)|limit\s+of|up\s+to"
    r"|at\s+most|gained|(?:rose|fell|grew|risen|fallen|up|down)\s+by)\s+(?:[\w’'.-]+\s+){0,2}?(?:of\s+)?\W*$",
    re.IGNORECASE,
)
_MORE_THAN = re.compile(r"\b(?:more|less|fewer|further|later|longer|rather)\s+than\s+(?:[\w’'-]+\s+)?$", re.IGNORECASE)
_FORETELLS = re.compile(
    r"\b(?:expect\w*|forecasts?|hop(?:es?|ed|ing)|aim\w*|target|predict\w*|room\s+for|capacity)\b"
    r"|\b(?:should|could|might)\b(?=(?:\W+\w+){0,3}\W*$)"
)
_FORETOLD = re.compile(r"\b(?:will|expect\w*|forecasts?|plan\w*|going\s+to|due|target|predict\w*|should|could)\b")
_NOT_THE_HOLDER = re.compile(
    r"\b(?:former|ex|predecessor|successor|deputy|vice|acting|interim|late|rival|candidate|opponent|designate|replac\w+"
    r"|succeed\w+|defeat\w*|beat\w*|by|over|against|from)\W+(?:[\w’']+\W+){0,4}?$",
    re.IGNORECASE,
)
_NO_LONGER = re.compile(
    r",?\s+(?:the|a|an|its|his|her|their)?\s*(?:former|ex|deputy|vice|late|then|rival)\b", re.IGNORECASE
)
_NOT_YET = re.compile(r".{0,40}\b(?:likely\s+to|the\s+next|would\s+be|will\s+be|hopes|wants|stands\s+for)\b", re.DOTALL)
_OF_WHAT = re.compile(r"\b(?:cost|price|bill)s?\s+(?:of|for)\s+(?:the\s+|an?\s+)?([\w’'-]+)", re.IGNORECASE)
_ALL_OF_IT = frozenset("scheme project work plan whole job deal construct build programm program".split())
_MEASURE = re.compile(
    r"\bhow (many|much|old|fast|long|high|deep|tall|wide|far)\b(?: ((?!did|does|do|is|was)\w+))?", re.I
)
_NAME = re.compile(r"(?<![.?!] )(?<!^)\b(?:[A-ZÀ-Ž][\w’'.-]*|\d{1,3}(?!\d))")
_DONE_BY_THEM = re.compile(r"\s+(?!did\b|does\b|do\b|has\b|will\b|from\b|of\b|in\b|on\b)\w", re.IGNORECASE)
_NUMBERED = re.compile(r"\b([A-Z]\w+|line|gate|route) (\d+)\b")
_WORD = re.compile(r"[\w’']+")
BEFORE, AFTER = 15, 4  # words around a number among which stands what it counts
SHARE = 0.7  # of the question's words that the article must have, a word of the same meaning counted


@dataclass(frozen=True, slots=True)
class _Asked:
    """Hold what a question asks for: what kind, in which measure, what is counted, what is said of it, of whom."""

    question: str
    kind: str | None
    measure: str
    counted: frozenset[str]
    said: tuple[str, ...]
    names: frozenset[str]


def tells_what_is_asked(question: str, quote: Quote) -> bool:
    """Say whether the words that a quote marks as the answer are of the same thing as the question."""
    if quote.answer_span is None:
        return False
    asked, article = _read(question), quote.article
    start, end = _sentence_of(quote)
    sentence = article.text[start:end]
    before, after = article.text[start : quote.answer_span[0]], article.text[quote.answer_span[1] : end]
    about = f"{article.title}\n{article.text}\n{article.key}"
    if not _is_of(asked, set(stem_words(about))) or _names_another(question, sentence):
        return False
    if asked.kind == "number":
        return _counts(asked, quote, before, after)
    said = _has_any(asked.said, set(stem_words(sentence)))
    held = _NOT_THE_HOLDER.search(before) is None and _NO_LONGER.match(after) is None
    yet = _NOT_YET.match(after) is None or _FORETOLD.search(question) is not None
    return said and (asked.kind == "time" or (held and yet))


def _read(question: str) -> _Asked:
    names = frozenset(stem_words(" ".join(match[0] for match in _NAME.finditer(question)))) - _SAYS_LITTLE
    measure = _MEASURE.search(question)
    counted = frozenset(stem_words(measure[2] or "")) if measure and measure[1].lower() == "many" else frozenset()
    said = [stem for stem in stem_words(question) if stem not in _SAYS_LITTLE | names | counted]
    kind = expected_kind(question)
    if measure and _DONE_BY_THEM.match(question[measure.end() :]):  # "How many people marched for the dockworkers?"
        said = said[:1]
    return _Asked(question, kind, measure[1].lower() if measure else "", counted, tuple(dict.fromkeys(said)), names)


def _sentence_of(quote: Quote) -> tuple[int, int]:
    """Return where the sentence with the answer stands in the article."""
    start, end = next(
        (
            (start, end)
            for start, end in sentence_spans(quote.text)
            if start <= (quote.answer_span or (0, 0))[0] - quote.start < end
        ),
        (0, len(quote.text)),
    )
    return quote.start + start, quote.start + end


def _is_of(asked: _Asked, stems: Collection[str]) -> bool:
    """Say whether an article is about what is asked, and of whom."""
    held = sum(name in stems for name in asked.names) + sum(_has(stem, stems) for stem in asked.said)
    return held >= SHARE * (len(asked.names) + len(asked.said))


def _counts(asked: _Asked, quote: Quote, before: str, after: str) -> bool:
    """Say whether a number counts or measures what is asked, and is neither planned, old nor a part of it."""
    answer, article = quote.answer or "", quote.article
    if _OTHER_BEFORE.search(before) and not _MORE_THAN.search(before):
        return False
    if _PART.match(after) or _MORE.match(after):
        return False
    if _RATE.match(after) and not re.search(r"\b(?:a|per|each|every)\b", asked.question):
        return False
    if not _FORETOLD.search(asked.question) and asked.measure == "many" and _FORETELLS.search(before):
        return False
    if not _measures(asked, answer, before, after):
        return False
    stems = set(stem_words(before + answer + after))
    of_what = _OF_WHAT.search(before)
    if of_what and not _has_any(stem_words(of_what[1]), set(stem_words(asked.question)) | asked.names | _ALL_OF_IT):
        return False
    said = (*asked.said, *(asked.counted - _PEOPLE))
    fates = [group for group in _FATES if any(stem in group for stem in said)]
    if fates:
        return _fate_of(before, after) in fates
    if not asked.said:
        return False  # "How many votes did she get?": of all votes that are told, none is known to be the one
    in_title = any(digits in article.title for digits in re.findall(r"\d[\d.,]*\d|\d", answer))
    return _has_any(said, stems) or (in_title and _has_any(said, set(stem_words(article.title))))


def _measures(asked: _Asked, answer: str, before: str, after: str) -> bool:
    """Say whether a number stands beside what it should count, or has the unit that is asked for."""
    unit = _UNITS.get(asked.measure)
    if unit:
        return (
            re.search(rf"(?<!\w)(?:{unit})(?!\w)", f"{answer} {' '.join(after.split()[:2])}", re.IGNORECASE) is not None
        )
    near = " ".join([*_WORD.findall(before)[-BEFORE:], answer, *_WORD.findall(after)[:AFTER]])
    stems = set(stem_words(near))
    if _UNIT_OF_OTHERS.match(after) and not _has_any(tuple(asked.counted), set(stem_words(after[:20]))):
        return False
    people = bool(asked.counted & _PEOPLE) and bool(stems & _PEOPLE)
    return people or _has_any((*asked.counted, *asked.said), stems)


def _fate_of(before: str, after: str) -> frozenset[str] | None:
    """Return the words of what happened that stand nearest to a number; what follows it wins over what is as near."""
    words = [*enumerate(_WORD.findall(after)), *enumerate(_WORD.findall(before)[::-1])]
    for _, word in sorted(words, key=lambda pair: pair[0]):
        for group in _FATES:
            if not group.isdisjoint(stem_words(word)):
                return group
    return None


def _names_another(question: str, sentence: str) -> bool:
    """Say whether a sentence is about line 3 where line 4 is asked about."""
    asked, told = dict(_NUMBERED.findall(question)), _NUMBERED.findall(sentence)
    others = [(name, number) for name, number in told if name in asked]
    return bool(others) and all(asked[name] != number for name, number in others)


def _has_any(asked: Sequence[str], stems: Collection[str]) -> bool:
    return any(_has(stem, stems) for stem in asked)


def _has(stem: str, stems: Collection[str]) -> bool:
    """Say whether a word stands among others, or one that says the same."""
    if any(is_kin(stem, other) for other in stems):
        return True
    return any(not group.isdisjoint(stems) for group in _ALIKE if stem in group)
