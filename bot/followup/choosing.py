"""Choosing: which phrases of the conversation a question lacks, best first."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace

from bot.followup.cues import Cues
from bot.followup.features import features_of
from bot.followup.kinds import fit_of, kind_of
from bot.followup.memory import Memory, Mention
from bot.followup.scoring import probability

__all__ = ["Chosen", "choose_phrases"]

ENOUGH = 0.35  # probability from which a phrase is added; the best one is added in any case
NEAR_BEST = 0.75  # of the best one's score: as good as it
MOST = 3
MOST_OF_WHOLE = 5  # of the question before, where there is nothing but "why?"
# The weights were fitted on questions without answers: what was only said in one is trusted less.
SOURCES = {"question": 1.0, "answer": 0.9, "quote": 0.5, "title": 0.5}
EMPTY_WORDS = 0.3  # verbs and nouns of relation, where there is anything else
OLD_TOPIC = 0.3  # not said since the last change of topic, where a question has been asked since
OUSTED = 0.3  # a name that was not in "what about …?", the question before
TOPIC = 0.99  # at least, for what the question before named first: "What about the lab, was it punished?"

_WHO = re.compile(r"\W*(?:and )?(?:who|whom)\b", re.IGNORECASE)

Scorer = Callable[[Sequence[float]], float]


@dataclass(frozen=True, slots=True)
class Chosen:
    """Hold a phrase that a question lacks, how likely it does, and how well it fits the question's pronoun, 0 to 1."""

    mention: Mention
    score: float
    fit: float = 1.0

    @property
    def text(self) -> str:
        """Return the phrase as it was said."""
        return self.mention.phrase.text


def choose_phrases(
    cues: Cues, memory: Memory, without: Collection[str] = (), score: Scorer = probability
) -> list[Chosen]:
    """Return the phrases that a leaning question lacks, best first; never one that holds a stem in `without`."""
    if cues.bare and not cues.pronouns:
        return _whole_question(memory, without, is_said=cues.acts)
    lacking = [mention for mention in memory.mentions if mention.phrase.stems - cues.stems]
    candidates = [
        one for one in lacking if not one.phrase.stems & set(without) and not _part_of_newer(one, lacking, memory)
    ]
    weighed = [_weigh(mention, cues, memory, score) for mention in candidates]
    full = [one for one in weighed if not _empty(one.mention)]
    if full:
        weighed = [_lessened(one) if _empty(one.mention) else one for one in weighed] if cues.clipped else full
    chosen = _distinct(sorted(weighed, key=lambda one: -one.score), cues)
    if any(pronoun.kind == "person" for pronoun in cues.pronouns):
        chosen = chosen[:1] + [one for one in chosen[1:] if kind_of(one.mention, memory) not in {"person", "role"}]
    return chosen


def _whole_question(memory: Memory, without: Collection[str], *, is_said: bool) -> list[Chosen]:
    """Return the phrases of the question before, in its order: "why?" asks of all of it, and of who answered it.

    Where it `is_said` what is asked ("how many were on board?"), what the question before asked is not ("died").
    """
    last = memory.past[-1].understood
    whole = [one for one in memory.mentions if one.phrase.stems <= last and not one.phrase.stems & set(without)]
    whole = [one for one in whole if not _part_of_newer(one, whole, memory) and one.past == len(memory.past) - 1]
    if is_said:
        whole = [one for one in whole if not one.phrase.verb] or whole
    whole = sorted(whole, key=lambda one: one.phrase.place)[:MOST_OF_WHOLE]
    return [Chosen(one, 1.0) for one in (*whole, *_who_answered(memory, without))]


def _who_answered(memory: Memory, without: Collection[str]) -> list[Mention]:
    """Return the name that answered "who …?", the question before, if it had an answer."""
    if not _WHO.match(memory.past[-1].turn.understood):
        return []
    told = (one for one in memory.mentions if one.source == "answer" and one.past == len(memory.past) - 1)
    return [one for one in told if one.phrase.name and not one.phrase.stems & set(without)][:1]


def _lessened(one: Chosen) -> Chosen:
    return replace(one, score=one.score * EMPTY_WORDS)


def _weigh(mention: Mention, cues: Cues, memory: Memory, score: Scorer) -> Chosen:
    value = score(features_of(mention, cues, memory)) * SOURCES[mention.source]
    if cues.pronouns and mention.phrase.stems == memory.past[-1].topic:
        value = max(value, TOPIC)
    if memory.shift < len(memory.past) - 1 and not _said_since(mention, memory, memory.shift):
        value *= OLD_TOPIC
    if memory.past[-1].about and mention.phrase.name and not _said_since(mention, memory, len(memory.past) - 1):
        value *= OUSTED
    fit = fit_of(mention, cues, memory)
    return Chosen(mention, value * fit, fit)


def _said_since(mention: Mention, memory: Memory, first: int) -> bool:
    return mention.past >= first or any(mention.phrase.stems <= one.understood for one in memory.past[first:])


def _part_of_newer(mention: Mention, others: Sequence[Mention], memory: Memory) -> bool:
    """Say whether a longer phrase with the same words was said later, or as late, where it counts as much or more."""
    longer = [
        other
        for other in others
        if mention.phrase.stems < other.phrase.stems and SOURCES[other.source] >= SOURCES[mention.source]
    ]
    return any(_said_since(other, memory, mention.past) for other in longer)


def _empty(mention: Mention) -> bool:
    return mention.phrase.relational or mention.phrase.verb


def _distinct(ranked: Sequence[Chosen], cues: Cues) -> list[Chosen]:
    """Return the likely ones, each adding a word that neither the question nor a better one has.

    What only an answer said is another name of the same thing, where it shares a word with a better one.
    """
    kept: list[Chosen] = []
    known, added = set(cues.stems), set[str]()
    for one in ranked:
        near = not cues.pronouns and one.score >= NEAR_BEST * ranked[0].score
        if len(kept) == MOST or (kept and not near and one.score < ENOUGH):
            break
        again = one.mention.source != "question" and one.mention.phrase.stems & added
        if one.mention.phrase.stems - known and not again:
            kept.append(one)
            added |= one.mention.phrase.stems
            known |= added
    return kept
