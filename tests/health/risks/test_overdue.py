from assistant.health.verdicts import RiskKind, Severity
from assistant.portfolio.people import Person
from assistant.portfolio.project import Milestone, Project, Stage
from assistant.portfolio.work import StatusCategory, WorkItem
from tests.health.reading import read
from tests.health.risks.survey import ATLAS, TODAY, days, find, told

OVERDUE = RiskKind.OVERDUE


def item(key: str, due: int, **fields: object) -> WorkItem:
    return WorkItem.model_validate(
        {"key": key, "name": f"Task {key}", "project": "ATLAS", "due": days(due)} | fields
    )


def test_a_single_item_is_named_with_its_day() -> None:
    (risk,) = find(OVERDUE, [ATLAS, item("A-1", -10)])

    assert read(risk.headline) == "Task A-1 (A-1) of Atlas was due Fri 6 Nov, 10 days ago."
    assert risk.headline.facts["days"].arithmetic == "2026-11-16 − 2026-11-06"
    assert risk.headline.facts["days"].sources[0].column == "due"
    assert (risk.severity, risk.since, risk.key) == (
        Severity.MEDIUM,
        days(-10),
        "overdue:work_items+ATLAS",
    )


def test_several_items_are_one_finding_and_important_work_is_named_first() -> None:
    items = [item("A-1", -30, minor=True), item("A-2", -3), item("A-3", -5)]

    (risk,) = find(OVERDUE, [ATLAS, *items])

    assert read(risk.headline) == (
        "3 items of Atlas are past their due dates; Task A-3 (A-3) by 5 days."
    )
    assert len(risk.headline.facts["count"].sources) == 3
    assert risk.since == days(-30)


def test_minor_work_is_low_and_mandatory_work_high() -> None:
    assert find(OVERDUE, [ATLAS, item("A-1", -30, minor=True)])[0].severity is Severity.LOW
    assert find(OVERDUE, [ATLAS, item("A-1", -1, mandatory=True)])[0].severity is Severity.HIGH


def test_what_is_due_today_done_dropped_or_of_a_project_that_rests_is_not_overdue() -> None:
    over = [
        item("A-1", 0),
        item("A-2", -5, category=StatusCategory.DONE),
        item("A-3", -5, category=StatusCategory.DROPPED),
    ]

    assert find(OVERDUE, [ATLAS, *over]) == []
    for stage in (Stage.CLOSED, Stage.STOPPED, Stage.PAUSED):
        resting = ATLAS.model_copy(update={"stage": stage})
        assert find(OVERDUE, [resting, item("A-1", -5)]) == []


def test_work_of_no_project_is_not_lost() -> None:
    assert told(OVERDUE, [item("X-1", -2, project=None)]) == [
        "Task X-1 (X-1) of no project was due Sat 14 Nov, 2 days ago."
    ]


def test_a_milestone_that_passed_unreached() -> None:
    milestone = Milestone(key="M", project="ATLAS", name="Design accepted", forecast=days(-4))

    assert told(OVERDUE, [ATLAS, milestone]) == [
        "Design accepted of Atlas was planned for Thu 12 Nov, 4 days ago, and has not been reached."
    ]
    assert told(OVERDUE, [ATLAS, milestone.model_copy(update={"actual": days(-3)})]) == []


def test_a_broken_promise_is_told_as_a_commitment_only() -> None:
    milestone = Milestone(key="M", project="ATLAS", name="Pilot", committed=days(-4))

    assert find(OVERDUE, [ATLAS, milestone]) == []
    assert len(find(RiskKind.COMMITMENT, [ATLAS, milestone])) == 1


def test_a_project_past_its_end() -> None:
    ended = Project(key="ATLAS", name="Atlas", end=days(-1))

    assert told(OVERDUE, [ended]) == [
        "Atlas was to end on Sun 15 Nov, 1 day ago, and is still open."
    ]
    assert told(OVERDUE, [ended.model_copy(update={"end": TODAY})]) == []


def test_who_can_act_is_asked_by_name() -> None:
    people = [Person(key="ben", name="Ben Castellan")]
    owned = Project(key="ATLAS", name="Atlas", owner="ben")

    (risk,) = find(OVERDUE, [owned, *people, item("A-1", -10)])
    (nobody,) = find(OVERDUE, [ATLAS, item("A-1", -10)])

    assert risk.owner == "ben"
    assert read(risk.remedy) == "Ben Castellan can agree new dates, or free somebody for the work."
    assert nobody.owner is None
    assert read(nobody.remedy).startswith("Nobody is named who could agree")
