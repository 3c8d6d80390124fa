"""Whether anything is quoted that was published after the day as of which a question is asked.

RealTimeQA 2024, each question as of its own date, in both ways in which that can be said: with the date as the
visitor's limit, and in the words of the question ("As of 5 March 2024, …").

    python -m benchmarks.as_of [YEAR]
"""

from __future__ import annotations

from datetime import date

from rich.progress import track

from benchmarks import options
from benchmarks.realtimeqa import chatbot_of, questions_of
from benchmarks.record import write_record
from bot.period import Period
from corpus.dates import say_day

QUESTIONS = 1_000


def main() -> None:
    """Print and record how many questions got a quote from after their day; the first thousand of the year."""
    year = options.year(2024)
    chatbot = chatbot_of(year)
    late: dict[str, list[str]] = {"limit": [], "words": []}
    rows = questions_of(year)[:QUESTIONS]
    quotes = 0
    for row in track(rows, f"Asking {year}"):
        day = date.fromisoformat(row["now"])
        said = f"As of {say_day(day)}, {row['question']}"
        answers = {
            "limit": chatbot.ask(row["question"], period=Period(until=day), today=day),
            "words": chatbot.ask(said, today=day),
        }
        for way, answer in answers.items():
            quotes += len(answer.quotes)
            if any(quote.article.published is None or quote.article.published > day for quote in answer.quotes):
                late[way].append(said)
    for way, questions in late.items():
        print(f"{way}: {len(rows) - len(questions)} of {len(rows)} quote nothing from after their day", *questions[:10])
    print(f"recorded in {write_record(f'as-of-{year}', {'questions': len(rows), 'quotes': quotes, 'late': late})}")


if __name__ == "__main__":
    main()
