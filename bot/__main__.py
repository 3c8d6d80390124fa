"""The command `newsdesk`: one function a verb; what they do stands elsewhere, what they print here.

Heavy libraries are imported by the verbs that need them: `stats` answers in a blink.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.answers import answer_batch, check_format, print_dossier
from bot.commands.console import (
    DEFAULT_READER,
    Json,
    Outlets,
    ReaderName,
    Since,
    Until,
    err,
    out,
    period_of,
    print_json,
)
from bot.commands.feedback import feedback
from bot.commands.keeping import check, compact, remove
from bot.commands.moving import export_file, import_file
from bot.commands.rebuilding import rebuild
from bot.commands.serving import serve
from bot.commands.sources import index, watch
from bot.commands.users import users
from corpus.errors import NewsdeskError

if TYPE_CHECKING:
    from bot.chatbot import Chatbot
    from corpus.archive import Archive

__all__ = ["app", "main"]

DEFAULT_ARCHIVE = Path("newsdesk-archive")

app = typer.Typer(
    help="Ask your articles, get the quotes: verbatim, cited to URL and date, offline.",
    epilog="Start with:  newsdesk index FOLDER   then   newsdesk serve",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)


@app.callback()
def _everywhere(
    context: typer.Context,
    archive: Annotated[
        Path, typer.Option(envvar="NEWSDESK_ARCHIVE", metavar="FOLDER", help="Where the archive lives.")
    ] = DEFAULT_ARCHIVE,
) -> None:
    context.obj = archive


app.command()(index)
app.command()(watch)
app.command()(remove)
app.command()(serve)
app.command()(feedback)
app.add_typer(users, name="user")
app.command()(check)
app.command()(compact)
app.command()(rebuild)
app.command("export")(export_file)
app.command("import")(import_file)


@app.command()
def ask(
    context: typer.Context,
    question: Annotated[str | None, typer.Argument(help="What you want to know, in quotes.")] = None,
    since: Since = None,
    until: Until = None,
    outlets: Outlets = None,
    batch: Annotated[
        Path | None,
        typer.Option(metavar="FILE", help='Answer every row of a JSON Lines file: {"id", "question", "since"?, …}.'),
    ] = None,
    reader: ReaderName = DEFAULT_READER,
    kind: Annotated[
        str | None, typer.Option("--format", help="Print it as a file to keep: md, html, txt, json, csv, bib or ris.")
    ] = None,
    as_json: Json = False,
) -> None:
    """Answer a question with quotes from the archive, each cited to its URL and date."""
    from bot.rendering import answer_as_json, print_answer

    if (question is None) == (batch is None):
        raise NewsdeskError('Ask one question (newsdesk ask "When …?") or give a file of them (--batch FILE.jsonl).')
    check_format(kind)
    chatbot = _chatbot(context, reader)
    if batch is not None:
        raise typer.Exit(2 if answer_batch(chatbot, batch, as_json, kind) else 0)
    answer = chatbot.ask(question or "", period=period_of(since, until), outlets=outlets or None)
    if kind:
        print_dossier([answer], kind, answer.question)
        return
    print_json(answer_as_json(answer)) if as_json else print_answer(answer, out)


@app.command()
def chat(context: typer.Context, reader: ReaderName = DEFAULT_READER) -> None:
    """Ask question after question in the terminal."""
    from bot.conversation import Conversation, add_answer
    from bot.rendering import print_answer

    chatbot = _chatbot(context, reader)
    out.print("Ask your articles. An empty line ends.", style="dim")
    talk = Conversation()
    while True:
        try:
            question = input("\n› ").strip()
        except EOFError:
            break
        if not question:
            break
        try:
            answer = chatbot.ask(question, conversation=talk)
            talk = add_answer(talk, question, answer)
            print_answer(answer, out)
        except NewsdeskError as error:
            err.print(f"[red]{error}[/]")


@app.command()
def stats(context: typer.Context, as_json: Json = False) -> None:
    """Say what is in the archive."""
    from bot.reader import reader_name
    from bot.terminal import print_stats
    from embeddings.stats import archive_stats

    found = archive_stats(_archive(context), reader_name())
    print_json(found) if as_json else print_stats(found, out)


@app.command()
def evaluate(
    context: typer.Context,
    file: Annotated[
        Path,
        typer.Argument(metavar="FILE", help='JSON Lines: {"question", "answer", "now"?}; .xz and .gz too.'),
    ],
    reader: ReaderName = DEFAULT_READER,
    calibrate: Annotated[
        bool,
        typer.Option("--calibrate", help="Fit the confidence of this archive's answers on these questions instead."),
    ] = False,
    as_json: Json = False,
) -> None:
    """Measure how often the first quote, three quotes and the top passages hold the expected answer."""
    from bot.evaluation import calibrate_file, evaluate_file
    from bot.terminal import print_calibration, print_scores, progress_bars

    chatbot = _chatbot(context, reader)
    with progress_bars(err) as progress:
        done = (calibrate_file if calibrate else evaluate_file)(chatbot, file, progress)
    if as_json:
        print_json(done)
    else:
        (print_calibration if calibrate else print_scores)(done, out)


def _archive(context: typer.Context) -> Archive:
    from corpus.archive import Archive

    return Archive(context.obj)


def _chatbot(context: typer.Context, reader: str) -> Chatbot:
    from bot.chatbot import open_chatbot

    return open_chatbot(context.obj, reader)


def main() -> None:
    """Run the command; what the user can mend is one line on standard error and exit code 2."""
    try:
        app(prog_name="newsdesk")
    except NewsdeskError as error:
        err.print(f"newsdesk: {error}", style="red", markup=False, soft_wrap=True)
        raise SystemExit(2) from None
    except KeyboardInterrupt:
        err.print("Stopped. What was finished is kept; run the same command again to go on.")
        raise SystemExit(130) from None
    except Exception as error:
        from corpus.database import DatabaseError

        if not isinstance(error, DatabaseError):
            raise
        err.print(
            f"newsdesk: The archive is damaged: {error}. newsdesk check says what of it; restore it from a backup.",
            style="red",
            markup=False,
            soft_wrap=True,
        )
        raise SystemExit(2) from None


if __name__ == "__main__":
    main()
