"""Governance tables: a closed set of effects, blocked by default, never allowed unknown."""

from __future__ import annotations

import pytest

from assistant.errors import BadPolicy
from assistant.policy import default_policy, default_tables, parse_policy
from assistant.policy.effects import EFFECT, PolicyEffect

WIP = default_tables()["wip_limits"]


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("effect: [allow,", "effect: [permit, allow,", "“permit” is no effect"),
        ("then: {effect: block, by: nobody}", "then: {effect: allow, by: nobody}", "blocked"),
        ("effect: escalate, by: PMO lead", "effect: allow, by: nobody", "cannot be allowed"),
        ("effect: escalate, by: PMO lead", "effect: escalate, by: nobody", "name a role"),
        ("effect: escalate, by: PMO lead", "effect: block, by: executive", "name a role"),
    ],
)
def test_what_breaks_the_rules_of_effects_is_refused(before: str, after: str, said: str) -> None:
    assert before in WIP
    with pytest.raises(BadPolicy, match=said):
        parse_policy({"wip_limits": WIP.replace(before, after, 1)})


def test_every_default_governance_table_blocks_what_nobody_spoke_of() -> None:
    governing = [
        table.declared
        for table in default_policy().tables.values()
        if EFFECT in table.declared.outputs
    ]
    assert len(governing) == 9
    for table in governing:
        assert table.default.then[EFFECT] == PolicyEffect.BLOCK
        assert table.unknown.then[EFFECT] != PolicyEffect.ALLOW


def test_budget_bands_are_decided_by_size() -> None:
    policy = default_policy()

    def decider(amount: str | None) -> str:
        from assistant.policy.kinds import InputKind, read_literal

        money = None if amount is None else read_literal(InputKind.MONEY, amount)
        given = {"effect": "budget change", "amount": money}
        return policy.decide("decision_rights", given)["decider"]

    assert [decider(each) for each in ("50000 EUR", "50001 EUR", "250001 EUR", None)] == [
        "program lead",
        "PMO lead",
        "executive",
        "executive",
    ]
    assert decider("1 USD") == "nobody"  # no rate, so not known to be small
