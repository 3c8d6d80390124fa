"""What the library says of a watch, without a browser."""

import re
from datetime import UTC, datetime, timedelta
from html import unescape

from bot.page.watches import show_watches
from bot.watched import Watch, WatchedSource

NOW = datetime(2024, 5, 2, 18, 0, tzinfo=UTC)


def at(minutes):
    return NOW + timedelta(minutes=minutes)


def said(*sources, running=True):
    html = show_watches([Watch(at(-200), 900.0, sources, running)], NOW)
    return unescape(re.sub(r"<[^>]*>", "|", html))


def test_no_watch_is_nothing():
    assert show_watches([], NOW) == ""


def test_a_source_says_when_it_was_looked_at_and_what_came():
    line = said(WatchedSource("/news", at(-3), at(-62), 12, 1, "", at(12)))
    assert "Watching 1 source |each every 15 min, since 14:40" in line
    assert "|/news||looked at 3 min ago · 12 new articles, 1 changed 1 h ago|" in line


def test_a_failing_source_says_why_and_when_it_is_asked_again():
    line = said(WatchedSource("http://x.example/", at(-1), None, 0, 0, "the server has a fault (500)", at(30)))
    assert "looked at 1 min ago · nothing new since the start" in line
    assert "The server has a fault (500). Asked again in 30 min." in line


def test_a_watch_that_was_killed_says_how_to_go_on_and_promises_nothing():
    line = said(WatchedSource("http://x.example/", at(-1), None, 0, 0, "it took too long", at(30)), running=False)
    assert "No longer watching 1 source" in line
    assert "start it again: newsdesk watch" in line
    assert "Asked again" not in line


def test_names_and_reasons_are_escaped():
    html = show_watches([Watch(at(-1), 60.0, (WatchedSource("<b>", at(-1), reason="<script>"),))], NOW)
    assert "<script>" not in html
    assert "&lt;b&gt;" in html
