"""A question that leans on the conversation is understood as one that stands for itself."""

import pytest

from bot.conversation import Conversation, Turn, add_turn
from bot.followup import Added, Understood, standalone_question
from bot.followup.appositions import name_beside
from bot.followup.correcting import find_correction
from bot.followup.ellipsis import with_counted
from bot.followup.memory import remember

WHO_LEADS = ("Who is the director of the port authority?", "kallavere", "Ines Kallavere")
WHO_RESIGNED = ("Who resigned as director of the port authority?", "luik", "Edvard Luik")
HOW_MANY_DIED = ("How many people died when the Pelsa Star sank?", "ferry ledger", "Eight")


# ── pronouns ────────────────────────────────────────────────────────────────────────────────────────


def test_she_is_the_person_who_was_asked_about(heard):
    assert heard("When was Sanna Luik elected?", "Why did she resign?").question == "Why did Sanna Luik resign?"


def test_he_is_the_person_whom_the_answer_named(heard):
    assert heard(WHO_RESIGNED, "When did he resign?").question == "When did Edvard Luik resign?"


def test_she_is_the_woman_of_the_answer_and_not_the_man_named_beside_her(heard):
    assert heard(WHO_LEADS, "How old is she?").question == "How old is Ines Kallavere?"


def test_she_is_the_director_and_not_the_authority(heard):
    asked = "Who is the director of the port authority?"
    assert heard(asked, "What is she paid?").question == "What is the director paid?"


@pytest.mark.parametrize("when", ["in September 2023", "on Monday", "in 2023"])
def test_it_is_no_date(heard, when):
    understood = heard(f"Why was the dredger out of action {when}?", "How long was it idle?").question
    assert understood.startswith("How long was the dredger idle?")


def test_his_becomes_a_name_in_the_genitive(heard):
    assert heard("Why did Petar Orlo leave?", "Who is his successor?").question == "Who is Petar Orlo’s successor?"


def test_an_owner_takes_the_place_of_the_owner(heard):
    assert heard("What is Boeing’s contract worth?", "And SpaceX's?").question == "What is SpaceX's contract worth?"


def test_it_is_the_thing_and_not_the_person(heard):
    understood = heard("When did Viktor Saarel leave the Pelsa Star?", "How fast was it?").question
    assert understood.startswith("How fast was the Pelsa Star?")


def test_he_is_the_one_named_before_he_said_it_and_the_same_later_in_the_question(heard):
    asked = "What did Orlo say he had drunk before he fell ill?"
    assert heard("What was found in Edvard Luik's blood?", asked).question == asked


def test_they_takes_the_article_along(heard):
    assert heard("What do the dockworkers demand?", "Why do they strike?").question == "Why do the dockworkers strike?"


def test_there_is_in_the_place(heard):
    assert (
        heard("What happened in Ferrow?", "How many people live there?").question == "How many people live in Ferrow?"
    )


def test_a_pronoun_is_still_the_same_two_questions_later(heard):
    understood = heard("What is the Ropewalk Bridge?", "Who built it?", "How long is it?")
    assert understood.question == "How long is the Ropewalk Bridge?"


def test_this_is_not_replaced_but_gets_the_topic_behind_it(heard):
    understood = heard("When did tram Line 4 open?", "Is this late?").question
    assert understood.startswith("Is this late? (")
    assert "Line 4" in understood


def test_the_role_gets_the_person_behind_it(heard):
    understood = heard(WHO_RESIGNED, "When was the director appointed?").question
    assert "Edvard Luik" in understood


def test_an_open_noun_is_completed_by_the_phrase_that_ends_in_it(heard):
    assert heard("When did the dock strike begin?", "Who ended the strike?").question == "Who ended the dock strike?"


def test_a_noun_of_relation_gets_of_what(heard):
    assert (
        heard("Tell me about the Outer Channel.", "What are the costs?").question
        == "What are the costs of the Outer Channel?"
    )


def test_they_are_the_gates_and_not_the_river(heard):
    understood = heard("How do the storm gates at the river mouth work?", "Who paid for them?")
    assert understood.question.startswith("Who paid for the storm gates?")


def test_it_is_the_river_and_not_the_gates(heard):
    understood = heard("Do the storm gates close the harbour?", "How deep is it?")
    assert understood.question.startswith("How deep is the harbour?")


def test_a_verb_between_two_names_belongs_to_neither(heard):
    understood = heard("Why did Anchor bench Petar Orlo?", "How old is he?")
    assert understood.question == "How old is Petar Orlo?"


def test_a_name_keeps_its_new(heard):
    understood = heard("What happened in New Hampshire?", "How many people live there?")
    assert understood.question == "How many people live in New Hampshire?"


@pytest.mark.parametrize(
    "typed",
    [
        "How did Bonnie Raitt get her breakthrough?",
        "What did Aaltava do for her club?",
        "Did Hesk Island vote for its own mayor?",
    ],
)
def test_a_possessive_belongs_to_the_name_before_it(heard, typed):
    assert heard("When was Sanna Luik elected?", typed).question == typed


def test_a_possessive_behind_about_is_somebody_elses(heard):
    understood = heard("When was Sanna Luik elected?", "What did Orlo say about her plans?")
    assert understood.question == "What did Orlo say about Sanna Luik’s plans?"


def test_a_clause_that_says_which_thing_is_meant_is_enough_for_it(heard):
    understood = heard("What did the mayor do?", "What about the lab that did the tests, was it punished?").question
    assert understood.startswith("was the lab that did the tests punished?")


def test_the_name_that_answers_is_meant_although_a_quote_has_it_in_a_longer_phrase(heard):
    told = ("Who was named?", "laureate", "Greta Falk")
    assert heard(told, "How old was she?").question == "How old was Greta Falk?"


def test_a_statement_marked_as_answer_is_not_what_it_means(heard):
    told = ("Why did the port authority lose its director?", "luik", "He had approved 37 million crowns of extra work")
    assert "crowns" not in heard(told, "Who leads it now?").question


def test_he_is_the_one_whom_the_answer_to_who_named_and_not_the_one_asked_about(heard):
    told = ("Who did Ines Kallavere succeed?", "kallavere", "Edvard Luik")
    assert heard(told, "Why did he go?").question == "Why did Edvard Luik go?"


def test_she_is_not_the_man_who_was_called_he_by_his_last_name(heard):
    talked = ("When did Mirela Dusek meet Tobiasz Renk?", "What about Renk, did he vote?")
    assert "Dusek" in heard(*talked, "What had she promised?").question


def test_a_name_with_a_common_head_is_nobody(heard):
    understood = heard("When did Time magazine name Greta Falk?", "How old was she?")
    assert understood.question == "How old was Greta Falk?"


def test_words_of_a_title_put_in_for_a_source_are_not_taken_for_what_was_asked(talk):
    mentions = remember(talk(HOW_MANY_DIED, "tell me more about [2]")).mentions
    assert {one.source for one in mentions if one.phrase.text == "ferry disaster"} == {"title"}


def test_why_did_he_asks_the_question_before_anew(heard):
    assert heard("Did Sanna Luik resign?", "Why did she?").question == "Why did Sanna Luik resign?"


def test_no_month_is_a_name_or_a_thing(heard):
    understood = heard("When was the Pelsa Star built?", "And in August, how far were they?").question
    assert "Pelsa Star" in understood


# ── ellipsis ────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("before", "asked", "whole"),
    [
        (
            "What did Putin say about the war in Ukraine?",
            "and in Bishkek?",
            "What did Putin say about the war in Bishkek?",
        ),
        ("When did Edvard Luik resign?", "Why?", "Why did Edvard Luik resign?"),
        ("Did the ferry sink?", "When?", "When did the ferry sink?"),
        ("What is the population of Marrevik?", "What about Ferrow?", "What is the population of Ferrow?"),
        ("How many ships came in 2023?", "and in 2024?", "How many ships came in 2024?"),
        ("How many ships came to Marrevik?", "And last year?", "How many ships came to Marrevik last year?"),
        ("How many homes were flooded last year?", "and this year?", "How many homes were flooded this year?"),
        (
            "What was reported about the ferry last November?",
            "and in December?",
            "What was reported about the ferry in December?",
        ),
        (
            "What was reported about the ferry in December?",
            "and the month before?",
            "What was reported about the ferry the month before?",
        ),
        (
            "What was reported about the ferry in 2023?",
            "and the following year?",
            "What was reported about the ferry the following year?",
        ),
        (
            "What was reported about the ferry last month?",
            "and last November?",
            "What was reported about the ferry last November?",
        ),
    ],
)
def test_a_cut_off_question_takes_the_form_of_the_one_before(heard, before, asked, whole):
    assert heard(before, asked).question == whole


@pytest.mark.parametrize("asked", ["How many?", "Who?", "Since when?", "Which ones?"])
def test_what_fits_no_slot_gets_the_topic_in_brackets(heard, asked):
    understood = heard("Were dockworkers injured in the fire?", asked).question
    assert understood.startswith(f"{asked} (")
    assert "fire" in understood or "dockworkers" in understood


def test_what_about_a_noun_of_relation_gets_of_what(heard):
    assert heard("When did the dock strike begin?", "What about the cost?").question.startswith(
        "What about the cost of the dock strike?"
    )


def test_an_ellipsis_of_an_ellipsis_goes_on_from_what_was_understood(heard):
    assert heard("When did the Pelsa Star sink?", "Why?", "Where?").question == "Where did the Pelsa Star sink?"


# ── topics ──────────────────────────────────────────────────────────────────────────────────────────


def test_a_question_of_its_own_stays_as_typed_and_shifts_the_topic(heard):
    understood = heard(HOW_MANY_DIED, "Who composed the anthem of Hesk?")
    assert understood == Understood("Who composed the anthem of Hesk?", topic_shift=True)


def test_a_question_of_its_own_on_the_same_topic_is_no_shift(heard):
    understood = heard(HOW_MANY_DIED, "Who owned the Pelsa Star?")
    assert understood == Understood("Who owned the Pelsa Star?")


@pytest.mark.parametrize(
    "asked",
    [
        "Something else: who won the regatta?",
        "different question: how many pupils were enrolled?",
        "By the way, how much was the opera?",
    ],
)
def test_a_question_that_says_it_is_about_something_else_stays_as_typed_and_shifts_the_topic(heard, asked):
    assert heard("When did the Pelsa Star sink?", asked) == Understood(asked, topic_shift=True)


def test_something_else_about_him_still_leans(heard):
    understood = heard("When did Edvard Luik resign?", "By the way, how old is he?").question
    assert understood == "By the way, how old is Edvard Luik?"


@pytest.mark.parametrize(
    "asked", ["How many homes were damaged?", "how much was paid in the end?", "When did the state of emergency begin?"]
)
def test_an_event_without_place_or_name_belongs_to_the_topic(heard, asked):
    understood = heard("When did the storm hit Marrevik?", asked).question
    assert understood.startswith(f"{asked} (")
    assert "storm" in understood


@pytest.mark.parametrize("asked", ["How many storms were there in all?", "How many homes were damaged in 2013?"])
def test_an_event_that_is_told_apart_stays_as_typed(heard, asked):
    assert heard("When did the storm hit Marrevik?", asked).question == asked


def test_after_a_shift_it_is_the_new_topic(heard):
    understood = heard("When did the Pelsa Star sink?", "Who built the Ropewalk Bridge?", "How long is it?")
    assert understood.question == "How long is the Ropewalk Bridge?"


@pytest.mark.parametrize(
    "asked",
    [
        "When did tram Line 4 open?",
        "Who is Dr. Helle Tamm?",
        "Is it true that the storm gate failed in Marrevik?",
        "How many people live in Ferrow?",
        "What is the highest temperature measured in Marrevik?",
        "When Petar Orlo left, who followed him?",
    ],
)
def test_what_leans_on_nothing_stays_as_typed(heard, asked):
    assert heard(HOW_MANY_DIED, asked).question == asked
    assert heard(asked) == Understood(asked)


def test_a_first_question_stays_as_typed_whatever_it_leans_on():
    assert standalone_question("Why did she resign?", Conversation()) == Understood("Why did she resign?")


# ── what was added ──────────────────────────────────────────────────────────────────────────────────


def test_the_words_added_come_with_their_turn_and_source(heard):
    assert heard("Where is Ferrow?", WHO_RESIGNED, "When did he resign?").added[0] == Added("Edvard Luik", "answer", 2)
    assert heard("When was Sanna Luik elected?", "Why did she resign?").added[0] == Added("Sanna Luik", "question", 1)


def test_nothing_is_said_twice(heard):
    understood = heard("When did the dock strike begin?", "When did the dock strike end, and who ended it?")
    assert understood.question == "When did the dock strike end, and who ended it?"


def test_what_somebody_says_is_about_what_was_asked_before(heard):
    understood = heard("When did the dock strike begin?", "What did the union say?")
    assert understood == Understood("What did the union say? (dock strike)", (Added("dock strike", "question", 1),))


def test_more_is_more_of_the_question_before(heard):
    assert heard("When did the Pelsa Star sink?", "tell me more").question == "tell me more (Pelsa Star, sink)"


@pytest.mark.parametrize("said", ["thanks", "ok", "yes please"])
def test_a_word_of_thanks_stays_as_typed(heard, said):
    assert heard("When did the Pelsa Star sink?", said).question == said


def test_a_place_is_not_taken_for_a_person(heard):
    assert heard("Who is the mayor of Marrevik?", "How old is she?").question == "How old is the mayor?"


def test_part_of_a_name_becomes_the_whole_name(heard):
    understood = heard("What is the Marrevik Port Authority?", "Who leads the Authority?")
    assert understood.question == "Who leads the Marrevik Port Authority?"


@pytest.mark.parametrize("asked", ["Were there any injuries?", "How many died?", "What other ships were there?"])
def test_a_question_that_leaves_open_of_what_gets_the_topic_in_brackets(heard, asked):
    understood = heard("When did the Pelsa Star sink?", asked).question
    assert understood.startswith(asked)
    assert "Pelsa Star" in understood


# ── who that is ─────────────────────────────────────────────────────────────────────────────────────


def test_the_judge_is_whom_the_quote_names_beside_it(heard):
    asked = ("How long is the sentence for the eels?", "court", "two years")
    assert heard(asked, "What about the judge, is she new?").question == "is the judge Benita Orlo new?"


def test_a_name_that_the_question_says_itself_is_not_said_twice(heard):
    asked = ("What was named on Tuesday?", "kallavere", "director")
    assert "Kallavere Ines" not in heard(asked, "When was Ines Kallavere named the director?").question


def test_a_question_that_stands_for_itself_gets_no_name(heard):
    asked = ("How long is the sentence for the eels?", "court", "two years")
    alone = "Why did the judge see the Kettil Yard in Bishkek?"
    assert heard(asked, alone).question == alone


def test_who_is_named_beside_a_noun_stands_in_its_place_with_what_else_is_lacking(heard):
    asked = ("Why did the Pelsa Star sink?", "ferry", "sank off Ferrow")
    assert heard(asked, "And the ferry?").question == "Why did the ferry Pelsa Star sink?"


@pytest.mark.parametrize(
    ("text", "noun", "name"),
    [
        ("Judge Benita Orlo sent him to prison.", "judge", "Benita Orlo"),
        ("The ferry company Heskline was fined.", "company", "Heskline"),
        ("Its director, Sabine Krohl, told the council.", "director", "Sabine Krohl"),
        ("Said Ivo Thessen, 51, the new director of the waterworks.", "director", "Ivo Thessen"),
        ("Mayor Dusek spoke. Renk, the deputy mayor, did not.", "mayor", ""),
        ("The company Monday denied it.", "company", ""),
        ("Asked about the trial, Heskline said no.", "trial", ""),
    ],
)
def test_a_name_stands_beside_its_noun_and_only_one_counts(text, noun, name):
    assert name_beside(noun, text) == name


# ── corrections ─────────────────────────────────────────────────────────────────────────────────────


def test_what_was_meant_takes_the_place_of_the_pronoun(heard):
    understood = heard("When did the Pelsa Star leave Ferrow?", "How long is it?", "No, I meant the river.")
    assert understood.question == "How long is the river?"


def test_what_was_meant_takes_the_place_of_the_name(heard):
    assert heard("When did Orlo win?", "I meant Aaltava").question == "When did Aaltava win?"


@pytest.mark.parametrize(
    ("typed", "asked"),
    [
        ("No, not how long, how wide is it?", "how wide is the Lune?"),
        ("no, I meant the mole: who built it?", "who built the mole?"),
        ("no, the other Lune. Where does it rise?", "Where does Lune rise?"),
        ("I mean how wide it is, not how long", "how wide the Lune is"),
        ("No, eels I mean, how many are caught?", "how many are caught? (eels)"),
        ("no, weirs. How many weirs are there?", "How many weirs are there?"),
    ],
)
def test_a_whole_question_takes_the_place_of_what_was_not_meant(heard, typed, asked):
    assert heard("How long is the Lune?", typed).question.startswith(asked)


def test_a_question_asked_instead_still_asks_of_the_same_thing(heard):
    understood = heard("How many people died on the Pelsa Star?", "no, I mean how many were aboard")
    assert understood.question == "how many were aboard (Pelsa Star)"


def test_what_is_denied_tells_which_question_is_corrected(heard):
    understood = heard(
        "How many people died on the Pelsa Star?",
        "What about the radar?",
        "no, I mean how many were aboard, not how many died",
    )
    assert understood.question == "how many people were aboard (Pelsa Star)"


@pytest.mark.parametrize(
    ("question", "before", "whole"),
    [
        ("how many came?", "How many flights were cancelled?", "how many flights came?"),
        ("how many came?", "How many were cancelled?", "how many came?"),
        ("how many trams came?", "How many flights were cancelled?", "how many trams came?"),
        ("how far is it?", "How many flights were cancelled?", "how far is it?"),
    ],
)
def test_what_is_counted_is_taken_from_the_question_before_where_it_is_not_said(question, before, whole):
    assert with_counted(question, before) == whole


def test_a_correction_of_there_is_in_that_place(heard):
    understood = heard("How many people live in Ferrow?", "no, Kirkhesk. How many people live there?")
    assert understood.question == "How many people live in Kirkhesk?"


def test_another_superlative_takes_the_place_of_the_one_before(heard):
    understood = heard("Which is the busiest stop of Line 4?", "sorry, the quietest I mean")
    assert understood.question == "Which is the quietest stop of Line 4?"
    assert "quietest" not in heard("Which is the busiest stop of Line 4?", "no, the forest").question


def test_what_was_meant_may_be_said_with_a_clause(heard):
    understood = heard("Who found the wreck?", "no, the man who led the divers")
    assert understood.question == "Who found the wreck? (the man who led the divers)"


@pytest.mark.parametrize("said", ["no, that is wrong", "No one died?", "Do you know what I mean?", "no problem"])
def test_what_corrects_nothing_is_no_correction(said):
    assert find_correction(said) is None


def test_what_was_meant_stands_behind_a_question_without_a_slot(heard):
    assert heard("How wide is the Lune?", "I meant the river").question == "How wide is the Lune? (the river)"


def test_the_other_one_is_not_the_one_understood_before(heard):
    before = ("When did Petar Orlo meet Signe Aaltava?", "How old is he?")
    first = heard(*before).question
    other = heard(*before, "no, the other one").question
    assert {first, other} == {"How old is Petar Orlo?", "How old is Signe Aaltava?"}


# ── references to an answer ─────────────────────────────────────────────────────────────────────────


def test_tell_me_more_about_a_number_names_the_source(heard):
    understood = heard(HOW_MANY_DIED, "tell me more about [2]")
    assert understood.refers_to == (2,)
    assert understood.question == "tell me more about “Eight dead in ferry disaster”"
    assert understood.added == (Added("Eight dead in ferry disaster", "title", 1),)


def test_a_question_about_both_sources_names_both(heard):
    understood = heard(HOW_MANY_DIED, "Do both articles agree?")
    assert understood.refers_to == (1, 2)
    assert understood.question == "Do “Ferry sinks off Ferrow” and “Eight dead in ferry disaster” agree?"


# ── hostile and odd input ───────────────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    "asked",
    [
        *("", " ", "?", "…", "\x00\x01", "((((", "[999999999999999999999]", "\\1 \\g<0>", "a" * 5000, "it " * 2000),
        *(
            "<script>alert(it)</script>",
            "WHY???",
            "“it”",
            "it’s",
            "😀 it?",
            "その時は？",
            "and and and?",
            "the the the",
        ),
    ],
)
def test_odd_input_is_understood_without_a_failure(heard, asked):
    understood = heard(HOW_MANY_DIED, asked, asked)
    assert isinstance(understood.question, str)
    assert understood.refers_to == ()


def test_odd_turns_in_the_history_do_no_harm():
    talk = Conversation(tuple(Turn(odd, odd) for odd in ("", "???", "(((", "\\d+[", "it it it", "x" * 9000)))
    assert standalone_question("When did she resign?", talk).question.startswith("When did")


def test_a_very_long_history_is_read_from_its_end():
    talk = Conversation(tuple(Turn(f"Who built bridge {n}?", f"Who built bridge {n}?") for n in range(3000)))
    talk = add_turn(talk, Turn("What is the Ropewalk Bridge?", "What is the Ropewalk Bridge?"))
    understood = standalone_question("How long is it?", talk)
    assert understood.question == "How long is the Ropewalk Bridge?"
    assert understood.added[0].turn == 3001


def test_the_same_conversation_is_always_understood_alike(heard):
    asked = (WHO_RESIGNED, "When did he resign?", "and who succeeded him?", "What did the union say about it?")
    assert len({heard(*asked) for _ in range(5)}) == 1


def test_a_figure_that_was_answered_is_not_what_it_means(talk):
    conversation = talk(("How many people died on the Pelsa Star?", "ferry", "Eight"))
    assert "Eight" not in standalone_question("how fast was it going?", conversation).question
    assert "Pelsa Star" in standalone_question("how fast was it going?", conversation).question


def test_since_when_is_asked_of_who_answered(talk):
    assert standalone_question("since when?", talk(WHO_LEADS)).question == (
        "since when? (director, port authority, Ines Kallavere)"
    )
    asked = ("What is Ines Kallavere head of?", "kallavere", "Marrevik Port Authority")
    assert "Marrevik" not in standalone_question("since when?", talk(asked)).question


def test_by_how_much_is_not_put_into_the_question_before(heard):
    assert heard("Which town won the Cup?", "by how much?").question == "by how much? (town, Cup)"


def test_a_deed_that_answered_is_not_what_is_asked_about(talk):
    memory = remember(talk(("What happened to Ines Kallavere?", "kallavere", "named")))
    said = {mention.phrase.text for mention in memory.mentions}
    assert "Ines Kallavere" in said
    assert "named" not in said


def test_and_in_a_source_asks_the_same_of_that_source(talk):
    conversation = talk(HOW_MANY_DIED)
    understood = standalone_question("and in [2]?", conversation)
    assert understood.question == f"{HOW_MANY_DIED[0]} (“Eight dead in ferry disaster”)"
    assert understood.refers_to == (2,)
    assert standalone_question("what about [2]?", conversation).question == (
        "what about “Eight dead in ferry disaster”?"
    )


def test_what_is_on_board_is_on_board_of_something(heard):
    understood = heard("How fast was the Pelsa Star?", "and in March 2019, how many were on board?")
    assert "Pelsa Star" in understood.question
    assert heard("How fast was the Pelsa Star?", "What was on board?", "What is it called?").question == (
        "What is the Pelsa Star called?"
    )


@pytest.mark.parametrize(
    ("asked", "understood"),
    [
        ("What had she promised?", "What had Odo Fennimar promised?"),
        ("When did it start?", "When did the plant start"),
    ],
)
def test_it_is_what_the_question_before_named_first(heard, asked, understood):
    topic = "Odo Fennimar, what did she say about Marrevik" if "she" in asked else "the plant, did Marrevik build it"
    assert heard("Who became mayor of Marrevik?", f"What about {topic}?", asked).question.startswith(understood)


def test_he_is_never_several(heard):
    understood = heard("Why was Viktor Saarel ill?", "What about the doctors, what did they find?", "Where is he now?")
    assert understood.question == "Where is Viktor Saarel now?"


def test_what_had_to_be_done_is_not_what_it_means(heard):
    understood = heard("How many households of Brickfields had to boil their water?", "who heads it?").question
    assert "boil" not in understood


def test_what_is_counted_takes_the_place_of_what_was_counted(heard):
    puffins = "How many puffin burrows are there on Little Hesk?"
    assert heard(puffins, "what about porpoises?").question == "How many porpoises are there on Little Hesk?"
    assert heard(puffins, "what about porpoises?", "why are they back?").question.startswith("why are porpoises back?")


def test_what_does_not_fit_a_pronoun_stands_behind_the_question_and_not_in_its_place(heard):
    composed = ("Who composed the opera?", "kallavere", "Ines Kallavere")
    understood = heard(composed, "How old is she?", "Where was she born?", "Who directed it?")
    assert understood.question.startswith("Who directed it? (")
    understood = heard("Who won the Cup final?", "How old is he?")
    assert understood.question == "How old is he? (Cup final)"


def test_a_name_ends_with_its_sentence(heard):
    told = ("What did the court do?", "luik", "Marrevik Port Authority on Tuesday. He")
    assert "Tuesday. He" not in heard(told, "Was anyone convicted?").question


def test_a_thing_keeps_its_article_where_a_word_stood_between(heard):
    understood = heard("How much did the new tram line cost?", "Why was it so late?")
    assert understood.question == "Why was the tram line so late?"


def test_what_was_done_to_them_is_not_asked_of_those_on_board(heard):
    understood = heard("How many people died on the Pelsa Star?", "And how many were on board?")
    assert understood.question == "And how many were on board? (Pelsa Star)"


@pytest.mark.parametrize(
    ("before", "asked", "understood"),
    [
        ("How many people use Line 4 in July?", "And now?", "How many people use Line 4 now?"),
        ("Who was mayor in 2024?", "what about now?", "Who was mayor now?"),
        ("What was the price of the bridge?", "And what was it in 2023?", "What was the price of the bridge in 2023?"),
        ("How high was the Lorva?", "How high was it last week?", "How high was the Lorva last week?"),
    ],
)
def test_the_same_is_asked_of_another_time(heard, before, asked, understood):
    assert heard(before, asked).question == understood


def test_another_question_of_another_time_is_not_the_same(heard):
    understood = heard("Who built the Ropewalk Bridge?", "And how long was it in 2023?")
    assert understood.question.startswith("And how long was the Ropewalk Bridge in 2023?")


def test_who_judged_somebody_is_no_name(heard):
    understood = heard("Who judged Viktor Saarel?", "Will he appeal?")
    assert understood.question == "Will Viktor Saarel appeal?"


def test_where_somebody_was_born_is_not_part_of_the_name(heard):
    understood = heard("When was Berta Maune born?", "What did she die of?")
    assert understood.question == "What did Berta Maune die of?"


def test_a_name_that_is_said_with_the_is_no_person(heard):
    told = ("What struck the wall?", "ledger", "Pelsa Star")
    assert heard(told, "How old is he?").question == "How old is he? (Pelsa Star)"
