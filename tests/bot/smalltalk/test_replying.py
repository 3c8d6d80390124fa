import pytest

from bot.smalltalk import reply_to
from bot.smalltalk.recognition import LONGEST, plain_words, recognize
from bot.smalltalk.sayings import SAYINGS
from bot.writing import EMPTY
from corpus.article import Article
from corpus.sentences import sentence_spans


@pytest.fixture
def paper(archive, stories):
    archive.put(stories)
    return archive


def said(question, archive):
    return reply_to(question, archive).text


@pytest.mark.parametrize("kind", SAYINGS)
def test_what_newsdesk_says_of_itself_is_short_and_calm(kind):
    text = SAYINGS[kind]
    assert len(sentence_spans(text)) <= 2
    assert not set(text) & set("!*_#<>")
    assert text == text.strip()


def test_every_kind_that_can_be_recognized_gets_a_reply(paper):
    from bot.smalltalk.inventory import _SAID
    from bot.smalltalk.recognition import _patterns

    assert set(_patterns()) == {"summary", *SAYINGS, *_SAID}


def test_several_things_said_at_once_are_answered_by_the_weightiest(paper):
    assert reply_to("Hello! How are you? What can you do?", paper).kind == "abilities"
    assert reply_to("Thanks. Bye.", paper).kind == "goodbye"


def test_a_question_that_follows_a_greeting_goes_to_the_articles(paper):
    assert reply_to("Hi, who won the regatta?", paper) is None
    assert reply_to("Thanks. And who paid for it?", paper) is None


def test_a_long_text_is_never_small_talk():
    assert recognize("please " * 10 + "help")
    assert recognize("please " * LONGEST + "help") == []


def test_typing_errors_and_short_forms_are_spelled_out():
    assert plain_words("Thnks, that’s it!") == "thanks that is it"
    assert plain_words("Sum up (2), you're up-to-date") == "sum up [2] you are up to date"


# ── the archive ─────────────────────────────────────────────────────────────────────────────────────────


def test_the_number_of_articles_is_the_archives(paper):
    assert said("How many articles do you have?", paper) == (
        "There are 6 articles in the archive, published from 4 March 2024 to 2 May 2024."
    )


def test_an_outlet_is_known_by_the_telling_part_of_its_address(paper):
    three = "There are 3 articles from courier.example.org in the archive."
    for question in (
        "How many articles from The Courier do you have?",
        "Do you have anything from courier.example.org?",
        "how many articles did the Courier publish?",
        "do you have the courier",
    ):
        assert said(question, paper) == three


def test_outlets_and_days_are_counted_together(paper):
    assert said("How many articles from the Ledger in May 2024?", paper) == (
        "There is one article from ledger.example.com published in May 2024 in the archive."
    )
    assert said("How many articles since April 2024?", paper).startswith("There are 2 articles published since April")
    assert said("How many articles from the Courier on 4 March 2024?", paper) == (
        "There is one article from courier.example.org published on 4 March 2024 in the archive."
    )
    assert said("Are there any articles from 2024-05-02?", paper).startswith(
        "There are 2 articles published on 2024-05-02"
    )
    assert said("Do you have articles from 2019?", paper) == (
        "There is no article published in 2019 in the archive. "
        "The articles were published from 4 March 2024 to 2 May 2024; 1 is undated."
    )


def test_a_newspaper_that_is_not_there_is_told_with_those_that_are(paper):
    assert said("Do you have anything from the New York Times?", paper) == (
        "No outlet in the archive has that name. "
        "The articles are from 2 outlets: courier.example.org (3) and ledger.example.com (3)."
    )


def test_what_is_no_newspaper_is_left_to_the_articles(paper):
    for question in ("Do you have anything from the trial?", "do you have time", "How many articles from the tomb?",
                     "do you have an example", "Is the mayor one of your sources?"):  # fmt: skip
        assert reply_to(question, paper) is None


@pytest.mark.parametrize(
    ("name", "outlet"),
    [
        ("the New York Times", "nytimes.com"),
        ("NYT", "The New York Times"),
        ("The Guardian", "theguardian.com"),
        ("BBC", "news.bbc.co.uk"),
        ("USA Today", "usatoday.com"),
        ("the Post", "www.washingtonpost.com"),
    ],
)
def test_outlets_are_found_as_people_call_them(archive, name, outlet):
    archive.put([Article("https://x.example/1", "One", "A text about the harbour.", None, outlet)])
    assert said(f"How many articles from {name}?", archive) == f"There is one article from {outlet} in the archive."


def test_the_newest_and_the_oldest_article_are_named(paper):
    assert said("What is the newest article?", paper).startswith(
        "The newest article is “Bridge to cost 55 million” (ledger.example.com, 2 May 2024). "
        "Before it came “Bridge to cost 40 million” (courier.example.org, 2 May 2024) and “Grain mill fire"
    )
    assert said("the oldest article?", paper) == (
        "The oldest article is “Fire at the grain mill” (courier.example.org, 4 March 2024)."
    )


def test_what_the_articles_are_about_is_not_pretended_to_be_known(paper):
    assert said("What are the articles about?", paper).startswith("Newsdesk does not sort its 6 articles by subject")


def test_an_archive_without_dates_or_outlets_says_so(archive):
    archive.put([Article(None, "Tides", "High water is at noon.", source="tides.txt")])
    assert said("How many articles are there?", archive) == "There is one article in the archive, none of them dated."
    assert said("newest article", archive).startswith("No article in the archive is dated")
    assert said("Which outlets do you have?", archive) == "No article in the archive names its outlet."
    assert said("What period do you cover?", archive) == "No article in the archive is dated."
    assert "“Tides”" in said("What topics do you cover?", archive)


def test_an_empty_archive_is_said_to_be_empty(archive):
    for question in (
        "How many articles do you have?",
        "newest article",
        "What are your sources?",
        "which languages can I use?",
    ):
        assert said(question, archive) == EMPTY
    assert reply_to("hello", archive).kind == "greeting"
