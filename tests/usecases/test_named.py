"""A name stands for one person or one word, or is asked back."""

from __future__ import annotations

from datetime import date

import pytest

from assistant.errors import BadInput, NotFound
from assistant.governance.roles import Role
from assistant.portfolio.people import Person
from assistant.portfolio.snapshot import Snapshot
from assistant.usecases.named import choice_named, person_named

PEOPLE = Snapshot.of(
    date(2026, 11, 16),
    [
        Person(key="jonas.a", name="Jonas Weber", email="jonas@example.org"),
        Person(key="jonas.b", name="Jonas Weber"),
        Person(key="mei", name="Mei Tanaka"),
    ],
)


def test_a_person_is_found_by_key_e_mail_or_full_name() -> None:
    assert person_named(PEOPLE, "MEI") == "mei"
    assert person_named(PEOPLE, "Mei  Tanaka") == "mei"
    assert person_named(PEOPLE, "Jonas@example.org") == "jonas.a"
    with pytest.raises(NotFound):
        person_named(PEOPLE, "")


@pytest.mark.parametrize(
    ("typed", "near"),
    [("Tanaka", "Mei Tanaka"), ("Mei Tanka", "Mei Tanaka"), ("tanak", "Mei Tanaka")],
)
def test_whoever_is_nearly_called_so_is_named(typed: str, near: str) -> None:
    with pytest.raises(NotFound) as refused:
        person_named(PEOPLE, typed)
    assert refused.value.remedy == f"Did you mean {near}?"


def test_of_two_with_one_name_nobody_is_picked() -> None:
    with pytest.raises(BadInput, match=r"jonas\.a, jonas\.b"):
        person_named(PEOPLE, "Jonas Weber")


def test_a_word_is_found_in_any_case_or_all_are_listed() -> None:
    assert choice_named(Role, "pmo  LEAD") is Role.PMO_LEAD
    with pytest.raises(BadInput, match="viewer, project manager"):
        choice_named(Role, "boss")
