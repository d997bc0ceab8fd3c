"""What is there, how fresh it is, what is wrong with it, and what would unlock more."""

from __future__ import annotations

from datetime import date

from assistant.health.rag import ToleranceComparison, compare_tolerances
from assistant.health.verdicts import Caveat
from assistant.portfolio.registry import NOUNS
from assistant.portfolio.snapshot import ImportState
from assistant.usecases.assessment import Assessment
from assistant.values import Value


class NounCount(Value):
    """How many things of a kind are visible."""

    table: str
    title: str
    count: int


class PortfolioDescription(Value):
    """The portfolio as data: what a person should know before believing any answer."""

    organisation: str
    as_of: date
    revision: str
    nouns: tuple[NounCount, ...]
    sources: tuple[ImportState, ...]
    tolerances: ToleranceComparison
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
        sources=_latest(seen.imports),
        tolerances=compare_tolerances(seen, assessment.app.policy),
        caveats=assessment.caveats,
    )


def _latest(imports: tuple[ImportState, ...]) -> tuple[ImportState, ...]:
    """Return the newest reading of each source, by name."""
    newest: dict[str, ImportState] = {}
    for state in sorted(imports, key=lambda state: (state.as_of, state.number)):
        newest[state.source] = state
    return tuple(newest[source] for source in sorted(newest))
