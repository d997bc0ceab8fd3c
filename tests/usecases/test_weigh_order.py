"""Orders are asked for where that is worth it, and not again before something answers a rejection."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.briefing.wording import render
from assistant.errors import Refused
from assistant.governance.effects import effect_hash
from assistant.governance.memory import answers
from assistant.governance.proposal import Proposal, ProposalState, RejectReason
from assistant.governance.roles import Grant, Role
from assistant.governance.schedule import Duties, Schedule
from assistant.governance.scoreboard.scored import JUDGED, Verdict
from assistant.portfolio.noun import Noun
from assistant.portfolio.organisation import Organisation
from assistant.portfolio.people import Availability, Person
from assistant.portfolio.work import AgreedRank, Pin
from assistant.usecases.app import App
from assistant.usecases.assessment import Assessment
from assistant.usecases.decide_proposal import approve, find_proposal, reject
from assistant.usecases.do_duty import do_duty, due_duties
from assistant.usecases.drift import drift_since
from assistant.usecases.keep_score import keep_score
from assistant.usecases.propose_order import propose_order, propose_order_if_due
from tests.contracts.batches import bring
from tests.fakes.memory_store import MemoryStore
from tests.planning.backlogs import item
from tests.planning.backlogs import worth as worth_of
from tests.planning.soaking import LONG, is_soak
from tests.usecases.publishing import app_on
from tests.usecases.sample_office import FARID, INGRID, MAREN, Shelf, sample_office

MONDAY = date(2026, 11, 16)
ITEMS = "ABCDEF"


class At:
    def __init__(self, week: int) -> None:
        self._week = week

    def now(self) -> datetime:
        return datetime(2026, 11, 16, 8, tzinfo=UTC) + timedelta(weeks=self._week)


def things(
    week: int, worth: dict[str, int], size: dict[str, int], *more: Noun, agreed: str = ITEMS
) -> list[Noun]:
    return [
        Organisation(key="o", name="O", today=MONDAY + timedelta(weeks=week)),
        *(Person(key=key, name=key.title()) for key in ("ana", "ben")),
        Person(key="dev", name="Dev", team="t", skills=("iam",)),
        *(item(key, size[key], team="t") for key in ITEMS),
        *(worth_of(key, 1000 * points) for key, points in worth.items()),
        *(
            AgreedRank(key=key, item=key, place=place, agreed_on=MONDAY)
            for place, key in enumerate(agreed, start=1)
        ),
        *more,
    ]


WORTH = {"A": 1, "B": 30, "C": 2, "D": 20, "E": 3, "F": 10}
SIZE = dict.fromkeys(ITEMS, 4)


def office() -> App:
    app = app_on(MemoryStore(), Shelf())
    with app.store.unit_of_work() as unit:
        unit.keep_grant(Grant(person="ana", role=Role.PMO_LEAD, since=MONDAY))
        unit.keep_grant(Grant(person="ben", role=Role.PROGRAM_LEAD, since=MONDAY))
    return app


def in_week(app: App, week: int, rows: list[Noun]) -> App:
    bring(app.store, rows, as_of=MONDAY + timedelta(weeks=week))
    return replace(app, clock=At(week), viewer=None)


def asked(app: App) -> Proposal | None:
    """What is proposed on schedule; None where nothing is, or it waits already."""
    found = propose_order_if_due(Assessment(app))
    return None if isinstance(found, str) or not found.is_new else found.proposal


def turned_down(app: App, proposal: Proposal, reason: RejectReason) -> None:
    reject(app.asked_by("ana"), proposal.id, reason)


def test_the_same_proposal_does_not_return_every_monday() -> None:
    app = office()
    for week in range(4):
        now = in_week(app, week, things(week, WORTH, SIZE))
        proposed = asked(now)
        assert (proposed is not None) is (week == 0)
        if proposed is not None:
            assert not proposed.authors
            turned_down(now, proposed, RejectReason.DATA_IS_WRONG)
    with pytest.raises(Refused, match="Ana rejected P-1: “the data is wrong”"):
        propose_order(Assessment(now.asked_by("ben")))
    assert propose_order(Assessment(now.asked_by("ben")), anyway=True).proposal.id == "P-2"


def test_what_is_different_is_said_with_the_reason_that_was_given() -> None:
    app = office()
    away = Availability(
        key="a", person="dev", start=MONDAY, end=MONDAY + timedelta(days=25), available_percent=0
    )
    first = in_week(app, 0, things(0, WORTH, SIZE, away))
    proposed = asked(first)
    assert proposed is not None
    turned_down(first, proposed, RejectReason.CAPACITY_IS_WRONG)
    other_size = in_week(app, 1, things(1, WORTH, SIZE | {"A": 5}, away))
    assert asked(other_size) is None
    back = in_week(app, 2, things(2, WORTH, SIZE | {"A": 5}))
    again = asked(back)
    assert again is not None
    told = {
        viewer: render(find_proposal(back.asked_by(viewer), again.id).differs[0], today=MONDAY)
        for viewer in ("dev", "ben")
    }
    opening = "Ana rejected P-1 on Mon 16 Nov: “capacity is wrong”. Since then the size of A went "
    assert all(said.startswith(f"{opening}from iam 4d to iam 5d") for said in told.values())
    assert "the days that Dev has for it went from 20 to 40" in told["dev"]
    assert "Dev" not in told["ben"]


def test_too_small_a_gain_is_not_asked_for_unless_a_pin_breaks() -> None:
    near = dict.fromkeys(ITEMS, 100) | {"B": 101}
    app = in_week(office(), 0, things(0, near, SIZE))
    assert asked(app) is None
    worth = drift_since(Assessment(app.asked_by("ana")), MONDAY).worth
    assert "would save less than 2 %" in render(worth, today=MONDAY) or "nothing" in worth.text
    pinned = Pin(key="F", item="F", place=1)
    assert asked(in_week(app, 1, things(1, near, SIZE, pinned))) is not None


def test_lines_left_out_are_not_asked_for_again() -> None:
    app = in_week(office(), 0, things(0, WORTH, SIZE))
    proposed = asked(app)
    assert proposed is not None
    line = next(line for line in proposed.lines if len(line.needs) < len(proposed.lines) - 1)
    approve(Assessment(app.asked_by("ana")), proposed.id, lines=[line.id])
    assert asked(replace(app, clock=At(1))) is None


def test_a_waiting_proposal_goes_on_waiting_while_it_holds() -> None:
    app = in_week(office(), 0, things(0, WORTH, SIZE))
    assert asked(app) is not None
    assert asked(in_week(app, 1, things(1, WORTH | {"A": 2}, SIZE))) is None
    newer = asked(in_week(app, 2, things(2, WORTH | {"C": 200}, SIZE)))
    assert newer is not None
    assert app.store.proposal("P-1").state is ProposalState.SUPERSEDED


@LONG
@settings(max_examples=1_000 if is_soak() else 10, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_nothing_is_proposed_again_without_a_material_change(seed: int) -> None:
    random = Random(seed)
    app, worth, size = office(), dict(WORTH), dict(SIZE)
    refused: list[Proposal] = []
    for week in range(6):
        for _ in range(random.choice((0, 0, 1, 2))):
            which = random.choice((worth, size))
            key = random.choice(ITEMS)
            which[key] = max(1, which[key] + random.choice((-9, -1, 1, 9)))
        now = in_week(app, week, things(week, worth, size))
        proposed = asked(now)
        if proposed is None:
            continue
        weighing = proposed.weighing
        assert weighing is not None
        if refused:
            (answer,) = weighing.answers
            assert answer.to == refused[-1].id
            assert answers(answer, refused[-1].reject_reason)
        same = [r for r in refused if effect_hash(r.effect) == effect_hash(proposed.effect)]
        assert all(r.weighing != weighing for r in same)
        turned_down(now, proposed, random.choice(list(RejectReason)))
        refused.append(app.store.proposal(proposed.id))
        assert asked(now) is None


@pytest.mark.parametrize(
    ("week", "worth", "verdict"),
    [
        (1, WORTH, Verdict.TOO_EARLY),
        (3, WORTH, Verdict.HELD),
        (3, dict.fromkeys(ITEMS, 5), Verdict.CANNOT_BE_TOLD),
        (3, {"A": 40, "B": 1, "C": 40, "D": 1, "E": 40, "F": 1}, Verdict.DID_NOT_HOLD),
    ],
)
def test_a_rejected_order_is_judged_on_the_data_of_later_days(
    week: int, worth: dict[str, int], verdict: Verdict
) -> None:
    first = in_week(office(), 0, things(0, WORTH, SIZE))
    proposed = asked(first)
    assert proposed is not None
    turned_down(first, proposed, RejectReason.NOT_NOW)
    later = in_week(first, week, things(week, worth, SIZE))
    for viewer in ("ana", None):
        (scored,) = keep_score(Assessment(later.asked_by(viewer))).scored
        assert (scored.subject, scored.verdict) == ("proposals:P-1", verdict)
        assert scored.is_loss is (verdict in JUDGED)


def test_the_duty_proposes_once_and_is_quiet_where_there_is_nothing() -> None:
    app = in_week(office(), 0, things(0, WORTH, SIZE))
    duties = Duties(order=Schedule.parse("monday 07:00"))
    assert app.outbound is not None
    app = replace(app, outbound=replace(app.outbound, duties=duties))
    for week in range(2):
        now = replace(app, clock=At(week))
        ((duty, due),) = due_duties(now)
        do_duty(now, duty, due)
        assert list(due_duties(now)) == []
    made = [event.facts["made"] for event in app.store.events() if event.name == "duty done"]
    assert made == ["P-1", "nothing to propose: P-1 waits for a decision and still holds"]


def test_an_input_raised_by_its_owner_is_marked_in_the_proposal() -> None:
    app = sample_office()
    proposed = propose_order(Assessment(app.asked_by(MAREN))).proposal
    told = {
        viewer: [render(each, today=MONDAY) for each in find_proposal(app.asked_by(viewer), proposed.id).marks]
        for viewer in (INGRID, FARID)
    }  # fmt: skip
    for (mark,) in told.values():
        assert mark.startswith("KEY-8 rose ")
        assert "its cost of delay was raised from 3000 EUR to 7000 EUR by its owner" in mark
    assert "Falcon" not in find_proposal(app.asked_by(FARID), proposed.id).model_dump_json()


def test_the_sample_says_how_far_it_drifted_and_which_input_changed() -> None:
    found = drift_since(Assessment(sample_office().asked_by(FARID)), date(2026, 11, 2))
    assert found.changed is not None
    words = render(found.changed, today=MONDAY)
    assert "the cost of delay of KEY-8 went from 3000 EUR to 7000 EUR" in words
    assert "FAL" not in words + render(found.worth, today=MONDAY)
    assert len(found.moved) == 5
