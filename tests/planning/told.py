"""What planning says, as plain text and as every statement in a result."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import BaseModel

from assistant.briefing.wording import render
from assistant.planning.order.rank import rank
from assistant.planning.order.ranking import Ranking
from assistant.policy import Policy, default_policy, parse_policy
from assistant.portfolio.noun import Noun
from assistant.values import Statement
from tests.planning.backlogs import MONDAY, portfolio


def ranked(*things: Noun, policy: Policy | None = None, budget: int = 2000) -> Ranking:
    return rank(portfolio(things), policy or default_policy(), seed=0, budget=budget)


def keys(ranking: Ranking) -> str:
    return " ".join(item.key for item in ranking.items)


def reason(ranking: Ranking, key: str) -> str:
    item = ranking.item(key)
    assert item is not None
    return text(item.reason)


def text(statement: Statement) -> str:
    return render(statement, today=MONDAY)


def with_limit(name: str, value: float) -> Policy:
    """Return the default policy with one limit changed."""
    limit = default_policy().limits[name]
    return parse_policy(
        {
            "limits": "table: limits\ntitle: Limits\nlimits:\n"
            f"  {name}:\n    value: {value}\n    unit: {limit.unit}\n"
            f"    because: {limit.because}\n    remedy: {limit.remedy}\n"
        }
    )


def statements(result: Any) -> Iterator[Statement]:
    """Yield every statement anywhere in a result."""
    if isinstance(result, Statement):
        yield result
    elif isinstance(result, BaseModel):
        for name in type(result).model_fields:
            yield from statements(getattr(result, name))
    elif isinstance(result, Mapping):
        for value in result.values():
            yield from statements(value)
    elif isinstance(result, tuple):
        for value in result:
            yield from statements(value)
