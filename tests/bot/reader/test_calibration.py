import random

import pytest

from bot.reader.calibration import CALIBRATION_FILE, Calibration, calibration_error, fit_calibration, load_calibration
from corpus.errors import ReaderError


def overconfident(count=2_000):
    """Return scores that claim more than is true: what is said to be right 9 times of 10 is so 6 times."""
    rng = random.Random(1)
    scores = [rng.random() for _ in range(count)]
    return scores, [rng.random() < score**4 for score in scores]


def test_a_fitted_line_says_how_often_answers_are_right():
    scores, right = overconfident()
    fitted = fit_calibration(scores, right, "r")
    said = [fitted.probability(score) for score in scores]
    assert calibration_error(said, right) < 0.05 < calibration_error(scores, right)


def test_better_scores_are_never_made_worse():
    fitted = fit_calibration([0.1, 0.2, 0.8, 0.9], [True, True, False, False], "r")
    said = [fitted.probability(score) for score in (0.0, 0.1, 0.5, 0.9, 1.0)]
    assert said == sorted(said)
    assert 0 < said[0] <= said[-1] < 1


def test_nothing_is_fitted_where_all_were_right():
    with pytest.raises(ReaderError, match="Add more questions"):
        fit_calibration([0.1, 0.9], [True, True], "r")


def test_an_archive_keeps_its_calibration_for_one_reader(tmp_path):
    kept = Calibration(0.5, -1.0, "newsdesk", 40)
    kept.save(tmp_path)
    assert load_calibration(tmp_path, "newsdesk") == kept
    assert load_calibration(tmp_path, "off") == Calibration()


def test_without_one_a_score_is_its_own_probability(tmp_path):
    assert load_calibration(tmp_path, "newsdesk").probability(0.37) == pytest.approx(0.37)


@pytest.mark.parametrize("text", ["", "[]", '{"slope": "steep"}', '{"other": 1}', "null"])
def test_a_broken_file_is_named_with_the_way_out(tmp_path, text):
    (tmp_path / CALIBRATION_FILE).write_text(text)
    with pytest.raises(ReaderError, match=CALIBRATION_FILE):
        load_calibration(tmp_path, "newsdesk")


def test_the_error_is_the_gap_between_what_is_said_and_what_is_so():
    assert calibration_error([0.9] * 10, [True] * 9 + [False]) == pytest.approx(0.0)
    assert calibration_error([0.9] * 10, [True] * 5 + [False] * 5) == pytest.approx(0.4)
    assert calibration_error([], []) == 0.0
