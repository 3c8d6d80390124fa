"""Language: whether a question is in another language than the articles, said only where it is sure.

Two witnesses have to agree: a word that asks in that language (or a script that the articles are not in), and the
recognizer, with names taken out. A recognizer alone calls nine in ten English headlines full of foreign names
foreign.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from bot.smalltalk.asking import ASKING, NAMES, RELATED
from corpus.archive import Archive
from corpus.holdings import sample_openings

if TYPE_CHECKING:
    from py3langid.langid import LanguageIdentifier

__all__ = ["foreign_language", "language_names", "languages_of"]

SAMPLED = 60  # articles; read and recognized in a tenth of a second
HOME_SURE = 0.8  # all 702 openings of three news archives are above it, and right; the wrong ones are titles alone
HOME_SHARE = 0.08  # of the sample: a language with fewer articles is a quotation or a mistake
SURE = 0.9  # of the probability that the recognizer gives to that language and the articles' together
NAMED = 0.4  # among all languages: below, a question in another script is foreign, but of which language is not said
SCRIPT_WORDS = 2  # in another script; one word may be a name
SCRIPT_SIGNS = 5  # instead, where the script has no spaces

UNKNOWN = "und"

_WORD = re.compile(r"[^\W\d_]+")
_QUOTED = re.compile(r"[\"“„«][^\"”“»]{1,200}[\"”“»]")
_UNSPACED = frozenset({"CJK", "HIRAGANA", "KATAKANA", "THAI"})


def foreign_language(question: str, archive: Archive) -> tuple[str, str] | None:
    """Return the names of the question's language ("" if not known) and of the articles', where they surely differ.

    >>> foreign_language("Wer ist der neue Bürgermeister?", an_archive_in_english)
    ('German', 'English')
    """
    text = _QUOTED.sub(" ", unicodedata.normalize("NFC", question))
    text = text.lower() if text.isupper() else text
    words = _WORD.findall(text)
    by_script = _foreign_script(words)
    asked_in = _languages_asked_in(words)
    if not by_script and not asked_in:
        return None
    home, ours = languages_of(archive), language_names(archive)
    if not ours:
        return None
    found = _by_script(text, home) if by_script else _by_words(words, asked_in, home)
    return (NAMES.get(found, ""), ours) if found else None


def language_names(archive: Archive) -> str:
    """Return the languages of the articles in words ("English and German"), "" if one of them is not known."""
    home = languages_of(archive)
    known = all(code in NAMES for code in home)
    return " and ".join(dict.fromkeys(NAMES[code] for code in home)) if known else ""


def languages_of(archive: Archive) -> tuple[str, ...]:
    """Return the ISO 639-1 codes of the languages that the articles are in, most articles first."""
    return _languages_at(archive, archive.generation)


@lru_cache(maxsize=2)
def _languages_at(archive: Archive, generation: int) -> tuple[str, ...]:
    openings = sample_openings(archive, SAMPLED)
    recognized = [_recognizer().classify(f"{one.title}. {one.text}") for one in openings]
    counted = Counter(code for code, probability in recognized if probability >= HOME_SURE)
    return tuple(code for code, number in counted.most_common() if number >= HOME_SHARE * counted.total())


@lru_cache(maxsize=1)
def _recognizer() -> LanguageIdentifier:
    """Return the recognizer: 90 MB, loaded in under a second with the first question that needs it."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def _languages_asked_in(words: list[str]) -> set[str]:
    """Return the languages in which one of the words asks; a capital inside a question makes a name of it."""
    asking = {word.lower() for place, word in enumerate(words) if place == 0 or word.islower()}
    return {code for code, known in ASKING.items() if asking & known}


def _by_words(words: list[str], asked_in: set[str], home: tuple[str, ...]) -> str | None:
    """Return the language that asks and that the recognizer prefers; None where the articles' language asks too."""
    small = [word.lower() for place, word in enumerate(words) if place == 0 or word.islower()]
    at_home = frozenset[str]().union(*(ASKING.get(code, frozenset()) for code in home))
    candidates = {
        code for code in asked_in if not _akin(code, home) and not any(word in at_home - ASKING[code] for word in small)
    }
    if not candidates:
        return None
    likely = dict(_recognizer().rank(" ".join(small)))
    best = max(sorted(candidates), key=lambda code: likely.get(code, 0.0))
    against = max(likely.get(code, 0.0) for code in home)
    return best if likely.get(best, 0.0) > SURE * (likely.get(best, 0.0) + against) else None


def _foreign_script(words: list[str]) -> bool:
    """Say whether most of the words are in a script other than Latin, and more than a name."""
    scripts = [_script_of(word) for word in words]
    foreign = [word for word, script in zip(words, scripts, strict=True) if script != "LATIN"]
    if 2 * len(foreign) <= len(words):
        return False
    signs = sum(len(word) for word in foreign if _script_of(word) in _UNSPACED)
    return len(foreign) >= SCRIPT_WORDS or signs >= SCRIPT_SIGNS


def _script_of(word: str) -> str:
    return unicodedata.name(word[0], "LATIN").split()[0].split("-")[0]


def _by_script(text: str, home: tuple[str, ...]) -> str | None:
    """Return the language of a question in another script than Latin, or UNKNOWN; None where articles may be in it."""
    if any(_akin(code, home) for code, probability in _recognizer().rank(text) if probability > 1 - SURE):
        return None
    code, probability = _recognizer().classify(text)
    return code if probability >= NAMED else UNKNOWN


def _akin(code: str, home: tuple[str, ...]) -> bool:
    return code in home or any(code in group and group & set(home) for group in RELATED)
