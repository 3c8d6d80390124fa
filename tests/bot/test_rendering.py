import io
import json
import random
import re
from dataclasses import replace
from datetime import date
from html.parser import HTMLParser

import pytest
from markdown_it import MarkdownIt
from rich.console import Console

from bot.answer import Answer, Citation, Quote, Revision
from bot.period import Period
from bot.rendering import answer_as_html, answer_as_json, answer_as_markdown, answer_as_text, print_answer
from bot.writing import EMPTY, NEAREST, write_answer
from corpus.article import Article
from corpus.changes import Change

TRAMS = Article(
    url="https://velmpost.example/2023/trams.html",
    title="Trams return to Velm",
    text="Trams return to Velm on Monday. The mayor, Ada Lund, said 40 cars were repaired. Nobody asked why.",
    published=date(2023, 10, 12),
    outlet="velmpost.example",
    version=2,
)
SCAN = Article(url=None, title="Harbour reopens", text="The harbour reopened.", source="scans/page-4.txt")
HOSTILE_TEXTS = (
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</blockquote></article><style>*{display:none}</style>",
    "&lt;b&gt; &amp; &copy; &#60;",
    "[click](javascript:alert(1)) ![x](https://evil.example/x.png)",
    "**bold** _it_ `code` ~~gone~~ $x$ \\ | a | b |",
    "see https://evil.example and www.evil.example or a@evil.example",
    "first\n# heading\n- item\n1. one\n2) two\n> quote\n===\n---\n```\n    code\n+ x\n| a |\n| - |",
    "first\n\n    code after an empty line\n\n<div>\nblock\n</div>",
    "[x]: https://evil.example\n[^1]: note",
    "ends in a backslash \\\nand goes on \\",
    "وصل الرئيس إلى <b>velm</b> يوم الخميس",
    '“curly” and "straight" and «angled»',
)


def quote_of(article, words, answering=None, confidence=0.8):
    start = article.text.index(words)
    span = None
    if answering:
        at = article.text.index(answering, start)
        span = (at, at + len(answering))
    return Quote(article, start, start + len(words), span, confidence)


def answer_of(*quotes, **changes):
    written = write_answer("When do trams return?", None, quotes, date(2024, 3, 4))
    return replace(written, **changes)


def hostile_answer(text, *, everywhere=True):
    line = " ".join(text.split())
    extra = {"title": line, "outlet": line} if everywhere else {}
    article = replace(TRAMS, text=f"Before. {text} After.", **extra)
    answer = answer_of(quote_of(article, text, confidence=0.9))
    return replace(answer, question=text, understood=f"{text}?", notes=(text,)) if everywhere else answer


MONDAY = quote_of(TRAMS, "Trams return to Velm on Monday.", "on Monday")
LUND = quote_of(TRAMS, "The mayor, Ada Lund, said 40 cars were repaired.", confidence=0.5)
HARBOUR = quote_of(SCAN, "The harbour reopened.", confidence=0.4)
FOUND = answer_of(MONDAY, LUND, HARBOUR)
REFUSED = answer_of(replace(MONDAY, confidence=0.05))


# --- JSON ---------------------------------------------------------------------------------------------


def test_json_holds_exactly_the_contract():
    answer = replace(
        answer_of(replace(MONDAY, confidence=0.81239)),
        period=Period(date(2023, 3, 1), None),
        seconds={"search": 0.01234, "read": 0.2, "total": 0.21291},
        notes=("A note.",),
        caveats=("Nothing is newer.",),
        outlets=("velmpost.example",),
    )
    expected = {
        "question": "When do trams return?",
        "understood": "When do trams return?",
        "found": True,
        "confidence": 0.812,
        "period": {"since": "2023-03-01", "until": None},
        "newest": "2024-03-04",
        "quotes": [
            {
                "text": "Trams return to Velm on Monday.",
                "start": 0,
                "end": 31,
                "citation": 1,
                "confidence": 0.812,
                "answer": {"start": 21, "end": 30, "text": "on Monday"},
                "copies": [],
                "revision": None,
            }
        ],
        "citations": [
            {
                "number": 1,
                "url": "https://velmpost.example/2023/trams.html",
                "link": "https://velmpost.example/2023/trams.html#:~:text=Trams%20return%20to%20Velm%20on%20Monday.",
                "title": "Trams return to Velm",
                "outlet": "velmpost.example",
                "published": "2023-10-12",
                "version": 2,
                "retracted": False,
                "notices": [],
                "key": "https://velmpost.example/2023/trams.html",
            }
        ],
        "notes": ["Nothing is newer.", "A note."],
        "seconds": {"search": 0.012, "read": 0.2, "total": 0.213},
        "outlets": ["velmpost.example"],
        "timeline": [],
    }
    assert json.dumps(answer_as_json(answer)) == json.dumps(expected)  # the order of keys, too


def test_json_says_null_for_what_is_not_known():
    shown = answer_as_json(replace(answer_of(HARBOUR), newest=None))
    assert shown["period"] is shown["newest"] is shown["quotes"][0]["answer"] is None
    (citation,) = shown["citations"]
    assert citation["url"] is citation["link"] is citation["published"] is None
    assert shown["seconds"] == {"search": 0.0, "read": 0.0, "total": 0.0}


def test_an_empty_period_is_no_period():
    assert answer_as_json(replace(FOUND, period=Period()))["period"] is None


def test_json_claims_no_confidence_for_a_refusal():
    shown = answer_as_json(REFUSED)
    assert shown["found"] is False
    assert shown["confidence"] == 0
    assert [quote["confidence"] for quote in shown["quotes"]] == [0]
    assert NEAREST in shown["notes"]


def test_each_quote_names_its_citation():
    assert [quote["citation"] for quote in answer_as_json(FOUND)["quotes"]] == [1, 1, 2]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_offsets_in_json_lead_back_to_the_text(text):
    answer = hostile_answer(text)
    (quote,) = json.loads(json.dumps(answer_as_json(answer)))["quotes"]
    assert answer.quotes[0].article.text[quote["start"] : quote["end"]] == quote["text"] == text


# --- plain text ---------------------------------------------------------------------------------------


def test_text_shows_what_was_found_then_quotes_then_sources_then_notes():
    assert answer_as_text(FOUND) == (
        "on Monday\n"
        "Likely answer in three quotes from two articles.\n"
        "\n"
        "“Trams return to Velm on Monday.” [1]\n"
        "\n"
        "“The mayor, Ada Lund, said 40 cars were repaired.” [1]\n"
        "\n"
        "“The harbour reopened.” [2]\n"
        "\n"
        "[1] Trams return to Velm — velmpost.example, 12 October 2023\n"
        "    https://velmpost.example/2023/trams.html#:~:text=Trams%20return%20to%20Velm%20on%20Monday.\n"
        "[2] Harbour reopens — undated\n"
        "    scans/page-4.txt\n"
        "\n"
        "Note: An undated article is quoted: when it was published is not known.\n"
        "Archive up to 4 March 2024."
    )


def test_a_refusal_comes_first_and_the_nearest_passages_are_called_so():
    first, second, *_ = answer_as_text(REFUSED).splitlines()
    assert first == "The articles do not seem to answer this."
    assert second == NEAREST
    assert answer_as_text(REFUSED).count(NEAREST) == 1


def test_a_refusal_without_passages_promises_none():
    shown = answer_as_text(answer_of())
    assert shown.startswith("The articles do not seem to answer this.\n")
    assert NEAREST not in shown


def test_an_empty_archive_says_what_to_do():
    answer = write_answer("When?", None, (), None, empty=True)
    assert answer_as_text(answer) == EMPTY


def test_another_understanding_and_the_period_are_shown():
    answer = replace(FOUND, understood="When do trams return to Velm?", period=Period(None, date(2023, 5, 31)))
    head = answer_as_text(answer).split("\n\n")[0]
    assert head.endswith("\nUnderstood as: When do trams return to Velm?\nPublished until 31 May 2023")
    assert "Understood" not in answer_as_text(FOUND)
    assert "Published" not in answer_as_text(FOUND)


@pytest.mark.parametrize(
    ("confidence", "words"), [(0.95, "Likely answer"), (0.4, "Possible answer"), (0.2, "Doubtful answer")]
)
def test_confidence_is_said_in_words(confidence, words):
    answer = answer_of(replace(MONDAY, confidence=confidence))
    assert f"{words} in one quote from one article." in answer_as_text(answer).split("\n")[:2]
    assert words in answer_as_html(answer)
    assert words in answer_as_markdown(answer)


def test_a_long_quote_stays_on_one_line_and_a_long_note_does_not():
    text = "word " * 99 + "end."
    answer = answer_of(quote_of(replace(TRAMS, text=text), text), notes=("note " * 50,))
    lines = answer_as_text(answer, width=60).splitlines()
    assert f"“{text}” [1]" in lines
    assert all(len(line) <= 60 for line in lines if "note" in line)


def test_a_quote_keeps_its_own_line_breaks():
    text = "One line.\n\nAnother  line."
    assert f"“{text}” [1]" in answer_as_text(answer_of(quote_of(replace(TRAMS, text=text), text)))


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_text_shows_a_hostile_quote_word_for_word(text):
    assert f"“{text}” [1]" in answer_as_text(hostile_answer(text))


def printed(answer, **settings):
    stream = io.StringIO()
    print_answer(answer, Console(file=stream, **settings))
    return stream.getvalue()


def test_a_pipe_gets_plain_text_whatever_its_width():
    long = hostile_answer("[bold]word[/bold] :smile: " * 30, everywhere=False)
    for answer in (FOUND, REFUSED, long):
        assert printed(answer, width=40) == answer_as_text(answer) + "\n"


def test_a_terminal_shows_the_answering_words_in_bold():
    shown = printed(FOUND, width=80, force_terminal=True, color_system="standard")
    assert "\x1b[1mon Monday\x1b[0m" in shown


def test_a_terminal_never_breaks_a_link():
    shown = printed(FOUND, width=40, force_terminal=True, color_system=None)
    assert answer_as_json(FOUND)["citations"][0]["link"] in shown


def test_a_terminal_shows_brackets_and_colons_of_an_article_as_they_are():
    text = "[bold]Trams[/bold] return :smile: [1]"
    assert text in printed(hostile_answer(text), width=200, force_terminal=True, color_system=None)


def test_an_article_cannot_command_the_terminal():
    answer = hostile_answer("Trams\x1b[2J\x1b]0;owned\x07 return\r\x9b31m.")
    for shown in (answer_as_text(answer), printed(answer, force_terminal=True, color_system=None, width=200)):
        assert not set(shown) & set("\x1b\x07\r\x9b")


# --- Markdown -----------------------------------------------------------------------------------------

MARKDOWN = MarkdownIt("commonmark", {"html": True}).enable(["table", "strikethrough"])


class Reader(HTMLParser):
    """Keeps the tags, the attributes and the text of a page, and what each <blockquote> says."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.tags, self.attributes, self.text, self.quotes, self.open = [], [], "", [], []

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        self.attributes += [(tag, *pair) for pair in attributes]
        self.open.append(tag)
        if tag == "blockquote":
            self.quotes.append("")

    def handle_startendtag(self, tag, attributes):
        self.handle_starttag(tag, attributes)
        self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data
        if "blockquote" in self.open:
            self.quotes[-1] += data


def read(page):
    reader = Reader()
    reader.feed(page)
    reader.close()
    assert not reader.open
    return reader


def same_but_for_blanks(one, two):
    return one.split() == two.split()


def check_markdown(answer):
    """Hold what Markdown makes of an answer to the words of its quotes and to harmless tags."""
    page = read(MARKDOWN.render(answer_as_markdown(answer)))
    assert set(page.tags) <= {"p", "strong", "em", "blockquote", "br", "ol", "ul", "li", "a"}
    assert len(page.quotes) == len(answer.quotes)
    for shown, quote in zip(page.quotes, answer.quotes, strict=True):
        number = answer.citation_of(quote).number
        assert same_but_for_blanks(shown, f"“{quote.text}” [{number}]"), shown
    links = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href")]
    assert all(link.startswith("https://velmpost.example/") for link in links)
    return page


def test_the_exact_words_come_first_only_where_they_are_few_and_likely():
    doubtful = answer_of(replace(MONDAY, confidence=0.4))
    wordy = answer_of(quote_of(TRAMS, TRAMS.text, TRAMS.text[:-20]))
    unmarked = answer_of(LUND)
    for answer in (doubtful, wordy, unmarked, REFUSED):
        assert "nd-exact" not in answer_as_html(answer)
        assert not answer_as_markdown(answer).startswith("**")
    assert answer_as_text(FOUND).startswith("on Monday\n")


def test_markdown_shows_quotes_sources_and_notes():
    assert answer_as_markdown(FOUND) == (
        "**on Monday**\n"
        "\n"
        "Likely answer in three quotes from two articles.\n"
        "\n"
        "> “Trams return to Velm **on Monday**.” \\[1\\]\n"
        "\n"
        "> “The mayor, Ada Lund, said 40 cars were repaired.” \\[1\\]\n"
        "\n"
        "> “The harbour reopened.” \\[2\\]\n"
        "\n"
        "1. [Trams return to Velm](<https://velmpost.example/2023/trams.html#:~:text=Trams%20return%20to%20Velm"
        "%20on%20Monday.>) — velmpost.example, 12 October 2023\n"
        "2. Harbour reopens — undated (scans/page-4.txt)\n"
        "\n"
        "- An undated article is quoted: when it was published is not known.\n"
        "\n"
        "*Archive up to 4 March 2024*"
    )


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_markdown_shows_everything_of_an_article_literally(text):
    page = check_markdown(hostile_answer(text))
    line = " ".join(text.split())
    assert " ".join(page.text.split()).count(line) >= 3  # quote, title, note


def test_markdown_of_any_text_shows_that_text():
    pieces = [*"\\`*_{}[]()<>#+-!|~&$=:.@\"'^;,/?%", "\n", "\n\n", " ", "  ", "\t", "a", "B", "1", "12", "é", "中"]
    pieces += [
        "www.",
        "http://",
        "&amp;",
        "&#35;",
        "```",
        "    ",
        "<b>",
        "--",
        "==",
        "![",
        "](x)",
        "\u2028",
        "\r\n",
    ]
    chance = random.Random(7)
    for _ in range(3000):
        text = "a" + "".join(chance.choices(pieces, k=chance.randint(1, 14))) + "z"
        start = chance.randrange(len(text))
        span = (start, chance.randint(start + 1, len(text))) if chance.random() < 0.5 else None
        article = replace(TRAMS, text=text)
        check_markdown(answer_of(Quote(article, 0, len(text), span, 0.9)))


@pytest.mark.parametrize("answering", ["Velm", "“Velm”", "“Velm”, ", "V", "(Velm)", "elm"])
def test_markdown_marks_the_answering_words_beside_any_mark(answering):
    text = f"x{answering}y and *more*"
    answer = answer_of(quote_of(replace(TRAMS, text=text), text, answering))
    page = check_markdown(answer)
    assert page.tags.count("strong") == 2  # the confidence and the words


# --- HTML ---------------------------------------------------------------------------------------------


def test_html_of_a_quote_has_its_source_its_date_and_its_link():
    page = answer_as_html(answer_of(MONDAY))
    assert page == (
        '<article class="nd-answer" data-found="true" aria-label="Answer">\n'
        '<p class="nd-exact" dir="auto">on Monday</p>\n'
        '<p class="nd-headline"><span class="nd-confidence">Likely answer</span> in one quote from one article.'
        "</p>\n"
        '<figure class="nd-evidence">\n'
        '<blockquote class="nd-quote" data-citation="1" data-quote="0" dir="auto">'
        "Trams return to Velm <mark>on Monday</mark>.</blockquote>\n"
        '<figcaption class="nd-source">\n'
        '<button type="button" class="nd-cite" data-quote="0" aria-label="Open source 1: Trams return to Velm">1'
        "</button>\n"
        '<cite class="nd-title" dir="auto">Trams return to Velm</cite>\n'
        '<span class="nd-outlet" dir="auto">velmpost.example</span>\n'
        '<time class="nd-date" datetime="2023-10-12">12 October 2023</time>\n'
        '<a class="nd-link" href="https://velmpost.example/2023/trams.html#:~:text=Trams%20return%20to%20Velm'
        '%20on%20Monday." target="_blank" rel="noopener noreferrer">Open the original at the quote</a>\n'
        "</figcaption>\n"
        "</figure>\n"
        '<footer class="nd-newest">Archive up to 4 March 2024</footer>\n'
        "</article>"
    )


def test_a_blockquote_holds_the_quote_and_nothing_else():
    assert read(answer_as_html(FOUND)).quotes == [quote.text for quote in FOUND.quotes]


def test_each_quote_has_its_own_number_and_its_own_link():
    page = read(answer_as_html(FOUND))
    values = [value for _, name, value in page.attributes if name == "data-citation"]
    links = [value for tag, name, value in page.attributes if (tag, name) == ("a", "href")]
    assert values == ["1", "1", "2"]
    assert [link.partition("text=")[2][:10] for link in links] == ["Trams%20re", "The%20mayo"]


def test_an_undated_article_without_a_page_is_shown_as_that():
    page = answer_as_html(answer_of(HARBOUR))
    assert '<span class="nd-date">undated</span>' in page
    assert '<span class="nd-place" dir="auto">scans/page-4.txt</span>' in page
    assert "<a " not in page
    assert "<time" not in page


def test_an_address_that_is_no_web_page_is_never_a_link():
    article = replace(TRAMS, url="javascript:alert(1)")
    answer = answer_of(quote_of(article, "Nobody asked why."))
    assert "href" not in answer_as_html(answer)
    assert "](" not in answer_as_markdown(answer)
    assert "\n    javascript:alert(1)\n" in answer_as_text(answer)


def test_html_of_a_refusal_calls_the_passages_the_nearest():
    page = answer_as_html(REFUSED)
    assert 'data-found="false"' in page
    assert '<p class="nd-refusal">The articles do not seem to answer this.</p>' in page
    assert f'<p class="nd-nearest">{NEAREST}</p>' in page
    assert "nd-confidence" not in page
    assert "<mark>" not in page


def test_html_shows_what_was_understood_and_searched():
    answer = replace(FOUND, understood="When <then>?", period=Period(date(2023, 3, 1), date(2023, 5, 31)))
    page = answer_as_html(answer)
    assert '<p class="nd-understood">Understood as <q dir="auto">When &lt;then&gt;?</q>' in page
    assert 'data-limit="period"' in page
    assert "Published 1 March 2023 to 31 May 2023" in page


def test_what_differs_is_told_in_order_of_date_in_every_format():
    later = replace(TRAMS, url="https://velmpost.example/later.html", published=date(2023, 10, 14))
    older, newer = quote_of(TRAMS, "said 40 cars", "40"), quote_of(later, "Trams return to Velm on Monday.", "Monday")
    answer = answer_of(newer, older)
    answer = replace(answer, timeline=(older, newer), caveats=("Nothing is newer.",))
    for shown in (answer_as_text(answer), answer_as_markdown(answer), re.sub(r"<[^>]+>", "", answer_as_html(answer))):
        told = (
            "Nothing is newer.",
            "Earlier reports say otherwise",
            "12 October 2023",
            "14 October 2023",
            "Trams return",
        )
        places = [shown.index(words) for words in told]
        assert places == sorted(places)
    assert answer_as_json(answer)["timeline"] == [1, 0]


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_html_shows_everything_of_an_article_literally(text):
    answer = hostile_answer(text)
    page = read(answer_as_html(answer))
    harmless = read(answer_as_html(hostile_answer("Trams.")))
    assert page.quotes == [text]
    assert page.tags == harmless.tags
    names = [attribute[:2] for attribute in page.attributes]
    assert names == [attribute[:2] for attribute in harmless.attributes]
    assert not {"style", "onerror", "onclick"} & {name for _, name in names}


def test_an_answer_to_nothing_is_still_well_formed():
    for answer in (answer_of(), Answer("", "", None, found=False), write_answer("?", None, (), None, empty=True)):
        assert read(answer_as_html(answer)).tags[0] == "article"
        assert answer_as_text(answer)
        assert answer_as_markdown(answer)


def test_a_citation_without_quotes_links_to_the_page():
    answer = replace(answer_of(), citations=(Citation(1, TRAMS, ()),))
    assert answer_as_json(answer)["citations"][0]["link"] == TRAMS.url


# --- copies, corrections, changes ---------------------------------------------------------------------

LEDGER = replace(TRAMS, url="https://ledger.example/t.html", outlet="ledger.example", published=date(2023, 10, 13))
HERALD = replace(TRAMS, url=None, outlet="", source="scans/herald.txt", published=None, title="<Trams> & [more]")
CORRECTED = replace(TRAMS, text=f"{TRAMS.text}\n\nCorrection: The mayor is Ida Lund.")
RETRACTED = replace(TRAMS, title="RETRACTED: Trams return to Velm")
FIRST = "Trams return to Velm on Monday."


def copied(*articles):
    return answer_of(replace(quote_of(TRAMS, FIRST), copies=tuple(quote_of(one, FIRST) for one in articles)))


def revised(*changes):
    newest = replace(TRAMS, text="Trams return to Velm on Tuesday.", version=3)
    return answer_of(replace(quote_of(TRAMS, FIRST), revision=Revision(newest, changes)))


def shown_in_all(answer):
    page = answer_as_html(answer)
    return answer_as_text(answer), answer_as_markdown(answer), page


def test_copies_are_counted_and_named_below_the_source():
    text, marked, page = shown_in_all(copied(LEDGER, HERALD))
    assert "\n    Also in two outlets: ledger.example, 13 October 2023; undated\n" in text
    assert "   - Also in two outlets: [ledger.example, 13 October 2023](<https://ledger.example/t.html#" in marked
    assert '<details class="nd-copies"><summary>Also in two outlets</summary>' in page
    assert "&lt;Trams&gt; &amp; [more]" in page
    assert page.index("ledger.example") < page.index("&lt;Trams&gt;")


def test_a_copy_within_the_same_outlet_is_another_address():
    for shown in shown_in_all(copied(replace(TRAMS, url="https://velmpost.example/amp/trams.html"))):
        assert "Also at one other address" in shown


def test_only_the_first_copies_are_named_in_text_and_the_others_are_counted():
    many = [replace(LEDGER, url=f"https://{n}.example/", outlet=f"{n}.example") for n in range(8)]
    assert "Also in eight outlets: " in answer_as_text(copied(*many))
    assert "; and 3 more\n" in answer_as_text(copied(*many))
    assert len(answer_as_json(copied(*many))["quotes"][0]["copies"]) == 8


def test_json_gives_each_copy_with_offsets_into_its_own_text():
    (copy,) = answer_as_json(copied(LEDGER))["quotes"][0]["copies"]
    assert LEDGER.text[copy["start"] : copy["end"]] == FIRST
    assert (copy["outlet"], copy["published"]) == ("ledger.example", "2023-10-13")


def test_a_correction_is_shown_word_for_word():
    answer = answer_of(quote_of(CORRECTED, FIRST))
    text, marked, page = shown_in_all(answer)
    assert "\n    Correction in the article: “Correction: The mayor is Ida Lund.”\n" in text
    assert "   - Correction in the article: “Correction: The mayor is Ida Lund.”" in marked
    assert '<p class="nd-remark" data-kind="correction">' in page
    (notice,) = answer_as_json(answer)["citations"][0]["notices"]
    assert CORRECTED.text[notice["start"] : notice["end"]] == notice["text"] == "Correction: The mayor is Ida Lund."


def test_a_notice_that_is_the_quote_is_not_said_twice():
    answer = answer_of(quote_of(CORRECTED, "Correction: The mayor is Ida Lund."))
    assert answer_as_text(answer).count("Ida Lund") == 1
    assert "nd-remark" not in answer_as_html(answer)


def test_a_retraction_is_said_before_anything_else():
    answer = answer_of(quote_of(RETRACTED, FIRST, "on Monday"))
    text, marked, page = shown_in_all(answer)
    assert text.startswith("Source [1] has been retracted.\n")
    assert marked.startswith("**Source \\[1\\] has been retracted.**")
    assert page.index("nd-retracted") < page.index("nd-exact")
    assert answer_as_json(answer)["citations"][0]["retracted"] is True


def test_a_change_since_is_shown_before_and_after():
    answer = revised(Change(FIRST, "Trams return to Velm on Tuesday."))
    text, marked, page = shown_in_all(answer)
    assert "\n    The article has changed since: the archive has version 3.\n" in text
    assert f"\n    Before: “{FIRST}”\n    After: “Trams return to Velm on Tuesday.”\n" in text
    assert "> After: “Trams return to Velm on Tuesday.”" in marked
    assert f"<del>{FIRST}</del>" in page
    assert "<ins>Trams return to Velm on Tuesday.</ins>" in page
    assert answer_as_json(answer)["quotes"][0]["revision"] == {
        "version": 3,
        "changes": [{"before": FIRST, "after": "Trams return to Velm on Tuesday."}],
    }


def test_words_that_are_gone_and_words_that_still_stand_are_called_so():
    for shown in shown_in_all(revised(Change(FIRST, ""))):
        assert "no longer in the article" in shown
    for shown in shown_in_all(revised()):
        assert "These words still stand in it." in shown


@pytest.mark.parametrize("text", HOSTILE_TEXTS)
def test_hostile_changes_and_notices_are_shown_as_they_are(text):
    answer = revised(Change(text, text))
    page = read(answer_as_html(answer))
    assert not set(page.tags) & {"script", "img", "style", "b"}
    hostile = replace(TRAMS, text=f"{TRAMS.text}\n\nCorrection: {' '.join(text.split())}")
    assert not set(read(answer_as_html(answer_of(quote_of(hostile, FIRST)))).tags) & {"script", "img", "style", "b"}
    assert "\x1b" not in answer_as_text(answer)
