"""The tab "Ask": the conversation on the left, the source of a quote on the right.

What is shown is made in `chat.py`, `answering.py` and `sources.py`; here it is wired to the visitor's doings.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from bot.chatbot import Chatbot
from bot.keeping import rate
from bot.page.answering import Exchanges, Wish, as_written, ask, ask_again
from bot.page.asklayout import lay_out_ask
from bot.page.chat import show_exchanges, show_welcome, still_standing
from bot.page.examples import Examples
from bot.page.front import ASKING, QUIET, gr, session_now
from bot.page.onward import Onward, show_onward
from bot.page.picture import Drawn, chosen_days
from bot.page.saving import file_of
from bot.page.sources import NO_SOURCE, show_source
from bot.page.visitors import keep_for, owner

__all__ = ["AskTab"]

Days = dict[str, str]
# The box is free again as soon as its question is on its way, which may have to wait for an answer that still comes.
SEND = "(question) => ['', question]"
TAKE_BACK = "(question) => question"


class AskTab:
    """Lay the tab out where it is made, and answer its events."""

    def __init__(self, chatbot: Chatbot, examples: Examples) -> None:
        self._chatbot = chatbot
        self._examples = examples
        self._onward = Onward(chatbot, examples)
        self.parts = lay_out_ask(chatbot)
        self.asking = self._wire()

    @property
    def fresh(self) -> list[Any]:
        """Return the parts that `refresh` fills anew."""
        return [self.parts.welcome, self.parts.outlets]

    @property
    def conversation(self) -> list[Any]:
        """Return the parts that show a conversation, in the order of `opened`."""
        return [self.parts.exchanges, self.parts.talk, self.parts.chat, self.parts.sources]

    def opened(self, exchanges: Exchanges, talk: int | None, banner: str = "") -> tuple[Any, ...]:
        """Return the values of these parts for a conversation that was kept."""
        standing = still_standing(exchanges, self._chatbot.archive)
        return standing, talk, banner + show_exchanges(standing), NO_SOURCE

    def refresh(self) -> Iterator[tuple[str, Any]]:
        """Yield the empty state and the outlets to choose from; the questions to try follow once found."""
        archive = self._chatbot.archive
        choices = gr.Dropdown(choices=[name for name, _ in archive.outlets() if name])
        ready = self._examples.ready()
        yield show_welcome(archive, ready), choices
        if ready is None and not archive.is_empty():
            yield show_welcome(archive, self._examples.wait()), choices

    def _wire(self) -> list[Any]:
        """Connect the parts; return the events of asking."""
        parts = self.parts
        inputs = [parts.exchanges, parts.talk, parts.visitor, parts.days, parts.outlets]
        outputs = [parts.exchanges, parts.talk, parts.chat, parts.sources]
        options = {**QUIET, **ASKING}
        sending = gr.on(
            [parts.box.submit, parts.send.click], None, [parts.box], [parts.box, parts.sent], js=SEND, **QUIET
        )
        typed = sending.then(self._ask, [parts.sent, *inputs], outputs, trigger_mode="multiple", **options)
        typed.failure(None, [parts.sent], [parts.box], js=TAKE_BACK, **QUIET)
        asking = [
            typed,
            parts.chat.example(self._ask_example, inputs, outputs, **options),
            parts.welcome.example(self._ask_example, inputs, outputs, **options),
        ]
        opening = {**QUIET, "trigger_mode": "multiple", "concurrency_limit": 1}  # in order: the last one stays
        parts.chat.cite(self._open, [parts.exchanges], [parts.sources], **opening)
        asking.append(parts.chat.again(self._ask_again, inputs, outputs, **options))
        asking += self._wire_picture(inputs, outputs, options)
        anew = [parts.exchanges, parts.talk, parts.chat, parts.sources]
        parts.anew.click(None, None, None, cancels=asking, **QUIET)  # first: an answer may come before what is begun
        begin = parts.anew.click(self._start_anew, None, anew, **QUIET)
        for event in (*asking, begin):
            self.draw_after(event)
        limits = [parts.days, parts.outlets]
        leading = {**QUIET, "trigger_mode": "multiple", "concurrency_limit": None}  # it waits by itself, at no cost
        parts.chat.onward(self._lead_on, [parts.exchanges, *limits], [parts.onward], **leading)
        parts.chat.save(self._save, [parts.exchanges, parts.days], [parts.saved], **QUIET)
        rated = [parts.exchanges, parts.talk, parts.visitor]
        parts.chat.rate(self._rate, rated, [parts.exchanges], trigger_mode="multiple", **QUIET)
        return asking

    def draw_after(self, event: Any) -> None:
        """Draw the picture of the newest answer once an event is done: nothing that is read waits for it."""
        picture = self.parts.picture
        late = {**QUIET, "trigger_mode": "always_last"}  # the newest answer is drawn, however long the last one takes
        drawn = event.then(picture.draw, [self.parts.exchanges, picture.drawn], picture.outputs, **late)
        drawn.then(picture.settle, [picture.drawn], [picture.bars], **late)

    def _wire_picture(self, inputs: list[Any], outputs: list[Any], options: dict[str, Any]) -> list[Any]:
        """Connect the ways to ask within a part of the picture, and to let it go; return the events."""
        picture = self.parts.picture
        inputs, outputs = [picture.drawn, *inputs], [picture.drawn, *outputs]
        return [
            picture.bars.select(self._narrow, inputs, outputs, **options),
            picture.words.narrow(self._narrow, inputs, outputs, **options),
            picture.bars.double_click(self._undo, inputs, outputs, **options),
            picture.words.undo(self._undo, inputs, outputs, **options),
        ]

    def _ask(
        self, question: str, exchanges: Exchanges, talk: int | None, visitor: str, days: Days, outlets: list[str]
    ) -> Iterator[Any]:
        """Yield the conversation, its number and HTML, and the first source, while they come."""
        if not question.strip():
            yield gr.skip()
            return
        wish = _wish(question, days, outlets)
        yield from self._show(ask(self._chatbot, wish, exchanges), talk, visitor)

    def _ask_example(
        self, exchanges: Exchanges, talk: int | None, visitor: str, days: Days, outlets: list[str], event: gr.EventData
    ) -> Iterator[Any]:
        yield from self._ask(str(event.question), exchanges, talk, visitor, days, outlets)

    def _ask_again(
        self, exchanges: Exchanges, talk: int | None, visitor: str, days: Days, outlets: list[str], event: gr.EventData
    ) -> Iterator[Any]:
        """Yield the same while a question is asked as the visitor has changed it."""
        wish = _wish(str(event.words), days, outlets)
        changed = ask_again(self._chatbot, wish, exchanges, int(event.turn), str(event.change))
        yield from self._show(changed, talk, visitor)

    def _narrow(
        self,
        event: gr.EventData,
        drawn: Drawn | None,
        exchanges: Exchanges,
        talk: int | None,
        visitor: str,
        days: Days,
        outlets: list[str],
    ) -> Iterator[Any]:
        """Yield the same, and what is drawn, while the newest question is asked within days chosen from its picture."""
        chosen = chosen_days(drawn, event._data)
        if drawn is None or chosen is None:
            yield gr.skip()
            return
        wish = _wish("", days, outlets)
        yield from self._ask_within(replace(drawn, chosen=chosen), wish, exchanges, talk, visitor)

    def _undo(
        self, drawn: Drawn | None, exchanges: Exchanges, talk: int | None, visitor: str, days: Days, outlets: list[str]
    ) -> Iterator[Any]:
        """Yield the same while the newest question is asked again within all that it was asked within before."""
        if drawn is None or drawn.chosen is None:
            yield gr.skip()
            return
        yield from self._ask_within(replace(drawn, chosen=None), _wish("", days, outlets), exchanges, talk, visitor)

    def _ask_within(
        self, drawn: Drawn, wish: Wish, exchanges: Exchanges, talk: int | None, visitor: str
    ) -> Iterator[Any]:
        wish = replace(wish, days=as_written(drawn.searched))
        again = ask_again(self._chatbot, wish, exchanges, len(exchanges) - 1, "narrow")
        for shown in self._show(again, talk, visitor):
            yield drawn, *shown

    def _show(self, conversations: Iterator[Exchanges], talk: int | None, visitor: str) -> Iterator[Any]:
        self._onward.stop(session_now())
        with self._examples.held():
            for now in conversations:
                waiting = not (now[-1].answer or now[-1].notice)
                if not waiting:
                    talk = keep_for(self._chatbot.archive, visitor, talk, now)
                yield now, talk, show_exchanges(now), self._first_source(now)

    def _start_anew(self) -> tuple[Any, ...]:
        """Return a conversation in which nothing was asked yet."""
        self._onward.stop(session_now())
        return (), None, show_exchanges(()), NO_SOURCE

    async def _lead_on(self, exchanges: Exchanges, days: Days, outlets: list[str], event: gr.EventData) -> str:
        """Return what could be asked after the newest answer, if it is still the newest."""
        turn = int(event.turn)
        if turn != len(exchanges) - 1:
            return ""
        asked = exchanges[turn].question
        wish = _wish(asked, days, outlets)
        return show_onward(turn, asked, await self._onward.questions(session_now(), exchanges, wish))

    def _save(self, exchanges: Exchanges, days: Days, event: gr.EventData) -> Any:
        """Return one answer as a file for the browser to keep."""
        turn = int(event.turn)
        answer = exchanges[turn].answer if 0 <= turn < len(exchanges) else None
        return file_of([answer], answer.question, str(event.kind), days.get("today")) if answer else gr.skip()

    def _rate(self, exchanges: Exchanges, talk: int | None, visitor: str, event: gr.EventData) -> Any:
        """Keep what the visitor thinks of an answer, and return the conversation with it."""
        turn = int(event.turn)
        if not 0 <= turn < len(exchanges) or exchanges[turn].question != str(event.question):
            return gr.skip()  # another conversation is shown by now
        rated = replace(exchanges[turn], verdict=str(event.verdict))
        now = (*exchanges[:turn], rated, *exchanges[turn + 1 :])
        rate(self._chatbot.archive, owner(visitor), rated, str(event.reason))
        keep_for(self._chatbot.archive, visitor, talk, now)
        return now

    def _first_source(self, exchanges: Exchanges) -> Any:
        """Return the source of the newest answer's first quote; what was shown stays until there is an answer."""
        answer = exchanges[-1].answer
        if answer is None:
            return gr.skip()
        if not answer.quotes or not (answer.found or answer.reply):
            return NO_SOURCE
        return show_source(self._chatbot.archive, answer, 0, f"turn-{len(exchanges)}", len(exchanges) - 1)

    def _open(self, exchanges: Exchanges, event: gr.EventData) -> str:
        """Return the source of the quote whose number was chosen."""
        turn = int(event.turn)
        answer = exchanges[turn].answer if 0 <= turn < len(exchanges) else None
        if answer is None:
            return NO_SOURCE
        return show_source(self._chatbot.archive, answer, int(event.quote), str(event.at), turn)


def _wish(question: str, days: Days, outlets: list[str] | None) -> Wish:
    """Return what a visitor wants to know, with the filters and the day that the visitor's browser sent."""
    since, until = str(days.get("since") or ""), str(days.get("until") or "")
    chosen = (since, until) if since or until else None
    return Wish(question, chosen, tuple(outlets) if outlets else None, str(days.get("today") or ""))
