from datetime import date, timedelta

import numpy as np

from bot.period import Period
from bot.search import find_passages, prefer_newer, rank_passages
from embeddings.vectors import Hit


def titles(indexed, encoder, question, **filters):
    vector = encoder.encode_query([question])[0]
    return [hit.passage.article.title for hit in find_passages(indexed, question, vector, 3, **filters)]


def test_words_and_meaning_together_put_the_right_story_first(indexed, word_encoder):
    assert titles(indexed, word_encoder, "Who winds the clockwork?")[0] == "How the lighthouse works"


def test_a_period_still_fills_the_list(indexed, word_encoder):
    found = titles(indexed, word_encoder, "fire at the mill", period=Period(since=date(2024, 5, 1)))
    assert set(found) == {"Bridge to cost 40 million", "Bridge to cost 55 million"}


def test_an_outlet_is_searched_alone(indexed, word_encoder):
    assert (
        titles(indexed, word_encoder, "fire at the mill", outlets=["ledger.example.com"])[0] == "Two dead in mill blaze"
    )


def test_before_anything_is_embedded_words_alone_decide(indexed):
    rankings = rank_passages(indexed, "lighthouse keeper", None)
    assert rankings.meaning == []
    assert [hit.passage_id for hit in rankings.hybrid] == [hit.passage_id for hit in rankings.words]


def test_of_two_equal_passages_the_newer_wins_and_the_undated_counts_as_a_year_old():
    hits = [Hit(1, 0.5), Hit(2, 0.5), Hit(3, 0.5), Hit(4, 0.5)]
    today = date(2024, 6, 1)
    days = np.array([(today - timedelta(days=age)).toordinal() for age in (4000, 3, 0)] + [0])
    days[2] = 0
    days[3] = (today - timedelta(days=300)).toordinal()
    assert [hit.passage_id for hit in prefer_newer(hits, days, today)] == [2, 4, 3, 1]


def test_a_much_better_passage_wins_although_it_is_old():
    days = np.array([date(2014, 6, 1).toordinal(), date(2024, 5, 31).toordinal()])
    best = prefer_newer([Hit(1, 0.9), Hit(2, 0.3)], days, date(2024, 6, 1))
    assert best[0].passage_id == 1


def test_scores_are_at_most_1_best_first(indexed, word_encoder):
    vector = word_encoder.encode_query(["fire at the mill"])[0]
    scores = [hit.score for hit in find_passages(indexed, "fire at the mill", vector, 5)]
    assert scores == sorted(scores, reverse=True)
    assert all(score <= 1 for score in scores)


def test_only_the_articles_pointed_at_are_searched_all_of_them(indexed, word_encoder):
    keys = [indexed.archive.articles(matching="55 million")[0].key]
    assert titles(indexed, word_encoder, "fire at the mill", within=keys) == ["Bridge to cost 55 million"]


def test_an_article_that_the_conversation_is_about_is_put_forward_with_the_score_that_it_has(indexed, word_encoder):
    question = "What does the bridge cost?"
    vector = word_encoder.encode_query([question])[0]
    plain = find_passages(indexed, question, vector, 6)
    third = plain[2]
    near = find_passages(indexed, question, vector, 6, near=[third.passage.article.key])
    assert near[1] == third


def test_days_that_a_question_is_about_take_the_place_of_today():
    old, new = date(2019, 5, 3), date(2024, 5, 30)
    days = np.array([day.toordinal() for day in (old, new)])
    hits = [Hit(1, 0.5), Hit(2, 0.5)]
    today = date(2024, 6, 1)
    assert prefer_newer(hits, days, today)[0].passage_id == 2
    assert prefer_newer(hits, days, today, [Period(date(2019, 1, 1), date(2019, 12, 31))])[0].passage_id == 1
