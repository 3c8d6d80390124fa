from dataclasses import replace
from datetime import date

import pytest

from corpus.errors import EncoderError
from corpus.reading import Skipped
from embeddings.indexes import Indexes
from embeddings.indexing import (
    embed_passages,
    heal_keywords,
    index_articles,
    passage_for_encoder,
    rebuild_indexes,
    remove_articles,
)


def ask(indexes, encoder, question, **filters):
    """Return the titles found by words and by meaning."""
    since, until, outlets = (filters.get(name) for name in ("since", "until", "outlets"))
    words = indexes.keywords.search(question, 9, since, until, outlets or ())
    meaning = indexes.nearest(encoder.encode_query([question])[0], 9, since, until, outlets or ())

    def titles(hits):
        return [p.article.title for p in indexes.archive.passages([h.passage_id for h in hits if h.score > 0])]

    return titles(words), titles(meaning)


def test_a_story_is_found_by_its_words_and_by_its_vector(indexed, word_encoder):
    words, meaning = ask(indexed, word_encoder, "lighthouse keeper clockwork")
    assert words[0] == meaning[0] == "How the lighthouse works"


def test_a_second_run_embeds_nothing_and_changes_nothing(indexed, archive, stories, word_encoder):
    before, generation = word_encoder.embedded, archive.generation
    report = index_articles(archive, stories, lambda: pytest.fail("nothing to embed"), indexed)
    assert (report.read, report.unchanged, report.embedded, report.passages) == (6, 6, 0, 0)
    assert word_encoder.embedded == before
    assert archive.text_generation <= generation


def test_a_changed_article_is_found_by_its_new_text_only(indexed, archive, stories, word_encoder):
    changed = replace(stories[5], text="A computer has turned the lamp since Tuesday.")
    report = index_articles(archive, [changed], lambda: word_encoder, indexed)
    indexed.refresh()
    assert report.replaced == 1
    assert ask(indexed, word_encoder, "clockwork") == ([], [])
    assert ask(indexed, word_encoder, "computer lamp")[1][0] == "How the lighthouse works"


def test_a_removed_article_leaves_no_trace_in_either_index(indexed, archive, stories, word_encoder):
    assert remove_articles(archive, [stories[5].key], indexed) == [stories[5].key]
    indexed.refresh()
    assert ask(indexed, word_encoder, "lighthouse keeper clockwork") == ([], [])
    assert len(indexed.keywords) == len(indexed.vectors) == archive.stats()["passages"]


def test_filters_hold_in_both_indexes(indexed, word_encoder):
    for titles in ask(indexed, word_encoder, "mill fire bridge", since=date(2024, 5, 1)):
        assert set(titles) == {"Bridge to cost 40 million", "Bridge to cost 55 million"}
    for titles in ask(indexed, word_encoder, "bridge million", outlets=["ledger.example.com"]):
        assert titles[0] == "Bridge to cost 55 million"
        assert "Bridge to cost 40 million" not in titles
    assert ask(indexed, word_encoder, "bridge", outlets=["nobody.example"]) == ([], [])


def test_undated_articles_are_inside_no_period(indexed, word_encoder):
    for titles in ask(indexed, word_encoder, "lighthouse keeper", until=date(2030, 1, 1)):
        assert "How the lighthouse works" not in titles


def test_a_skipped_record_is_reported_and_the_next_ones_come_in(archive, stories, word_encoder):
    records = [stories[0], Skipped("news.jsonl", 2, "no text"), stories[1]]
    report = index_articles(archive, records, lambda: word_encoder, Indexes(archive, word_encoder.digest))
    assert (report.added, report.skipped) == (2, [Skipped("news.jsonl", 2, "no text")])


def test_a_run_stopped_while_embedding_goes_on_where_it_stopped(archive, stories, word_encoder):
    class Stopped(Exception):
        pass

    def stop():
        raise Stopped

    indexes = Indexes(archive, word_encoder.digest)
    with pytest.raises(Stopped):
        index_articles(archive, stories, stop, indexes)
    assert indexes.keywords.search("lighthouse", 5)  # words are there before meaning
    indexes.keywords.release()
    again = Indexes(archive, word_encoder.digest)
    assert embed_passages(archive, lambda: word_encoder, again) == archive.stats()["passages"]
    assert embed_passages(archive, lambda: pytest.fail("nothing to embed"), again) == 0


def test_an_index_opened_by_another_process_follows_by_itself(indexed, archive, stories, word_encoder):
    served = Indexes(archive, word_encoder.digest)
    assert served.refresh()
    assert not served.refresh()
    remove_articles(archive, [stories[5].key], indexed)
    assert served.refresh()
    assert ask(served, word_encoder, "lighthouse keeper clockwork") == ([], [])


@pytest.mark.parametrize("damage", ["delete", "truncate", "old"])
def test_a_damaged_vector_file_heals_from_the_archive(indexed, archive, stories, word_encoder, damage):
    file = next(archive.folder.glob("vectors-*.faiss"))
    if damage == "delete":
        file.unlink()
    elif damage == "truncate":
        file.write_bytes(file.read_bytes()[:100])
    else:  # the file of an earlier run, with the stamp of a later one
        old = file.read_bytes()
        remove_articles(archive, [stories[5].key], indexed)
        file.write_bytes(old)
    healed = Indexes(archive, word_encoder.digest)
    healed.refresh()
    assert len(healed.vectors) == archive.stats()["passages"]


def test_keywords_that_a_crash_left_behind_are_written_when_the_archive_is_opened(archive, stories, word_encoder):
    archive.put(stories)  # … and the process dies before it comes to the words
    indexes = Indexes(archive, word_encoder.digest)
    assert indexes.keywords.search("lighthouse", 5) == []
    heal_keywords(archive, indexes)
    assert indexes.keywords.search("lighthouse", 5)


def test_nothing_is_healed_while_another_process_writes(archive, stories, word_encoder):
    archive.put(stories)
    indexes = Indexes(archive, word_encoder.digest)
    with archive.writer():
        heal_keywords(archive, indexes)
    assert indexes.keywords.search("lighthouse", 5) == []


def test_rebuilding_embeds_nothing_and_answers_alike(indexed, archive, word_encoder):
    before = ask(indexed, word_encoder, "mill fire victim")
    assert rebuild_indexes(archive, lambda: pytest.fail("nothing to embed"), indexed) == 0
    assert ask(indexed, word_encoder, "mill fire victim") == before


def test_another_encoder_is_refused_before_anything_is_mixed(archive, stories, word_encoder):
    with pytest.raises(EncoderError, match="newsdesk rebuild --encoder words"):
        index_articles(archive, stories, lambda: word_encoder, Indexes(archive, "another-digest"))


def test_a_passage_is_embedded_with_title_and_date(indexed, archive):
    passage = archive.passages([1])[0]
    assert passage_for_encoder(passage).startswith("Fire at the grain mill\n4 March 2024\nA fire at")
