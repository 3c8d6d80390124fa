"""Asking: what kind of answer a question wants: articles, a figure, a state; and where a time in it can end."""

from __future__ import annotations

import re

from bot.timing.tenses import DOING, PARTICIPLE
from bot.timing.words import any_of

__all__ = [
    "asks_for_news", "asks_what_was_published", "can_end_before", "in_quotation_marks", "is_figure", "is_news_noun",
    "is_state",
]  # fmt: skip

_NEWS = (
    r"news|headlines?|articles?|stories|reports|reporting|editorials?|obituar(?:y|ies)|newspapers?|front\s+pages?|editions?"
    r"|interviews?|(?<!vaccine\s)(?<!insurance\s)(?<!vaccination\s)(?<!network\s)coverage"
    r"|papers?(?!\s+(?:mill|industry|factory|money|bag|trail))|press(?!\s+(?:conference|secretary|freedom|release|officer))"
    r"|(?:pieces|texts|posts|items)(?=\s+(?:about|on)\b)"
)
_NEWS_NOUN = re.compile(
    rf"\b(?:{_NEWS})\b|\b(?:any|every)thing\s+(?:on|about)\b|"
    r"\b(?:what(?:['’]s|\s+is|\s+was)|anything|something)\s+new(?=\W*$|\s+(?:in|on|about|with|from|at|since|this|last)\b)",
    re.IGNORECASE,
)
_KIND_OF_NEWS = "main|top|local|big(?:gest)?|world|sports?|political|lead|national|business|front-page"
_NEWS_FOLLOWS = re.compile(rf"(?:['’]s?)?\s+(?:(?:{_KIND_OF_NEWS})\s+)?(?:{_NEWS})\b", re.IGNORECASE)
_NEWS_VERB = any_of(r"(?:was|were|been|being) (?:\w+ )?(?:reported|published|written|printed)")

_FIGURE = any_of(
    "how (?:many|much|high|low|big|large|fast|warm|hot|cold|dear|expensive|long|often|far|strong|wet|dry|deep|old|well"
    "|badly)",
    "(?:what|which) (?:percentage|percent|proportion|share|number|fraction)",
    "(?:economy|exports|imports|sales|revenues?|profits?|turnover|gdp|inflation|unemployment|prices|rents|wages)"
    r"(?: \w+)? (?:grow|shrink|rise|fall|perform|develop|change|increase|decrease|drop|slow|climb)",
    "increased?|decreased?|declined?|rose|risen|grew",
    "the (?:most|least|fewest|highest|lowest|largest|biggest|smallest|longest|shortest|hottest|coldest|warmest|wettest"
    "|driest|fastest|richest|poorest|strongest|worst|best)",
)
_WAS = any_of("was|were|is|are|been|be")
_HAPPENING = re.compile(  # "arrested" and "planning", but not "the estimated value"
    r"(?<!\bthe\s)(?<!\ba\s)(?<!\ban\s)(?<!['’]s\s)(?<!most\s)(?<!more\s)(?<!est\s)(?<!ed\s)"
    rf"\b(?:{PARTICIPLE}|{DOING})\b",
    re.IGNORECASE,
)
_LASTING = any_of(
    "lived?|lead|led|own|owned|governed?|served?|chaired?|work|worked|belong|belonged|look like|looked like|mean|meant"
    "|hold the|would|used to"
)
_THERE = any_of("there")

_MAY_FOLLOW = re.compile(
    r"\s*$|\s*[?.!,;:)\]…]|\s+[–—-]\s|\s+(?:"
    r"and|or|but|when|where|who|whom|what|which|why|how|if|than|because|according|regarding|concerning|please"
    r"|did|do|does|was|were|is|are|has|have|had|will|would|could|should|can|not|also|then|only|alone|there"
    r"|the|a|an|his|her|its|their|our|your|my|this|that|these|those|some|any|all|many|several|he|she|it|they|we|you|i"
    r"|in|on|at|by|for|from|with|about|into|over|under|between|against|of|to|as|after|before|during|since|until|among"
    r"|across|inside|outside|near|within|without|despite"
    r")\b(?!['’])",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"“[^”]*”|\"[^\"]*\"|‘[^’]*’|(?<!\w)'[^']+'(?!\w)|«[^»]*»|„[^“”]*[“”]")


def asks_for_news(clause: str) -> bool:
    """Say whether articles are asked for, or what was published: then the time is that of publication."""
    return bool(_NEWS_NOUN.search(clause)) or asks_what_was_published(clause)


def asks_what_was_published(clause: str) -> bool:
    """Say whether "was reported" or "was published" is what the question says."""
    return _NEWS_VERB.search(clause) is not None and not is_figure(clause)


def is_news_noun(after: str) -> bool:
    """Say whether "news" or "headlines" follow a time: "yesterday's headlines"."""
    return _NEWS_FOLLOWS.match(after) is not None


def is_figure(clause: str) -> bool:
    """Say whether a number or a comparison is wanted that is made when the time is over."""
    return _FIGURE.search(clause) is not None


def is_state(clause: str) -> bool:
    """Say whether somebody or something *was* something, where nothing happened: "who was mayor"."""
    if _LASTING.search(clause):
        return True
    forms = list(_WAS.finditer(clause))
    if not forms or _THERE.search(clause):
        return False
    return _HAPPENING.search(clause, forms[-1].end()) is None


def can_end_before(after: str) -> bool:
    """Say whether a time can end here: a noun after it ("the 2024 budget") would make it part of a name."""
    return _MAY_FOLLOW.match(after) is not None


def in_quotation_marks(text: str, start: int) -> bool:
    """Say whether a place in a text is quoted; quotation marks around all of it are none."""
    return any(match.start() < start < match.end() for match in _QUOTED.finditer(text) if match[0] != text.strip())
