"""Writes policy files: YAML that reads back as what it was made of."""

from __future__ import annotations

from typing import Any

import yaml

from assistant.policy.limits import Limits, Tolerances
from assistant.policy.policy import Policy
from assistant.policy.scoring import ScoringPolicy
from assistant.policy.table import DecisionTable
from assistant.values import Value

PolicyFile = DecisionTable | Limits | Tolerances | ScoringPolicy
"""What one file of a policy may hold."""

_WIDTH = 110


def policy_files(policy: Policy) -> dict[str, PolicyFile]:
    """Return a whole policy as its files, by name."""
    single: dict[str, PolicyFile] = {
        "limits": Limits(table="limits", title="Limits", limits=policy.limits),
        "tolerances": Tolerances(
            table="tolerances", title="Tolerances", tolerances=policy.tolerances
        ),
        "scoring": policy.scoring,
    }
    tables = {name: table.declared for name, table in policy.tables.items()}
    return dict(sorted({**tables, **single}.items()))


def policy_text(file: Value) -> str:
    """Return one file of a policy as YAML; what is the default is left out."""
    content = file.model_dump(mode="json", exclude_defaults=True)
    return tree_text(content)


def tree_text(content: Any) -> str:
    """Return plain content as YAML, keys in their order."""
    return yaml.safe_dump(content, sort_keys=False, allow_unicode=True, width=_WIDTH)
