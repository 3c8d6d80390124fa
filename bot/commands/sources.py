"""Sources: the verbs that bring articles in, `index` once and `watch` for as long as it runs."""

from __future__ import annotations

import signal
import threading
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from bot.commands.console import AllowedHosts, EncoderName, Json, err, out, print_json, say_waiting, stand_back
from corpus.errors import NewsdeskError

if TYPE_CHECKING:
    from bot.watching import Round
    from corpus.archive import Archive
    from embeddings.indexing import IndexReport, Progress

__all__ = ["index", "watch"]


def index(
    context: typer.Context,
    sources: Annotated[
        list[str],
        typer.Argument(
            metavar="SOURCE…",
            help="Files or folders (text, JSON, CSV, Parquet, HTML, feeds, WARC, zip, .xz, .gz), "
            "and web addresses: a feed, a page, a sitemap.",
        ),
    ],
    encoder: EncoderName = None,
    allow_host: AllowedHosts = None,
    as_json: Json = False,
) -> None:
    """Add articles: new ones come in, changed ones become new versions, the rest costs only its reading."""
    from bot.terminal import print_report, progress_bars
    from corpus.archive import Archive
    from corpus.fetching import is_address
    from embeddings.indexing import IndexReport

    stand_back()
    addresses = [source for source in sources if is_address(source)]
    paths = _existing(source for source in sources if not is_address(source))
    archive = Archive(context.obj, create=True)
    _choose(archive, encoder)
    report = IndexReport()
    with progress_bars(err) as progress:
        if paths:
            report.include(_index_files(archive, paths, progress))
        if addresses:
            report.include(_index_web(archive, addresses, allow_host or [], progress))
    if as_json:
        print_json(report.as_json())
    else:
        print_report(report, out, err)


def watch(
    context: typer.Context,
    sources: Annotated[
        list[str], typer.Argument(metavar="SOURCE…", help="Folders, files, feeds, sitemaps or pages to keep up with.")
    ],
    every: Annotated[float, typer.Option(metavar="MINUTES", min=0.01, help="How often each source is looked at.")] = 15,
    allow_host: AllowedHosts = None,
    as_json: Json = False,
) -> None:
    """Keep an archive up to date with folders and feeds until Ctrl+C; what vanishes from them stays in it."""
    from bot.terminal import print_round
    from bot.watching import Watcher
    from corpus.archive import Archive
    from corpus.fetching import Client, is_address

    stand_back()
    _existing(source for source in sources if not is_address(source))
    archive = Archive(context.obj, create=True)
    watcher = Watcher(archive, sources, lambda: Client(allowed=allow_host or []), every * 60, say_waiting)
    if threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends it just as Ctrl+C does
    count = f"{len(sources)} {'source' if len(sources) == 1 else 'sources'}"
    err.print(f"Watching {count}, each every {every:g} min. Ctrl+C ends it.", style="dim")
    try:
        while True:
            done = watcher.round()
            _print_round_json(done) if as_json else print_round(done, out, err)
            threading.Event().wait(watcher.pause())
    except KeyboardInterrupt:
        err.print("Stopped. What was finished is kept; run the same command again to go on.")
    finally:
        watcher.close()


def _existing(names: Any) -> list[Path]:
    """Return the paths of files and folders, if all of them are there."""
    paths = [Path(name) for name in names]
    for path in paths:
        if not path.exists():
            raise NewsdeskError(f"There is no file or folder {path}. Check the name; nothing was changed.")
    return paths


def _choose(archive: Archive, encoder: str | None) -> None:
    """Set the encoder of a new archive; raises NewsdeskError where another one is in use."""
    from embeddings.changing import choose_encoder
    from embeddings.indexing import encoder_of

    if encoder is None:
        return
    with archive.writer(say_waiting):
        encoder = choose_encoder(archive, encoder)
    name = encoder_of(archive)[0]
    if encoder != name:
        raise NewsdeskError(f"This archive is embedded with {name}. To change it: newsdesk rebuild --encoder {encoder}")


def _index_files(archive: Archive, paths: list[Path], progress: Progress) -> IndexReport:
    from corpus.reading import read_articles
    from embeddings.gathering import index_records

    records = (record for path in paths for record in read_articles(path))
    return index_records(archive, records, say_waiting, progress)


def _index_web(archive: Archive, addresses: list[str], allowed: list[str], progress: Progress) -> IndexReport:
    from corpus.fetching import Client, Visits, fetch_articles
    from embeddings.gathering import index_findings

    visits = Visits(archive.folder, archive.holds)
    client = Client(allowed=allowed)
    try:
        return index_findings(archive, fetch_articles(addresses, client, visits), visits, say_waiting, progress)
    finally:
        client.close()


def _print_round_json(done: Round) -> None:
    report = done.report
    if report.added or report.replaced or report.skipped or done.failures:
        failures = [asdict(failure) for failure in done.failures]
        print_json({"at": done.at, **report.as_json(), "failures": failures})
