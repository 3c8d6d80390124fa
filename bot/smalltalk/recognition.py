"""Recognition: what somebody says to the chat itself, told from a question for the articles by whole sentences.

Precision before recall: what no pattern of `phrases.txt` matches from end to end goes to the articles.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from importlib import resources

__all__ = ["Request", "plain_words", "recognize"]

LONGEST = 160  # characters; nobody greets at such length, and the patterns stay quick
LIGHT = frozenset({"greeting", "thanks", "goodbye", "praise", "noted", "wellbeing"})  # beside these, the rest is meant
# Not with a question mark: "Nice?" and "Wrong?" may ask for a city, a case.
STATEMENTS = frozenset({"praise", "noted", "thanks", "complaint", "remark"})

_RESPELLED = {
    "thnks": "thanks", "thx": "thanks", "thanx": "thanks", "tnx": "thanks", "tanks": "thanks",
    "thank u": "thank you", "thankyou": "thank you", "thanks you": "thank you", "helo": "hello", "hellow": "hello",
    "goodmorning": "good morning", "pls": "please", "plz": "please", "wat": "what", "wich": "which",
    "whats": "what is", "thats": "that is", "youre": "you are", "hows": "how is", "whos": "who is",
    "wheres": "where is", "im": "i am", "dont": "do not", "doesnt": "does not", "didnt": "did not",
    "isnt": "is not", "wont": "will not", "cant": "cannot", "can't": "cannot", "won't": "will not",
    "let's": "let us", "i'm": "i am", "sumarize": "summarise", "sumarise": "summarise", "summarize": "summarise",
    "artcles": "articles", "articels": "articles", "artical": "article", "newspappers": "newspapers",
}  # fmt: skip
_TYPED = re.compile(rf"(?<![\w'])({'|'.join(sorted(_RESPELLED, key=len, reverse=True))})(?![\w'])")
_SHORTENED = (
    (re.compile(r"(?<=\w)n't\b"), " not"),
    (re.compile(r"\b(what|that|who|where|how|it|there|here|when)'s\b"), r"\1 is"),
    (re.compile(r"'re\b"), " are"),
    (re.compile(r"'ve\b"), " have"),
    (re.compile(r"'d\b"), " would"),
    (re.compile(r"'ll\b"), " will"),
)
_NUMBER_IN_BRACKETS = re.compile(r"[(\[{]\s*(\d+)\s*[)\]}]")
_MEANINGLESS = re.compile(r"[^\w\s\[\]#+*/×:'.-]")
_STOP = re.compile(r"(?<!\d)\.|\.(?!\w)|(?<=\w)-(?=[^\W\d])")
_WORDS = re.compile(r"\{([a-z]+)\}")
_SENTENCE_END = re.compile(r"(?<=[.!?;,…])\s+|\s+[–—-]\s+|\n+")


@dataclass(frozen=True, slots=True)
class Request:
    """Hold what kind of thing is said, and the words for what it is asked of ("from the courier", "[1]"), if any."""

    kind: str
    about: str = ""


def recognize(question: str) -> list[Request]:
    """Return what is said to the chat itself, the likeliest meaning first; nothing if it is for the articles.

    There are several where only the archive can tell: "do you have the courier" may be an outlet, or a ferry.

    >>> recognize("Hi! What's the newest article?")
    [Request(kind='newest', about='')]
    >>> recognize("What is the newest ferry?")
    []
    """
    if len(question) > LONGEST:
        return []
    if whole := _read(question):
        return whole
    parts = [part for part in _SENTENCE_END.split(question) if any(map(str.isalnum, part))]
    read = [_read(part) for part in parts]
    if len(parts) < 2 or not all(read):
        return []
    weighty = [requests for requests in read if requests[0].kind not in LIGHT]
    return weighty[-1] if weighty else read[-1]


def plain_words(text: str) -> str:
    """Return a text in small letters, without punctuation, its short forms and commonest typing errors spelled out.

    >>> plain_words("What's up-to-date, pls?")
    'what is up to date please'
    """
    text = _NUMBER_IN_BRACKETS.sub(r" [\1] ", text.lower().replace("’", "'"))
    text = _STOP.sub(" ", _MEANINGLESS.sub(" ", text))
    text = _TYPED.sub(lambda found: _RESPELLED[found[1]], text)
    for pattern, words in _SHORTENED:
        text = pattern.sub(words, text)
    return " ".join(text.split())


def _read(sentence: str) -> list[Request]:
    """Return the kinds whose patterns match a whole sentence, in the order of `phrases.txt`."""
    text = plain_words(sentence)
    asks = sentence.rstrip().endswith("?")
    found = []
    for kind, pattern in _patterns().items():
        if asks and kind in STATEMENTS:
            continue
        if match := pattern.fullmatch(text):
            found.append(Request(kind, next(filter(None, match.groupdict().values()), "")))
    return found


@cache
def _patterns() -> dict[str, re.Pattern[str]]:
    """Return one pattern a kind, in the order of `phrases.txt`, read and compiled when first needed."""
    sections = _sections(resources.files("bot.smalltalk").joinpath("phrases.txt").read_text("utf-8"))
    words = dict(line.split(" = ", 1) for line in sections.pop("words"))
    return {kind: _compile(phrases, words) for kind, phrases in sections.items()}


def _sections(text: str) -> dict[str, list[str]]:
    """Return the lines under each heading in brackets; indented lines belong to the line before them."""
    sections: dict[str, list[str]] = {}
    for line in text.replace("\n    ", "").splitlines():
        if line.startswith("[") and line.endswith("]") and line[1:-1].replace(" ", "").isalpha():
            lines = sections.setdefault(line[1:-1], [])
        elif line and not line.startswith("#"):
            lines.append(line)
    return sections


def _compile(phrases: list[str], words: dict[str, str]) -> re.Pattern[str]:
    """Return phrases as one pattern, with the words that may stand before and after; only named groups capture."""
    named = [phrase.replace("<about>", f"<about{number}>") for number, phrase in enumerate(phrases)]
    pattern = "({beforehand} )*(" + "|".join(named) + ")( {afterwards})*"
    while _WORDS.search(pattern):
        pattern = _WORDS.sub(lambda found: words[found[1]], pattern)
    return re.compile(re.sub(r"(?<!\\)\((?!\?)", "(?:", pattern))
