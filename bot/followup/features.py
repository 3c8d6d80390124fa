"""Features: what can be read off a phrase of the conversation that a question may lack, as numbers 0 to 1."""

from __future__ import annotations

from bot.followup.cues import Cues
from bot.followup.memory import Memory, Mention

__all__ = ["FEATURES", "features_of"]

FEATURES = (
    "typed last",  # half of its words or more were typed in the previous question
    "carried last",  # … or were put into it
    "typed before",  # the same of the question before that
    "carried before",
    "recency",  # one over how many turns ago it was last said or understood
    "typed recency",  # one over how many turns ago it was last typed
    "first",  # stands in the first question since the change of topic
    "opener",  # stands in the newest question that stood for itself
    "opener's focus",  # … at its end, or as a name
    "kept",  # share of the questions since then that it was kept in
    "times",  # how many they are, up to 4
    "stale",  # was not said since then
    "name",
    "number",
    "plural",
    "verb",
    "relational",
    "relational before more",  # "the cause of …"
    "mate",  # another word of it stands in the question
    "two words",
    "three words",
    "the",
    "a",
    "of",
    "preposition",
    "begins",  # first phrase of its question
    "ends",
    "only",
    "frame",  # of a question like "what is …"
)
MOST_TIMES = 4


def features_of(mention: Mention, cues: Cues, memory: Memory) -> list[float]:
    """Return the features of one phrase, in the order of FEATURES."""
    return [float(value) for value in (*_story(mention, memory), *_form(mention, cues))]


def _story(mention: Mention, memory: Memory) -> tuple[float, ...]:
    """Return when the phrase was said."""
    past, opener, phrase = memory.past, memory.opener, mention.phrase
    count, last = len(past), len(past) - 1
    spoken = mention.source != "question"

    def has(stems: frozenset[str]) -> bool:
        return len(phrase.stems & stems) * 2 > len(phrase.stems)

    # What was said in an answer counts as typed in its turn; how far it is trusted is decided in `choosing`.
    typed = [has(one.typed) or (spoken and i == mention.past) for i, one in enumerate(past)]
    known = [has(one.understood) or (spoken and i == mention.past) for i, one in enumerate(past)]
    newest = max((i for i in range(count) if known[i]), default=-1)
    newest_typed = max((i for i in range(count) if typed[i]), default=-1)
    since = max(known.index(True) if True in known else 0, opener)
    focus = mention.past == opener and (phrase.place == phrase.count - 1 or phrase.name)
    return (
        typed[last],
        known[last] and not typed[last],
        count > 1 and typed[last - 1],
        count > 1 and known[last - 1] and not typed[last - 1],
        1 / (count - newest) if newest >= 0 else 0,
        1 / (count - newest_typed) if newest_typed >= 0 else 0,
        known[0],
        known[opener],
        known[opener] and focus,
        sum(known[since:]) / (count - since),
        min(sum(known[opener:]), MOST_TIMES) / MOST_TIMES,
        newest < opener,
    )


def _form(mention: Mention, cues: Cues) -> tuple[float, ...]:
    phrase = mention.phrase
    return (
        phrase.name,
        phrase.number,
        phrase.plural,
        phrase.verb,
        phrase.relational,
        phrase.relational and phrase.place < phrase.count - 1,
        bool(phrase.stems & cues.stems),
        len(phrase.stems) == 2,
        len(phrase.stems) > 2,
        phrase.article == "the",
        phrase.article == "a",
        phrase.preposition in {"of", "about"},
        bool(phrase.preposition),
        phrase.place == 0,
        phrase.place == phrase.count - 1,
        phrase.count == 1,
        phrase.frame,
    )
