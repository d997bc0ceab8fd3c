"""A question in Slack: acknowledged, looked up, and always answered, if only with a reason."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from functools import partial
from time import monotonic

from assistant.briefing.slack_blocks.document import fallback
from assistant.briefing.slack_blocks.parts import Block
from assistant.errors import PmoError
from assistant.graph.answer import Answer
from assistant.graph.answering import Asking, answer_question
from assistant.graph.kept_assessments import KeptAssessments
from assistant.surfaces.slack.audience import strangers_see
from assistant.surfaces.slack.blocks import notes
from assistant.surfaces.slack.blocks.answer import answer_blocks
from assistant.surfaces.slack.crew import Busy
from assistant.surfaces.slack.desk import Desk, Given
from assistant.surfaces.slack.payload import Question
from assistant.surfaces.slack.visitors import Visitor, keeper
from assistant.usecases.app import App
from assistant.usecases.view import view

LOOKING = "Looking it up …"
_HINT = "Ask me something, such as: what should we build next?"
_PRIVATELY = "Not everybody who reads this channel is known to me, so I answer in private only."
_EVERY_SECONDS = 2.0
_LONGEST_VALUE = 1_900

Show = Callable[[list[Block], str], Awaitable[object]]
"""Shows blocks with a line for notifications, where the question was asked."""


class Questions:
    """Answers questions, one conversation a thread."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._kept = KeptAssessments()

    async def ask(self, question: Question) -> None:
        """Answer in the thread of the question."""
        desk = self._desk
        text = LOOKING if question.text else _HINT
        channel, thread = question.channel, question.thread
        ts = await desk.post(channel, notes.told(text), text, thread)
        if ts is None or not question.text:
            return

        async def show(blocks: list[Block], text: str) -> None:
            if not await desk.write_anew(channel, ts, blocks, text):
                await desk.post(channel, blocks, text, thread)

        await self.answer(question, show)

    async def answer(self, question: Question, show: Show) -> None:
        """Show the answer to a question, or why there is none."""
        try:
            visitor = await self._desk.visitors.visitor(question.sender)
        except PmoError as error:
            await show(notes.refusal(error), str(error)[:300])
        else:
            await self._answer(question, visitor, show)

    async def _answer(self, question: Question, visitor: Visitor, show: Show) -> None:
        desk = self._desk
        if visitor.person is None and not strangers_see(desk.app):
            known = await asyncio.to_thread(keeper, desk.app)
            name = known.name if known is not None else None
            await show(notes.unknown_person(name), "I don't know you yet.")
            return
        audience = await desk.audiences.of(visitor, question.channel, direct=question.direct)
        offered = notes.more_in_private(question.text[:_LONGEST_VALUE])
        if not audience.may_read:
            await show(notes.told(_PRIVATELY), _PRIVATELY)
        else:
            await self._computed(question, audience.viewer, show)
        if not audience.whole:
            await desk.whisper(
                question.channel, visitor.user, offered, "I can say more in private."
            )

    async def _computed(self, question: Question, viewer: Visitor, show: Show) -> None:
        desk, app = self._desk, viewer.asks(self._desk.app)
        progress = _Progress(show)
        try:
            given, answer = await desk.questions.do(
                partial(self._answered, app, question, progress)
            )
        except Busy:
            await show(notes.told(notes.BUSY), notes.BUSY)
        except PmoError as error:
            await show(notes.refusal(error), str(error)[:300])
        except Exception as error:  # noqa: BLE001 - a question is never left without an answer
            desk.app.log.event("a question broke", error=type(error).__name__)
            await show(notes.told(notes.BROKEN), notes.BROKEN)
        else:
            desk.keep(answer.brief.id, given)
            blocks = answer_blocks(answer.brief, answer.brief.id, answer.follow_ups)
            desk.app.log.event("a question was answered", kind=answer.kind.value)
            await show(blocks, fallback(answer.brief))
        finally:
            progress.stop()

    def _answered(self, app: App, question: Question, progress: _Progress) -> tuple[Given, Answer]:
        thread = f"slack {question.channel} {question.thread}"
        asking = Asking(thread=thread, kept=self._kept, progress=progress)
        answer = answer_question(app, question.text, asking)
        confidential = view(app).scope.confidential
        return Given(answer.brief, answer.follow_ups, confidential), answer


class _Progress:
    """Tells in the message what is being done, every few seconds; called from other threads."""

    def __init__(self, show: Show) -> None:
        self._show = show
        self._loop = asyncio.get_running_loop()
        self._last = monotonic()
        self._stopped = False

    def step(self, what: str, done: int, total: int | None) -> None:  # noqa: ARG002 - the port tells more
        """Show what is being done, if the last time was a while ago."""
        if monotonic() - self._last < _EVERY_SECONDS or self._stopped:
            return
        self._last = monotonic()
        asyncio.run_coroutine_threadsafe(self._tell(f"{what} …"), self._loop)

    def stop(self) -> None:
        """Say nothing more: the answer is there."""
        self._stopped = True

    async def _tell(self, what: str) -> None:
        if not self._stopped:
            await self._show(notes.told(what), what)
