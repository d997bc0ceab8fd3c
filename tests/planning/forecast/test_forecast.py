"""What a forecast says: on the sample, for different readers, and where little is known."""

from __future__ import annotations

import random
from datetime import date, timedelta
from decimal import Decimal
from functools import cache

import pytest

from assistant.briefing.vocabulary import Claim, claims
from assistant.planning.forecast.forecast import NO_PLAN, Asked, forecast
from assistant.planning.forecast.outlook import Basis, CommitmentForecast, Forecast, Tried
from assistant.planning.forecast.record import forecast_record
from assistant.planning.forecast.simulated_plan import SimulatedPlan, simulate
from assistant.planning.forecast.subject import Subject, Subjects
from assistant.planning.order.rank import rank
from assistant.policy import default_policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.project import Milestone, Project, Stage
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import StatusCategory, WorkItem
from assistant.values import Fact, Scope
from assistant.values.statement import SLOT
from tests.planning.backlogs import MONDAY, item, person, portfolio, waits
from tests.planning.told import statements, text
from tests.portfolio.larkfield import today

INGRID = Scope(viewer="ingrid.solheim", confidential=frozenset({"FALCON"}))


@cache
def simulated() -> SimulatedPlan:
    ranking = rank(today(), default_policy(), budget=0)
    plan = simulate(today(), default_policy(), [each.key for each in ranking.items])
    assert plan is not None
    return plan


def told(subject: Subject, seen: Snapshot, by: date | None = None) -> Forecast:
    return forecast(Asked(subject, by), simulated(), seen, default_policy())


@cache
def of_everything(scope: Scope) -> Forecast:
    seen = today().scoped(scope)
    return told(Subjects(seen).everything(), seen, date(2026, 12, 11))


@cache
def seen_by_anyone() -> Snapshot:
    return today().scoped(Scope.public())


def chance(commitment: CommitmentForecast) -> Decimal:
    assert commitment.chance is not None
    assert isinstance(commitment.chance.value, Decimal)
    return commitment.chance.value


def day(fact: Fact | None) -> date:
    assert fact is not None
    assert isinstance(fact.value, date)
    return fact.value


def commitment(key: str) -> CommitmentForecast:
    found = of_everything(Scope.public()).commitments
    return next(each for each in found if each.subject == f"milestones:{key}")


def test_promised_dates_that_are_unlikely_come_first() -> None:
    found = of_everything(Scope.public()).commitments
    chances = [chance(each) for each in found]
    assert chances == sorted(chances)
    assert {"ATLAS", "MOSAIC", "HARBOR"} <= {each.project for each in found if chance(each) < 50}


def test_atlas_is_promised_before_its_own_plan() -> None:
    atlas = commitment("ATLAS-GOLIVE")
    assert chance(atlas) == 0
    assert day(atlas.even) >= date(2027, 1, 4)
    assert "Its own plan says Fri 18 Dec." in text(atlas.statement)


def test_mosaic_says_its_penalty_and_never_a_day_in_the_freeze() -> None:
    mosaic = commitment("MOSAIC-LIVE")
    assert "Missing it costs €40 k (month)." in text(mosaic.statement)
    for each in of_everything(Scope.public()).commitments:
        assert not date(2026, 12, 14) <= day(each.sure) <= date(2027, 1, 3)


def test_the_harbor_cutover_waits_for_its_only_dba() -> None:
    assert day(commitment("HARBOR-CUTOVER").even) >= date(2027, 1, 4)


def test_cascade_has_two_days_its_growth_and_too_little_of_a_pace() -> None:
    cascade = told(Subjects(seen_by_anyone()).project("CASCADE"), seen_by_anyone())
    plan = cascade.dates[0]
    assert plan.basis is Basis.PLAN
    assert day(plan.even) < day(plan.sure)
    notes = " ".join(text(note) for note in cascade.notes)
    assert "grown by 23 %" in notes
    assert "Only 4 finished in 32 weeks" in notes
    assert cascade.projects[0].delivery_confidence is not None


def test_a_team_promises_few_by_a_day_and_says_that_bases_differ() -> None:
    claims_team = Subjects(seen_by_anyone()).team("CLAIMS")
    asked = told(claims_team, seen_by_anyone(), date(2026, 12, 11))
    assert [count.basis for count in asked.counts] == [Basis.PLAN, Basis.PACE]
    for count in asked.counts:
        assert isinstance(count.sure.value, int)
        assert isinstance(count.even.value, int)
        assert count.sure.value <= count.even.value <= len(claims_team.open_keys)
    assert any("do not agree" in text(note) for note in asked.notes)


def test_the_record_names_what_was_forecast_and_is_too_short_to_judge() -> None:
    everything = Subjects(seen_by_anyone()).everything()
    record = forecast_record(Facts(seen_by_anyone()), default_policy(), everything)
    said = [text(each) for each in statements(record)]
    assert any(
        "Sentinel test environment" in each and "it held, Thu 5 Nov" in each for each in said
    )
    assert all("Not enough to judge" in text(rate.statement) for rate in record.rates)
    first = record.rates[0]
    assert first.what is Tried.DATES
    assert isinstance(first.low.value, Decimal)
    assert isinstance(first.high.value, Decimal)
    assert first.low.value < first.high.value


def test_nothing_hidden_is_said_and_what_is_seen_by_both_is_equal() -> None:
    anyone, ingrid = of_everything(Scope.public()), of_everything(INGRID)
    said = anyone.model_dump_json()
    assert "FAL" not in said
    assert "alcon" not in said
    assert any(each.project == "FALCON" for each in ingrid.commitments)
    known = {each.subject: each for each in ingrid.commitments}
    for each in anyone.commitments:
        whole = known[each.subject]
        assert (each.chance, day(each.even), day(each.sure)) == (
            whole.chance,
            day(whole.even),
            day(whole.sure),
        )
    projects = {each.project: each for each in ingrid.projects}
    for project in anyone.projects:
        assert project == projects[project.project]


def test_words_hold_no_claim_outside_a_fact() -> None:
    for scope in (Scope.public(), INGRID):
        for statement in statements(of_everything(scope)):
            found = claims(SLOT.sub(" ", statement.text))
            assert {each.claim for each in found} <= {Claim.STATUS_WORD}, statement.text


def test_every_day_and_chance_names_rows() -> None:
    for each in of_everything(Scope.public()).commitments:
        assert each.chance is not None
        assert each.chance.sources
        assert each.chance.arithmetic


def test_rows_in_any_order_say_the_same() -> None:
    frames = {noun: today().frame(noun) for noun in (WorkItem, Milestone, Project)}
    dice = random.Random(1)
    things: list[Noun] = [
        thing for noun in frames for thing in dice.sample(today().all(noun), len(frames[noun]))
    ]
    one, other = (
        forecast(Asked(Subjects(each).everything()), None, each, default_policy())
        for each in (Snapshot.of(MONDAY, things), Snapshot.of(MONDAY, things[::-1]))
    )
    assert len(list(statements(one))) > 3
    assert [text(each) for each in statements(one)] == [text(each) for each in statements(other)]


def test_without_people_only_the_pace_speaks() -> None:
    done = [
        item(
            f"D{n}",
            category=StatusCategory.DONE,
            started=MONDAY - timedelta(weeks=n + 2),
            finished=MONDAY - timedelta(weeks=n + 1, days=-2),
        )
        for n in range(12)
    ]
    snapshot = portfolio([*done, item("A"), item("B")])
    found = forecast(Asked(Subjects(snapshot).everything()), None, snapshot, default_policy())
    assert [each.basis for each in found.dates] == [Basis.PACE]
    assert text(found.notes[0]) == NO_PLAN
    assert found.runs == 0


def test_what_was_finished_long_ago_is_no_pace() -> None:
    long_ago = MONDAY - timedelta(weeks=60)
    snapshot = portfolio([item("A"), item("B", category=StatusCategory.DONE, finished=long_ago)])
    found = forecast(Asked(Subjects(snapshot).everything()), None, snapshot, default_policy())
    assert "Nothing of it was finished in 32 weeks" in text(found.notes[-1])


def test_nothing_known_is_said_so() -> None:
    snapshot = portfolio([item("A")])
    found = forecast(Asked(Subjects(snapshot).everything()), None, snapshot, default_policy())
    assert not found.dates
    assert text(found.headline) == "Everything: 1 open item, and nothing to forecast them by."
    assert "no pace to go by" in text(found.notes[-1])


@pytest.mark.parametrize("things", [[], [item("A", category=StatusCategory.DONE)]])
def test_nothing_open_is_said_so(things: list[Noun]) -> None:
    snapshot = portfolio(things)
    found = forecast(Asked(Subjects(snapshot).everything()), None, snapshot, default_policy())
    assert text(found.headline) == "Everything: nothing is open."
    assert not found.notes


def test_a_milestone_waits_for_hidden_work_too() -> None:
    secret = Project(key="S", name="Secret", confidential=True)
    open_project = Project(key="P", name="Open")
    milestone = Milestone(
        key="M", project="P", name="Go", committed=MONDAY + timedelta(days=10), needs_item="B"
    )
    things = [
        secret,
        open_project,
        milestone,
        item("A", 15, project="S", release="M"),
        item("B", 1, project="P"),
        person("ann", "iam"),
        waits("B", "A"),
    ]
    whole = portfolio(things)
    plan = simulate(whole, default_policy(), ["A", "B"])
    chances = set()
    for seen in (whole, whole.scoped(Scope.public())):
        asked = Asked(Subjects(seen).milestone("M"))
        found = forecast(asked, plan, seen, default_policy()).commitments[0]
        chances.add((chance(found), day(found.sure)))
    assert len(chances) == 1
    assert next(iter(chances))[0] < 10


def test_a_stopped_project_promises_nothing_and_a_promise_without_work_has_no_chance() -> None:
    day_promised = MONDAY + timedelta(days=10)
    snapshot = portfolio(
        [
            Project(key="P", name="Going"),
            Project(key="S", name="Stopped", stage=Stage.STOPPED),
            Milestone(key="MP", project="P", name="Go", committed=day_promised),
            Milestone(key="MS", project="S", name="Gone", committed=day_promised),
            item("A", 1, project="P"),
            person("ann", "iam"),
        ]
    )
    plan = simulate(snapshot, default_policy(), ["A"])
    asked = Asked(Subjects(snapshot).everything())
    (only,) = forecast(asked, plan, snapshot, default_policy()).commitments
    assert only.subject == "milestones:MP"
    assert only.chance is None
    assert "no open work is tied to it" in text(only.statement)
