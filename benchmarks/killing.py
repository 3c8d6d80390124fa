"""Killing: verbs of the command as processes of their own, killed at random, and what is left looked at.

The processes are forked from this one, which has only imported the libraries and loaded the encoder, because
starting afresh takes seconds in which nothing happens.
"""

from __future__ import annotations

import itertools
import json
import mmap
import os
import random
import signal
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from tqdm import tqdm

from benchmarks.encoders import Counted, make_small
from benchmarks.looking import Seen, State, compare, inspect
from benchmarks.pool import changed_article, row_of
from bot.__main__ import app
from bot.commands import rebuilding
from corpus.article import Article
from corpus.reading import read_articles
from embeddings import changing, compacting, erasing, gathering
from embeddings import encoder as encoders

__all__ = ["Desk", "Tally"]

VERBS_IMPORT = (rebuilding, compacting, erasing)  # here before the fork, so that all run the same code

EARLY = 0.15  # of the kills come at any time since the start, the others after the first write
NEW, CHANGED = 2, 1  # articles of one `index`: few, so that embedding is not all that is killed
ASKED_EVERY = 5  # of the openings, so many for one question with all that belongs to an answer; it takes a second
WHERE_BYTES = 200  # of shared memory, for the name of a function


@dataclass(slots=True)
class Tally:
    """Hold the counts of a run."""

    kills: Counter[str] = field(default_factory=Counter)
    finished: Counter[str] = field(default_factory=Counter)
    where: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    checks: int = 0
    stored: int = 0
    stored_again: int = 0


class Desk:
    """Run verbs on one archive, kill some, and look at what is left."""

    def __init__(self, folder: Path, pool: list[Article], rng: random.Random) -> None:
        self.archive = folder / "archive"
        self.folder, self.pool, self.rng = folder, pool, rng
        names = (encoders.DEFAULT_ENCODER, make_small(folder / "small"))
        self.encoders = {name: Counted(encoders.load_encoder(name), folder / "embedded") for name in names}
        for module in (encoders, gathering, changing):
            module.load_encoder = self.encoders.__getitem__  # type: ignore[attr-defined]
        tqdm.set_lock(threading.RLock())  # its own is shared by all processes: a killed one would hold it for ever
        self.where = mmap.mmap(-1, WHERE_BYTES)  # shared with the children: where they are
        self.spans: dict[str, float] = {}
        self.tally = Tally()
        self.texts = {article.key: {article.text} for article in pool}
        self.numbers = itertools.count(1)
        self.looks = 0

    # ── one verb ────────────────────────────────────────────────────────────────────────────────────

    def step(self, verb: str, before: Seen, *, kill: bool) -> Seen:
        """Run a verb, killed or not; return what is there then. What is wrong goes into the tally."""
        arguments, target = self.plan(verb, before)
        where = self.run(verb, arguments, self.rng.random() < EARLY if kill else None)
        after = self.look(before)
        allowed = [before.state, target] if where else [target]
        for fault in (*after.wrong, *compare(after.state, allowed), *_changed_wrongly(verb, before, after)):
            self.fault(f"{verb}, {where or 'not killed'}: {fault}")
        return after

    def fault(self, words: str) -> None:
        """Note something wrong, and say it at once."""
        self.tally.faults.append(words)
        print(words, flush=True)

    def plan(self, verb: str, seen: Seen) -> tuple[list[str], State]:
        """Return the arguments of a verb, and the state that it leads to."""
        state = seen.state
        if verb == "change":
            return ["rebuild", "--encoder", next(name for name in self.encoders if name != seen.used)], state
        if verb == "rollback":
            return ["rebuild", "--rollback"], state
        if verb == "remove":
            gone = self.rng.sample(sorted(state), 3)
            return ["remove", *gone], {key: value for key, value in state.items() if key not in gone}
        if verb != "index":
            return [verb], state
        new = [article for article in self.rng.sample(self.pool, 12) if article.key not in state][:NEW]
        known = [article for article in self.rng.sample(self.pool, 60) if article.key in state]
        changed = [changed_article(article, next(self.numbers)) for article in known[:CHANGED]]
        for article in changed:
            self.texts.setdefault(article.key, set()).add(article.text)
        file = self.folder / "news.jsonl"
        rows = [*new, *changed]
        file.write_text("".join(json.dumps(row_of(article)) + "\n" for article in rows), "utf-8")
        target = {key: list(value) for key, value in state.items()}
        for article in read_articles(file):
            assert isinstance(article, Article)
            self.texts.setdefault(article.key, set()).add(article.text)
            versions = target.setdefault(article.key, [])
            if versions[-1:] != [article.digest]:
                versions.append(article.digest)
        return ["index", str(file)], target

    def count(self) -> int:
        """Return how many passages were given to the encoders."""
        return next(iter(self.encoders.values())).count()

    def run(self, verb: str, arguments: list[str], early: bool | None) -> str:
        """Run a verb; return where it was when it was killed, "" if it ended before or was not to be killed."""
        self.where[:] = bytes(WHERE_BYTES)
        mark = _mark(self.archive)
        child = self._fork(lambda: self._verb(arguments))
        if not early:
            while _mark(self.archive) == mark and not _ended(child):
                time.sleep(0.002)
        first = time.monotonic()
        if early is not None:
            wait = self.rng.uniform(0, self.spans[verb] * (1.5 if early else 1.0))
            while time.monotonic() < first + wait and not _ended(child):
                time.sleep(0.001)
            if not _ended(child):
                os.killpg(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        if os.WIFSIGNALED(status):
            where = bytes(self.where).rstrip(b"\0").decode() or "starting"
            self.tally.kills[verb] += 1
            self.tally.where[f"{verb}: {where}"] += 1
            return where
        self.tally.finished[verb] += 1
        self.spans[verb] = max(0.05, time.monotonic() - first)
        if status:
            said = (self.folder / "said").read_text("utf-8", "replace")[-300:]
            self.fault(f"{verb} ended with {os.waitstatus_to_exitcode(status)}: {said}")
        return ""

    def _verb(self, arguments: list[str]) -> None:
        threading.Thread(target=self._tell_where, args=(threading.main_thread().ident,), daemon=True).start()
        log = os.open(self.folder / "said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(log, 1), os.dup2(log, 2)
        app(["--archive", str(self.archive), *arguments], prog_name="newsdesk", standalone_mode=False)

    def _tell_where(self, thread: int) -> None:
        """Write again and again in which of our functions the main thread is."""
        root = str(Path(__file__).parents[1])
        while True:
            frame = sys._current_frames().get(thread)
            while frame and not frame.f_code.co_filename.startswith((f"{root}/corpus", f"{root}/embeddings")):
                frame = frame.f_back
            name = f"{Path(frame.f_code.co_filename).stem}.{frame.f_code.co_name}" if frame else "command"
            self.where[:] = name.encode()[:WHERE_BYTES].ljust(WHERE_BYTES, b"\0")
            time.sleep(0.001)

    @staticmethod
    def _fork(work: Callable[[], None]) -> int:
        child = os.fork()
        if child:
            return child
        code = 1
        try:
            os.setsid()
            work()
            code = 0
        except SystemExit as ended:
            code = int(ended.code or 0)
        except BaseException as error:
            os.write(2, f"{type(error).__name__}: {error}".encode())
        finally:
            os._exit(code)

    # ── looking ─────────────────────────────────────────────────────────────────────────────────────

    def look(self, before: Seen | None = None) -> Seen:
        """Open the archive in a process of its own, ask it something, and return what is there."""
        into = self.folder / "seen.json"
        into.unlink(missing_ok=True)
        self.looks += 1
        asked = {} if self.looks % ASKED_EVERY else {name: one.uncounted for name, one in self.encoders.items()}
        child = self._fork(lambda: _write(into, inspect(self.archive, self.texts, asked)))
        os.waitpid(child, 0)
        if not into.exists():
            assert before, "the archive did not open"
            return replace(before, vectors={}, wrong=["the archive did not open"])
        seen = Seen(**json.loads(into.read_text("utf-8")))
        for number, (passage, vector) in seen.vectors.items():
            old = before.vectors.get(number) if before else None
            self.tally.stored += bool(before) and old is None and vector > passage
            self.tally.stored_again += old is not None and old[1] != vector
        return seen

    def check(self) -> bool:
        """Run `newsdesk check` afresh; whatever is bad goes into the tally."""
        command = [sys.executable, "-m", "bot", "--archive", str(self.archive), "check", "--json"]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        self.tally.checks += 1
        found = json.loads(done.stdout) if done.stdout else {"checks": [{"state": "bad", "words": done.stderr[-300:]}]}
        bad = [check for check in found["checks"] if check["state"] == "bad"]
        for check in bad:
            self.fault(f"check: {check}")
        return all(check["state"] == "good" for check in found["checks"])


def _changed_wrongly(verb: str, before: Seen, after: Seen) -> list[str]:
    """Return what is wrong with the encoder in use after a verb."""
    if after.used == before.used:
        return []
    if verb not in ("change", "rollback"):
        return [f"{after.used} is in use, and nothing was to be changed"]
    return [f"{after.used} is in use, and lacks {after.pending} passages"] * bool(after.pending)


def _mark(folder: Path) -> tuple[Any, ...]:
    """Return what changes with the first write to a folder."""
    found = []
    for path in (folder, folder / "keywords", *folder.glob("*")):
        try:
            stat = path.stat()
        except OSError:
            continue
        found.append((path.name, stat.st_mtime_ns, stat.st_size))
    return tuple(sorted(found))


def _ended(child: int) -> bool:
    """Return whether a child has ended, without taking its status."""
    return os.waitid(os.P_PID, child, os.WEXITED | os.WNOHANG | os.WNOWAIT) is not None


def _write(file: Path, data: Any) -> None:
    file.write_text(json.dumps(data), "utf-8")
