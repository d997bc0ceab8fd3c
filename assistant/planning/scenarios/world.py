"""What a scenario changes: the rows, the policy, and when work may start."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date

from assistant.policy import Policy
from assistant.portfolio.facts import Facts
from assistant.portfolio.noun import Noun
from assistant.portfolio.snapshot import Snapshot
from assistant.portfolio.work import WorkItem
from assistant.values import Fact, FactValue, Money, Statement, Unit, Value


@dataclass(frozen=True, slots=True)
class World:
    """A portfolio under a policy. `not_before` holds the days before which items may not start."""

    snapshot: Snapshot
    policy: Policy
    not_before: Mapping[str, date] = field(default_factory=dict)

    def put(self, *rows: Noun, without: Iterable[tuple[type[Noun], str]] = ()) -> World:
        """Return the world with some rows put in or replaced, and others left out."""
        return replace(self, snapshot=self.snapshot.supposing(rows, without))


class Change(Value):
    """One thing that is supposed to be different. It is applied to a world and changes no store.

    Keys are those of things its asker may see.
    """

    @abstractmethod
    def applied(self, world: World) -> World:
        """Return the world with this change."""

    def price(self, world: World) -> Money | None:  # noqa: ARG002 - most changes cost no money
        """Return what the change itself costs; None where it costs nothing or nobody says."""
        return None

    @abstractmethod
    def told(self, facts: Facts) -> Statement:
        """Say what is supposed, as it goes on from “if …”."""


def supposed(facts: Facts, what: str, value: FactValue, unit: Unit) -> Fact:
    """Return a value that somebody supposes, as a fact without a row."""
    return facts.of("what-if", f"{what} {value}", value, unit)


def item_name(facts: Facts, key: str) -> Fact:
    """Return what an item is called, whether it is in the portfolio or supposed."""
    return facts.key(WorkItem, key)
