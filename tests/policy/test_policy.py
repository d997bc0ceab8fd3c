"""The policy as a whole: its hash, its defaults, and what an organisation sets itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from assistant.briefing.vocabulary import claims
from assistant.errors import BadPolicy
from assistant.policy import TOLERANCE_NAMES, default_policy, default_tables, parse_policy
from assistant.values.statement import SLOT
from tests.policy.tables import LATE, SEEN, trial

LIMITS = "table: limits\ntitle: Ours\nlimits:\n  exec_words: {value: 200, unit: count, because: a, remedy: b}\n"
TOLERANCES = (
    "table: tolerances\ntitle: Ours\ntolerances:\n"
    "  cost_percent: {unit: percent, strict: 1, normal: 2, lenient: 3, because: a}\n"
)


def test_the_defaults_are_read_and_their_examples_hold() -> None:
    policy = default_policy()
    assert {"rag_schedule", "rag_cost", "rag_overall"} <= set(policy.tables)
    assert policy is default_policy()


def test_the_same_tables_have_the_same_hash_however_they_are_written() -> None:
    spaced = trial().replace("title: A table", "\n# why\ntitle:   A table")
    assert parse_policy({"trial": trial()}).hash == parse_policy({"trial": spaced}).hash
    assert parse_policy(default_tables()).hash == default_policy().hash


@pytest.mark.parametrize(
    "changed",
    [
        {"trial": trial()},
        {"limits": LIMITS},
        {"tolerances": TOLERANCES},
        {"scoring": default_tables()["scoring"].replace("scale_high: 5", "scale_high: 10")},
        {"rag_risk": default_tables()["rag_risk"].replace("Look at whether", "See whether")},
    ],
    ids=lambda tables: next(iter(tables)),
)
def test_whatever_changes_changes_the_hash(changed: dict[str, str]) -> None:
    assert parse_policy(changed).hash != default_policy().hash


def test_the_order_of_rows_is_part_of_what_a_table_says() -> None:
    one, other = (
        parse_policy({"trial": trial(rows, hit="collect")}) for rows in (LATE + SEEN, SEEN + LATE)
    )
    assert one.hash != other.hash


def test_an_organisation_sets_only_the_limits_it_changes() -> None:
    policy = parse_policy({"limits": LIMITS})
    assert policy.limit("exec_words") == 200
    assert policy.limit("vendor_projects") == default_policy().limit("vendor_projects")


def test_an_organisation_sets_only_the_tolerances_it_changes() -> None:
    policy = parse_policy({"tolerances": TOLERANCES})
    assert [policy.tolerance("cost_percent", name) for name in TOLERANCE_NAMES] == [1, 2, 3]
    assert policy.tolerance("scope_percent", "normal") == Decimal(10)


def test_a_name_that_is_not_there_is_told_with_the_nearest() -> None:
    policy = default_policy()
    with pytest.raises(BadPolicy, match="Did you mean “exec_words”"):
        policy.limit("exec_word")
    with pytest.raises(BadPolicy, match="Did you mean “cost_percent”"):
        policy.tolerance("costs_percent", "normal")
    with pytest.raises(BadPolicy, match="Did you mean “rag_cost”"):
        policy.decide("rag_costs", {})


def test_lenient_tolerances_are_never_tighter_than_strict_ones() -> None:
    lower_is_lenient = {"schedule_room_wanted", "schedule_pace_red", "schedule_pace_amber"}
    for name, each in default_policy().tolerances.items():
        ordered = [each.strict, each.normal, each.lenient]
        assert ordered == sorted(ordered, reverse=name in lower_is_lenient), name


def test_no_sentence_of_the_default_tables_claims_something_outside_its_slots() -> None:
    for table in default_policy().tables.values():
        declared = table.declared
        for answer in (declared.default, declared.unknown, *declared.rows):
            static = SLOT.sub("", answer.because + " " + answer.remedy)
            assert claims(static) == (), (declared.table, static)
