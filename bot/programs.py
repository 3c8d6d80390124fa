"""Programs: what other programs can ask of an archive, as plain data: answers, passages, whole articles.

The page offers these three as HTTP endpoints and as MCP tools. Offsets count characters of an article's stored text,
end exclusive, so that a program can check every quote against the article.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from bot.chatbot import Chatbot
from bot.period import Period, read_day
from bot.rendering import answer_as_json, article_as_json, passage_as_json
from corpus.errors import QuestionError

__all__ = ["ask", "find_passages", "read_article"]

MOST_PASSAGES = 50  # what fits a program's context with room to spare: about 6,000 words


def ask(
    chatbot: Chatbot, question: str, since: str = "", until: str = "", outlets: Collection[str] = (), today: str = ""
) -> dict[str, Any]:
    """Return the answer to a question as the JSON of the contract; days are written YYYY-MM-DD, "" is none."""
    answer = chatbot.ask(
        question, period=_period(since, until), outlets=tuple(outlets) or None, today=read_day(today or None, "today")
    )
    return answer_as_json(answer)


def find_passages(
    chatbot: Chatbot, query: str, count: int = 10, since: str = "", until: str = "", outlets: Collection[str] = ()
) -> dict[str, Any]:
    """Return the passages nearest to a query, best first, with their scores; none of them need answer it."""
    if not 1 <= count <= MOST_PASSAGES:
        raise QuestionError(f"count: {count} is not between 1 and {MOST_PASSAGES}. Ask for fewer passages at a time.")
    if not any(character.isalnum() for character in query):
        raise QuestionError("query: there are no words in it. Write what the passages should be about.")
    chatbot.keep_up()
    chatbot.indexes.refresh()
    found = chatbot.find(query, count, period=_period(since, until), outlets=tuple(outlets))
    newest = chatbot.archive.newest()
    return {
        "query": query,
        "newest": newest.isoformat() if newest else None,
        "passages": [passage_as_json(one) for one in found],
    }


def read_article(chatbot: Chatbot, url: str, version: int = 0) -> dict[str, Any]:
    """Return one article in full; `url` is its URL or its key, version 0 the newest."""
    article = chatbot.archive.article(url.strip(), version or None)
    if article is None:
        which = f"version {version} of an" if version and chatbot.archive.holds(url.strip()) else "an"
        raise QuestionError(f"The archive does not hold {which} article {url.strip()[:200]}. Take a URL that it cited.")
    newest = article if not version else chatbot.archive.article(article.key)
    return article_as_json(article, newest.version if newest else article.version)


def _period(since: str, until: str) -> Period | None:
    return Period(read_day(since or None, "since"), read_day(until or None, "until")) if since or until else None
