"""How far a project may deviate: by its own tolerance, else by the policy's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.health.growth import HUNDRED
from assistant.health.rag.evidence import Evidence, Measure
from assistant.policy import Policy, ToleranceName
from assistant.portfolio.project import Project


def add_limit(policy: Policy, evidence: Evidence, slot: str, name: str) -> None:
    """Give a table one of the policy's limits."""
    limit = policy.limit(name)
    evidence.named(slot, Measure("policy:limits", name, limit, policy.limits[name].unit))


@dataclass(frozen=True, slots=True)
class Tolerances:
    """The policy's tolerances in one strength."""

    policy: Policy
    strength: ToleranceName

    def value(self, name: str) -> Decimal:
        """Return a tolerance in this strength, in its own unit."""
        return self.policy.tolerance(name, self.strength)

    def add(self, evidence: Evidence, slot: str, name: str) -> None:
        """Give a table the policy's tolerance of that name."""
        value, unit = self.value(name), self.policy.tolerances[name].unit
        evidence.named(slot, Measure(f"policy:{self.strength}", name, value, unit))

    def add_for(self, evidence: Evidence, project: Project, own: str, name: str) -> None:
        """Give a table what is `allowed`, and `amber_from` which part of it is a warning.

        `own` is the field of the project that wins over the policy's tolerance.
        """
        unit = self.policy.tolerances[name].unit
        allowed: Decimal | None = getattr(project, own)
        if allowed is None:
            allowed = self.value(name)
            self.add(evidence, "allowed", name)
        else:
            evidence.read("allowed", project, own, unit)
        share = self.value("amber_from_percent")
        how = f"{allowed} × {share} ÷ {HUNDRED}"
        evidence.computed("amber_from", allowed * share / HUNDRED, unit, arithmetic=how)
