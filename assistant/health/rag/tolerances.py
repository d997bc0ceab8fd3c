"""How far a project may deviate: by its own tolerance, else by the policy's."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from assistant.health.growth import HUNDRED
from assistant.health.rag.evidence import Evidence
from assistant.policy import Policy, ToleranceName
from assistant.portfolio.facts import Facts
from assistant.portfolio.project import Project
from assistant.values import Fact, Unit


def add_limit(policy: Policy, evidence: Evidence, slot: str, name: str) -> None:
    """Give a table one of the policy's limits."""
    value, unit = policy.limit(name), policy.limits[name].unit
    evidence.values[slot] = value
    evidence.phrase(slot, lambda facts: facts.of("policy:limits", name, value, unit))


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
        unit = self.policy.tolerances[name].unit
        value = self.value(name)
        evidence.values[slot] = value
        evidence.phrase(slot, lambda facts: self._fact(facts, name, value, unit))

    def add_for(self, evidence: Evidence, project: Project, own: str, name: str) -> None:
        """Give a table what is `allowed`, and `amber_from` which part of it is a warning.

        `own` is the field of the project that wins over the policy's tolerance.
        """
        if getattr(project, own) is None:
            self.add(evidence, "allowed", name)
        else:
            evidence.read("allowed", project, own, self.policy.tolerances[name].unit)
        allowed = getattr(project, own)
        allowed = self.value(name) if allowed is None else allowed
        evidence.computed(
            "amber_from",
            allowed * self.value("amber_from_percent") / HUNDRED,
            self.policy.tolerances[name].unit,
        )

    def _fact(self, facts: Facts, name: str, value: Decimal, unit: Unit) -> Fact:
        return facts.of(f"policy:{self.strength}", name, value, unit)
