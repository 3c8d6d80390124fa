"""Text made regular: Unicode, white space and boilerplate lines; never the words.

Articles arrive with broken encodings, invisible characters and the furniture of a web page.
Whatever is cleaned here is cleaned once, before anything points into the text. Quotation marks
stay as they were printed, and nothing inside a line is ever dropped.
"""

from __future__ import annotations

import re
import unicodedata
from itertools import pairwise

from ftfy import TextFixerConfig, fix_text
from ftfy.badness import is_bad

__all__ = ["clean_line", "clean_text"]

# Curly quotes and full-width letters are how the outlet printed it; line breaks are done here.
_MEND = TextFixerConfig(
    unescape_html=True,
    uncurl_quotes=False,
    fix_latin_ligatures=False,
    fix_character_width=False,
    fix_line_breaks=False,
    normalization=None,
    explain=False,
)
# `&amp;amp;` needs two rounds; more than this is no article.
_ROUNDS = 8

# Whole lines, whatever their case, and no others. Each was among the commonest lines of 16,000
# news articles; a line that could be a sentence or a heading of some story is not on the list.
_BOILERPLATE = re.compile(
    r"""(?: advertisements? (?:[ ]continue[ ]reading[ ]the[ ]main[ ]story)?
    | continue[ ]reading[ ]the[ ]main[ ]story
    | (?: article | story | content ) [ ] continue[sd]? [ ] below (?:[ ](?:this[ ])?ad(?:vertisement)?)?
    | (?: video[ ] )? ad[ ]feedback
    | skip[ ](?: ad | advertisement | to[ ](?:main[ ])?content )
    | sign[ ]up[ ]for[ ](?: our | the | daily ) (?:[ ](?:free|daily|weekly|opinion))?
      [ ] newsletters? (?:[ ]manage[ ]newsletters?)?
    | subscribe[ ]to[ ]our[ ](?:(?:free|daily|weekly)[ ])? newsletters?
    | (?: share | print | save | email | listen[ ]to )[ ]this[ ](?: article | story | page )
    | share[ ](?:this[ ])?(?:on|via|by)[ ](?: facebook | twitter | x | whatsapp | linkedin | e-?mail )
    | click[ ]to[ ]expand | click[ ]here[ ]to[ ]get[ ]the[ ](?:\w+[ ]){1,3}app
    | (?: hide | toggle | show )[ ]caption | enlarge[ ]this[ ]image
    | read[ ]more | related[ ](?: articles | stories | coverage | topics | content )
    | replay[ ]more[ ]videos | \[pullquote\] | [_*=~-]{3,} ) [ ]?[.:…!]*""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST_BOILERPLATE = 80

# What only ftfy can mend: an entity, a terminal escape, half a surrogate pair, a C1 control.
_BROKEN = re.compile("&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]{2,31}[0-9]{0,2});|[\x1b\x80-\x9f\ud800-\udfff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]+[^\n]{0,2}")
# Any character that one of the next four patterns may touch: most articles hold none.
_ODD = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufb00-\ufb06\ufeff\ufff9-\uffff]"
)
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u00ad\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffc"
    "\ufffe\uffff]"
    "|(?<![^\x00-\x7f])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\x7f])"  # joiners matter in Hindi and emoji
)
_LINE_BREAK = re.compile("\r\n?|[\x0b\x85\u2028]")
_PAGE_BREAK = re.compile("[\x0c\u2029]")
_BLANKS = re.compile(r"(?:[^\S\n ]| (?=[^\S\n]))[^\S\n]*")  # all but a single space, for speed
_EMPTY_LINES = re.compile(r"\n{3,}")
_WRAPPED = re.compile(r"[^\n]\n[^\n]")
_LIST_ITEM = re.compile(r"[-–—•·▪●*>|]|\w{1,3}[.)]\s")
_LIGATURE = re.compile("[\ufb00-\ufb06]")
# Between these lengths a full line is a line of a hard-wrapped text.
_NARROWEST, _WIDEST = 45, 100


def clean_text(text: str) -> str:
    r"""Return a text with regular Unicode and white space and no boilerplate lines.

    Paragraphs are separated by one empty line; cleaning twice is the same as cleaning once.

    >>> clean_text("He said â€œnoâ€\x9d.\r\nAdvertisement\r\nThen\u00a0he  left.")
    'He said “no”.\n\nThen he left.'
    """
    for _ in range(_ROUNDS):
        cleaned = _clean_lines(_clean_characters(text))
        if cleaned == text:
            break
        text = cleaned
    return text


def clean_line(text: str) -> str:
    r"""Return a title or a name on one line, with regular Unicode and single blanks.

    >>> clean_line(" Harbour\n reopens\u200b ")
    'Harbour reopens'
    """
    for _ in range(_ROUNDS):
        cleaned = " ".join(_clean_characters(text).split())
        if cleaned == text:
            break
        text = cleaned
    return text


def _clean_characters(text: str) -> str:
    if _is_broken(text):
        text = fix_text(text, _MEND)
    if _ODD.search(text):
        text = _LINE_BREAK.sub("\n", text)
        text = _PAGE_BREAK.sub("\n\n", text)
        text = _INVISIBLE.sub("", text)
        text = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    return unicodedata.normalize("NFC", text)


def _is_broken(text: str) -> bool:
    """Return whether ftfy has anything to mend; it reads 4 MB a second, this about 100."""
    if _BROKEN.search(text):
        return True
    return not text.isascii() and is_bad("\n".join(_NOT_ASCII.findall(text)))


def _clean_lines(text: str) -> str:
    lines = [line.strip() for line in _BLANKS.sub(" ", text).split("\n")]
    kept = "\n".join("" if _is_boilerplate(line) else line for line in lines)
    text = _EMPTY_LINES.sub("\n\n", kept).strip("\n")
    if not _WRAPPED.search(text):
        return text
    return "\n\n".join(_join_wrapped(paragraph) for paragraph in text.split("\n\n"))


def _is_boilerplate(line: str) -> bool:
    return 2 < len(line) <= _LONGEST_BOILERPLATE and _BOILERPLATE.fullmatch(line) is not None


def _join_wrapped(paragraph: str) -> str:
    """Return a hard-wrapped paragraph as one line, anything else (lists, addresses) unchanged.

    A text is hard-wrapped where every line is full: the next word would not have fitted.
    """
    lines = paragraph.split("\n")
    width = max(map(len, lines))
    if not (len(lines) > 1 and _NARROWEST <= width <= _WIDEST):
        return paragraph
    if any(_LIST_ITEM.match(line) for line in lines) or (len(lines) == 2 and not lines[1][0].islower()):
        return paragraph
    full = all(len(line) + 1 + len(after.split(" ", 1)[0]) > width for line, after in pairwise(lines))
    return re.sub(r"(?<=\w-)\n(?=\w)", "", paragraph).replace("\n", " ") if full else paragraph
