"""A conversation remembers what it was about, for its own person, as long as they may see it."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.bootstrap import build_app
from assistant.graph.answer import Answer, Kind
from assistant.graph.answering import Asking, answer_question
from assistant.graph.kept_assessments import KeptAssessments
from assistant.graph.threads import focus_of, forget_thread
from assistant.ports.threads import Turn, TurnCall, TurnSubject
from assistant.usecases.app import App
from tests.fakes.scripted_model import ScriptedModel, Step
from tests.graph.conftest import with_model

MAREN, FARID = "maren.okafor", "farid.noor"


@pytest.fixture
def kept() -> KeptAssessments:
    return KeptAssessments()


def say(app: App, question: str, kept: KeptAssessments, thread: str = "t") -> Answer:
    return answer_question(app, question, Asking(thread=thread, kept=kept))


def test_a_follow_up_keeps_what_was_asked_and_changes_one_thing(
    own_url: str, kept: KeptAssessments
) -> None:
    app = build_app(own_url, MAREN)
    say(app, "When will Beacon be done?", kept)
    answer = say(app, "and Atlas?", kept)
    assert [dict(each.arguments) for each in answer.calls] == [
        {"subject": "ATLAS", "wanted": "date"}
    ]
    assert [turn.question for turn in app.store.turns(MAREN, "t")][-1] == "and Atlas?"


def test_another_persons_thread_of_the_same_name_is_unknown(
    own_url: str, kept: KeptAssessments
) -> None:
    say(build_app(own_url, MAREN), "When will Falcon be done?", kept)
    theirs = say(build_app(own_url, FARID), "and Atlas?", kept)
    alone = say(build_app(own_url, FARID), "and Atlas?", kept, "a new one")
    assert (theirs.kind, theirs.calls) == (alone.kind, alone.calls)


def test_what_is_hidden_by_now_does_not_come_back(own_url: str, kept: KeptAssessments) -> None:
    app = build_app(own_url, FARID)
    turn = Turn(
        person=FARID,
        thread="t",
        at=app.clock.now(),
        question="When is it done?",
        kind="answered",
        calls=(TurnCall(tool="forecast", arguments={"subject": "FALCON"}),),
        subjects=(TurnSubject(kind="project", key="FALCON"),),
        reply="b0",
    )
    with app.store.unit_of_work() as unit:
        unit.keep_turn(turn)
    assert focus_of(kept.seat(app).assessment, "t", FARID) is None
    assert "FALCON" not in say(app, "why?", kept).model_dump_json()


def test_a_call_without_a_subject_that_named_something_hidden_does_not_leak(
    own_url: str, kept: KeptAssessments
) -> None:
    app = build_app(own_url, FARID)
    seat = kept.seat(app)
    turn = Turn(
        person=FARID, thread="t", at=app.clock.now(), question="?", kind="answered", reply="b0",
        calls=(TurnCall(tool="forecast", arguments={"subject": "FALCON", "wanted": "date"}),),
    )  # fmt: skip
    with app.store.unit_of_work() as unit:
        unit.keep_turn(turn)
    answer = say(app, "why?", kept)
    assert answer.kind is not Kind.ANSWERED
    assert seat.assessment.seen.as_of == date(2026, 11, 16)


def test_a_forgotten_thread_is_gone(own_url: str, kept: KeptAssessments) -> None:
    app = build_app(own_url, MAREN)
    say(app, "When will Beacon be done?", kept)
    forget_thread(app, kept.seat(app), "t")
    assert app.store.turns(MAREN, "t") == ()
    assert app.store.threads(MAREN) == ()


def test_no_text_of_a_reply_is_remembered(own_url: str, kept: KeptAssessments) -> None:
    app = build_app(own_url, MAREN)
    answer = say(app, "Why does KEY-3 come first?", kept)
    kept_text = app.store.turns(MAREN, "t")[0].model_dump_json()
    assert answer.brief.lead[0].text not in kept_text
    assert "Directory sync" not in kept_text
    assert answer.brief.id in kept_text


def test_calls_that_a_model_planned_are_not_carried_on(
    own_url: str, kept: KeptAssessments
) -> None:
    plan = {"calls": [{"tool": "risks", "arguments": []}], "reason": ""}
    with ScriptedModel(
        [Step("plan", plan), Step("draft", "wild"), Step("repair", "wild")]
    ) as model:
        app = with_model(build_app(own_url, MAREN), model)
        answer = say(app, "Anything spooky lurking?", kept)
    assert answer.planned_by_model
    assert app.store.turns(MAREN, "t")[0].calls == ()
