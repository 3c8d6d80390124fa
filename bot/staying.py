"""Staying: a follow-up mostly stays with its story: sentences of the articles just shown are likelier to answer it.

Where it is not answered all the same, it is asked once more of the story by its title.

Chosen on the odd ones of the sixty conversations (benchmarks/conversations.py), each follow-up after the same answers:
of 117, 82 are answered from the right article without this, 89 with it; of the even ones 76 and 87 of 123. Where the
articles that answer are hidden, 56 of 100 follow-ups are refused, as of questions of RealTimeQA (`writing.py`).
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.followup import append_phrases
from bot.reader import Reading
from bot.understanding import Meaning

__all__ = ["ANSWERED_BY_STORY", "of_story", "stay_with"]

STAYS = 2.1  # times the odds of what stands in an article that the newest answer showed
RETURNS = 1.8  # … or one before it: stories are come back to

# A follow-up that is refused is asked again with the title of the article just shown, and answered from here on. Of
# the follow-ups of the sixty conversations 10 of 251 more are answered rightly and 3 wrongly; where the articles that
# answer are hidden, 50 instead of 59 of 100 are refused, as of first questions (`writing.py`).
ANSWERED_BY_STORY = 0.1


def of_story(meaning: Meaning, typed: str, title: str) -> Meaning:
    """Return what a follow-up means if it is asked of the story with a title, and of nothing else that was said."""
    return replace(meaning, question=append_phrases(typed, [" ".join(title.split())]))


def stay_with(readings: Sequence[Reading], near: Collection[str], earlier: Collection[str] = ()) -> list[Reading]:
    """Return readings with those lifted that stand in articles shown in the conversation, best first.

    `near` are the keys of the articles of the newest answer, `earlier` of those before it.
    """
    lifts = {**dict.fromkeys(earlier, RETURNS), **dict.fromkeys(near, STAYS)}
    lifted = [replace(one, score=_times(one.score, lifts.get(one.article.key, 1.0))) for one in readings]
    return sorted(lifted, key=lambda reading: -reading.score)


def _times(probability: float, times: float) -> float:
    """Return the probability whose odds are so many times those of another."""
    return probability * times / (1 + probability * (times - 1))
