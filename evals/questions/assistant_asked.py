"""The assistant as it answers: by rules alone, or with whatever model the settings name."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from assistant.errors import PmoError
from assistant.graph.answer import Answer as Given
from assistant.graph.answer import Kind, Outcome
from assistant.graph.answering import Asking, answer_question
from assistant.graph.kept_assessments import KeptAssessments
from assistant.graph.understanding.outcome import Decline, NotUnderstood
from assistant.graph.understanding.understand import understand
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.budget import Budget
from assistant.usecases.app import App
from evals.questions.answer import Answer, Called, text_of
from evals.questions.case import Expected

_OUTCOMES = {
    Kind.ANSWERED: Expected.ANSWER,
    Kind.PARTIAL: Expected.ANSWER,
    Kind.ASKED_BACK: Expected.ASK_BACK,
    Kind.DECLINED: Expected.REFUSAL,
    Kind.NOT_UNDERSTOOD: Expected.REFUSAL,
}
_TOKENS, _SECONDS = 60_000, 300.0
"""Limits of one question: wide, so that a busy machine changes no result."""


class AssistantAsked:
    """Answers questions about one store; what the questions of one person share is kept."""

    def __init__(self, app_of: Callable[[str | None], App], today: date | None = None) -> None:
        self._app_of = app_of
        self._today = today
        self._kept = KeptAssessments()
        self._apps: dict[str | None, App] = {}

    @property
    def name(self) -> str:
        """Who answers: the rules, or a model by its name."""
        language = self._app(None).language
        return "rules" if language is None else language.model.name

    def seen(self, viewer: str | None) -> Snapshot:
        """Return what a person may see."""
        return self._kept.seat(self._app(viewer), self._today).assessment.seen

    def whole(self) -> Snapshot:
        """Return everything there is."""
        return self._kept.seat(self._app(None), self._today).assessment.view.full

    def given(self, question: str, viewer: str | None) -> Given:
        """Return the answer as the product gives it. Raises BadInput for no question."""
        budget = Budget(tokens=_TOKENS, seconds=_SECONDS)
        asking = Asking(as_of=self._today, kept=self._kept, budget=budget)
        return answer_question(self._app(viewer), question, asking)

    def ask(self, question: str, viewer: str | None) -> Answer:
        """Answer one question of a person, as it is judged."""
        try:
            given = self.given(question, viewer)
        except PmoError as refused:
            return Answer(Expected.REFUSAL, str(refused), type(refused).__name__)
        briefs = tuple(each for each in (given.brief, given.document) if each is not None)
        outcome = _OUTCOMES[given.kind]
        broken = any(each.outcome in {Outcome.BROKEN, Outcome.LATE} for each in given.made)
        return Answer(
            outcome,
            "\n".join((text_of(briefs), *given.follow_ups)),
            self._why(question, viewer) if outcome is Expected.REFUSAL else None,
            tuple(Called(call.tool, dict(call.arguments)) for call in given.made),
            briefs,
            fault="a call was broken off" if broken else None,
            wording=given.wording,
            tokens=sum(call.usage.tokens for call in given.model_calls),
        )

    def _why(self, question: str, viewer: str | None) -> str:
        """Return why a question is refused: by the rules, or by the tool that was called."""
        understood = understand(question, self.seen(viewer), viewer)
        if isinstance(understood, Decline):
            return understood.why.value
        return "not understood" if isinstance(understood, NotUnderstood) else "by the tool"

    def _app(self, viewer: str | None) -> App:
        if viewer not in self._apps:
            self._apps[viewer] = self._app_of(viewer)
        return self._apps[viewer]
