from decimal import Decimal

from assistant.health.verdicts import RiskKind, Severity
from assistant.portfolio.noun import Noun
from assistant.portfolio.people import Person, Reserve, ReserveKind, Team
from assistant.portfolio.project import Milestone, Project
from assistant.portfolio.work import Factor, ValueInput, WorkItem
from tests.health.reading import read
from tests.health.risks.survey import ATLAS, TODAY, days, find, told

MOVED, BAU, INPUT = RiskKind.DATE_MOVED, RiskKind.BAU_CROWDING, RiskKind.INPUT_CHANGED


def go_live(forecast: int, **fields: object) -> list[Noun]:
    milestone = {"key": "M", "project": "ATLAS", "name": "Go-live", "forecast": days(forecast)}
    return [ATLAS, Milestone.model_validate(milestone | fields)]


def test_a_date_that_moved_later_again() -> None:
    (risk,) = find(
        MOVED,
        go_live(32, is_release=True),
        [(28, go_live(14)), (21, go_live(23)), (7, go_live(32))],
    )

    assert read(risk.headline) == (
        "Go-live of Atlas has moved later 2 times: from Mon 30 Nov to Wed 9 Dec and Fri 18 Dec."
    )
    assert [row.as_of for row in risk.headline.facts["count"].sources] == [
        days(-28),
        days(-21),
        days(-7),
    ]
    assert (risk.severity, risk.since) == (Severity.HIGH, days(14))


def test_earlier_snapshots_may_come_in_any_order_and_later_ones_are_ignored() -> None:
    history = [(7, go_live(32)), (28, go_live(14)), (21, go_live(23)), (-7, go_live(60))]

    assert len(find(MOVED, go_live(32), history)) == 1


def test_a_single_move_a_move_back_and_no_history_are_no_pattern() -> None:
    assert find(MOVED, go_live(23), [(7, go_live(14))]) == []
    assert find(MOVED, go_live(10), [(21, go_live(14)), (14, go_live(23)), (7, go_live(9))]) == []
    assert find(MOVED, go_live(32)) == []
    reached = go_live(32, actual=TODAY)
    assert find(MOVED, reached, [(28, go_live(14)), (21, go_live(23))]) == []


def test_moved_work_is_told_once_a_project() -> None:
    def plan(*dues: int) -> list[Noun]:
        return [
            ATLAS,
            *(
                WorkItem(key=f"A-{place}", name="Task", project="ATLAS", due=days(due))
                for place, due in enumerate(dues)
            ),
        ]

    found = told(MOVED, plan(14, 21, 5), [(14, plan(0, 7, 5)), (7, plan(7, 14, 5))])

    assert found == [
        (
            "Task (A-0) has moved later 2 times: from Mon 16 Nov to Mon 23 Nov and Mon 30 Nov. "
            "1 more of Atlas moved as often."
        )
    ]


def measured(percent: int, key: str = "bau", **fields: object) -> list[Noun]:
    team = Team(key="P", name="Platform", lead="ben", change_work_percent=Decimal(68))
    reserve = {
        "key": key,
        "kind": ReserveKind.BAU,
        "team": "P",
        "percent": Decimal(percent),
        "measured": True,
    }
    return [
        team,
        Person(key="ben", name="Ben Castellan"),
        Reserve.model_validate(reserve | fields),
    ]


def test_business_as_usual_that_crowds_out_change_work() -> None:
    history = [(7 * weeks, measured(share)) for weeks, share in ((5, 32), (4, 37), (2, 43))]

    (risk,) = find(BAU, measured(51), history)

    assert read(risk.headline) == (
        "Running the business takes 51 % of the time of Platform, up from 32 % on Mon 12 Oct. "
        "Its plans still count on 68 % for change work."
    )
    assert risk.headline.facts["then"].as_of == days(-35)
    assert (risk.severity, risk.owner) == (Severity.HIGH, "ben")


def test_several_measurements_in_the_latest_snapshot_are_a_record_too() -> None:
    rows = [
        *measured(30, "w1", start=days(-14), end=days(-8)),
        measured(45, "w2", start=days(-7), end=days(-1))[-1],
    ]

    (said,) = told(BAU, rows)

    assert said.startswith("Running the business takes 45 % of the time of Platform, up from 30 %")


def test_a_small_rise_a_fall_or_a_plan_is_no_crowding() -> None:
    assert find(BAU, measured(40), [(7, measured(32))]) == []
    assert find(BAU, measured(32), [(7, measured(51))]) == []
    assert find(BAU, measured(51, measured=False), [(7, measured(32, measured=False))]) == []


def worth(amount: int, **fields: object) -> list[Noun]:
    given = {
        "key": "v",
        "item": "KEY-8",
        "factor": Factor.COST_OF_DELAY,
        "value": Decimal(amount),
        "currency": "EUR",
        "owner": "wouter",
        "stated_on": days(-5),
    }
    return [
        Project(key="KEY", name="Keystone", owner="farid"),
        WorkItem(key="KEY-8", name="Sign-in", project="KEY", owner="wouter"),
        ValueInput.model_validate(given | fields),
    ]


def test_a_value_raised_by_its_own_beneficiary_without_evidence() -> None:
    (risk,) = find(INPUT, worth(7000), [(7, worth(3000, evidence="Survey"))])

    assert read(risk.headline) == (
        "The cost of delay of Sign-in (KEY-8) went from €3,000 to €7,000 on Wed 11 Nov "
        "and has no evidence yet."
    )
    assert "wouter" not in risk.headline.model_dump_json()
    assert risk.owner == "farid"


def test_evidence_others_falls_old_changes_and_other_units_are_no_finding() -> None:
    before = [(7, worth(3000))]

    assert find(INPUT, worth(7000, evidence="Desk report"), before) == []
    assert find(INPUT, worth(7000, owner="ingrid"), before) == []
    assert find(INPUT, worth(2000), before) == []
    assert find(INPUT, worth(7000, stated_on=days(-60)), before) == []
    assert find(INPUT, worth(7000, currency=None), before) == []
    assert find(INPUT, worth(7000)) == []
    assert len(find(INPUT, worth(7000, owner=None), before)) == 1


def test_the_value_before_the_last_change_is_told() -> None:
    (said,) = told(INPUT, worth(7000), [(14, worth(1000)), (7, worth(3000))])

    assert "from €3,000 to €7,000" in said
