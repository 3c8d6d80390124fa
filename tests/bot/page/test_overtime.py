import re
from dataclasses import replace
from datetime import date

import pytest

from bot.page.libraryplot import _frame_of
from bot.page.overtime import NO_OUTLET, OTHERS, count_over_time, kind_of, show_over_time
from bot.page.picture import Drawn, chosen_days, frame_of
from bot.page.told import show_told
from bot.period import Period
from bot.spread import Telling, spread_out
from corpus.errors import QuestionError
from corpus.holdings import articles_of_passages, count_by_time

MAY, JUNE, AUGUST = date(2024, 5, 20), date(2024, 6, 2), date(2024, 8, 9)
TELLINGS = (Telling("a", MAY), Telling("b", MAY), Telling("c", AUGUST), Telling("d", None))


def drawn(bounds=None, chosen=None):
    return Drawn("Who?", (), bounds, TELLINGS, chosen)


def rows(frame):
    return [tuple(row) for row in frame.itertuples(index=False)]


def test_articles_are_counted_by_time_and_outlet_in_their_newest_version_only(archive, stories):
    archive.put(stories)
    archive.put([replace(stories[0], published=date(2024, 6, 1), title="Fire at the mill, revised")])
    assert count_by_time(archive, 7) == (
        ("2024-03", "courier.example.org", 1),
        ("2024-03", "ledger.example.com", 1),
        ("2024-05", "courier.example.org", 1),
        ("2024-05", "ledger.example.com", 1),
        ("2024-06", "courier.example.org", 1),
    )
    assert sum(count for *_, count in count_by_time(archive, 4)) == 5  # of six: one is undated


def test_a_passage_is_led_back_to_its_article_and_one_that_is_gone_to_none(indexed, stories):
    archive = indexed.archive
    ids = [row.id for row in archive.passages_since(0)]
    assert set(articles_of_passages(archive, ids).values()) == {story.key for story in stories}
    archive.remove([stories[0].key])
    assert stories[0].key not in articles_of_passages(archive, ids).values()
    assert articles_of_passages(archive, []) == {}


def test_the_ten_largest_outlets_stand_apart_and_the_rest_together(archive, stories):
    many = [
        replace(stories[0], url=f"https://x.example/{outlet}-{number}", outlet=f"outlet {outlet:03}", published=day)
        for outlet in range(200)
        for number, day in enumerate([MAY, AUGUST] if outlet < 10 else [AUGUST])
    ]
    archive.put(many)
    over = count_over_time(archive)
    assert over.outlets == (*(f"outlet {number:03}" for number in range(10)), OTHERS)
    assert (over.unit, over.times) == ("month", ("2024-05", "2024-06", "2024-07", "2024-08"))
    assert [over.of_time(time) for time in over.times] == [10, 0, 0, 200]
    assert over.counts["2024-08", OTHERS] == 190
    assert [kind_of(over, outlet) for outlet in over.outlets[-2:]] == ["10", "0"]


def test_one_month_is_told_by_day_and_an_article_without_outlet_has_a_name(archive, stories):
    archive.put([replace(stories[0], url="https://x.example/1", outlet="", published=MAY), stories[3]])
    over = count_over_time(archive)
    assert (over.unit, len(over.times), over.outlets) == ("day", 19, ("courier.example.org", NO_OUTLET))
    assert (over.names[0], over.short[-1]) == ("2 May 2024", "20 May")


def test_more_than_twenty_years_are_told_by_year(archive, stories):
    archive.put([replace(stories[0], published=date(1999, 5, 1)), stories[1]])
    over = count_over_time(archive)
    assert (over.unit, over.times[0], over.times[-1], len(over.times)) == ("year", "1999", "2024", 26)
    assert [time for time in over.times if over.of_time(time)] == ["1999", "2024"]


def test_a_single_day_an_undated_archive_and_an_empty_one_have_no_picture(archive, stories):
    assert count_over_time(archive) is None
    archive.put([stories[5]])
    assert count_over_time(archive) is None
    archive.put(stories[3:5])
    assert count_over_time(archive) is None


def test_a_single_wrong_day_of_long_ago_does_not_press_the_picture_together(archive, stories):
    days = [date(2023, 1 + number % 12, 3) for number in range(400)]
    many = [replace(stories[0], url=f"https://x.example/{number}", published=day) for number, day in enumerate(days)]
    archive.put([*many, replace(stories[0], url="https://x.example/wrong", published=date(1970, 1, 1))])
    over = count_over_time(archive)
    assert (over.unit, over.times[0], over.times[-1], over.early) == ("month", "2023-01", "2023-12", 1)
    assert "The picture begins in January 2023; 1 article from before it is not in it." in show_over_time(over)


def test_a_small_archive_is_drawn_from_its_first_article_on(archive, stories):
    archive.put([replace(stories[0], published=date(1990, 5, 1)), *stories[1:]])
    assert count_over_time(archive).times[0] == "1990"
    assert count_over_time(archive).early == 0


def test_the_table_has_a_row_for_every_time_with_articles_and_no_outlet_is_taken_for_markup(archive, stories):
    archive.put([replace(stories[0], outlet="<b>Herald</b>"), stories[3]])
    html = show_over_time(count_over_time(archive))
    assert re.findall(r'row">(.*?)</th><td>(\d+)', html) == [("2 May 2024", "1"), ("4 March 2024", "1")]
    assert "&lt;b&gt;Herald&lt;/b&gt;" in html
    assert "<b>" not in html


def test_every_time_keeps_its_place_in_the_picture_and_every_outlet_its_colour(archive, stories):
    archive.put(stories)
    over = count_over_time(archive)
    frame = rows(_frame_of(over))
    assert [row[2:] for row in frame[:2]] == [("1", "courier.example.org"), ("2", "ledger.example.com")]
    assert sorted({row[0] for row in frame}) == list(over.times)
    assert sum(row[1] for row in frame) == 5


def test_the_cited_are_a_colour_of_their_own_and_what_lies_outside_the_chosen_days_another():
    spread = spread_out(TELLINGS, {"b"})
    told = [row for row in rows(frame_of(spread, None)) if row[1]]
    assert told == [("2024-05", 1, "not cited"), ("2024-05", 1, "cited"), ("2024-08", 1, "not cited")]
    narrowed = [row for row in rows(frame_of(spread, Period(JUNE, AUGUST))) if row[1]]
    assert narrowed == [("2024-05", 2, "not in the days chosen"), ("2024-08", 1, "not cited")]
    assert [row[0] for row in rows(frame_of(spread, None))][3:] == [
        "2024-05",
        "2024-05",
        "2024-06",
        "2024-07",
        "2024-08",
    ]


def test_the_bars_that_are_brushed_are_the_days_chosen_no_further_than_the_bounds():
    assert chosen_days(drawn(), {"value": ["2024-05", "2024-06"]}) == Period(date(2024, 5, 1), date(2024, 6, 30))
    bounds = Period(date(2024, 5, 10), None)
    assert chosen_days(drawn(bounds), {"value": ["2024-05"]}) == Period(date(2024, 5, 10), date(2024, 5, 31))
    button = {"since": "2024-06-01", "until": "2024-06-30"}
    assert chosen_days(drawn(), button) == Period(date(2024, 6, 1), date(2024, 6, 30))


@pytest.mark.parametrize("event", [None, {}, {"value": []}, {"value": ["nonsense"]}, {"value": 7}])
def test_an_event_that_names_no_bar_chooses_nothing(event):
    assert chosen_days(drawn(), event) is None
    assert chosen_days(None, {"value": ["2024-05"]}) is None


def test_a_day_that_is_none_is_refused():
    with pytest.raises(QuestionError, match="is not a date"):
        chosen_days(drawn(), {"since": "<script>", "until": "2024-06-30"})


def test_the_words_have_the_figures_of_the_picture_and_a_button_for_every_month_with_articles():
    html = show_told(spread_out(TELLINGS, {"b"}))
    assert "3 articles speak about this, from May 2024 to August 2024; most of them in May 2024 (2)." in html
    assert "One more has no date." in html
    assert 'data-since="2024-05-01" data-until="2024-05-31" data-cited="1"' in html
    assert "Ask within May 2024: 2 articles, 1 cited" in re.sub(r"<.*?>", "", html)
    assert html.count("data-since=") == 2
    assert "nd-undo" not in html
    chosen = show_told(spread_out(TELLINGS), None, Period(JUNE, AUGUST))
    assert "Asked within 2 June 2024 to 9 August 2024." in chosen
    assert "nd-undo" in chosen
