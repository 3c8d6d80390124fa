import sqlite3
from dataclasses import replace
from importlib import resources

import pytest

import corpus.families as families
from corpus.archive import Archive
from corpus.article import Article
from corpus.families import families_of, family_of, group_copies

STORY = "\n\n".join(
    f"Paragraph {word} of the wire story says that the {word} ferry had left the harbour of Eastquay in thick fog, and "
    f"that its captain, who had served the company for long years, saw the {word} light too late to turn away."
    for word in ("first", "second", "third", "fourth", "fifth", "sixth")
)


def printed(outlet, text=STORY, title="Ferries collide"):
    return Article(f"https://{outlet}/story", title, text, outlet=outlet)


def shortened(outlet):
    return printed(outlet, f"Our own lead.\n\n{STORY.rsplit(chr(10), 2)[0]}", f"As the {outlet} has it")


OUTLETS = ("one.example", "two.example", "three.example")


@pytest.fixture
def grouped(archive, stories):
    archive.put([*stories, printed(OUTLETS[0]), shortened(OUTLETS[1]), shortened(OUTLETS[2])])
    group_copies(archive)
    return archive


def outlets(articles):
    return [article.outlet for article in articles]


def count(archive, table):
    return archive.connection().execute(f"SELECT count(*) FROM {table}").fetchone()[0]


def test_one_wire_story_in_three_outlets_is_one_family(grouped):
    assert outlets(family_of(grouped, printed(OUTLETS[0]).key)) == ["two.example", "three.example"]
    assert outlets(family_of(grouped, printed(OUTLETS[2]).key)) == ["one.example", "two.example"]


def test_stories_without_copies_have_no_family_to_speak_of(grouped, stories):
    assert family_of(grouped, stories[3].key) == []
    keys = [stories[3].key, printed(OUTLETS[0]).key, printed(OUTLETS[1]).key]
    assert len(families_of(grouped, keys)) == 2
    assert len(set(families_of(grouped, keys).values())) == 1


def test_a_copy_that_comes_later_joins(grouped):
    grouped.put([shortened("four.example")])
    assert group_copies(grouped) == 1
    assert outlets(family_of(grouped, printed(OUTLETS[0]).key))[-1] == "four.example"


def test_nothing_is_looked_at_twice_not_even_by_another_process(grouped, monkeypatch):
    monkeypatch.setattr(families, "shingles", lambda text: pytest.fail("looked at again"))
    assert group_copies(Archive(grouped.folder)) == 0


def test_an_article_that_joins_two_families_makes_one_of_them(archive, monkeypatch):
    monkeypatch.setattr(families, "are_copies", lambda one, two, runs: "both" in (one.outlet, two.outlet))
    archive.put([printed("one.example"), printed("two.example")])
    group_copies(archive)
    assert family_of(archive, printed("one.example").key) == []
    archive.put([printed("both")])
    group_copies(archive)
    assert outlets(family_of(archive, printed("one.example").key)) == ["two.example", "both"]


def test_the_order_of_coming_in_does_not_matter(tmp_path):
    articles = [printed(OUTLETS[0]), shortened(OUTLETS[1]), shortened(OUTLETS[2])]
    for number, some in enumerate((articles, articles[::-1])):
        archive = Archive(tmp_path / str(number), create=True)
        for article in some:
            archive.put([article])
            group_copies(archive)
        assert len(family_of(archive, articles[0].key)) == 2


def test_a_changed_article_leaves_its_family_if_it_is_no_copy_any_more(grouped):
    grouped.put([printed(OUTLETS[1], "Something else altogether was printed here after the lawyers had called.")])
    assert outlets(family_of(grouped, printed(OUTLETS[0]).key)) == ["three.example"]
    assert group_copies(grouped) == 1
    assert family_of(grouped, printed(OUTLETS[1]).key) == []


def test_a_removed_article_takes_its_bands_along(grouped):
    grouped.remove([article.key for article in grouped.articles()])
    assert count(grouped, "families") == count(grouped, "bands") == 0


def test_an_archive_made_before_there_were_copies_opens_and_finds_them(tmp_path):
    folder = tmp_path / "old"
    folder.mkdir()
    connection = sqlite3.connect(folder / "archive.sqlite")
    connection.executescript(resources.files("corpus").joinpath("schema.sql").read_text("utf-8"))
    connection.execute("PRAGMA user_version = 1")
    connection.commit()
    connection.close()
    archive = Archive(folder)
    archive.put([printed(OUTLETS[0]), shortened(OUTLETS[1])])
    assert family_of(archive, printed(OUTLETS[0]).key) == []
    assert group_copies(archive) == 2
    assert outlets(family_of(archive, printed(OUTLETS[0]).key)) == ["two.example"]


def test_bands_of_another_scheme_are_made_again(grouped, monkeypatch):
    monkeypatch.setattr(families, "SCHEME", "made otherwise")
    everything = grouped.count()
    assert group_copies(grouped) == everything
    assert len(family_of(grouped, printed(OUTLETS[0]).key)) == 2


def test_hundreds_of_candidates_do_not_hide_the_copy(archive):
    caption = "Hide Caption of a picture that stands in every article of this outlet, number after number. " * 8
    archive.put([replace(printed("fat.example", f"{caption}\n\nStory {n}."), url=f"https://f/{n}") for n in range(60)])
    archive.put([printed(OUTLETS[0]), shortened(OUTLETS[1])])
    group_copies(archive)
    assert outlets(family_of(archive, printed(OUTLETS[0]).key)) == ["two.example"]
