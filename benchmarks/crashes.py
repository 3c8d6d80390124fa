"""What `kill -9` at any instant does to an archive: nothing is lost, doubled, or quoted wrongly.

python -m benchmarks.crashes [--kills 300] [--seed 1] [--add]

With --add the runs recorded before, of other seeds, are kept beside this one: so 300 kills can come in parts. Ctrl+C
ends a run after the verb that is being killed, and what it found is recorded.

Every tenth kill is followed by `newsdesk check`, which is started afresh; `killing.py` says how the others are.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.killing import Desk
from benchmarks.looking import Seen
from benchmarks.pool import row_of, short_articles
from benchmarks.realtimeqa import ARCHIVES
from benchmarks.record import RESULTS, write_record
from corpus.article import Article

ARTICLES = 120  # in the archive that everything begins with
POOL = 500  # articles with texts of their own, from which new ones come
VERBS = ("index", "remove", "change", "index", "rollback", "rebuild", "index", "change", "compact", "remove")
CHECK_EVERY = 10
AGAIN = 0.3  # of the killed verbs are run again at once, to their end; on the others the next kill comes on top


def main() -> None:
    """Kill, look, print and record what was found; exit with 1 if anything is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kills", type=int, default=300)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--add", action="store_true", help="keep the runs that were recorded before")
    options = parser.parse_args()
    os.environ["TOKENIZERS_PARALLELISM"] = "false"  # the children are forked
    rng = random.Random(options.seed)
    begun = time.monotonic()
    with tempfile.TemporaryDirectory(prefix="newsdesk-crashes-") as name:
        folder = Path(name)
        pool = list(short_articles(POOL))
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
            "passages given to the encoder": desk.count(),
            "of these stored, the others lost with the process": tally.stored,
            "embedded though stored already": tally.stored_again,
            "killed in": dict(tally.where.most_common()),
            "seconds": round(time.monotonic() - begun),
        }
    for title, value in figures.items():
        print(f"{title}: {json.dumps(value, ensure_ascii=False)}")
    print(f"recorded in {write_record('crashes', _with_earlier(figures, options.add))}")
    sys.exit(bool(tally.faults or tally.stored_again))


def kill_all(desk: Desk, kills: int) -> Seen:
    """Run verbs until so many were killed; return what is there then."""
    stopped: list[int] = []
    signal.signal(signal.SIGINT, lambda number, _: stopped.append(number))
    seen = desk.look()
    for verb in dict.fromkeys(VERBS):  # once to the end: how long each takes
        seen = desk.step(verb, seen, kill=False)
    turn = 0
    while desk.tally.kills.total() < kills and not stopped:
        before = desk.tally.kills.total()
        verb = VERBS[turn % len(VERBS)]
        turn += 1
        if (verb == "remove" and len(seen.state) < ARTICLES // 2) or (verb == "rollback" and not seen.others):
            continue
        seen = desk.step(verb, seen, kill=True)
        if desk.tally.kills.total() > before:
            if (before + 1) % CHECK_EVERY == 0:
                desk.check()
                print(f"{before + 1} kills, {len(desk.tally.faults)} faults", flush=True)
            if desk.rng.random() < AGAIN and (verb != "rollback" or seen.others):
                seen = desk.step(verb, seen, kill=False)
    return seen


def finish(desk: Desk, seen: Seen) -> None:
    """Let the next run do what the killed ones left; it may embed just what has no vector."""
    if seen.is_changing:
        seen = desk.step("rollback", seen, kill=False)
    pending, embedded = seen.pending, desk.count()
    after = desk.step("rebuild", seen, kill=False)
    done = desk.count() - embedded
    if done != pending or after.pending:
        desk.fault(f"the last run embedded {done} passages, {pending} had no vector")
    desk.step("compact", after, kill=False)
    if not desk.check():
        desk.fault("at the end not everything is good")


def _with_earlier(figures: dict[str, Any], add: bool) -> dict[str, Any]:
    """Return the sums of all runs, and each run."""
    file = RESULTS / "crashes.json"
    earlier = json.loads(file.read_text("utf-8"))["figures"].get("runs", []) if add and file.exists() else []
    runs = [*(run for run in earlier if run["seed"] != figures["seed"]), figures]
    return {
        "kills": sum(run["kills"] for run in runs),
        "faults": [fault for run in runs for fault in run["faults"]],
        "embedded though stored already": sum(run["embedded though stored already"] for run in runs),
        "runs": runs,
    }


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
