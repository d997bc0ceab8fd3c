"""Answers a question: from what it says to a checked reply, within a budget.

Nothing here changes the portfolio or leaves the house; what is kept is the turn of the thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from assistant.briefing.told import Told
from assistant.errors import BadInput, PmoError
from assistant.graph.answer import Answer, Kind, Outcome
from assistant.graph.build import flow
from assistant.graph.faults import fault_in_words
from assistant.graph.kept_assessments import KeptAssessments, Seat, listening
from assistant.graph.lately import lasts
from assistant.graph.state import Desk, State
from assistant.graph.threads import focus_of, keep_turn
from assistant.graph.understanding.outcome import ThreadFocus
from assistant.graph.writing import reply_of
from assistant.portfolio.facts import Facts
from assistant.ports.budget import Budget
from assistant.ports.progress import Progress, Silent
from assistant.usecases.app import App
from assistant.usecases.ask_model import model_for

TOKENS = 60_000
"""Tokens that one question may take, over all calls of a model."""

SECONDS = 60.0
"""Seconds that one question may take."""

LONGEST = 4_000
"""Characters of a question."""


_TRACED = {"gen_ai.operation.name": "invoke_agent", "gen_ai.agent.name": "pmo"}
"""By the GenAI conventions of OpenTelemetry; no text of a question is traced."""

_DECIDED = frozenset({Outcome.FOUND, Outcome.REFUSED})
"""What comes of a call again when it is made again."""


@dataclass(frozen=True, slots=True)
class Asking:
    """How a question is answered: in which thread, by what is kept, and who is told meanwhile."""

    thread: str | None = None
    as_of: date | None = None
    kept: KeptAssessments = field(default_factory=KeptAssessments)
    progress: Progress = field(default_factory=Silent)
    budget: Budget | None = None


def answer_question(app: App, question: str, asking: Asking | None = None) -> Answer:
    """Return the answer to a question. Raises BadInput for none, or one that is a book."""
    asking = asking or Asking()
    text = _read(question)
    with listening(asking.progress), app.tracer.span("invoke_agent pmo", _TRACED) as span:
        seat = asking.kept.seat(app, asking.as_of)
        answer = _answered(app, text, seat, asking)
        tools = [each.tool for each in answer.made]
        span.note(
            {
                "pmo.answer": answer.kind.value,
                "pmo.wording": answer.wording.value,
                "pmo.tools": tools,
            }
        )
    if asking.thread is not None:
        keep_turn(app, asking.thread, seat, text, answer)
    return answer


def _read(question: str) -> str:
    text = question.strip()
    if not text:
        raise BadInput(
            "There is no question.", remedy='Ask one: pmo ask "What should we build next?"'
        )
    if len(text) > LONGEST:
        raise BadInput(
            f"That is {len(text):,} characters long; at most {LONGEST:,} are read.",
            remedy="Ask it shorter.",
        )
    return text


def _answered(app: App, text: str, seat: Seat, asking: Asking) -> Answer:
    """Return the answer; where something broke, that is said, and noted for the keeper."""
    assessment, thread = seat.assessment, asking.thread
    try:
        focus = focus_of(assessment, thread, seat.asker) if thread is not None else None
        key = f"{focus.model_dump_json() if focus is not None else ''} {text}"
        known = seat.answers.get(key) if app.language is None else None
        if known is not None:
            return known
        answer = _answer(_asked(app, text, seat, asking, focus))
    except PmoError:
        raise
    except Exception as error:  # noqa: BLE001 - a question is answered or told why not; the log knows where
        said = fault_in_words(error, "question", assessment.app.log, Facts(assessment.seen))
        told = Told(title="what I could not find out", lead=(said,))
        return Answer(kind=Kind.DECLINED, brief=reply_of((told,), assessment, seat.audience))
    if app.language is None and _stays(answer):
        seat.answers.keep(key, answer)
    return answer


def _stays(answer: Answer) -> bool:
    """Say whether an answer by rules is the same until the store changes."""
    is_whole = all(each.outcome in _DECIDED for each in answer.made)
    return is_whole and lasts(each.tool for each in answer.made)


def _asked(app: App, text: str, seat: Seat, asking: Asking, focus: ThreadFocus | None) -> State:
    """Return what is known of a question when all steps are done."""
    assessment = seat.assessment
    desk = Desk(
        assessment=assessment,
        before=seat.told,
        asker=seat.asker,
        audience=seat.audience,
        budget=asking.budget or Budget(tokens=TOKENS, seconds=SECONDS),
        progress=asking.progress,
        focus=focus,
        model=model_for(app, assessment.view.full),
    )
    return State.model_validate(flow().invoke(State(question=text), context=desk))


def _answer(state: State) -> Answer:
    if state.reply is None:
        msg = "a question went through all steps without a reply"
        raise RuntimeError(msg)
    documents = [told.document for told in state.found if told.document is not None]
    return Answer(
        kind=state.kind or Kind.ANSWERED,
        brief=state.reply,
        document=documents[0] if documents else None,
        follow_ups=state.follow_ups,
        made=state.made,
        subjects=state.subjects,
        style=state.style,
        wording=state.wording,
        planned_by_model=state.planned_by_model,
        model_calls=state.model_calls,
        trace=state.trace,
    )
