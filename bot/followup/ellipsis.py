"""Ellipsis: a cut-off question made whole with the form of the one before it.

"Why?" after "When did Luik resign?" is "Why did Luik resign?"; "And in Bishkek?" puts its place where the other stood;
"and last year?" its time. Where no slot fits, nothing is returned, and the phrases are chosen one by one.
"""

from __future__ import annotations

import re

from bot.followup.phrases import Phrase, phrases_of
from bot.followup.words import PREPOSITIONS, QUESTION_WORDS, stem_of, tokens_of
from bot.timing.words import BEFORE_SPAN, BEHIND_SPAN, COUNT, SPAN

__all__ = ["asks_again", "complete", "fragment_of", "is_bare", "with_counted"]

_OPENING = re.compile(
    r"^\W*(?:(?:ok|okay|so|well|and|but|or|also|then|what about|how about|what of)\b[\s,]*)+", re.IGNORECASE
)
_AUXILIARY = r"(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|should)"
_ASKING = r"why|when|where|how|who|since when|how (?:many|much|long|often|old|far)"
_BARE = re.compile(
    rf"^\W*(?:(?:and|but|so|or)\b[\s,]*)?"
    rf"(?P<asking>{_ASKING})(?: not| exactly| so| then|"
    rf" {_AUXILIARY}(?:n[’']t)? (?:he|she|it|they))?\W*$",
    re.IGNORECASE,
)
_ADVERBIAL = re.compile(rf"^\W*(?:why|when|where|how)\s+(?={_AUXILIARY}\b)", re.IGNORECASE)
_YES_NO = re.compile(rf"^\W*{_AUXILIARY}\b", re.IGNORECASE)
_ADVERBS = frozenset("why when where how since".split())
_MONTH = r"(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_TIME = re.compile(
    rf"\b(?:(?:in|on|since|until|before|after|during|by|as of) )?(?:(?:early|mid|late)[ -])?"
    rf"(?:the )?(?:(?:start|beginning|middle|end) of )?(?:(?:last|this|next|previous) (?:year|month|week|"
    rf"spring|summer|autumn|winter|\w+day|{_MONTH})|(?:\d{{1,2}} )?{_MONTH}(?: \d{{1,2}},?)?(?: \d{{4}})?|"
    rf"(?:1[89]|20)\d\d|yesterday|today|tomorrow|(?:right )?now|nowadays|these days|at (?:present|the moment)|"
    rf"(?:{COUNT} )?{SPAN}s? {BEHIND_SPAN}|{BEFORE_SPAN} {SPAN})\b(?! [A-Z])",
    re.IGNORECASE,
)
# "… when it was declared?"
_CLAUSE_OF_TIME = re.compile(r"(?<=\w )(?:when|while|as soon as|by the time) (?=\w+ \w)[^,?]*[^,?\s]")
_OWNER = re.compile(
    r"\b(?!(?:What|Who|Where|When|How|That|There|It|He|She|Let)[’']s)"
    r"[A-ZÀ-Ž][\w.-]*(?: [A-ZÀ-Ž][\w.-]*)*(?:[’']s|s[’'])(?!\w)"
)
_SUPERLATIVE = re.compile(
    r"\b[Tt]he (?:(?:most|least) \w+|"
    r"(?!(?:for|harv|prot|inter|requ|cont|arr|conqu|inqu|pri|manif)est\b)\w{3,}est)\b"
)
_BRACKETS = re.compile(r" \([^()]*\)$")  # what was put in behind a question
_COUNTED = re.compile(
    rf"^\W*(?:and )?how many (?P<what>(?:[a-z-]+ ){{0,2}}?[a-z-]+)(?= {_AUXILIARY}\b)",
    re.IGNORECASE,
)
_HOW_MANY = re.compile(rf"^\W*(?i:how many)(?= {_AUXILIARY}\b| \w+ed\b| (?:came|got|went|fell)\b)")
_HOW_MANY_WHAT = re.compile(rf"^\W*(?i:how many) (?P<what>(?!{_AUXILIARY}\b)(?:people|men|women|children|[a-z-]+s))\b")
# "And what was it in 2023?": the same, at another time.
_AT_ANOTHER_TIME = re.compile(
    rf"^\W*(?:(?:and|but|so|or)\b[\s,]*)?(?P<asking>what|how \w+) {_AUXILIARY} (?:it|that|they|he|she)(?: be)? "
    rf"(?P<time>{_TIME.pattern})\W*$",
    re.IGNORECASE,
)
LONGEST_FRAGMENT = 6  # words: a longer one has a form of its own


def fragment_of(question: str) -> str:
    """Return what is left of "and …?" or "what about …?" without its opening and closing marks."""
    return _OPENING.sub("", question.strip()).rstrip(" ?.!…")


def with_counted(question: str, before: str) -> str:
    """Return a question with what it counts, where only the one before it says that.

    >>> with_counted("how many were on board?", "How many people died on the Pelsa Star?")
    'how many people were on board?'
    """
    lacking, counted = _HOW_MANY.match(question), _HOW_MANY_WHAT.match(before)
    if not lacking or not counted:
        return question
    return f"{question[: lacking.end()]} {counted['what']}{question[lacking.end() :]}"


def is_bare(question: str) -> bool:
    """Say whether all but the question word is left to the question before: "Why?", "Why did he?"."""
    return bool(_BARE.match(question))


def complete(question: str, before: str) -> str | None:
    """Return a cut-off question in the form of the one before it (as understood), or None if no slot fits."""
    body = _BRACKETS.sub("", before.strip())
    brackets = before.strip()[len(body) :]
    bare, again = _BARE.match(question), asks_again(question, body)
    filled = _ask_anew(bare["asking"], body) if bare else _fill(again or fragment_of(question), body)
    return filled + brackets if filled else None


def asks_again(question: str, before: str) -> str | None:
    """Return the time of which a question asks what the one before it asked; None if it asks something else.

    >>> asks_again("And what was it in 2023?", "What is the price of the bridge?")
    'in 2023'
    >>> asks_again("And what was it in 2023?", "Who built the bridge?") is None
    True
    """
    again = _AT_ANOTHER_TIME.match(question)
    return again["time"] if again and before.lower().startswith(f"{again['asking'].lower()} ") else None


def _fill(fragment: str, before: str) -> str | None:
    if not fragment or len(fragment.split()) > LONGEST_FRAGMENT:
        return None
    filled = next(filter(None, (fill(fragment, before) for fill in _FILLS)), None)
    return filled and filled[0].upper() + filled[1:]


def _ask_anew(asking: str, before: str) -> str | None:
    """Swap the question word of "When did she resign?", or ask a yes-no question for more."""
    asking = asking[0].upper() + asking[1:].lower()
    if asking.lower().split()[0] not in _ADVERBS or len(asking.split()) > 1:
        return None
    match = _ADVERBIAL.match(before)
    if match:
        return f"{asking} {before[match.end() :]}"
    if _YES_NO.match(before):
        return f"{asking} {before[0].lower()}{before[1:]}"
    return None


def _fill_time(fragment: str, before: str) -> str | None:
    if not _TIME.fullmatch(fragment):
        return None
    if fragment.split()[0].lower() not in PREPOSITIONS and re.match(r"\d|[A-Z]", fragment):
        fragment = f"in {fragment}"
    old = list(_CLAUSE_OF_TIME.finditer(before)) or list(_TIME.finditer(before))
    if old:
        return before[: old[-1].start()] + fragment + before[old[-1].end() :]
    return f"{before.rstrip(' ?.!…')} {fragment}?"


def _fill_place(fragment: str, before: str) -> str | None:
    """Put "in Bishkek" where the last "in …" stood, or at the end."""
    preposition = fragment.split()[0].lower()
    asks = not QUESTION_WORDS.isdisjoint(fragment.lower().split())  # "by how much" has no place in a question
    if preposition not in PREPOSITIONS or len(fragment.split()) < 2 or asks:
        return None
    slot = _slot_behind(preposition, before)
    if slot:
        return before[: slot[0]] + fragment[0].lower() + fragment[1:] + before[slot[1] :]
    return f"{before.rstrip(' ?.!…')} {fragment[0].lower()}{fragment[1:]}?"


def _slot_behind(preposition: str, before: str) -> tuple[int, int] | None:
    """Return the span of the last phrase behind a preposition, with it."""
    for phrase in reversed(phrases_of(before)):
        if phrase.preposition != preposition:
            continue
        match = list(re.finditer(rf"\b{preposition} (?:the |an? )?{re.escape(phrase.text)}", before, re.IGNORECASE))
        if match:
            return match[-1].span()
    return None


def _fill_owner(fragment: str, before: str) -> str | None:
    """Put "SpaceX's" where the only owner of the question before stood: "What is Boeing's contract worth?"."""
    owners = list(_OWNER.finditer(before))
    if len(owners) != 1 or not _OWNER.fullmatch(fragment):
        return None
    return before[: owners[0].start()] + fragment + before[owners[0].end() :]


def _fill_name(fragment: str, before: str) -> str | None:
    """Put a name where the only name of the question before stood."""
    own = _only_name(phrases_of(f"about {fragment}"))
    old = _only_name(phrases_of(before))
    words = len(tokens_of(fragment))
    if own is None or old is None or own.stems == old.stems or words > len(tokens_of(own.text)) + 1:
        return None
    place = before.rfind(old.text)
    left = before[:place]
    if left.lower().endswith("the ") and fragment.lower().startswith("the "):
        left = left[:-4]
    return left + fragment + before[place + len(old.text) :]


def _fill_counted(fragment: str, before: str) -> str | None:
    """Put "porpoises" where the question before had what it counts: "How many puffins are there on Little Hesk?"."""
    counted = _COUNTED.match(before)
    plain = re.fullmatch(r"[a-z-]+s", fragment) and stem_of(fragment)
    if not counted or not plain or stem_of(fragment) in {token.stem for token in tokens_of(before)}:
        return None
    return before[: counted.start("what")] + fragment + before[counted.end("what") :]


def _fill_superlative(fragment: str, before: str) -> str | None:
    """Put "the quietest" where the question before had "the busiest"."""
    old = list(_SUPERLATIVE.finditer(before))
    if len(old) != 1 or not _SUPERLATIVE.fullmatch(fragment):
        return None
    return before[: old[0].start()] + fragment + before[old[0].end() :]


def _only_name(phrases: tuple[Phrase, ...]) -> Phrase | None:
    names = [phrase for phrase in phrases if phrase.name]
    return names[0] if len(names) == 1 else None


_FILLS = (_fill_time, _fill_place, _fill_owner, _fill_name, _fill_counted, _fill_superlative)
