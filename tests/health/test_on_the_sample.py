"""Everything at once, on the sample portfolio: no contradiction, no order, no year of its own."""

from functools import cache

import polars as pl

from assistant.health.caveats import caveats
from assistant.health.changes import changes, material
from assistant.health.flow import flow
from assistant.health.risks import DETECTORS, find_risks
from assistant.health.verdicts import ChangeKind, Risk, RiskKind, Severity
from assistant.policy import default_policy
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.values import Scope, Statement, Unit
from tests.health.reading import check_grounded, read
from tests.portfolio.larkfield import mondays

POLICY = default_policy()


@cache
def risks() -> tuple[Risk, ...]:
    return find_risks(mondays()[-1], POLICY, mondays()[:-1])


def mixed(snapshot: Snapshot) -> Snapshot:
    """Return the same rows in another order."""
    frames: dict[type, pl.DataFrame] = {
        noun: snapshot.frame(noun).sample(fraction=1, shuffle=True, seed=7) for noun in NOUNS
    }
    return Snapshot(as_of=snapshot.as_of, frames=frames, imports=snapshot.imports)


def statements(found: tuple[Risk, ...]) -> list[Statement]:
    held = [
        (risk.headline, risk.remedy, risk.headline_by_role, risk.remedy_by_role) for risk in found
    ]
    return [statement for each in held for statement in each if statement is not None]


def test_no_text_claims_anything_of_its_own_and_no_two_facts_contradict() -> None:
    now, before = mondays()[-1], mondays()[-2]
    gaps = caveats(now, POLICY)

    check_grounded(
        [
            *statements(risks()),
            *(change.headline for change in changes(before, now, POLICY)),
            *(said for gap in gaps for said in (gap.headline, gap.remedy, gap.unlocks)),
            *(said for found in flow(now, POLICY) for said in (found.headline, *found.details)),
        ]
    )


def test_the_order_of_rows_changes_nothing() -> None:
    now, before = mondays()[-1], mondays()[-2]
    history = [mixed(snapshot) for snapshot in mondays()[:-1]]

    assert find_risks(mixed(now), POLICY, history[::-1]) == risks()
    assert changes(mixed(before), mixed(now), POLICY) == changes(before, now, POLICY)
    assert caveats(mixed(now), POLICY) == caveats(now, POLICY)
    assert flow(mixed(now), POLICY) == flow(now, POLICY)


def test_the_gravest_come_first_and_every_key_is_its_own() -> None:
    order = [list(Severity).index(risk.severity) for risk in risks()]

    assert order == sorted(order)
    assert len({risk.key for risk in risks()}) == len(risks())


def test_every_detector_has_something_to_find_in_the_sample() -> None:
    assert {risk.kind for risk in risks()} == set(RiskKind)
    assert len(DETECTORS) == len(RiskKind)


def test_every_fact_of_a_risk_leads_to_a_row_or_to_the_policy() -> None:
    """The first and last day of a stretch of weeks are the calendar's own."""
    for risk in risks():
        for slot, fact in (*risk.headline.facts.items(), *risk.remedy.facts.items()):
            of_calendar = fact.unit is Unit.DATE and fact.period is not None
            known = fact.sources or fact.subject.startswith("policy") or of_calendar
            assert known, (risk.key, slot)


def test_without_history_only_what_time_shows_is_missing() -> None:
    found = {risk.kind for risk in find_risks(mondays()[-1], POLICY)}

    assert set(RiskKind) - found == {
        RiskKind.DATE_MOVED,
        RiskKind.BAU_CROWDING,
        RiskKind.INPUT_CHANGED,
    }


def test_a_confidential_project_shows_in_nothing_that_others_see() -> None:
    public = [snapshot.scoped(Scope.public()) for snapshot in mondays()]

    seen = "".join(
        [
            *(risk.model_dump_json() for risk in find_risks(public[-1], POLICY, public[:-1])),
            *(change.model_dump_json() for change in changes(public[0], public[-1], POLICY)),
            *(gap.model_dump_json() for gap in caveats(public[-1], POLICY)),
            *(found.model_dump_json() for found in flow(public[-1], POLICY)),
        ]
    )

    assert "FAL" not in seen
    assert "Falcon" not in seen
    assert "Thornbury" not in seen


def test_a_week_in_which_nothing_happens_has_no_material_change() -> None:
    quiet = changes(mondays()[1], mondays()[2], POLICY)

    assert material(quiet, POLICY) == ()
    assert [change.kind for change in quiet] == [ChangeKind.COSMETIC]


def test_the_last_week_is_told_in_the_order_of_what_matters() -> None:
    last = material(changes(mondays()[-2], mondays()[-1], POLICY), POLICY)

    assert [read(change.headline) for change in last] == [
        "The due date of Firewall cut-over (LAN-4) moved from Mon 23 Nov to Mon 30 Nov, 7 days later.",
        (
            "The cost of delay of Passwordless sign-in for staff (KEY-8) went from €3,000 to €7,000, "
            "and no evidence is given."
        ),
        "Running the business took 51 % of the time of Platform, after 47 %.",
    ]
