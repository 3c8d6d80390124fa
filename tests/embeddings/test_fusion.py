from embeddings.fusion import fuse
from embeddings.vectors import Hit


def test_a_passage_high_in_both_rankings_wins_over_the_best_of_one():
    words = [Hit(1, 10.0), Hit(2, 9.0), Hit(3, 1.0)]
    meaning = [Hit(4, 0.9), Hit(2, 0.85), Hit(3, 0.1)]
    assert fuse([words, meaning], [0.5, 0.5])[0].passage_id == 2


def test_one_ranking_alone_keeps_its_order():
    words = [Hit(3, 8.0), Hit(1, 4.0), Hit(2, 2.0)]
    assert [hit.passage_id for hit in fuse([words, []], [0.5, 0.5])] == [3, 1, 2]


def test_equal_scores_do_not_divide_by_zero_and_the_newer_passage_goes_first():
    assert [hit.passage_id for hit in fuse([[Hit(1, 2.0), Hit(5, 2.0)]], [1.0])] == [5, 1]
