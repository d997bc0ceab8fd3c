from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.health.changes import changes, material
from assistant.health.verdicts import Change, ChangeKind
from assistant.policy import default_policy
from assistant.portfolio.control import (
    BudgetLine,
    ChangeRequest,
    Decision,
    DecisionState,
    RaidEntry,
    RaidKind,
)
from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.people import Availability, Person, Reserve, ReserveKind, Team
from assistant.portfolio.project import Milestone, Project, Rag, Stage, StatusUpdate
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import (
    AgreedRank,
    Dependency,
    Factor,
    StatusCategory,
    ValueInput,
    WorkItem,
)
from assistant.values import Effort, Money
from tests.health.reading import check_grounded, read
from tests.portfolio.things import things

BEFORE = date(2026, 11, 9)
AFTER = date(2026, 11, 16)
POLICY = default_policy()
ATLAS = Project(key="ATLAS", name="Atlas")
BEACON = Project(key="BEACON", name="Beacon")


def eur(amount: int) -> Money:
    return Money(amount=Decimal(amount), currency="EUR")


def compare(before: list[Noun], after: list[Noun]) -> tuple[Change, ...]:
    found = changes(Snapshot.of(BEFORE, before), Snapshot.of(AFTER, after), POLICY)
    check_grounded([change.headline for change in found])
    return found


def texts(before: list[Noun], after: list[Noun]) -> list[str]:
    return [read(change.headline) for change in compare(before, after)]


def go_live(forecast: date, **fields: object) -> Milestone:
    return Milestone.model_validate(
        {"key": "M1", "project": "ATLAS", "name": "Go-live", "forecast": forecast} | fields
    )


def test_nothing_differs() -> None:
    things: list[Noun] = [ATLAS, go_live(date(2026, 12, 9))]

    assert compare(things, things) == ()


def test_a_milestone_that_moved_is_told_from_old_to_new_with_rows_of_both_days() -> None:
    (change,) = compare([ATLAS, go_live(date(2026, 12, 9))], [ATLAS, go_live(date(2026, 12, 18))])

    assert read(change.headline) == (
        "The expected date of Go-live of Atlas moved from Wed 9 Dec to Fri 18 Dec, 9 days later."
    )
    old, new = change.headline.facts["old"], change.headline.facts["new"]
    assert (old.as_of, new.as_of) == (BEFORE, AFTER)
    assert [row.as_of for row in change.headline.facts["days"].sources] == [BEFORE, AFTER]
    assert change.headline.facts["days"].arithmetic == "2026-12-18 − 2026-12-09"
    assert (change.kind, change.table, change.key, change.project) == (
        ChangeKind.DATE,
        "milestones",
        "M1",
        "ATLAS",
    )


def weight(before: Milestone, after: Milestone) -> int:
    return compare([before], [after])[0].materiality


def test_a_broken_promise_weighs_more_than_a_kept_one_than_a_release_than_another_date() -> None:
    old, new = date(2026, 12, 1), date(2026, 12, 10)
    broken = weight(
        go_live(old, committed=date(2026, 12, 5)), go_live(new, committed=date(2026, 12, 5))
    )
    kept = weight(
        go_live(old, committed=date(2026, 12, 20)), go_live(new, committed=date(2026, 12, 20))
    )
    release = weight(go_live(old, is_release=True), go_live(new, is_release=True))
    other = weight(go_live(old), go_live(new))
    earlier = weight(go_live(new), go_live(old))
    hardly = weight(go_live(old), go_live(date(2026, 12, 3)))

    assert broken == 100
    assert broken > kept > release > other > earlier > hardly


def test_a_date_that_appears_or_goes_is_told_without_a_difference() -> None:
    assert texts(
        [Project(key="A", name="Atlas")], [Project(key="A", name="Atlas", end=AFTER)]
    ) == ["The end of Atlas is Mon 16 Nov; there was none before."]
    assert texts(
        [Project(key="A", name="Atlas", end=AFTER)], [Project(key="A", name="Atlas")]
    ) == ["The end of Atlas is empty now; it was Mon 16 Nov."]


def test_a_milestone_that_was_reached() -> None:
    told = texts([ATLAS, go_live(AFTER)], [ATLAS, go_live(AFTER, actual=AFTER)])

    assert told == ["Go-live of Atlas was reached on Mon 16 Nov."]


def test_the_due_date_of_work_that_another_project_waits_for_is_told_singly() -> None:
    def plan(due: date) -> list[Noun]:
        return [
            ATLAS,
            BEACON,
            WorkItem(key="LAN-4", name="Firewall cut-over", project="ATLAS", due=due),
            WorkItem(key="LAN-5", name="Cabling", project="ATLAS", due=due),
            WorkItem(key="LAN-6", name="Racks", project="ATLAS", due=due),
            WorkItem(key="BEA-1", name="Release", project="BEACON"),
            Dependency(key="d", predecessor="LAN-4", successor="BEA-1"),
        ]

    found = compare(plan(date(2026, 11, 23)), plan(date(2026, 11, 30)))

    assert [read(change.headline) for change in found] == [
        "The due date of Firewall cut-over (LAN-4) moved from Mon 23 Nov to Mon 30 Nov, 7 days later.",
        "2 due dates of Atlas moved later; LAN-5 by 7 days.",
    ]
    assert len(found[1].headline.facts["count"].sources) == 2


def test_many_due_dates_that_others_wait_for_are_counted() -> None:
    def plan(due: date) -> list[Noun]:
        numbers = range(1, 8)
        return [
            ATLAS,
            *(WorkItem(key=f"A-{n}", name="x", project="ATLAS", due=due) for n in numbers),
            *(WorkItem(key=f"B-{n}", name="x", project="BEACON") for n in numbers),
            *(Dependency(key=str(n), predecessor=f"A-{n}", successor=f"B-{n}") for n in numbers),
        ]

    later = compare(plan(date(2026, 11, 23)), plan(date(2026, 11, 30)))
    earlier = texts(plan(date(2026, 11, 30)), plan(date(2026, 11, 23)))

    assert [read(change.headline) for change in later] == [
        "7 due dates of Atlas that others wait for moved later; A-1 by 7 days."
    ]
    assert earlier == ["7 more rows differ in wording or detail that moves no plan."]


def line(forecast: Money | None, **fields: object) -> BudgetLine:
    return BudgetLine.model_validate(
        {"key": "B1", "project": "ATLAS", "forecast": forecast} | fields
    )


def test_cost_that_grew_is_told_with_its_percentage_and_arithmetic() -> None:
    (change,) = compare([ATLAS, line(eur(1_200_000))], [ATLAS, line(eur(1_368_000))])

    assert read(change.headline) == (
        "The expected cost of Atlas went from €1.20 M to €1.37 M, 14 % more."
    )
    assert change.headline.facts["percent"].arithmetic == "(1368000 − 1200000) ÷ 1200000 × 100"
    assert change.kind is ChangeKind.COST


def test_two_currencies_are_not_compared_and_it_says_so() -> None:
    dollars = Money(amount=Decimal(1_300_000), currency="USD")

    (change,) = compare([ATLAS, line(eur(1_200_000))], [ATLAS, line(dollars)])

    assert read(change.headline) == (
        "The expected cost of Atlas was €1.20 M and is $1.30 M: another currency, not compared."
    )
    assert "percent" not in change.headline.facts


def test_growth_from_nothing_has_no_percentage() -> None:
    assert texts([ATLAS, line(eur(0))], [ATLAS, line(eur(500))]) == [
        "The expected cost of Atlas went from €0 to €500."
    ]


def test_an_amount_that_is_missing_on_one_side() -> None:
    assert texts([ATLAS, line(None)], [ATLAS, line(eur(500))]) == [
        "The expected cost of Atlas is €500; there was none before."
    ]


def test_a_reported_status_is_taken_from_the_last_update() -> None:
    first = StatusUpdate(key="u1", project="ATLAS", day=BEFORE, rag=Rag.GREEN)
    second = StatusUpdate(key="u2", project="ATLAS", day=AFTER, rag=Rag.RED)

    (change,) = compare([ATLAS, first], [ATLAS, first, second])

    assert read(change.headline) == "Atlas: the reported status went from Green to Red."
    assert [row.row for row in change.headline.facts["new"].sources] == [3]


def test_a_person_is_named_where_an_owner_changes() -> None:
    people: list[Noun] = [
        Person(key="ben", name="Ben Castellan"),
        Person(key="ann", name="Ann Lee"),
    ]

    told = texts(
        [*people, Project(key="ATLAS", name="Atlas", owner="ben")],
        [*people, Project(key="ATLAS", name="Atlas", owner="ann")],
    )

    assert told == ["Atlas: the owner went from Ben Castellan to Ann Lee."]


def test_what_turned_red_matters_more() -> None:
    def risk(rating: Rag) -> RaidEntry:
        return RaidEntry(key="R-1", kind=RaidKind.RISK, name="Test data", rating=rating)

    to_red = compare([risk(Rag.AMBER)], [risk(Rag.RED)])[0]
    to_amber = compare([risk(Rag.RED)], [risk(Rag.AMBER)])[0]

    assert to_red.materiality > to_amber.materiality
    assert read(to_red.headline) == "“Test data”: the rating went from Amber to Red."


def test_measured_bau_of_a_team() -> None:
    def measured(percent: int) -> Reserve:
        return Reserve(
            key="bau", kind=ReserveKind.BAU, team="P", percent=Decimal(percent), measured=True
        )

    platform = Team(key="P", name="Platform")

    assert texts([platform, measured(47)], [platform, measured(51)]) == [
        "Running the business took 51 % of the time of Platform, after 47 %."
    ]


def test_an_absence_is_counted_by_team_and_nobody_is_named() -> None:
    rosa = Person(key="rosa", name="Rosa Almeida", team="D")
    away = Availability(key="a", person="rosa", start=AFTER, end=AFTER)

    (change,) = compare(
        [Team(key="D", name="Data"), rosa], [Team(key="D", name="Data"), rosa, away]
    )

    assert read(change.headline) == "1 absence came in or changed for Data."
    assert "Rosa" not in change.headline.model_dump_json()


def test_a_value_input_that_was_raised_without_evidence() -> None:
    def worth(amount: int) -> list[Noun]:
        return [
            WorkItem(key="KEY-8", name="Audit log", project="KEY"),
            ValueInput(
                key="v",
                item="KEY-8",
                factor=Factor.COST_OF_DELAY,
                value=Decimal(amount),
                currency="EUR",
            ),
        ]

    (change,) = compare(worth(3000), worth(7000))

    assert read(change.headline) == (
        "The cost of delay of Audit log (KEY-8) went from €3,000 to €7,000, and no evidence is given."
    )
    assert change.kind is ChangeKind.VALUE


def test_work_is_counted_by_project() -> None:
    def item(number: int, category: StatusCategory) -> WorkItem:
        return WorkItem(key=f"A-{number}", name="Thing", project="ATLAS", category=category)

    doing, done, todo = StatusCategory.DOING, StatusCategory.DONE, StatusCategory.TODO
    told = texts(
        [ATLAS, item(1, doing), item(2, doing), item(3, todo), item(4, done), item(5, todo)],
        [ATLAS, item(1, done), item(2, done), item(3, doing), item(4, doing), item(6, todo)],
    )

    assert told == [
        "1 item of Atlas is no longer there.",
        "1 item of Atlas was opened again.",
        "1 item came in for Atlas.",
        "2 items of Atlas were finished.",
        "1 item of Atlas was started.",
    ]


def test_work_without_a_project_is_told_too() -> None:
    assert texts([], [WorkItem(key="X-1", name="Orphan")]) == ["1 item came in for no project."]


def test_requests_decisions_and_orders() -> None:
    decision = Decision(key="D-1", name="Harbor or Quay?")
    decided = decision.model_copy(update={"state": DecisionState.APPROVED})
    ranks = [
        AgreedRank(key=key, item=key, place=place, agreed_on=AFTER)
        for place, key in enumerate("AB", 1)
    ]

    told = texts(
        [ATLAS, decision],
        [
            ATLAS,
            decided,
            *ranks,
            ChangeRequest(key="C", project="ATLAS", name="x", raised_on=AFTER),
        ],
    )

    assert told == [
        "“Harbor or Quay?”: the decision went from open to approved.",
        "Another order was agreed: 2 items have a new place.",
        "1 change request came in for Atlas.",
    ]


def test_a_project_that_came_and_one_that_went() -> None:
    assert texts([ATLAS], [BEACON]) == [
        "Atlas is no longer in the portfolio.",
        "Beacon is new.",
    ]


def test_many_projects_that_came_are_told_in_one() -> None:
    new = [Project(key=f"P{number}", name=f"Project {number}") for number in range(1, 8)]

    assert texts([], [*new]) == ["7 projects are new: Project 1, Project 2, Project 3 and 4 more."]
    assert texts([*new], []) == [
        "7 projects are no longer there: Project 1, Project 2, Project 3 and 4 more."
    ]


def test_of_two_moves_that_matter_the_same_the_longer_comes_first() -> None:
    def ends(first: date, second: date) -> list[Noun]:
        return [
            Project(key="A", name="Atlas", end=first),
            Project(key="B", name="Beacon", end=second),
        ]

    found = compare(ends(BEFORE, BEFORE), ends(date(2026, 12, 1), date(2027, 12, 1)))

    assert [change.key for change in found] == ["B", "A"]


def test_a_description_is_counted_and_not_listed() -> None:
    found = compare(
        [Project(key="ATLAS", name="Atlas", description="old"), BEACON],
        [Project(key="ATLAS", name="Atlas", description="new"), BEACON],
    )

    assert [read(change.headline) for change in found] == [
        "1 more row differs in wording or detail that moves no plan."
    ]
    assert found[0].materiality == 0
    assert material(found, POLICY) == ()


def test_a_row_with_a_told_and_a_cosmetic_difference_is_told_once() -> None:
    found = compare(
        [Project(key="ATLAS", name="Atlas", stage=Stage.BUILD, description="old")],
        [Project(key="ATLAS", name="Atlas", stage=Stage.TEST, description="new")],
    )

    assert [read(change.headline) for change in found] == [
        "Atlas: the stage went from build to test."
    ]


def test_estimates_are_counted() -> None:
    def item(days: int) -> WorkItem:
        work = SkillEffort(skill="iam", effort=Effort.of_days(days))
        return WorkItem(key="A-1", name="Thing", project="ATLAS", estimate=(work,))

    assert texts([ATLAS, item(2)], [ATLAS, item(4)]) == ["1 item of Atlas has another estimate."]


def test_the_older_snapshot_comes_first() -> None:
    with pytest.raises(ValueError, match="before it starts"):
        changes(Snapshot.of(AFTER, []), Snapshot.of(BEFORE, []), POLICY)


ANY_THING = st.sampled_from(NOUNS).flatmap(lambda noun: st.tuples(things(noun), things(noun)))


@settings(max_examples=60, deadline=None)
@given(st.lists(ANY_THING, max_size=4, unique_by=lambda pair: (type(pair[0]), pair[0].key)))
def test_every_difference_is_told_or_counted_whatever_the_order_of_rows(
    pairs: list[tuple[Noun, Noun]],
) -> None:
    before = [old for old, _ in pairs]
    after = [new.model_copy(update={"key": old.key}) for old, new in pairs]

    found = compare(before, after)
    mixed = compare(before[::-1], after[::-1])

    assert [read(change.headline) for change in found] == [
        read(change.headline) for change in mixed
    ]
    assert bool(found) is (before != after)
    weights = [change.materiality for change in found]
    assert weights == sorted(weights, reverse=True)
