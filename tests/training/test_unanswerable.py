import json
import lzma
import random

from training.examples import Example
from training.unanswerable import asked_otherwise, unanswerable_examples, without_sentence

FERRY = "The ferry Aurora was built in Velm. It sank off Cape Lind in 1911. Nobody was hurt."
LIGHTHOUSE = "The lighthouse at Port Ost was lit in 1887."


def example(question, answer, text=FERRY):
    return Example(question, text, ((text.index(answer), text.index(answer) + len(answer)),))


def test_the_sentence_of_the_answer_goes_and_the_others_stay():
    made = without_sentence(example("When did the ferry sink?", "1911"))
    assert made == Example("When did the ferry sink?", "The ferry Aurora was built in Velm. Nobody was hurt.", ())


def test_an_answer_that_stands_twice_or_alone_makes_no_example():
    assert without_sentence(example("Where?", "Velm", FERRY + " Velm is a port.")) is None
    assert without_sentence(example("Where?", "Velm", "It was built in Velm.")) is None


def test_a_name_or_a_number_gives_way_to_one_like_it_that_only_a_sibling_has():
    rng = random.Random(1)
    named = asked_otherwise(example("When did it sink off Cape Lind?", "1911"), [LIGHTHOUSE], rng)
    assert named == Example("When did it sink off Port Ost?", FERRY, ())
    numbered = asked_otherwise(example("What sank in 1911?", "Aurora"), [LIGHTHOUSE], rng)
    assert numbered == Example("What sank in 1887?", FERRY, ())


def test_an_extreme_gives_way_to_its_opposite_as_a_whole_word():
    made = asked_otherwise(example("Which is the largest port of the northern coast?", "Velm"), [], random.Random(1))
    assert made == Example("Which is the smallest port of the northern coast?", FERRY, ())
    assert asked_otherwise(example("Who sank beforehand?", "Aurora"), [], random.Random(1)) is None


def test_nothing_is_exchanged_where_no_sibling_has_something_alike():
    assert asked_otherwise(example("What sank in 1911?", "Aurora"), ["Built in 99 days."], random.Random(1)) is None


def test_a_share_of_the_questions_of_a_file_is_taken(tmp_path):
    asked = {"question": "When did it sink off Cape Lind?", "answers": [{"text": "1911", "answer_start": 59}]}
    paragraphs = [{"context": FERRY, "qas": [asked]}, {"context": LIGHTHOUSE, "qas": []}]
    file = tmp_path / "squad.json.xz"
    with lzma.open(file, "wt", encoding="utf-8") as stream:
        json.dump({"data": [{"title": "Aurora", "paragraphs": paragraphs}]}, stream)
    gone, otherwise = unanswerable_examples(file, 1.0, random.Random(1))
    assert (gone.spans, otherwise.spans) == ((), ())
    assert "1911" not in gone.text
    assert otherwise.question == "When did it sink off Port Ost?"
    assert unanswerable_examples(file, 0.0, random.Random(1)) == []
