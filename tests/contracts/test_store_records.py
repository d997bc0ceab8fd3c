"""What every store does with the records of use cases: all of a unit of work, or nothing."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from assistant.errors import NotFound
from assistant.portfolio.several_sources import SameAs
from assistant.ports.store import Identity, Store, StoredBrief, StoredPolicy, WatchedSource
from tests.contracts.batches import AT, DAY, bring

POLICY = StoredPolicy(hash="a1", in_force_since=AT, tables={"rag": "limit: 5", "ßcoring": "{}"})
UNKNOWN = SameAs(table="projects", source="a", key="1", primary_source="b", primary_key="2")
BRIEF = StoredBrief(
    id="b1",
    audience="exec",
    as_of=DAY,
    since=None,
    revision="r1",
    policy_hash="a1",
    viewer=None,
    written_at=AT,
    body='{"title": "This week"}',
)


def test_nothing_is_kept_at_first(store: Store) -> None:
    assert store.policy() is None
    assert store.briefs() == ()
    assert store.watched() == ()
    assert store.events() == ()
    assert store.links() == ()
    assert store.person_of("slack", "U1") is None


def test_the_policy_kept_last_is_in_force(store: Store) -> None:
    newer = POLICY.model_copy(update={"hash": "b2"})
    with store.unit_of_work() as unit:
        unit.keep_policy(POLICY)
        unit.keep_policy(newer)
    assert store.policy() == newer
    with store.unit_of_work() as unit:
        unit.keep_policy(POLICY)
    assert store.policy() == POLICY
    assert store.policy_of(newer.hash) == newer
    assert store.policy_of("never kept") is None


def test_a_policy_in_force_stays_in_force_since_then(store: Store) -> None:
    with store.unit_of_work() as unit:
        unit.keep_policy(POLICY)
        unit.keep_policy(POLICY.model_copy(update={"in_force_since": AT + timedelta(days=1)}))
    assert store.policy() == POLICY


def test_briefs_are_listed_newest_first(store: Store) -> None:
    team = BRIEF.model_copy(update={"id": "b2", "audience": "team", "since": DAY, "viewer": "ben"})
    with store.unit_of_work() as unit:
        unit.keep_brief(BRIEF)
        unit.keep_brief(team)
        unit.keep_brief(BRIEF.model_copy(update={"body": "another"}))
    assert store.briefs() == (team, BRIEF)
    assert store.briefs("exec") == (BRIEF,)
    assert store.briefs("program") == ()


def test_an_identity_stands_for_one_person(store: Store) -> None:
    for person in ("ben", "aisha"):
        with store.unit_of_work() as unit:
            unit.keep_identity(Identity(provider="slack", external_id="U1", person=person))
    assert store.person_of("slack", "U1") == "aisha"
    assert store.person_of("slack", "U2") is None
    assert store.person_of("teams", "U1") is None


def test_watched_sources_are_listed_by_name(store: Store) -> None:
    jira = WatchedSource(
        source="jira", location="/exports/jira.csv", mapping="jira.yaml", as_of=DAY
    )
    moved = jira.model_copy(update={"location": "/exports/new.csv", "as_of": None})
    with store.unit_of_work() as unit:
        unit.watch(WatchedSource(source="plan", location="plan"))
        unit.watch(jira)
        unit.watch(moved)
    assert store.watched() == (moved, WatchedSource(source="plan", location="plan"))


def test_events_are_read_from_a_number_on(store: Store) -> None:
    bring(store, [])
    with store.unit_of_work() as unit:
        unit.record("brief written", AT, {"id": "b1", "words": 312})
    assert [event.number for event in store.events()] == [1, 2]
    (last,) = store.events(after=1)
    assert (last.name, last.at, dict(last.facts)) == (
        "brief written",
        AT,
        {"id": "b1", "words": 312},
    )


def test_a_unit_of_work_that_fails_leaves_nothing(store: Store) -> None:
    with pytest.raises(NotFound), store.unit_of_work() as unit:  # noqa: PT012 - the last one fails
        unit.keep_policy(POLICY)
        unit.keep_brief(BRIEF)
        unit.watch(WatchedSource(source="plan", location="plan"))
        unit.record("something", AT, {})
        unit.link(UNKNOWN)
    assert (store.policy(), store.briefs(), store.watched(), store.events()) == (None, (), (), ())


def test_instants_are_kept_to_the_microsecond_whatever_their_zone(store: Store) -> None:
    at = datetime(2026, 3, 29, 1, 59, 59, 999_999, tzinfo=timezone(timedelta(hours=5, minutes=30)))
    with store.unit_of_work() as unit:
        unit.record("something", at, {})
        unit.keep_brief(BRIEF.model_copy(update={"written_at": at, "as_of": date.min}))
    assert store.events()[0].at == at.astimezone(UTC)
    assert store.briefs()[0].written_at == at
    assert store.briefs()[0].as_of == date.min
