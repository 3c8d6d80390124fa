from dataclasses import replace
from datetime import date

import pytest

from bot.period import Period
from bot.reader import CosineReader, PassageRead, SentenceRead, load_reader, plain_answer, read_sentences
from bot.reader.features import FEATURES, match_words
from bot.reader.scoring import Weights
from bot.search import Found, find_passages
from corpus.article import Article
from corpus.passage import Passage


@pytest.fixture
def cosine(word_encoder):
    return CosineReader(word_encoder)


@pytest.fixture(scope="module")
def trained():
    return load_reader()


def read(question, indexed, encoder, reader, count=5):
    vector = encoder.encode_query([question])[0]
    return read_sentences(question, find_passages(indexed, question, vector, count), reader, indexed.keywords)


def taken_back(read):
    """Return a read whose sentence says that its answer was wrong."""
    (sentence,) = read.sentences
    return PassageRead((replace(sentence, answer=None, mistaken=sentence.answer),))


def read_everything(question, indexed, reader):
    """Read every passage of the archive, wire copies too, as if search found them all alike."""
    numbers = indexed.vectors.ids.tolist()
    found = [Found(passage, 0.5) for passage in indexed.archive.passages(numbers)]
    return read_sentences(question, found, reader, indexed.keywords)


@pytest.mark.parametrize("name", ["cosine", "trained"])
def test_the_sentence_that_answers_is_read_first_and_its_words_are_marked(name, indexed, word_encoder, request):
    reader = request.getfixturevalue(name)
    best = read("How much will the bridge over the Lune cost?", indexed, word_encoder, reader)[0]
    assert best.article.title in ("Bridge to cost 40 million", "Bridge to cost 55 million")
    assert best.article.text[slice(*best.answer_span)].removesuffix(" crowns") in ("40 million", "55 million")


@pytest.mark.parametrize("name", ["cosine", "trained"])
def test_every_sentence_is_read_once_and_is_a_slice_of_its_article(name, indexed, word_encoder, request):
    readings = read("Who was killed in the fire at the mill?", indexed, word_encoder, request.getfixturevalue(name))
    places = [(reading.article.key, reading.start) for reading in readings]
    assert len(places) == len(set(places))
    assert all(reading.text == reading.article.text[reading.start : reading.end] for reading in readings)


def test_scores_are_probabilities_best_first(indexed, word_encoder, trained):
    scores = [reading.score for reading in read("When had the mill stood?", indexed, word_encoder, trained)]
    assert scores == sorted(scores, reverse=True)
    assert all(0 < score < 1 for score in scores)


def test_nothing_found_reads_nothing(indexed, cosine, trained):
    assert read_sentences("x", [], cosine, indexed.keywords) == []
    assert read_sentences("x", [], trained, indexed.keywords) == []


def test_a_dateline_is_no_sentence_that_answers_when(indexed, trained):
    text = "Sunday, August 4, 2019\n\nThe ferry Tern came into service. It was built in 2017."
    passage = Passage(1, Article("https://a.example/ferry", "A new ferry", text, date(2019, 8, 4), ""), 0, len(text))
    readings = read_sentences("When did the ferry Tern come?", [Found(passage, 0.5)], trained, indexed.keywords)
    assert {one.text for one in readings} == {"The ferry Tern came into service.", "It was built in 2017."}


class Planned:
    """A reader that says what a test wants: the odds and the answer of each passage's first sentence."""

    name, trained = "planned", True

    def __init__(self, plan):
        self.plan = plan

    def read(self, question, passages):
        reads = []
        for passage in passages:
            odds, words = self.plan.get(passage.article.title, (-9.0, None))
            at = passage.article.text.find(words) if words else -1
            answer = (at, at + len(words)) if at >= 0 else None
            end = passage.article.text.index(".") + 1
            reads.append(PassageRead((SentenceRead(0, end, odds, answer),)))
        return reads


def test_two_articles_with_the_same_answer_strengthen_each_other(indexed, word_encoder):
    question = "How many people did the fire at the mill in Oststrand kill?"
    alone = {"Fire at the grain mill": (1.0, "two people"), "Two dead in mill blaze": (1.0, "Oststrand")}
    agreed = {"Fire at the grain mill": (1.0, "two people"), "Two dead in mill blaze": (1.0, "two people")}

    def score(plan):
        readings = read_everything(question, indexed, Planned(plan))
        return next(one.score for one in readings if one.article.title == "Fire at the grain mill")

    assert score(agreed) > score(alone)


def test_who_tells_what_a_correction_takes_back_speaks_for_the_correction_and_not_the_other_way_round(
    indexed, word_encoder
):
    question = "How many people did the fire at the mill in Oststrand kill?"

    plan = {"Fire at the grain mill": (1.0, "two people"), "Two dead in mill blaze": (1.0, "two people")}
    found = [Found(passage, 0.5) for passage in indexed.archive.passages(indexed.vectors.ids.tolist())]

    def score(title, corrected):
        class Reader(Planned):
            def read(self, question, passages):
                reads = super().read(question, passages)
                return [
                    taken_back(read) if passage.article.title == corrected else read
                    for passage, read in zip(passages, reads, strict=True)
                ]

        readings = read_sentences(question, found, Reader(plan), indexed.keywords)
        return next(one.score for one in readings if one.article.title == title)

    report, correction = "Fire at the grain mill", "Two dead in mill blaze"
    assert score(correction, corrected=correction) == pytest.approx(score(correction, corrected=None))
    assert score(report, corrected=correction) < score(report, corrected=None)


def test_answers_written_a_little_otherwise_are_the_same():
    assert plain_answer("the 40 people") == plain_answer("about 40 people,") == "40 people"
    assert plain_answer("40 people") != plain_answer("14 people")


def test_words_side_by_side_count_more_than_words_apart():
    rarity = {"kyrgyz": 0.5, "presid": 0.5}
    assert match_words(rarity, ["kyrgyz", "presid", "said"]) == (1.0, 1.0)
    assert match_words(rarity, ["presid", "of", "the", "kyrgyzstan"]) == (1.0, 0.0)
    assert match_words(rarity, ["russia"]) == (0, 0.0)


def test_older_evidence_is_doubted_only_where_newer_evidence_may_answer_too(indexed, word_encoder):
    def score(odds_of_newer):
        plan = {"Two dead in mill blaze": (4.0, None), "Bridge to cost 55 million": (odds_of_newer, None)}
        found = read_everything("What do the mill and the bridge cost?", indexed, Planned(plan))
        return next(one.score for one in found if one.article.title == "Two dead in mill blaze")

    assert score(odds_of_newer=3.5) < score(odds_of_newer=-8.0)


def test_what_an_article_of_the_very_days_answers_makes_a_later_one_doubtful_however_likely(indexed, word_encoder):
    asked, day = "What do the mill and the bridge cost?", Period(date(2024, 3, 4), date(2024, 3, 4))
    numbers = indexed.vectors.ids.tolist()
    found = [Found(passage, 0.5) for passage in indexed.archive.passages(numbers)]

    def score(odds_of_that_day):
        plan = {"Bridge to cost 55 million": (9.0, None), "Fire at the grain mill": (odds_of_that_day, None)}
        read = read_sentences(asked, found, Planned(plan), indexed.keywords, date(2026, 1, 1), [day])
        return next(one.score for one in read if one.article.title == "Bridge to cost 55 million")

    assert score(odds_of_that_day=0.5) < score(odds_of_that_day=-0.5)


def test_what_search_says_of_the_best_sentence_makes_all_of_them_likelier_and_keeps_their_order():
    search = FEATURES.index("search")
    best, other = [0.0] * len(FEATURES), [0.0] * len(FEATURES)
    best[0], other[0] = 0.5, 0.2

    def scores(of_the_best, of_the_other):
        best[search], other[search] = of_the_best, of_the_other
        return Weights({"read": 1.0}, {"search": 2.0}, -1.0).probabilities([other, best])

    assert scores(0.9, 0.1)[0] > scores(0.2, 0.1)[0]
    assert scores(0.2, 0.9) == scores(0.2, 0.1)
    assert scores(0.2, 0.9)[0] < scores(0.2, 0.9)[1]
    assert Weights({"read": 1.0}, {}, 0.0).probabilities([]) == []
