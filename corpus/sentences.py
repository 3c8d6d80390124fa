"""Where each sentence of a text starts and ends.

One pass over the stops, and a few rules about the words on both sides; no model, no dictionary.
Libraries were measured first (`benchmarks/sentences.py`): on the hard cases in
`tests/corpus/sentence_cases.jsonl` the best of them misses three in ten (glued sentences,
quotations, titles) and is about twenty times slower.

Where a rule cannot know, it does not split: a sentence too long still quotes correctly, half a
sentence does not.
"""

from __future__ import annotations

import re

__all__ = ["sentence_spans"]


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Always followed by more of the same sentence.
_TITLES = _words(
    "Mr Mrs Ms Mx Dr Drs Prof Profs Rev Revs Fr Hon Rt Sen Sens Rep Reps Gov Govs Pres Amb Atty Messrs Gen"
    " Gens Lt Col Cols Maj Capt Cmdr Cdr Adm Brig Sgt Cpl Pvt Pfc Supt Det Insp Dep Asst Assoc Mt Ft Pt Ste"
    " vs v cf Bros Mme Mmes Mlle Hr Sra Srta Dra Dña EE bzw inkl evtl Mio Mrd Tsd ул им"
)
# Followed by more of the same sentence where a number comes next ("No. 5", but "No. He left.").
_NUMBERED = _words(
    "no nos nr núm fig figs vol vols art arts sec secs ch pp abs approx ca est rs tel ext max min op jan"
    " feb mar apr jun jul aug sep sept oct nov dec"
)
# Both inside a sentence and at its end: only a word that opens sentences tells (`_OPENING_WORDS`).
_EITHER = _words(
    "Inc INC Co Corp Ltd Cos Pty Dept Univ Assn Jr Sr Esq Ph.D B.Sc M.Sc al St ST Ave Blvd Rd Hwy UU viz"
    " Ala Ariz Ark Calif Colo Conn Del Fla Ga Ill Ind Kan Ky La Md Mass Mich Minn Mo Mont Neb Nev Okla Ore"
    " Pa Tenn Tex Va Vt Wash Wis Wyo Yahoo Yum Jeopardy Wham Panic"
)
_OPENING_WORDS = _words(
    "The This That These Those There Then They Their He His She Her It Its We Our You Your I My A An In On"
    " At By For From With After Before When While Where What Who Why How If As Since Until But And Or So Yet"
    " Also However Although Though Because Despite During Under Some Many Most Few Several Both All No Not"
    " One Two Another Other According Meanwhile Now Here Unfortunately Fortunately Instead Still Finally"
    " Recently Earlier Later Today Der Das Er Sie Wir Und Aber En Pero В На Но Он Она Они Это Мы По И Потом"
)
# Follow "p.m." inside a sentence: zones, days, months.
_AFTER_HOUR = _words(
    "ET EST EDT CT CST CDT MT MST MDT PT PST PDT GMT UTC BST CET CEST MSK Eastern Central Mountain Pacific"
    " Moscow London Beijing Tokyo Greenwich Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mon Tue"
    " Tues Wed Thu Thurs Fri Sat Sun January February March April May June July August September October"
    " November December Jan Feb Mar Apr Jun Jul Aug Sept Sep Oct Nov Dec"
)
# "vitamin C.", "Plan B.": the letter is no initial.
_LETTERED = _words("vitamin hepatitis plan group grade class type category section part phase figure war zone than")
_GERMAN_MONTHS = _words("Januar Februar März April Mai Juni Juli August September Oktober November Dezember")
_FILE_ENDINGS = _words("JS COM ORG NET IO TV AI CO UK PDF HTML CSV EXE DOC JPG PNG")

_LANDMARK = re.compile(
    r"""(?P<line> [\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029] \s*+ )
    | (?P<web> (?: https?:// | www\. ) \S* [\w/] )
    | (?P<aside> (?<= [\w,;:%”"’'] [ ] ) \( [^()\n]{0,200} \) )      # no sentence ends inside
    | (?P<stop> [。！？｡؟۔।॥։።፧]++ | (?P<run> [.!?‽…]++ (?: [ ] \. (?! [\w.] ) )*+ ) )
      (?P<closers> (?: \[\w{1,3}\] | ["'”’)\]}»›*_」』】）》] | [“‘«‹] (?! \w )
                     | \s ["”»)\]}] (?! \w ) )*+ )""",
    re.VERBOSE,
)
_LONGEST_MARK = 6  # "“[…]" opens a sentence, it is none
_BREAK = re.compile(r"[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_BLANK = re.compile(r"\s*+")
_LEAD = re.compile(r"""(?P<dash>[-–—]+\s*)?+(?P<bullet>[•·▪●]\s*)?+["'“”‘«»„‚‹›(\[{¿¡*\#@]*+""")
_NEXT_WORD = re.compile(r"[^\W\d_]+")
_LAST_WORD = re.compile(r"[^\s\-–—/()\[\]{}“”\"«»„]+$")
_DOTTED = re.compile(r"(?:[^\W\d_]\.)+[^\W\d_]")
_HOUR = re.compile(r"[aApP]\.[mM]")
_LIST_MARK = re.compile(r"\d{1,2}|[^\W\d_]|[IVX]{1,4}")
_LETTERED_ITEM = re.compile(r"[^\W\d_][.)]\s")
_SMALL_START = re.compile(  # "de Blasio", "al-Shabab", "iPhone"
    r"[a-z]{1,2}[A-Z]"
    r"|(?:d[aeiu]|del|della|dos|v[ao]n|bin|ibn|al|el|ter|ten)(?:[ -](?:la|der|den))?[ -][A-Z]"
)
_SAYING = re.compile(  # "Mayor Kara Oakes asked"
    r"(?:[^\W\d_a-z][\w.’'-]{0,30}\s){1,5}(?:said|says|asked|asks|told|added|replied|shouted"
    r"|yelled|cried|wrote|tweeted|wondered|exclaimed|demanded|joked|recalled|answered|continued"
    r"|screamed|explained|concluded|noted|insisted)\b"
)
_SAYING_AFTER_FULLWIDTH = re.compile("と|[他她](?:说|說)")
_GLUED_MARK = re.compile(r'[.!?…]"\w')
_MARKS = re.compile(r'"(?P<before_word>\w)?|[“”„\n]')


def sentence_spans(text: str) -> tuple[tuple[int, int], ...]:
    """Return start and end of each sentence, without the white space around it, in order.

    Every other character is covered, an empty line always ends a sentence, and any text will do.

    >>> sentence_spans("Dr. Lund left on Monday.Nobody asked.")
    ((0, 24), (24, 37))
    """
    opening = _opening_marks(text) if _GLUED_MARK.search(text) else frozenset[int]()
    spans: list[tuple[int, int]] = []
    start = _skip_blank(text, 0)
    for found in _LANDMARK.finditer(text, start):
        end = _end_of_sentence(text, start, found, opening)
        if end > start:
            spans.append((start, end))
            start = _skip_blank(text, end)
    if start < len(text):
        spans.append((start, len(text.rstrip())))
    return tuple(spans)


def _skip_blank(text: str, at: int) -> int:
    blank = _BLANK.match(text, at)
    return blank.end() if blank else at


def _opening_marks(text: str) -> frozenset[int]:
    """Return where straight quotation marks open; in `“so," he said` one closes a curly one."""
    opening, inside = set(), False
    for mark in _MARKS.finditer(text):
        straight = mark[0][0] == '"'
        if straight and not inside and mark["before_word"]:
            opening.add(mark.start())
        inside = mark[0] in "“„" or (straight and not inside)
    return frozenset(opening)


def _end_of_sentence(text: str, start: int, found: re.Match[str], opening: frozenset[int]) -> int:
    """Return where the sentence that began at `start` ends, or -1 if it goes on."""
    if found.lastgroup == "line":
        ends = start < found.start() and not _is_wrapped(text, found)
        return start + len(text[start : found.start()].rstrip()) if ends else -1
    if found.lastgroup != "closers":
        return -1
    end = found.end()
    if found["run"] is None:
        return -1 if _SAYING_AFTER_FULLWIDTH.match(text, end) else end
    end = next((at for at in range(found.end("run"), end) if at in opening), end)
    if end - start <= _LONGEST_MARK and not any(map(str.isalnum, text[start:end])):
        return -1
    following = _skip_blank(text, end)
    if following == end:
        return end if _ends_glued(text, start, found, end) else -1
    if following == len(text) or _BREAK.search(text, end, following):
        return -1
    return end if _ends_before(text, start, found, following) else -1


def _is_wrapped(text: str, found: re.Match[str]) -> bool:
    """Return whether a line break only wraps a line: a single one, before a small letter."""
    breaks = max(found[0].count("\n"), found[0].count("\r"))
    small = text[found.end() : found.end() + 1].islower()
    return breaks < 2 and small and not _LETTERED_ITEM.match(text, found.end())


def _ends_before(text: str, start: int, found: re.Match[str], following: int) -> bool:
    """Return whether a stop ends the sentence, from what stands at `following`, past the space."""
    lead = _LEAD.match(text, following)
    at = lead.end() if lead else following
    first, dashed = text[at : at + 1], bool(lead and lead["dash"])
    if lead and lead["bullet"]:
        return True
    if first in {",", ";", ":", ")", "]", "}"} or (dashed and found["closers"] != ""):
        return False
    if first.islower() and not _SMALL_START.match(text, at):
        return False
    if found["closers"].strip(")]") and _is_attributed(text, found, at):
        return False
    return _stop_ends(text, start, found, at, dashed)


def _is_attributed(text: str, found: re.Match[str], at: int) -> bool:
    """Return whether a speaker follows a quotation, as in `“Safe?” Oakes asked`."""
    saying = _SAYING.match(text, at)
    if not saying or _next_word(text, at) in _OPENING_WORDS:
        return False
    return "." not in found["run"] or text[saying.end() : saying.end() + 1] in {".", ","}


def _ends_glued(text: str, start: int, found: re.Match[str], end: int) -> bool:
    """Return whether a stop without a space ends the sentence: `Friday.The` but not `Node.js`."""
    lead = _LEAD.match(text, end)
    at = lead.end() if lead else end
    word = _next_word(text, at)
    after = text[at + len(word) : at + len(word) + 1]
    if not word[:1].isupper() or (lead and (lead["dash"] or "@" in lead[0])):
        return False
    if len(word) == 1 and (word not in "AI" or after != " "):
        return False
    if len(word) > 1 and not word[1].islower() and (word in _FILE_ENDINGS or not after.isspace()):
        return False
    token = text[max(start, found.start() - 40) : found.start()].rpartition(" ")[2]
    if "@" in token or "_" in token or "@" in text[at : at + 60].split()[0]:
        return False
    if not token and found[0] == ".":  # "Anderson .Paak"
        return False
    before = token[-1:]
    if before.isdigit() and not token.strip("($£€¥").replace(",", "").replace(".", "").isdigit():
        return word in _OPENING_WORDS
    if before.isupper() and not (found["closers"] or (len(word) > 1 and word in _OPENING_WORDS)):
        return False
    return _stop_ends(text, start, found, at, dashed=False)


def _last_word(text: str, start: int, dot: int) -> str:
    word = _LAST_WORD.search(text[max(start, dot - 30) : dot])
    return word[0].lstrip("'‘’") if word else ""


def _next_word(text: str, at: int) -> str:
    word = _NEXT_WORD.match(text, at, at + 40)
    return word[0] if word else ""


def _stop_ends(text: str, start: int, found: re.Match[str], at: int, dashed: bool) -> bool:
    """Return whether the stop ends the sentence, by the word before it and the word at `at`."""
    run, dot = found["run"], found.start()
    following = _next_word(text, at)
    opens = following in _OPENING_WORDS and not (len(following) == 1 and text[at + 1 : at + 2] == ".")
    if run[0] != "." or len(run) > 1:
        elided = run[0] in ".…" and text[dot - 1 : dot] == " "  # "the plan … Lund's plan"
        brand = run == "!" and _last_word(text, start, dot) in _EITHER and not found["closers"]
        return opens or not (elided or brand)
    if found["closers"].strip(")]"):
        return True
    return _period_ends(text, start, dot, at, following, opens and not dashed)


def _period_ends(text: str, start: int, dot: int, at: int, following: str, opens: bool) -> bool:
    """Return whether a single full stop ends the sentence rather than an abbreviation."""
    word = _last_word(text, start, dot)
    digit = text[at : at + 1].isdigit()
    if word in _TITLES or (len(word) > 1 and word.isupper() and word.capitalize() in _TITLES):
        return False
    if _HOUR.fullmatch(word):
        return following not in _AFTER_HOUR and not digit
    if word in _EITHER or _DOTTED.fullmatch(word):
        return opens and not word.islower()
    if digit and word.lower() in _NUMBERED:
        return False
    if dot - len(word) == start and _LIST_MARK.fullmatch(word):
        return False
    if len(word) == 1 and (word.isupper() or word.islower()):
        before = (text[max(start, dot - 30) : dot].split()[-2:-1] or [""])[0]
        return opens or before[-1:].isdigit() or before.lower() in _LETTERED
    return not (word.isdigit() and following in _GERMAN_MONTHS)
