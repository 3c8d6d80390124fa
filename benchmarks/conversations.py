"""Follow-up conversations: how often the article that answers is cited first, by kind of follow-up.

Sixty conversations (`tests/bot/conversations`) over the sample newspaper and Wikinews in one archive. They are held
in three ways: as typed, each question after the answers to those before it; with each question as a person rewrote it
so that it needs no conversation, asked by itself: what a follow-up could reach if it were understood in full; and
with the rewrites asked one after the other. A refusal is never right, whatever passages it shows.
Rules for follow-ups were written with the odd conversations in view (the first, the third, …), since 23 November 2026
with all sixty. The 24 held out were written on that day by somebody who had seen neither rules nor results, and only
their sums are looked at.
Wikinews stands in `../shared/data`, like RealTimeQA; without it only the conversations over the sample newspaper are
held.

    python -m benchmarks.conversations
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Any

from rich.progress import track

from benchmarks.realtimeqa import ARCHIVES, DATA
from benchmarks.record import write_record
from bot.answer import Answer
from bot.chatbot import Chatbot, open_chatbot
from bot.conversation import Conversation, add_answer
from bot.evaluation import holds
from bot.reader import DEFAULT_READER
from corpus import SAMPLE
from embeddings.indexing import index_folder

__all__ = ["FOLDER", "HELD_OUT", "KINDS", "SCRIPTS", "SOURCES", "TODAY", "Script", "Step", "read_scripts"]

FOLDER = ARCHIVES / "conversations"
SCRIPTS = Path(__file__).parents[1] / "tests/bot/conversations"
SOURCES = {SCRIPTS / "sample.txt": SAMPLE, SCRIPTS / "wikinews.txt": DATA.parent / "wikinews"}
HELD_OUT = {SCRIPTS / f"held-{file.name}": folder for file, folder in SOURCES.items()}
TODAY = date(2025, 10, 1)  # after the newest article, so that ages are the same in every run
KINDS = ("first", "pronoun", "ellipsis", "why", "what about", "shift", "correction", "reference", "period")
FIELDS = ("Kind", "Refers", "Typed", "Alone", "Answer", "Article")


@dataclass(frozen=True, slots=True)
class Step:
    """Hold one turn of a script: what is typed, what it means by itself, and which articles answer it.

    `articles` are titles, each as good as the others. `answers` are words of which each of the articles has
    some. `refers` is the number of the source that the question points at, as the answer before numbers it.
    """

    kind: str
    typed: str
    alone: str
    articles: tuple[str, ...]
    answers: tuple[str, ...] = ()
    refers: int | None = None


@dataclass(frozen=True, slots=True)
class Script:
    """Hold a conversation as written: its heading and its turns in order."""

    heading: str
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Judged:
    """Hold how an answer fared: the titles cited, in order, and whether its first quote has the words."""

    step: Step
    asked: str
    found: bool
    cited: tuple[str, ...]
    worded: bool | None  # None where no words are expected

    @property
    def first(self) -> bool:
        """Say whether an article that answers is cited, or shown as nearest, before all others."""
        return bool(self.cited) and self.cited[0] in self.step.articles

    @property
    def right(self) -> bool:
        """Say whether the question was answered, and from an article that answers it."""
        return self.found and self.first


def main() -> None:
    """Index both sources, hold the conversations, print and record the shares by kind."""
    chatbot, scripts = open_sources()
    figures: dict[str, Any] = {"sixty": held(chatbot, scripts, "sixty")}
    figures["held out"] = held(*open_sources(HELD_OUT), "held out")
    for shares in figures["held out"].values():
        if isinstance(shares, dict):
            shares.pop("misses")
    print(f"recorded in {write_record('conversations', figures)}")


def held(chatbot: Chatbot, scripts: Sequence[Script], which: str) -> dict[str, Any]:
    """Return the shares by kind of conversations held in the three ways; print them."""
    ways: dict[str, Callable[[Chatbot, Script], list[Judged]]] = {
        "as typed": ask_typed,
        "human rewrites": ask_alone,
        "human rewrites, in the conversation": lambda chatbot, script: ask_typed(chatbot, script, rewritten=True),
    }
    figures: dict[str, Any] = {"conversations": len(scripts)}
    for name, ask in ways.items():
        talks = [ask(chatbot, script) for script in track(scripts, f"Asking {name}")]
        judged = [each for talk in talks for each in talk]
        misses = [miss_of(each) for each in judged if not each.right]
        figures[name] = {**shares_by_kind(judged), **shares_by_half(talks), "misses": misses}
        print_shares(f"{which}, {name}", figures[name])
    return figures


def open_sources(files: Mapping[Path, Path] = SOURCES, reader: str = DEFAULT_READER) -> tuple[Chatbot, list[Script]]:
    """Return a chatbot over the sources that are here, indexed first if need be, and their scripts."""
    scripts: list[Script] = []
    for file, source in files.items():
        if not source.is_dir():
            print(f"{source} is not there: the conversations of {file.name} are left out")
            continue
        index_folder(FOLDER, source)
        scripts += read_scripts(file)
    return open_chatbot(FOLDER, reader), scripts


def ask_alone(chatbot: Chatbot, script: Script) -> list[Judged]:
    """Return how the answers to the human rewrites fared, each asked by itself."""
    return [judge(step, step.alone, chatbot.ask(step.alone, today=TODAY)) for step in script.steps]


def ask_typed(chatbot: Chatbot, script: Script, *, rewritten: bool = False) -> list[Judged]:
    """Return how the answers fared, each asked as it is typed (or rewritten), in the conversation so far.

    Where a question points at a source by its number, the article that it means is expected: the one that has that
    number in the answer that was given.
    """
    talk, judged = Conversation(), []
    for step in script.steps:
        question = step.alone if rewritten else step.typed
        answer = chatbot.ask(question, conversation=talk, today=TODAY)
        judged.append(judge(step if rewritten else _pointing(step, talk), answer.understood, answer))
        talk = add_answer(talk, question, answer)
    return judged


def _pointing(step: Step, talk: Conversation) -> Step:
    """Return a step with the article expected that has the number it points at, if any answer has that number."""
    citations = talk.last_answer.citations if talk.last_answer and step.refers else ()
    titles = tuple(citation.article.title for citation in citations if citation.number == step.refers)
    return replace(step, articles=titles) if titles else step


def judge(step: Step, asked: str, answer: Answer) -> Judged:
    """Return how an answer fared against what its step expects."""
    replied = answer.reply is not None and bool(answer.quotes)  # "summarise [1]"
    worded = None
    if step.answers:
        worded = answer.found and any(holds(answer.quotes[0].text, words) for words in step.answers)
    cited = tuple(citation.article.title for citation in answer.citations)
    return Judged(step, asked, answer.found or replied, cited, worded)


def shares_by_kind(judged: Sequence[Judged]) -> dict[str, dict[str, Any]]:
    """Return the shares of each kind of turn, of all follow-ups and of all turns."""
    groups = {kind: [each for each in judged if each.step.kind == kind] for kind in KINDS}
    groups["follow-ups"] = [each for each in judged if each.step.kind != "first"]
    groups["all"] = list(judged)
    return {name: shares_of(group) for name, group in groups.items() if group}


def shares_by_half(talks: Sequence[Sequence[Judged]]) -> dict[str, dict[str, Any]]:
    """Return the shares of the follow-ups of the odd and of the even conversations, counted from 1."""
    halves = {"odd ones": talks[0::2], "even ones": talks[1::2]}
    followups = {
        name: [each for talk in half for each in talk if each.step.kind != "first"] for name, half in halves.items()
    }
    return {name: shares_of(judged) for name, judged in followups.items() if judged}


def shares_of(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return the number of turns, and the shares of them that fared in each way, 0 to 1."""
    worded = [each.worded for each in judged if each.worded is not None]
    return {
        "turns": len(judged),
        "cited first": _share([each.right for each in judged]),
        "cited": _share([each.found and not set(each.cited).isdisjoint(each.step.articles) for each in judged]),
        "refused": _share([not each.found for each in judged]),
        "refused, nearest right": _share([not each.found and each.first for each in judged]),
        "first quote has the words": _share(worded) if worded else None,
    }


def miss_of(judged: Judged) -> str:
    """Return what went wrong at a step, on one line."""
    expected, cited = " / ".join(judged.step.articles), " / ".join(judged.cited) or "nothing"
    fared = "cited" if judged.found else "refused, nearest"
    return f"{judged.step.kind}: {judged.asked} | expected {expected} | {fared} {cited}"


def print_shares(name: str, shares: dict[str, Any]) -> None:
    """Print a table of the shares, in per cent."""
    print(f"\n{name}: turns, cited first, cited, refused, refused with the nearest right, first quote has the words")
    for kind, row in shares.items():
        if kind != "misses":
            values = [f"{100 * value:5.1f} %" if value is not None else "      –" for value in list(row.values())[1:]]
            print(f"  {kind:<12}{row['turns']:4}  " + "  ".join(values))


def read_scripts(file: Path) -> list[Script]:
    """Return the conversations of a file; its own first lines say how it is written.

    Raises ValueError that names the line that is not understood, or the turn that lacks a field.
    """
    scripts: list[tuple[str, list[dict[str, list[str]]]]] = []
    after_blank = False
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), start=1):
        name, _, value = (part.strip() for part in line.partition(":"))
        if line.startswith("== "):
            scripts.append((line[3:].strip(), []))
        elif name in FIELDS and value and scripts:
            if after_blank:
                scripts[-1][1].append({})
            scripts[-1][1][-1].setdefault(name, []).append(value)
        elif line.strip() and not line.startswith("#"):
            raise ValueError(f"{file.name}:{number} is none of {', '.join(FIELDS)}: {line[:60]!r}")
        after_blank = not line.strip()
    return [Script(heading, tuple(step_of(heading, fields) for fields in steps)) for heading, steps in scripts]


def step_of(heading: str, fields: dict[str, list[str]]) -> Step:
    """Return a turn made of its fields."""
    lacking = [name for name in ("Kind", "Typed", "Alone", "Article") if name not in fields]
    if lacking:
        raise ValueError(f"A turn of {heading!r} lacks {', '.join(lacking)}: {fields}")
    refers = fields.get("Refers")
    return Step(
        kind=fields["Kind"][0],
        typed=fields["Typed"][0],
        alone=fields["Alone"][0],
        articles=tuple(fields["Article"]),
        answers=tuple(fields.get("Answer", ())),
        refers=int(refers[0].strip("[]")) if refers else None,
    )


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 4)


if __name__ == "__main__":
    main()
