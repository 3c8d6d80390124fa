"""Keeping: the verbs that look after an archive: what is removed, what holds, what the files hold."""

from __future__ import annotations

import sys
from dataclasses import asdict
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from bot.commands.console import Json, Outlets, Since, Until, err, out, period_of, print_json, say_waiting
from corpus.errors import NewsdeskError

if TYPE_CHECKING:
    from bot.period import Period
    from corpus.archive import Archive
    from embeddings.erasing import Receipt

__all__ = ["check", "compact", "remove"]

MANY = 10  # removing so many articles at once is asked back
SHOWN = 3  # of many articles to be removed, so many are named
STYLES = {"good": "green", "heals": "yellow", "bad": "bold red"}


def remove(
    context: typer.Context,
    urls: Annotated[
        list[str] | None, typer.Argument(metavar="URL…", help="The articles' URLs, as `newsdesk ask` cites them.")
    ] = None,
    file: Annotated[Path | None, typer.Option(metavar="FILE", help="A text file with one such URL a line.")] = None,
    since: Since = None,
    until: Until = None,
    outlets: Outlets = None,
    yes: Annotated[bool, typer.Option("--yes", help="Do not ask back.")] = False,
    as_json: Json = False,
) -> None:
    """Erase articles with all their versions, passages and vectors, and show that nothing is found of them."""
    from corpus.archive import Archive
    from embeddings.erasing import erase_articles
    from embeddings.indexes import Indexes
    from embeddings.indexing import encoder_of

    named = [*(urls or []), *(_addresses_in(file) if file else [])]
    period = period_of(since, until)
    if bool(named or file) == bool(period or outlets):
        raise NewsdeskError("Say what to remove: addresses (URL…, --file), or a choice (--since, --until, --outlet).")
    archive = Archive(context.obj)
    keys = named or _chosen(archive, period, outlets or [])
    _ask_back([key for key in keys if archive.holds(key)], yes)
    with archive.writer(say_waiting):
        receipt = erase_articles(archive, keys, Indexes(archive, encoder_of(archive)[1]))
    print_json(receipt.as_json()) if as_json else _print_receipt(receipt)
    for url in receipt.missing:
        err.print(f"Not in the archive: {url}", markup=False, soft_wrap=True)
    raise typer.Exit(1 if not receipt.is_clean else 2 if receipt.missing else 0)


def check(context: typer.Context, as_json: Json = False) -> None:
    """Check all that must hold of an archive and its indexes; exit code 1 if something is bad."""
    from corpus.archive import Archive
    from corpus.checking import check_archive
    from embeddings.checking import check_indexes
    from embeddings.indexing import encoder_of

    archive = Archive(context.obj)
    done = []
    with archive.writer(say_waiting):
        encoder = encoder_of(archive)[1]
        for found in chain(check_archive(archive, encoder), check_indexes(archive, encoder)):
            done.append(found)
            if not as_json:
                out.print(f"{found.state:<6}", style=STYLES[found.state], end="")
                out.print(f"{found.name:<12}{found.words}", markup=False, soft_wrap=True)
    is_good = all(found.state != "bad" for found in done)
    if as_json:
        print_json({"good": is_good, "checks": [asdict(found) for found in done]})
    raise typer.Exit(0 if is_good else 1)


def compact(context: typer.Context, as_json: Json = False) -> None:
    """Write all files of the archive anew, so that no byte of what was removed stays in them."""
    from corpus.archive import Archive
    from embeddings.compacting import compact_archive
    from embeddings.indexes import Indexes
    from embeddings.indexing import encoder_of

    archive = Archive(context.obj)
    with archive.writer(say_waiting):
        done = compact_archive(archive, Indexes(archive, encoder_of(archive)[1]))
    if as_json:
        print_json(asdict(done))
    else:
        out.print(f"Compacted: {done.before:,} bytes before, {done.after:,} now.", soft_wrap=True)


def _addresses_in(file: Path) -> list[str]:
    """Return the lines of a file that are not empty."""
    try:
        lines = file.read_text("utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise NewsdeskError(f"Cannot read {file}: {error}. It has to be a text file with one URL a line.") from None
    found = [line.strip() for line in lines if line.strip()]
    if not found:
        raise NewsdeskError(f"{file} names no article. Write one URL a line.")
    return found


def _chosen(archive: Archive, period: Period | None, outlets: list[str]) -> list[str]:
    from corpus.holdings import find_keys

    keys = find_keys(archive, period.since if period else None, period.until if period else None, outlets)
    if not keys:
        raise NewsdeskError("No article is of this choice; nothing was removed. newsdesk stats says what there is.")
    return keys


def _ask_back(keys: list[str], yes: bool) -> None:
    """Ask before many articles are erased; without a terminal to ask in, refuse."""
    if len(keys) < MANY or yes:
        return
    if not _is_terminal():
        raise NewsdeskError(f"This would erase {len(keys):,} articles for good. To do so without being asked: --yes")
    for key in keys[:SHOWN]:
        err.print(key, markup=False, soft_wrap=True)
    err.print(f"… and {len(keys) - SHOWN:,} more.")
    typer.confirm(f"Erase {len(keys):,} articles for good?", abort=True, err=True)


def _is_terminal() -> bool:
    return sys.stdin.isatty()


def _print_receipt(receipt: Receipt) -> None:
    """Print what each store said of the articles before and after."""
    count = len(receipt.removed) + len(receipt.missing)
    out.print(f"Removed {len(receipt.removed):,} of {count:,} articles. What is found of them:")
    out.print(f"{'':<10}{'before':>10}{'after':>10}")
    after = asdict(receipt.after)
    for name, before in asdict(receipt.before).items():
        out.print(f"{name:<10}{before:>10,}{after[name]:>10,}")
    if receipt.is_clean:
        out.print("Nothing is found any more. To write the files anew, without what was in them: newsdesk compact")
    else:
        err.print("Something is still found: run newsdesk check, then newsdesk rebuild.", style="red")
