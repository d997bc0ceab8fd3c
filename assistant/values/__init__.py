"""The small values everyone speaks in: facts and their sources, money, effort, periods, scope."""

from assistant.values.base import Value
from assistant.values.effort import Effort, EffortUnit
from assistant.values.fact import Fact, FactValue, Source, Unit
from assistant.values.money import Money
from assistant.values.period import Period, Week
from assistant.values.saying import say
from assistant.values.scope import Scope
from assistant.values.statement import Statement

__all__ = [
    "Effort",
    "EffortUnit",
    "Fact",
    "FactValue",
    "Money",
    "Period",
    "Scope",
    "Source",
    "Statement",
    "Unit",
    "Value",
    "Week",
    "say",
]
