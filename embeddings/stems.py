"""Stems: the words of a text as search compares them, without those that say nothing of its topic."""

from __future__ import annotations

from functools import cache

import tantivy
from tantivy import Filter

__all__ = ["new_analyzer", "stem_words"]

LONGEST = 60  # characters; what is longer is no word

# Question words, particles and the verbs of every report: they match everywhere and say nothing of the topic.
STOP_WORDS = (
    "a an and are as at be been but by can could did do does for from had has have he her his how i if in into is "
    "it its me my no not of on or our she said say says so tell than that the their them then there these they this "
    "those to told us was we were what when where which who whom whose why will with would you your"
)


def stem_words(text: str) -> list[str]:
    """Return the stems of a text in order, without stop words, where no index is at hand."""
    return list(_shared_analyzer().analyze(text))


def new_analyzer() -> tantivy.TextAnalyzer:
    """Return what makes stems of a text: lower case, no accents, no stop words, English endings cut."""
    builder = tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
    for step in (
        Filter.lowercase(),
        Filter.ascii_fold(),
        Filter.custom_stopword(STOP_WORDS.split()),
        Filter.remove_long(LONGEST),
        Filter.stemmer("english"),
    ):
        builder = builder.filter(step)
    return builder.build()


@cache
def _shared_analyzer() -> tantivy.TextAnalyzer:
    return new_analyzer()
