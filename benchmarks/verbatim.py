"""Whether every quote stands in its article: 1,000 questions of RealTimeQA on its 2022 articles.

For each answer, each quote of its JSON is cut from the stored article anew and compared, and each citation's
URL, title and date with those of the file that was indexed (not of the archive).

    python -m benchmarks.verbatim
"""

from __future__ import annotations

import sys
from typing import Any

from rich.progress import track

from benchmarks.realtimeqa import DATA, chatbot_of, questions_of
from benchmarks.record import write_record
from bot.rendering import answer_as_json
from corpus.archive import Archive
from corpus.article import Article
from corpus.reading import Skipped, read_articles

QUESTIONS = 1_000


def main() -> None:
    """Print how many of the answers hold; exit with 1 if one does not."""
    chatbot = chatbot_of(2022)
    source = {a.key: a for a in read_articles(DATA / "articles-2022.jsonl.xz") if not isinstance(a, Skipped)}
    questions = [row["question"] for year in (2022, 2023) for row in questions_of(year)][:QUESTIONS]
    wrong, quotes, found = [], 0, 0
    for question in track(questions, "Asking"):
        answer = answer_as_json(chatbot.ask(question))
        quotes += len(answer["quotes"])
        found += answer["found"]
        faults = faults_of(answer, chatbot.archive, source)
        if faults:
            wrong.append({"question": question, "faults": faults})
    figures = {
        "questions": len(questions),
        "answers that hold": len(questions) - len(wrong),
        "quotes": quotes,
        "found": found,
        "wrong": wrong,
    }
    print(f"{len(questions) - len(wrong)} of {len(questions)} answers hold; {quotes} quotes, {found} found")
    print(f"recorded in {write_record('verbatim', figures)}")
    sys.exit(bool(wrong))


def faults_of(answer: dict[str, Any], archive: Archive, source: dict[str, Article]) -> list[str]:
    """Return what in an answer does not stand in its sources; an empty list if all does."""
    faults = []
    for quote in answer["quotes"]:
        citation = answer["citations"][quote["citation"] - 1]
        stored, original = archive.article(citation["url"]), source.get(citation["url"])
        if stored is None or original is None:
            faults.append(f"no article {citation['url']}")
            continue
        if stored.text[quote["start"] : quote["end"]] != quote["text"]:
            faults.append(f"stored text differs at {quote['start']}")
        if original.text[quote["start"] : quote["end"]] != quote["text"]:
            faults.append(f"source text differs at {quote['start']}")
        marked = quote["answer"]
        if marked and stored.text[marked["start"] : marked["end"]] != marked["text"]:
            faults.append(f"answer differs at {marked['start']}")
        published = original.published.isoformat() if original.published else None
        if (citation["url"], citation["published"], citation["title"]) != (
            original.url,
            published,
            original.title,
        ):
            faults.append(f"citation differs: {citation}")
    return faults


if __name__ == "__main__":
    main()
