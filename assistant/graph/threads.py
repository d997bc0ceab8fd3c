"""Memory of a conversation: code-made values go in and come out, never the text of a reply.

What a follow-up may lean on is the newest turn: the tools that rules called and the keys of what it
was about. Each key is looked up in what the asker may see now; where one is hidden by now, nothing
of that turn comes back.
"""

from __future__ import annotations

from assistant.errors import BadInput
from assistant.graph.answer import Answer
from assistant.graph.kept_assessments import Seat
from assistant.graph.understanding.outcome import Call, Subject, ThreadFocus
from assistant.portfolio.snapshot import Snapshot
from assistant.ports.threads import Turn, TurnCall, TurnSubject
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.name_index import NOUN_OF, NameKind

LONGEST_NAME = 200
"""Characters of a thread's name."""


def focus_of(assessment: Assessment, thread: str, asker: str | None) -> ThreadFocus | None:
    """Return what a conversation was last about, as far as its person may still see it."""
    turn = assessment.app.store.last_turn(asker or "", thread)
    if turn is None:
        return None
    subjects = [_subject(each, assessment.seen) for each in turn.subjects]
    visible = tuple(each for each in subjects if each is not None)
    if len(visible) < len(subjects):
        return None
    calls = tuple(Call(tool=each.tool, arguments=each.arguments) for each in turn.calls)
    return ThreadFocus(calls=calls, subjects=visible)


def keep_turn(app: App, thread: str, seat: Seat, question: str, answer: Answer) -> None:
    """Remember a turn; a plan that a model made leaves only what it was about. BadInput: no name."""
    turn = Turn(
        person=seat.asker or "",
        thread=_named(thread),
        at=app.clock.now(),
        question=question,
        kind=answer.kind.value,
        calls=() if answer.planned_by_model else tuple(map(_turn_call, answer.calls)),
        subjects=tuple(TurnSubject(kind=each.kind, key=each.key) for each in answer.subjects),
        reply=answer.brief.id,
    )
    with app.store.unit_of_work() as unit:
        unit.keep_turn(turn)


def forget_thread(app: App, seat: Seat, thread: str) -> None:
    """Forget a thread of whoever asks."""
    with app.store.unit_of_work() as unit:
        unit.forget_threads(seat.asker or "", thread)


def _named(thread: str) -> str:
    name = thread.strip()
    if not name or len(name) > LONGEST_NAME:
        raise BadInput("A conversation needs a name of at most 200 characters.")
    return name


def _turn_call(call: Call) -> TurnCall:
    return TurnCall(tool=call.tool, arguments=call.arguments)


def _subject(kept: TurnSubject, seen: Snapshot) -> Subject | None:
    """Return a subject by the name it has now; None where the asker sees none of that key."""
    kind = NameKind(kept.kind)
    noun = NOUN_OF.get(kind)
    if noun is None:
        return Subject(kind=kind, key=kept.key, name=kept.key)
    found = seen.get(noun, kept.key)
    if found is None:
        return None
    return Subject(kind=kind, key=kept.key, name=getattr(found, "name", None) or kept.key)
