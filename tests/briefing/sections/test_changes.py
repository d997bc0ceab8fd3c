from datetime import date

from assistant.briefing.brief import Audience
from assistant.briefing.inputs import BriefingInputs
from assistant.briefing.sections.changes import changes, with_the_rest
from assistant.briefing.wording import render
from assistant.health.changes import changes as find_changes
from assistant.policy import default_policy
from assistant.portfolio.control import BudgetLine
from assistant.portfolio.project import Project
from assistant.portfolio.snapshot import Snapshot
from tests.briefing import things
from tests.briefing.things import LAST_WEEK, TODAY, change, euros, inputs


def told(*materialities: int, left_out: int = 0) -> list[str]:
    made = inputs()
    found = tuple(change(made.facts, "ATLAS-GO", each) for each in materialities)
    given = things.with_results(made, changes=found)
    section = with_the_rest(given, changes(given), left_out)
    return [render(point.statements[0], today=TODAY) for point in section.points]


def test_the_most_material_come_first_and_the_rest_is_one_line() -> None:
    assert told(90, 40) == [
        "The day moved to Mon 30 Nov.",
        "The day moved to Mon 30 Nov.",
        "The rest is unchanged.",
    ]


def test_what_is_not_listed_is_not_called_unchanged() -> None:
    assert told(90, left_out=3)[-1] == "3 smaller changes are not listed."
    assert told(90, left_out=1)[-1] == "1 smaller change is not listed."
    assert told(90, 5)[-1] == "Nothing else that matters changed."


def test_a_week_in_which_nothing_happened_is_one_line() -> None:
    assert told() == ["Nothing changed since Mon 9 Nov."]
    assert told(5) == ["Nothing material changed since Mon 9 Nov."]


def test_the_weight_follows_the_materiality() -> None:
    made = inputs()
    found = tuple(change(made.facts, f"K{each}", each) for each in (100, 70, 40))
    section = changes(things.with_results(made, changes=found))
    weights = [point.weight for point in section.points]
    assert weights == sorted(weights, reverse=True)
    assert len(set(weights)) == 3


def test_many_changes_are_counted_before_they_are_listed() -> None:
    def projects(end: date, cost: int) -> list[Project | BudgetLine]:
        return [
            thing
            for number in range(10)
            for thing in (
                Project(key=f"P{number}", name=f"Project {number}", end=end),
                BudgetLine(key=f"B{number}", project=f"P{number}", forecast=euros(cost)),
            )
        ]

    before = Snapshot.of(LAST_WEEK, projects(date(2027, 1, 1), 100))
    after = Snapshot.of(TODAY, projects(date(2027, 3, 1), 110))
    given = BriefingInputs(
        snapshot=after,
        policy=default_policy(),
        audience=Audience.EXEC,
        changes=find_changes(before, after, default_policy()),
        since=LAST_WEEK,
        earlier=(before,),
    )
    first = changes(given).points[0]
    assert [render(said, today=TODAY) for said in first.statements] == [
        "10 of 10 ends of projects moved later by more than 30 days.",
        "10 of 10 costs grew by more than 5 %.",
    ]
