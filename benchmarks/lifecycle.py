"""What a second run costs, and whether a removed article leaves a trace: RealTimeQA 2022.

python -m benchmarks.lifecycle
"""

from __future__ import annotations

import sys
import time

from benchmarks.realtimeqa import ARCHIVES, DATA, chatbot_of, index_year
from benchmarks.record import write_record
from bot.chatbot import open_chatbot
from corpus.article import Article
from corpus.reading import read_articles
from embeddings.indexing import index_articles, remove_articles


def main() -> None:
    """Print and record what indexing again, removing and putting back cost; exit with 1 on a trace."""
    first = index_year(2022).as_json()
    again = index_year(2022).as_json()
    chatbot = chatbot_of(2022)
    victim = next(
        a for a in read_articles(DATA / "articles-2022.jsonl.xz") if isinstance(a, Article) and len(a.text) > 3000
    )
    begun = time.monotonic()
    with chatbot.archive.writer():
        remove_articles(chatbot.archive, [victim.key], chatbot.indexes)
    removal = time.monotonic() - begun
    traces = traces_of(victim)
    with chatbot.archive.writer():
        back = index_articles(chatbot.archive, [victim], lambda: chatbot.encoder, chatbot.indexes).as_json()
    figures = {
        "first run": first,
        "second run": again,
        "removal seconds": round(removal, 2),
        "traces after removal": traces,
        "put back": back,
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"recorded in {write_record('lifecycle', figures)}")
    sys.exit(bool(traces) or again["embedded"] > 0)


def traces_of(victim: Article) -> list[str]:
    """Return where an article that was removed can still be found: by verb, by query, by its bytes."""
    chatbot = open_chatbot(ARCHIVES / "realtimeqa-2022")
    traces = [f"listed as {a.title}" for a in chatbot.archive.articles(matching=victim.key)]
    if chatbot.archive.article(victim.key) is not None:
        traces.append("stored")
    for question in (victim.title, *victim.text[:2000].split(". ")[:5]):
        if any(quote.article.key == victim.key for quote in chatbot.ask(question[:500] + " x").quotes):
            traces.append(f"quoted for {question!r}")
    sentence = victim.text[200:260].encode()
    for file in chatbot.archive.folder.rglob("*"):
        if file.is_file() and sentence in file.read_bytes():
            traces.append(f"bytes in {file.name}")
    return traces


if __name__ == "__main__":
    main()
