from dataclasses import replace
from datetime import date, timedelta

import pytest

from assistant.briefing.drawing import draw
from assistant.briefing.sections.fine import fine, is_fine
from assistant.briefing.wording import render
from assistant.health.verdicts import RagOverride, Severity
from assistant.portfolio.control import RaidEntry, RaidKind, RaidState
from assistant.portfolio.project import Project, Rag
from tests.briefing.things import NOUNS, TODAY, inputs, portfolio, risk


def told(*extra: RaidEntry) -> list[str]:
    made = inputs(nouns=(*NOUNS, *extra))
    return [
        " ".join(render(said, today=TODAY) for said in point.statements)
        for point in fine(made).points
    ]


def test_what_is_on_track_is_counted_and_named() -> None:
    assert told()[0] == (
        "Green: 4 of 7 projects – Lumen North, Lumen South, Lumen West and Willow."
    )


def test_what_is_shown_green_by_decision_is_counted_apart_from_what_is_by_rule() -> None:
    made = inputs()
    shown = next(each for each in made.health if each.overall is Rag.AMBER)
    decided = RagOverride(
        project=shown.project,
        rule=Rag.AMBER,
        status=Rag.GREEN,
        until=TODAY + timedelta(days=3),
        by="ben",
        why="Signed",
        decision="P-1",
    )
    changed = shown.model_copy(update={"overall": Rag.GREEN, "override": decided})
    rest = [each for each in made.health if each is not shown]
    made = replace(made, health=(*rest, changed))
    (said,) = fine(made).points[0].statements
    drawn = next(each.count for each in draw(made).counts if each.rag.value == Rag.GREEN.value)
    assert (said.facts["green"].value, drawn.value) == (4, 5)
    assert said.facts["green"].id != drawn.id


def test_a_small_thing_on_a_green_project_is_no_reason_to_worry() -> None:
    assert "Willow is Green all the same." in told()[1]


def test_an_accepted_risk_is_not_open_until_its_acceptance_ends() -> None:
    expired = RaidEntry(
        key="R-9",
        kind=RaidKind.RISK,
        name="Expired",
        rating=Rag.RED,
        state=RaidState.ACCEPTED,
        accepted_until=date(2026, 11, 1),
    )
    lines = "\n".join(told(expired))
    assert "“Archive tapes age” is rated Red but accepted until Thu 31 Dec." in lines
    assert "Expired" not in lines


def test_a_vendor_on_many_projects_with_a_way_out_is_fine() -> None:
    assert "Lumen Grid is on 3 projects, and each has a way out if it fails." in told()
    bare = [
        thing.model_copy(update={"contingency": None})
        if isinstance(thing, Project) and thing.key == "LUMEN1"
        else thing
        for thing in NOUNS
    ]
    given = replace(inputs(), snapshot=portfolio(tuple(bare)))
    assert not any(point.keys == ("vendors:LUMEN",) for point in fine(given).points)


@pytest.mark.parametrize(
    ("severity", "projects", "expected"),
    [
        (Severity.LOW, ("WILLOW",), True),
        (Severity.MEDIUM, ("WILLOW",), False),
        (Severity.LOW, ("WILLOW", "ATLAS"), False),
        (Severity.LOW, (), False),
    ],
)
def test_only_small_findings_on_green_projects_are_fine(
    severity: Severity, projects: tuple[str, ...], expected: object
) -> None:
    given = inputs()
    assert is_fine(given, risk(given.facts, "r", severity=severity, projects=projects)) == expected
