"""How often search and quotes hold the answer: RealTimeQA against all articles of the year.

python -m benchmarks.retrieval [2022 2023]
"""

from __future__ import annotations

import sys

from rich.console import Console

from benchmarks.realtimeqa import answerable, chatbot_of
from benchmarks.record import write_record
from bot.evaluation import evaluate
from bot.terminal import print_scores, progress_bars


def main() -> None:
    """Print and record the shares for each year."""
    console = Console()
    for year in [int(name) for name in sys.argv[1:]] or [2022, 2023]:
        chatbot = chatbot_of(year)
        with progress_bars(Console(stderr=True)) as progress:
            scores = evaluate(chatbot, answerable(year), progress)
        console.print(f"\nRealTimeQA {year}, {chatbot.archive.stats()['passages']:,} passages", style="bold")
        print_scores(scores, console)
        figures = {str(year): {"archive": chatbot.archive.stats(chatbot.indexes.encoder), **scores}}
        print(f"recorded in {write_record(f'retrieval-{year}', figures)}")


if __name__ == "__main__":
    main()
