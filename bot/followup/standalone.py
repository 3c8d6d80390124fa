"""Standalone: a question as it would be asked without what was said before.

The steps: sources referred to, corrections, then what the question leans on. What leans on nothing stays as typed.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from bot.answer import Answer
from bot.conversation import Conversation, Turn, shown_articles
from bot.followup.appositions import with_names
from bot.followup.choosing import Chosen, Scorer, choose_phrases
from bot.followup.citations import Reference, find_references
from bot.followup.correcting import Correction, find_correction
from bot.followup.cues import Cues, read_cues
from bot.followup.ellipsis import asks_again, complete, is_bare, with_counted
from bot.followup.memory import Memory, remember, stems_of
from bot.followup.nouns import OpenNoun
from bot.followup.phrasing import append_phrases, is_possessive, phrase_question, put
from bot.followup.pronouns import Pronoun
from bot.followup.restating import Restated, restate
from bot.followup.scoring import probability
from bot.followup.understood import Added, Understood
from bot.followup.words import PREPOSITIONS
from bot.titles import named_by_title

__all__ = ["standalone_question"]


_ONLY_SOURCE = re.compile(r"\W*(?:(?:and|or|but|so|what about)\W+)*(?:in|according to|from)\W*", re.IGNORECASE)
_THE_ONE = re.compile(r"\b(?:the|that) one\b(?! of\b)", re.IGNORECASE)


def standalone_question(question: str, conversation: Conversation, score: Scorer = probability) -> Understood:
    """Return a question with the words that it lacks, from the conversation before it.

    A first question and one that stands for itself are returned as typed. `score` says how likely a phrase with given
    features is lacking.
    """
    if not conversation or not any(character.isalnum() for character in question):
        return Understood(question)
    numbered = conversation.numbered_answer
    references = find_references(question, numbered, conversation.last_answer)
    if numbered and references:
        return _with_titles(question, references, conversation, numbered)
    if named_by_title(question, shown_articles(conversation.turns)):
        return Understood(question)
    correction = find_correction(question)
    if correction:
        return _corrected(question, correction, conversation, score)
    named, name = with_names(question, conversation)
    if name and _leans(read_cues(question), remember(conversation)):
        return _of_named(named, name, conversation, score)
    restated = restate(question)
    if restated:
        return _of_topic(restated, conversation, score)
    return _with_phrases(question, conversation, (), score)


def _of_named(question: str, name: str, conversation: Conversation, score: Scorer) -> Understood:
    """Return a question of somebody whose name the texts just shown gave, with what else it lacks."""
    restated = restate(question)
    asked = restated.question if restated else question
    again = _with_phrases(asked, conversation, (), score)
    return Understood(again.question, (Added(name, "quote", len(conversation)), *again.added))


def _of_topic(restated: Restated, conversation: Conversation, score: Scorer) -> Understood:
    """Return a question whose topic was named first; a topic that is no name is one of what was spoken of."""
    cues = read_cues(restated.question)
    if cues.named and not cues.leans:
        return Understood(restated.question)
    memory = remember(conversation)
    if _THE_ONE.match(restated.topic) and cues.named:
        return _another(restated.question, cues, memory, score)
    if cues.pronouns:
        return _chosen_into(restated.question, cues, memory, (), score)
    full = _said_in_full(restated.topic, memory)
    chosen = [full] if full else choose_phrases(cues, memory, (), score)
    texts = [one.text for one in chosen]
    return Understood(append_phrases(restated.question, texts), tuple(_told(one, memory) for one in chosen))


def _another(question: str, cues: Cues, memory: Memory, score: Scorer) -> Understood:
    """Return a question about "the one in the Philippines" with what that one is, and no name of the one before."""
    nouns = tuple(one for one in memory.mentions if one.source == "question" and not one.phrase.verb)
    names = frozenset().union(*(one.phrase.stems for one in nouns if one.phrase.name))
    chosen = choose_phrases(cues, replace(memory, mentions=nouns), names, score)[:1]
    if not chosen:
        return Understood(question)
    return Understood(_THE_ONE.sub(f"the {chosen[0].text}", question, count=1), (_told(chosen[0], memory),))


def _said_in_full(topic: str, memory: Memory) -> Chosen | None:
    """Return what "the plane" is short for, as it was asked last: "Ukrainian plane"; None if it was not."""
    stems = stems_of(topic)
    longer = [one for one in memory.mentions if one.source == "question" and stems and stems < one.phrase.stems]
    return Chosen(max(longer, key=lambda one: one.past), 1.0) if longer else None


def _with_phrases(question: str, conversation: Conversation, without: Collection[str], score: Scorer) -> Understood:
    """Return a question with phrases of the conversation, none of which holds a stem in `without`."""
    cues, memory = read_cues(question), remember(conversation)
    if not _leans(cues, memory):
        for noun in cues.shortened:
            full = _full_name(noun, memory)
            if full is not None:
                return Understood(put(question, noun.start, noun.end, full.text), (_told(full, memory),))
        return Understood(question, topic_shift=bool(cues.stems) and (cues.elsewhere or not cues.stems & memory.stems))
    before = memory.past[-1]
    points = any(one.noun is None for one in cues.pronouns) and not is_bare(question)
    cut_off = (cues.clipped or cues.bare) and (not points or asks_again(question, before.turn.understood))
    if cut_off and not without:
        whole = complete(question, before.turn.understood)
        if whole:
            return Understood(whole, _added(question, whole, before.turn, before.place + 1))
    return _chosen_into(question, cues, memory, without, score)


def _chosen_into(question: str, cues: Cues, memory: Memory, without: Collection[str], score: Scorer) -> Understood:
    chosen = choose_phrases(cues, memory, without, score)
    return Understood(phrase_question(question, cues, chosen), tuple(_told(one, memory) for one in chosen))


def _leans(cues: Cues, memory: Memory) -> bool:
    """Say whether a question lacks words: by its own, or because it is loose and names nothing that was spoken of."""
    if cues.leans or cues.elsewhere:
        return cues.leans
    return cues.loose and not cues.things & memory.stems


def _full_name(noun: OpenNoun, memory: Memory) -> Chosen | None:
    """Return the longer name that "the Authority" is short for, the one said last; None if there is none."""
    longer = [
        mention
        for mention in memory.mentions
        if mention.phrase.name and mention.phrase.head == noun.head and len(mention.phrase.stems) > 1
    ]
    return Chosen(max(longer, key=lambda mention: mention.past), 1.0) if longer else None


def _told(one: Chosen, memory: Memory) -> Added:
    return Added(one.text, one.mention.source, memory.past[one.mention.past].place + 1)


def _added(question: str, whole: str, turn: Turn, number: int) -> tuple[Added, ...]:
    """Return the words of the question before that a completed question took over."""
    said = stems_of(question)
    words = [word for word in re.findall(r"\w+", whole) if stems_of(word) - said]
    return (Added(" ".join(words), "question", number),) if words else ()


def _with_titles(
    question: str, references: Sequence[Reference], conversation: Conversation, answer: Answer
) -> Understood:
    """Put the titles of the sources where the question speaks of them; "and in [2]?" asks again what was asked."""
    number = next(place for place, turn in enumerate(conversation.turns, 1) if turn.answer is answer)
    titles = {citation.number: citation.article.title.strip() for citation in answer.citations}
    numbers = tuple(dict.fromkeys(one for reference in references for one in reference.numbers))
    added = tuple(Added(titles[one], "title", number) for one in numbers if titles[one])
    if len(references) == 1 and _ONLY_SOURCE.fullmatch(put(question, references[0].start, references[0].end, "")):
        text = append_phrases(conversation.turns[number - 1].understood, [f"“{one.words}”" for one in added])
        return Understood(text, added, numbers)
    text = question
    for reference in reversed(references):
        named = [f"“{titles[one]}”" for one in reference.numbers if titles[one]]
        if named:
            text = put(text, reference.start, reference.end, " and ".join(named))
    return Understood(text, added, numbers)


def _corrected(question: str, correction: Correction, conversation: Conversation, score: Scorer) -> Understood:
    """Return the question before, with something else in place of what was not meant."""
    last, earlier = conversation.turns[-1], conversation.before_last()
    if correction.asked is not None:
        asked, spoken = _asked_of(correction.asked, correction.meant), _up_to(correction.denied, conversation)
        denied = stems_of(correction.denied) - stems_of(asked)
        if correction.denied.lower().startswith("how many"):
            asked = with_counted(asked, spoken.turns[-1].understood)
        again = _with_phrases(asked, spoken, denied, score)
        if not again.added and not read_cues(asked).named:  # it still asks of what the question before asked of
            again = _chosen_into(asked, read_cues(asked), remember(spoken), denied, score)
        return Understood(again.question, again.added)
    if correction.meant is None:
        wrong = _with_phrases(last.question, earlier, (), score).added[:1] if earlier else ()
        without = stems_of(" ".join(one.words for one in wrong))
        again = _with_phrases(last.question, earlier, without, score) if wrong else Understood(last.understood)
    else:
        again = Understood(_with_meant(last, correction.meant, read_cues(last.question)))
    added = again.added or _added(question, again.question, last, len(conversation))
    return Understood(again.question, added)


def _up_to(denied: str, conversation: Conversation) -> Conversation:
    """Return a conversation up to the newest question that has a word of what was not meant, else all of it."""
    words = stems_of(denied)
    ends = [n for n, turn in enumerate(conversation.turns, 1) if words & stems_of(turn.question)]
    return replace(conversation, turns=conversation.turns[: ends[-1]]) if ends else conversation


def _asked_of(question: str, meant: str | None) -> str:
    """Put what a question is asked of in place of its pronoun, or behind it."""
    if meant is None or stems_of(meant) <= stems_of(question):
        return question
    pronoun = next((one for one in read_cues(question).pronouns if one.noun is None), None)
    if pronoun is None:
        return append_phrases(question, [meant])
    return _in_place_of(pronoun, question, meant)


def _in_place_of(pronoun: Pronoun, question: str, meant: str) -> str:
    if pronoun.kind == "place" and meant.split()[0].lower() not in PREPOSITIONS:
        meant = f"in {meant}"
    return put(question, pronoun.start, pronoun.end, meant + ("’s" if is_possessive(question, pronoun) else ""))


def _with_meant(last: Turn, meant: str, cues: Cues) -> str:
    """Put what was meant in place of the pronoun or the slot of the question before, or behind it."""
    pronoun = next((pronoun for pronoun in cues.pronouns if pronoun.noun is None), None)
    if pronoun is not None:
        return _in_place_of(pronoun, last.question, meant)
    return complete(meant, last.understood) or append_phrases(last.understood, [meant])
