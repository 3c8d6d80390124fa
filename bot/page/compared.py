"""Compared: two versions of an article, sentence beside sentence, the words that changed marked. No gradio here.

Which sentences changed is found in `corpus/changes.py`; every word is a slice of one of the two texts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from html import escape

from bot.page.paper import say_day
from corpus.archive import Archive
from corpus.article import Article
from corpus.changes import Change, changed_sentences

__all__ = ["other_version", "show_comparison"]

MOST_SHOWN = 100  # changes: of a text written anew, more than anybody reads
MOST_TOKENS = 300  # of a sentence; longer ones are shown whole, for finding their words takes long
ALIKE = 0.4  # of the words: with less in common, marking single words only confuses

_TOKEN = re.compile(r"\S+\s*")


def other_version(archive: Archive, article: Article) -> Article | None:
    """Return what a version is compared with: the newest, or the one before where it is that; None if alone."""
    newest = archive.article(article.key)
    if newest is not None and newest.version > article.version:
        return newest
    return archive.article(article.key, article.version - 1) if article.version > 1 else None


def show_comparison(one: Article, other: Article) -> str:
    """Return all that reads differently in two versions of an article, in a fold that opens."""
    old, new = sorted((one, other), key=lambda article: article.version)
    changes = [*_changes_of_head(old, new), *changed_sentences(old.text, new.text)]
    names = (f"Version {old.version}", f"Version {new.version}")
    rows = "".join(_row(change, names) for change in changes[:MOST_SHOWN])
    more = len(changes) - MOST_SHOWN
    rest = f'<p class="nd-compare-rest">… and {more:,} more.</p>' if more > 0 else ""
    many = f"{len(changes):,} {'change' if len(changes) == 1 else 'changes'}"
    said = many if changes else "no word changed"
    return (
        f'<details class="nd-compare"><summary>Compare version {old.version} with version {new.version}: {said}'
        f"</summary><ol>{rows}</ol>{rest}</details>"
    )


def _changes_of_head(old: Article, new: Article) -> Iterator[Change]:
    """Yield what changed of title, authors, outlet and day."""
    for before, after in zip(_head(old), _head(new), strict=True):
        if before != after:
            yield Change(before, after)


def _head(article: Article) -> tuple[str, ...]:
    return article.title, ", ".join(article.authors), article.outlet, say_day(article.published)


def _row(change: Change, names: tuple[str, str]) -> str:
    before, after = _marked(change)
    lines = [
        f'<p class="nd-{kind}"><b>{name}</b> <span dir="auto">{words or _absent(kind)}</span></p>'
        for kind, name, words in zip(("before", "after"), names, (before, after), strict=True)
    ]
    return f"<li>{''.join(lines)}</li>"


def _absent(kind: str) -> str:
    return "<i>not there yet</i>" if kind == "before" else "<i>taken out</i>"


def _marked(change: Change) -> tuple[str, str]:
    """Return both sentences as HTML, in <del> and <ins> what one has and the other has not."""
    before, after = _TOKEN.findall(change.before), _TOKEN.findall(change.after)
    if not (before and after) or max(len(before), len(after)) > MOST_TOKENS:
        return _tagged("del", before), _tagged("ins", after)
    plain = [[token.strip() for token in tokens] for tokens in (before, after)]
    matcher = SequenceMatcher(None, plain[0], plain[1], autojunk=False)
    if matcher.ratio() < ALIKE:
        return _tagged("del", before), _tagged("ins", after)
    opcodes = matcher.get_opcodes()
    return (
        "".join(_tagged("" if kind == "equal" else "del", before[i:j]) for kind, i, j, _, _ in opcodes),
        "".join(_tagged("" if kind == "equal" else "ins", after[i:j]) for kind, _, _, i, j in opcodes),
    )


def _tagged(tag: str, tokens: Sequence[str]) -> str:
    """Return words inside a tag, the blank after them outside."""
    words = "".join(tokens)
    if not tag or not words.strip():
        return escape(words)
    kept = words.rstrip()
    return f"<{tag}>{escape(kept)}</{tag}>{escape(words[len(kept) :])}"
