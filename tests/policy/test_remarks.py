"""What `pmo policy check` notices: rows nothing reaches, many approvals, rows that overlap."""

from __future__ import annotations

from itertools import product

import pytest
from hypothesis import given, settings

from assistant.policy import default_policy, parse_policy
from assistant.policy.cells import all_of
from assistant.policy.evaluation import CompiledTable
from assistant.policy.remarks import Remark, RemarkKind, remarks
from assistant.policy.witness import TooHard, find_given
from tests.policy.tables import LATE, SEEN, trial
from tests.policy.test_evaluation import VALUES, _compiled, rows

AGAIN = LATE.replace("too-late", "too-late-again").replace("{rag: red}", "{rag: amber}")
COLLECT = """
table: trial
title: Who agrees
hit: collect
inputs: {size: {kind: count, meaning: a}}
outputs: {effect: [allow, require approval, block], by: [nobody, a, b, c]}
default: {then: {effect: block, by: nobody}, because: none, remedy: none}
unknown: {then: {effect: block, by: nobody}, because: none, remedy: none}
rows:
"""
ASKING = """  - id: ask-{by}
    owner: a
    since: 2026-11-01
    severity: low
    when: {{size: "{cell}"}}
    then: {{effect: require approval, by: {by}}}
    because: it is large
    remedy: ask
    examples: []
"""


def noticed(text: str, *kinds: RemarkKind) -> list[Remark]:
    policy = parse_policy({"trial": text}, run_examples=False)
    return [each for each in remarks(policy) if each.table == "trial" and each.kind in kinds]


def test_a_row_behind_one_that_takes_all_is_told() -> None:
    (remark,) = noticed(trial(LATE + AGAIN), RemarkKind.UNREACHABLE)
    assert remark.rows == ("too-late-again",)
    assert noticed(trial(LATE + AGAIN, hit="collect"), RemarkKind.UNREACHABLE) == []
    assert noticed(trial(LATE + SEEN), RemarkKind.UNREACHABLE) == []


def test_a_row_behind_two_that_take_all_together_is_told() -> None:
    lower = SEEN.replace("seen-amber", "up-to-nine").replace(
        '{seen: "in amber, red"}', '{share: "<= 9 %"}'
    )
    upper = lower.replace("up-to-nine", "from-nine").replace("<= 9", ">= 9")
    inside = lower.replace("up-to-nine", "inside").replace("<= 9 %", "between 8 % and 10 %")
    (remark,) = noticed(trial(lower + upper + inside), RemarkKind.UNREACHABLE)
    assert remark.rows == ("inside",)
    assert noticed(trial(lower + inside), RemarkKind.UNREACHABLE) == []


def test_rows_that_hold_together_are_told_with_values() -> None:
    (remark,) = noticed(trial(LATE + SEEN), RemarkKind.OVERLAP)
    assert remark.rows == ("too-late", "seen-amber")
    assert "seen red" in remark.given or "seen amber" in remark.given


def test_three_roles_at_once_are_told_and_two_are_not() -> None:
    def table(*cells: str) -> str:
        asking = [ASKING.format(by=by, cell=cell) for by, cell in zip("abc", cells, strict=False)]
        examples = "examples: [{given: {}, expected: {}}, {given: {}, expected: {}}]"
        return COLLECT + "".join(asking).replace("examples: []", examples)

    (remark,) = noticed(table("> 1", "> 2", "> 3"), RemarkKind.APPROVALS)
    assert remark.rows == ("ask-a", "ask-b", "ask-c")
    assert noticed(table("> 1", "> 2", "< 2"), RemarkKind.APPROVALS) == []
    assert noticed(table("> 1", "> 2"), RemarkKind.APPROVALS) == []


def test_the_default_policy_needs_no_mending() -> None:
    assert [each for each in remarks(default_policy()) if each.kind.is_warning] == []
    assert [each for each in remarks(default_policy()) if each.kind is RemarkKind.UNSETTLED] == []


@settings(max_examples=60, deadline=None)
@given(rows)
def test_a_row_is_reached_exactly_when_some_values_reach_it(
    drawn: list[dict[str, object]],
) -> None:
    table = _compiled(drawn, "first")
    for place, row in enumerate(table.rows):
        found = find_given(table.declared, [row], table.rows[:place])
        assert (found is not None) == _reached(table, place)
        if found is not None:
            assert table.decide(found).answer is row.row


def _reached(table: CompiledTable, place: int) -> bool:
    """Try a fine grid of values."""
    late = [number / 2 for number in range(-2, 9)]
    grid = (dict(zip(VALUES, each, strict=True)) for each in product(late, VALUES["seen"]))
    return any(
        all_of(table.rows[place].tests, values) is True
        and all(all_of(row.tests, values) is False for row in table.rows[:place])
        for values in grid
    )


def test_a_search_that_is_too_large_is_given_up() -> None:
    table = parse_policy({"trial": trial(LATE + SEEN)}).table("trial")
    with pytest.raises(TooHard):
        find_given(table.declared, [table.rows[0]], budget=0)
