"""Talks: follow-up questions with the words that they lack, from automatic rewrites, and made from those.

The rewrites change their topic with almost every question and seldom leave a thing out without a pronoun; people keep
to a topic for a whole conversation and ask "What are the symptoms?". So conversations are also made: questions that
share a phrase are put behind each other, and from the second on the phrase is left out, or a pronoun stands for it.
"""

from __future__ import annotations

import random
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from bot.followup.phrases import Phrase, phrases_of
from bot.followup.pronouns import find_pronouns
from bot.followup.words import RELATIONAL, VERBS, stem_of, tokens_of
from embeddings.stems import stem_words

__all__ = ["Asked", "made_talks", "rewritten_talks", "split_topics"]

MOST_TURNS = 12
HELD_OUT = 0.15
LONGEST_MADE = 7  # turns of a conversation about one phrase
WHOLE = 0.25  # share of made questions that are left whole, and need nothing
CHANGE = 0.3  # chance that a conversation changes its topic before its end
_LINK = r"(?:of|in|for|on|with|to|from|about|at|by|does|do|did|is|are|was|has|have|can|will)"
_CUT = r"(?:of|in|for|on|with|from|about|at|by|to)"

_RELATIONAL_STEMS = frozenset(stem_of(word) for word in RELATIONAL)

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Asked:
    """Hold a question, the questions before it as typed and as understood, oldest first, and the stems it lacks."""

    earlier: tuple[tuple[str, str], ...]
    question: str
    lacks: frozenset[str]


def split_topics(rows: Sequence[Row], seed: int) -> tuple[list[Row], list[Row]]:
    """Return the rows to train on and those held out, no topic in both."""
    topics = sorted({row["topic_number"] for row in rows})
    random.Random(seed).shuffle(topics)
    held = set(topics[: int(len(topics) * HELD_OUT)])
    return [row for row in rows if row["topic_number"] not in held], [
        row for row in rows if row["topic_number"] in held
    ]


def rewritten_talks(rows: Sequence[Row]) -> Iterator[Asked]:
    """Yield the questions whose automatic rewrite can be believed, each pair of questions once."""
    known = {(row["topic_number"], row["query_number"]): tidy(row["target"]) for row in rows}
    seen = set()
    for row in rows:
        *earlier, question = (tidy(text) for text in row["input"])
        target = tidy(row["target"])
        pair = (_plain(earlier[-1]), _plain(question))
        repeated = {_plain(text) for text in earlier} & {_plain(question), _plain(target)}
        if pair in seen or repeated or len(earlier) > MOST_TURNS or len(question.split()) < 2:
            continue
        own, whole = set(stem_words(question)), set(stem_words(target))
        lacks = whole - own
        pronoun = bool(find_pronouns(question, tokens_of(question)))
        if own <= whole and lacks <= set(stem_words(" ".join(earlier))) and (pronoun <= _topical(lacks)):
            if lacks and not _topical(lacks):
                continue  # "What is Crestor?" was "What is Crestor used for?": nobody could tell
            seen.add(pair)
            heard = tuple((text, known.get((row["topic_number"], i), text)) for i, text in enumerate(earlier, 1))
            yield Asked(heard, question, frozenset(lacks))


def made_talks(rows: Sequence[Row], count: int, rng: random.Random) -> Iterator[Asked]:
    """Yield `count` questions of conversations that keep to a topic, and change it now and then."""
    about = _by_phrase(sorted({tidy(row["target"]) for row in rows}))
    phrases = sorted(about, key=sorted)
    weights = [len(about[one]) ** 0.5 for one in phrases]
    made = 0
    while made < count:
        talk: list[tuple[str, str]] = []
        for stems in rng.choices(phrases, weights, k=2 if rng.random() < CHANGE else 1):
            for asked in _about(about[stems], stems, talk, rng):
                yield asked
                made += 1


def _about(
    whole: Sequence[tuple[str, Phrase]], stems: frozenset[str], talk: list[tuple[str, str]], rng: random.Random
) -> Iterator[Asked]:
    """Yield the questions about one phrase, and put them into the talk as (typed, understood)."""
    chosen = rng.sample(whole, min(len(whole), rng.randint(2, LONGEST_MADE)))
    chosen.sort(key=lambda one: not one[1].frame and rng.random() < 0.7)  # "What is …?" comes first, mostly
    for place, (question, phrase) in enumerate(chosen):
        typed = question
        if place and rng.random() > WHOLE:
            typed = _left_out(question, phrase, rng) or question
        if talk and len(talk) <= MOST_TURNS:
            history = set(stem_words(" ".join(understood for _, understood in talk)))
            lacks = (set(stem_words(question)) - set(stem_words(typed))) & history
            if typed == question or lacks:
                yield Asked(tuple(talk), typed, frozenset(lacks))
        talk.append((typed, question))


def _left_out(question: str, phrase: Phrase, rng: random.Random) -> str | None:
    """Return a question without a phrase: nothing or a pronoun in its place; None where that leaves no question."""
    match = re.search(
        rf"(?:\b(?P<link>{_LINK}) )?(?:\b(?:the|an|a) )?\b{re.escape(phrase.text)}\b(?P<own>['’]s)?",
        question,
        re.IGNORECASE,
    )
    if match is None:
        return None
    link = match["link"] or ""
    if re.fullmatch(_CUT, link, re.IGNORECASE) and rng.random() < 0.75:
        made = question[: match.start()] + question[match.end() :]
    else:
        first = match.start() == 0 or bool(
            re.fullmatch("does|do|did|is|are|was|has|have|can|will", link, re.IGNORECASE)
        )
        word = ("they" if first else "them") if phrase.plural else "it"
        following = tokens_of(question[match.end() :])
        if match["own"]:
            word = "their" if phrase.plural else "its"
        elif following and following[0].stem and not following[0].verbal and question[match.end()] == " " and not first:
            word = rng.choice(("the", "", "its"))  # "bone marrow transplant": "the transplant"
        elif rng.random() < 0.12:
            word = rng.choice(("this", "that", "these"))
        made = f"{question[: match.start()]}{link} {word}{question[match.end() :]}"
    made = tidy(made)
    return made[0].upper() + made[1:] if len(tokens_of(made)) > 2 else None


def _by_phrase(questions: Iterable[str]) -> dict[frozenset[str], list[tuple[str, Phrase]]]:
    """Return the questions that share a phrase of topic, by its stems; a phrase has two at least."""
    found: dict[frozenset[str], list[tuple[str, Phrase]]] = defaultdict(list)
    for question in questions:
        for phrase in phrases_of(question):
            if not phrase.verb and not phrase.relational:
                found[phrase.stems].append((question, phrase))
    return {stems: whole for stems, whole in found.items() if len(whole) > 1}


def tidy(text: str) -> str:
    """Return a question with one space between words and one mark at its end."""
    text = re.sub(r"\s+", " ", text).strip()
    return re.sub(r"[\s?.!\]*,]+$", "", text) + "?"


def _topical(stems: Iterable[str]) -> bool:
    """Say whether any stem is more than a verb or a noun of relation."""
    return any(stem not in VERBS | _RELATIONAL_STEMS for stem in stems)


def _plain(text: str) -> str:
    return re.sub(r"\W+", "", text.lower())
