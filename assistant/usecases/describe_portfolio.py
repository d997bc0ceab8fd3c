"""What is there, how fresh it is, what is wrong with it, and what would unlock more."""

from __future__ import annotations

from collections import Counter
from datetime import date

from pydantic import Field

from assistant.health.flow import FlowFinding, flow
from assistant.health.rag import ToleranceComparison, compare_tolerances
from assistant.health.requests import waiting_requests
from assistant.health.verdicts import Caveat
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import ImportState, Snapshot
from assistant.usecases.assessment import Assessment
from assistant.values import Statement, Value


class NounCount(Value):
    """How many things of a kind are visible."""

    table: str
    title: str
    count: int


class SourceFreshness(Value):
    """How fresh a source is, and how much of the portfolio comes from it."""

    source: str
    location: str
    as_of: date
    unchanged_since: date
    rows: int
    refused: int


class PortfolioDescription(Value):
    """The portfolio as data: what a person should know before believing any answer."""

    organisation: str
    as_of: date
    revision: str
    nouns: tuple[NounCount, ...]
    sources: tuple[SourceFreshness, ...]
    tolerances: ToleranceComparison
    overrides: tuple[Statement, ...] = Field(
        description="colours that people decided on for a time, with those of the rule"
    )
    requests: tuple[Statement, ...]
    flow: tuple[FlowFinding, ...]
    caveats: tuple[Caveat, ...]


def describe_portfolio(assessment: Assessment) -> PortfolioDescription:
    """Return what is known about the portfolio itself, for one viewer on one day."""
    seen = assessment.seen
    return PortfolioDescription(
        organisation=seen.organisation.name,
        as_of=seen.as_of,
        revision=seen.revision,
        nouns=tuple(
            NounCount(table=noun.table, title=noun.title, count=seen.frame(noun).height)
            for noun in NOUNS
            if seen.frame(noun).height
        ),
        sources=_freshness(seen),
        tolerances=compare_tolerances(seen, assessment.app.policy),
        overrides=tuple(each.because for each in assessment.health if each.override),
        requests=waiting_requests(seen),
        flow=flow(seen, assessment.app.policy),
        caveats=assessment.caveats,
    )


def _freshness(seen: Snapshot) -> tuple[SourceFreshness, ...]:
    """Return what the newest reading of each source says, by name."""
    newest = {state.source: state for state in sorted(seen.imports, key=_by_day)}
    rows = _rows_by_import(seen)
    counts = Counter({state.source: 0 for state in seen.imports})
    for state in seen.imports:
        counts[state.source] += rows[state.number]
    return tuple(
        SourceFreshness(
            source=source,
            location=state.location,
            as_of=state.as_of,
            unchanged_since=state.unchanged_since,
            rows=counts[source],
            refused=state.refused,
        )
        for source, state in sorted(newest.items())
    )


def _by_day(state: ImportState) -> tuple[date, int]:
    return (state.as_of, state.number)


def _rows_by_import(seen: Snapshot) -> Counter[int]:
    rows: Counter[int] = Counter()
    for noun in NOUNS:
        rows.update(seen.frame(noun)["_import"].to_list())
    return rows
