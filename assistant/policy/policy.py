"""The policy in force: all tables, compiled, under one hash."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, cached_property
from importlib.resources import files
from typing import Any, Literal

from assistant.errors import BadPolicy
from assistant.policy.compiling import compile_table
from assistant.policy.evaluation import CompiledTable, Verdict
from assistant.policy.examples import check_examples
from assistant.policy.kinds import PolicyValue
from assistant.policy.limits import Limit, Limits, Tolerance, Tolerances
from assistant.policy.reading import read_policy_file
from assistant.policy.scoring import ScoringPolicy
from assistant.policy.table import DecisionTable
from assistant.policy.words import nearest
from assistant.values import Value

ToleranceName = Literal["strict", "normal", "lenient"]
TOLERANCE_NAMES: tuple[ToleranceName, ...] = ("strict", "normal", "lenient")


@dataclass(frozen=True, eq=False)
class Policy:
    """What decides: decision tables, limits, tolerances and scoring.

    Two policies with the same hash decide the same.
    """

    tables: Mapping[str, CompiledTable]
    limits: Mapping[str, Limit]
    tolerances: Mapping[str, Tolerance]
    scoring: ScoringPolicy

    @cached_property
    def hash(self) -> str:
        """The sha256 of what the tables say; comments, spacing and the order of keys are not in it."""
        return hashlib.sha256(self.hashed_text.encode()).hexdigest()

    @cached_property
    def hashed_text(self) -> str:
        """What the tables say, as the text that is hashed."""
        content: dict[str, Any] = {
            "tables": {name: _plain(table.declared) for name, table in self.tables.items()},
            "limits": {name: _plain(limit) for name, limit in self.limits.items()},
            "tolerances": {name: _plain(each) for name, each in self.tolerances.items()},
            "scoring": _plain(self.scoring),
        }
        return json.dumps(content, sort_keys=True, ensure_ascii=False)

    def decide(self, table: str, given: Mapping[str, PolicyValue | None]) -> Verdict:
        """Return what a table answers; an input that is not given is missing."""
        return self.table(table).decide(given)

    def table(self, name: str) -> CompiledTable:
        """Return a decision table; BadPolicy when there is none of that name."""
        if name not in self.tables:
            raise BadPolicy(
                "there is no such table.", table=name, remedy=nearest(name, self.tables)
            )
        return self.tables[name]

    def limit(self, name: str) -> Decimal:
        """Return a named limit, in its own unit; BadPolicy when there is none of that name."""
        if name not in self.limits:
            raise BadPolicy(
                f"there is no limit “{name}”.", table="limits", remedy=nearest(name, self.limits)
            )
        return self.limits[name].value

    def tolerance(self, name: str, strength: ToleranceName) -> Decimal:
        """Return a tolerance in one of its strengths; BadPolicy when there is none of that name."""
        if name not in self.tolerances:
            right = nearest(name, self.tolerances)
            raise BadPolicy(f"there is no tolerance “{name}”.", table="tolerances", remedy=right)
        found: Decimal = getattr(self.tolerances[name], strength)
        return found


def _plain(value: Value) -> Any:
    return value.model_dump(mode="json")


@cache
def default_tables() -> dict[str, str]:
    """Return the defaults as they are written: name → YAML text."""
    folder = files("assistant.policy").joinpath("defaults")
    found = sorted(folder.iterdir(), key=lambda each: each.name)
    return {
        each.name.removesuffix(".yaml"): each.read_text(encoding="utf-8")
        for each in found
        if each.name.endswith(".yaml")
    }


@cache
def default_policy() -> Policy:
    """Return the policy that holds where an organisation has not set its own."""
    return parse_policy({})


def parse_policy(tables: Mapping[str, str], *, run_examples: bool = True) -> Policy:
    """Read a policy from name → YAML text; without running its examples only to list them.

    A table that is absent is the default one; so is a limit or tolerance that `limits` or
    `tolerances` does not name, so that a stored policy keeps working when a new limit is added.
    Raises BadPolicy naming table, row, key and the nearest right word.
    """
    texts = dict(default_tables()) | dict(tables)
    limits = [read_policy_file(Limits, "limits", text) for text in _layers("limits", tables)]
    tolerances = [
        read_policy_file(Tolerances, "tolerances", text) for text in _layers("tolerances", tables)
    ]
    return Policy(
        tables={
            name: _decision_table(name, text, run_examples=run_examples)
            for name, text in sorted(texts.items())
            if name not in _OTHERS
        },
        limits={name: limit for layer in limits for name, limit in layer.limits.items()},
        tolerances={name: each for layer in tolerances for name, each in layer.tolerances.items()},
        scoring=read_policy_file(ScoringPolicy, "scoring", texts["scoring"]),
    )


_OTHERS = frozenset({"limits", "tolerances", "scoring"})


def _layers(name: str, tables: Mapping[str, str]) -> list[str]:
    """Return the default text, then the one that was handed in, if any."""
    return [default_tables()[name], *([tables[name]] if name in tables else [])]


def _decision_table(name: str, text: str, *, run_examples: bool) -> CompiledTable:
    table = read_policy_file(DecisionTable, name, text)
    if table.table != name:
        raise BadPolicy(
            f"the file says “table: {table.table}”.", table=name, remedy="Give both one name."
        )
    compiled = compile_table(table)
    if run_examples:
        check_examples(compiled)
    return compiled
