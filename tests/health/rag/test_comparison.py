"""Strict, normal and lenient tolerances side by side, beside what was reported."""

from __future__ import annotations

from datetime import date, timedelta

from assistant.health.rag import compare_tolerances, judge
from assistant.policy import TOLERANCE_NAMES, default_policy
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Milestone, Project, Rag
from assistant.portfolio.snapshot import Snapshot
from tests.health.rag.judged import TODAY, report, says

AGREED = date(2026, 12, 1)


def slipping(key: str, days: int, told: str | None = None, **fields: int) -> list[Noun]:
    rows: list[Noun] = [
        Project.model_validate({"key": key, "name": key, **fields}),
        Milestone(
            key=f"{key}-M",
            project=key,
            name="M",
            baseline=AGREED,
            forecast=AGREED + timedelta(days=days),
        ),
    ]
    return [*rows, report(told, of=key)] if told else rows


ROWS = [
    *slipping("A", 10, "green"),
    *slipping("B", 20, "red"),
    *slipping("C", 40, "amber"),
    *slipping("D", 10, tolerance_schedule_days=5),
]


def test_the_same_projects_by_three_strengths() -> None:
    snapshot = Snapshot.of(TODAY, ROWS)
    found = compare_tolerances(snapshot, default_policy())
    assert [each.strength for each in found.strengths] == list(TOLERANCE_NAMES)
    assert [each.counts[Rag.RED].value for each in found.strengths] == [4, 3, 2]
    for each in found.strengths:
        assert sum(int(str(count.value)) for count in each.counts.values()) == 4
        judged = judge(snapshot, default_policy(), each.strength)
        for rag, count in each.counts.items():
            assert count.value == [one.overall for one in judged].count(rag)
            assert len(count.sources) == count.value


def test_reports_stand_beside_them() -> None:
    found = compare_tolerances(Snapshot.of(TODAY, ROWS), default_policy())
    assert says(found.statement) == (
        "With normal tolerances 3 of 4 projects would be Red; 1 is reported so."
    )
    assert says(found.strengths[0].statement) == "Strict: 4 Red, 0 Amber, 0 Green and 0 Grey."
    assert {rag: count.value for rag, count in found.reported.items()} == {
        Rag.RED: 1,
        Rag.AMBER: 1,
        Rag.GREEN: 1,
        Rag.GREY: 0,
    }
    assert (found.unreported.value, found.projects.value) == (1, 4)


def test_where_nobody_reports_it_says_so() -> None:
    found = compare_tolerances(Snapshot.of(TODAY, slipping("A", 40)), default_policy())
    assert says(found.statement) == (
        "With normal tolerances 1 of 1 project would be Red; nobody has reported a colour yet."
    )


def test_an_empty_portfolio_has_nothing_to_compare() -> None:
    found = compare_tolerances(Snapshot.of(TODAY, []), default_policy())
    assert found.projects.value == 0
    assert says(found.strengths[1].statement) == "Normal: 0 Red, 0 Amber, 0 Green and 0 Grey."
