"""Forms: how a name, a person, a role or a day is written in a sentence, and a question made of its words.

Patterns only, for the rules in `suggesting.py` and `questioning.py` that make a question of a sentence.
"""

from __future__ import annotations

import re

__all__ = ["ABOUT", "DATE", "NAME", "NUMBER", "PERSON", "ROLE", "VERBS", "WORDS"]
__all__ += ["ask_about", "names_in", "subject_of", "topics_of", "with_article"]

NAME = r"[A-ZÀ-Ž][\w’-]+(?: (?:of|de|van|von|al) [A-ZÀ-Ž][\w’-]+| [A-ZÀ-Ž0-9][\w’-]*)*"
PERSON = r"(?:Dr\.? |Capt\.? |Judge |Prof\.? )?[A-ZÀ-Ž][a-zà-ž’-]+(?: [A-Z]\.)* [A-ZÀ-Ž][a-zà-ž’-]+"
NUMBER = (
    r"(?:\d[\d,.]*|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|"
    r"sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety)"
)
ABOUT = r"(?:About|Around|Some|Nearly|Almost|At least|More than|Over|Up to|A total of|All)"
_MONTH = "(?:January|February|March|April|May|June|July|August|September|October|November|December)"
_WEEKDAY = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
DATE = rf"(?:{_WEEKDAY}(?: \w+)?|\d{{1,2}} {_MONTH}(?: \d{{4}})?|{_MONTH} \d{{4}})"
WORDS = r"(?: (?!on |in |at )[\w’-]+){0,9}"
VERBS = {
    "opened": "open", "closed": "close", "began": "begin", "started": "start", "ended": "end",
    "resigned": "resign", "died": "die", "sank": "sink", "won": "win", "lost": "lose",
    "returned": "return", "reopened": "reopen",
    "arrived": "arrive", "left": "leave", "signed": "sign", "approved": "approve", "announced": "announce",
    "launched": "launch", "took office": "take office", "crashed": "crash", "collapsed": "collapse",
}  # fmt: skip

ROLE = (
    r"(?:(?:deputy|vice|former|chief|head|senior|managing|general) )*(?:head|director|mayor|chair\w*|manager|"
    r"minister|president|captain|spokes\w+|professor|owner|founder|coach|leader|chief|judge|editor|officer)"
)

_TOPIC = re.compile(rf"(?<=[a-z] )(?P<topic>{NAME})")
_POINTS_ELSEWHERE = re.compile(
    r"\b(?:he|she|it|they|him|her|them|his|its|their|this|that|these|those|here|there|yesterday|today|tomorrow|now|"
    r"then|also|I|we|our|us|my|you|your|same|other|such|former|latter|ago)\b|[“”\"()]",
    re.IGNORECASE,
)
_HAS_NAME = re.compile(r" [A-ZÀ-Ž]")  # without one, "How many people died?" could mean anything
_DAY_ONWARDS = re.compile(rf" (?:on|in|by|at|from|since|until|between|after|before) (?:{DATE}|midnight|noon|\d).*$")


def subject_of(name: str) -> str:
    """Return a name as it stands inside a sentence."""
    return f"the {name[4:]}" if name.startswith("The ") else name


def ask_about(words: str) -> str | None:
    """Return a question, cut off where a day or an hour follows; None if it cannot be understood alone."""
    words = _DAY_ONWARDS.sub("", " ".join(words.split())).rstrip(" -’'")
    return f"{words}?" if _HAS_NAME.search(words) and not _POINTS_ELSEWHERE.search(words) else None


def topics_of(line: str) -> list[str]:
    """Return the names inside a title or a sentence, as they are written there."""
    return [found["topic"] for found in _TOPIC.finditer(line)]


def names_in(question: str) -> set[str]:
    """Return the names in a question, each as a whole; its first word is none."""
    return {found[0] for found in re.finditer(rf"(?<=\s){NAME}", question)}


def with_article(name: str, text: str) -> str:
    """Return a name with "the" where a text mostly has it so.

    >>> with_article("Pelsa Star", "The Pelsa Star sank. The ferry Pelsa Star was new; the Pelsa Star was fast.")
    'the Pelsa Star'
    """
    articled = len(re.findall(rf"\b[Tt]he {re.escape(name)}\b", text))
    return f"the {name}" if articled * 2 > text.count(name) else name
