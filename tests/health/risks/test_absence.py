from decimal import Decimal

from assistant.health.verdicts import RiskKind, Severity
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Availability, Contractor, Person
from assistant.portfolio.project import Milestone
from assistant.portfolio.work import StatusCategory, WorkItem
from tests.health.reading import read
from tests.health.risks.survey import ATLAS, days, find, told

ABSENCE = RiskKind.ABSENCE_AT_MILESTONE
ROSA = Person(key="rosa", name="Rosa Almeida", skills=("dba",))
CUTOVER = Milestone(
    key="CUT",
    project="ATLAS",
    name="Cutover",
    forecast=days(24),
    is_release=True,
    needs_person="rosa",
)


def away(start: int, end: int, percent: int = 0) -> Availability:
    return Availability(
        key="a",
        person="rosa",
        start=days(start),
        end=days(end),
        available_percent=Decimal(percent),
    )


def test_the_only_person_for_a_skill_is_away() -> None:
    (risk,) = find(ABSENCE, [ATLAS, ROSA, CUTOVER, away(21, 32)])

    assert read(risk.headline) == (
        "Cutover of Atlas on Thu 10 Dec needs Rosa Almeida, the only person here for dba, "
        "who is away from Mon 7 Dec to Fri 18 Dec."
    )
    assert risk.severity is Severity.HIGH


def test_who_sees_roles_only_learns_neither_the_name_nor_the_row_of_the_person() -> None:
    (risk,) = find(ABSENCE, [ATLAS, ROSA, CUTOVER, away(21, 32)])

    told_by_role = risk.by_role()

    assert read(told_by_role.headline) == (
        "Cutover of Atlas on Thu 10 Dec needs dba, and nobody for it is there on that day."
    )
    shown = told_by_role.headline.model_dump_json() + told_by_role.remedy.model_dump_json()
    assert "osa" not in shown
    assert "availability" not in shown


def test_somebody_else_with_the_skill_makes_it_less_grave() -> None:
    second = Person(key="sam", name="Sam Osei", skills=("DBA ",))

    (risk,) = find(ABSENCE, [ATLAS, ROSA, second, CUTOVER, away(21, 32)])

    assert risk.severity is Severity.MEDIUM
    assert "the only person" not in read(risk.headline)


def test_whoever_is_there_for_half_of_the_time_or_on_the_day_is_there() -> None:
    assert find(ABSENCE, [ATLAS, ROSA, CUTOVER, away(21, 32, percent=50)]) == []
    assert find(ABSENCE, [ATLAS, ROSA, CUTOVER, away(21, 23)]) == []
    assert find(ABSENCE, [ATLAS, ROSA, CUTOVER, away(25, 32)]) == []
    assert len(find(ABSENCE, [ATLAS, ROSA, CUTOVER, away(24, 24)])) == 1


def test_somebody_who_will_have_left() -> None:
    leaving = ROSA.model_copy(update={"end": days(10)})

    assert told(ABSENCE, [ATLAS, leaving, CUTOVER]) == [
        (
            "Cutover of Atlas on Thu 10 Dec needs Rosa Almeida, the only person here for dba, "
            "who leaves on Thu 26 Nov."
        )
    ]


def test_the_owner_of_the_open_work_it_waits_for_is_needed_too() -> None:
    def plan(category: StatusCategory) -> list[Noun]:
        milestone = CUTOVER.model_copy(update={"needs_person": None, "needs_item": "A-8"})
        work = WorkItem(key="A-8", name="Run", owner="rosa", project="ATLAS", category=category)
        return [ATLAS, ROSA, milestone, work, away(21, 32)]

    assert len(find(ABSENCE, plan(StatusCategory.TODO))) == 1
    assert find(ABSENCE, plan(StatusCategory.DONE)) == []


def test_a_contractor_who_can_be_there_in_time_is_named() -> None:
    def hire(available: int) -> Contractor:
        return Contractor(
            key="v", name="Viktor Hale", skills=("dba",), available_from=days(available)
        )

    in_time = find(ABSENCE, [ATLAS, ROSA, CUTOVER, away(21, 32), hire(14)])
    too_late = find(ABSENCE, [ATLAS, ROSA, CUTOVER, away(21, 32), hire(40)])

    assert "Viktor Hale" in read(in_time[0].remedy)
    assert "Viktor" not in read(too_late[0].remedy)


def test_a_milestone_that_passed_or_was_reached_needs_nobody() -> None:
    past = CUTOVER.model_copy(update={"forecast": days(-3)})
    reached = CUTOVER.model_copy(update={"actual": days(-1)})

    assert find(ABSENCE, [ATLAS, ROSA, past, away(-5, 5)]) == []
    assert find(ABSENCE, [ATLAS, ROSA, reached, away(21, 32)]) == []
