"""The written conversations, held against the articles that they expect."""

from collections import Counter

import pytest

from benchmarks.conversations import HELD_OUT, KINDS, SOURCES, TODAY, read_scripts
from bot.evaluation import holds
from corpus.reading import read_articles

FOLDERS = SOURCES | HELD_OUT
FILES = list(FOLDERS)
SAMPLE_FILES = [file for file in FILES if file.name.endswith("sample.txt")]
WIKINEWS_FILES = [file for file in FILES if file.name.endswith("wikinews.txt")]


def scripts_of(*files):
    return [script for file in files for script in read_scripts(file)]


def steps_of(*files):
    return [step for script in scripts_of(*files) for step in script.steps]


def articles_of(file):
    if not FOLDERS[file].is_dir():
        pytest.skip(f"{FOLDERS[file]} is not there: the articles of {file.name} are not in the repository")
    return list(read_articles(FOLDERS[file]))


def test_there_are_sixty_conversations_and_24_held_out_half_of_them_over_the_sample_newspaper():
    assert [len(read_scripts(file)) for file in FILES] == [30, 30, 12, 12]
    assert len({script.heading for script in scripts_of(*FILES)}) == 84


@pytest.mark.parametrize("script", scripts_of(*FILES), ids=lambda script: script.heading)
def test_a_conversation_has_three_to_six_turns_and_only_its_first_is_a_first(script):
    assert 3 <= len(script.steps) <= 6
    assert [step.kind == "first" for step in script.steps] == [True] + [False] * (len(script.steps) - 1)


def test_every_kind_of_follow_up_comes_at_least_eight_times():
    counts = Counter(step.kind for step in steps_of(*FILES))
    assert set(counts) == set(KINDS)
    assert min(counts.values()) >= 8


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_every_expected_title_is_the_title_of_one_article(file):
    titles = Counter(article.title for article in articles_of(file))
    expected = {title for step in steps_of(file) for title in step.articles}
    assert {title: titles[title] for title in expected if titles[title] != 1} == {}


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_no_article_is_newer_than_the_day_on_which_all_is_asked(file):
    assert max(article.published for article in articles_of(file) if article.published) < TODAY


def test_every_expected_article_of_the_sample_has_some_words_of_the_answer():
    texts = {article.title: article.text for article in articles_of(SAMPLE_FILES[0])}
    without = [
        (step.alone, title)
        for step in steps_of(*SAMPLE_FILES)
        for title in step.articles
        if step.answers and not any(holds(texts[title], words) for words in step.answers)
    ]
    assert without == []


def test_only_a_question_for_more_of_a_source_expects_no_words_in_the_sample():
    assert {step.refers is None for step in steps_of(*SAMPLE_FILES) if not step.answers} == {False}


def test_no_words_of_wikinews_are_kept():
    assert all(step.answers == () for step in steps_of(*WIKINEWS_FILES))


def test_a_follow_up_is_never_its_own_rewrite():
    same = [step.typed for step in steps_of(*FILES) if step.kind != "first" and step.typed == step.alone]
    assert same == []


def test_no_question_is_asked_twice_by_itself():
    counts = Counter(step.alone for step in steps_of(*FILES))
    assert [question for question, count in counts.items() if count > 1] == []


def test_no_conversation_asks_the_same_thing_twice():
    for script in scripts_of(*FILES):
        assert len({step.typed for step in script.steps}) == len(script.steps), script.heading


def test_only_references_point_at_a_source_by_its_number():
    numbered = [step for step in steps_of(*FILES) if step.refers is not None]
    assert {step.kind for step in numbered} == {"reference"}
    assert {step.refers for step in numbered} == {1, 2}


def test_a_line_that_is_not_understood_is_named(tmp_path):
    file = tmp_path / "typed.txt"
    file.write_text("== Eels\n\nKind: first\nTyped: What?\nAnswr: eels\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"typed\.txt:5 .*Answr"):
        read_scripts(file)


def test_a_turn_that_lacks_its_article_is_named(tmp_path):
    file = tmp_path / "typed.txt"
    file.write_text("== Eels\n\nKind: first\nTyped: What?\nAlone: What?\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"Eels.*Article"):
        read_scripts(file)
