"""What time a question means: how often find_period is right on the lists of questions, and how often dateparser.

python -m benchmarks.periods

The lists stand in tests/bot/timing/*.tsv. parsedatetime and recognizers-text are for this table only, and left out
where they are not installed (pip install parsedatetime recognizers-text-suite "emoji<2"). None was made for questions:
the first time that a library finds is taken as the period, widened to the month or the year where it says that it is
one. `near` counts what is right but for a day at the end: the day after, which belongs to our reading of what happened.
"""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from benchmarks.record import write_record
from bot.period import Period
from bot.timing import TimeAsked, find_period
from bot.timing.days import nearest_month, year_of

LISTS = Path(__file__).parents[1] / "tests" / "bot" / "timing"
TODAY = date(2024, 11, 20)

Finder = Callable[[str], Period | None]


@dataclass(frozen=True, slots=True)
class Case:
    """Hold a question and what it means: no phrase where no period is meant."""

    family: str
    question: str
    period: Period | None
    fresh: bool
    phrase: tuple[int, int] | None


def read_cases(file: Path) -> Iterator[Case]:
    """Yield the questions of a list; the words in [brackets] are those of the period."""
    family = ""
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            family = line[3:]
        if not line or line.startswith("#"):
            continue
        marked, since, until, fresh, _ = line.split("\t")
        words = re.search(r"\[(.*)\]", marked)
        phrase = (words.start(), words.end() - 2) if words else None
        days = [date.fromisoformat(day) if day else None for day in (since, until)]
        period = Period(*days) if any(days) else None
        yield Case(family, marked.replace("[", "").replace("]", ""), period, fresh == "fresh", phrase)


def is_right(case: Case, asked: TimeAsked) -> bool:
    """Say whether period, words and freshness are all what the list says."""
    return (asked.period, asked.phrase, asked.fresh) == (case.period, case.phrase, case.fresh)


def is_near(wanted: Period | None, found: Period | None) -> bool:
    """Say whether two periods begin on the same day, and end on the same or the next."""
    if wanted is None or found is None:
        return wanted is found
    ends = found.until == wanted.until or (found.until and wanted.until == found.until + timedelta(days=1))
    return found.since == wanted.since and bool(ends)


def load_newsdesk() -> Finder:
    """Return our own finder."""
    return lambda question: find_period(question, TODAY).period


def load_dateparser() -> Finder:
    """Return dateparser.search, its spans ("last week") switched on."""
    from dateparser.date import DateDataParser
    from dateparser.search import search_dates

    settings = {
        "RELATIVE_BASE": datetime(TODAY.year, TODAY.month, TODAY.day, 12),
        "PREFER_DATES_FROM": "past",
        "RETURN_TIME_SPAN": True,
    }
    parser = DateDataParser(languages=["en"], settings={k: v for k, v in settings.items() if k != "RETURN_TIME_SPAN"})

    def find(question: str) -> Period | None:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            found = search_dates(question, languages=["en"], settings=settings) or []
            spans = [day.date() for words, day in found if "(start)" in words or "(end)" in words]
            if len(spans) == 2:
                return Period(*spans)
            if not found:
                return None
            words, day = found[0]
            return _widened(day.date(), str(parser.get_date_data(words).period))

    return find


def load_parsedatetime() -> Finder:
    """Return parsedatetime's reading of free text."""
    import parsedatetime

    calendar = parsedatetime.Calendar(version=parsedatetime.VERSION_CONTEXT_STYLE)

    def find(question: str) -> Period | None:
        found = calendar.nlp(question, datetime(TODAY.year, TODAY.month, TODAY.day, 12))
        return Period(found[0][0].date(), found[0][0].date()) if found else None

    return find


def load_recognizers() -> Finder:
    """Return Microsoft's Recognizers-Text: the last of its readings that is not in the future."""
    from recognizers_date_time import Culture, DateTimeRecognizer

    model = DateTimeRecognizer(Culture.English).get_datetime_model()

    def find(question: str) -> Period | None:
        for found in model.parse(question, datetime(TODAY.year, TODAY.month, TODAY.day, 12)):
            readings = [period for value in (found.resolution or {}).get("values", []) if (period := _resolved(value))]
            past = [period for period in readings if not period.since or period.since <= TODAY]
            if past or readings:
                return (past or readings)[-1]
        return None

    return find


LIBRARIES: dict[str, Callable[[], Finder]] = {
    "newsdesk": load_newsdesk,
    "dateparser": load_dateparser,
    "parsedatetime": load_parsedatetime,
    "recognizers-text": load_recognizers,
}


def _widened(day: date, unit: str) -> Period:
    days = {"month": nearest_month(day), "year": year_of(day.year)}.get(unit) or (day, day)
    return Period(*days)


def _resolved(value: dict[str, str]) -> Period | None:
    """Return the period of one reading; its end is the day after the last."""

    def day(name: str) -> date | None:
        text = value.get(name, "")[:10]
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d\d-\d\d", text) else None

    if single := day("value"):
        return Period(single, single)
    since, end = day("start"), day("end")
    until = end - timedelta(days=1) if end else None
    return Period(since, until) if (since or until) and not (since and until and since > until) else None


def measure(find: Finder, cases: list[Case]) -> dict[str, Any]:
    """Return how often the period is right, by kind, and the milliseconds a question takes (median)."""
    begun, times, found = time.process_time(), [], []
    for case in cases:
        found.append(_found(find, case.question))
        times.append(time.process_time() - begun - sum(times))
    pairs = list(zip(cases, found, strict=True))
    traps = [period for case, period in pairs if case.period is None]
    meant = [(case.period, period) for case, period in pairs if case.period]
    return {
        "periods": len(meant),
        "right": sum(wanted == period for wanted, period in meant),
        "near": sum(is_near(wanted, period) for wanted, period in meant),
        "traps": len(traps),
        "left alone": sum(period is None for period in traps),
        "milliseconds": round(sorted(times)[len(times) // 2] * 1000, 2),
    }


def _found(find: Finder, question: str) -> Period | None:
    """Return what is found; a library that fails on a question has found nothing."""
    try:
        return find(question)
    except Exception:
        return None


def by_family(cases: list[Case], library: Finder) -> dict[str, dict[str, int]]:
    """Return for each family how many find_period gets right in everything, and a library near enough in the days."""
    figures: dict[str, dict[str, int]] = {}
    for case in cases:
        family = figures.setdefault(case.family, {"questions": 0, "newsdesk": 0, "dateparser": 0})
        family["questions"] += 1
        family["newsdesk"] += is_right(case, find_period(case.question, TODAY))
        family["dateparser"] += is_near(case.period, _found(library, case.question))
    return figures


def main() -> None:
    """Print the tables and keep their figures."""
    lists = {file.stem: list(read_cases(file)) for file in sorted(LISTS.glob("*.tsv"), reverse=True)}
    figures: dict[str, Any] = {"families": by_family(lists["questions"], load_dateparser())}
    print(f"{'':<45} {'newsdesk':>10} {'dateparser':>10}")
    for family, right in figures["families"].items():
        print(f"{family:<45} {right['newsdesk']:>6}/{right['questions']:<3} {right['dateparser']:>6}")
    cases = [case for each in lists.values() for case in each]
    for name, each in lists.items():
        figures[name] = measure(load_newsdesk(), each)
        print(f"{name}: {figures[name]}")
    figures["libraries"] = {}
    for name, load in LIBRARIES.items():
        try:
            find = load()
        except ImportError:
            print(f"{name}: not installed")
            continue
        figures["libraries"][name] = measure(find, cases)
        print(f"{name}, all lists: {figures['libraries'][name]}")
    print(f"written: {write_record('periods', figures)}")


if __name__ == "__main__":
    main()
