"""KeywordIndex: the passages that share words with a question, by BM25. With `stems.py` the only door to tantivy.

Word statistics are those of the whole index, not of a segment, so a fresh article is not buried.
The folder is a cache of the archive; what belongs into it is decided in `indexes.py`.
"""

from __future__ import annotations

import contextlib
import math
import os
import shutil
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import tantivy
from tantivy import Occur, Query

from corpus.dates import UNDATED, day_number
from corpus.errors import ArchiveError
from embeddings.segments import loose_deletions
from embeddings.stems import new_analyzer
from embeddings.vectors import Hit

__all__ = ["KeywordIndex", "KeywordRow"]

SCHEMA = 2  # raised whenever fields or analysis change: an index of another schema is built anew
ANALYZER = "newsdesk"
HEAP_BYTES = 64_000_000  # tantivy's floor is 15 MB a thread


@dataclass(frozen=True, slots=True)
class KeywordRow:
    """Hold what is indexed of one passage: title and text by words, day and outlet as filters."""

    id: int
    title: str
    text: str
    published: date | None
    outlet: str


class KeywordIndex:
    """Hold a tantivy index open; one writer at a time, any number of readers.

    Opening changes nothing on disk. Where there is no index, or none that can be read, this one is empty and
    of generation 0 until a writer makes it.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._schema = _schema()
        self._analyzer = new_analyzer()
        self._writer: tantivy.IndexWriter | None = None
        stored = self._open()
        self._is_stored = stored is not None
        self._index = stored or self._registered(tantivy.Index(self._schema))

    def _open(self) -> tantivy.Index | None:
        """Return the index of the folder; None if there is none, or files are cut off, missing or foreign."""
        with contextlib.suppress(ValueError, OSError):
            if self.stamp()[0] == SCHEMA and tantivy.Index.exists(str(self.folder)):
                return self._registered(tantivy.Index(self._schema, path=str(self.folder)))
        return None

    def _create(self) -> None:
        """Begin a new index in place of whatever is in the folder."""
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True, exist_ok=True)
        self._index = self._registered(tantivy.Index(self._schema, path=str(self.folder)))
        self._is_stored = True

    def _registered(self, index: tantivy.Index) -> tantivy.Index:
        index.register_tokenizer(ANALYZER, self._analyzer)
        return index

    # ── writing ─────────────────────────────────────────────────────────────────────────────────────

    @property
    def generation(self) -> int:
        """Return the archive's generation that was last committed here; 0 for a new index."""
        return self.stamp()[1] if self._is_stored else 0

    def update(
        self, rows: Iterable[KeywordRow], stale: Sequence[int], generation: int, *, afresh: bool = False
    ) -> None:
        """Forget the passages in `stale`, add those in `rows`, and commit both at once as of a generation.

        A passage that may be there already belongs into both. `afresh` forgets all that was there before.
        """
        with self._said():
            if self._writer is None:
                if not self._is_stored:
                    self._create()
                for file in loose_deletions(self.folder):
                    file.unlink(missing_ok=True)
                self._writer = self._index.writer(heap_size=HEAP_BYTES, num_threads=1)
            self._put(self._writer, rows, stale, afresh)
            self._write_stamp(generation)
            self._index.reload()

    def _put(self, writer: tantivy.IndexWriter, rows: Iterable[KeywordRow], stale: Sequence[int], afresh: bool) -> None:
        if afresh:
            writer.delete_all_documents()
        elif stale:  # by query: tantivy-py would take a term's number as signed, and delete nothing
            writer.delete_documents_by_query(Query.term_set_query(self._schema, "id", list(stale)))
        for row in rows:
            writer.add_document(_document(row))
        writer.commit()

    def release(self) -> None:
        """Let another process write, once merges under way are done."""
        if self._writer is not None:
            with self._said():
                self._writer.wait_merging_threads()
            self._writer = None

    def reload(self) -> None:
        """See what another process has committed."""
        if self._is_stored:
            with contextlib.suppress(ValueError, OSError):  # being replaced just now: the next look will see it
                self._index.reload()
        elif stored := self._open():
            self._index, self._is_stored = stored, True

    @contextlib.contextmanager
    def _said(self) -> Iterator[None]:
        """Turn what tantivy raises about its files, panics too, into an ArchiveError; the writer is given up."""
        try:
            yield
        except BaseException as error:
            panicked = type(error).__name__ == "PanicException"  # of no class that could be imported
            if not panicked and not isinstance(error, ValueError | OSError):
                raise
            self._writer = None
            raise ArchiveError(
                f"The index of words in {self.folder} cannot be used: {' '.join(str(error).split())}. No article is "
                "lost. Check the folder's rights and space, then run: newsdesk rebuild"
            ) from error

    def stamp(self) -> tuple[int, int]:
        """Return the schema and the generation that stand in the folder now, whoever wrote them; (0, 0) if none."""
        try:
            schema, generation = (self.folder / "stamp").read_text("ascii").split()
            return int(schema), int(generation)
        except (OSError, ValueError):
            return 0, 0

    def _write_stamp(self, generation: int) -> None:
        partial = self.folder / "stamp.partial"
        partial.write_text(f"{SCHEMA} {generation}", "ascii")
        os.replace(partial, self.folder / "stamp")

    # ── searching ───────────────────────────────────────────────────────────────────────────────────

    def __len__(self) -> int:
        return int(self._index.searcher().num_docs)

    def stems(self, text: str) -> list[str]:
        """Return the stems of a text in order, without stop words: what search compares."""
        return list(self._analyzer.analyze(text))

    def rarity(self, text: str) -> dict[str, float]:
        """Return how rare each distinct stem of a text is here (BM25's idf), brought to a sum of 1."""
        searcher = self._index.searcher()
        total = searcher.num_docs
        found = {}
        for stem in self.stems(text):
            seen = searcher.doc_freq("words", stem)
            found[stem] = math.log(1 + (max(total - seen, 0) + 0.5) / (seen + 0.5))
        whole = sum(found.values()) or 1.0
        return {stem: value / whole for stem, value in found.items()}

    def search(
        self,
        question: str,
        count: int,
        since: date | None = None,
        until: date | None = None,
        outlets: Collection[str] = (),
    ) -> list[Hit]:
        """Return the passages that share words with a question, best BM25 score first.

        `since` and `until` are inclusive, and leave undated passages out; empty `outlets` means any.
        """
        stems = dict.fromkeys(self.stems(question))
        if not stems:
            return []
        clauses = [(Occur.Should, self._stem_query(stem)) for stem in stems]
        query = Query.boolean_query(clauses)
        filters = self._filters(since, until, outlets)
        if filters:
            query = Query.boolean_query([(Occur.Must, query), *filters])
        return self._hits(query, count)

    def _hits(self, query: Query, count: int) -> list[Hit]:
        with self._said():
            searcher = self._index.searcher()
            hits = searcher.search(query, limit=count, count=False).hits
            numbers = searcher.fast_field_values("id", [address for _, address in hits])
            return [Hit(number, score) for number, (score, _) in zip(numbers, hits, strict=True)]

    def ids(self) -> list[int]:
        """Return the numbers of all passages that are here, in no particular order."""
        return [hit.passage_id for hit in self._hits(Query.all_query(), max(1, len(self)))]

    def holding(self, ids: Sequence[int]) -> int:
        """Return how many of some passages are here."""
        if not ids:
            return 0
        return len(self._hits(Query.term_set_query(self._schema, "id", list(ids)), len(ids)))

    def _stem_query(self, stem: str) -> Query:
        return Query.term_query(self._schema, "words", stem, index_option="freq")

    def _filters(self, since: date | None, until: date | None, outlets: Collection[str]) -> list[tuple[Occur, Query]]:
        found = []
        if since or until:
            first = since.toordinal() if since else UNDATED + 1
            last = until.toordinal() if until else date.max.toordinal()
            found.append(Query.range_query(self._schema, "day", tantivy.FieldType.Unsigned, first, last))
        if outlets:
            found.append(Query.term_set_query(self._schema, "outlet", list(outlets)))
        return [(Occur.Must, Query.const_score_query(query, 0.0)) for query in found]


def _schema() -> tantivy.Schema:
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", indexed=True, fast=True)
    builder.add_unsigned_field("day", indexed=True, fast=True)
    builder.add_text_field("outlet", tokenizer_name="raw", index_option="basic")
    builder.add_text_field("words", tokenizer_name=ANALYZER, index_option="freq")
    return builder.build()


def _document(row: KeywordRow) -> tantivy.Document:
    document = tantivy.Document()
    document.add_unsigned("id", row.id)  # the Document(…) constructor would make it signed, and panic
    document.add_unsigned("day", day_number(row.published))
    document.add_text("outlet", row.outlet)
    document.add_text("words", f"{row.title}\n{row.text}")
    return document
