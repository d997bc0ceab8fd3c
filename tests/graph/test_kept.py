"""What is kept serves the next question, and nobody else, and only until anything changes."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.bootstrap import build_app
from assistant.graph.answering import Asking, answer_question
from assistant.graph.kept_assessments import KeptAssessments
from assistant.graph.lately import Lately
from assistant.portfolio.project import Project
from assistant.values import Scope

MAREN, FARID = "maren.okafor", "farid.noor"


@pytest.fixture
def kept() -> KeptAssessments:
    return KeptAssessments()


def test_the_next_question_finds_what_was_computed(sample_url: str, kept: KeptAssessments) -> None:
    app = build_app(sample_url, MAREN)
    first = kept.seat(app)
    assert kept.seat(app) is first
    once = answer_question(app, "What should we build next?", Asking(kept=kept))
    assert answer_question(app, "What should we build next?", Asking(kept=kept)) is once


def test_viewers_share_the_whole_and_see_their_own(sample_url: str, kept: KeptAssessments) -> None:
    maren, farid = (kept.seat(build_app(sample_url, who)).assessment for who in (MAREN, FARID))
    assert maren.view.full is farid.view.full
    assert maren.whole_ranking is farid.whole_ranking
    assert maren.seen.get(Project, "FALCON") is not None
    assert farid.seen.get(Project, "FALCON") is None
    assert maren.seen.scope != farid.seen.scope
    assert farid.seen.scope != Scope.of_record()


def test_one_viewers_answer_is_not_given_to_another(
    sample_url: str, kept: KeptAssessments
) -> None:
    question = "When will Falcon be done?"
    said = answer_question(build_app(sample_url, MAREN), question, Asking(kept=kept))
    theirs = answer_question(build_app(sample_url, FARID), question, Asking(kept=kept))
    assert said.kind is not theirs.kind


def test_a_change_of_the_store_is_noticed_at_once(own_url: str, kept: KeptAssessments) -> None:
    app = build_app(own_url, MAREN)
    first = kept.seat(app)
    with app.store.unit_of_work() as unit:
        unit.record("portfolio synced", app.clock.now(), {"import": 9})
    second = kept.seat(app)
    assert second is not first
    assert second.assessment.view.full is not first.assessment.view.full


def test_a_turn_of_a_conversation_changes_nothing(own_url: str, kept: KeptAssessments) -> None:
    app = build_app(own_url, MAREN)
    first = kept.seat(app)
    answer_question(app, "What can you do?", Asking(kept=kept, thread="t"))
    assert kept.seat(app) is first


def test_an_earlier_day_is_kept_apart(sample_url: str, kept: KeptAssessments) -> None:
    app = build_app(sample_url, MAREN)
    then = kept.seat(app, date(2026, 11, 9))
    assert then.assessment.seen.as_of == date(2026, 11, 9)
    assert kept.seat(app).assessment.seen.as_of == date(2026, 11, 16)
    assert kept.seat(app, date(2026, 11, 9)) is then


def test_what_is_kept_is_bounded() -> None:
    lately = Lately[int]()
    for number in range(1_000):
        lately.keep(str(number), number)
        lately.get("0")
    kept = [number for number in range(1_000) if lately.get(str(number)) is not None]
    assert kept == [0, *range(745, 1_000)]
