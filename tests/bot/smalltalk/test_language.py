from datetime import date

import pytest

from bot.smalltalk import reply_to
from bot.smalltalk.language import languages_of
from corpus.article import Article

GERMAN = (
    "Der Stadtrat hat am Dienstag mit großer Mehrheit beschlossen, die alte Brücke über die Lune zu sperren. "
    "Nach Angaben der Bürgermeisterin dauern die Arbeiten mindestens zwei Jahre. Die Anwohner fürchten Lärm."
)
ENGLISH = (
    "The town council decided on Tuesday by a large majority to close the old bridge over the Lune. "
    "According to the mayor the work will take at least two years. People who live nearby fear the noise."
)


def articles(*texts):
    return [
        Article(f"https://x.example/{number}", f"{number}", text, date(2024, 5, 2), "x.example")
        for number, text in enumerate(texts)
    ]


@pytest.mark.parametrize(
    ("text", "question", "told"),
    [
        (ENGLISH, "Warum wird die Brücke gesperrt?", "German; the articles are in English"),
        (GERMAN, "Why will the bridge be closed?", "English; the articles are in German"),
        (GERMAN, "Pourquoi le pont est-il fermé ?", "French; the articles are in German"),
        (ENGLISH, "Почему закрыли старый мост?", "Russian; the articles are in English"),
    ],
)
def test_a_question_in_another_language_than_the_articles_is_told_so(archive, text, question, told):
    archive.put(articles(text))
    reply = reply_to(question, archive)
    assert reply.kind == "language"
    assert reply.text.startswith(f"Your question seems to be in {told}, and Newsdesk finds words and meanings only")


@pytest.mark.parametrize(
    ("text", "question"),
    [
        (ENGLISH, "Why will the bridge be closed?"),
        (GERMAN, "Warum wird die Brücke gesperrt?"),
        (GERMAN, "Wer ist Boris Johnson?"),
        (GERMAN, "Brexit Verhandlungen London"),
        (ENGLISH, "Who wrote “Was ist Metaphysik?”"),
        (ENGLISH, "Путин"),
    ],
)
def test_nothing_is_said_where_the_language_is_the_same_or_not_sure(archive, text, question):
    archive.put(articles(text))
    assert reply_to(question, archive) is None


def test_each_language_of_a_mixed_archive_may_be_asked_in(archive):
    archive.put(articles(ENGLISH, GERMAN, ENGLISH))
    assert languages_of(archive) == ("en", "de")
    assert reply_to("Warum wird die Brücke gesperrt?", archive) is None
    assert "the articles are in English and German" in reply_to("Pourquoi le pont est-il fermé ?", archive).text


def test_a_rare_language_among_many_articles_is_not_the_archives(archive):
    archive.put(articles(*[ENGLISH] * 40, GERMAN))
    assert languages_of(archive) == ("en",)


def test_the_languages_are_read_again_when_the_archive_has_changed(archive):
    archive.put(articles(ENGLISH))
    assert reply_to("Warum wird die Brücke gesperrt?", archive).kind == "language"
    archive.put(articles(GERMAN))
    assert reply_to("Warum wird die Brücke gesperrt?", archive) is None


def test_nothing_is_said_over_an_archive_whose_language_cannot_be_told(archive):
    assert reply_to("Warum wird die Brücke gesperrt?", archive) is None
    archive.put(articles("Lune 2, Kettil 1"))
    assert reply_to("Warum wird die Brücke gesperrt?", archive) is None


def test_the_languages_of_the_articles_are_told_when_asked_for(archive):
    archive.put(articles(GERMAN))
    assert "The articles are in German" in reply_to("Which languages do you understand?", archive).text
