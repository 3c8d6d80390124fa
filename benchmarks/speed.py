"""How long an answer takes over the articles of RealTimeQA 2023, which share of it is search, and how much memory.

The first questions warm up and are left out. `search` is the question's vector, both searches and the passages from the
archive; `read` is the reader, ranking and quoting.

    python -m benchmarks.speed [--reader NAME]
"""

from __future__ import annotations

import resource
import statistics
from datetime import date

from benchmarks.options import option
from benchmarks.realtimeqa import answerable, chatbot_of
from benchmarks.record import write_record
from bot.reader import DEFAULT_READER

YEAR = 2023
WARM_UP, ASKED = 10, 100
STAGES = ("search", "read", "total")


def main() -> None:
    """Print and record medians, and the time that 19 of 20 answers stay under."""
    reader = option("reader", DEFAULT_READER)
    chatbot = chatbot_of(YEAR, reader)
    rows = answerable(YEAR)[: WARM_UP + ASKED]
    taken = [chatbot.ask(row["question"], today=date.fromisoformat(row["now"])).seconds for row in rows][WARM_UP:]
    figures = {
        "reader": chatbot.reader.name,
        "passages": chatbot.archive.stats()["passages"],
        "median milliseconds": {
            stage: round(1000 * statistics.median(one[stage] for one in taken)) for stage in STAGES
        },
        "19 of 20 under, milliseconds": round(1000 * statistics.quantiles([one["total"] for one in taken], n=20)[-1]),
        "peak memory, MB": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"recorded in {write_record(f'speed-{reader}'.replace('/', '-'), figures)}")


if __name__ == "__main__":
    main()
