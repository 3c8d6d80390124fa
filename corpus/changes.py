"""Changes: which sentences of a text read differently in a newer one, and what became of a quoted span.

Both sides of a change are exact slices of their texts.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from corpus.sentences import sentence_spans

__all__ = ["Change", "changed_sentences", "changes_of_span", "find_words"]

STILL_THE_SAME = 0.4  # of the words, in order: less, and one sentence went while another came
MOST_COMPARED = 400  # pairs of sentences in one place: a text written anew is not compared sentence by sentence

_WORD = re.compile(r"\w+")
_CLOSING = re.compile(r"[.,;:!?…”’\"')\]]*")
_OPENING = re.compile(r"[“‘\"'(\[]*$")


@dataclass(frozen=True, slots=True)
class Change:
    """Hold a sentence before and after; "" before: it is new, "" after: it is gone."""

    before: str
    after: str


def changed_sentences(old: str, new: str) -> list[Change]:
    """Return what was changed, added and taken out, in the order of the text; what only moved by a line is not told.

    >>> changed_sentences("Two died. The mill burned.", "Three died. The mill burned. It rained.")
    [Change(before='Two died.', after='Three died.'), Change(before='', after='It rained.')]
    """
    before, after = _sentences(old), _sentences(new)
    changes: list[Change] = []
    for kind, first, last, start, end in _opcodes(before, after):
        if kind != "equal":
            changes += _pair(before[first:last], after[start:end])
    return changes


def changes_of_span(old: str, new: str, start: int, end: int) -> tuple[Change, ...]:
    """Return how the sentences of a span of the old text read in the new one; none where its words still stand."""
    if find_words(new, old[start:end]):
        return ()
    touched = {old[first:last] for first, last in sentence_spans(old) if first < end and start < last}
    return tuple(change for change in changed_sentences(old, new) if change.before in touched)


def find_words(text: str, wanted: str) -> tuple[int, int] | None:
    """Return where the same words stand in a text in the same order, whatever marks and blanks are between them.

    The marks that open and close them belong to the span.

    >>> find_words("He said: “Boats  left – at dawn.” Why?", '"boats left at dawn."')
    (9, 33)
    """
    words = _WORD.findall(wanted)
    if not words:
        return None
    pattern = r"\W+".join(map(re.escape, words))
    found = re.search(rf"(?<!\d[.,])\b{pattern}\b(?![.,]\d)", text, re.IGNORECASE)  # "40" is not in "40.5"
    if not found:
        return None
    opening, closing = _OPENING.search(text, 0, found.start()), _CLOSING.match(text, found.end())
    assert opening
    assert closing
    leads = not wanted[:1].isalnum()  # else an opening mark is none of the quote's
    return (opening.start() if leads else found.start()), closing.end()


def _sentences(text: str) -> list[str]:
    return [text[start:end] for start, end in sentence_spans(text)]


def _opcodes(before: Sequence[str], after: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return how one list of sentences becomes the other; blanks and marks alone make no difference."""
    matcher = SequenceMatcher(None, [_plain(one) for one in before], [_plain(one) for one in after], autojunk=False)
    return list(matcher.get_opcodes())


def _plain(sentence: str) -> str:
    return " ".join(_WORD.findall(sentence))


def _pair(gone: Sequence[str], come: Sequence[str]) -> Iterator[Change]:
    """Yield what became of each sentence in one place: its nearest new one, in order, or nothing."""
    if len(gone) * len(come) > MOST_COMPARED:
        yield from (Change(one, "") for one in gone)
        yield from (Change("", one) for one in come)
        return
    partners = _partners(gone, come)
    at = 0
    for place, sentence in enumerate(gone):
        partner = partners.get(place)
        if partner is None:
            yield Change(sentence, "")
            continue
        yield from (Change("", one) for one in come[at:partner])
        yield Change(sentence, come[partner])
        at = partner + 1
    yield from (Change("", one) for one in come[at:])


def _partners(gone: Sequence[str], come: Sequence[str]) -> dict[int, int]:
    """Return pairs of places, the most alike first, none crossing another."""
    alike = sorted(
        (-_likeness(one, two), left, right)
        for left, one in enumerate(gone)
        for right, two in enumerate(come)
        if _likeness(one, two) >= STILL_THE_SAME
    )
    partners: dict[int, int] = {}
    for _, left, right in alike:
        places = sorted(partners)
        at = bisect_left(places, left)
        free = left not in partners and right not in partners.values()
        after_those_before = at == 0 or partners[places[at - 1]] < right
        before_those_after = at == len(places) or right < partners[places[at]]
        if free and after_those_before and before_those_after:
            partners[left] = right
    return partners


def _likeness(one: str, two: str) -> float:
    return SequenceMatcher(None, _WORD.findall(one.lower()), _WORD.findall(two.lower()), autojunk=False).ratio()
