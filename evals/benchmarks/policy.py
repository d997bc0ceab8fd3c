"""How often a second a decision table answers: one subject, ten rows of five conditions each.

`--trace on` also records what every one of the fifty conditions answers; `off` only decides.
Timed on the processor's clock, the best of some rounds.
"""

from __future__ import annotations

import argparse
import time
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from assistant.policy import PolicyValue, parse_policy
from assistant.policy.evaluation import CompiledTable

ROWS = 10
_NAMES = ("late", "over", "asked", "seen", "going")
_HEAD = """table: bench
title: Ten rows of five conditions
hit: first
inputs:
  late: {kind: days, meaning: a}
  over: {kind: percent, meaning: b}
  asked: {kind: count, meaning: c}
  seen: {kind: choice, values: [red, amber, green], meaning: d}
  going: {kind: bool, meaning: e}
outputs: {effect: [allow, block]}
default: {then: {effect: block}, because: none, remedy: none}
unknown: {then: {effect: block}, because: none, remedy: none}
rows:
"""
_ROW = """  - id: row-{name}
    owner: a
    since: 2026-11-01
    severity: low
    when: {{late: ">= {number} days", over: "between 1 % and 9{number} %", asked: "> {number}", seen: "in red, amber", going: "= yes"}}
    then: {{effect: allow}}
    because: it holds
    remedy: none
    examples:
      - {{given: {{late: 99 days, over: 5 %, asked: "99", seen: red, going: "yes"}}, expected: {{effect: allow}}}}
      - {{given: {{late: 99 days, over: 5 %, asked: "99", seen: green, going: "yes"}}, expected: {{effect: block}}}}
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Declare what can be chosen."""
    parser.add_argument("--trace", choices=("on", "off", "both"), default="both")
    parser.add_argument("--evaluations", type=int, default=20_000)
    parser.add_argument("--rounds", type=int, default=5)


def run(arguments: argparse.Namespace) -> dict[str, Any]:
    """Ask the table again and again and return the figures."""
    table = _table()
    asked: dict[str, Callable[[], object]] = {
        "off": lambda: table.decide(_GIVEN),
        "on": lambda: table.decide(_GIVEN).trace(),
    }
    wanted = tuple(asked) if arguments.trace == "both" else (arguments.trace,)
    seconds = {
        each: min(_timed(asked[each], arguments.evaluations) for _ in range(arguments.rounds))
        for each in wanted
    }
    return {
        "benchmark": "policy",
        "rows": ROWS,
        "conditions": ROWS * len(_NAMES),
        "evaluations": arguments.evaluations,
        **{
            f"per_second_trace_{each}": round(arguments.evaluations / spent)
            for each, spent in seconds.items()
        },
    }


_GIVEN: dict[str, PolicyValue] = {
    "late": Decimal(5),
    "over": Decimal(7),
    "asked": Decimal(20),
    "seen": "green",
    "going": True,
}
"""No row holds, so that all ten are looked at."""


def _table() -> CompiledTable:
    rows = "".join(_ROW.format(name="abcdefghij"[number], number=number) for number in range(ROWS))
    table = _HEAD + rows
    # the examples of all rows are decided by the first one, so they are no tests here
    return parse_policy({"bench": table}, run_examples=False).table("bench")


def _timed(ask: Callable[[], object], times: int) -> float:
    began = time.process_time()
    for _ in range(times):
        ask()
    return time.process_time() - began
