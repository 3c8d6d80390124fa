"""Understanding: what a question means where it is asked: in its conversation, on its day, of which outlets."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from bot.conversation import Conversation, Turn, shown_articles
from bot.followup import fragment_of, standalone_question, without_asides
from bot.followup.memory import stems_of
from bot.followup.understood import Understood
from bot.period import Period
from bot.smalltalk.naming import named_outlets
from bot.timing import TimeAsked, find_period, period_beside, without_cutoff
from corpus.errors import QuestionError

__all__ = ["Meaning", "check_question", "find_outlets", "understand_question"]

MOST_OUTLET_WORDS = 4
_NAME = rf"((?:the )?[\w’'.&-]+(?: [\w’'.&-]+){{0,{MOST_OUTLET_WORDS - 1}}}?)"
_SAYS = r"(?:say|report|write|claim|count|call|describe|quote|put|give|tell|think|mention|note|argue|state|reckon)"
_ATTRIBUTED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"\baccording to {_NAME}(?=[’']s |[,?.!;]|$)",
        rf"\b(?:does|did|do|has|had) {_NAME} {_SAYS}(?:ed|d)?\b",
        rf"\b(?:reported|published|written|said|quoted|covered) (?:by|in) {_NAME}(?=[,?.!;]|$)",
        rf"\b(?:articles?|reports?|stories|coverage|news) (?:by|in|from|of) {_NAME}(?=[,?.!;]|$| (?:about|on|say)\b)",
    )
)
# What is asked in the present tense of whoever or whatever has some place now, or of plans, which change: "Who is the
# mayor?", "What does it cost?", "When will it open?".
_IS_SO = re.compile(
    r"(?:and )?(?:who|what|when|which \w+|how \w+)(?: \w+)? (?:is|are|does|do|will|runs|leads|owns|holds)\b|"
    r"\bwho[’']s\b",
    re.IGNORECASE,
)
# "may" in small letters is a verb.
_MONTH = r"(?i:january|february|march|april|june|july|august|september|october|november|december)|May"
# The last that is known of something: "How many homes were damaged in the end?"
_AT_LAST = re.compile(
    r"\b(?:in the end|in all|all told|so far|until now|to date|by now|eventually|ultimately|finally|final|in total)\b",
    re.IGNORECASE,
)
_UP_TO_A_DAY = re.compile(rf"\b(?:by|until|before) (?:(?:the )?(?:start|middle|end) of |early |late )?(?:{_MONTH}|\d)")
# A day or a month without its year.
_NO_YEAR = re.compile(rf"^(?!.*\b(?:19|20)\d\d\b)(?!.*(?i:\b(?:last|this|next)) (?:{_MONTH})).*\b(?:{_MONTH})\b")
_BACK = re.compile(r"^\W*(?:(?:and|ok|okay|so|now|but|well)\b[\s,]*)*back to\b", re.IGNORECASE)
A_YEAR = timedelta(days=365)  # after an event, for what is last told of it
HALF_A_YEAR = timedelta(days=183)
QUESTION_CHARACTERS = 2_000  # longer than any question; the encoder reads 256 word pieces


@dataclass(frozen=True, slots=True)
class Meaning:
    """Hold a question as it is searched, and the day on which it is asked, or as of which.

    `period` restricts when articles were published, `outlets` where; `said` tells which of the two the words of the
    question or of the conversation gave, not the visitor's own filters. `cutoff` is the last day that counts, whatever
    else is let go. `content` are days that the question is about, to be preferred. `fresh` says that the newest
    evidence is wanted, `current` that it is better, as for whatever is so now. `cited` are the keys of the articles it
    speaks of, `near` of those that the newest answer shows, `earlier` of those that answers before it showed, `story`
    of the one that it is likeliest asked of, "" if of none; `leans` says that words of the conversation were put in,
    and that it does not go back to another story.
    """

    question: str
    today: date
    period: Period | None = None
    cutoff: date | None = None
    outlets: tuple[str, ...] = ()
    said: frozenset[str] = frozenset()
    content: tuple[Period, ...] = ()
    fresh: bool = False
    current: bool = False
    cited: tuple[str, ...] = ()
    near: tuple[str, ...] = ()
    story: str = ""
    earlier: tuple[str, ...] = ()
    leans: bool = False
    phrase: tuple[int, int] | None = None  # the words of the question that name the period


def understand_question(
    typed: str,
    conversation: Conversation,
    today: date,
    known: Sequence[str],
    *,
    period: Period | None = None,
    outlets: Collection[str] | None = None,
    literal: bool = False,
) -> Meaning:
    """Return what a question means; a period or outlets that the visitor chose win over what it says.

    A follow-up takes over the period and the outlets of the answer before it, unless it names its own. An empty period
    and empty outlets are chosen too: any time, all outlets. `known` are the archive's outlets; `literal` takes the
    question as it is typed, without the conversation.
    """
    understood = Understood(typed) if literal else standalone_question(typed, conversation)
    apart = literal or understood.topic_shift
    leans = bool(understood.added) and not apart
    talk = Conversation() if apart else conversation
    before = talk if leans else Conversation()  # whose limits are taken over
    asked = _asked_in_full(typed, understood, before.cutoff, _day_within(typed, talk, today))
    asked = _counted_from(typed, asked, talk, today)
    keeps = not (asked.content or asked.fresh or _BACK.match(typed))
    when = asked.period or (before.period if keeps else None) or _up_to(asked.cutoff)
    where = find_outlets(typed, known) or before.outlets
    cutoff = asked.cutoff if period is None or period else None
    day = min(cutoff or today, today)
    question = without_asides(without_cutoff(understood.question, today))
    near = _shown(talk.turns[-1:])
    limits = (("period", period, when), ("outlets", outlets, where))
    return Meaning(
        question=question,
        today=day,
        period=_chosen(period, cutoff) if period is not None else when,
        cutoff=cutoff,
        outlets=tuple(outlets) if outlets is not None else where,
        said=frozenset(name for name, chosen, said in limits if chosen is None and said),
        content=_content(asked, period, question),
        fresh=asked.fresh,
        current=asked.fresh or bool(_IS_SO.match(question) or _AT_LAST.search(question)),
        cited=_cited(understood, conversation),
        near=near,
        story=_story(typed, conversation.turns, near),
        earlier=_shown(talk.turns[:-1]),
        leans=leans and not _BACK.match(typed),
        phrase=find_period(question, day).phrase,
    )


def check_question(question: str) -> str:
    """Return a question on one line; raises QuestionError if there is none in it, or too much."""
    question = " ".join(question.split())
    if not any(character.isalnum() for character in question):
        raise QuestionError("There is no question. Ask something that an article could answer.")
    if len(question) > QUESTION_CHARACTERS:
        raise QuestionError(f"The question is longer than {QUESTION_CHARACTERS} characters. Shorten it.")
    return question


def _asked(typed: str, carried: date | None, today: date) -> TimeAsked:
    """Return what a question says about time; without a day of its own, it is asked as of that of the one before."""
    asked = find_period(typed, today)
    if carried is None or asked.cutoff:
        return asked
    on_that_day = find_period(typed, carried)
    if asked.period and not on_that_day.period and (asked.period.since or date.min) > carried:
        return asked  # a later time, named by its date
    return replace(on_that_day, cutoff=carried, period=_chosen(on_that_day.period or Period(), carried))


def _asked_in_full(typed: str, understood: Understood, carried: date | None, today: date) -> TimeAsked:
    """Return what a question says about time: "and in 2019?" as the question says it that it was made part of."""
    asked = _asked(typed, carried, today)
    if asked.phrase is None or fragment_of(typed) != fragment_of(typed[slice(*asked.phrase)]):
        return asked
    whole = _asked(understood.question, carried, today)
    return whole if whole.period or whole.content else asked


def _counted_from(typed: str, asked: TimeAsked, talk: Conversation, today: date) -> TimeAsked:
    """Return what a question says about time: "and the year before?" by the days that the one before it asked about."""
    if asked.period or asked.content or not talk:
        return asked
    before = talk.turns[-1].understood
    told = find_period(before, _day_within(before, talk.before_last(), today))
    period = period_beside(typed, talk.period or told.period or Period())
    content = [beside for one in told.content if (beside := period_beside(typed, one))]
    return replace(asked, period=period, content=() if period else tuple(content))


def _up_to(cutoff: date | None) -> Period | None:
    return Period(until=cutoff) if cutoff else None


def _chosen(period: Period, cutoff: date | None) -> Period | None:
    """Return a period as far as it is not after a day; the visitor's own, if all of it is; None for any time."""
    if not period or cutoff is None or (period.since and period.since > cutoff):
        return period or None
    return Period(period.since, min(period.until or cutoff, cutoff))


def find_outlets(question: str, known: Sequence[str]) -> tuple[str, ...]:
    """Return the outlets whose words are asked for: "according to the Courier", "what did Reuters report".

    Only where the question attributes: an outlet that is merely named may be what it is about.

    >>> find_outlets("What did the Courier say about the bridge?", ["courier.example.org"])
    ('courier.example.org',)
    >>> find_outlets("Who owns the Courier?", ["courier.example.org"])
    ()
    """
    for pattern in _ATTRIBUTED:
        for match in pattern.finditer(question):
            found = named_outlets(match[1].lower().replace("’s", "").replace("'s", ""), known)
            if found:
                return found
    return ()


def _content(asked: TimeAsked, chosen: Period | None, question: str) -> tuple[Period, ...]:
    """Return the days that a question is about, and a year more where what was told later counts too.

    A period that it says, where the visitor chose another, is one of them.
    """
    about = (asked.period, *asked.content) if asked.period and chosen is not None else asked.content
    return _and_after(about) if _counts_later(question) else about


def _counts_later(question: str) -> bool:
    """Say whether what was told after the days that a question names counts too: "in the end", but not "by May"."""
    return bool(_AT_LAST.search(question)) and not _UP_TO_A_DAY.search(question)


def _and_after(periods: Sequence[Period]) -> tuple[Period, ...]:
    return tuple(
        replace(one, until=min(one.until, date.max - A_YEAR) + A_YEAR) if one.until else one for one in periods
    )


def _day_within(typed: str, conversation: Conversation, today: date) -> date:
    """Return the day from which a follow-up's "in July" counts: the July nearest to the article just shown.

    Only where no year is said; "last week" is today's in any case.
    """
    last = conversation.last_answer
    days = [one.article.published for one in last.citations if one.article.published] if last else []
    return min(days[0] + HALF_A_YEAR, today) if days and _NO_YEAR.match(typed) else today


def _shown(turns: Sequence[Turn]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(article.key for article in shown_articles(turns)))


def _story(typed: str, turns: Sequence[Turn], near: Sequence[str]) -> str:
    """Return the first article of the newest turn whose question shares a word with this one, else the nearest one."""
    words = stems_of(typed)
    spoken = (_shown([turn])[0] for turn in reversed(turns) if _shown([turn]) and words & stems_of(turn.understood))
    return next(spoken, near[0] if near else "")


def _cited(understood: Understood, conversation: Conversation) -> tuple[str, ...]:
    numbered = conversation.numbered_answer
    citations = numbered.citations if numbered else ()
    return tuple(citation.article.key for citation in citations if citation.number in understood.refers_to)
