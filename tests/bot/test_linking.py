import threading
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import unquote

import pytest

from bot.linking import quote_link

URL = "https://example.org/2023/harbour.html"


def phrases_of(text):
    link = quote_link(URL, text)
    assert link.startswith(f"{URL}#:~:text=")
    return [unquote(phrase) for phrase in link.partition("#:~:text=")[2].split(",")]


# --- what a link is -----------------------------------------------------------------------------------


def test_a_short_quote_is_searched_for_as_a_whole():
    assert phrases_of("Trams return to Velm.") == ["Trams return to Velm."]


def test_a_quote_of_one_word_is_searched_for():
    assert phrases_of("Velm.") == ["Velm."]


def test_a_long_quote_is_searched_for_by_its_start_and_its_end():
    words = [f"word{number}" for number in range(30)]
    start, end = phrases_of(" ".join(words))
    assert start.split() == words[:8]
    assert end.split() == words[-5:]


def test_start_and_end_never_overlap():
    for count in range(1, 40):
        words = [f"word{number}" for number in range(count)]
        found = [word for phrase in phrases_of(" ".join(words)) for word in phrase.split()]
        assert len(found) == len(set(found))
        assert found[0] == words[0]
        assert found[-1] == words[-1]


def test_marks_with_a_meaning_in_a_directive_are_encoded():
    link = quote_link(URL, "Well-kept, A&B: 50% — “so”, he's said?")
    directive = link.partition("text=")[2]
    assert not set(directive) & set("-,&:?“”—' ")
    assert unquote(directive) == "Well-kept, A&B: 50% — “so”, he's said?"


def test_text_that_looks_encoded_already_is_encoded_all_the_same():
    assert quote_link(URL, "It read %20 there.").endswith("text=It%20read%20%2520%20there.")


@pytest.mark.parametrize("gap", ["\n", "\n\n", "\r\n", "\u2028", "\u2029", "\x0c", " \n "])
def test_no_phrase_crosses_a_line_break(gap):
    assert phrases_of(f"The trams came back.{gap}Nobody had asked them.") == [
        "The trams came back.",
        "Nobody had asked them.",
    ]


def test_no_phrase_holds_two_glued_sentences():
    assert phrases_of("He spoke there on Thursday.The Russian leader then left.") == [
        "He spoke there on",
        "Russian leader then left.",
    ]
    assert phrases_of("He praised the “military spheres.”In turn, the mayor left.") == [
        "He praised the “military",
        "turn, the mayor left.",
    ]


def test_addresses_numbers_and_initials_are_not_glued_sentences():
    for text in ("See https://example.Org/A.B for it.", "J.R. Smith paid $1.5 for a U.S.A. flag."):
        assert phrases_of(text) == [text]


def test_a_start_too_short_to_tell_places_apart_is_passed_over():
    assert phrases_of("Yes.\nThe trams came back.") == ["The trams came back."]


def test_chinese_is_cut_at_marks_only():
    text = "俄罗斯总统普京周四抵达吉尔吉斯斯坦进行访问，他将出席独联体国家元首理事会会议，并举行多次双边会谈。"
    end = "他将出席独联体国家元首理事会会议，并举行多次双边会谈。"
    assert phrases_of(text) == ["俄罗斯总统普京周四抵达吉尔吉斯斯坦进行访问，", end]


def test_blanks_become_single_ones_and_invisible_characters_go():
    assert phrases_of(" The\u00a0trams  came\tba\u00adck\u200b. ") == ["The trams came back."]


def test_a_quote_without_words_links_to_the_page():
    for text in ("", " ", "…", "— —\n*"):
        assert quote_link(URL, text) == URL


def test_half_a_surrogate_pair_does_not_break_the_link():
    assert phrases_of("Trams \ud83d return.") == ["Trams return."]
    assert quote_link(URL + "\ud83d", "Trams.").startswith(URL)


# --- addresses ----------------------------------------------------------------------------------------


def test_a_fragment_is_kept():
    assert quote_link(URL + "#section", "Trams.") == URL + "#section:~:text=Trams."
    assert quote_link(URL + "#", "Trams.") == URL + "#:~:text=Trams."


def test_an_older_text_directive_is_replaced():
    assert quote_link(URL + "#:~:text=old,one", "Trams.") == URL + "#:~:text=Trams."
    assert quote_link(URL + "#section:~:text=old", "Trams.") == URL + "#section:~:text=Trams."
    assert quote_link(URL + "#:~:text=old", "") == URL + "#"


def test_a_query_is_kept():
    assert quote_link(URL + "?a=1&b=%2C", "Trams.") == URL + "?a=1&b=%2C#:~:text=Trams."


@pytest.mark.parametrize(
    "url",
    [
        None,
        "",
        "javascript:alert(1)",
        " javascript:alert(1)//https://example.org",
        "java\nscript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "file:page-4.txt#Harbour",
        "ftp://example.org/a",
        "//example.org/a",
        "example.org/a",
        "https://",
        "https:///a",
        "http://[broken",
    ],
)
def test_only_web_pages_get_a_link(url):
    assert quote_link(url, "Trams.") is None


def test_an_address_cannot_break_out_of_markup_or_of_its_line():
    link = quote_link('HTTPS://example.org/a b"><script>\n', "Trams.")
    assert link == "HTTPS://example.org/a%20b%22%3E%3Cscript%3E#:~:text=Trams."


# --- what a browser does with it ----------------------------------------------------------------------


@dataclass(frozen=True)
class Case:
    name: str
    quote: str
    html: str  # the first element with id="t" is where the quote begins
    fragment: str = ""


LONG = (
    "The Russian leader, who is on a two-day official visit to Kyrgyzstan, addressed the command and "
    "personnel of the airbase, emphasizing that they serve well-kept aircraft."
)

GLUED = "Russia will arm its base, he emphasized on Thursday.The Russian leader then addressed the airbase."

CASES = [
    Case("one word", "Zanzibar", "<p id=t>Then Zanzibar came.</p>"),
    Case("one word and a stop", "Zanzibar.", "<p id=t>Then: Zanzibar.</p>"),
    Case("plain", "Trams return to Velm.", "<p id=t>Trams return to Velm.</p>"),
    Case("long", LONG, f"<p id=t>{LONG}</p>"),
    Case(
        "long, with a link, emphasis and a line of source in it",
        LONG,
        f"<p id=t>{LONG}</p>".replace("Russian leader", "<a href='/x'>Russian\n   <em>lead</em>er</a>").replace(
            "well-kept aircraft", "<b>well</b>-kept&nbsp;aircraft"
        ),
    ),
    Case("in the middle of a paragraph", LONG, f"<p id=t>Before. {LONG} And after.</p>"),
    Case("glued in the page, before it", LONG, f"<p id=t>It was Thursday.{LONG}</p>"),
    Case("glued in the page, on both sides", LONG, f"<p id=t>“On Thursday.”{LONG}He left.</p>"),
    Case(
        "glued in the quote, paragraphs in the page",
        GLUED,
        f"<p id=t>{GLUED}</p>".replace("Thursday.", "Thursday.</p><p>"),
    ),
    Case(
        "glued in the quote and in the page",
        GLUED,
        f"<p id=t>{GLUED}</p>",
    ),
    Case("straight marks, curly page", '"It\'s fine," he said.', "<p id=t>“It’s fine,” he said.</p>"),
    Case("curly marks, straight page", "“It’s fine,” he said.", '<p id=t>"It\'s fine," he said.</p>'),
    Case(
        "opens with a curly mark and closes with a straight one",
        '“It is fine," he said.',
        "<p id=t>“It is fine,&quot; he said.</p>",
    ),
    Case(
        "hyphens and dashes",
        "State-of-the-art — or so – well.",
        "<p id=t>State-of-the-art — or so – well.</p>",
    ),
    Case("begins with a dash", "— No-one came, -5 it was", "<p id=t>— No-one came, -5 it was</p>"),
    Case(
        "commas, ampersands, percent",
        "Q&A, R&D, 50%, 1,000.5 & co.",
        "<p id=t>Q&amp;A, R&amp;D, 50%, 1,000.5 &amp; co.</p>",
    ),
    Case("percent twenty", "It read %20 and a+b=c; #1!", "<p id=t>It read %20 and a+b=c; #1!</p>"),
    Case("slashes and brackets", "Was/is [sic] (so) {x} <y>?", "<p id=t>Was/is [sic] (so) {x} &lt;y&gt;?</p>"),
    Case("currency and signs", "£5m, $10bn or €3 @home §4", "<p id=t>£5m, $10bn or €3 @home §4</p>"),
    Case("initials", "J. R. Smith of the U.S. won.", "<p id=t>J. R. Smith of the U.S. won.</p>"),
    Case(
        "letter case set by style",
        "Trams return to Velm.",
        "<p id=t style='text-transform:uppercase'>Trams return to Velm.</p>",
    ),
    Case("soft hyphens in the page", "Trams return.", "<p id=t>Tr&shy;ams re<wbr>turn.</p>"),
    Case("decomposed accents in the page", "Le café est rouvert.", "<p id=t>Le cafe\u0301 est rouvert.</p>"),
    Case("an ellipsis, three dots in the page", "Trams … return.", "<p id=t>Trams ... return.</p>"),
    Case("emoji", "Trams return 🚋 today", "<p id=t>Trams return 🚋 today</p>"),
    Case(
        "two paragraphs",
        "Trams return to Velm.\n\nNobody had asked for them.",
        "<p id=t>Trams return to Velm.</p><aside>Advertisement</aside><p>Nobody had asked for them.</p>",
    ),
    Case(
        "two lines of one paragraph",
        "Trams return to Velm.\nNobody had asked for them.",
        "<p id=t>Trams return to Velm.<br>Nobody had asked for them.</p>",
    ),
    Case(
        "list items",
        "The trams are:\nred\ngreen and blue ones\nyellow",
        "<p id=t>The trams are:</p><ul><li>red</li><li>green and blue ones</li><li>yellow</li></ul>",
    ),
    Case("the start stands alone", "Yes.\nThe trams came back.", "<p>Yes.</p><p id=t>The trams came back.</p>"),
    Case(
        "a picture and a note inside a long quote",
        LONG,
        f"<p id=t>{LONG}</p>".replace("official", "official<sup>[1]</sup> <button>share</button>"),
    ),
    Case(
        "the headline begins as the story does",
        "Trams return to Velm after the long winter of repairs and quarrels, the mayor said.",
        "<h2>Trams return to Velm after all</h2>" + "<p>Nothing.</p>" * 60 + "<p id=t>Trams return to Velm after "
        "the long winter of repairs and quarrels, the mayor said.</p>",
    ),
    Case(
        "Cyrillic",
        "Президент России Владимир Путин в четверг прибыл в Киргизию — с двухдневным визитом, сообщил он.",
        "<p id=t>Ранее.Президент России Владимир Путин в четверг прибыл в Киргизию&nbsp;— с двухдневным "
        "визитом, сообщил он.</p>",
    ),
    Case(
        "Arabic",
        "وصل الرئيس الروسي إلى قيرغيزستان يوم الخميس، في زيارة رسمية تستغرق يومين، بحسب ما أعلنه الكرملين؟",
        "<p id=t dir=rtl>وصل الرئيس <b>الروسي</b> إلى قيرغيزستان يوم الخميس، في زيارة رسمية تستغرق يومين، "
        "بحسب ما أعلنه الكرملين؟</p>",
    ),
    Case(
        "Chinese",
        "俄罗斯总统普京周四抵达吉尔吉斯斯坦进行访问，他将出席独联体国家元首理事会会议，并举行多次双边会谈。",
        "<p id=t>此前。俄罗斯总统普京周四抵达<a href='/x'>吉尔吉斯斯坦</a>进行访问，他将出席"
        "独联体国家元首理事会会议，并举行多次双边会谈。此后。</p>",
    ),
    Case(
        "Chinese without marks",
        "俄罗斯总统普京周四抵达吉尔吉斯斯坦进行访问并将出席独联体国家元首理事会会议",
        "<p id=t>俄罗斯总统普京周四抵达吉尔吉斯斯坦进行访问并将出席独联体国家元首理事会会议</p>",
    ),
    Case(
        "Japanese",
        "プーチン大統領は木曜日、キルギスに到着した。",
        "<p id=t>プーチン大統領は木曜日、キルギスに到着した。</p>",
    ),
    Case(
        "Korean",
        "푸틴 대통령은 목요일 키르기스스탄에 도착했다.",
        "<p id=t>푸틴 대통령은 목요일 키르기스스탄에 도착했다.</p>",
    ),
    Case("Thai", "ประธานาธิบดีรัสเซียเดินทางถึงคีร์กีซสถาน", "<p id=t>ประธานาธิบดีรัสเซียเดินทางถึงคีร์กีซสถาน</p>"),
    Case("Hindi", "रूस के राष्ट्रपति गुरुवार को पहुंचे।", "<p id=t>रूस के राष्ट्रपति गुरुवार को पहुंचे।</p>"),
    Case(
        "Hebrew",
        "צה\"ל הודיע ביום ה' כי ג'ורג' הגיע.",
        "<p id=t dir=rtl>צה\"ל הודיע ביום ה' כי ג'ורג' הגיע.</p>",
    ),
    Case("Persian with joiners", "او می‌خواهد به خانه‌ها برود.", "<p id=t dir=rtl>او می‌خواهد به خانه‌ها برود.</p>"),
    Case("beside a section", "Trams return to Velm.", "<p id=t>Trams return to Velm.</p>", "#top-of-page"),
    Case(
        "in place of another quote",
        "Trams return to Velm.",
        "<p id=t>Trams return to Velm.</p>",
        "#:~:text=Filler",
    ),
]

TOP = "<h1 id=top-of-page>The news</h1>"
FILLER = "<p>Filler of no interest.</p>" * 150
WAIT_MS = 3_000
IN_VIEW = """() => {
    const {top, bottom} = document.getElementById('t').getBoundingClientRect();
    return window.scrollY > 0 && top >= 0 && bottom <= window.innerHeight;
}"""


@pytest.fixture(scope="module")
def site():
    """Serve case number N at /N, the quote far down a long page."""

    class Pages(BaseHTTPRequestHandler):
        def do_GET(self):
            number = self.path.strip("/")
            case = CASES[int(number)] if number.isdigit() else Case("other", "", "")
            page = f"<!doctype html><meta charset=utf-8>{TOP}{FILLER}{case.html}{FILLER}".encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(page)))
            self.end_headers()
            self.wfile.write(page)

        def log_message(self, format, *args):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Pages) as server:
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()
        thread.join()


@pytest.mark.browser
@pytest.mark.parametrize("number", range(len(CASES)), ids=[case.name for case in CASES])
def test_a_browser_scrolls_to_the_quote(browser, site, number):
    case = CASES[number]
    page = browser.new_page()
    try:
        page.goto(quote_link(f"{site}/{number}{case.fragment}", case.quote))
        page.wait_for_function(IN_VIEW, timeout=WAIT_MS)
    finally:
        page.close()


@pytest.mark.browser
def test_a_page_that_no_longer_holds_the_quote_opens_at_its_top(browser, site):
    page = browser.new_page()
    try:
        page.goto(quote_link(f"{site}/0", "The trams never came back."))
        page.wait_for_timeout(500)
        assert page.evaluate("window.scrollY") == 0
    finally:
        page.close()
