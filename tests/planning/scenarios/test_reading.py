"""Scenarios are read from phrases and files; what is wrong is named with its place and a remedy."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from assistant.errors import BadInput
from assistant.planning.scenarios.change_making import Maker
from assistant.planning.scenarios.item_changes import Add, Defer, Drop, Fix, Resize, Revalue
from assistant.planning.scenarios.reading import read_phrase, read_scenarios
from assistant.planning.scenarios.rule_changes import Fund, Move, Weigh
from assistant.planning.scenarios.staff_changes import Away, Hire, Lend, Share
from assistant.planning.scenarios.world import Change
from assistant.policy import default_policy
from assistant.portfolio.work import Factor
from assistant.values import Money, Period
from tests.portfolio.larkfield import today

MAKER = Maker(today(), default_policy())


def change(phrase: str) -> Change:
    (made,) = read_phrase(phrase, MAKER).changes
    return made


def test_work_is_dropped_paused_and_deferred() -> None:
    drop = change("drop QUAY")
    assert isinstance(drop, Drop)
    assert drop.work.project == "QUAY"
    assert all(key.startswith("QUA-") for key in drop.work.items)
    pause = change("pause willow")
    assert isinstance(pause, Drop)
    assert pause.is_pause
    assert change("pause WILLOW until 2027-01-04") == change("defer Willow until 4 Jan")
    defer = change("defer MOS-12 until 2w")
    assert isinstance(defer, Defer)
    assert (defer.work.items, defer.until) == (("MOS-12",), date(2026, 11, 30))


def test_work_is_added_resized_and_pinned() -> None:
    added = change(
        'add NEW-1 title "Reports for brokers" for PORTAL effort "frontend 5d" worth 7kEUR after BEA-6'
    )
    assert isinstance(added, Add)
    assert (added.item.key, added.item.name, added.item.team) == (
        "NEW-1",
        "Reports for brokers",
        "PORTAL",
    )
    assert added.after == ("BEA-6",)
    assert (added.worth[0].value, added.worth[0].currency) == (Decimal(7000), "EUR")
    resized = change("resize KEY-8 effort iam 3d, backend 2d")
    assert isinstance(resized, Resize)
    assert [part.skill for part in resized.estimate] == ["iam", "backend"]
    mixed = change("resize KEY-8 effort s1 1w 2.5d, 4h")
    assert isinstance(mixed, Resize)
    assert [(part.skill, part.effort.days) for part in mixed.estimate] == [("s1", 7.5), ("", 0.5)]
    assert change("revalue KEY-8 worth 14k EUR") == Revalue(
        item="KEY-8", factor=Factor.COST_OF_DELAY, value=Decimal(14_000), currency="EUR"
    )
    assert change("revalue KEY-8 factor time criticality worth 5") == Revalue(
        item="KEY-8", factor=Factor.TIME_CRITICALITY, value=Decimal(5)
    )
    assert change("pin CAS-7 place 1") == Fix(item="CAS-7", place=1)
    assert change("unpin CAS-7") == Fix(item="CAS-7")


def test_people_are_away_hired_and_lent() -> None:
    away = change("away Mei Tanaka from 2026-11-16 until 2w left 50%")
    two_weeks = Period(start=date(2026, 11, 16), end=date(2026, 11, 29))
    assert away == Away(person="mei.tanaka", period=two_weeks, left=Decimal(50))
    hired = change("hire Viktor Hale for PORTAL from 2026-11-20 until 2026-12-11")
    assert isinstance(hired, Hire)
    assert hired.period == Period(start=date(2026, 11, 30), end=date(2026, 12, 11))
    assert (hired.team, hired.day_rate) == ("PORTAL", Money(amount=Decimal(850), currency="EUR"))
    nobody = change("hire Ada skills dba rate 900 EUR ramp 2w")
    assert isinstance(nobody, Hire)
    assert (nobody.skills, nobody.ramp_weeks, nobody.team) == (("dba",), 2, "DATA")
    lent = change("lend tomas.beck to Portal until 2026-12-11")
    assert isinstance(lent, Lend)
    assert change("share PLATFORM to 60%") == Share(team="PLATFORM", percent=Decimal(60))


def test_dates_weights_and_budgets_change() -> None:
    assert change("move SENTINEL-LIVE to 2027-01-15") == Move(
        milestone="SENTINEL-LIVE", to=date(2027, 1, 15)
    )
    assert change("move MOS-10 to 18 Dec") == Move(item="MOS-10", to=date(2026, 12, 18))
    weights = read_phrase("weigh time criticality to 40%; weigh risk reduction to 10%", MAKER)
    assert weights.changes == (
        Weigh(shares={Factor.TIME_CRITICALITY: Decimal(40), Factor.RISK_REDUCTION: Decimal(10)}),
    )
    assert change("fund CASCADE to 1.2M EUR") == Fund(
        project="CASCADE", amount=Money(amount=Decimal(1_200_000), currency="EUR")
    )


def test_a_file_says_the_same_as_phrases() -> None:
    told = """
scenarios:
  - name: Pause Willow
    changes:
      - pause: WILLOW
        until: 2027-01-04
  - name: Hire
    changes:
      - hire Viktor Hale for PORTAL
      - {resize: KEY-8, effort: [iam 3d, backend 2d]}
"""
    pause, hire = read_scenarios(told, "autumn.yaml", MAKER)
    assert pause.name == "Pause Willow"
    assert pause.changes == (change("pause WILLOW until 2027-01-04"),)
    assert hire.changes == (
        change("hire Viktor Hale for PORTAL"),
        change("resize KEY-8 effort iam 3d, backend 2d"),
    )


@pytest.mark.parametrize(
    ("phrase", "said"),
    [
        ("dorp QUAY", "change 1: there is no change “dorp”. Did you mean drop?"),
        ("drop NOPE-1", "There is no work item “NOPE-1” here"),
        ("drop MOS-1", "MOS-1 is not open work"),
        ("defer MOS-12", "“defer” does not say “until”"),
        ("defer MOS-12 until 2026-11-01", "is not ahead of 2026-11-16"),
        ("defer MOS-12 until soon", "“soon” is no day"),
        ("away Jonas until 2w", "Which “Jonas”: Jonas Lindqvist or Jonas Weber?"),
        ("away Jonas Lindquist until 2w", "Did you mean jonas.lindqvist?"),
        ("away Mei Tanaka from 2026-12-01 until 2026-11-20", "ends (2026-11-20) before it starts"),
        ("resize KEY-8 effort a lot", "“a lot” is not work by skill"),
        ("resize KEY-8 effort iam 5days", "“iam 5days” is not work by skill"),
        ("resize KEY-8 effort iam 0d", "“iam 0d” is not work by skill"),
        ("hire Ada", "Nobody says what Ada can do"),
        ("hire Ada skills dba rate 900", "The rate has no currency"),
        ("pin CAS-7", "needs either a place or by when"),
        ("share PLATFORM to 160%", "no percentage from 0 to 100"),
        ("weigh reach to 10%", "The reach has no weight"),
        ("weigh fun to 10%", "There is no factor “fun”"),
        ("weigh time criticality to 60%; weigh risk reduction to 60%", "more than 100 percent"),
        ("fund CASCADE to 5", "The budget has no currency"),
        ("add KEY-8", "KEY-8 is in the portfolio already"),
        ("drop", "“drop” does not say what"),
        (" ; ", "A scenario needs a change"),
    ],
)
def test_what_is_wrong_with_a_phrase_is_said(phrase: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_phrase(phrase, MAKER)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("scenarios: [", "autumn.yaml: line 2"),
        ("hello", "autumn.yaml, scenario 1: here should be a name and changes"),
        ("- name: A\n  changes: []", "scenario 1: it needs a list of changes"),
        ("- name: A\n  chnges: []", "scenario 1: there is no “chnges”"),
        ("- changes: [{drop: NOPE}]", "autumn.yaml, scenario 1, change 1: There is no"),
        ("- changes: [{drop: QUAY, until: {a: b}}]", "change 1, field until: here should be one value"),
        ("- changes: [{drop: QUAY, until: 2w}]", "“drop” takes no “until”"),
        ("- {name: A, changes: [drop QUAY]}\n- {name: A, changes: [drop QUAY]}", "two scenarios are called “A”"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_file_is_said(text: str, said: str) -> None:
    with pytest.raises(BadInput) as caught:
        read_scenarios(text, "autumn.yaml", MAKER)
    assert said in str(caught.value)
