"""An answer as Markdown (CommonMark, and what GitHub adds): whatever an article holds shows as itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.answer import Answer, Citation, Quote
from bot.linking import citation_link, quote_link
from bot.rendering import wording

__all__ = ["answer_as_markdown", "escape_line"]

_INLINE = re.compile(r"[\\`*_\[\]<>&$~|]")
_WEB = re.compile(r"(?<=[a-z]):(?=//)|(?<=www)\.|(?<=\w)@(?=\w)", re.IGNORECASE)  # would become links
_LINE_START = re.compile(r"^([ \t]*)([-+=#:]|\d{1,9}(?=[.)]))", re.MULTILINE)  # lists, headings, rules
_INDENT = re.compile(r"(?:^|(?<=\n))[ \t]+")  # would be code
_BREAK = re.compile("\r\n|[\n\r\u2028\u2029\x85\v\f]")


def answer_as_markdown(answer: Answer) -> str:
    """Return an answer as Markdown: the exact words if sure, what was found, quotes, numbered sources, notes."""
    if answer.found:
        exact = wording.exact_words(answer)
        blocks = [_bold(exact)] if exact else []
        blocks.append(f"{wording.confidence_in_words(answer)} in {wording.extent(answer)}.")
    else:
        blocks = [escape_line(line) for line in wording.refusal_lines(answer)]
    retracted = wording.retraction_line(answer)
    if retracted:
        blocks.insert(0, f"**{escape_line(retracted)}**")
    understood = wording.understood_as(answer)
    if understood:
        blocks.append(f"Understood as: {escape_line(understood)}")
    limits = (wording.period_line(answer), wording.outlets_line(answer))
    blocks += [escape_line(line) for line in (*limits, *answer.caveats) if line]
    blocks += _timeline(answer)
    blocks += [_quote(quote, answer.citation_of(quote).number) for quote in answer.quotes]
    blocks.append("\n".join(map(_source, answer.citations)))
    blocks.append("\n".join(f"- {escape_line(note)}" for note in wording.remaining_notes(answer)))
    newest = wording.newest_line(answer)
    if newest:
        blocks.append(f"*{newest}*")
    return "\n\n".join(filter(None, blocks))


def _timeline(answer: Answer) -> list[str]:
    if not answer.timeline:
        return []
    rows = [
        f"- {escape_line(source)}: {_bold(words)} \\[{number}\\]"
        for source, words, number in wording.timeline_rows(answer)
    ]
    return [f"{wording.timeline_heading(answer)}:", "\n".join(rows)]


def _quote(quote: Quote, number: int) -> str:
    before, answering, after = wording.marked_parts(quote)
    text = f"“{_escape(before)}{_bold(answering)}{_escape(after)}” \\[{number}\\]"
    for head, words in wording.change_lines(quote):
        text += f"\n\n{head}: {escape_line(words)}"
    lines = [line if line.strip() else "" for line in text.split("\n")]
    return "\n".join(_quoted(line, after) for line, after in zip(lines, [*lines[1:], ""], strict=True))


def _quoted(line: str, after: str) -> str:
    """Return a line of a block quote; where another follows in the same paragraph, it ends with a break."""
    return f"> {line}\\" if line and after else f"> {line}".rstrip()


def _bold(words: str) -> str:
    """Return words in bold, without the marks around them: beside a mark, stars are only stars.

    >>> _bold("“Velm”,")
    '“**Velm**”,'
    """
    found = re.search(r"[^\W_](?:.*[^\W_])?", words, re.DOTALL)
    if not found or _BREAK.search(found[0]):
        return _escape(words)
    return f"{_escape(words[: found.start()])}**{_escape(found[0])}**{_escape(words[found.end() :])}"


def _source(citation: Citation) -> str:
    article = citation.article
    title, by_line = escape_line(wording.title_of(article)), escape_line(wording.by_line(article))
    link = citation_link(citation)
    place = escape_line(wording.place_of(article))
    if link:
        first = f"{citation.number}. {_linked(title, link)} — {by_line}"
    else:
        first = f"{citation.number}. {title} — {by_line}" + (f" ({place})" if place else "")
    return "\n".join([first, *(f"{' ' * len(f'{citation.number}. ')}- {line}" for line in _asides(citation))])


def _asides(citation: Citation) -> Iterator[str]:
    """Yield what is said below a source: its notices, word for word, and where else the quoted words are printed."""
    for remark in wording.told_remarks(citation):
        yield f"{wording.remark_head(remark)}: “{escape_line(remark.quote.text)}”"
    also = wording.copies_line(citation.copies, citation.article)
    if also:
        yield f"{also}: {'; '.join(_named(copy) for copy in citation.copies)}"


def _named(copy: Quote) -> str:
    by_line, link = escape_line(wording.by_line(copy.article)), quote_link(copy.article.url, copy.text)
    return _linked(by_line, link) if link else by_line


def _linked(words: str, link: str) -> str:
    address = link.replace("\\", "%5C").replace("&", "&amp;")
    return f"[{words}](<{address}>)"


def escape_line(text: str) -> str:
    """Return text that Markdown shows as it is, on one line."""
    return _escape(" ".join(text.split()))


def _escape(text: str) -> str:
    r"""Return text that Markdown shows as it is; one escape too many does not show.

    >>> print(_escape("1. A *star* at www.example.org"))
    1\. A \*star\* at www\.example.org
    """
    text = _INLINE.sub(r"\\\g<0>", _BREAK.sub("\n", text))
    text = _WEB.sub(r"\\\g<0>", text)
    text = _LINE_START.sub(_escape_start, text)
    return _INDENT.sub(lambda found: "".join(f"&#{ord(blank)};" for blank in found[0]), text)


def _escape_start(found: re.Match[str]) -> str:
    digits = found[2].isdigit()
    return f"{found[1]}{found[2]}\\" if digits else f"{found[1]}\\{found[2]}"
