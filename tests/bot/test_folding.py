from bot.folding import fold_copies
from corpus.article import Article
from corpus.families import group_copies
from corpus.passage import Passage
from embeddings.vectors import Hit

STORY = " ".join(
    f"Sentence {word} tells how the {word} boat came out of the fog and what its crew had seen of the {word} light."
    for word in ("first", "second", "third", "fourth")
)


def printed(outlet, text=STORY):
    return Article(f"https://{outlet}/ferries", "Ferries collide", text, outlet=outlet)


def best(archive, count):
    """Return the outlets of the passages kept, all passages in the order in which they came in being hits."""
    rows = archive.passages_since(0)
    found = fold_copies(archive, [Hit(row.id, 1.0 - row.id / 100) for row in rows], count)
    assert all(isinstance(passage, Passage) for passage, _ in found)
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    return [passage.article.outlet for passage, _ in found]


def test_copies_give_way_to_other_sources(archive, stories):
    archive.put([*(printed(f"copy-{n}.example") for n in range(6)), *stories])
    assert set(best(archive, 3)) == {f"copy-{n}.example" for n in range(3)}  # not looked at yet: all are read
    group_copies(archive)
    assert best(archive, 3) == ["copy-0.example", "courier.example.org", "courier.example.org"]


def test_what_a_copy_has_beyond_the_others_is_read(archive):
    more = " ".join(
        f"Only this outlet asked the harbour master about the {n}th bell and its ringing." for n in range(40)
    )
    archive.put([printed("a.example"), printed("b.example", f"{STORY}\n\n{more}")])
    group_copies(archive)
    assert "b.example" in best(archive, 9)


def test_without_copies_nothing_is_left_out(archive, stories):
    archive.put([stories[0], *stories[3:]])
    group_copies(archive)
    assert len(best(archive, 99)) == archive.stats()["passages"]


def test_passages_that_are_gone_are_made_up_for(indexed, archive, stories):
    rows = archive.passages_since(0)
    archive.remove([stories[0].key])
    assert len(fold_copies(archive, [Hit(row.id, 1.0) for row in rows], 3)) == 3  # of six, in two rounds


def test_nothing_found_is_nothing_folded(archive):
    assert fold_copies(archive, [], 12) == []
