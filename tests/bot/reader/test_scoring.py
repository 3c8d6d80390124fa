from bot.reader import read_sentences
from bot.reader.features import match_words
from bot.search import find_passages


def read(question, indexed, encoder, count=5):
    vector = encoder.encode_query([question])[0]
    found = find_passages(indexed, question, vector, count)
    return read_sentences(question, vector, found, encoder, indexed.keywords)


def test_the_sentence_that_answers_is_read_first_and_its_words_are_marked(indexed, word_encoder):
    best = read("How much will the bridge over the Lune cost?", indexed, word_encoder)[0]
    assert best.article.title in ("Bridge to cost 40 million", "Bridge to cost 55 million")
    assert best.article.text[slice(*best.answer_span)] in ("40 million", "55 million")


def test_every_sentence_is_read_once_and_is_a_slice_of_its_article(indexed, word_encoder):
    readings = read("Who was killed in the fire at the mill?", indexed, word_encoder)
    places = [(reading.article.key, reading.start) for reading in readings]
    assert len(places) == len(set(places))
    assert all(reading.text == reading.article.text[reading.start : reading.end] for reading in readings)


def test_scores_are_probabilities_best_first(indexed, word_encoder):
    scores = [reading.score for reading in read("When had the mill stood?", indexed, word_encoder)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_nothing_found_reads_nothing(indexed, word_encoder):
    vector = word_encoder.encode_query(["x"])[0]
    assert read_sentences("x", vector, [], word_encoder, indexed.keywords) == []


def test_words_side_by_side_count_more_than_words_apart():
    rarity = {"kyrgyz": 0.5, "presid": 0.5}
    assert match_words(rarity, ["kyrgyz", "presid", "said"]) == (1.0, 1.0)
    assert match_words(rarity, ["presid", "of", "the", "kyrgyzstan"]) == (1.0, 0.0)
    assert match_words(rarity, ["russia"]) == (0, 0.0)
