"""Gender: whether a name is a woman's or a man's, as far as the titles and pronouns beside it tell."""

from __future__ import annotations

import re
from functools import lru_cache

from bot.followup.memory import Memory, Mention

__all__ = ["PERSONAL", "SHE", "gender_of", "texts_of", "words_around"]

PERSONAL = re.compile(r"\b(?:he|him|his|she|her|hers)\b", re.IGNORECASE)
SHE = frozenset("she her hers herself Mrs Ms Miss Lady Queen Princess".split())
_GENDERED_TITLE = re.compile(r"\b(Mrs|Ms|Miss|Lady|Queen|Princess|Mr|Sir|Lord|King|Prince)\.? (?:\w+ )?$")
NEAR = 200  # characters around a name that may tell of it; a "she" within them is likely to mean it


def gender_of(mention: Mention, memory: Memory) -> str:
    """Return "he" or "she" if a title or the first pronoun behind a person's name tells, else ""."""
    name = mention.phrase.text
    for text in texts_of(memory):
        for before, behind in words_around(name, text) or words_around(name.split()[-1], text):
            title = _GENDERED_TITLE.search(before)
            if title:
                return "she" if title[1] in SHE else "he"
            pronoun = PERSONAL.search(behind)
            if pronoun:
                return "she" if pronoun.group().lower() in SHE else "he"
    return ""


def texts_of(memory: Memory) -> list[str]:
    """Return all that was asked, understood and quoted in the turns that count."""
    return [text for one in memory.past for text in one.texts]


@lru_cache(maxsize=4096)
def words_around(name: str, text: str) -> tuple[tuple[str, str], ...]:
    """Return what stands before and behind each place where a text has a name as whole words."""
    found = []
    start = text.find(name)
    while start >= 0:
        end = start + len(name)
        if not text[start - 1 : start].isalnum() and not text[end : end + 1].isalnum():
            found.append((text[max(start - NEAR, 0) : start], text[end : end + NEAR]))
        start = text.find(name, end)
    return tuple(found)
