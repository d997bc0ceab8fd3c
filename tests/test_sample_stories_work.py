"""The sample's stories are found with their figures, and its decoys are not: time and changes."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from assistant.health.changes import changes
from assistant.health.verdicts import ChangeKind
from assistant.planning.capacity.load import CapacityReport, LoadKind
from assistant.planning.capacity.outlook import capacity
from assistant.policy import default_policy
from assistant.portfolio.people import Availability
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from tests.portfolio.larkfield import TODAY, euros, mondays, today, told

CLAIMED_WEEKS = (date(2026, 11, 23), date(2026, 12, 11))
OUTAGE = (date(2026, 11, 16), date(2026, 11, 27))
IDLE_WEEKS = (date(2026, 11, 30), date(2026, 12, 11))


@pytest.fixture(scope="module")
def report() -> CapacityReport:
    return capacity(today(), default_policy())


def test_only_priya_is_asked_for_more_than_there_is(report: CapacityReport) -> None:
    over = {(each.load.kind, each.load.key): each for each in report.over}
    assert set(over) == {(LoadKind.PERSON, "priya.nair"), (LoadKind.SKILL, "iam")}
    load = over[LoadKind.PERSON, "priya.nair"].load
    assert (load.period.start, load.period.end) == CLAIMED_WEEKS
    assert load.asked is not None
    assert (load.asked.value, load.available.value) == (Decimal(19), Decimal(9))
    assert load.available.arithmetic == "15 × 80 % − 1 training − 2 on-call"
    assert {each.claimed_by for each in load.parts} == {"farid.noor", "aisha.rahimi"}


def test_only_the_front_end_is_idle_while_it_waits(report: CapacityReport) -> None:
    assert [
        (each.load.key, each.load.period.start, each.load.period.end) for each in report.under
    ] == [("lena.hoffmann", *IDLE_WEEKS), ("yusuf.demir", *IDLE_WEEKS)]


def test_nothing_material_happened_between_the_19th_and_the_26th() -> None:
    found = changes(mondays()[1], mondays()[2], default_policy())
    assert {each.kind for each in found} == {ChangeKind.COSMETIC}
    assert [each.materiality for each in found] == [0]


def test_every_other_week_has_something_material() -> None:
    for before, after in pairwise(mondays()):
        found = changes(before, after, default_policy())
        assert (max(each.materiality for each in found) > 0) == (after is not mondays()[2])


def test_the_last_week_tells_lantern_first_then_the_raised_value_then_platform() -> None:
    found = changes(mondays()[-2], mondays()[-1], default_policy())
    assert [(each.kind, each.key) for each in found][:3] == [
        (ChangeKind.DATE, "LAN-4"),
        (ChangeKind.VALUE, "KEY-8/cost of delay"),
        (ChangeKind.CAPACITY, "PLATFORM"),
    ]
    firewall, value, platform = (each.headline for each in found[:3])
    assert {date(2026, 11, 23), date(2026, 11, 30)} <= set(told(firewall))
    assert {euros(3000), euros(7000)} <= set(told(value))
    assert {Decimal(47), Decimal(51)} <= set(told(platform))


def test_the_outage_would_overload_both_integrators() -> None:
    things = [thing for noun in NOUNS for thing in today().all(noun)]
    things += [
        Availability(key=f"{person}/outage", person=person, start=OUTAGE[0], end=OUTAGE[1])
        for person in ("jonas.lindqvist", "mei.tanaka")
    ]
    over = capacity(Snapshot.of(TODAY, things), default_policy()).over
    found = {
        (each.load.kind, each.load.key): (
            each.load.asked and each.load.asked.value,
            each.gap.value,
        )
        for each in over
    }
    assert found[LoadKind.PERSON, "jonas.lindqvist"] == (Decimal(12), Decimal(4))
    assert found[LoadKind.PERSON, "mei.tanaka"] == (Decimal(6), Decimal(6))
    assert (LoadKind.SKILL, "integration") in found
