"""Inventory: what Newsdesk says about its archive: how much there is, since when, from whom. Real figures only."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Sequence

from bot.rendering.wording import by_line, say_day, title_of
from bot.smalltalk.language import language_names
from bot.smalltalk.naming import Meant, read_meant, sounds_like_an_outlet
from bot.smalltalk.recognition import Request
from bot.writing import EMPTY
from corpus.archive import Archive
from corpus.article import Article
from corpus.holdings import count_articles, count_published, days_covered, list_by_day, outlet_counts

__all__ = ["say_inventory"]

NEWEST_NAMED = 3  # titles; more is a list, and the page has one
OUTLETS_NAMED = 6
TITLE_CHARACTERS = 140


def say_inventory(request: Request, archive: Archive) -> str | None:
    """Return what is to be said about the archive; None if the request turns out not to be about it."""
    say = _SAID.get(request.kind)
    if say is None:
        return None
    if archive.is_empty() and not request.about:
        return EMPTY
    return say(archive, request.about)


def _count(archive: Archive, about: str) -> str:
    number = count_articles(archive)
    days = days_covered(archive)
    when = f", published from {say_day(days[0])} to {say_day(days[1])}" if days else ", none of them dated"
    return f"There {'is' if number == 1 else 'are'} {_articles(number)} in the archive{when}."


def _count_from(archive: Archive, about: str) -> str | None:
    known = outlet_counts(archive)
    meant = read_meant(about, [name for name, _ in known])
    if meant is None:
        return _no_such_outlet(archive) if sounds_like_an_outlet(about) else None
    number = _number_meant(archive, meant, dict(known))
    place = f" from {_listed(meant.outlets)}" if meant.outlets else ""
    published = f" published {meant.when}" if meant.when else ""
    if number == 0:
        return f"There is no article{place}{published} in the archive. {_period(archive, '')}"
    return f"There {'is' if number == 1 else 'are'} {_articles(number)}{place}{published} in the archive."


def _holds(archive: Archive, about: str) -> str | None:
    """Return yes or no for an outlet or some days; None where the words may mean something in the articles."""
    known = outlet_counts(archive)
    whole_name_only = not about.startswith(("from ", "by ", "of ", "in ", "since "))
    if read_meant(about, [name for name, _ in known], exactly=whole_name_only) is None:
        return _no_such_outlet(archive) if sounds_like_an_outlet(about) else None
    return _count_from(archive, about)


def _no_such_outlet(archive: Archive) -> str:
    return f"No outlet in the archive has that name. {_outlets(archive, '')}"


def _newest(archive: Archive, about: str) -> str:
    newest = list_by_day(archive, NEWEST_NAMED)
    if not newest:
        return f"No article in the archive is dated, so which is the newest is not known. {_count(archive, '')}"
    before = f" Before it came {_listed([_titled(one) for one in newest[1:]])}." if newest[1:] else ""
    return f"The newest article is {_titled(newest[0])}.{before}"


def _oldest(archive: Archive, about: str) -> str:
    oldest = list_by_day(archive, 1, oldest=True)
    if not oldest:
        return f"No article in the archive is dated, so which is the oldest is not known. {_count(archive, '')}"
    return f"The oldest article is {_titled(oldest[0])}."


def _outlets(archive: Archive, about: str) -> str:
    known = [(name, number) for name, number in outlet_counts(archive) if name]
    if not known:
        return "No article in the archive names its outlet."
    named = _listed([f"{name} ({number:,})" for name, number in known[:OUTLETS_NAMED]])
    if len(known) == 1:
        return f"All articles that name an outlet are from {named}."
    if len(known) <= OUTLETS_NAMED:
        return f"The articles are from {len(known)} outlets: {named}."
    return f"The articles are from {len(known):,} outlets, most of all from {named}."


def _period(archive: Archive, about: str) -> str:
    days = days_covered(archive)
    if days is None:
        return "No article in the archive is dated."
    undated = count_articles(archive) - count_published(archive, None, None)
    besides = f"; {undated:,} {'is' if undated == 1 else 'are'} undated" if undated else ""
    return f"The articles were published from {say_day(days[0])} to {say_day(days[1])}{besides}."


def _subjects(archive: Archive, about: str) -> str:
    newest = list_by_day(archive, NEWEST_NAMED) or archive.articles(limit=NEWEST_NAMED)
    number = count_articles(archive)
    return (
        f"Newsdesk does not sort its {_articles(number)} by subject; the tab Library of the page lists them. "
        f"The newest {'is' if len(newest) == 1 else 'are'} {_listed([_quoted(one) for one in newest])}."
    )


def _languages(archive: Archive, about: str) -> str:
    names = language_names(archive)
    if not names:
        return "Ask in the language of the articles: Newsdesk finds words and meanings only in their language."
    return f"The articles are in {names}, and Newsdesk finds words and meanings only in their language. Ask in {names}."


_SAID: dict[str, Callable[[Archive, str], str | None]] = {
    "count": _count,
    "count from": _count_from,
    "holds": _holds,
    "newest": _newest,
    "oldest": _oldest,
    "outlets": _outlets,
    "period": _period,
    "subjects": _subjects,
    "languages": _languages,
}


def _number_meant(archive: Archive, meant: Meant, known: dict[str, int]) -> int:
    if meant.period is None:
        return sum(known[name] for name in meant.outlets)
    return count_published(archive, meant.period.since, meant.period.until, meant.outlets)


def _titled(article: Article) -> str:
    return f"{_quoted(article)} ({by_line(article)})"


def _quoted(article: Article) -> str:
    return f"“{textwrap.shorten(title_of(article), TITLE_CHARACTERS, placeholder=' …')}”"


def _articles(number: int) -> str:
    return "one article" if number == 1 else f"{number:,} articles"


def _listed(items: Sequence[str]) -> str:
    """Return "a", "a and b", "a, b and c"."""
    return " and ".join(filter(None, (", ".join(items[:-1]), *items[-1:])))
