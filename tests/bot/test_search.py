from datetime import date

from bot.period import Period
from bot.search import find_passages, rank_passages


def titles(indexed, encoder, question, **filters):
    vector = encoder.encode_query([question])[0]
    return [hit.passage.article.title for hit in find_passages(indexed, question, vector, 3, **filters)]


def test_words_and_meaning_together_put_the_right_story_first(indexed, word_encoder):
    assert titles(indexed, word_encoder, "Who winds the clockwork?")[0] == "How the lighthouse works"


def test_a_period_still_fills_the_list(indexed, word_encoder):
    found = titles(indexed, word_encoder, "fire at the mill", period=Period(since=date(2024, 5, 1)))
    assert set(found) == {"Bridge to cost 40 million", "Bridge to cost 55 million"}


def test_an_outlet_is_searched_alone(indexed, word_encoder):
    assert titles(indexed, word_encoder, "fire at the mill", outlets=["ledger.example.com"])[0] == "Two dead in mill blaze"


def test_before_anything_is_embedded_words_alone_decide(indexed):
    by_words, by_meaning, fused = rank_passages(indexed, "lighthouse keeper", None)
    assert by_meaning == []
    assert [hit.passage_id for hit in fused] == [hit.passage_id for hit in by_words]


def test_scores_are_between_0_and_1_best_first(indexed, word_encoder):
    vector = word_encoder.encode_query(["fire at the mill"])[0]
    scores = [hit.score for hit in find_passages(indexed, "fire at the mill", vector, 5)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= score <= 1 for score in scores)
