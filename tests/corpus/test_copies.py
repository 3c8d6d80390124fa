from dataclasses import replace
from datetime import date

import pytest

from corpus.article import Article
from corpus.copies import are_copies, band_keys, shared_part, shingles

BODY = """Two ferries collided off Eastquay on Friday night, and 14 passengers were taken to hospital.

The Lune Queen was on her way to the islands when she met the Halden in thick fog, the coast guard said.

“We heard a noise as of thunder and then the lights went out,” said Ole Brandt, a teacher who was on board.

The harbour was closed until noon on Saturday while divers looked at both hulls for damage below the water line.

The company that owns the Lune Queen said that it would pay for the repairs and for the night in a hotel.

A committee of the ministry will look into the cause of the collision; its report is expected in spring.

In 2009 a ferry ran aground at the same place, and a light was put up on the rock after that."""


def article(text, outlet="courier.example.org", title="Ferries collide in fog"):
    return Article(f"https://{outlet}/ferries.html", title, text, date(2024, 2, 3), outlet)


ORIGINAL = article(BODY)
CUT = "\n\n".join(["Fog caused a collision of ferries.", *BODY.split("\n\n")[1:6], "Subscribe to the Ledger."])


def test_a_copy_with_a_new_lead_and_its_end_cut_off_is_a_copy():
    assert are_copies(ORIGINAL, article(CUT, "ledger.example.com", "Ferry crash: what we know"))


def test_the_order_of_two_articles_does_not_matter():
    other = article(CUT, "ledger.example.com")
    assert are_copies(ORIGINAL, other) == are_copies(other, ORIGINAL)


def test_another_story_on_the_same_event_is_no_copy():
    text = (
        "Fourteen people are in hospital after two ferries met in the fog off Eastquay. The captain of the Halden told "
        "this newspaper that his radar had failed an hour before. “We heard a noise as of thunder and then the lights "
        "went out,” said Ole Brandt, a teacher who was on board. Relatives waited at the quay all night for news."
    )
    assert not are_copies(ORIGINAL, article(text, "ledger.example.com"))


def test_a_rewrite_with_a_new_toll_is_no_copy():
    assert not are_copies(ORIGINAL, article(BODY.replace("14 passengers", "19 passengers"), "ledger.example.com"))


def test_a_headline_with_another_figure_is_news():
    one = replace(ORIGINAL, title="Ferries collide in fog off Eastquay: 14 hurt")
    two = replace(article(CUT, "ledger.example.com"), title="Ferries collide in fog off Eastquay: 15 hurt")
    assert not are_copies(one, two)


def test_within_one_outlet_a_changed_story_is_an_update_and_not_a_copy():
    assert not are_copies(ORIGINAL, replace(article(CUT), url="https://courier.example.org/ferries-2.html"))


def test_within_one_outlet_the_same_text_at_two_addresses_is_a_copy():
    assert are_copies(ORIGINAL, replace(ORIGINAL, url="https://courier.example.org/amp/ferries.html"))


def test_within_one_outlet_pages_of_which_only_the_furniture_was_read_are_no_copies():
    other = replace(ORIGINAL, url="https://courier.example.org/tram.html", title="Council debates a new tram line")
    assert not are_copies(ORIGINAL, other)


def test_captions_and_teasers_are_too_short_to_tell():
    assert not are_copies(article("Photo: a ferry."), article("Photo: a ferry.", "ledger.example.com"))


@pytest.mark.parametrize("text", ["", "…", "one", "\ud800 broken", "船" * 50])
def test_any_text_has_shingles_and_bands(text):
    assert len(band_keys(shingles(text))) == 32


def test_bands_depend_on_the_words_alone_and_fit_into_sqlite():
    bands = band_keys(shingles(BODY))
    assert bands == band_keys(shingles(BODY.upper().replace("\n\n", " ")))
    assert all(-(2**63) <= band < 2**63 for band in bands)
    assert len(set(bands) & set(band_keys(shingles(CUT)))) > 3
    assert not set(bands) & set(band_keys(shingles("Nothing of this story stands in these few words here.")))


def test_the_shared_part_is_that_of_the_first_text():
    assert shared_part(shingles("one two three four"), shingles("zero one two three four five")) == 1.0
    assert shared_part(shingles("zero one two three four five"), shingles("one two three four")) == pytest.approx(1 / 3)
    assert shared_part(shingles(""), shingles(BODY)) == 0.0
