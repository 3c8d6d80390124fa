"""Naming: which outlets and which days are meant by words such as "the courier in may 2024"."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.period import Period
from corpus.dates import MONTHS, parse_date

__all__ = ["Meant", "named_outlets", "read_meant", "sounds_like_an_outlet"]

SHORTEST_ENDING = 4  # letters: "post" may stand for "eveningpost", "sun" not for "baltimoresun"

_LEADING = re.compile(r"^(?:(?:from|by|of|in|on|for|dated|published|the year|a|an|the newspaper|newspaper|magazine) )+")
_PUBLISHING = re.compile(r" (?:publish|published|have|write|written|print|printed|run|carry)(?= |$)")
_TRAILING = re.compile(r" (?:newspaper|paper|magazine|website|site|outlet|news site|articles?)$")
_THEN = re.compile(r"^(?P<outlet>.+?) (?P<period>(?:from|in|on|since|of|for|published in) .+)$")
_MONTH = re.compile(rf"(?:(?P<month>{'|'.join(MONTHS)})[a-z]* )?(?P<year>(?:1[6-9]|20)\d\d)")
_DAY = re.compile(
    rf"\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{'|'.join(MONTHS)})[a-z]* \d{{4}}"
    rf"|(?:{'|'.join(MONTHS)})[a-z]* \d{{1,2}}(?:st|nd|rd|th)? \d{{4}}|\d{{4}}-\d\d-\d\d"
)
_NOT_LETTERS = re.compile(r"[\W_]+")
_UNTOLD = frozenset(  # parts of a host, and words that are rather themselves than an outlet
    "www en de fr es m news edition amp mobile rss feeds blog blogs example test press media web internet online"
    " site paper papers newspaper newspapers articles article sources source all time people nature science fortune"
    " money week world today health sports sport politics business mail sun star mirror standard express hill"
    " vice".split()
)
_SECOND_LEVEL = frozenset({"co", "com", "org", "net", "ac", "gov", "edu"})
_SOUNDS = re.compile(
    r"(?:^|.* )(?:times|post|courier|herald|tribune|gazette|guardian|telegraph|chronicle|journal|observer|ledger|"
    r"economist|independent|reuters|bbc|cnn|afp|dpa|npr|bloomberg|politico|buzzfeed|wikinews|al jazeera|fox news|"
    r"sky news|usa today|associated press|le monde|le figaro|der spiegel|die zeit|el pa[ií]s|la repubblica|"
    r"daily (?:mail|mirror|star|express|mail|news|beast)|[\w-]+ (?:com|org|net|co uk|de|fr|eu))$"
)


@dataclass(frozen=True, slots=True)
class Meant:
    """Hold the outlets and the days that some words mean; empty and None: all of them."""

    outlets: tuple[str, ...] = ()
    period: Period | None = None
    when: str = ""  # the days in words, to follow a verb: "in May 2024"


def read_meant(words: str, outlets: Sequence[str], *, exactly: bool = False) -> Meant | None:
    """Return the outlets and days that words mean, all of the words; None if they mean anything else.

    `exactly`: an outlet's whole name has to be there, for words that may as well mean something else.

    >>> read_meant("from the courier in may 2024", ["courier.example.org"]).outlets
    ('courier.example.org',)
    """
    words = _PUBLISHING.sub("", words)
    if days := _read_days(words):
        return days
    both = _THEN.match(words)
    if both and (days := _read_days(both["period"])):
        named = named_outlets(both["outlet"], outlets, exactly)
        return Meant(named, days.period, days.when) if named else None
    named = named_outlets(words, outlets, exactly)
    return Meant(named) if named else None


def sounds_like_an_outlet(words: str) -> bool:
    """Say whether words are surely the name of some newspaper or site, here or elsewhere."""
    return bool(_SOUNDS.match(_name_in(words)))


def _read_days(words: str) -> Meant | None:
    since = words.startswith("since ")
    plain = _LEADING.sub("", words.removeprefix("since "))
    if _DAY.fullmatch(plain) and (day := parse_date(plain)):
        first, last, preposition = day, day, "on"
    elif found := _MONTH.fullmatch(plain):
        first, last = _month_or_year(found)
        preposition = "in"
    else:
        return None
    preposition = "since" if since else preposition
    said = plain.title() if not plain.isdigit() else plain
    return Meant((), Period(first, None if since else last), f"{preposition} {said}")


def _month_or_year(found: re.Match[str]) -> tuple[date, date]:
    year = int(found["year"])
    if not found["month"]:
        return date(year, 1, 1), date(year, 12, 31)
    month = MONTHS.index(found["month"]) + 1
    return date(year, month, 1), date(year, month, calendar.monthrange(year, month)[1])


def named_outlets(words: str, outlets: Sequence[str], exactly: bool = False) -> tuple[str, ...]:
    """Return the outlets whose whole name, or else its last part, the words are."""
    name, short = _squashed(_name_in(words)), _shortened(_name_in(words))
    if not name or (name in _UNTOLD and not words.startswith(("from the ", "by the ", "the "))):
        return ()
    whole = tuple(outlet for outlet in outlets if outlet and {name, short} & _names_of(outlet))
    if whole or exactly or len(name) < SHORTEST_ENDING or name in _UNTOLD:
        return whole
    return tuple(outlet for outlet in outlets if any(known.endswith(name) for known in _names_of(outlet)))


def _name_in(words: str) -> str:
    return _TRAILING.sub("", _LEADING.sub("", words)).removeprefix("the ")


def _names_of(outlet: str) -> set[str]:
    """Return how an outlet may be called: its name or host in one word, and the host's telling parts.

    >>> sorted(_names_of("www.theguardian.co.uk"))
    ['guardian', 'theguardian', 'wwwtheguardiancouk']
    """
    names = {_squashed(outlet)}
    labels = outlet.lower().split(".")
    if len(labels) > 1 and " " not in outlet:
        labels = labels[:-2] if len(labels) > 2 and labels[-2] in _SECOND_LEVEL else labels[:-1]
        telling = [label for label in labels if label not in _UNTOLD or label == labels[-1]]
        names |= {_squashed(label) for label in (telling[:1] + telling[-1:])} - {"example"}
    names |= {name.removeprefix("the") for name in names if len(name) > len("the") + 1}
    return names | {_initials(outlet)} - {""}


def _initials(outlet: str) -> str:
    """Return the initials of a name of three words or more: "nyt" of "The New York Times"."""
    words = outlet.lower().removeprefix("the ").split()
    return "".join(word[0] for word in words) if len(words) > 2 else ""


def _shortened(name: str) -> str:
    """Return the initials and the last word of a long name, as its address may have it: "nytimes"."""
    *words, last = name.split() or [""]
    return "".join(word[0] for word in words) + last if len(words) > 1 else name


def _squashed(name: str) -> str:
    return _NOT_LETTERS.sub("", name.lower())
