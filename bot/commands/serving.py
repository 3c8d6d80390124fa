"""Serving: the verb that opens the archive as a page, to this machine or to users."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from bot.commands.console import DEFAULT_READER, AllowedHosts, ReaderName

__all__ = ["serve"]


def serve(
    context: typer.Context,
    host: Annotated[
        str, typer.Option(help="The address to listen on; another than this machine's own only where there are users.")
    ] = "127.0.0.1",
    port: Annotated[
        int | None, typer.Option(help="The port; without one, 7860, or a free one if that is taken.")
    ] = None,
    reader: ReaderName = DEFAULT_READER,
    log: Annotated[
        Path | None, typer.Option(metavar="FILE", help="Write what happens as JSON lines; - is standard error.")
    ] = None,
    log_questions: Annotated[bool, typer.Option("--log-questions", help="Write into it what was asked, too.")] = False,
    questions: Annotated[
        int | None, typer.Option(min=1, help="How many questions a visitor may ask a minute; 60 where there are users.")
    ] = None,
    waiting: Annotated[
        int, typer.Option(min=1, help="How many may wait for their turn before others are refused.")
    ] = 64,
    upload: Annotated[int, typer.Option(min=1, metavar="MB", help="How large an uploaded file may be.")] = 500,
    allow_host: AllowedHosts = None,
    watch_below: Annotated[
        list[Path] | None,
        typer.Option(
            metavar="FOLDER",
            help="Where there are users: let editors watch folders at or below this one; may be repeated.",
        ),
    ] = None,
) -> None:
    """Open the chat as a page for the browser, and for programs."""
    from bot.chatbot import open_chatbot
    from bot.journal import start_journal
    from bot.page import build_page, launch_page
    from bot.page.rules import Rules, check_folders, check_host
    from bot.users import Users

    check_host(host, Users(context.obj))
    watched = tuple(watch_below or ())
    check_folders(watched)
    if log:
        start_journal(log, log_questions)
    page = build_page(open_chatbot(context.obj, reader))
    rules = Rules(questions, waiting, upload, tuple(allow_host or ()), watched)
    launch_page(page, host=host, port=port, rules=rules)
