"""Memory: what the earlier turns of a conversation offer to a question that leans on them."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from bot.answer import Answer
from bot.conversation import Conversation, Turn, shown_articles
from bot.followup.cues import Cues, read_cues
from bot.followup.ellipsis import fragment_of
from bot.followup.phrases import Phrase, phrases_of
from bot.followup.restating import straight, topic_of
from bot.followup.words import tokens_of

__all__ = ["Memory", "Mention", "Past", "remember", "stems_of"]

TURNS_KEPT = 12  # of the newest; what was said before is not meant by "it"
CITATIONS_KEPT = 2  # titles of the first sources of an answer: the others are seldom what is asked about next
QUOTES_KEPT = 2
MOST_WORDS = 8  # of an answer: a longer one is a statement, and what is meant is not one of its words
_TITLE = re.compile(r"“[^“”]*”")  # put in where a question spoke of a source
_DEED = re.compile(r"[a-z]+(?<!e)ed")  # "sailed", "fined": what answers or makes a title, and names nothing


@dataclass(frozen=True, slots=True)
class Past:
    """Hold one earlier turn as stems; `place` is its place in the whole conversation, from 0."""

    turn: Turn
    place: int
    typed: frozenset[str]
    understood: frozenset[str]
    answer: frozenset[str]
    leans: bool
    about: bool  # asked "what about" a name, which takes the place of another
    topic: frozenset[str]  # what was named first, before the question: "What about the lab, was it punished?"
    texts: tuple[str, ...]  # all that was asked, understood and quoted


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold a phrase, where it was said last ("question", "answer", "quote" or "title"), and in which turn."""

    phrase: Phrase
    source: str
    past: int  # into Memory.past


@dataclass(frozen=True, slots=True)
class Memory:
    """Hold the turns that count, which of them opened and changed the topic, and every phrase said in them once."""

    past: tuple[Past, ...]
    opener: int
    shift: int
    mentions: tuple[Mention, ...]

    @property
    def stems(self) -> frozenset[str]:
        """Return the stems of all that was asked and answered in the turns that count."""
        return frozenset().union(*(past.understood | past.answer for past in self.past))


def remember(conversation: Conversation) -> Memory:
    """Return what the newest turns offer."""
    first = max(len(conversation) - TURNS_KEPT, 0)
    titles = {" ".join(article.title.split()) for article in shown_articles(conversation.turns)}
    past = [_past(_without_title(turn, titles), n) for n, turn in enumerate(conversation.turns[first:], first)]
    opener = max((i for i, one in enumerate(past) if i and one.typed and _untouched(one)), default=0)
    return Memory(tuple(past), opener, _last_shift(past), tuple(_mentions(past)))


def stems_of(text: str) -> frozenset[str]:
    """Return the stems of a text's words of topic."""
    return frozenset(token.stem for token in tokens_of(text) if token.stem)


def _without_title(turn: Turn, titles: Collection[str]) -> Turn:
    """Return a turn without the title behind its question, of whose story it was asked (`staying.py`)."""
    title = next((one for one in titles if turn.understood.endswith(f" ({one})")), None)
    return replace(turn, understood=turn.understood.removesuffix(f" ({title})")) if title else turn


def _past(turn: Turn, place: int) -> Past:
    said = tuple(text for _, text in _answer_texts(turn.answer))
    cues = read_cues(turn.question)
    return Past(
        turn=turn,
        place=place,
        typed=stems_of(_typed(turn)),
        understood=stems_of(turn.understood),
        answer=stems_of(" ".join(said)),
        leans=cues.leans,
        about=cues.about and cues.named,
        topic=_topic(turn.question, cues),
        texts=(turn.question, turn.understood, *said),
    )


def _topic(question: str, cues: Cues) -> frozenset[str]:
    """Return the stems of what a question names first: "What about the lab, was it punished?", "And porpoises?".

    Of the second kind only several things: one ("And the trial?") may be the place of the question before.
    """
    named = topic_of(question)
    if named or not (cues.about and cues.clipped):
        return next((phrase.stems for phrase in phrases_of(named)), frozenset())
    phrases = phrases_of(f"about {fragment_of(question)}")
    return phrases[0].stems if phrases and phrases[0].plural and not phrases[0].relational else frozenset()


def _untouched(past: Past) -> bool:
    return not past.leans and past.typed == past.understood


def _last_shift(past: Sequence[Past]) -> int:
    """Return the place of the newest question that stands for itself and shares no word with what came before."""
    known: frozenset[str] = frozenset()
    shift = 0
    for i, one in enumerate(past):
        if i and _untouched(one) and one.typed and not one.typed & known:
            shift = i
        known |= one.understood | one.answer
    return shift


def _mentions(past: Sequence[Past]) -> list[Mention]:
    """Return each phrase once, as it was said last in a question, else in an answer or a title of the last two."""
    found: dict[frozenset[str], Mention] = {}
    for i, one in enumerate(past):
        for phrase in _asked(one.turn):
            known = found.get(phrase.stems)
            if known is None or known.past < i:
                article = phrase.article or (known.phrase.article if known else "")
                found[phrase.stems] = Mention(replace(phrase, article=article), "question", i)
    for i in range(len(past) - 1, max(len(past) - 3, -1), -1):
        for source, phrase in _told(past[i].turn.answer):
            found.setdefault(phrase.stems, Mention(phrase, source, i))
    return list(found.values())


def _typed(turn: Turn) -> str:
    return turn.question if turn.question == turn.understood else straight(turn.question)


def _asked(turn: Turn) -> Iterator[Phrase]:
    """Yield the phrases of a question as it was understood, then as it was typed, if that is another."""
    typed = _typed(turn)
    if typed == turn.understood:
        yield from phrases_of(typed)
    else:
        understood = turn.understood if "“" in typed else _TITLE.sub("it", turn.understood)
        yield from phrases_of(understood, typed)
        yield from phrases_of(typed)


def _told(answer: Answer | None) -> Iterator[tuple[str, Phrase]]:
    """Yield the phrases of an answer with where they stand; of its quotes, only names."""
    for source, text in _answer_texts(answer):
        phrases = (one for one in phrases_of(text) if len(one.text) > 1 and not _DEED.fullmatch(one.text))
        yield from ((source, phrase) for phrase in phrases if source != "quote" or phrase.name)


def _answer_texts(answer: Answer | None) -> list[tuple[str, str]]:
    """Return what of an answer can be asked about next: the words that answer, the quotes, the titles."""
    if answer is None or not answer.found:
        return []
    quotes = answer.quotes[:QUOTES_KEPT]
    spans = [("answer", quote.answer) for quote in quotes if quote.answer and len(quote.answer.split()) <= MOST_WORDS]
    titles = [("title", citation.article.title) for citation in answer.citations[:CITATIONS_KEPT]]
    return [*spans, *(("quote", quote.text) for quote in quotes), *titles]
