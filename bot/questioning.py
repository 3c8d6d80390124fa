"""Questioning: a sentence to the questions that it answers, by rules of form; more of them than `suggesting.py` has.

An example has to interest whoever knows nothing yet. A question to go on with has a reader who has just seen the
article: who somebody is, what somebody said, and what something will cost is enough. Each rule gives a question whose
grammar is certain and that can be understood alone, or none.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from itertools import chain
from typing import TypeGuard

from bot.forms import DATE, NAME, NUMBER, PERSON, ROLE, WORDS, ask_about, subject_of, with_article
from bot.suggesting import MAX_WORDS, MIN_WORDS, Candidate, candidates_of
from corpus.article import Article
from corpus.sentences import sentence_spans

__all__ = ["questions_of"]

SENTENCES_LOOKED_AT = 60  # a reader of the article may go on to its end

Rule = Callable[[str, Article], str | None]

_NOUN = rf"(?:The|An?) [a-z][^,;:“”\n]{{2,50}}?|(?:The )?{NAME}"
_INTRODUCED = re.compile(
    rf"(?P<name>{PERSON}), (?:who (?!are\b|were\b)|(?:the|an?|its|[A-Z][\w’]+’s?) (?:[\w’-]+ ){{0,4}}?{ROLE}\b)"
)
_WILL = re.compile(rf"^(?P<name>{_NOUN}) will (?P<rest>(?!not\b|also\b)[a-z]+{WORDS}) (?:on|in|from) {DATE}")
_COSTS = re.compile(rf"^(?P<name>{_NOUN}) (?P<cost>will cost|would cost|costs?) [^,;:]{{0,30}}?{NUMBER}")
_COST = {"will cost": "will {} cost", "would cost": "would {} cost", "costs": "does {} cost", "cost": "did {} cost"}
_JAILED = re.compile(
    rf"^(?P<name>{PERSON})(?:, [^.]{{0,160}},)? was (?P<how>sent to prison|jailed|sentenced to prison)\b[^.]*? for "
    rf"{NUMBER} (?:year|month|week|day)"
)
_FINED = re.compile(rf"^(?P<name>(?:The )?{NAME}) was fined [^,;:]{{0,20}}?{NUMBER}")
_BECAUSE = re.compile(
    rf"^(?P<name>{_NOUN}) (?P<be>was|were|is|are) (?P<rest>[a-z]+(?:ed|en|ught|und|rn|id){WORDS}) because "
)
_WHERE = re.compile(
    rf"^(?P<name>(?:The )?{NAME}) (?P<be>was|were) (?P<done>born|found|held|built|buried|arrested|killed|moored) "
    rf"(?:in|at|near|off|outside) (?!{DATE}|\d)"
)
_BODY = r"the [A-Z][\w’-]+(?: (?:[A-Z][\w’-]+|of|and))* [A-Z][\w’-]+"
_SPEAKER = re.compile(
    rf"(?:,[”\"’']?|[”\"]) (?:(?P<who>{_BODY}|{PERSON}) (?:said|says)|"
    rf"(?:said|says) (?:[a-z][^,.“”\"]{{3,50}}, )?(?P<person>{PERSON}))\b"
)
_SAYS = re.compile(rf"^(?P<who>{PERSON}|The [A-Z][\w’-]+(?: [A-Z][\w’-]+)+) (?:said|says) (?:that )?")
_POSSESSIVE = re.compile(r"[’']s?$")
_INSIDE = re.compile(r"[a-z,] ")
_NAMED = re.compile(rf"\b{NAME}")
_NO_TOPIC = re.compile(
    rf"(?:{DATE}|\w+day|January|February|March|April|May|June|July|August|September|October|November|"
    r"December|(?:Jan|Feb|Mar|Apr|Jun|Jul|Aug|Sept?|Oct|Nov|Dec)\b.*|Dr|Capt|Prof|Judge|God|CNW|AP|Reuters)$"
)
_HOLDS_A_VERB = re.compile(r" (?:has|have|had|is|was|were|will|would|could|and|which|who|that|said)$|, | (?:that|who) ")


def questions_of(article: Article) -> Iterator[Candidate]:
    """Yield what the sentences of an article answer, the rules taking them in turn; the likeliest to interest first."""
    spans = sentence_spans(article.text)[:SENTENCES_LOOKED_AT]
    further = (
        Candidate(question, article, (start, end))
        for rule in _RULES
        for start, end in spans
        if (question := rule(article.text[start:end], article)) and MIN_WORDS <= len(question.split()) <= MAX_WORDS
    )
    yield from chain(candidates_of(article), further)


def _who(sentence: str, article: Article) -> str | None:
    found = _INTRODUCED.search(sentence)
    return f"Who is {found['name']}?" if found else None


def _when_will(sentence: str, article: Article) -> str | None:
    found = _WILL.match(sentence)
    return ask_about(f"When will {_lower(found['name'])} {found['rest']}") if _has_subject(found, article) else None


def _how_much(sentence: str, article: Article) -> str | None:
    if _has_subject(found := _FINED.match(sentence), article):
        return ask_about(f"How much was {subject_of(found['name'])} fined")
    if _has_subject(found := _COSTS.match(sentence), article):
        return ask_about("How much " + _COST[found["cost"]].format(_lower(found["name"])))
    return None


def _how_long(sentence: str, article: Article) -> str | None:
    found = _JAILED.match(sentence)
    return f"How long was {found['name']} {found['how']} for?" if found else None


def _why(sentence: str, article: Article) -> str | None:
    found = _BECAUSE.match(sentence)
    return (
        ask_about(f"Why {found['be']} {_lower(found['name'])} {found['rest']}")
        if _has_subject(found, article)
        else None
    )


def _where(sentence: str, article: Article) -> str | None:
    found = _WHERE.match(sentence)
    return (
        ask_about(f"Where {found['be']} {subject_of(found['name'])} {found['done']}")
        if _has_subject(found, article)
        else None
    )


def _what_said(sentence: str, article: Article) -> str | None:
    """Return what somebody said about a name in what is said, else about one in the title."""
    if found := _SAYS.match(sentence):
        who, said = found["who"], sentence[found.end() :]
    elif found := _SPEAKER.search(sentence):
        who, said = found["who"] or found["person"], sentence[: found.start()]
    else:
        return None
    topics = (*_topics(said, article), *_topics(article.title, article))
    topic = next((one for one in topics if not set(one.split()) & set(who.split())), None)
    return f"What did {subject_of(who)} say about {with_article(topic, article.text)}?" if topic else None


_RULES: tuple[Rule, ...] = (_why, _how_much, _when_will, _how_long, _what_said, _where, _who)


def _topics(line: str, article: Article) -> list[str]:
    """Return the names in a line that could be spoken of, without days, titles and what is a name by its place only."""
    known = _names_inside(article.text)
    names = (_POSSESSIVE.sub("", found[0]).removeprefix("The ") for found in _NAMED.finditer(line))
    return [name for name in names if name in known and not _NO_TOPIC.match(name)]


def _names_inside(text: str) -> set[str]:
    """Return the names, each as a whole, that stand inside a sentence: at its head any word has a capital."""
    return {
        _POSSESSIVE.sub("", found[0]).removeprefix("The ")
        for found in _NAMED.finditer(text)
        if found[0].startswith("The ") or _INSIDE.fullmatch(text, max(0, found.start() - 2), found.start())
    }


def _has_subject(found: re.Match[str] | None, article: Article) -> TypeGuard[re.Match[str]]:
    """Say whether a rule fits, and its subject is one: a name, or a thing that is told from others by one."""
    if found is None or _HOLDS_A_VERB.search(found["name"]):
        return False
    return (
        found["name"].startswith(("The ", "A ", "An "))
        or " " in found["name"]
        or found["name"] in _names_inside(article.text)
    )


def _lower(name: str) -> str:
    """Return a subject as it stands inside a sentence: "The new bridge" is "the new bridge"."""
    first, _, rest = name.partition(" ")
    return f"{first.lower()} {rest}" if first in ("The", "A", "An") else name
