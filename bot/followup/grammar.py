"""Grammar: where phrases begin and end, and what is a verb, by closed lists and neighbours."""

from __future__ import annotations

import re

from bot.followup.words import DETERMINERS, Token

__all__ = ["ADJECTIVES", "GENERIC", "PRONOUNS", "PRONOUN_KINDS", "UNIQUE", "is_verb", "runs_of", "side_by_side"]

_KINDS = {
    "person": "he him his himself she her hers herself",
    "people": "they them their theirs themselves",
    "thing": "it its itself",
    "pointed": "this that these those",
    "place": "there",
    "one": "one ones",
}
PRONOUN_KINDS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
PRONOUNS = frozenset(PRONOUN_KINDS)
# Things of which everybody knows which: "the" before them points nowhere back.
_UNIQUE = (
    "morning evening night day afternoon weekend world earth sun moon sky universe planet weather body public media "
    "north south east west internet web future past end us uk eu usa un"
)
UNIQUE = frozenset(_UNIQUE.split())
_GENERIC = (
    "main key first last next second third biggest largest best worst most common different new old other major "
    "important possible final original current latest early late high low big small long short total exact whole "
    "entire real true same similar general negative positive good bad various typical previous preceding following"
)
GENERIC = frozenset(_GENERIC.split())


ADJECTIVES = ("ed", "ous", "ful", "able", "ible", "less")  # endings of words that name no thing
_NO_DIVISION = re.compile(r"[ \-‐–'’.&/]{0,2}")
_SHORTENED = frozenset("dr mr mrs ms st sen rep gov gen prof rev capt col lt sgt jr sr vs no".split())
_DO = frozenset({"do", "does", "did"})
_BEFORE_TO = frozenset("have has had need needs needed going able want wants wanted supposed allowed used".split())
_SUBJECTS = frozenset("i you he she it we they".split())
_BEFORE_SUBJECT = _DO | frozenset("will would can could should may might must".split())


def runs_of(text: str, tokens: tuple[Token, ...]) -> list[tuple[int, int]]:
    """Return the noun-phrase-like runs as (first, last + 1) token numbers: words of topic side by side."""
    runs: list[tuple[int, int]] = []
    first = None
    for i, token in enumerate(tokens):
        beside = i > 0 and _beside(text, tokens[i - 1], token)
        inside = bool(token.stem) or (token.lower == "s" and first is not None and beside)
        if first is not None and not (inside and beside):
            runs.append((first, i))
            first = None
        if inside and first is None and token.stem:
            first = i
    if first is not None:
        runs.append((first, len(tokens)))
    return runs


def _beside(text: str, left: Token, right: Token) -> bool:
    """Say whether nothing divides two words: "J. R. Tamm", "Dr. Varga", "CO2-free"; but "on Friday. Nineteen" does."""
    between = text[left.end : right.start]
    ends = between == ". " and left.end - left.start > 1 and left.lower not in _SHORTENED
    return bool(_NO_DIVISION.fullmatch(between)) and not ends


def is_verb(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a word is a verb, as far as its neighbours tell: "the results differ", "what causes it"."""
    token, before = tokens[i], tokens[i - 1] if i else None
    if before and before.stem and token.lower.endswith("ed") and len(token.lower) > 4 and not token.capital:
        return True
    if before and i == 1 and before.lower == "who" and token.stem and not token.capital:
        return token.lower.endswith(("s", "ed")) or token.verbal  # "Who coaches Marrevik Anchor?"
    if before and before.lower == "to" and i > 1 and tokens[i - 2].lower in _BEFORE_TO and not token.capital:
        return True  # "had to boil their water"
    if not token.verbal or token.lower in GENERIC:
        return not token.relational and _behind_subject(tokens, i)
    if not token.relational or (before and before.lower in {"what", "who", "to"}):
        return True
    if before and before.lower in _SUBJECTS and any(one.lower in _DO for one in tokens[:i]):
        return True  # "where does he work now"
    if not before or not before.stem or before.lower in GENERIC:
        return False
    after = tokens[i + 1].lower if i + 1 < len(tokens) else ""
    return not after or after in PRONOUNS | DETERMINERS or any(one.lower in _DO for one in tokens[:i])


def _behind_subject(tokens: tuple[Token, ...], i: int) -> bool:
    """Say whether a small word right behind "did" and a name must be the verb: "Why did Anchor sack Petar Orlo?"."""
    first = i
    while first > 1 and tokens[first - 1].capital and tokens[first - 1].stem:
        first -= 1
    if first == i or not tokens[i].stem or tokens[i].capital or tokens[first - 1].lower not in _BEFORE_SUBJECT:
        return False
    return not any(token.verbal and not token.relational for token in tokens[i + 1 :])


def side_by_side(text: str, left: Token, right: Token) -> bool:
    """Say whether only a space divides two words."""
    return text[left.end : right.start] == " "
