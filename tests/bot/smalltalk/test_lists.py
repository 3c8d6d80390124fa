"""The lists beside this file, line by line: what each is taken for, over an archive of two outlets."""

import re
from pathlib import Path

import pytest

from bot.answer import Answer, Citation, Quote
from bot.smalltalk import reply_to

HERE = Path(__file__).parent
LISTS = ["spoken.txt", "for_the_articles.txt", "held_out.txt", "held_out_later.txt"]
NOT_NOTICED = {"Yeni belediye başkanı kim?"}  # "kim" asks in Turkish, but is a name nearly everywhere else


def lines_of(name):
    """Return each line of a list with the heading that it stands under."""
    found, heading = [], "articles"
    for line in (HERE / name).read_text("utf-8").splitlines():
        if match := re.fullmatch(r"\[([a-z ]+)\]", line):
            heading = match[1]
        elif line and not line.startswith("#"):
            found.append((heading, line))
    return found


@pytest.fixture
def paper(archive, stories):
    """The six stories from each of four outlets that the lists name, long enough to tell the language."""
    more = "He said on Thursday that the people who live near the harbour would be told what was found, and when. " * 4
    names = ["courier.example.org", "harbourledger.example.com", "eveningpost.example.com", "islander.example.net"]
    archive.put(
        type(story)(f"https://{name}/{story.title}", story.title, story.text + " " + more, story.published, name)
        for story in stories
        for name in names
    )
    return archive


@pytest.fixture
def answer(stories):
    quotes = [Quote(stories[0], 0, 60), Quote(stories[3], 0, 60)]
    citations = [Citation(number, quote.article, (quote,)) for number, quote in enumerate(quotes, start=1)]
    return Answer("Who died?", "Who died?", None, True, tuple(quotes), tuple(citations))


@pytest.mark.parametrize("name", LISTS)
def test_each_line_is_taken_for_what_it_is(paper, answer, name):
    lines = lines_of(name)
    assert len(lines) >= 60
    taken = [(reply.kind if (reply := reply_to(line, paper, answer)) else "articles", line) for _, line in lines]
    assert [found for found, line in zip(taken, lines, strict=True) if found != line] == []


@pytest.mark.parametrize("spelled", [str, str.lower, str.upper])
def test_no_english_question_is_called_foreign_for_the_names_in_it(paper, spelled):
    lines = lines_of("english_with_names.txt") + lines_of("for_the_articles.txt")
    assert len(lines) >= 500
    called = [(reply.text, line) for _, line in lines if (reply := reply_to(spelled(line), paper))]
    assert called == []


@pytest.mark.parametrize("spelled", [str, str.lower])
def test_questions_in_other_languages_are_noticed(paper, spelled):
    lines = lines_of("foreign.txt")
    assert len({language for language, _ in lines}) >= 8
    missed = {line for _, line in lines if not _is_told(reply_to(spelled(line), paper))}
    assert missed <= NOT_NOTICED


def _is_told(reply):
    return reply is not None and reply.kind == "language" and "English" in reply.text
