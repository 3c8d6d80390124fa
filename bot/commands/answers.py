"""Answers: what `newsdesk ask` prints of a file of questions, and as a file to keep."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from bot.commands.console import err, out, print_json
from corpus.errors import NewsdeskError

if TYPE_CHECKING:
    from bot.answer import Answer
    from bot.chatbot import Chatbot

__all__ = ["answer_batch", "check_format", "print_dossier"]


def check_format(kind: str | None) -> None:
    """Raise NewsdeskError if there is no such format of a file to keep."""
    from bot.rendering import FORMATS

    if kind is not None and kind not in FORMATS:
        raise NewsdeskError(f"There is no format {kind}. Choose one of {', '.join(FORMATS)}.")


def print_dossier(answers: Sequence[Answer], kind: str, title: str) -> None:
    """Print answers as a file to keep."""
    from bot.rendering import make_dossier

    sys.stdout.write(make_dossier(answers, kind, title, date.today()))
    sys.stdout.flush()


def answer_batch(chatbot: Chatbot, file: Path, as_json: bool, kind: str | None = None) -> int:
    """Print an answer for each row of a file of questions; return how many could not be asked."""
    from bot.batch import answer_rows
    from bot.rendering import answer_as_json, print_answer

    failed, answers = 0, []
    for row, answer in answer_rows(chatbot, file):
        failed += answer is None
        if as_json and not kind:
            print_json({**row, **(answer_as_json(answer) if answer else {})})
        elif answer is None:
            err.print(f"{row['id']}: {row['error']}", style="red", markup=False, soft_wrap=True)
        elif kind:
            answers.append(answer)
        else:
            out.print(f"── {row['id']}: {answer.question}", style="bold", markup=False, soft_wrap=True)
            print_answer(answer, out)
    if kind:
        print_dossier(answers, kind, file.name)
    return failed
