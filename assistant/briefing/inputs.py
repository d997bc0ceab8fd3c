"""Everything a brief is written from: what was computed, and the view it is told to."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from functools import cached_property

from assistant.briefing.brief import Audience, DocumentKind, Letterhead
from assistant.health.updates import Reported, reported
from assistant.health.verdicts import Caveat, Change, ProjectHealth, Risk
from assistant.planning.order.ranking import Ranking
from assistant.policy import Policy
from assistant.portfolio.control import Decision, DecisionKind, DecisionState
from assistant.portfolio.facts import Facts
from assistant.portfolio.snapshot import Snapshot


class NotRead(StrEnum):
    """Why a source was not read again for this brief, as far as every reader may know."""

    GONE = "its file is gone"
    UNUSABLE = "its file cannot be used"
    SILENT = "it did not answer"


@dataclass(frozen=True)
class BriefingInputs:
    """What the writer is given.

    `snapshot` is the reader's view; the results were computed of record and projected to it.
    `changes` is None where there is nothing to compare with, and `since` is then None too.
    `unread` are the sources that were to be read again for it, and were not.
    `earlier` are the snapshots (in the same view) that results take older values from.
    """

    snapshot: Snapshot
    policy: Policy
    audience: Audience
    health: tuple[ProjectHealth, ...] = ()
    risks: tuple[Risk, ...] = ()
    caveats: tuple[Caveat, ...] = ()
    changes: tuple[Change, ...] | None = None
    ranking: Ranking | None = None
    since: date | None = None
    earlier: tuple[Snapshot, ...] = ()
    unread: Mapping[str, NotRead] = field(default_factory=dict)

    @property
    def as_of(self) -> date:
        """The day everything is seen from."""
        return self.snapshot.as_of

    @cached_property
    def facts(self) -> Facts:
        """Makes facts of the reader's view."""
        return Facts(self.snapshot)

    @cached_property
    def reported(self) -> Mapping[str, Reported]:
        """The colour each project was last reported with, by project."""
        return reported(self.snapshot)

    @cached_property
    def open_decisions(self) -> tuple[Decision, ...]:
        """What somebody has been asked to decide and has not decided yet."""
        return tuple(
            decision
            for decision in self.snapshot.all(Decision)
            if decision.kind is DecisionKind.DECISION and decision.state is DecisionState.OPEN
        )

    @cached_property
    def past_decisions(self) -> tuple[Decision, ...]:
        """Decisions, advice and forecasts that have been answered."""
        return tuple(
            decision
            for decision in self.snapshot.all(Decision)
            if decision.state is not DecisionState.OPEN
        )

    def letterhead(self, kind: DocumentKind) -> Letterhead:
        """Return what a document written from this says of itself."""
        return Letterhead(
            kind=kind,
            audience=self.audience,
            as_of=self.as_of,
            since=self.since,
            revision=self.snapshot.revision,
            policy_hash=self.policy.hash,
        )
