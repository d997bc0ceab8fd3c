"""What somebody is today: by grant, by the portfolio's word, and for whoever is away."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from assistant.governance.roles import Delegation, Grant, Role, Standing, User, user_of
from tests.governance.people import TODAY, organisation

LAST_WEEK = TODAY - timedelta(days=7)


def user(person: str | None, *given: Grant | Delegation) -> User:
    grants = [each for each in given if isinstance(each, Grant)]
    delegations = [each for each in given if isinstance(each, Delegation)]
    return user_of(person, grants, delegations, organisation(), verified=True)


def grant(person: str, role: Role, until: date | None = None) -> Grant:
    return Grant(person=person, role=role, since=LAST_WEEK, until=until)


def away(giver: str, taker: str, until: date = TODAY) -> Delegation:
    return Delegation(giver=giver, taker=taker, since=LAST_WEEK, until=until)


def test_the_portfolio_says_who_manages_and_who_leads() -> None:
    assert Standing(role=Role.PROJECT_MANAGER, of="atlas") in user("ben").standings
    assert Standing(role=Role.PROGRAM_LEAD, of="customer") in user("hana").standings
    assert user("olga").standings == (Standing(role=Role.VIEWER),)


def test_somebody_unknown_is_nobody() -> None:
    assert user(None) == User(person=None)
    assert not user(None).verified


def test_a_grant_holds_from_its_first_to_its_last_day() -> None:
    assert user("maren", grant("maren", Role.PMO_LEAD, TODAY)).holds(Role.PMO_LEAD)
    over = grant("maren", Role.PMO_LEAD, TODAY - timedelta(days=1))
    assert not user("maren", over).holds(Role.PMO_LEAD)
    to_come = Grant(person="maren", role=Role.PMO_LEAD, since=TODAY + timedelta(days=1))
    assert not user("maren", to_come).holds(Role.PMO_LEAD)


def test_whoever_stands_in_has_what_the_other_holds_in_their_own_right() -> None:
    lead = grant("maren", Role.PMO_LEAD)
    stands_in = user("luis", lead, away("maren", "luis"))
    assert Standing(role=Role.PMO_LEAD, through="maren") in stands_in.standings
    passed_on = user("ben", lead, away("maren", "luis"), away("luis", "ben"))
    assert not passed_on.holds(Role.PMO_LEAD)
    assert passed_on.holds(Role.PROGRAM_LEAD)


def test_reading_and_roles_are_not_lent() -> None:
    lent = user("olga", grant("maren", Role.ADMIN), away("maren", "olga"))
    assert not lent.holds(Role.ADMIN)
    audited = user("olga", grant("maren", Role.AUDITOR), away("maren", "olga"))
    assert not audited.holds(Role.AUDITOR)


def test_a_delegation_ends_by_itself_and_makes_sense() -> None:
    over = away("maren", "luis", TODAY - timedelta(days=1))
    assert not user("luis", grant("maren", Role.PMO_LEAD), over).holds(Role.PMO_LEAD)
    with pytest.raises(ValueError, match="before it begins"):
        Delegation(giver="a", taker="b", since=TODAY, until=LAST_WEEK)
    with pytest.raises(ValueError, match="for themselves"):
        Delegation(giver="a", taker="a", since=TODAY, until=TODAY)
