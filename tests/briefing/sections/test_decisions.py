from dataclasses import replace
from datetime import date

from assistant.briefing.draft import ESSENTIAL, DraftSection
from assistant.briefing.sections.decisions import decisions
from assistant.briefing.wording import render
from assistant.portfolio.control import Decision, DecisionKind, DecisionState
from tests.briefing.things import PEOPLE, TODAY, euros, inputs, portfolio

LATE = Decision(
    key="LATE",
    name="Harbor or Quay?",
    decider="ingrid",
    due=date(2026, 11, 6),
    options=("one", "the other"),
    cost_of_waiting=euros(11_000),
)


def section(*found: Decision) -> DraftSection:
    given = replace(inputs(), snapshot=portfolio((*PEOPLE, *found)), health=(), risks=())
    return decisions(given)


def told(*found: Decision) -> list[str]:
    return [render(point.statements[0], today=TODAY) for point in section(*found).points]


def test_who_what_by_when_between_what_and_at_what_cost() -> None:
    (point,) = section(LATE).points
    assert [render(said, today=TODAY) for said in point.statements] == [
        (
            "Ingrid Solheim decides “Harbor or Quay?”, due Fri 6 Nov, 10 days overdue; "
            "waiting costs €11 k a week."
        ),
        "Options: one; the other.",
    ]
    assert point.weight == ESSENTIAL


def test_what_is_not_recorded_is_not_said() -> None:
    assert told(Decision(key="D", name="Stop it")) == ["Nobody is named to decide “Stop it”."]


def test_a_decision_is_not_late_on_its_day() -> None:
    (said,) = told(LATE.model_copy(update={"due": TODAY}))
    assert "overdue" not in said


def test_only_decisions_that_are_open_and_real_are_asked_for() -> None:
    others = [
        LATE.model_copy(update={"key": "F", "kind": DecisionKind.FORECAST}),
        LATE.model_copy(update={"key": "A", "kind": DecisionKind.ADVICE}),
        LATE.model_copy(update={"key": "R", "state": DecisionState.REJECTED}),
    ]
    assert told(*others) == ["Nothing you need to decide today."]


def test_the_longest_overdue_comes_first_then_the_next_due() -> None:
    later = LATE.model_copy(update={"key": "B", "due": date(2026, 11, 30), "name": "Later?"})
    longest = LATE.model_copy(update={"key": "C", "due": date(2026, 10, 1), "name": "Longest?"})
    undated = LATE.model_copy(update={"key": "A", "due": None, "name": "Undated?"})
    order = [said.split("“")[1].split("”")[0] for said in told(later, undated, LATE, longest)]
    assert order == ["Longest?", "Harbor or Quay?", "Later?", "Undated?"]


def test_many_options_are_not_all_listed() -> None:
    many = LATE.model_copy(update={"options": tuple("abcdef")})
    (point,) = section(many).points
    assert render(point.statements[1], today=TODAY) == "Options: a; b; c; d; and others."


def test_all_that_is_late_can_be_said_in_one() -> None:
    late = [
        LATE.model_copy(update={"key": f"D{n}", "name": f"Matter {'abcdefg'[n]}"})
        for n in range(7)
    ]
    in_one = section(*late).instead
    assert in_one is not None
    assert render(in_one.statements[0], today=TODAY) == (
        "7 decisions are overdue: Matter a, Matter b, Matter c, Matter d, Matter e and 2 more."
    )
    assert section().instead is None
