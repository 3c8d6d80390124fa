import pytest

from bot.reader.expected import expected_kind, find_expected, is_byline, is_dateline


@pytest.mark.parametrize(
    ("question", "kind"),
    [
        ("When did the Kant air base open?", "time"),
        ("In which year was the mill built?", "time"),
        ("How many people died?", "number"),
        ("What percentage of voters took part?", "number"),
        ("How old is the mayor?", "number"),
        ("Who is the president of Kyrgyzstan?", "person"),
        ("Where was the ship found?", "name"),
        ("Which country won the cup?", "name"),
        ("Who resigned when the bridge fell?", "person"),
        ("Why did the gate not close?", None),
        ("What did Japarov say about terrorism?", "saying"),
        ("How did the mayor respond to the report?", "saying"),
        ("What did the ship carry?", None),
    ],
)
def test_the_form_of_a_question_tells_what_it_expects(question, kind):
    assert expected_kind(question) == kind


@pytest.mark.parametrize(
    ("kind", "sentence", "words"),
    [
        ("time", "He attended the opening in October 2003.", ["October 2003"]),
        (
            "time",
            "The vote is on Thursday, 16 November 2023, at 6.30 p.m.",
            ["Thursday, 16 November 2023", "6.30 p.m."],
        ),
        ("number", "Eight people died and 1,386 fell ill.", ["Eight", "1,386"]),
        ("number", "It cost $271.5 million in 2025.", ["$271.5 million"]),
        ("number", "Turnout was 61.4 per cent.", ["61.4 per cent"]),
        ("name", "In turn, President Sadyr Japarov said so.", ["President Sadyr Japarov"]),
        ("name", "The captain was fined.", []),
        ("person", "In turn, President Sadyr Japarov said so.", ["President Sadyr Japarov"]),
        ("person", "The gates will close, Sollander said.", ["Sollander"]),
        ("person", "The Russian leader is on a visit to Kyrgyzstan.", []),
        ("saying", 'Both spoke of “a fight against terrorism," Japarov said.', ['“a fight against terrorism,"']),
        ("saying", "The mayor said the gates would close.", ["The mayor said the gates would close."]),
        ("saying", "The ship was carrying wheat.", []),
        (None, "Anything at all in 2003.", []),
    ],
)
def test_expected_words_are_found_by_their_form(kind, sentence, words):
    found = [sentence[start:end] for start, end in find_expected(kind, set(), sentence)]
    assert found[: len(words)] == words
    assert bool(found) == bool(words)


def test_what_the_question_says_itself_is_no_answer():
    sentence = "Hilda Moen succeeded Ada Brandt as mayor."
    assert [sentence[a:b] for a, b in find_expected("name", {"hilda", "moen"}, sentence)] == ["Ada Brandt"]


@pytest.mark.parametrize("line", ["Sunday, August 4, 2019", "4 August 2019", "Monday 4 March", "2019", "11.30 p.m."])
def test_a_day_alone_is_a_dateline(line):
    assert is_dateline(line)


@pytest.mark.parametrize(
    "line", ["On Sunday.", "It opened on 4 August 2019.", "Sunday was quiet.", "LORVA, 4 August", "Mayor", "1,386"]
)
def test_a_day_of_something_is_none(line):
    assert not is_dateline(line)


@pytest.mark.parametrize("line", ["By Linnea Farr", "By C. D. Mott, town hall reporter", "By Ana Brisko and Ada Lunn"])
def test_who_wrote_the_story_is_a_byline(line):
    assert is_byline(line)


@pytest.mark.parametrize("line", ["By 33 votes to 26 the council agreed.", "By noon the fog had lifted.", "By Monday."])
def test_a_sentence_that_begins_with_by_is_none(line):
    assert not is_byline(line)
