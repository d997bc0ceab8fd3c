from dataclasses import replace
from datetime import date
from decimal import Decimal

from assistant.briefing.brief import Audience
from assistant.briefing.sections.follow_through import follow_through
from assistant.briefing.wording import render
from assistant.portfolio.control import Decision, DecisionKind, DecisionState
from tests.briefing.things import PEOPLE, TODAY, inputs, portfolio

WRONG = Decision(
    key="D-4",
    name="Pause Willow?",
    kind=DecisionKind.ADVICE,
    state=DecisionState.REJECTED,
    decider="ingrid",
    decided_on=date(2026, 10, 19),
    outcome="Nothing suffered",
    advice_was_right=False,
)
KEPT = Decision(
    key="D-3",
    name="Ready by autumn",
    kind=DecisionKind.FORECAST,
    state=DecisionState.KEPT,
    chance_percent=Decimal("85.0"),
    outcome="Ready early.",
    outcome_on=date(2026, 11, 5),
)
DECIDED = Decision(
    key="D-2",
    name="Defer the reports",
    state=DecisionState.APPROVED,
    decided_on=date(2026, 11, 12),
)


def told(*found: Decision, audience: Audience = Audience.PROGRAM) -> list[str]:
    given = replace(inputs(audience), snapshot=portfolio((*PEOPLE, *found)))
    return [
        render(said, today=TODAY)
        for point in follow_through(given).points
        for said in point.statements
    ]


def test_our_mistakes_come_first_and_are_called_so() -> None:
    assert told(DECIDED, KEPT, WRONG)[0] == (
        "My advice, “Pause Willow?”: rejected on Mon 19 Oct by Ingrid Solheim. "
        "Outcome: Nothing suffered. My advice was wrong."
    )


def test_a_forecast_says_how_sure_it_was() -> None:
    assert told(KEPT)[0] == (
        "My forecast, “Ready by autumn” (at 85 in 100): kept on Thu 5 Nov. Outcome: Ready early."
    )


def test_a_missing_outcome_is_said() -> None:
    assert told(DECIDED) == [
        "“Defer the reports”: approved on Thu 12 Nov. Nobody has recorded an outcome yet."
    ]


def test_the_record_counts_what_has_been_judged_and_says_that_it_is_little() -> None:
    right = WRONG.model_copy(update={"key": "D-1", "advice_was_right": True})
    unjudged = WRONG.model_copy(update={"key": "D-8", "advice_was_right": None})
    assert told(WRONG, right, unjudged, KEPT)[-2:] == [
        "Of 1 date I gave, 1 held (too few to judge by).",
        "Of 2 pieces of advice, 1 proved good (too few to judge by).",
    ]


def test_a_long_record_speaks_for_itself() -> None:
    kept = [KEPT.model_copy(update={"key": f"K{n}"}) for n in range(12)]
    missed = [
        KEPT.model_copy(update={"key": f"M{n}", "state": DecisionState.MISSED}) for n in range(2)
    ]
    assert told(*kept, *missed)[-1] == "Of 14 dates I gave, 12 held."


def test_executives_are_not_told_who_rejected_what() -> None:
    assert "Ingrid" not in told(WRONG, audience=Audience.EXEC)[0]


def test_nothing_decided_is_nothing_told() -> None:
    assert told() == []
