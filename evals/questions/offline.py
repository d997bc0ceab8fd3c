"""The offline planner: understanding without a model, the typed tools, the deterministic writer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from assistant.briefing.brief import Audience
from assistant.briefing.reply import write_reply
from assistant.briefing.told import Told
from assistant.briefing.wording import render
from assistant.errors import Ambiguous, PmoError
from assistant.graph.understanding.outcome import AskBack, Decline, NotUnderstood, Plan
from assistant.graph.understanding.understand import understand
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from evals.questions.answer import Answer, Called, text_of
from evals.questions.case import Expected
from tools.catalog import tool_named
from tools.tool import Context

EXECUTIVES = frozenset({"CIO", "CFO", "CEO", "COO", "CTO"})
"""Roles that are answered in fewer words."""


class OfflinePlanner:
    """Answers without a model; what the questions of one person share is computed once."""

    name = "offline planner"

    def __init__(self, app_of: Callable[[str | None], App], today: date | None = None) -> None:
        self._app_of = app_of
        self._today = today
        self._known: dict[str | None, Assessment] = {}

    def seen(self, viewer: str | None) -> Snapshot:
        """Return what a person may see."""
        return self._assessment(viewer).seen

    def whole(self) -> Snapshot:
        """Return everything there is."""
        return self._assessment(None).view.full

    def ask(self, question: str, viewer: str | None) -> Answer:
        """Answer one question of a person."""
        seen = self.seen(viewer)
        understood = understand(question, seen, viewer)
        if isinstance(understood, Plan):
            return self._carried_out(understood, viewer)
        said = render(understood.said, today=seen.as_of)
        if isinstance(understood, AskBack):
            return Answer(Expected.ASK_BACK, "\n".join((said, *understood.choices)))
        offered = understood.instead if isinstance(understood, Decline) else understood.nearest
        why = understood.why.value if isinstance(understood, Decline) else "not understood"
        assert isinstance(understood, Decline | NotUnderstood)  # noqa: S101 - the only ones left
        return Answer(Expected.REFUSAL, "\n".join((said, *offered)), why)

    def _carried_out(self, plan: Plan, viewer: str | None) -> Answer:
        calls = tuple(Called(call.tool, dict(call.arguments)) for call in plan.calls)
        try:
            told = [self._told(call, viewer) for call in calls]
            found = self._assessment(viewer)
            reply = write_reply(told, found.seen, found.app.policy.hash, self._audience(viewer))
        except Ambiguous as several:
            return Answer(Expected.ASK_BACK, str(several), calls=calls)
        except PmoError as refused:
            fault = type(refused).__name__
            return Answer(Expected.REFUSAL, str(refused), f"tool: {fault}", calls, fault=fault)
        briefs = (reply, *(each.document for each in told if each.document is not None))
        return Answer(Expected.ANSWER, text_of(briefs), calls=calls, briefs=briefs)

    def _told(self, call: Called, viewer: str | None) -> Told:
        context = Context(self._assessment(viewer))
        return tool_named(call.tool).call(context, dict(call.arguments))

    def _audience(self, viewer: str | None) -> Audience:
        person = self.seen(viewer).get(Person, viewer)
        is_executive = person is not None and person.role in EXECUTIVES
        return Audience.EXEC if is_executive else Audience.TEAM

    def _assessment(self, viewer: str | None) -> Assessment:
        if viewer not in self._known:
            self._known[viewer] = Assessment(self._app_of(viewer), as_of=self._today)
        return self._known[viewer]
