"""Every question gets an answer or a reason, in plain words, without a model."""

from __future__ import annotations

import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.bootstrap import build_app
from assistant.briefing.brief import Audience
from assistant.briefing.plain import to_plain
from assistant.briefing.told import Told
from assistant.errors import BadInput, NotFound
from assistant.graph.answer import Answer, Kind, Outcome
from assistant.graph.answering import Asking, answer_question
from assistant.graph.understanding.outcome import Plan
from assistant.graph.understanding.understand import understand
from assistant.ports.budget import Budget
from assistant.usecases.assessment import Assessment
from tests.graph.conftest import Ask
from tests.graph.understanding.asking import PEOPLE
from tools import cycles
from tools import help as help_tool
from tools.tool import Context


def words(answer: Answer) -> int:
    """Count what is read before a table, headings included."""
    brief = answer.brief
    parts = [section.heading for section in brief.sections]
    parts += [point.text for section in brief.sections for point in section.points]
    return sum(len(text.split()) for text in chain((s.text for s in brief.lead), parts))


def test_an_answer_says_one_sentence_first_and_where_it_is_from(ask: Ask) -> None:
    answer = ask("Why does KEY-3 come first?", "farid.noor")
    assert answer.kind is Kind.ANSWERED
    assert answer.brief.lead[0].text.startswith("KEY-3 stands at place 1")
    assert any(fact.sources for fact in answer.brief.facts.values())
    assert [each.tool for each in answer.made] == ["explain_place"]


def test_an_executive_gets_a_shorter_answer(ask: Ask) -> None:
    short, long = (
        ask("What changed since last Monday?", who) for who in ("ingrid.solheim", "farid.noor")
    )
    assert short.brief.audience is Audience.EXEC
    assert long.brief.audience is Audience.TEAM
    assert words(short) <= 80 + 20
    assert words(short) < words(long)


def test_what_is_offered_next_is_understood(ask: Ask, sample_url: str) -> None:
    seen = Assessment(build_app(sample_url, "maren.okafor")).seen
    questions = ("When will Beacon be done?", "Who is Zorro?", "blub bla", "Approve P-1.")
    offered = [each for question in questions for each in ask(question, "maren.okafor").follow_ups]
    assert len(offered) > len(questions)
    assert all(isinstance(understand(each, seen, "maren.okafor"), Plan) for each in offered)


@pytest.mark.parametrize(
    ("question", "kind", "says"),
    [
        ("What else is Jonas working on?", Kind.ASKED_BACK, "Jonas Lindqvist"),
        ("When is Zorro finished?", Kind.DECLINED, "Zorro"),
        ("Approve the agreed order.", Kind.DECLINED, "can't approve"),
        ("blub bla", Kind.NOT_UNDERSTOOD, "can't answer"),
    ],
)
def test_what_is_not_answered_has_a_reason_and_a_way_on(
    ask: Ask, question: str, kind: Kind, says: str
) -> None:
    answer = ask(question, "maren.okafor")
    assert answer.kind is kind
    assert says in to_plain(answer.brief)
    assert answer.follow_ups


def test_hidden_and_unknown_projects_are_told_alike(ask: Ask) -> None:
    hidden = ask("When is Falcon finished?", "farid.noor")
    nothing = ask("When is Zorrox finished?", "farid.noor")
    assert to_plain(hidden.brief).replace("Falcon", "Zorrox") == to_plain(nothing.brief)
    assert hidden.follow_ups == nothing.follow_ups
    assert ask("When is Falcon finished?", "maren.okafor").kind is Kind.ANSWERED


def test_no_question_and_a_book_are_refused(ask: Ask) -> None:
    for wrong in ("  ", "x" * 5_000):
        with pytest.raises(BadInput):
            ask(wrong)
    with pytest.raises(NotFound):
        ask("What can you do?", "nobody.at.all")


def test_the_same_question_has_the_same_answer(sample_url: str) -> None:
    once, again = (
        answer_question(build_app(sample_url, "maren.okafor"), "What should we build next?")
        for _ in range(2)
    )
    assert once.model_dump_json() == again.model_dump_json()


class Spans:
    """A tracer that remembers what was opened and noted."""

    def __init__(self) -> None:
        self.seen: list[tuple[str, dict[str, Any]]] = []

    @contextmanager
    def span(self, name: str, attributes: Mapping[str, Any]) -> Iterator[Spans]:
        self.seen.append((name, dict(attributes)))
        yield self

    def note(self, attributes: Mapping[str, Any]) -> None:
        self.seen.append(("note", dict(attributes)))


def test_a_question_and_its_tools_are_traced_without_their_texts(sample_url: str) -> None:
    spans = Spans()
    app = replace(build_app(sample_url, "maren.okafor"), tracer=spans)
    answer_question(app, "When will Beacon be done?")
    names = [name for name, _ in spans.seen]
    assert names == ["invoke_agent pmo", "execute_tool forecast", "note"]
    assert "Beacon" not in str(spans.seen)


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Break one tool, and let another never end."""
    ending = threading.Event()

    def breaks(_context: Context, _asked: object) -> Told:
        raise KeyError("a secret row")

    def waits(_context: Context, _asked: object) -> Told:
        ending.wait(5)
        raise NotFound("thing", "late")

    monkeypatch.setattr(cycles, "TOOL", replace(cycles.TOOL, find_out=breaks))
    monkeypatch.setattr(help_tool, "TOOL", replace(help_tool.TOOL, find_out=waits))
    _forget_tools()
    yield
    ending.set()
    monkeypatch.undo()
    _forget_tools()


def _forget_tools() -> None:
    from tools.catalog import tool_named

    tool_named.cache_clear()


@pytest.mark.usefixtures("broken")
def test_a_tool_that_breaks_is_said_without_its_insides(ask: Ask) -> None:
    answer = ask("Are there circular dependencies?", "maren.okafor")
    assert answer.made[0].outcome is Outcome.BROKEN
    assert "noted as F-" in to_plain(answer.brief)
    assert "secret" not in answer.model_dump_json()


@pytest.mark.usefixtures("broken")
def test_a_tool_that_is_late_is_not_waited_for(sample_url: str) -> None:
    app = build_app(sample_url, "maren.okafor")
    asking = Asking(budget=Budget(tokens=0, seconds=0.2))
    answer = answer_question(app, "What can you do?", asking)
    assert answer.made[0].outcome is Outcome.LATE
    assert "in time" in to_plain(answer.brief)


SIXTY = Path(__file__).parent / "understanding" / "sixty.yaml"


@pytest.mark.parametrize("case", yaml.safe_load(SIXTY.read_text(encoding="utf-8"))[::3])
def test_questions_of_the_sample_are_answered(ask: Ask, case: dict[str, Any]) -> None:
    answer = ask(case["ask"], PEOPLE[case["asker"]])
    called = [each.tool for each in answer.made if each.outcome is Outcome.FOUND]
    if answer.kind is Kind.ANSWERED:
        assert case["tool"] in called
    else:
        assert answer.kind in {Kind.ASKED_BACK, Kind.DECLINED}, to_plain(answer.brief)
        assert answer.follow_ups
