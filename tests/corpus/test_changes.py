import pytest

from corpus.changes import Change, changed_sentences, changes_of_span, find_words

OLD = """Two people died in the fire at the mill on Sunday. The mill had stood since 1911.

Fire chief Ada Brandt said the cause was not known. Insurance will pay, the owner said."""
NEW = """Three people died in the fire at the mill on Sunday.  The mill had stood since 1911.

Fire chief Ada Brandt said the cause was a cigarette. A committee will report in May."""


def test_changed_sentences_stand_beside_what_they_became():
    died, cause = "people died in the fire at the mill on Sunday.", "Fire chief Ada Brandt said the cause was"
    assert changed_sentences(OLD, NEW) == [
        Change(f"Two {died}", f"Three {died}"),
        Change(f"{cause} not known.", f"{cause} a cigarette."),
        Change("Insurance will pay, the owner said.", ""),
        Change("", "A committee will report in May."),
    ]


def test_equal_texts_have_no_changes_nor_have_those_that_differ_in_blanks_and_marks():
    assert changed_sentences(OLD, OLD) == []
    assert changed_sentences("He said “no”.\n\nShe left.", 'He said "no". She left.') == []


def test_both_sides_are_slices_of_their_texts():
    for change in changed_sentences(OLD, NEW):
        assert change.before in OLD
        assert change.after in NEW


@pytest.mark.parametrize(("old", "new"), [("", "A new one."), ("A new one.", ""), ("", "")])
def test_empty_texts_are_texts(old, new):
    assert changed_sentences(old, new) == ([Change(old, new)] if old or new else [])


def test_a_sentence_put_in_front_is_told_as_new_and_the_others_are_not_told():
    assert changed_sentences("The sea was calm.", "Boats left at dawn. The sea was calm.") == [
        Change("", "Boats left at dawn.")
    ]


def test_a_text_written_anew_is_told_without_pairing():
    old = " ".join(f"Sentence {n} was old." for n in range(60))
    new = " ".join(f"Sentence {n} is new now." for n in range(60))
    assert len(changed_sentences(old, new)) == 120


def span(text, words):
    return text.index(words), text.index(words) + len(words)


def test_a_quote_whose_sentence_changed_shows_before_and_after():
    (change,) = changes_of_span(OLD, NEW, *span(OLD, "Two people died in the fire"))
    assert change.before.startswith("Two people died")
    assert change.after.startswith("Three people died")


def test_a_quote_that_still_stands_has_not_changed_wherever_it_moved():
    assert changes_of_span(OLD, f"Update.\n\n{NEW}", *span(OLD, "The mill had stood since 1911.")) == ()


def test_a_quote_that_is_gone_has_nothing_after_it():
    assert changes_of_span(OLD, NEW, *span(OLD, "Insurance will pay, the owner said.")) == (
        Change("Insurance will pay, the owner said.", ""),
    )


def test_of_a_quote_of_two_sentences_only_the_changed_one_is_told():
    both = "Two people died in the fire at the mill on Sunday. The mill had stood since 1911."
    assert len(changes_of_span(OLD, NEW, *span(OLD, both))) == 1


def test_words_are_found_whatever_marks_are_between_them():
    text = "He said: “Boats  left – at dawn.” Why?"
    start, end = find_words(text, '"boats left at dawn."')
    assert text[start:end] == "“Boats  left – at dawn.”"
    start, end = find_words(text, "left at dawn.")
    assert text[start:end] == "left – at dawn.”"


def test_words_inside_longer_words_and_other_words_are_not_found():
    assert find_words("Boats left at dawning.", "left at dawn") is None
    assert find_words("Boats left at 40.", "left at 4") is None
    assert find_words("It cost 40.5 million.", "It cost 40") is None
    assert find_words("Boats left.", "…") is None
