from dataclasses import replace
from datetime import date

import pytest

from corpus.holdings import (
    count_articles,
    count_published,
    days_covered,
    find_keys,
    list_by_day,
    outlet_counts,
    sample_openings,
)

COURIER, LEDGER = "courier.example.org", "ledger.example.com"


@pytest.fixture
def revised(archive, stories):
    """The six stories, with the first one moved from March to June by a new version."""
    archive.put(stories)
    archive.put([replace(stories[0], published=date(2024, 6, 1), title="Fire at the mill, revised")])
    return archive


def test_only_the_newest_version_of_an_article_counts(revised):
    assert count_articles(revised) == 6
    assert count_published(revised, date(2024, 3, 1), date(2024, 3, 31)) == 2
    assert count_published(revised, date(2024, 6, 1), date(2024, 6, 1)) == 1
    assert list_by_day(revised, 1)[0].title == "Fire at the mill, revised"


def test_both_days_of_a_period_are_counted_and_an_open_side_reaches_to_the_end(revised):
    assert count_published(revised, date(2024, 3, 4), date(2024, 3, 6)) == 2
    assert count_published(revised, date(2024, 5, 2), None) == 3
    assert count_published(revised, None, date(2024, 3, 5)) == 1


def test_undated_articles_are_in_no_period(revised):
    assert count_published(revised, None, None) == 5


def test_a_period_is_counted_by_outlet(revised):
    assert count_published(revised, date(2024, 1, 1), date(2024, 12, 31), [COURIER]) == 3
    assert count_published(revised, date(2024, 3, 1), date(2024, 3, 31), [LEDGER]) == 1
    assert count_published(revised, None, None, [COURIER, LEDGER]) == 5


def test_the_days_covered_are_those_of_the_first_and_the_last_dated_article(revised, stories):
    assert days_covered(revised) == (date(2024, 3, 4), date(2024, 6, 1))
    revised.remove([story.key for story in stories if story.published])
    assert days_covered(revised) is None


def test_articles_are_listed_from_either_end_without_the_undated(revised):
    assert [one.published for one in list_by_day(revised, 10)] == sorted(
        (one.published for one in list_by_day(revised, 10)), reverse=True
    )
    assert list_by_day(revised, 10)[::-1] == list_by_day(revised, 10, oldest=True)
    assert len(list_by_day(revised, 10)) == 5


def test_outlets_are_counted_anew_after_a_change(archive, stories):
    archive.put(stories)
    assert outlet_counts(archive) == ((COURIER, 3), (LEDGER, 3))
    archive.remove([stories[0].key])
    assert outlet_counts(archive) == ((LEDGER, 3), (COURIER, 2))


def test_a_sample_is_spread_over_the_archive_and_always_the_same(archive, stories):
    archive.put(replace(stories[0], url=f"https://x.example/{number}", title=str(number)) for number in range(1, 101))
    titles = [int(one.title) for one in sample_openings(archive, 10)]
    assert titles == list(range(10, 101, 10))
    assert sample_openings(archive, 10) == sample_openings(archive, 10)


def test_a_small_archive_is_sampled_whole_and_an_empty_one_gives_nothing(archive, stories):
    assert sample_openings(archive, 10) == []
    archive.put(stories)
    assert [one.title for one in sample_openings(archive, 10)] == [story.title for story in stories]


def test_articles_are_chosen_by_period_and_outlet_and_undated_ones_are_in_no_period(archive, stories):
    archive.put(stories)
    assert len(find_keys(archive, None, None)) == 6
    march = find_keys(archive, date(2024, 3, 4), date(2024, 3, 6))
    assert [archive.article(key).published.day for key in march] == [4, 4, 6]
    assert find_keys(archive, None, date(2030, 1, 1), ["ledger.example.com"]) == [
        story.key for story in stories if story.outlet == "ledger.example.com" and story.published
    ]
    assert find_keys(archive, None, None, ["nobody.example"]) == []
