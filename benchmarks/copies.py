"""Copies: how many planted copies are found, how many different stories are taken for one, and what it costs.

python -m benchmarks.copies [ARTICLES]

Articles of AllSides, 20,000 unless another number is named. Planted are copies as newspapers make them of wire stories
(headline and first paragraph changed, the outlet's own lines around and inside, small edits, the end cut off), and
later rewrites of a story (new lead, new figures, a quarter of the paragraphs new), which are no copies. The pairs of
different stories on one event are the most similar ones of two outlets, a day apart at most, that name different
writers and no agency; whoever wrote them, it was not the same text.
"""

from __future__ import annotations

import json
import lzma
import os
import random
import re
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from benchmarks.record import write_record
from corpus.archive import Archive
from corpus.article import Article
from corpus.cleaning import clean_text
from corpus.dates import parse_date
from corpus.families import group_copies

DATA = Path(os.environ.get("NEWSDESK_DATA", "/work/shared/data")) / "allsides" / "articles.jsonl.xz"
ARTICLES = 20_000
PLANTED = 200
SEED = 5
FOUND_AT_LEAST, WRONG_AT_MOST = 0.95, 0.02
ARTICLES_A_PUT = 500

_AGENCY = re.compile(r"\b(?:AP|Associated Press|Reuters|AFP|Agence France|UPI|Bloomberg|wire (?:reports|services))\b")
_FIGURE = re.compile(r"\b\d{1,3}\b")
_EDITS = {
    "percent": "per cent", "said": "says", "program": "programme", "toward": "towards", "on Monday": "Monday",
    "on Tuesday": "Tuesday", "on Wednesday": "Wednesday", "on Thursday": "Thursday", "on Friday": "Friday",
    "United States": "US", "U.S.": "US", "defense": "defence", "labor": "labour", "as well as": "and", "which": "that",
    "however": "but", "President Donald Trump": "President Trump", "President Barack Obama": "President Obama",
}  # fmt: skip
_BEFORE = ("By Our Foreign Staff", "SPRINGFIELD (Wire) —", "Share this story on Facebook Tweet it Mail it to a friend")
_INSIDE = ("Advertisement", "Read more: Five things to know today", "Story continues below the picture")
_AFTER = (
    "Sign up for our morning newsletter and never miss a story. You can unsubscribe at any time.",
    "Copyright 2020 The Springfield Gazette. All rights reserved. This material may not be published or broadcast.",
    "The Associated Press contributed to this report. Follow the Gazette on Twitter for the latest from the region.",
)


def main() -> None:
    """Print and record the figures; exit with 1 where a limit is missed."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else ARTICLES
    articles = list(read_articles(count))
    rng = random.Random(SEED)
    long_enough = [article for article in articles if article.text.count("\n\n") >= 7 and len(article.text) >= 2_000]
    chosen = rng.sample(long_enough, 2 * PLANTED)
    copies = [(one, edited_copy(one, rng, number)) for number, one in enumerate(chosen[:PLANTED])]
    fillers = rng.sample(long_enough, PLANTED)
    updates = [
        (one, later_rewrite(one, filler, rng, number))
        for number, (one, filler) in enumerate(zip(chosen[PLANTED:], fillers, strict=True))
    ]
    pairs = different_stories(articles)
    print(f"{len(articles)} articles, {len(copies)} copies, {len(updates)} rewrites, {len(pairs)} pairs")
    planted = [planted for _, planted in copies + updates]
    with tempfile.TemporaryDirectory() as folder:
        archive = Archive(Path(folder), create=True)
        figures = {"articles": len(articles), "planted": len(planted), **fill(archive, articles + planted)}
        family = dict(
            archive.connection().execute(
                "SELECT a.key, f.family FROM articles a JOIN families f ON f.version = a.version"
            )
        )
    figures |= {
        "copies collapsed": share(family, copies),
        "different stories on one event": len(pairs),
        "different stories collapsed": share(family, pairs),
        "rewrites collapsed": share(family, updates),
        "groups among the articles themselves": group_sizes(family, articles),
    }
    for name, value in figures.items():
        print(f"{name}: {value}")
    print(f"recorded in {write_record('copies', figures)}")
    sys.exit(share(family, copies) < FOUND_AT_LEAST or share(family, pairs) > WRONG_AT_MOST)


def read_articles(count: int) -> Iterator[Article]:
    """Yield the first articles of the collection, cleaned as they are when they are indexed."""
    seen: set[str] = set()
    with lzma.open(DATA, "rt", encoding="utf-8") as lines:
        for line, _ in zip(lines, range(count), strict=False):
            row = json.loads(line)
            if row["url"] in seen:
                continue
            seen.add(row["url"])
            authors = tuple(filter(None, (name.strip() for name in row["authors"].split(","))))
            yield Article(
                row["url"], row["title"], clean_text(row["text"]), parse_date(row["published"]), row["outlet"], authors
            )


def fill(archive: Archive, articles: list[Article]) -> dict[str, float]:
    """Store and group articles; return what both cost in processor time, and what the bands take on disk."""
    begun = time.process_time()
    for first in range(0, len(articles), ARTICLES_A_PUT):
        archive.put(articles[first : first + ARTICLES_A_PUT])
    stored, size = time.process_time(), disk_size(archive)
    group_copies(archive)
    grouped = time.process_time()
    return {
        "storing, ms of processor time an article": round(1000 * (stored - begun) / len(articles), 2),
        "finding copies, ms of processor time an article": round(1000 * (grouped - stored) / len(articles), 2),
        "bytes an article for finding copies": round((disk_size(archive) - size) / len(articles)),
    }


def disk_size(archive: Archive) -> int:
    """Return the bytes of the archive's file, with nothing left in its log."""
    archive.connection().execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return archive.path.stat().st_size


def share(family: dict[str, int], pairs: list[tuple[Article, Article]]) -> float:
    """Return how many of some pairs are of one family, 0 to 1."""
    return round(sum(family[one.key] == family[two.key] for one, two in pairs) / max(len(pairs), 1), 4)


def group_sizes(family: dict[str, int], articles: list[Article]) -> dict[str, int]:
    """Return how many groups of two, three, … there are."""
    sizes = Counter(Counter(family[article.key] for article in articles).values())
    return {str(size): number for size, number in sorted(sizes.items()) if size > 1}


def edited_copy(article: Article, rng: random.Random, number: int) -> Article:
    """Return the article as another newspaper prints it: the same news, not one figure changed."""
    first, *rest = article.text.split("\n\n")
    kept = rest[: max(3, round(len(rest) * rng.uniform(0.55, 1.0)))]
    kept = [_edit_lightly(paragraph, rng) for paragraph in kept]
    kept.insert(len(kept) // 2, rng.choice(_INSIDE))
    lead = [] if rng.random() < 0.3 else [_reword(first, rng)]
    text = "\n\n".join([rng.choice(_BEFORE), *lead, *kept, rng.choice(_AFTER)])
    return replace(
        article,
        url=f"https://gazette-{number}.example/{number}.html",
        title=_reword(article.title, rng),
        text=clean_text(text),
        outlet=f"gazette-{number}.example",
        authors=(),
    )


def later_rewrite(article: Article, filler: Article, rng: random.Random, number: int) -> Article:
    """Return a later story on the same event: a new lead, new figures, a quarter of the paragraphs new."""
    new = filler.text.split("\n\n")
    old = [
        rng.choice(new)
        if rng.random() < 0.25
        else _FIGURE.sub(lambda found: str(int(found[0]) + rng.randint(1, 9)), one)
        for one in article.text.split("\n\n")[1:]
    ]
    outlet = article.outlet if number % 2 else f"gazette-{number}.example"
    return replace(
        article,
        url=f"https://update.example/{number}.html",
        title=_reword(article.title, rng),
        text=clean_text("\n\n".join([*new[:2], *old])),
        outlet=outlet,
    )


def different_stories(articles: list[Article]) -> list[tuple[Article, Article]]:
    """Return the most similar pairs of stories that two outlets wrote independently, most similar first."""
    from sklearn.feature_extraction.text import TfidfVectorizer

    own = [article for article in articles if article.published and article.authors and not _names_agency(article)]
    own.sort(key=lambda article: str(article.published))
    rows = TfidfVectorizer(stop_words="english", sublinear_tf=True, min_df=2).fit_transform(
        f"{article.title} {article.title} {article.text[:1500]}" for article in own
    )
    days = [article.published.toordinal() if article.published else 0 for article in own]
    starts = [place for place, (before, day) in enumerate(pairwise([0, *days])) if day != before]
    found: list[tuple[float, int, int]] = []
    for start, end in pairwise([*starts, len(own)]):
        upto = end
        while upto < len(own) and days[upto] <= days[start] + 1:
            upto += 1
        alike = (rows[start:end] @ rows[start:upto].T).tocoo()
        found += [
            (float(value), start + one, start + two)
            for value, one, two in zip(alike.data, alike.row, alike.col, strict=True)
            if one < two and value > 0.3 and _independent(own[start + one], own[start + two])
        ]
    found.sort(reverse=True)
    return [(own[one], own[two]) for _, one, two in found[:PLANTED]]


def _independent(one: Article, two: Article) -> bool:
    return one.outlet != two.outlet and not set(map(str.lower, one.authors)) & set(map(str.lower, two.authors))


def _names_agency(article: Article) -> bool:
    shown = f"{' '.join(article.authors)} {article.outlet} {article.text[:400]} {article.text[-400:]}"
    return bool(_AGENCY.search(shown))


def _edit_lightly(paragraph: str, rng: random.Random) -> str:
    """Return a paragraph with house style: every second of the edits."""
    for before, after in _EDITS.items():
        if rng.random() < 0.5:
            paragraph = re.sub(rf"(?<!\w){re.escape(before)}(?!\w)", after, paragraph)
    return paragraph


def _reword(text: str, rng: random.Random) -> str:
    """Return a text with its clauses in another order and every fifth word gone: hardly a run of it is left."""
    clauses = re.split(r"(?<=[,;:.]) ", text)
    rng.shuffle(clauses)
    words = [word for word in " ".join(clauses).split() if rng.random() > 0.2 or any(map(str.isdigit, word))]
    return " ".join(words) or text


if __name__ == "__main__":
    main()
