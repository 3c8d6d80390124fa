import json
import lzma
import random

from training.examples import qamr_examples, squad_examples
from training.news import evidence_examples, spans_of

PARAGRAPHS = [
    ("The ferry Aurora sank off Cape Lind in 1911.", "When did the Aurora sink?", "1911"),
    ("The ferry Aurora had been built in Velm for the crossing to Cape Lind.", "Where was the Aurora built?", "Velm"),
    ("Potatoes grow well on the island.", "What grows well?", "Potatoes"),
]


def write_lines(file, rows):
    with lzma.open(file, "wt", encoding="utf-8") as stream:
        stream.writelines(json.dumps(row) + "\n" for row in rows)
    return file


def squad(tmp_path):
    paragraphs = [
        {
            "context": text,
            "qas": [{"question": question, "answers": [{"text": answer, "answer_start": text.index(answer)}]}],
        }
        for text, question, answer in PARAGRAPHS * 1
    ]
    return write_lines(tmp_path / "squad.json.xz", [{"data": [{"title": "Aurora", "paragraphs": paragraphs}]}])


def test_squad_gives_each_question_with_its_answer_and_some_on_the_nearest_sibling(tmp_path, monkeypatch):
    monkeypatch.setattr("training.examples.SIBLING_SHARE", 1.0)
    examples = squad_examples(squad(tmp_path), random.Random(1))
    answered = [example for example in examples if example.spans]
    assert [one.text[slice(*one.spans[0])] for one in answered] == ["1911", "Velm", "Potatoes"]
    sibling = next(one for one in examples if not one.spans and one.question == "When did the Aurora sink?")
    assert sibling.text == PARAGRAPHS[1][0]
    assert all("1911" not in one.text for one in examples if not one.spans and "sink" in one.question)


def test_qamr_sentences_are_written_as_people_write_and_keep_their_answers(tmp_path):
    row = {
        "sentence": "The mayor ( Ada Lund ) said , `` We ca n't wait '' .",
        "row": ["1", "7", "0", "1", "Who said they can't wait?", "0 1", "60:0 1", "61:3 4"],
    }
    bad = {**row, "row": [*row["row"][:5], "0 1", "60:Invalid", "61:3"]}
    (example,) = qamr_examples(write_lines(tmp_path / "qamr.jsonl.xz", [row, bad]), 9, random.Random(1))
    assert example.text == "The mayor (Ada Lund) said, “We can't wait”."
    assert {example.text[slice(*span)] for span in example.spans} == {"The mayor", "Ada Lund"}


def test_an_answer_is_found_wherever_its_words_stand_side_by_side():
    text = "It opened in October, 2003. Nobody in OCTOBER 2003 cared; October 2004 was better."
    assert [text[slice(*span)] for span in spans_of(text, "october 2003")] == ["October, 2003", "OCTOBER 2003"]
    assert spans_of(text, "") == ()


def test_evidence_counts_only_where_the_answer_stands_in_it():
    rows = [
        {"question": "Who won?", "answer": "“Ada Lund”", "evidence": "Ada Lund won on Sunday."},
        {"question": "Who lost?", "answer": "Ben Roe", "evidence": "He lost."},
        {"question": "Did she?", "answer": "Yes", "evidence": "Yes, she did."},
    ]
    (example,) = evidence_examples(rows)
    assert example.text[slice(*example.spans[0])] == "Ada Lund"
