"""What `kill -9` at any instant does to an archive: nothing is lost, doubled, or quoted wrongly.

python -m benchmarks.crashes [--kills 300] [--seed 1]

Every tenth kill is followed by `newsdesk check`, which is started afresh; `killing.py` says how the others are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from benchmarks.killing import Desk, row_of
from benchmarks.looking import Seen
from benchmarks.realtimeqa import ARCHIVES, DATA
from benchmarks.record import write_record
from corpus.article import Article
from corpus.reading import read_articles

ARTICLES = 120  # in the archive that everything begins with
POOL = 500  # articles with texts of their own, from which new ones come
LENGTH = 1200  # characters: few passages an article, so that embedding is not all that is killed
VERBS = ("index", "remove", "index", "rebuild", "index", "compact", "remove")
CHECK_EVERY = 10
AGAIN = 0.3  # of the killed verbs are run again at once, to their end; on the others the next kill comes on top


def main() -> None:
    """Kill, look, print and record what was found; exit with 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # the children are forked
    rng = random.Random(options.seed)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="newsdesk-crashes-") as name:
        folder = Path(name)
        pool = list(_short_articles())
        rng.shuffle(pool)
        shutil.copytree(_first_archive(pool), folder / "archive")
        desk = Desk(folder, pool, rng)
        seen = kill_all(desk, options.kills)
        finish(desk, seen)
        tally = desk.tally
        figures = {
            "seed": options.seed,
            "kills": tally.kills.total(),
            "by verb": dict(tally.kills),
            "runs that ended": dict(tally.finished),
            "checks": tally.checks,
            "faults": tally.faults,
            "passages given to the encoder": desk.encoder.count(),
            "of these stored, the others lost with the process": tally.stored,
            "embedded though stored already": tally.stored_again,
            "killed in": dict(tally.where.most_common()),
            "seconds": round(time.monotonic() - begun),
        }
    for title, value in figures.items():
        print(f"{title}: {json.dumps(value, ensure_ascii=False)}")
    print(f"recorded in {write_record('crashes', figures)}")
    sys.exit(bool(tally.faults or tally.stored_again))


def kill_all(desk: Desk, kills: int) -> Seen:
    """Run verbs until so many were killed; return what is there then."""
    seen = desk.look()
    for verb in dict.fromkeys(VERBS):  # once to the end: how long each takes
        seen = desk.step(verb, seen, kill=False)
    turn = 0
    while desk.tally.kills.total() < kills:
        before = desk.tally.kills.total()
        verb = VERBS[turn % len(VERBS)]
        turn += 1
        if verb == "remove" and len(seen.state) < ARTICLES // 2:
            continue
        seen = desk.step(verb, seen, kill=True)
        if desk.tally.kills.total() > before:
            if (before + 1) % CHECK_EVERY == 0:
                desk.check()
                print(f"{before + 1} kills, {len(desk.tally.faults)} faults", flush=True)
            if desk.rng.random() < AGAIN:
                seen = desk.step(verb, seen, kill=False)
    return seen


def finish(desk: Desk, seen: Seen) -> None:
    """Let the next run do what the killed ones left; it may embed just what has no vector."""
    pending, embedded = seen.passages - len(seen.vectors), desk.encoder.count()
    after = desk.step("rebuild", seen, kill=False)
    done = desk.encoder.count() - embedded
    if done != pending or after.passages != len(after.vectors):
        desk.fault(f"the last run embedded {done} passages, {pending} had no vector")
    desk.step("compact", after, kill=False)
    if not desk.check():
        desk.fault("at the end not everything is good")


def _short_articles() -> Iterator[Article]:
    """Yield the beginnings of articles of allsides, each with a text and an address of its own."""
    texts: set[str] = set()
    keys: set[str] = set()
    for article in read_articles(DATA.parent / "allsides" / "articles.jsonl.xz"):
        if not isinstance(article, Article) or not article.url:
            continue
        text = article.text[:LENGTH].rpartition("\n\n")[0]
        if text and text not in texts and article.key not in keys:
            texts.add(text)
            keys.add(article.key)
            yield replace(article, text=text)
        if len(texts) == POOL:
            return


def _first_archive(pool: list[Article]) -> Path:
    """Return a folder with an archive of the first articles, kept for the next run with the same seed."""
    rows = "".join(json.dumps(row_of(article)) + "\n" for article in pool[:ARTICLES])
    folder = ARCHIVES / "crashes" / hashlib.sha256(rows.encode()).hexdigest()[:12]
    if not (folder / "ready").exists():
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "first.jsonl").write_text(rows, "utf-8")
        command = [sys.executable, "-m", "bot", "--archive", folder / "archive", "index", folder / "first.jsonl"]
        subprocess.run(command, check=True)
        (folder / "ready").touch()
    return folder / "archive"


if __name__ == "__main__":
    main()
