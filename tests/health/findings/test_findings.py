"""What the governance tables find: the sample's stories, small portfolios, and what stays away."""

from __future__ import annotations

import hashlib
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import polars as pl
import pytest

from assistant.health.findings import Finding, findings, project_findings
from assistant.policy import default_policy, default_tables, parse_policy
from assistant.policy.effects import PolicyEffect
from assistant.portfolio.control import Decision, RaidEntry, RaidKind
from assistant.portfolio.noun import Noun, SkillEffort
from assistant.portfolio.organisation import Freeze
from assistant.portfolio.people import Person, Team
from assistant.portfolio.project import Gate, GateDecision, Method, Milestone, Project, Rag, Stage
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import Pin, Request, StatusCategory, WorkItem
from assistant.values import Effort, Money, Scope
from tests.health.reading import check_grounded, read
from tests.portfolio.larkfield import mondays

TODAY = date(2026, 11, 16)
POLICY = default_policy()
ATLAS = Project(key="ATLAS", name="Atlas")


def days(count: int) -> date:
    return TODAY + timedelta(days=count)


def rules(
    things: Sequence[Noun], table: str, earlier: Sequence[tuple[int, Sequence[Noun]]] = ()
) -> list[str]:
    past = [Snapshot.of(days(-ago), before) for ago, before in earlier]
    found = findings(Snapshot.of(TODAY, things), POLICY, past)
    return [each.rule for each in found if each.table == table]


@cache
def sample() -> tuple[Finding, ...]:
    return findings(mondays()[-1], POLICY, mondays()[:-1])


def mixed(snapshot: Snapshot) -> Snapshot:
    frames: dict[type, pl.DataFrame] = {
        noun: snapshot.frame(noun).sample(fraction=1, shuffle=True, seed=5) for noun in NOUNS
    }
    return Snapshot(as_of=snapshot.as_of, frames=frames, imports=snapshot.imports)


def test_the_stories_of_the_sample_are_found_and_its_decoys_are_not() -> None:
    found = {(each.table, key): each for each in sample() for key in each.projects or (each.key,)}
    assert found["stage_gates", "LANTERN"].effect is PolicyEffect.BLOCK
    assert found["freezes", "ATLAS"].rule == "release-moved-into-freeze"
    assert found["freshness", "DRIFTWOOD"].rule == "silent-without-owner"
    assert (found["escalation", "HARBOR"].by, found["escalation", "SENTINEL"].by) == (
        "executive",
        "program lead",
    )
    assert not [each for each in sample() if "R-15" in each.key or "WILLOW" in each.projects]
    assert not [each for each in sample() if each.table in {"pins", "wip_limits"}]


def test_every_finding_can_be_opened_and_claims_nothing_of_its_own() -> None:
    check_grounded([said for each in sample() for said in (each.headline, each.remedy)])
    for each in sample():
        assert each.rows
        assert any(fact.sources for fact in each.headline.facts.values()), each.key


def test_the_order_of_rows_changes_nothing() -> None:
    history = [mixed(snapshot) for snapshot in mondays()[:-1]]
    assert findings(mixed(mondays()[-1]), POLICY, history[::-1]) == sample()


def _bytes() -> str:
    return hashlib.sha256(
        "".join(each.model_dump_json() for each in sample()).encode()
    ).hexdigest()


def test_another_process_with_another_hash_seed_gives_the_same_bytes() -> None:
    code = "from tests.health.findings.test_findings import _bytes; print(_bytes())"
    other = subprocess.run(
        [sys.executable, "-c", code],
        cwd=Path(__file__).parents[3],
        env={"PYTHONHASHSEED": "2026", "PYTHONPATH": ".", "PATH": ""},
        capture_output=True,
        text=True,
        check=True,
    )
    assert other.stdout.strip() == _bytes()


def test_what_somebody_may_not_see_is_not_told_and_the_rest_is_the_same() -> None:
    secret = Project(key="FALCON", name="Falcon", stage=Stage.BUILD, confidential=True)
    open_one = Project(key="OPEN", name="Open", stage=Stage.BUILD)
    gates = [
        Gate(key=f"{key}/build", project=key, stage=Stage.BUILD) for key in ("FALCON", "OPEN")
    ]
    team = Team(key="T", name="Team", wip_limit=1)
    work = [
        WorkItem(key=key, name=key, project=project, team="T", category=StatusCategory.DOING)
        for key, project in (("F-1", "FALCON"), ("F-2", "FALCON"), ("O-1", "OPEN"))
    ]
    full = Snapshot.of(TODAY, [secret, open_one, *gates, team, *work])
    seen = full.scoped(Scope.public())
    found = findings(full, POLICY)
    told = project_findings(found, seen)
    assert {each.key for each in found} - {each.key for each in told} == {
        "stage_gates:FALCON+build",
    }
    assert "alcon" not in repr(told).casefold()
    assert "FALCON" not in repr(told)
    assert not [each for each in found if each.table == "wip_limits"]


def test_a_team_over_its_limit() -> None:
    def things(count: int) -> list[Noun]:
        work = [
            WorkItem(
                key=f"A-{n}", name="a", project="ATLAS", team="T", category=StatusCategory.DOING
            )
            for n in range(count)
        ]
        return [ATLAS, Team(key="T", name="Team", wip_limit=2), *work]

    assert rules(things(3), "wip_limits") == ["wip-over"]
    assert rules(things(2), "wip_limits") == []
    assert rules([ATLAS, Team(key="T", name="Team"), *things(3)[2:]], "wip_limits") == []


def release(forecast: int | None, *, mandatory: bool = False) -> list[Noun]:
    freeze = Freeze(key="F", name="Freeze", start=days(20), end=days(30))
    day = None if forecast is None else days(forecast)
    milestone = Milestone(
        key="M",
        project="ATLAS",
        name="Go-live",
        forecast=day,
        is_release=True,
        mandatory=mandatory,
    )
    return [ATLAS, freeze, milestone]


@pytest.mark.parametrize(
    ("forecast", "mandatory", "before", "rule"),
    [
        (19, False, None, []),
        (20, False, None, ["release-in-freeze"]),
        (30, False, 19, ["release-moved-into-freeze"]),
        (30, False, 30, ["release-in-freeze"]),
        (30, True, None, ["release-mandatory-in-freeze"]),
        (31, False, None, []),
        (None, False, None, ["freezes/unknown"]),
    ],
)
def test_releases_and_freezes(
    forecast: int | None,
    mandatory: bool,  # noqa: FBT001 - a parameter of the table above
    before: int | None,
    rule: list[str],
) -> None:
    earlier = [] if before is None else [(14, release(before))]
    assert rules(release(forecast, mandatory=mandatory), "freezes", earlier) == rule


def test_a_snapshot_that_is_too_young_is_no_past() -> None:
    young = [(13, release(19))]
    assert rules(release(30), "freezes", young) == ["release-in-freeze"]


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, ["intake-complete"]),
        ({"requester": None}, ["intake-nobody-asks"]),
        ({"description": " "}, ["intake-undescribed"]),
        ({"estimate": ()}, ["intake-unsized"]),
        ({"submitted": days(-15)}, ["intake-waits-long"]),
        ({"submitted": days(-14)}, ["intake-complete"]),
        ({"state": "needs info", "submitted": days(-90)}, []),
        ({"state": "declined"}, []),
        ({"state": "accepted"}, []),
        ({"state": "accepted", "estimate": ()}, ["intake-accepted-unsized"]),
    ],
)
def test_requests(fields: dict[str, object], rule: list[str]) -> None:
    size = SkillEffort(skill="backend", effort=Effort.of_days(2))
    told = {"requester": "Desk", "description": "Why", "estimate": (size,), "submitted": days(-3)}
    request = Request.model_validate({"key": "R", "name": "R", **told, **fields})
    assert rules([request], "intake") == rule


@pytest.mark.parametrize(
    ("fields", "rule"),
    [
        ({}, []),
        ({"until": days(-1)}, ["pin-run-out"]),
        ({"pinned_by": "gone"}, ["pin-of-nobody"]),
        ({"pinned_by": None}, ["pin-of-nobody"]),
        ({"reason": ""}, ["pin-without-reason"]),
        ({"until": None}, ["pin-without-end"]),
        ({"until": None, "not_after": days(9)}, []),
    ],
)
def test_pins(fields: dict[str, object], rule: list[str]) -> None:
    item = WorkItem(key="A-1", name="a", project="ATLAS")
    told = {"place": 2, "pinned_by": "ann", "reason": "Storms", "until": days(0)}
    pin = Pin.model_validate({"key": "A-1", "item": "A-1", **told, **fields})
    gone = Person(key="gone", name="Gone", end=days(-1))
    assert rules([ATLAS, item, pin, gone], "pins") == rule


def test_mandatory_work_needs_its_day() -> None:
    item = WorkItem(key="A-1", name="a", project="ATLAS", mandatory=True)
    assert rules([ATLAS, item], "pins") == ["mandatory-undated"]
    assert rules([ATLAS, item.model_copy(update={"due": days(9)})], "pins") == []


def decision(due: int, cost: Money | None = None) -> Decision:
    return Decision(key="D", name="Which?", due=days(due), cost_of_waiting=cost)


def test_decisions_are_escalated_by_delay_and_cost() -> None:
    dear = Money.from_units(10_000 * 10_000, "EUR")
    assert rules([decision(-1, dear)], "escalation") == ["decision-dear"]
    assert rules([decision(-6)], "escalation") == ["decision-long-overdue"]
    assert rules([decision(-5)], "escalation") == ["decision-overdue"]
    assert rules([decision(0, dear)], "escalation") == []
    put_off = [(14, [decision(2)])]
    assert rules([decision(5)], "escalation", put_off) == ["decision-put-off"]
    assert rules([decision(2)], "escalation", put_off) == []


def test_a_risk_that_nobody_dated_is_not_let_pass() -> None:
    entry = RaidEntry(key="R", kind=RaidKind.RISK, name="Data", project="ATLAS", rating=Rag.RED)
    assert rules([ATLAS, entry], "escalation") == ["escalation/unknown"]
    young = entry.model_copy(update={"raised_on": days(-14)})
    assert rules([ATLAS, young], "escalation") == []
    handled = entry.model_copy(update={"mitigation": "Buy some"})
    assert rules([ATLAS, handled], "escalation") == []


def test_a_gate_with_conditions_or_without_its_artefact() -> None:
    def gated(**fields: object) -> list[Noun]:
        told = {"key": "G", "project": "ATLAS", "stage": "build", "decision": "approved"}
        gate = Gate.model_validate(told | {"artefact": "Design", "decided_on": days(-9)} | fields)
        project = ATLAS.model_copy(update={"stage": Stage.BUILD, "method": Method.WATERFALL})
        return [project, gate]

    conditional = GateDecision.CONDITIONAL
    assert rules(gated(), "stage_gates") == []
    assert rules(gated(artefact=None), "stage_gates") == ["gate-without-artefact"]
    assert rules(gated(decision=conditional), "stage_gates") == []
    old = gated(decision=conditional, decided_on=days(-60))
    assert rules(old, "stage_gates") == ["gate-conditions-open"]
    (found,) = findings(Snapshot.of(TODAY, gated(artefact=None)), POLICY)
    assert read(found.headline) == "The gate into build of Atlas names no design approval."


def test_the_table_decides_and_not_the_code() -> None:
    text = (
        default_tables()["wip_limits"]
        .replace(
            'then: {effect: block, by: nobody}\n    because: "{team}',
            'then: {effect: escalate, by: executive}\n    because: "{team}',
        )
        .replace(
            "expected: {effect: block, by: nobody}", "expected: {effect: escalate, by: executive}"
        )
    )
    policy = parse_policy({"wip_limits": text})
    work = [
        WorkItem(key=f"A-{n}", name="a", project="ATLAS", team="T", category=StatusCategory.DOING)
        for n in range(2)
    ]
    things = [ATLAS, Team(key="T", name="Team", wip_limit=1), *work]
    (found,) = findings(Snapshot.of(TODAY, things), policy)
    assert (found.effect, found.by) == (PolicyEffect.ESCALATE, "executive")
