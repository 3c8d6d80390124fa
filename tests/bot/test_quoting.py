from dataclasses import replace

import pytest

from bot.quoting import choose_quotes, same_statement
from bot.reader import Reading


def reading(article, sentence, score, answer=None):
    start = article.text.index(sentence)
    span = None
    if answer:
        at = article.text.index(answer, start)
        span = (at, at + len(answer))
    return Reading(article, start, start + len(sentence), span, score)


MILL = "A fire at the grain mill in Oststrand killed two people on Sunday."


def test_the_best_sentence_is_quoted_first_with_its_answer_marked(stories):
    quotes = choose_quotes(
        [reading(stories[0], MILL, 0.9, "two"), reading(stories[0], "The mill had stood since 1911.", 0.5)]
    )
    assert [quote.text for quote in quotes] == [MILL, "The mill had stood since 1911."]
    assert quotes[0].answer == "two"


def test_an_unsure_sentence_takes_its_neighbour_along_unless_that_is_quoted_already(stories):
    sure, unsure = reading(stories[0], MILL, 0.9), reading(stories[0], "The mill had stood since 1911.", 0.5)
    alone = choose_quotes([unsure, reading(stories[0], MILL, 0.4)])
    assert [quote.text for quote in alone] == [f"{MILL} The mill had stood since 1911."]
    assert [quote.text for quote in choose_quotes([sure, unsure])] == [MILL, "The mill had stood since 1911."]


def test_a_lead_repeated_in_the_body_is_no_neighbour(stories):
    doubled = replace(stories[0], text=f"{MILL}\n\n{MILL} The mill had stood since 1911.")
    lead, second = (
        Reading(doubled, 0, len(MILL), None, 0.5),
        Reading(doubled, len(MILL) + 2, 2 * len(MILL) + 2, None, 0.4),
    )
    assert choose_quotes([lead, second])[0].text == MILL


def test_a_sentence_that_only_says_what_was_wrong_is_quoted_with_what_is_right(stories):
    wrong, right = "Correction: an earlier version said that five people were killed.", "The right figure is two."
    corrected = replace(stories[0], text=f"{stories[0].text}\n\n{wrong} {right}")
    taken_back = replace(reading(corrected, wrong, 0.8), mistaken=reading(corrected, wrong, 0.8, "five").answer_span)
    quote = choose_quotes([taken_back, reading(corrected, right, 0.1, "two")])[0]
    assert (quote.text, quote.answer) == (f"{wrong} {right}", "two")


def test_a_correction_is_no_neighbour(stories):
    notice = "Correction, 4 May 2024: An earlier version of this article misspelled the name of the mill."
    story = replace(stories[0], text=f"{MILL}\n\n{notice}")
    assert choose_quotes([reading(story, MILL, 0.5), reading(story, notice, 0.4)])[0].text == MILL


def test_the_same_statement_in_two_outlets_is_quoted_once(stories):
    quotes = choose_quotes([reading(stories[0], MILL, 0.9), reading(stories[2], MILL, 0.89)])
    assert [quote.article.outlet for quote in quotes] == ["courier.example.org"]


def test_a_lead_repeated_in_the_body_is_quoted_once(stories):
    doubled = replace(stories[0], text=f"{MILL}\n\n{MILL} The mill had stood since 1911.")
    second = Reading(doubled, len(MILL) + 2, 2 * len(MILL) + 2, None, 0.9)
    assert len(choose_quotes([reading(doubled, MILL, 0.9), second])) == 1


def test_figures_that_differ_are_never_the_same_statement(stories):
    quotes = choose_quotes(
        [
            reading(stories[3], stories[3].text, 0.9, "40 million crowns"),
            reading(stories[4], stories[4].text, 0.8, "55 million crowns"),
        ]
    )
    assert [quote.answer for quote in quotes] == ["40 million crowns", "55 million crowns"]


def test_a_sentence_that_leans_on_the_one_before_brings_it_along(stories):
    quote = choose_quotes([reading(stories[1], "He was a driver of 44, the hospital said.", 0.9, "44")])[0]
    assert quote.text == stories[1].text
    assert quote.answer == "44"


def test_where_no_words_answer_the_sentence_itself_is_marked_in_a_widened_quote(stories):
    sentence = "He was a driver of 44, the hospital said."
    assert choose_quotes([reading(stories[1], sentence, 0.9)])[0].answer == sentence


def test_a_sentence_that_leans_over_a_paragraph_break_stands_alone(stories):
    article = replace(stories[0], text="The mayor resigned.\n\nHe gave no reason for it.")
    assert choose_quotes([reading(article, "He gave no reason for it.", 0.9)])[0].text == "He gave no reason for it."


def test_there_are_never_more_than_three_quotes(stories):
    sentences = [story.text.split(". ")[0] for story in (stories[0], stories[1], stories[3], stories[4], stories[5])]
    articles = (stories[0], stories[1], stories[3], stories[4], stories[5])
    readings = [reading(article, sentence, 0.9) for article, sentence in zip(articles, sentences, strict=True)]
    assert len(choose_quotes(readings)) == 3


def test_much_weaker_sentences_are_left_out(stories):
    readings = [reading(stories[0], MILL, 0.9), reading(stories[5], "Nobody lives on the rock in winter.", 0.1)]
    assert len(choose_quotes(readings)) == 1


def test_nothing_read_gives_no_quotes():
    assert choose_quotes([]) == []


@pytest.mark.parametrize(
    ("one", "two", "same"),
    [
        (
            "The storm killed 12 people on the coast.",
            "The storm killed 12 people on the coast, police said.",
            True,
        ),
        ("The storm killed 12 people on the coast.", "The storm killed 14 people on the coast.", False),
        (
            "The minister resigned on Monday after the vote.",
            "The minister resigned on Monday, after the vote.",
            True,
        ),
        ("The minister resigned on Monday.", "The bridge was closed on Monday.", False),
        ("Yes, she said.", "No, she said.", False),
    ],
)
def test_same_statement(one, two, same):
    assert same_statement(one, two) is same
    assert same_statement(two, one) is same


def test_where_it_is_not_sure_which_words_answer_the_likelier_neighbour_comes_along(stories):
    text = "Nobody was hurt. The pump failed at night. The mayor came at noon. Rain is expected."
    story = replace(stories[0], text=text)
    likely, before, after = "The pump failed at night.", "Nobody was hurt.", "The mayor came at noon."

    def quoted(score, others):
        return choose_quotes([reading(story, likely, score), *(reading(story, *other) for other in others)])[0]

    unsure = quoted(0.2, [(before, 0.03), (after, 0.1)])
    assert (unsure.text, unsure.answer) == (f"{likely} {after}", likely)
    assert quoted(0.2, [(before, 0.01), (after, 0.01)]).text == likely
    assert quoted(0.8, [(before, 0.1), (after, 0.3)]).text == likely
