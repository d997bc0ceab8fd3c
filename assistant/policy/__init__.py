"""Decision tables: their grammar, three-valued evaluation with a full trace, the defaults."""

from assistant.policy.evaluation import CellTrace, RowTrace, Truth, Verdict
from assistant.policy.kinds import PolicyValue
from assistant.policy.limits import Limit
from assistant.policy.policy import (
    TOLERANCE_NAMES,
    Policy,
    ToleranceName,
    default_policy,
    default_tables,
    parse_policy,
)
from assistant.policy.scoring import ScoringPolicy

__all__ = [
    "TOLERANCE_NAMES",
    "CellTrace",
    "Limit",
    "Policy",
    "PolicyValue",
    "RowTrace",
    "ScoringPolicy",
    "ToleranceName",
    "Truth",
    "Verdict",
    "default_policy",
    "default_tables",
    "parse_policy",
]
