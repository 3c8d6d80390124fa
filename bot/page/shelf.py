"""The library as HTML: what is in the archive, the table of articles, what was added. No gradio here."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, astuple
from datetime import date
from html import escape

from bot.linking import quote_link, stored_link
from bot.page.sources import say_day
from corpus.archive import Archive
from corpus.article import Article
from corpus.reading import Skipped
from embeddings.erasing import Receipt
from embeddings.indexing import IndexReport

__all__ = ["PAGE_ROWS", "show_counts", "show_receipt", "show_report", "show_table", "show_to_remove"]

PAGE_ROWS = 25
STORES = {
    "articles": "articles", "versions": "versions", "passages": "passages", "vectors": "vectors",
    "words": "passages, by words", "meaning": "passages, by meaning",
}  # fmt: skip
OUTLETS_SHOWN = 12
SKIPPED_SHOWN = 200
NO_OUTLET = "no outlet"

_HEAD = (
    '<thead><tr><th><span class="nd-hidden">Choose</span></th>'
    "<th>Published</th><th>Article</th><th>Outlet</th></tr></thead>"
)


def show_counts(archive: Archive, encoder: str) -> str:
    """Return what the archive holds: counts, days, outlets; `encoder` is the digest that vectors lie under."""
    stats = archive.stats(encoder)
    articles, passages, embedded = (int(stats[key] or 0) for key in ("articles", "passages", "embedded"))
    if not articles:
        return '<p class="nd-empty">The archive is empty. Add articles below.</p>'
    undated = articles - sum(count for _, count in archive.months())
    share = min(embedded / passages, 1.0) if passages else 1.0
    figures = [
        (f"{articles:,}", _plural(articles, "article"), f"{undated:,} undated" if undated else ""),
        (f"{passages:,}", _plural(passages, "passage"), ""),
        (_percent(share), "embedded", "found by meaning" if share == 1 else "the rest is found by words only"),
        (_span(stats["oldest"], stats["newest"]), "published", ""),
    ]
    cells = "".join(
        f'<div><dt>{name}</dt><dd>{value}</dd><dd class="nd-note">{note}</dd></div>' for value, name, note in figures
    )
    return f'<dl class="nd-figures">{cells}</dl>{_outlets(archive.outlets())}'


def show_table(archive: Archive, matching: str = "", page: int = 0) -> str:
    """Return one page (from 0) of the articles that match, newest first, with boxes to choose them by."""
    rows = archive.articles(matching=matching, limit=PAGE_ROWS, offset=page * PAGE_ROWS)
    if not rows and page:
        return show_table(archive, matching, page - 1)
    if not rows:
        nothing = f"No article matches “{escape(matching)}”." if matching else "No articles yet."
        return f'<div class="nd-shelf" data-page="0"><p class="nd-empty">{nothing}</p></div>'
    body = "".join(map(_row, rows))
    return (
        f'<div class="nd-shelf" data-page="{page}"><table>{_HEAD}<tbody>{body}</tbody>'
        '</table><div class="nd-shelf-foot"><button type="button" class="nd-remove" disabled>Remove …</button>'
        f"{_turning(page, len(rows), archive.count(matching=matching))}</div></div>"
    )


def show_report(report: IndexReport, ending: str = "") -> str:
    """Return what adding did: how many articles are new, changed or known, and what was skipped and why.

    `ending` says how far it came if it was cancelled.
    """
    counts = [
        (report.added, "added"),
        (report.replaced, "replaced by a newer text"),
        (report.unchanged, "there already, unchanged"),
        (report.not_modified, f"web {'address' if report.not_modified == 1 else 'addresses'} not changed"),
        (len(report.skipped), "skipped"),
    ]
    items = "".join(f"<li><b>{count:,}</b> {words}</li>" for count, words in counts if count)
    lead = f'<p class="nd-ending">{escape(ending)}</p>' if ending else ""
    nothing = "" if ending else "<li>There were no articles in this.</li>"
    return (
        f'<div class="nd-report" role="status">{lead}'
        f"<ul>{items or nothing}</ul>"
        f"<p>{report.embedded:,} {_plural(report.embedded, 'passage')} embedded in {report.seconds:.1f} s.</p>"
        f"{_skipped(report.skipped)}</div>"
    )


def _skipped(skipped: Sequence[Skipped]) -> str:
    """Return what was left out and why: files with their lines, or web addresses, which have none."""
    if not skipped:
        return ""
    has_lines = any(one.line for one in skipped)
    rows = "".join(
        f"<tr><td>{escape(one.file)}</td>{_cell(one.line) if has_lines else ''}<td>{escape(one.reason)}</td></tr>"
        for one in skipped[:SKIPPED_SHOWN]
    )
    more = len(skipped) - SKIPPED_SHOWN
    rest = f"<p>… and {more:,} more.</p>" if more > 0 else ""
    return (
        f"<table><thead><tr><th>From</th>{'<th>Line</th>' if has_lines else ''}<th>Why it was skipped</th></tr></thead>"
        f"<tbody>{rows}</tbody></table>{rest}"
    )


def _cell(line: int | None) -> str:
    return f"<td>{line or ''}</td>"


def show_receipt(receipt: Receipt) -> str:
    """Return what each store says of articles that were removed, before and after."""
    count = len(receipt.removed)
    after = astuple(receipt.after)
    rows = "".join(
        f"<tr><td>{STORES[name]}</td><td>{before:,}</td><td>{left:,}</td></tr>"
        for (name, before), left in zip(asdict(receipt.before).items(), after, strict=True)
    )
    end = "Nothing of it is found any more." if count == 1 else "Nothing of them is found any more."
    bad = "Something is still found: rebuild the index, or run newsdesk check."
    return (
        f'<div class="nd-report nd-receipt" role="status"><p><b>{count:,}</b> {_plural(count, "article")} removed. '
        f"{end if receipt.is_clean else bad}</p><table><thead><tr><th>Found of {'it' if count == 1 else 'them'}</th>"
        f"<th>before</th><th>after</th></tr></thead><tbody>{rows}</tbody></table></div>"
    )


def show_to_remove(articles: Sequence[Article]) -> str:
    """Return the question that is asked before articles are removed."""
    items = "".join(f"<li>{escape(one.title)} <small>{escape(one.key)}</small></li>" for one in articles)
    which = "this article" if len(articles) == 1 else f"these {len(articles)} articles"
    head = f"Remove {which} from the archive?"
    return (
        f'<div class="nd-confirm" role="alertdialog" aria-label="{head}"><h3>{head}</h3><ul>{items}</ul>'
        "<p>All versions, passages and vectors go. The files that they were read from stay.</p></div>"
    )


def _turning(page: int, rows: int, total: int) -> str:
    """Return which rows are shown of how many, and the way to the pages before and after."""
    first = page * PAGE_ROWS + 1
    last = first + rows - 1
    newer, older = "" if page else " disabled", "" if last < total else " disabled"
    button = '<button type="button" class="nd-turn-page" data-to='
    return (
        f'<nav class="nd-pages" aria-label="Pages of articles">{button}"{page - 1}"{newer}>Newer</button>'
        f'<span>{first:,}–{last:,} of {total:,}</span>{button}"{page + 1}"{older}>Older</button></nav>'
    )


def _row(article: Article) -> str:
    key, title = escape(article.key), escape(article.title)
    link = quote_link(article.url, "")
    new = 'target="_blank" rel="noopener noreferrer"'
    name = f'<a href="{escape(stored_link(article.key, article.version))}" {new}>{title}</a>'
    place = f'<a href="{escape(link)}" {new}>{key}</a>' if link else key
    version = f' <small class="nd-version">version {article.version}</small>' if article.version > 1 else ""
    return (
        f'<tr><td><input type="checkbox" value="{key}" aria-label="Choose {title}"></td>'
        f"<td><time>{say_day(article.published)}</time></td>"
        f"<td>{name}{version}<small>{place}</small></td><td>{escape(article.outlet)}</td></tr>"
    )


def _outlets(outlets: Sequence[tuple[str, int]]) -> str:
    most = max((count for _, count in outlets), default=1)
    items = "".join(
        f'<li><span>{escape(name or NO_OUTLET)}</span><i style="width:{count / most:.1%}"></i><b>{count:,}</b></li>'
        for name, count in outlets[:OUTLETS_SHOWN]
    )
    more = len(outlets) - OUTLETS_SHOWN
    rest = f'<li class="nd-more">and {more:,} more {_plural(more, "outlet")}</li>' if more > 0 else ""
    named = sum(1 for name, _ in outlets if name)
    head = f'<h3 class="nd-label">{named:,} {_plural(named, "outlet")}</h3>'
    return f'{head}<ul class="nd-outlets">{items}{rest}</ul>'


def _span(oldest: object, newest: object) -> str:
    days = [date.fromisoformat(day) for day in (oldest, newest) if isinstance(day, str)]
    if not days:
        return "no dates"
    return " – ".join(dict.fromkeys(f"{day:%b}\u00a0{day:%Y}" for day in days))


def _percent(share: float) -> str:
    """Return a share as per cent; never 100 % before it is all."""
    return f"{int(share * 100)} %"


def _plural(count: int, noun: str) -> str:
    return noun if count == 1 else f"{noun}s"
